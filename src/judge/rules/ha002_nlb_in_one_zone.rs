//! A Network Load Balancer that is enabled in fewer than two zones.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA002",
    slug: "ha002_nlb_in_one_zone",
    title: "Network load balancer in one zone",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "A Network Load Balancer has fewer than two zones.",
    why: "AWS allows it, but its only node is lost with its zone.",
    fix: "Enable a zone of its targets, else the next zone of the VPC.",
    trades: &[],
    source: "Config ELBV2_MULTIPLE_AZ; Security Hub ELB.13; ELB SLA (99.9 % in one zone)",
    note: "Unlike an Application Load Balancer, this one may live in a single zone, and some designs want exactly \
           that. Where users depend on it, the zone becomes part of what you promise them. A second zone costs an \
           address and raises the promise of AWS from 99.9 % to 99.99 %.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: nlb[a]; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: nlb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for lb in facts.of_kinds(&["nlb"]).filter(|lb| lb.zones().len() < 2) {
        let mut mend = Mend::new(facts);
        let zone = mend.spread(lb);
        let message = format!(
            "{} is enabled in {}; its node there is the only one, and it is lost with the zone.",
            lb.label(),
            words::only(lb.zones())
        );
        report
            .find(lb, message)
            .fix(zone.and_then(|zone| mend.fix(format!("Enable zone {zone} on {}", lb.label()))));
    }
}
