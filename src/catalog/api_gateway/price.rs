//! What an API costs: its calls, in steps that the account climbs; messages and minutes of a WebSocket API.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure};
use crate::prices::{per, times, words};

/// The size by which calls of an HTTP API are counted, in KB (AWS, 2025-10).
const HTTP_UNIT_KB: u32 = 512;
/// The size by which messages of a WebSocket API are counted, in KB (AWS, 2025-10).
const MESSAGE_UNIT_KB: u32 = 32;

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    match cx.settings().text("protocol_type") {
        "HTTP" => {
            if let Some(calls) = cx.requests("monthly_requests", bill) {
                let units = in_units(cx, calls, "request_size_kb", HTTP_UNIT_KB);
                let quote = cx.rate("api_gateway", "HTTP API", "requests (512 KB units)");
                bill.pool("Requests, HTTP API", quote, Amount::figure(&units));
            }
        }
        "WEBSOCKET" => websocket(cx, bill),
        _ => {
            if let Some(calls) = cx.requests("monthly_requests", bill) {
                let quote = cx.rate("api_gateway", "REST API", "requests");
                bill.pool("Requests, REST API", quote, Amount::figure(&calls));
            }
        }
    }
}

fn websocket(cx: &Context<'_>, bill: &mut Bill) {
    let messages = cx.usage_figure("monthly_messages").or_else(|| cx.requests("monthly_requests", bill));
    if let Some(messages) = messages {
        let units = in_units(cx, messages, "message_size_kb", MESSAGE_UNIT_KB);
        let quote = cx.rate("api_gateway", "WebSocket API", "messages (32 KB units)");
        bill.pool("Messages, WebSocket API", quote, Amount::figure(&units));
    }
    match cx.usage_figure("monthly_connection_mins") {
        Some(minutes) => {
            let quote = cx.rate("api_gateway", "WebSocket API", "connection minutes");
            bill.charge("Connection minutes", quote, Amount::figure(&minutes));
        }
        None => bill.omit("connection minutes", "monthly_connection_mins is not set"),
    }
}

/// Calls as units of a size, each call rounded up.
fn in_units(cx: &Context<'_>, calls: Figure, key: &str, unit_kb: u32) -> Figure {
    let kb = cx.given(key).unwrap_or_else(|| cx.flow.answer_kb());
    let each = per(kb, unit_kb.into()).round_dp(9).ceil().max(Decimal::ONE);
    if each == Decimal::ONE {
        return calls;
    }
    Figure {
        value: times(calls.value, each),
        story: format!("{} x {each} units of {unit_kb} KB for {} KB", calls.story, words(kb)),
        ..calls
    }
}
