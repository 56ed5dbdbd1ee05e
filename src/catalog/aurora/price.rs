//! What an Aurora cluster costs: its instances or capacity units, what it stores, its I/O, its backups.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure};
use crate::prices::{Range, number, times, words};

const SECONDS_PER_HOUR: u32 = 3_600;

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let optimized = cx.settings().text("storage_type") == "aurora-iopt1";
    let item = if optimized { "I/O-Optimized" } else { "Standard" };
    let count = Decimal::from(cx.units.len());
    if cx.settings().text("instance_class") == "db.serverless" {
        capacity(cx, bill, count, item);
    } else {
        instances(cx, bill, count, optimized);
    }
    match cx.given("storage_gb") {
        Some(gb) => {
            let quote = cx.rate("aurora", item, "storage");
            bill.charge(&format!("Storage, {item}"), quote, Amount::of(gb, "storage_gb given"));
        }
        None => bill.omit("storage", "storage_gb is not set"),
    }
    if !optimized {
        operations(cx, bill);
    }
    const BACKUPS: &str = "backup_snapshot_size_gb";
    if let Some(gb) = cx.given(BACKUPS) {
        let quote = cx.rate("aurora", "backup beyond free", "storage");
        bill.charge("Backup storage", quote, Amount::of(gb, format!("{BACKUPS} given")));
    } else {
        bill.note("backup storage", "assumed to stay within the size of the cluster, which is free for a day of backups");
    }
    if cx.settings().flag("publicly_accessible") {
        cx.public_addresses(bill, Range::fixed(count), "publicly accessible instances");
    }
}

fn instances(cx: &Context<'_>, bill: &mut Bill, count: Decimal, optimized: bool) {
    let (engine, class) = (cx.settings().text("engine"), cx.settings().text("instance_class"));
    let name = format!("Instance hours, {class}");
    if optimized {
        bill.omit(&name, "no table has prices of instances with I/O-Optimized storage");
        return;
    }
    let Some(price) = cx.instance(class, engine) else {
        bill.omit(&name, &format!("no price in {} for {engine} on {class}", cx.region));
        return;
    };
    let noun = if count == Decimal::ONE { "instance" } else { "instances" };
    let amount = Amount::of(times(count, cx.hours), format!("{count} {noun} x {} h", cx.hours));
    bill.hours(name, price.usd, (&price.source, &price.as_of), amount);
}

/// Serverless capacity: at the least the minimum of each instance all the time, at most the maximum.
fn capacity(cx: &Context<'_>, bill: &mut Bill, count: Decimal, item: &str) {
    let block = cx.settings().block("serverlessv2_scaling_configuration");
    let set = |name: &str| block.and_then(|block| block.get(name)).and_then(number);
    let least = set("min_capacity").unwrap_or(Decimal::new(5, 1));
    let most = set("max_capacity").unwrap_or(Decimal::from(8)).max(least);
    let given = cx.given("capacity_units_per_hr");
    let expected = given.unwrap_or(least);
    let range = Range { min: least.min(expected), expected, max: most.max(expected) };
    let formula = format!("{} ACU x {count} x {} h", words(expected), cx.hours);
    let assumed = given.is_none().then(|| format!("the least capacity all the time; up to {} ACU", words(most)));
    let amount = Amount::range(range.times(times(count, cx.hours)), formula).assuming(assumed);
    let quote = cx.rate("aurora", &format!("Serverless v2 {item}"), "ACU-hour");
    bill.charge("Capacity units", quote, amount);
}

/// The I/O of Standard storage: by the usage figures a second, else one for each query.
fn operations(cx: &Context<'_>, bill: &mut Bill) {
    let quote = || cx.rate("aurora", "Standard", "I/O requests");
    let rates = ["read_requests_per_sec", "write_requests_per_sec"].map(|key| Some((key, cx.given(key)?)));
    if rates.iter().any(Option::is_some) {
        for (key, rate) in rates.into_iter().flatten() {
            let seconds = times(cx.hours, SECONDS_PER_HOUR.into());
            let formula = format!("{key} given: {} x {} s", words(rate), words(seconds));
            let name = if key.starts_with("read") { "I/O, reads" } else { "I/O, writes" };
            bill.charge(name, quote(), Amount::of(times(rate, seconds), formula));
        }
        return;
    }
    let derived = cx.driven("read_requests_per_sec", "I/O requests", bill, |flow| Figure {
        value: flow.requests,
        story: flow.trace.clone(),
        assumption: Some("one I/O for each query".to_owned()),
    });
    if let Some(figure) = derived {
        bill.charge("I/O requests", quote(), Amount::figure(&figure));
    }
}
