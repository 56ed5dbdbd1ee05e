//! Alternatives in two regions that share something in one.

use super::{Example, Facts, Part, Pillar, Report, Rule, words};
use crate::order::Arrange as _;
use crate::judge::{Outcome, Severity};
use crate::model::Dependency;
use crate::judge::Failure;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA042",
    slug: "ha042_single_region_heart",
    title: "Multi-region front, single-region heart",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A request path has a group of alternatives in two or more regions, and its outcome under the loss of \
           some region is: fails.",
    why: "Both stacks stop when the region with the shared part stops.",
    fix: "Give each region its own copy of what they share, replicated, and connect each stack to its own.",
    trades: &[],
    source: "WA REL10, REL13; DR whitepaper",
    note: "Two front ends that share one heart have one heartbeat. Draw the line from each region down to the data \
           and see where they meet. If they meet inside one region, that region is still your single point of \
           failure.",
    path: true,
    bad: Example {
        sketch: r#"users: users; cdn: cloudfront; api1: api_gateway@us-east-1; api2: api_gateway@us-west-2; f1: lambda@us-east-1; f2: lambda@us-west-2; db: dynamodb@us-east-1
                   users -> cdn; cdn -> api1 {"group": "og", "primary": true}; cdn -> api2 {"group": "og"}
                   api1 -> f1 => db; api2 -> f2 => db"#,
        subject: "cdn",
    },
    good: Example {
        sketch: r#"users: users; cdn: cloudfront; api1: api_gateway@us-east-1; api2: api_gateway@us-west-2; f1: lambda@us-east-1; f2: lambda@us-west-2; db: dynamodb@us-east-1; db2: dynamodb@us-west-2
                   users -> cdn; cdn -> api1 {"group": "og", "primary": true}; cdn -> api2 {"group": "og"}
                   api1 -> f1 => db; api2 -> f2 => db2; db -replication-> db2"#,
        subject: "cdn",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    let parts = facts.system.each_node().map(|(ix, _)| facts.part(ix));
    let fronts: Vec<Part<'_>> = parts.filter(|part| chooses_between_regions(*part)).collect();
    for (path, entry) in facts.request_paths().filter(|(path, _)| path.region == Outcome::Fails) {
        let Some(front) = fronts.iter().find(|front| path.closure.contains(front.id())) else { continue };
        let mut because: Vec<Part<'_>> = facts
            .verdicts
            .drills
            .iter()
            .filter(|drill| *drill.path == *path.name && matches!(drill.failure, Failure::Region { .. }))
            .filter(|drill| drill.outcome == Outcome::Fails)
            .flat_map(|drill| &drill.because)
            .filter_map(|id| facts.find(id))
            .collect();
        because.arrange_by_key(|part| part.ix);
        because.dedup();
        let heart = if because.is_empty() { "something".to_owned() } else { words::names(&because) };
        let message = format!(
            "{} can choose between regions, but both sides need {heart}; when its region fails, {}.",
            front.label(),
            words::stops(facts, path)
        );
        let finding = report.find(entry, message);
        for part in &because {
            finding.about(part.id());
        }
        if let [one] = because.as_slice() {
            finding.cause(one.id());
        }
    }
}

/// Whether its alternatives are in two or more regions.
fn chooses_between_regions(part: Part<'_>) -> bool {
    let mut members: Vec<(&str, &str)> = Vec::new();
    for (link, head) in part.links_out().filter(|(link, _)| link.strength == Some(Dependency::Hard)) {
        let group = link.group.or((part.kind() == "route53" && part.settings().flag("health_check")).then_some(""));
        members.extend(group.zip(head.node().region));
    }
    members.arrange();
    members.dedup();
    members.windows(2).any(|pair| pair.first().map(|one| one.0) == pair.last().map(|one| one.0))
}
