//! A name that should move users quickly, and whose answers are remembered for long.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA033",
    slug: "ha033_slow_dns",
    title: "Slow DNS for failover",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "A Route 53 name has a policy other than simple and a time to live above 60 seconds.",
    why: "Resolvers keep the old answer for that time, which adds to the recovery time.",
    fix: "Set the time to live to 60 seconds.",
    trades: &[],
    source: "Route 53 best practices; book 14.1",
    note: "The time to live is how long the world may remember your old address. Moving users takes the time to \
           notice a failure and that memory. Sixty seconds is a good compromise: and some resolvers ignore even \
           that.",
    path: false,
    bad: Example {
        sketch: r#"users: users; dns: route53{"routing_policy": "weighted", "health_check": true, "ttl": 300}; lb1: alb[a,b]; lb2: alb[a,b]; w1: asg[a,b]{"min_size": 2}; w2: asg[a,b]{"min_size": 2}; lb1 -> w1; lb2 -> w2; users -> dns; dns -> lb1; dns -> lb2"#,
        subject: "dns",
    },
    good: Example {
        sketch: r#"users: users; dns: route53{"routing_policy": "weighted", "health_check": true, "ttl": 60}; lb1: alb[a,b]; lb2: alb[a,b]; w1: asg[a,b]{"min_size": 2}; w2: asg[a,b]{"min_size": 2}; lb1 -> w1; lb2 -> w2; users -> dns; dns -> lb1; dns -> lb2"#,
        subject: "dns",
    },
    check,
};

/// The time to live that Route 53's best practices advise where answers change, in seconds.
const ADVISED: i64 = 60;

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for dns in facts.of_kinds(&["route53"]).filter(|dns| dns.settings().text("routing_policy") != "simple") {
        let Some(ttl) = dns.settings().whole("ttl").filter(|ttl| *ttl > ADVISED) else { continue };
        let name = dns.label();
        let message = format!(
            "Resolvers may remember the answers of {name} for {ttl} seconds; for so long users go on to a target that is dead."
        );
        report.find(dns, message).fix(mend::set(dns, "ttl", ADVISED, format!("Let answers of {name} be remembered for {ADVISED} seconds")));
    }
}
