//! Traffic to S3 or DynamoDB that leaves through a NAT gateway.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
use crate::order::Arrange as _;
use crate::judge::Severity;
use crate::model::{Connection, ConnectionKey, ConnectionKind, Dependency};
use crate::system::Link;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA026",
    slug: "ha026_aws_traffic_through_nat",
    title: "Private AWS traffic through a NAT",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "A NAT gateway has a connection to an S3 bucket or DynamoDB table of its region, or is the implied egress \
           of a compute component that has a data connection to one and no endpoint for it in its VPC. The subject \
           is the NAT gateway.",
    why: "Adds a zonal hop, a bill per gigabyte and a shared limit to a path that needs none.",
    fix: "Add a gateway endpoint to the VPC, and take the connection off the NAT gateway.",
    trades: &[],
    source: "VPC endpoints guide; WA COST and REL",
    note: "S3 and DynamoDB have a free side door into your network: the gateway endpoint. Going out through a NAT \
           to reach them is like leaving the building to visit the next room. The door has no zone, so it also \
           removes a failure point.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; tbl: dynamodb; nat: nat_gateway[a]{"availability_mode": "regional"}; users -> lb -> web => tbl"#,
        subject: "nat",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; tbl: dynamodb; nat: nat_gateway[a]{"availability_mode": "regional"}; gw: vpc_endpoint[a,b]{"vpc_endpoint_type": "Gateway", "service_name": "com.amazonaws.us-east-1.dynamodb"}; users -> lb -> web => tbl"#,
        subject: "nat",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for nat in facts.of_kinds(&["nat_gateway"]) {
        let stores = |part: Part<'_>| part.node().region == nat.node().region && service(part.kind()).is_some();
        let direct: Vec<_> = nat.links_out().filter(|(_, head)| stores(*head)).collect();
        let mut through: Vec<Part<'_>> = direct.iter().map(|(_, head)| *head).collect();
        let mut clients = Vec::new();
        for (_, client) in nat.links_in().filter(|(link, _)| link.drawn.is_none()) {
            let mut heads = client.heads(ConnectionKind::Data);
            heads.retain(|head| stores(*head) && !client.has_endpoint(head.kind()));
            if !heads.is_empty() {
                clients.push(client);
            }
            through.extend(heads);
        }
        if through.is_empty() {
            continue;
        }
        through.arrange_by_key(|part| part.ix);
        through.dedup();
        let (name, what) = (nat.label(), words::names(&through));
        let message = format!(
            "Traffic to {what} goes through {name}: a hop in one zone and a charge per gigabyte for something that has a door of its own."
        );
        let mut mend = Mend::new(facts);
        let vpc = nat.vpc();
        for service in through.iter().filter_map(|part| service(part.kind())) {
            if let Some(vpc) = vpc.filter(|_| !nat.has_endpoint(service)) {
                mend.endpoint(vpc, service);
            }
        }
        relink(&mut mend, nat, &direct);
        let finding = report.find(nat, message);
        finding.fix(vpc.and_then(|_| mend.fix(format!("Reach {what} through a gateway endpoint"))));
        for other in clients.iter().chain(&through) {
            finding.about(other.id());
        }
    }
}

/// The services that have gateway endpoints.
fn service(kind: &str) -> Option<&'static str> {
    ["s3", "dynamodb"].into_iter().find(|service| *service == kind)
}

/// Takes the drawn connections off the NAT gateway and gives them to those who use it.
fn relink<'f>(mend: &mut Mend<'f>, nat: Part<'f>, direct: &[(&Link<'f>, Part<'f>)]) {
    let keys: Vec<ConnectionKey> = direct.iter().filter_map(|(link, _)| Some(link.drawn?.key.clone())).collect();
    if keys.is_empty() {
        return;
    }
    mend.unlink(keys);
    let mut connections: Vec<Connection> = Vec::new();
    for (way, client) in nat.links_in().filter(|(way, client)| {
        way.kind == ConnectionKind::Egress && client.node().vpc == nat.node().vpc
    }) {
        for (link, target) in direct {
            let key = ConnectionKey::new(client.id().as_str(), target.id().as_str());
            let known = client.links_out().any(|(_, head)| head == *target);
            if known || connections.iter().any(|connection| connection.key == key) {
                continue;
            }
            let mut connection = Connection::new(key.from.as_str(), key.to.as_str(), ConnectionKind::Data);
            // As much as the client needed the table so far: as the weaker of the two steps.
            connection.dependency = match (way.strength, link.strength) {
                (Some(Dependency::Hard), Some(Dependency::Hard)) => None,
                (Some(Dependency::Startup), _) | (_, Some(Dependency::Startup)) => Some(Dependency::Startup),
                _ => Some(Dependency::Soft),
            };
            connections.push(connection);
        }
    }
    mend.add(Vec::new(), connections);
}
