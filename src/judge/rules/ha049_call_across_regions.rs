//! A hard dependency on something in another region.

use std::collections::BTreeMap;

use super::{Example, Facts, Part, Pillar, Report, Rule, words};
use crate::judge::Severity;
use crate::model::Dependency;
use crate::system::{Link, NodeIx};

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA049",
    slug: "ha049_call_across_regions",
    title: "Synchronous call across regions",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "A hard connection joins components of two different regions. The subject is the caller.",
    why: "Adds distance to every request and couples the regions' fates.",
    fix: "Replicate what is called, and call the local copy.",
    trades: &[],
    source: "Fault Isolation Boundaries; WA REL10",
    note: "Regions are built to fail separately, as long as you let them. One hard call across the border ties them \
           together. Copy data in the background and let each side read its own copy.",
    path: false,
    bad: Example {
        sketch: "fn: lambda@us-west-2; tbl: dynamodb@us-east-1; fn => tbl",
        subject: "fn",
    },
    good: Example {
        sketch: "fn: lambda@us-west-2; tbl: dynamodb@us-east-1; tbl2: dynamodb@us-west-2; fn => tbl2; tbl -replication-> tbl2",
        subject: "fn",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    let mut far: BTreeMap<NodeIx, Vec<&Link<'_>>> = BTreeMap::new();
    for link in facts.system.links.iter().filter(|link| link.strength == Some(Dependency::Hard)) {
        let (from, to) = (facts.part(link.from), facts.part(link.to));
        let regions = from.node().region.zip(to.node().region);
        if from.is_judged() && regions.is_some_and(|(one, other)| one != other) {
            far.entry(link.from).or_default().push(link);
        }
    }
    for (ix, links) in far {
        let caller = facts.part(ix);
        let heads: Vec<Part<'_>> = links.iter().map(|link| facts.part(link.to)).collect();
        let message = format!(
            "{} in {} cannot work without {} in another region; every request crosses, and both regions must be up.",
            caller.label(),
            caller.node().region.unwrap_or_default(),
            words::names(&heads)
        );
        let finding = report.find(caller, message);
        for head in heads {
            finding.about(head.id());
        }
        for key in links.iter().filter_map(|link| Some(&link.drawn?.key)) {
            finding.over(key);
        }
    }
}
