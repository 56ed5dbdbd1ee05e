//! The one fan-out from a design to what is derived from it whenever its meaning changes.

use crate::cost::{self, Estimate};
use crate::judge::{self, Finding, Verdicts};
use crate::model::Design;
use crate::system::System;

/// Findings, verdicts and cost of a design. Terraform, reports and pictures are made on demand.
#[derive(Clone, PartialEq, Debug)]
pub struct Analysis {
    /// Paths and drills.
    pub verdicts: Verdicts,
    /// Findings that count, worst first.
    pub findings: Vec<Finding>,
    /// Findings that the author ignores, with the reason.
    pub suppressed: Vec<(Finding, String)>,
    /// The monthly cost.
    pub estimate: Estimate,
}

impl Analysis {
    /// Derives everything from a design.
    pub fn of(design: &Design, options: &cost::Options) -> Self {
        let system = System::of(design);
        let verdicts = judge::verdicts(&system);
        let (mut findings, mut suppressed) = (Vec::new(), Vec::new());
        for finding in judge::findings(&system, &verdicts) {
            let reason = design.header.suppress.iter().find(|suppression| {
                suppression.rule == finding.rule
                    && suppression.component.as_ref().is_none_or(|id| finding.components.contains(id))
            });
            match reason {
                Some(suppression) => suppressed.push((finding, suppression.reason.clone())),
                None => findings.push(finding),
            }
        }
        let estimate = cost::derived(&system, options);
        Self { verdicts, findings, suppressed, estimate }
    }
}
