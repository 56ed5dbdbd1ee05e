//! What `zonewise cost --format json` prints.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::codec::Repair;
use crate::cost::{self, Range};

/// A decimal as a JSON number with all its digits.
pub fn exact(number: Decimal) -> Option<Box<RawValue>> {
    RawValue::from_string(number.normalize().to_string()).ok()
}

/// What `cost` says. Amounts are exact; whoever shows them rounds once.
#[derive(Serialize)]
pub struct Estimate<'a> {
    /// The file as it was named.
    pub file: &'a str,
    currency: &'a str,
    region: &'a str,
    hours: u32,
    free_tier: bool,
    total: Amounts,
    complete: bool,
    account: Account<'a>,
    components: Vec<ComponentCost<'a>>,
    not_counted: Vec<NotCounted<'a>>,
    /// What was mended while reading.
    pub repairs: &'a [Repair],
}

#[derive(Serialize)]
struct Amounts {
    min: Option<Box<RawValue>>,
    expected: Option<Box<RawValue>>,
    max: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct Account<'a> {
    lines: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct ComponentCost<'a> {
    id: &'a str,
    lines: Vec<Line<'a>>,
    monthly: Option<Box<RawValue>>,
    range: Amounts,
}

#[derive(Serialize)]
struct Line<'a> {
    name: &'a str,
    quantity: Option<Box<RawValue>>,
    unit: &'a str,
    unit_price: Option<Box<RawValue>>,
    monthly: Option<Box<RawValue>>,
    range: Amounts,
    formula: &'a str,
    assumption: Option<&'a str>,
    source: &'a str,
    as_of: &'a str,
}

#[derive(Serialize)]
struct NotCounted<'a> {
    component: Option<&'a str>,
    what: &'a str,
    why: &'a str,
    incomplete: bool,
}

impl From<&Range> for Amounts {
    fn from(range: &Range) -> Self {
        Self { min: exact(range.min), expected: exact(range.expected), max: exact(range.max) }
    }
}

impl<'a> From<&'a cost::Line> for Line<'a> {
    fn from(line: &'a cost::Line) -> Self {
        Self {
            name: &line.name,
            quantity: exact(line.quantity),
            unit: &line.unit,
            unit_price: exact(line.unit_price),
            monthly: exact(line.monthly.expected),
            range: (&line.monthly).into(),
            formula: &line.formula,
            assumption: line.assumption.as_deref(),
            source: &line.source,
            as_of: &line.as_of,
        }
    }
}

/// An estimate as JSON.
pub fn estimate<'a>(
    file: &'a str,
    repairs: &'a [Repair],
    options: &cost::Options,
    estimate: &'a cost::Estimate,
) -> Estimate<'a> {
    Estimate {
        file,
        currency: "USD",
        region: &estimate.region,
        hours: estimate.hours,
        free_tier: options.free_tier,
        total: (&estimate.total).into(),
        complete: estimate.complete,
        account: Account { lines: estimate.account.iter().map(Line::from).collect() },
        components: estimate
            .components
            .iter()
            .map(|component| ComponentCost {
                id: &component.id,
                lines: component.lines.iter().map(Line::from).collect(),
                monthly: exact(component.monthly.expected),
                range: (&component.monthly).into(),
            })
            .collect(),
        not_counted: estimate
            .not_counted
            .iter()
            .map(|entry| NotCounted {
                component: entry.component.as_ref().map(|id| id.as_str()),
                what: &entry.what,
                why: &entry.why,
                incomplete: entry.incomplete,
            })
            .collect(),
        repairs,
    }
}
