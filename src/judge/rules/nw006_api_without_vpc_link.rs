//! An API that calls into private subnets without a VPC link.

use super::{Example, Facts, Pillar, Report, Rule, mend, words};
use crate::judge::Severity;
use crate::model::{ConnectionKind, Tier};

/// The rule.
pub const RULE: Rule = Rule {
    id: "NW006",
    slug: "nw006_api_without_vpc_link",
    title: "API reaches private targets without a VPC link",
    pillar: Pillar::Networking,
    severity: Severity::Advice,
    when: "An API Gateway is connected to a load balancer or ECS service in a private or isolated tier, and \
           vpc_link is false.",
    why: "The call has no route.",
    fix: "Use a VPC link.",
    trades: &[],
    source: "API Gateway guide (VPC links)",
    note: "API Gateway lives outside your VPC and calls over the internet. A VPC link gives it network interfaces \
           in your subnets, so that what it calls can stay private. HTTP APIs link to Application Load Balancers, \
           REST APIs to Network Load Balancers.",
    path: false,
    bad: Example {
        sketch: r#"users: users; api: api_gateway; lb: alb[a,b](private); web: asg[a,b]{"min_size": 2}; users -> api -> lb -> web"#,
        subject: "api",
    },
    good: Example {
        sketch: r#"users: users; api: api_gateway{"vpc_link": true}; lb: alb[a,b](private); web: asg[a,b]{"min_size": 2}; users -> api -> lb -> web"#,
        subject: "api",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for api in facts.of_kinds(&["api_gateway"]).filter(|api| !api.settings().flag("vpc_link")) {
        let mut heads = api.heads(ConnectionKind::Request);
        heads.retain(|head| {
            matches!(head.kind(), "alb" | "nlb" | "ecs_service") && head.node().tier.is_some_and(|tier| tier != Tier::Public)
        });
        if heads.is_empty() {
            continue;
        }
        let (name, who) = (api.label(), words::names(&heads));
        let message = format!("{name} calls {who} in a private tier, to which it has no route without a VPC link.");
        let finding = report.find(api, message);
        finding.fix(mend::set(api, "vpc_link", true, format!("Let {name} use a VPC link")));
        for head in heads {
            finding.about(head.id());
        }
    }
}
