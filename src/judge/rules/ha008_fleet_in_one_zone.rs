//! A fleet that may use one zone only.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA008",
    slug: "ha008_fleet_in_one_zone",
    title: "Fleet in one zone",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "An Auto Scaling group, container service or Beanstalk environment has fewer than two zones.",
    why: "The group replaces servers but only in the zone that just failed.",
    fix: "Give it a second zone, with everything that it needs there: the zone on its load balancers, mount \
           targets, a NAT gateway.",
    trades: &[],
    source: "Security Hub AutoScaling.2; Config AUTOSCALING_MULTIPLE_AZ; TA \"ECS service using a single AZ\"; book \
           13.2",
    note: "An Auto Scaling group is a promise to keep a number of machines running. If it may use only one zone, \
           the promise ends with that zone. Give it at least two places to keep it in.",
    path: false,
    bad: Example {
        sketch: r#"web: asg[a]{"min_size": 4}"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"web: asg[a,b]{"min_size": 4}"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for fleet in facts.fleets().filter(|fleet| fleet.zones().len() < 2) {
        let message = format!(
            "{} runs in {}; lost members are replaced, but only there, and not when that zone is what failed.",
            fleet.label(),
            words::only(fleet.zones())
        );
        let mut mend = Mend::new(facts);
        let zone = mend.spread(fleet);
        report
            .find(fleet, message)
            .fix(zone.and_then(|zone| mend.fix(format!("Spread {} to zone {zone}", fleet.label()))));
    }
}
