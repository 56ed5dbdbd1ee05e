//! What a bus costs: the events that components put on it. AWS's own events, schedules and deliveries are free.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure, Flow, Given, from_flow};
use crate::model::ConnectionKind;
use crate::prices::plus;

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    if let Some(events) = custom(cx, bill) {
        let quote = cx.rate("eventbridge", "custom events", "events (64 KB units)");
        let amount = Amount::figure(&events).assuming("events of up to 64 KB".to_owned());
        bill.charge("Custom events", quote, amount);
    }
    for (key, name, item, dimension) in [
        ("monthly_third_party_events", "Partner events", "partner events", "events"),
        ("monthly_archive_processing_gb", "Archive processing", "archive processing", "data"),
        ("archive_storage_gb", "Archive storage", "archive storage", "storage"),
        ("monthly_schema_discovery_events", "Schema discovery", "schema discovery", "events"),
    ] {
        if let Some(figure) = cx.usage_figure(key) {
            bill.charge(name, cx.rate("eventbridge", item, dimension), Amount::figure(&figure));
        }
    }
}

/// What is put on the bus by requests: only that is paid.
fn custom(cx: &Context<'_>, bill: &mut Bill) -> Option<Figure> {
    const KEY: &str = "monthly_custom_events";
    if let Some(given) = cx.usage_figure(KEY) {
        return Some(given);
    }
    let mut put = cx.neighbours.iter().filter(|other| !other.outgoing && other.kind == ConnectionKind::Request).peekable();
    if put.peek().is_none() {
        bill.note("events", "AWS's own events and schedules are free, and no component puts events on the bus");
        return None;
    }
    let mut sum = Flow::default();
    for other in put {
        sum.requests = plus(sum.requests, other.flow.requests);
        sum.given = sum.given.and(other.flow.given);
        if !other.flow.trace.is_empty() && other.flow.requests > Decimal::ZERO {
            let joint = if sum.trace.is_empty() { "" } else { " + " };
            sum.trace = format!("{}{joint}{}", sum.trace, other.flow.trace);
        }
    }
    // Told apart from "nothing leads here" by the connection that is drawn.
    if sum.given == Given::Unreached {
        sum.given = Given::Missing;
    }
    from_flow(&sum, KEY, "custom events", bill, |flow| Figure {
        value: flow.requests,
        story: flow.trace.clone(),
        assumption: None,
    })
}
