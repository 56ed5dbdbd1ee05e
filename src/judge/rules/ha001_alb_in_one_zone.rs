//! An Application Load Balancer that is enabled in fewer than two zones.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA001",
    slug: "ha001_alb_in_one_zone",
    title: "Application load balancer in one zone",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "An Application Load Balancer has fewer than two zones.",
    why: "AWS refuses it, and one zone would carry every request.",
    fix: "Enable a zone of its targets, else the next zone of the VPC.",
    trades: &[],
    source: "ELB user guide (subnets); cfn-lint E3680; Config ELBV2_MULTIPLE_AZ; TA \"ALB Multi-AZ\"",
    note: "An Application Load Balancer is really a small set of machines, one group per zone you enable. AWS \
           insists on two zones because the service is meant to survive the loss of one. The box you draw is \
           redundant only as far as its zone list reaches.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a]; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for lb in facts.of_kinds(&["alb"]).filter(|lb| lb.zones().len() < 2) {
        let mut mend = Mend::new(facts);
        let zone = mend.spread(lb);
        let message = format!(
            "{} is enabled in {}; AWS wants two zones for an Application Load Balancer, and one would carry every request.",
            lb.label(),
            words::only(lb.zones())
        );
        report
            .find(lb, message)
            .fix(zone.and_then(|zone| mend.fix(format!("Enable zone {zone} on {}", lb.label()))));
    }
}
