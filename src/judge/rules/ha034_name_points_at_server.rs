//! A DNS name that leads straight to a server.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::{Fix, Severity};
use crate::model::{Component, Connection, ConnectionKind, Place, Tier, Zone};
use crate::system::Link;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA034",
    slug: "ha034_name_points_at_server",
    title: "DNS name points straight at a server",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "A Route 53 name has a request target that is an EC2 instance.",
    why: "Replacing the server changes the address, and DNS is slow to follow.",
    fix: "Put a load balancer between the name and the server. That the server stands alone behind it is then said \
           by HA004.",
    trades: &["HA004"],
    source: "Book 13.2.4, 14.1",
    note: "An address that users hold cannot be changed quickly. Give them the address of something that stays, and \
           let that know the servers that come and go. It is what a load balancer is for.",
    path: false,
    bad: Example {
        sketch: r#"users: users; dns: route53; s: ec2[a](public); users -> dns -> s"#,
        subject: "dns",
    },
    good: Example {
        sketch: r#"users: users; dns: route53; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> dns -> lb -> web"#,
        subject: "dns",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for dns in facts.of_kinds(&["route53"]) {
        let direct: Vec<_> = dns
            .links_out()
            .filter(|(link, head)| link.kind == ConnectionKind::Request && head.kind() == "ec2")
            .collect();
        if direct.is_empty() {
            continue;
        }
        let servers: Vec<Part<'_>> = direct.iter().map(|(_, server)| *server).collect();
        let message = format!(
            "{} leads straight to {}; when a server is replaced, its address changes and resolvers follow late.",
            dns.label(),
            words::names(&servers)
        );
        let finding = report.find(dns, message);
        for server in &servers {
            finding.about(server.id());
        }
        for key in direct.iter().filter_map(|(link, _)| Some(&link.drawn?.key)) {
            finding.over(key);
        }
        finding.fix(balancer(facts, &direct));
    }
}

/// One load balancer before all of the servers, where they are in one VPC.
fn balancer<'f>(facts: &'f Facts<'f>, direct: &[(&Link<'f>, Part<'f>)]) -> Option<Fix> {
    let (_, first) = direct.first()?;
    let vpc = first.vpc()?;
    if direct.iter().any(|(link, server)| server.node().vpc != first.node().vpc || link.drawn.is_none()) {
        return None;
    }
    let mut zones: Vec<Zone> = Vec::new();
    let own = direct.iter().flat_map(|(_, server)| server.target_zones().iter().copied());
    for zone in own.chain(vpc.zones().iter().copied()).chain((0..6).filter_map(Zone::nth)) {
        let wanted = zones.len() < 2 || direct.iter().any(|(_, server)| server.target_zones().contains(&zone));
        if wanted && !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    let mut mend = Mend::new(facts);
    let id = mend.fresh_id("alb");
    let mut lb = Component::new(id.as_str(), "alb");
    lb.place = Place::Vpc(vpc.id().clone());
    lb.tier = Some(Tier::Public);
    lb.zones = zones;
    let drawn: Vec<&Connection> = direct.iter().filter_map(|(link, _)| link.drawn).collect();
    let mut name = (*drawn.first()?).clone();
    name.key.to = id.clone();
    name.group = None;
    name.primary = false;
    let mut connections = vec![name];
    for old in &drawn {
        let target = Connection::new(id.as_str(), old.key.to.as_str(), ConnectionKind::Request);
        if connections.iter().all(|other| other.key != target.key) {
            connections.push(target);
        }
    }
    mend.unlink(drawn.iter().map(|connection| connection.key.clone()).collect());
    mend.add(vec![lb], connections);
    let servers: Vec<Part<'_>> = direct.iter().map(|(_, server)| *server).collect();
    mend.fix(format!("Put a load balancer before {}", words::names(&servers)))
}
