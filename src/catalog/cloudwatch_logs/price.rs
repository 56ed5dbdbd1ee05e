//! What a log group costs: what is written to it, what it keeps, what is searched.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure, Flow, from_flow};
use crate::model::ConnectionKind;
use crate::prices::{number, per, plus, times, words};

/// What a component writes for each of its requests where nothing says otherwise, in KB: a choice of this program.
const LINE_KB: u32 = 1;
const KB_PER_GB: u32 = 1_048_576;

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let rare = cx.settings().text("log_group_class") == "INFREQUENT_ACCESS";
    if let Some(written) = written(cx, bill) {
        let item = if rare { "logs infrequent access" } else { "logs standard" };
        let name = if rare { "Ingestion, infrequent access" } else { "Ingestion" };
        bill.pool(name, cx.rate("cloudwatch", item, "data ingested"), Amount::figure(&written));
    }
    match cx.usage_figure("storage_gb") {
        Some(gb) => {
            let quote = cx.rate("cloudwatch", "logs", "archived storage (compressed)");
            bill.pool("Storage", quote, Amount::figure(&gb));
        }
        None => bill.omit("storage", "storage_gb is not set"),
    }
    if let Some(gb) = cx.usage_figure("monthly_data_scanned_gb") {
        bill.pool("Searches", cx.rate("cloudwatch", "logs insights", "data scanned"), Amount::figure(&gb));
    }
}

/// GB as given; else a line for each request that reaches those who write here.
fn written(cx: &Context<'_>, bill: &mut Bill) -> Option<Figure> {
    const KEY: &str = "monthly_data_ingested_gb";
    if let Some(given) = cx.usage_figure(KEY) {
        return Some(given);
    }
    let writers = || cx.neighbours.iter().filter(|other| !other.outgoing && other.kind == ConnectionKind::Management);
    if writers().any(|other| other.service == "vpc") {
        bill.omit("flow logs", &format!("how much a VPC writes is not estimated; {KEY} would say"));
    }
    let writers = || writers().filter(|other| other.service != "vpc");
    if writers().next().is_none() {
        bill.omit("ingestion", &format!("nothing that is connected says how much is written, and {KEY} is not set"));
        return None;
    }
    let mut sum = Flow::default();
    let mut stories: Vec<String> = Vec::new();
    let mut assumed = false;
    for other in writers() {
        let drawn = other.settings.get("payload_kb").and_then(number);
        let kb = drawn.unwrap_or(LINE_KB.into());
        assumed |= drawn.is_none();
        sum.given = sum.given.and(other.reached.given);
        sum.data_gb = plus(sum.data_gb, per(times(other.reached.requests, kb), KB_PER_GB.into()));
        if other.reached.requests > Decimal::ZERO {
            stories.push(format!("{} requests of {} x {} KB", words(other.reached.requests), other.id, words(kb)));
        }
    }
    from_flow(&sum, KEY, "ingestion", bill, |flow| Figure {
        value: flow.data_gb,
        story: stories.join(" + "),
        assumption: assumed.then(|| format!("{LINE_KB} KB of log for each request")),
    })
}
