//! Judging: drills, availability and rules over the resolved system.

mod availability;
mod drill;
mod finding;
mod groups;
mod lesson;
mod recovery;
pub mod rules;
mod verdict;

pub use finding::{Finding, Fix, Severity};
pub use lesson::Lesson;
pub use verdict::{
    Availability, AvailabilityStep, Capacity, ComponentState, Drill, Event, Failure, GLOBAL, Outcome, PathVerdict,
    Seconds, Simulation, UnitState, UnitStatus, Verdicts,
};

use crate::order::Arrange as _;
use crate::system::System;

/// Judges every path of a system: outcomes, single points of failure, availability, and all drills.
pub fn verdicts(system: &System<'_>) -> Verdicts {
    drill::verdicts(system)
}

/// Plays one or more failures at once through the system, for the canvas.
pub fn simulate(system: &System<'_>, failures: &[Failure]) -> Simulation {
    drill::simulate(system, failures)
}

/// Every finding of a system: worst first, then by cause, rule and subject.
pub fn findings(system: &System<'_>, verdicts: &Verdicts) -> Vec<Finding> {
    let facts = rules::Facts::of(system, verdicts);
    let mut found = Vec::new();
    for rule in rules::all() {
        (rule.check)(&facts, &mut rules::Report::new(rule, &mut found));
    }
    found.arrange_by(|one, other| {
        (one.severity, &one.cause, one.rule, &one.components, &one.connections).cmp(&(
            other.severity,
            &other.cause,
            other.rule,
            &other.components,
            &other.connections,
        ))
    });
    found
}
