//! Components that need each other.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::Dependency;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA050",
    slug: "ha050_circular_dependency",
    title: "Circular hard dependency",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A component can reach itself over hard connections. One finding for a ring; its first judged component \
           by id is the subject.",
    why: "Neither side can start first after an outage.",
    fix: "Make one connection of the ring soft, or send an event instead.",
    trades: &["HA007", "HA013", "HA039", "HA041"],
    source: "WA REL04; Builders' Library",
    note: "Two services that need each other run well until both stop. Then each waits for the other to come up. \
           Break the ring with an event or a default answer.",
    path: false,
    bad: Example {
        sketch: "f1: lambda; f2: lambda; f1 -> f2; f2 -> f1",
        subject: "f1",
    },
    good: Example {
        sketch: r#"f1: lambda; f2: lambda; f1 -> f2; f2 -> f1 {"dependency": "soft"}"#,
        subject: "f1",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for ring in facts.graph.hard_rings() {
        let parts: Vec<Part<'_>> = ring.iter().map(|ix| facts.part(*ix)).collect();
        let Some(first) = parts.iter().find(|part| part.is_judged()) else { continue };
        let inside: Vec<_> = parts
            .iter()
            .flat_map(|part| part.links_out())
            .filter(|(link, head)| link.strength == Some(Dependency::Hard) && ring.binary_search(&head.ix).is_ok())
            .map(|(link, _)| link)
            .collect();
        let message = format!(
            "{} need each other in a ring; after an outage of all, none of them can start first.",
            words::names(&parts)
        );
        let finding = report.find(*first, message);
        for part in &parts {
            finding.about(part.id());
        }
        for key in inside.iter().filter_map(|link| Some(&link.drawn?.key)) {
            finding.over(key);
        }
        // With as many connections as members the ring is a plain circle, and cutting it once is enough.
        if let (Some(last), true) = (inside.last(), inside.len() == parts.len()) {
            let (from, to) = (facts.part(last.from), facts.part(last.to));
            let mut mend = Mend::new(facts);
            mend.edit(last, |connection| connection.dependency = Some(Dependency::Soft));
            finding.fix(mend.fix(format!("Let {} do without {}", from.label(), to.label())));
        }
    }
}
