//! A fleet that callers reach directly.

use super::{Example, Facts, Part, Pillar, Report, Rule, insert, words};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA035",
    slug: "ha035_fleet_without_balancer",
    title: "Fleet exposed without a load balancer",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A request connection leads into an Auto Scaling group, ECS or EKS service from users, an external \
           system, Route 53, CloudFront or API Gateway (an operator's way in does not count); not for a group with \
           max_size 1 that claims an Elastic IP at boot. The subject is the fleet.",
    why: "Nothing distributes requests or notices dead units.",
    fix: "Put an Application Load Balancer between, in the zones of the fleet.",
    trades: &["HA039", "HA041"],
    source: "Book 16.1.2 \"Redundancy requires decoupling\"",
    note: "A fleet has many addresses and they change every time it heals. Someone must keep the list and send each \
           request to a member that works. For synchronous calls that is a load balancer, for work that can wait it \
           is a queue.",
    path: false,
    bad: Example {
        sketch: r#"users: users; cdn: cloudfront; web: asg[a,b]{"min_size": 2}; users -> cdn -> web"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"users: users; cdn: cloudfront; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> cdn -> lb -> web"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for fleet in facts.of_kinds(&["asg", "ecs_service", "eks"]) {
        let direct: Vec<_> = fleet
            .links_in()
            .filter(|(link, tail)| {
                link.kind == ConnectionKind::Request
                    && matches!(tail.kind(), "users" | "external" | "route53" | "cloudfront" | "api_gateway")
                    && link.settings().text("purpose") != "admin"
            })
            .collect();
        if direct.is_empty() || claims_an_address(fleet) {
            continue;
        }
        let callers: Vec<Part<'_>> = direct.iter().map(|(_, tail)| *tail).collect();
        let links: Vec<_> = direct.iter().map(|(link, _)| *link).collect();
        let message = format!(
            "{} calls {} directly; nothing spreads its requests over the members or notices a dead one.",
            words::names(&callers),
            fleet.label()
        );
        let finding = report.find(fleet, message).fix(insert::balancer(facts, fleet, &links));
        for key in links.iter().filter_map(|link| Some(&link.drawn?.key)) {
            finding.over(key);
        }
    }
}

/// Whether it is a group of one that takes a fixed address along when it is replaced.
fn claims_an_address(fleet: Part<'_>) -> bool {
    fleet.kind() == "asg"
        && fleet.settings().count("max_size") <= 1
        && fleet.links_in().any(|(link, tail)| {
            tail.kind() == "elastic_ip"
                && (tail.settings().flag("claimed_at_boot") || link.settings().flag("claimed_at_boot"))
        })
}
