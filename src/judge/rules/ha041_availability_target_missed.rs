//! A path that cannot reach the availability goal.

use std::collections::BTreeMap;

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::{Fix, PathVerdict, Severity};
use crate::system::NodeIx;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA041",
    slug: "ha041_availability_target_missed",
    title: "Availability target missed",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "The design has an availability target, and the availability of a path is below it. Advice when only \
           bounds are known and the target lies between them.",
    why: "The product of the parts is lower than the goal.",
    fix: "Improve the part with the lowest figure; improving a better one changes nothing.",
    trades: &[],
    source: "Availability and Beyond; AWS SLAs",
    note: "A goal is only useful if you can compute whether the design can reach it. The weakest hard dependency \
           dominates the result. Improving a part that is already at four nines changes nothing while another is at \
           two and a half.",
    path: true,
    bad: Example {
        sketch: r#"requirements {"availability_target": 0.999}
                   users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; db: rds[a,b]; users -> lb -> web => db"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"requirements {"availability_target": 0.999}
                   users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; db: rds[a,b]{"multi_az": true}; users -> lb -> web => db"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    let Some(target) = facts.system.design.header.requirements.availability_target else { return };
    // An entry that is called and fed has several paths; the lowest speaks for them.
    let mut lowest: BTreeMap<NodeIx, (&PathVerdict, Part<'_>)> = BTreeMap::new();
    for (path, entry) in facts.working_paths().filter(|(path, _)| path.availability.low < target) {
        let known = lowest.entry(entry.ix).or_insert((path, entry));
        if path.availability.low < known.0.availability.low {
            *known = (path, entry);
        }
    }
    for (path, entry) in lowest.into_values() {
        let name = words::path(facts, path);
        let sum = &path.availability;
        let goal = words::percent(target);
        let weakest = sum.steps.iter().min_by(|one, other| one.value.total_cmp(&other.value));
        let part = weakest.map_or_else(String::new, |step| {
            let labels: Vec<&str> = step.components.iter().map(|id| facts.label(id)).collect();
            format!(" The lowest part is {} with {}.", words::list(&labels), words::percent(step.value))
        });
        let (severity, message) = if sum.high < target {
            let reached = words::percent(sum.high);
            let reached = if reached == goal { format!("just under {goal}") } else { reached };
            (Severity::Error, format!("{name} reaches {reached}, short of the goal of {goal}.{part}"))
        } else {
            let (low, high) = (words::percent(sum.low), words::percent(sum.high));
            (Severity::Advice, format!(
                "{name} reaches between {low} and {high}; whether it meets the goal of {goal} is open.{part}"
            ))
        };
        let finding = report.find(entry, message).severity(severity).fix(lift(facts, path, target));
        let components = weakest.map_or(&[][..], |step| &step.components);
        for id in components {
            finding.about(id);
        }
        if let [one] = components {
            finding.cause(one);
        }
    }
}

/// Makes the single databases of a path Multi-AZ, where that alone reaches the goal.
fn lift<'f>(facts: &'f Facts<'f>, path: &PathVerdict, target: f64) -> Option<Fix> {
    let mut mend = Mend::new(facts);
    let (mut reached, mut labels) = (path.availability.low, Vec::new());
    for step in &path.availability.steps {
        let [id] = step.components.as_slice() else { continue };
        let Some(part) = facts.find(id).filter(|part| part.is_single_database()) else { continue };
        let own = part.settings().is_set("availability") || part.settings().is_set("unit_availability");
        if !own && step.value > 0.0 && mend.multi_az(part) {
            reached = reached / step.value * MULTI_AZ;
            labels.push(part.label());
        }
    }
    if reached >= target + MARGIN { mend.fix(format!("Make {} Multi-AZ", words::list(&labels))) } else { None }
}

/// Availability of a Multi-AZ database: RDS SLA, January 2024.
const MULTI_AZ: f64 = 0.9995;

/// So that rounding cannot decide whether a fix is offered.
const MARGIN: f64 = 1e-9;
