//! An interface endpoint in one zone that clients in several zones use.

use crate::order::Arrange as _;
use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::ConnectionKind;
use crate::system::endpoint_for;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA027",
    slug: "ha027_interface_endpoint_in_one_zone",
    title: "Interface endpoint in one zone",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "An interface endpoint has fewer than two zones, and a caller has two or more: a component that is drawn \
           as calling it, or one of its VPC that calls the service it leads to.",
    why: "All zones then depend on one zone to reach the service.",
    fix: "Put the endpoint into the zones of its callers.",
    trades: &[],
    source: "VPC guide (interface endpoints)",
    note: "An interface endpoint is a network card in a subnet, and a subnet is in one zone. Put one into every \
           zone that uses it. Otherwise the private road is narrower than the public one that it replaced.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; ep: vpc_endpoint[a]; q: sqs; users -> lb -> web -> ep -> q"#,
        subject: "ep",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; ep: vpc_endpoint[a,b]; q: sqs; users -> lb -> web -> ep -> q"#,
        subject: "ep",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for endpoint in facts.of_kinds(&["vpc_endpoint"]) {
        if endpoint.zones().len() >= 2 || endpoint.settings().text("vpc_endpoint_type") == "Gateway" {
            continue;
        }
        let mut callers = callers(facts, endpoint);
        callers.retain(|caller| caller.zones().len() >= 2);
        if callers.is_empty() {
            continue;
        }
        let (name, who) = (endpoint.label(), words::names(&callers));
        let message = format!(
            "{name} is in {}, and {who} uses it from several zones; when that zone fails, all of them lose the way.",
            words::only(endpoint.zones())
        );
        let mut mend = Mend::new(facts);
        for zone in callers.iter().flat_map(|caller| caller.zones()) {
            mend.widen(endpoint, *zone);
        }
        let finding = report.find(endpoint, message).fix(mend.fix(format!("Put {name} into the zones of {who}")));
        for caller in &callers {
            finding.about(caller.id());
        }
    }
}

/// Who uses an endpoint: drawn as calling it, or in its VPC and calling the service that it leads to.
fn callers<'f>(facts: &'f Facts<'f>, endpoint: Part<'f>) -> Vec<Part<'f>> {
    let calls = |kind: ConnectionKind| matches!(kind, ConnectionKind::Request | ConnectionKind::Data);
    let mut found: Vec<Part<'f>> =
        endpoint.links_in().filter(|(link, _)| calls(link.kind)).map(|(_, caller)| caller).collect();
    let vpc = endpoint.node().vpc;
    let neighbours = facts.compute().filter(|part| vpc.is_some() && part.node().vpc == vpc);
    found.extend(neighbours.filter(|part| {
        part.links_out().any(|(link, head)| {
            calls(link.kind) && head.node().vpc.is_none() && endpoint_for(facts.system, vpc, head.kind()) == Some(endpoint.ix)
        })
    }));
    found.arrange_by_key(|part| part.ix);
    found.dedup();
    found
}
