//! Users who call something without a way in from the internet.

use super::{Example, Facts, Pillar, Report, Rule, insert, mend::Mend};
use crate::judge::Severity;
use crate::model::{ConnectionKind, Tier};

/// The rule.
pub const RULE: Rule = Rule {
    id: "NW001",
    slug: "nw001_users_call_private_component",
    title: "Users call something in a private subnet",
    pillar: Pillar::Networking,
    severity: Severity::Error,
    when: "A request connection leads from users or Route 53 to an EC2 instance, load balancer, Auto Scaling group \
           or ECS service in a private or isolated tier.",
    why: "There is no route from the internet.",
    fix: "Move a load balancer or server to the public tier; put a public load balancer before a fleet.",
    trades: &["HA039", "HA041"],
    source: "VPC guide; book ch. 5",
    note: "A packet from the internet enters a VPC through its internet gateway, and only subnets with a route to \
           that gateway see it. Private means exactly that there is no such route. What users call belongs into the \
           public tier, and what works for them behind it.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b](private); web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b](public); web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for part in facts.of_kinds(&["ec2", "alb", "nlb", "asg", "ecs_service"]) {
        let links: Vec<_> = part
            .links_in()
            .filter(|(link, tail)| link.kind == ConnectionKind::Request && matches!(tail.kind(), "users" | "route53"))
            .map(|(link, _)| link)
            .collect();
        let Some(tier) = part.node().tier.filter(|tier| *tier != Tier::Public && !links.is_empty()) else { continue };
        let name = part.label();
        let message = format!("{name} is called from the internet, but in the {tier} tier no route leads to it.");
        let finding = report.find(part, message);
        for key in links.iter().filter_map(|link| Some(&link.drawn?.key)) {
            finding.over(key);
        }
        if part.node().service.is_fleet() {
            finding.fix(insert::balancer(facts, part, &links));
        } else {
            let mut mend = Mend::new(facts);
            mend.tier(part, Tier::Public);
            finding.fix(mend.fix(format!("Move {name} to the public tier")));
        }
    }
}
