//! Servers with public addresses behind a load balancer.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::{ConnectionKind, Tier};

/// The rule.
pub const RULE: Rule = Rule {
    id: "SE008",
    slug: "se008_public_addresses_behind_balancer",
    title: "Public addresses behind a load balancer",
    pillar: Pillar::Security,
    severity: Severity::Advice,
    when: "An Auto Scaling group or EC2 instance is called by load balancers only, and is in the public tier or has \
           associate_public_ip_address true.",
    why: "Whoever knows the address goes around the load balancer and whatever protects it.",
    fix: "Move it to the private tier. Offered where it needs nothing outside its VPC.",
    trades: &[],
    source: "Book 14.1.1; WA SEC05-BP01",
    note: "Servers behind a load balancer need one caller: the load balancer. In the private tier they have no \
           public address, so nothing else can even try, and each public IPv4 address costs money besides. For \
           calls to the outside they then need a NAT gateway.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b](public){"min_size": 2}; users -> lb -> web"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b](private){"min_size": 2}; users -> lb -> web"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for group in facts.of_kinds(&["asg", "ec2"]) {
        let callers = group.tails(ConnectionKind::Request);
        let balanced = !callers.is_empty() && callers.iter().all(|caller| matches!(caller.kind(), "alb" | "nlb"));
        let assigned = group.settings().get("associate_public_ip_address").and_then(serde_json::Value::as_bool);
        if !balanced || !assigned.unwrap_or(group.node().tier == Some(Tier::Public)) {
            continue;
        }
        let name = group.label();
        let (who, them) = match group.kind() {
            "ec2" => (format!("{name} has a public address"), "it"),
            _ => (format!("The members of {name} have public addresses"), "them"),
        };
        let message = format!(
            "{who} although requests come through {} only; nobody else should reach {them}.",
            words::names(&callers)
        );
        let mut mend = Mend::new(facts);
        if assigned == Some(true) {
            mend.clear(group, "associate_public_ip_address");
        }
        mend.tier(group, Tier::Private);
        let fix = if group.outside().is_empty() { mend.fix(format!("Move {name} to the private tier")) } else { None };
        report.find(group, message).fix(fix);
    }
}
