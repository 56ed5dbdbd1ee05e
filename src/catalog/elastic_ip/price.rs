//! A public IPv4 address is paid by the hour, in use or not, whoever holds it (since 2024-02-01).

use crate::catalog::pricing::{Amount, Bill, Context};

/// The address, at the price in use when something holds it.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let held = cx.neighbours.iter().any(|neighbour| neighbour.outgoing && matches!(neighbour.service, "asg" | "ec2" | "nat_gateway" | "nlb"));
    let (item, how) = if held { ("public IPv4 in use", "attached") } else { ("public IPv4 idle", "attached to nothing") };
    let amount = Amount::of(cx.hours, format!("1 address ({how}) x {} h", cx.hours));
    bill.charge("Public IPv4 address", cx.rate("vpc", item, "address-hour"), amount);
}
