//! What a proxy costs: hours of the processors of the database behind it. No table has the price.

use crate::catalog::pricing::{Bill, Context};

/// The price lines.
pub fn lines(_: &Context<'_>, bill: &mut Bill) {
    bill.omit("Proxy hours", "no table has prices of RDS Proxy, which bills each processor of the database behind it");
}
