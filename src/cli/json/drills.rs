//! What `zonewise drills --format json` prints.

use serde::Serialize;

use super::ids;
use crate::codec::Repair;
use crate::judge::{self, Failure, Seconds};

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
    service: &'a str,
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
            survives: Survives {
                instance: path.instance.name(),
                zone: path.zone.name(),
                region: path.region.name(),
                service: path.service.name(),
            },
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
    capacity_left: Vec<Capacity<'a>>,
}

#[derive(Serialize)]
struct Capacity<'a> {
    component: &'a str,
    left: u32,
    of: u32,
    need: u32,
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
            capacity_left: drill
                .capacity
                .iter()
                .map(|part| Capacity { component: &part.component, left: part.left, of: part.of, need: part.need })
                .collect(),
        }
    }
}
