//! What a server costs: its hours, its root volume, monitoring, its public address.

use rust_decimal::Decimal;

use crate::catalog::asg::{instance_hours, monitoring, root_volume};
use crate::catalog::pricing::{Bill, Context};
use crate::prices::Range;

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let one = Range::fixed(Decimal::ONE);
    instance_hours(cx, bill, one, "1 instance", None);
    root_volume(cx, bill, "Root volume", one, "1 instance");
    monitoring(cx, bill, one, "1 instance");
    // A drawn Elastic IP takes the place of the address, and is billed by itself.
    let fixed = cx.neighbours.iter().any(|other| !other.outgoing && other.service == "elastic_ip");
    let assigned = cx.settings().get("associate_public_ip_address").and_then(serde_json::Value::as_bool);
    if assigned.unwrap_or(cx.is_public()) && !fixed {
        cx.public_addresses(bill, one, "one per instance");
    }
}
