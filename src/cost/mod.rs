//! What a design costs a month: estimates made of lines that explain themselves.

mod estimate;

pub use estimate::{ComponentCost, Estimate, Line, NotCounted, Options, Range};

use crate::system::System;

/// Estimates the monthly cost of a system.
pub fn estimate(system: &System<'_>, options: &Options) -> Estimate {
    Estimate::empty(options.region.clone().unwrap_or_else(|| system.design.header.region.clone()), options.hours)
}
