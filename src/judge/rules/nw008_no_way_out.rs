//! A component without a public address whose dependency lies outside its VPC.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::{self, Mend}, words};
use crate::judge::{Fix, Severity};
use crate::model::{ConnectionKind, Tier, Values, Zone};

/// The rule.
pub const RULE: Rule = Rule {
    id: "NW008",
    slug: "nw008_no_way_out",
    title: "No way out of the VPC",
    pillar: Pillar::Networking,
    severity: Severity::Error,
    when: "A compute component in a private or isolated tier has a hard connection to a regional, global or \
           external component, its VPC has no endpoint for it, and it has no egress (drawn or implied). A container \
           service also needs what its tasks start with (images, secrets), and in the public tier a public address \
           on Fargate.",
    why: "The call has no route, so the component cannot do its work.",
    fix: "Add a gateway endpoint where S3 and DynamoDB are all it needs, else a NAT gateway in each of its zones.",
    trades: &["HA041"],
    source: "VPC guide (route tables, NAT gateways, endpoints)",
    note: "A private subnet has no route to the internet, and most AWS services are reached over it. A NAT gateway \
           gives one way out for everything; an endpoint gives a private way to one service. Without either, calls \
           wait until they time out.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; tbl: dynamodb; users -> lb -> web => tbl"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; tbl: dynamodb; gw: vpc_endpoint[a,b]{"vpc_endpoint_type": "Gateway", "service_name": "com.amazonaws.us-east-1.dynamodb"}; users -> lb -> web => tbl"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for client in facts.compute() {
        let (Some(vpc), Some(tier)) = (client.vpc(), client.node().tier) else { continue };
        if tier == Tier::Public && has_address(client) {
            continue;
        }
        if client.links_out().any(|(link, _)| link.kind == ConnectionKind::Egress) {
            continue;
        }
        let outside = client.outside();
        if outside.is_empty() {
            continue;
        }
        let (name, what) = (client.label(), words::names(&outside));
        let message = if tier == Tier::Public {
            format!("{name} cannot work without {what}, but its tasks have no public addresses to reach the outside from.")
        } else {
            format!("{name} cannot work without {what}, but from the {tier} tier no NAT gateway and no endpoint leads there.")
        };
        let finding = report.find(client, message);
        for head in &outside {
            finding.about(head.id());
        }
        if outside.iter().all(|head| matches!(head.kind(), "s3" | "dynamodb")) {
            let mut mend = Mend::new(facts);
            for head in &outside {
                mend.endpoint(vpc, if head.kind() == "s3" { "s3" } else { "dynamodb" });
            }
            finding.fix(mend.fix(format!("Reach {what} through a gateway endpoint")));
        }
        finding.fix(if tier == Tier::Public { addressed(client) } else { way_out(facts, client, vpc) });
    }
}

/// Whether a component in a public tier has a public address. Tasks on Fargate have one on request only, and
/// tasks with an address of their own on instances never do.
fn has_address(client: Part<'_>) -> bool {
    let settings = client.settings();
    match (client.kind(), settings.text("launch_type")) {
        ("ecs_service", "FARGATE") => settings.flag("assign_public_ip"),
        _ => true,
    }
}

/// Gives tasks on Fargate public addresses.
fn addressed(client: Part<'_>) -> Option<Fix> {
    mend::set(client, "assign_public_ip", true, format!("Give the tasks of {} public addresses", client.label()))
}

/// A NAT gateway in each zone of the client, which moves to the private tier when it is isolated. The first
/// gateways of a VPC serve everybody in its private tier, so they stand in the zones of all who need them.
fn way_out<'f>(facts: &'f Facts<'f>, client: Part<'f>, vpc: Part<'f>) -> Option<Fix> {
    let mut mend = Mend::new(facts);
    let mut nats: Vec<Part<'f>> = facts.drawn("nat_gateway").collect();
    nats.retain(|nat| nat.node().vpc == client.node().vpc);
    let mut zones: Vec<Zone> = client.zones().to_vec();
    if nats.is_empty() {
        let others = facts.compute().filter(|other| {
            other.node().vpc == client.node().vpc
                && other.node().tier == Some(Tier::Private)
                && !other.outside().is_empty()
        });
        for zone in others.flat_map(|other| other.zones().iter().copied()) {
            if !zones.contains(&zone) {
                zones.push(zone);
            }
        }
    }
    if !nats.iter().any(|nat| !nat.is_zonal_nat()) {
        for zone in &zones {
            if !nats.iter().any(|nat| nat.zones().first() == Some(zone)) {
                mend.nat_in(vpc, *zone, Values::new());
            }
        }
    }
    if client.node().tier == Some(Tier::Isolated) {
        mend.tier(client, Tier::Private);
    }
    mend.fix(format!("Give {} a NAT gateway in {}", client.label(), words::zones(&zones)))
}
