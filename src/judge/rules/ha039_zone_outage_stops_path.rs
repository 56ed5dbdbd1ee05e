//! A request path that one zone takes down.

use super::{Example, Facts, Part, Pillar, Report, Rule, survive, words};
use crate::judge::{Fix, Outcome, Severity};
use crate::model::Zone;
use crate::system::System;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA039",
    slug: "ha039_zone_outage_stops_path",
    title: "A zone outage stops this path",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "The worst outcome of a request path over all zones is: fails.",
    why: "The promise of the region's zones is not used.",
    fix: "Mend the components that stop it when their zone fails.",
    trades: &["HA041"],
    source: "WA REL10-BP01; Resilience Hub (AZ disruption)",
    note: "This is the summary test: switch one zone off and see whether users can still get through. The list next \
           to it names the boxes to blame. If it is empty, two boxes fail together, so look for one that restarts \
           through another.",
    path: true,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for (path, entry) in facts.request_paths().filter(|(path, _)| path.zone == Outcome::Fails) {
        let zones: Vec<Zone> = path.spof_zones.iter().map(|(_, zone)| *zone).collect();
        let blamed: Vec<Part<'_>> = path.spof_zone_components.iter().filter_map(|id| facts.find(id)).collect();
        let blamed = survive::roots(&blamed);
        let because = if blamed.is_empty() {
            "two parts fail together: look for one that restarts through another".to_owned()
        } else {
            format!("because of {}", words::names(&blamed))
        };
        let message = format!(
            "When {} fails, {} until somebody acts, {because}.",
            words::either(&zones),
            words::stops(facts, path)
        );
        let finding = report.find(entry, message);
        let fix = survive::all_survive(facts, &blamed, &|part| path.closure.binary_search(part.id()).is_ok());
        finding.fix(fix.filter(|fix| is_cure(facts, &path.name, fix)));
        for part in &blamed {
            finding.about(part.id());
        }
        match (blamed.as_slice(), path.spof_zones.first()) {
            ([one], _) => finding.cause(one.id()),
            (_, Some((region, zone))) => finding.cause(format!("{region}/{zone}")),
            _ => finding,
        };
    }
}

/// The most components of a design in which a fix is tried out before it is offered.
const TRIED: usize = 120;

/// Whether the path survives its zones once it is mended. Several parts can fall together in ways that mending each
/// does not end, so the whole is tried out; in a large design it is offered untried.
fn is_cure(facts: &Facts<'_>, path: &str, fix: &Fix) -> bool {
    let design = facts.system.design;
    if design.components.len() > TRIED {
        return true;
    }
    let Ok(plan) = fix.command.plan(design) else { return false };
    let mut mended = design.clone();
    for change in plan.changes {
        change.apply(&mut mended);
    }
    let verdicts = crate::judge::verdicts(&System::of(&mended));
    verdicts.paths.iter().any(|other| other.name == path && !other.broken && other.zone != Outcome::Fails)
}
