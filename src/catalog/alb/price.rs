//! What an Application Load Balancer costs: its hours, its capacity units, its public addresses.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure};
use crate::prices::{per, times, words};

/// What one capacity unit carries (AWS, 2026-09): 25 new connections a second, 3,000 active connections,
/// 1 GB an hour (0.4 GB towards functions), 1,000 rule evaluations a second.
const NEW_CONNECTIONS: u32 = 25;
const ACTIVE_CONNECTIONS: u32 = 3_000;
const RULE_EVALUATIONS: u32 = 1_000;
const SECONDS_PER_HOUR: u32 = 3_600;

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let hours = Amount::of(cx.hours, format!("1 load balancer x {} h", cx.hours));
    bill.charge("Load balancer hours", cx.rate("elb", "ALB", "load balancer hour"), hours);
    if let Some(units) = capacity(cx, bill) {
        let amount = Amount::figure(&units).assuming("averages over the month; peaks take more units".to_owned());
        bill.charge("Capacity units", cx.rate("elb", "ALB", "LCU hour"), amount);
    }
    if cx.is_public() {
        cx.public_addresses(bill, Decimal::from(cx.placed.zones.len()).into(), "one per zone");
    }
}

/// LCU-hours of the month: the largest of the dimensions, which are not added.
fn capacity(cx: &Context<'_>, bill: &mut Bill) -> Option<Figure> {
    let mut dimensions: Vec<Figure> = Vec::new();
    let mut rate = |key: &str, per_unit: u32, what: &str| {
        if let Some(count) = cx.given(key) {
            dimensions.push(Figure {
                value: per(times(count, cx.hours), per_unit.into()),
                story: format!("{} {what} / {} x {} h", words(count), words(per_unit.into()), cx.hours),
                assumption: None,
            });
        }
    };
    rate("new_connections", NEW_CONNECTIONS, "new connections a second");
    rate("active_connections", ACTIVE_CONNECTIONS, "active connections");
    rate("rule_evaluations", RULE_EVALUATIONS, "rule evaluations a second");
    let (gb_per_unit, functions) = gb_per_unit(cx);
    let data = |figure: Figure| Figure {
        value: per(figure.value, gb_per_unit),
        story: match functions.is_zero() {
            true => format!("{} GB ({}) / 1 GB", words(figure.value), figure.story),
            false => format!(
                "{} GB ({}) / {} GB, {} % of the calls going to functions",
                words(figure.value),
                figure.story,
                words(gb_per_unit),
                words(times(functions, Decimal::ONE_HUNDRED)),
            ),
        },
        assumption: figure.assumption,
    };
    let given = !dimensions.is_empty() || cx.given("processed_bytes_gb").is_some();
    if given {
        dimensions.extend(cx.usage_figure("processed_bytes_gb").map(data));
    } else {
        dimensions.push(data(cx.answers("processed_bytes_gb", "capacity units", bill)?));
        let per_unit = Decimal::from(NEW_CONNECTIONS * SECONDS_PER_HOUR);
        dimensions.push(Figure {
            value: per(cx.flow.requests, per_unit),
            story: format!("{} / {NEW_CONNECTIONS} a second", cx.flow.trace),
            assumption: Some("one new connection per request".to_owned()),
        });
    }
    let mut largest = dimensions.into_iter().reduce(|one, other| if other.value > one.value { other } else { one })?;
    largest.story = format!("{} = {} LCU-hours, the largest dimension", largest.story, words(largest.value));
    Some(largest)
}

/// GB that a unit carries in an hour: between 1 and 0.4, by the share of the calls that go to functions,
/// which is the second figure.
fn gb_per_unit(cx: &Context<'_>) -> (Decimal, Decimal) {
    let calls = |functions: bool| {
        cx.neighbours
            .iter()
            .filter(|neighbour| neighbour.outgoing && (!functions || neighbour.service == "lambda"))
            .fold(Decimal::ZERO, |sum, neighbour| sum.saturating_add(neighbour.flow.requests))
    };
    let share = per(calls(true), calls(false)).min(Decimal::ONE);
    // x GB towards functions take x / 0.4 units: 1 GB takes 1 + 1.5 x share units.
    (per(Decimal::ONE, Decimal::ONE + times(share, Decimal::new(15, 1))), share)
}
