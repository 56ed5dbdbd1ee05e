//! How many zones a region has.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The table of zones: region, how many, date, source.
static ZONES: LazyLock<BTreeMap<&'static str, usize>> = LazyLock::new(|| {
    let rows = include_str!("data/zones.csv").lines().skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split(',');
        Some((cells.next()?, cells.next()?.parse().ok()?))
    })
    .collect()
});

/// How many Availability Zones a region has; `None` where the table does not know the region.
pub fn zones(region: &str) -> Option<usize> {
    ZONES.get(region).copied()
}
