//! Public certificates are free; the line says so with its source.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context};

/// One certificate.
pub fn lines(_: &Context<'_>, bill: &mut Bill) {
    let quote = Context::rate_in("global", "acm", "public certificate (non-exportable)", "certificate");
    bill.charge("Public certificate", quote, Amount::of(Decimal::ONE, "1 certificate, used with services of AWS"));
}
