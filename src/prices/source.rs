//! Where prices are from, in words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::order::Gather as _;

/// What a source id stands for, by `data/sources.csv`.
static SOURCES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    csv::Reader::from_reader(include_bytes!("data/sources.csv").as_slice())
        .records()
        .filter_map(Result::ok)
        .filter_map(|row| Some((row.get(0)?.to_owned(), row.get(1)?.to_owned())))
        .gather()
});

/// A source id in words; ids joined by `+` all state the figure, so that general knowledge beside another
/// adds nothing. An unknown id is said as it is.
pub fn readable(id: &str) -> String {
    const ALONE: &str = "general-knowledge";
    if let Some(words) = SOURCES.get(id) {
        return words.clone();
    }
    let known = id.split('+').filter(|part| *part != ALONE);
    let parts: Vec<&str> = known.map(|part| SOURCES.get(part).map_or(part, String::as_str)).collect();
    parts.join("; ")
}
