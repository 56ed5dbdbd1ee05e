//! What an alarm costs: each metric that it watches.

use rust_decimal::Decimal;

use super::terraform::ACTIONS;
use crate::catalog::pricing::{Amount, Bill, Context};
use crate::model::ConnectionKind;

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let watched = cx.neighbours.iter().filter(|other| {
        other.kind == ConnectionKind::Management && !(other.outgoing && ACTIONS.contains(&other.service))
    });
    let count = watched.count().max(1);
    let (name, item) = match cx.settings().count("period") {
        0..60 => ("Alarm, high resolution", "alarm high resolution"),
        _ => ("Alarm, standard resolution", "alarm standard resolution"),
    };
    let formula = format!("{count} metric{}", if count == 1 { "" } else { "s" });
    let amount = Amount::of(Decimal::from(count), formula);
    bill.pool(name, cx.rate("cloudwatch", item, "alarm metric-month"), amount);
}
