//! A path that does not work even when nothing fails.

use std::collections::BTreeSet;

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::{Fix, PathVerdict, Severity};
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA053",
    slug: "ha053_path_broken_as_drawn",
    title: "Path does not work as drawn",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A path does not serve with nothing failed, and the reason is not one that HA003 or HA052 names.",
    why: "Drills and availability of a path that never works mean nothing.",
    fix: "Complete the drawing. Where a group runs fewer members than it needs, the fix raises it and opens its \
           zones.",
    trades: &["HA013", "HA039", "HA041"],
    source: "B.5: a path that does not serve without any failure is broken",
    note: "Before asking what happens when something fails, ask whether it works at all. Follow a request from the \
           users to the end and back: everything on the way must be there, be running and be enough. Only then does \
           a drill tell you something.",
    path: true,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2, "max_size": 6, "need": 4}; users -> lb -> web"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 4, "max_size": 6, "need": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    let mut told = BTreeSet::new();
    for path in facts.verdicts.paths.iter().filter(|path| path.broken) {
        let Some(entry) = facts.find(&path.entry) else { continue };
        let because: Vec<Part<'_>> = path.broken_because.iter().filter_map(|id| facts.find(id)).collect();
        if because.iter().any(|part| is_named_elsewhere(*part)) || !told.insert(entry.ix) {
            continue;
        }
        let who = if because.is_empty() { String::new() } else { format!(" because of {}", words::names(&because)) };
        let message = format!(
            "{} does not work as drawn{who}: even when nothing fails, {}.",
            entry.label(),
            words::stops(facts, path)
        );
        let finding = report.find(entry, message).fix(enough(facts, path, &because));
        for part in &because {
            finding.about(part.id());
        }
        if let Some(first) = because.first() {
            finding.cause(first.id());
        }
    }
}

/// Whether another rule already says why it does not serve.
fn is_named_elsewhere(part: Part<'_>) -> bool {
    let empty = matches!(part.kind(), "alb" | "nlb") && part.heads(ConnectionKind::Request).is_empty();
    let (need, units) = (part.need(), part.node().resilience.units.len());
    let disks = part.heads(ConnectionKind::Data).into_iter().filter(|head| head.kind() == "ebs");
    let unattached = part.kind() == "ec2" && disks.into_iter().any(|disk| disk.zones().first() != part.zones().first());
    empty || unattached || (units < need && part.bounds().is_some_and(|(_, most)| need > most))
}

/// Raises the fleets of the path that run fewer members than they need, when that is all that is wrong. Behind
/// the first that is to blame there may be more.
fn enough<'f>(facts: &'f Facts<'f>, path: &PathVerdict, because: &[Part<'f>]) -> Option<Fix> {
    let on_path = path.closure.iter().filter_map(|id| facts.find(id));
    let short: Vec<Part<'f>> = on_path
        .filter(|part| part.node().service.is_fleet() && part.node().resilience.units.len() < part.need())
        .collect();
    if because.is_empty() || because.iter().any(|part| !short.contains(part)) {
        return None;
    }
    let mut mend = Mend::new(facts);
    for part in &short {
        let zonal = part.heads(ConnectionKind::Data).iter().any(|head| head.kind() == "ebs");
        if zonal || !part.has_size() || !is_within_reach(*part) {
            return None;
        }
        mend.at_least(*part, part.need()).reachable(*part);
    }
    mend.fix(format!("Run as many members of {} as it needs", words::names(&short)))
}

/// Whether more members would do: its load balancers count them, and what a member needs in its own zone is
/// there.
fn is_within_reach(part: Part<'_>) -> bool {
    let beside = |other: &Part<'_>| other.node().vpc == part.node().vpc;
    let hosted = part.heads(ConnectionKind::Host).iter().all(|host| {
        beside(host)
            && part.zones().iter().all(|zone| host.node().resilience.units.iter().any(|unit| unit.zone == *zone))
    });
    hosted && part.balanced_by().iter().all(beside) && part.mounts().iter().all(beside)
}
