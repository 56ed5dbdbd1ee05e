//! Zones whose way out lies in another zone.

use super::{Example, Facts, Pillar, Report, Rule, mend::{self, Mend}, words};
use crate::judge::Severity;
use crate::model::Zone;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA025",
    slug: "ha025_shared_nat",
    title: "Zones share another zone's NAT gateway",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A compute component with two or more zones uses at least one zonal NAT gateway (drawn or implied), no \
           regional one, and has a zone without a NAT gateway of its own. Any strength of the egress counts. An \
           error if the egress is hard, else a warning.",
    why: "When the NAT's zone fails, healthy servers in other zones lose the internet and every API behind it.",
    fix: "Add a NAT gateway in each zone, or make the one there is regional.",
    trades: &["HA041"],
    source: "VPC guide (NAT gateway basics); TA NAT Gateway AZ Independence",
    note: "A zonal NAT gateway is redundant inside its zone and useless outside it once the zone is down. Your \
           servers next door keep running but cannot call the payment provider or pull an image. One gateway per \
           zone, or a regional one, keeps zones independent.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; api: external; nat: nat_gateway[a]; users -> lb -> web -> api"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; api: external; nat: nat_gateway[a]; nat-b: nat_gateway[b]; users -> lb -> web -> api"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for client in facts.compute().filter(|client| client.zones().len() >= 2) {
        let nats = client.nats();
        if nats.is_empty() || nats.iter().any(|nat| !nat.is_zonal_nat()) {
            continue;
        }
        let served = |zone: &Zone| nats.iter().any(|nat| nat.zones().first() == Some(zone));
        let without: Vec<Zone> = client.zones().iter().copied().filter(|zone| !served(zone)).collect();
        let used = nats.iter().find(|nat| nat.settings().flag("primary")).or(nats.first());
        let (Some(nat), false) = (used, without.is_empty()) else { continue };
        let (name, zones) = (client.label(), words::zones(&without));
        let hard = client.has_hard_egress();
        let loss = if hard { "cannot do its work" } else { "loses its way out" };
        let message = format!(
            "{name} in {zones} goes out through {} in {}; when that zone fails, the healthy part of {name} {loss}.",
            nat.label(),
            words::zones(nat.zones().get(..1).unwrap_or_default())
        );
        let mut mend = Mend::new(facts);
        for zone in &without {
            mend.nat_for(client, *zone);
        }
        let severity = if hard { Severity::Error } else { Severity::Warning };
        let finding = report.find(client, message).severity(severity).cause(nat.id()).about(nat.id());
        finding.fix(mend.fix(format!("Add a NAT gateway in {zones}")));
        finding.fix(mend::set(*nat, "availability_mode", "regional", format!("Make {} regional", nat.label())));
    }
}
