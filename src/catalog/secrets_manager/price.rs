//! What a secret costs: its month, and API calls.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context};

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    bill.charge("Secret", cx.rate("secrets_manager", "secret", "secret-month"), Amount::of(Decimal::ONE, "1 secret"));
    match cx.usage_figure("monthly_requests") {
        Some(calls) => {
            let quote = cx.rate("secrets_manager", "API calls", "requests");
            bill.charge("API calls", quote, Amount::figure(&calls));
        }
        None => bill.note("API calls", "readers ask when they start and keep the answer; monthly_requests would say more"),
    }
}
