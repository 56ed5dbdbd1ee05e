//! Judging: drills, availability and rules over the resolved system.

mod availability;
mod drill;
mod finding;
mod groups;
mod recovery;
mod verdict;

pub use finding::{Finding, Fix, Severity};
pub use verdict::{
    Availability, AvailabilityStep, ComponentState, Drill, Event, Failure, Outcome, PathVerdict, Seconds, Simulation,
    UnitState, UnitStatus, Verdicts,
};

use crate::system::System;

/// Judges every path of a system: outcomes, single points of failure, availability, and all drills.
pub fn verdicts(system: &System<'_>) -> Verdicts {
    drill::verdicts(system)
}

/// Plays one or more failures at once through the system, for the canvas.
pub fn simulate(system: &System<'_>, failures: &[Failure]) -> Simulation {
    drill::simulate(system, failures)
}

/// Every finding of a system: worst first, then by cause and rule.
pub fn findings(_system: &System<'_>, _verdicts: &Verdicts) -> Vec<Finding> {
    Vec::new()
}
