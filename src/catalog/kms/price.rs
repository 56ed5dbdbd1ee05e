//! What a key costs: its month, and requests.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context};

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    bill.charge("Key", cx.rate("kms", "customer managed key", "key-month"), Amount::of(Decimal::ONE, "1 key"));
    match cx.usage_figure("monthly_requests") {
        Some(requests) => {
            let quote = cx.rate("kms", "symmetric requests", "requests");
            bill.pool("Requests", quote, Amount::figure(&requests));
        }
        None => bill.omit("requests", "monthly_requests is not set"),
    }
    if cx.settings().flag("enable_key_rotation") {
        bill.note("rotated key material", "the first two rotations add the price of a key each, and none is counted");
    }
}
