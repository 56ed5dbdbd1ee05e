//! What a cache costs: the hours of its nodes, snapshots beyond the free one.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context};
use crate::prices::times;

/// Valkey's nodes cost 20 % less than those of Redis, Memcached's the same, in every region and size
/// (ElastiCache pricing, 2025-05-28; the test of the price tables holds every row to it). So the tables
/// hold Redis only.
fn share(engine: &str) -> Decimal {
    if engine == "valkey" { Decimal::new(8, 1) } else { Decimal::ONE }
}

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let settings = cx.settings();
    let (engine, kind) = (settings.text("engine"), settings.text("node_type"));
    let nodes = Decimal::from(settings.count("num_cache_clusters"));
    let name = format!("Node hours, {kind} {engine}");
    match cx.instance(kind, "redis") {
        Some(price) => {
            let noun = if nodes == Decimal::ONE { "node" } else { "nodes" };
            let amount = Amount::of(times(nodes, cx.hours), format!("{nodes} {noun} x {} h", cx.hours));
            let usd = times(price.usd, share(engine)).normalize();
            bill.hours(name, usd, (&price.source, &price.as_of), amount);
        }
        None => bill.omit(&name, &format!("no price in {} for {kind} with {engine}", cx.region)),
    }
    const KEY: &str = "snapshot_storage_size_gb";
    if let Some(gb) = cx.given(KEY) {
        let quote = cx.rate("elasticache", "backup", "storage");
        bill.charge("Snapshot storage", quote, Amount::of(gb, format!("{KEY} given")));
    } else if settings.count("snapshot_retention_limit") > 1 {
        bill.omit("Snapshot storage", &format!("one snapshot is free, more are billed; {KEY} is not set"));
    }
}
