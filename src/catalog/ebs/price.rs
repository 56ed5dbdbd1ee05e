//! What a volume costs: its size, provisioned IOPS and throughput, its snapshots. Also for the root volumes of
//! servers and groups.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context};
use crate::prices::{Range, words};

/// What a gp3 volume includes (AWS, 2026-08): IOPS, and MB/s.
const GP3_IOPS: u32 = 3_000;
const GP3_THROUGHPUT: u32 = 125;

/// A volume, or as many alike as there are servers.
pub struct Volume<'a> {
    /// What its lines are called: "Root volumes".
    pub name: &'a str,
    /// `gp3`, `io2`, ...
    pub kind: &'a str,
    /// Its size in GB.
    pub gb: Decimal,
    /// Provisioned IOPS.
    pub iops: Option<Decimal>,
    /// Provisioned MB/s.
    pub throughput: Option<Decimal>,
    /// How many there are.
    pub count: Range,
    /// The same in words: "2 instances"; empty for one.
    pub times: &'a str,
    /// What was assumed about the size.
    pub assumption: Option<String>,
}

/// The lines of volumes that are all alike.
pub fn volume(cx: &Context<'_>, bill: &mut Bill, volume: Volume<'_>) {
    let Volume { name, kind, gb, iops, throughput, count, times, assumption } = volume;
    let item = if kind == "standard" { "standard (magnetic)" } else { kind };
    let formula = |what: String| if times.is_empty() { what } else { format!("{what} x {times}") };
    let all = |each: Decimal| count.times(each);
    let amount = Amount::range(all(gb), formula(format!("{} GB", words(gb)))).assuming(assumption);
    bill.charge(&format!("{name}, {kind}"), cx.rate("ebs", item, "storage"), amount);
    let included = if kind == "gp3" { GP3_IOPS.into() } else { Decimal::ZERO };
    let line = format!("{name}, IOPS");
    if let Some(iops) = iops.filter(|_| matches!(kind, "gp3" | "io1" | "io2")) {
        let paid = iops.saturating_sub(included).max(Decimal::ZERO);
        let dimension = if kind == "gp3" { "IOPS above 3000" } else { "IOPS" };
        let quote = cx.rate("ebs", item, dimension);
        let beyond = quote.as_ref().ok().and_then(|rate| rate.tiers.last()?.to).filter(|to| paid > *to);
        if let Some(to) = beyond {
            bill.omit(&line, &format!("no price above {} IOPS a volume", words(to)));
        } else {
            let one_tier = Amount::range(all(paid), formula(format!("{} IOPS", words(paid))));
            bill.charge_first_tier(&line, quote, one_tier);
        }
    } else if matches!(kind, "io1" | "io2") {
        bill.omit(&line, "iops is not set");
    }
    if let Some(throughput) = throughput.filter(|_| kind == "gp3") {
        let paid = throughput.saturating_sub(GP3_THROUGHPUT.into()).max(Decimal::ZERO);
        let story = formula(format!("{} MB/s above {GP3_THROUGHPUT}", words(paid)));
        let quote = cx.rate("ebs", "gp3", "throughput above 125 MB/s");
        bill.charge(&format!("{name}, throughput"), quote, Amount::range(all(paid), story));
    }
}

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    const SNAPSHOTS: &str = "snapshot_storage_gb";
    const REQUESTS: &str = "monthly_standard_io_requests";
    let settings = cx.settings();
    let (kind, gb) = (settings.text("type"), Decimal::from(settings.count("size")));
    let drawn = Volume {
        name: "Volume",
        kind,
        gb,
        iops: cx.number("iops"),
        throughput: cx.number("throughput"),
        count: Range::fixed(Decimal::ONE),
        times: "",
        assumption: None,
    };
    volume(cx, bill, drawn);
    if kind == "standard" {
        match cx.given(REQUESTS) {
            Some(requests) => {
                let quote = cx.rate("ebs", "standard (magnetic)", "I/O requests");
                bill.charge("I/O requests", quote, Amount::of(requests, format!("{REQUESTS} given")));
            }
            None => bill.omit("I/O requests", &format!("magnetic volumes bill them; {REQUESTS} is not set")),
        }
    }
    let kept = cx.given(SNAPSHOTS);
    if settings.flag("snapshots") || kept.is_some() {
        let amount = match kept {
            Some(gb) => Amount::of(gb, format!("{SNAPSHOTS} given")),
            None => Amount::of(gb, format!("{} GB x 1 copy", words(gb)))
                .assuming("one full copy; later snapshots hold only what changed".to_owned()),
        };
        bill.charge("Snapshots", cx.rate("ebs", "snapshot standard", "storage"), amount);
    }
}
