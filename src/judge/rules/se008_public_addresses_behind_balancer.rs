//! Servers with public addresses behind a load balancer.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
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
           associate_public_ip_address true; or a service on Fargate is, in the public tier with assign_public_ip.",
    why: "Whoever knows the address goes around the load balancer and whatever protects it.",
    fix: "Move it to the private tier. Offered where it needs nothing outside its VPC; tasks fetch their image, so for \
           a service where the VPC has a NAT gateway.",
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
    for group in facts.of_kinds(&["asg", "ec2", "ecs_service"]) {
        let callers = group.tails(ConnectionKind::Request);
        let balanced = !callers.is_empty() && callers.iter().all(|caller| matches!(caller.kind(), "alb" | "nlb"));
        if !balanced || !has_public_addresses(group) {
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
        let assigned = setting(group);
        let mut mend = Mend::new(facts);
        if group.settings().flag(assigned) {
            mend.clear(group, assigned);
        }
        mend.tier(group, Tier::Private);
        let leads_out = match group.kind() {
            "asg" | "ec2" => group.outside().is_empty(),
            _ => facts.drawn("nat_gateway").any(|nat| nat.node().vpc == group.node().vpc),
        };
        let fix = if leads_out { mend.fix(format!("Move {name} to the private tier")) } else { None };
        report.find(group, message).fix(fix);
    }
}

/// The setting that gives a member an address.
fn setting(group: Part<'_>) -> &'static str {
    if group.kind() == "ecs_service" { "assign_public_ip" } else { "associate_public_ip_address" }
}

/// Instances in a public tier have addresses unless they are told not to; tasks on Fargate do when they are told to.
fn has_public_addresses(group: Part<'_>) -> bool {
    let (settings, public) = (group.settings(), group.node().tier == Some(Tier::Public));
    match group.kind() {
        "asg" | "ec2" => settings.get(setting(group)).and_then(serde_json::Value::as_bool).unwrap_or(public),
        _ => public && settings.text("launch_type") == "FARGATE" && settings.flag(setting(group)),
    }
}
