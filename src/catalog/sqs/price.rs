//! What a queue costs: its requests, each started 64 KB of a message as one.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure, Given};
use crate::prices::{per, times, words};

/// Send, receive and delete: what a message takes at the least.
const PER_MESSAGE: u32 = 3;
/// The size by which requests are counted, in KB (AWS, 2026-08).
const UNIT_KB: u32 = 64;
/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let Some(requests) = requests(cx, bill) else { return };
    let dimension = "requests (64 KB units)";
    if cx.settings().flag("fifo_queue") {
        bill.pool("Requests, FIFO", cx.rate("sqs", "FIFO queue", dimension), Amount::figure(&requests));
        return;
    }
    bill.pool("Requests", cx.rate("sqs", "standard queue", dimension), Amount::figure(&requests));
}

/// Requests as given; else those that the messages take.
fn requests(cx: &Context<'_>, bill: &mut Bill) -> Option<Figure> {
    const KEY: &str = "monthly_requests";
    if let Some(given) = cx.usage_figure(KEY) {
        return Some(in_units(cx, given));
    }
    if cx.settings().flag("is_dlq") && cx.flow.given == Given::Unreached {
        bill.note("requests", &format!("how many messages fail is not estimated; {KEY} would say"));
        return None;
    }
    let messages = cx.requests(KEY, bill)?;
    let requests = Figure {
        value: times(messages.value, PER_MESSAGE.into()),
        story: format!("{} x {PER_MESSAGE}", messages.story),
        assumption: Some("a message is sent, received and deleted once; consumers ask in vain no more than that".to_owned()),
    };
    Some(in_units(cx, requests))
}

/// Each started 64 KB count.
fn in_units(cx: &Context<'_>, requests: Figure) -> Figure {
    let Some(kb) = cx.given("request_size") else { return requests };
    let each = per(kb, UNIT_KB.into()).round_dp(9).ceil().max(Decimal::ONE);
    if each == Decimal::ONE {
        return requests;
    }
    Figure {
        value: times(requests.value, each),
        story: format!("{} x {each} units of {UNIT_KB} KB for {} KB", requests.story, words(kb)),
        ..requests
    }
}
