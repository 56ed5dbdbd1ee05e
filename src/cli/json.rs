//! The JSON that the commands print: a contract with the programs that read it.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::codec::Repair;
use crate::cost::{self, Range};
use crate::judge::{self, Failure, Seconds};
use crate::model::ConnectionKey;

/// A document as indented text with a line break at its end.
pub fn text(document: &impl Serialize) -> String {
    // Plain data with text keys always serialises; were it not to, nothing is better than half a document.
    serde_json::to_string_pretty(document).map_or_else(|_| String::new(), |text| text + "\n")
}

/// A decimal as a JSON number with all its digits.
fn exact(number: Decimal) -> Option<Box<RawValue>> {
    RawValue::from_string(number.normalize().to_string()).ok()
}

/// What `check` says about one file.
#[derive(Serialize)]
pub struct Check<'a> {
    /// The file as it was named.
    pub file: &'a str,
    /// The findings that count, worst first.
    pub findings: Vec<Finding<'a>>,
    /// The findings that the author ignores.
    pub suppressed: Vec<Suppressed<'a>>,
    /// What was mended while reading.
    pub repairs: &'a [Repair],
}

/// A finding.
#[derive(Serialize)]
pub struct Finding<'a> {
    rule: &'a str,
    title: &'a str,
    cause: &'a str,
    severity: &'a str,
    components: Vec<&'a str>,
    connections: Vec<Vec<&'a str>>,
    message: &'a str,
    fixes: Vec<&'a str>,
}

/// A finding that the author ignores, with the reason.
#[derive(Serialize)]
pub struct Suppressed<'a> {
    #[serde(flatten)]
    finding: Finding<'a>,
    reason: &'a str,
}

impl<'a> From<&'a judge::Finding> for Finding<'a> {
    fn from(finding: &'a judge::Finding) -> Self {
        Self {
            rule: finding.rule,
            title: finding.title,
            cause: &finding.cause,
            severity: finding.severity.name(),
            components: finding.components.iter().map(|id| id.as_str()).collect(),
            connections: finding.connections.iter().map(key).collect(),
            message: &finding.message,
            fixes: finding.fixes.iter().map(|fix| fix.label.as_str()).collect(),
        }
    }
}

impl<'a> From<&'a (judge::Finding, String)> for Suppressed<'a> {
    fn from((finding, reason): &'a (judge::Finding, String)) -> Self {
        Self { finding: finding.into(), reason }
    }
}

fn key(key: &ConnectionKey) -> Vec<&str> {
    [key.from.as_str(), key.to.as_str()].into_iter().chain(key.id.as_deref()).collect()
}

/// What `drills` says.
#[derive(Serialize)]
pub struct Drills<'a> {
    /// The file as it was named.
    pub file: &'a str,
    /// The verdict on every path.
    pub paths: Vec<Path<'a>>,
    /// Every failure against every path.
    pub drills: Vec<Drill<'a>>,
    /// What was mended while reading.
    pub repairs: &'a [Repair],
}

/// The verdict on a path.
#[derive(Serialize)]
pub struct Path<'a> {
    path: &'a str,
    entry: &'a str,
    event: bool,
    broken: bool,
    broken_because: Vec<&'a str>,
    availability: f64,
    availability_at_most: f64,
    unavailability: f64,
    bounded_because: Option<&'a str>,
    downtime_minutes_per_year: f64,
    steps: Vec<Step<'a>>,
    survives: Survives<'a>,
    spof: Spof<'a>,
    interruptions: Vec<Interruption<'a>>,
    closure: Vec<&'a str>,
    not_judged: Vec<&'a str>,
}

#[derive(Serialize)]
struct Step<'a> {
    components: Vec<&'a str>,
    value: f64,
    how: &'a str,
    as_of: &'a str,
}

#[derive(Serialize)]
struct Survives<'a> {
    instance: &'a str,
    zone: &'a str,
    region: &'a str,
}

#[derive(Serialize)]
struct Spof<'a> {
    instance: Vec<&'a str>,
    zone: Vec<String>,
    zone_components: Vec<&'a str>,
}

#[derive(Serialize)]
struct Interruption<'a> {
    component: &'a str,
    rto_seconds: Option<[u32; 2]>,
}

fn ids(ids: &[crate::model::Id]) -> Vec<&str> {
    ids.iter().map(|id| id.as_str()).collect()
}

fn span(seconds: Seconds) -> Option<[u32; 2]> {
    seconds.map(|(low, high)| [low, high])
}

impl<'a> From<&'a judge::PathVerdict> for Path<'a> {
    fn from(path: &'a judge::PathVerdict) -> Self {
        let availability = &path.availability;
        Self {
            path: &path.name,
            // Whoever calls; for an event path whatever delivers.
            entry: &path.caller,
            event: path.is_event,
            broken: path.broken,
            broken_because: ids(&path.broken_because),
            availability: availability.low,
            availability_at_most: availability.high,
            unavailability: availability.unavailability,
            bounded_because: availability.bounded_because.as_deref(),
            // A thousandth of a minute is finer than any figure behind it.
            downtime_minutes_per_year: (availability.downtime_minutes_per_year() * 1000.0).round() / 1000.0,
            steps: availability
                .steps
                .iter()
                .map(|step| Step {
                    components: ids(&step.components),
                    value: step.value,
                    how: &step.how,
                    as_of: &step.as_of,
                })
                .collect(),
            survives: Survives { instance: path.instance.name(), zone: path.zone.name(), region: path.region.name() },
            spof: Spof {
                instance: ids(&path.spof_instance),
                zone: path.spof_zones.iter().map(|(region, zone)| format!("{region}/{zone}")).collect(),
                zone_components: ids(&path.spof_zone_components),
            },
            interruptions: path
                .interruptions
                .iter()
                .map(|(id, rto)| Interruption { component: id, rto_seconds: span(*rto) })
                .collect(),
            closure: ids(&path.closure),
            not_judged: ids(&path.not_judged),
        }
    }
}

/// What a failure does to a path.
#[derive(Serialize)]
pub struct Drill<'a> {
    failure: Failed<'a>,
    path: &'a str,
    outcome: &'a str,
    because: Vec<&'a str>,
    rto_seconds: Option<[u32; 2]>,
    rpo_seconds: Option<[u32; 2]>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Failed<'a> {
    Instance { instance: &'a str, unit: usize },
    Zone { zone: String },
    Service { service: &'a str, region: &'a str },
    Region { region: &'a str },
}

impl<'a> From<&'a judge::Drill> for Drill<'a> {
    fn from(drill: &'a judge::Drill) -> Self {
        Self {
            failure: match &drill.failure {
                Failure::Instance { component, unit } => Failed::Instance { instance: component, unit: *unit },
                Failure::Zone { region, zone } => Failed::Zone { zone: format!("{region}/{zone}") },
                Failure::Region { region } => Failed::Region { region },
                Failure::Service { kind, region } => Failed::Service { service: kind, region },
            },
            path: &drill.path,
            outcome: drill.outcome.name(),
            because: ids(&drill.because),
            rto_seconds: span(drill.rto),
            rpo_seconds: span(drill.rpo),
        }
    }
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
