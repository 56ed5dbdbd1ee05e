//! Several targets of a DNS name, of which nobody notices when one is dead.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA031",
    slug: "ha031_several_names_unchecked",
    title: "Several DNS targets without health checks",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A Route 53 name has two or more request targets, and its policy is simple or its health checks are off.",
    why: "DNS keeps handing out the dead address.",
    fix: "Switch health checks on, and choose a policy that heeds them: failover for two targets, else latency.",
    trades: &[],
    source: "Route 53 developer guide (DNS failover); WA REL11-BP02",
    note: "Two answers in DNS are no failover: they are a lottery. Only a health check tells Route 53 to stop \
           naming a dead target. Without it a part of the users stays lost until somebody edits the record.",
    path: false,
    bad: Example {
        sketch: r#"users: users; dns: route53{"routing_policy": "weighted"}; lb1: alb[a,b]; lb2: alb[a,b]; w1: asg[a,b]{"min_size": 2}; w2: asg[a,b]{"min_size": 2}; lb1 -> w1; lb2 -> w2; users -> dns; dns -> lb1; dns -> lb2"#,
        subject: "dns",
    },
    good: Example {
        sketch: r#"users: users; dns: route53{"routing_policy": "weighted", "health_check": true}; lb1: alb[a,b]; lb2: alb[a,b]; w1: asg[a,b]{"min_size": 2}; w2: asg[a,b]{"min_size": 2}; lb1 -> w1; lb2 -> w2; users -> dns; dns -> lb1; dns -> lb2"#,
        subject: "dns",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for dns in facts.of_kinds(&["route53"]) {
        let targets = dns.heads(ConnectionKind::Request);
        let settings = dns.settings();
        let (simple, checked) = (settings.text("routing_policy") == "simple", settings.flag("health_check"));
        if targets.len() < 2 || (!simple && checked) {
            continue;
        }
        let (name, who) = (dns.label(), words::names(&targets));
        let message = match (simple, checked) {
            (true, _) => format!("{name} leads to {who} by a simple policy, which no health check can change; it goes on naming a dead one."),
            (false, _) => format!("{name} leads to {who} without health checks; it goes on naming a dead one."),
        };
        let mut mend = Mend::new(facts);
        if !checked {
            mend.set(dns, "health_check", true);
        }
        if simple {
            mend.set(dns, "routing_policy", if targets.len() == 2 { "failover" } else { "latency" });
        }
        let finding = report.find(dns, message).fix(mend.fix(format!("Let {name} heed the health of its targets")));
        for target in &targets {
            finding.about(target.id());
        }
    }
}
