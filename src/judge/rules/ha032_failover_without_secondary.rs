//! A failover record that has nowhere to fail over to.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA032",
    slug: "ha032_failover_without_secondary",
    title: "Failover record without a secondary",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A Route 53 name has the policy failover and fewer than two request targets.",
    why: "There is nowhere to fail over to.",
    fix: "Draw a second target. The fix makes the policy simple, which says what the record does today.",
    trades: &[],
    source: "Route 53 developer guide (failover routing)",
    note: "A failover policy is a sentence with two halves: if this one is ill, use that one. With the second half \
           missing it is a plain record. Even a static page of apology in S3 is a better second half than none.",
    path: false,
    bad: Example {
        sketch: r#"users: users; dns: route53{"routing_policy": "failover", "health_check": true}; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> dns -> lb -> web"#,
        subject: "dns",
    },
    good: Example {
        sketch: r#"users: users; dns: route53{"routing_policy": "failover", "health_check": true}; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; page: cloudfront; files: s3; users -> dns; dns -> lb {"primary": true}; dns -> page -> files; lb -> web"#,
        subject: "dns",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for dns in facts.of_kinds(&["route53"]).filter(|dns| dns.settings().text("routing_policy") == "failover") {
        let targets = dns.heads(ConnectionKind::Request);
        if targets.len() >= 2 {
            continue;
        }
        let name = dns.label();
        let message = match targets.first() {
            Some(only) => format!("{name} should fail over, but {} is all it knows; there is nothing to fail over to.", only.label()),
            None => format!("{name} should fail over, but it leads to nothing."),
        };
        let finding = report.find(dns, message);
        finding.fix(mend::set(dns, "routing_policy", "simple", format!("Make {name} a simple record")));
        for target in &targets {
            finding.about(target.id());
        }
    }
}
