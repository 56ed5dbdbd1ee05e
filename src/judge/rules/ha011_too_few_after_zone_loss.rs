//! A fleet whose remaining zones cannot carry the load when the fullest is lost.

use super::{Example, Facts, Pillar, Report, Rule, mend::{self, Mend}, words};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA011",
    slug: "ha011_too_few_after_zone_loss",
    title: "Not enough capacity after losing a zone",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "A fleet with two or more zones, and desired minus the largest number of members in one zone is less than \
           need.",
    why: "The remaining zones must carry the peak without waiting for new machines.",
    fix: "Raise desired to the smallest number that leaves the need after losing a zone, and minimum and maximum \
           with it.",
    trades: &[],
    source: "Builders' Library \"Static stability using AZs\"; WA REL11-BP05",
    note: "Ask what is left when the fullest zone is gone, and whether that is enough at noon on your busiest day. \
           If you count on starting replacements, you are in the queue with everybody else who lost the zone. Three \
           zones need less spare than two: 50 % extra instead of 100 %.",
    path: false,
    bad: Example {
        sketch: r#"web: asg[a,b]{"min_size": 4, "need": 3}"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"web: asg[a,b,c]{"min_size": 9, "need": 6}"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for fleet in facts.fleets().filter(|fleet| fleet.zones().len() >= 2) {
        let (members, need) = (fleet.node().resilience.units.len(), fleet.need());
        let left = members.saturating_sub(fleet.most_in_one_zone());
        if left >= need {
            continue;
        }
        let name = fleet.label();
        let limit = if fleet.is_clusterable() { "" } else { " Its application cannot run twice, so more members do not help." };
        let message = format!(
            "When the fullest zone fails, {left} of the {} of {name} {} left, but the peak needs {need}; new ones take their time just when everybody wants one.{limit}",
            words::count(members, "member"),
            if left == 1 { "is" } else { "are" },
        );
        let wanted = mend::members_for(need, fleet.zones().len());
        let wanted = wanted.filter(|wanted| fleet.is_clusterable() && fleet.has_size() && *wanted <= 1000);
        report.find(fleet, message).fix(wanted.and_then(|wanted| {
            let mut mend = Mend::new(facts);
            mend.at_least(fleet, wanted);
            mend.fix(format!("Keep {wanted} members in {name}"))
        }));
    }
}
