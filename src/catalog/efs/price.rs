//! What a file system costs: what it stores, its throughput, its backups. Mount targets are free.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure};
use crate::prices::{per, times, words};

/// Throughput that provisioned mode includes (AWS, 2025-09): 50 KB/s for each GB stored.
const INCLUDED_KB_PER_GB: u32 = 50;

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let one_zone = cx.settings().flag("one_zone");
    let class = if one_zone { "One Zone" } else { "Standard" };
    let stored = cx.given("storage_gb");
    match stored {
        Some(gb) => bill.charge(
            &format!("Storage, {class}"),
            cx.rate("efs", class, "storage"),
            Amount::of(gb, "storage_gb given"),
        ),
        None => bill.omit("storage", "storage_gb is not set"),
    }
    infrequent(cx, bill, one_zone);
    match cx.settings().text("throughput_mode") {
        "elastic" => elastic(cx, bill),
        "provisioned" => provisioned(cx, bill, stored),
        _ => {}
    }
    if cx.settings().flag("backup") {
        backup(cx, bill, stored);
    }
}

fn infrequent(cx: &Context<'_>, bill: &mut Bill, one_zone: bool) {
    let elastic = cx.settings().text("throughput_mode") == "elastic";
    let item = match (one_zone, elastic) {
        (true, _) => "One Zone IA",
        (false, true) => "Infrequent Access (elastic throughput)",
        (false, false) => "Infrequent Access (bursting/provisioned mode)",
    };
    let mut given = |key: &str, name: &str, item: &str, dimension: &str| {
        if let Some(gb) = cx.given(key) {
            bill.charge(name, cx.rate("efs", item, dimension), Amount::of(gb, format!("{key} given")));
        }
    };
    given("infrequent_access_storage_gb", "Storage, infrequent access", item, "storage");
    given("monthly_infrequent_access_read_gb", "Reads, infrequent access", "IA tiering", "data read");
    given("monthly_infrequent_access_write_gb", "Writes, infrequent access", "IA tiering", "data written");
}

/// Elastic throughput: each GB read and written.
fn elastic(cx: &Context<'_>, bill: &mut Bill) {
    let part = |share: Decimal, what: &str| {
        let (gb, calls) = (times(cx.flow.data_gb, per(share, cx.flow.requests)), words(share));
        Figure {
            value: gb,
            story: format!("{calls} {what} ({}) x {} KB", cx.flow.trace, words(cx.flow.answer_kb())),
            assumption: [&cx.flow.size_assumed, &cx.flow.writes_assumed]
                .into_iter()
                .flatten()
                .cloned()
                .reduce(|one, other| format!("{one}; {other}")),
        }
    };
    if let Some(read) = cx.driven("monthly_elastic_read_gb", "elastic reads", bill, |flow| part(flow.reads(), "reads"))
    {
        bill.charge(
            "Elastic throughput, reads",
            cx.rate("efs", "elastic throughput", "data read"),
            Amount::figure(&read),
        );
    }
    if let Some(written) =
        cx.driven("monthly_elastic_write_gb", "elastic writes", bill, |flow| part(flow.writes, "writes"))
    {
        let quote = cx.rate("efs", "elastic throughput", "data written");
        bill.charge("Elastic throughput, writes", quote, Amount::figure(&written));
    }
}

fn provisioned(cx: &Context<'_>, bill: &mut Bill, stored: Option<Decimal>) {
    let Some(set) = cx.number("provisioned_throughput_in_mibps") else {
        bill.omit("provisioned throughput", "provisioned_throughput_in_mibps is not set");
        return;
    };
    let included = per(times(stored.unwrap_or_default(), INCLUDED_KB_PER_GB.into()), Decimal::from(1_024));
    let paid = set.saturating_sub(included).max(Decimal::ZERO);
    let formula = format!("{} MB/s - {} included with what is stored", words(set), words(included));
    let quote = cx.rate("efs", "provisioned throughput", "throughput");
    bill.charge("Provisioned throughput", quote, Amount::of(paid, formula));
}

fn backup(cx: &Context<'_>, bill: &mut Bill, stored: Option<Decimal>) {
    let Some(gb) = stored else {
        bill.omit("backup storage", "storage_gb is not set");
        return;
    };
    let amount = Amount::of(gb, format!("{} GB stored x 1 copy", words(gb)))
        .assuming("one full copy; later copies hold only what changed".to_owned());
    bill.charge("Backup storage", cx.rate("backup", "EFS, warm", "storage"), amount);
}
