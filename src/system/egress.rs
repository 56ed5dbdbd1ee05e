//! Egress through NAT gateways: what is implied, and how strong it is (`reliability.md` B.3).

use std::collections::BTreeSet;

use super::{Link, NodeIx, System};
use crate::catalog::Scope;
use crate::model::{ConnectionKind, Dependency, Tier, Zone};

/// Adds the implied egresses, and decides the strength of every egress whose strength nobody set.
///
/// A compute component in a private tier whose VPC has NAT gateways uses, from each of its zones, the
/// one there, else a regional one, else the first choice. A gateway that no zone of it uses is none of
/// its dependencies.
pub fn resolve(system: &mut System<'_>) {
    let mut implied = Vec::new();
    for (ix, node) in system.each_node() {
        let drawn = system.out_of(ix).any(|link| link.kind == ConnectionKind::Egress);
        if drawn || !node.service.is_compute() || node.tier != Some(Tier::Private) {
            continue;
        }
        let Some(vpc) = node.vpc else { continue };
        let choice = by_choice(system, vpc);
        let used: BTreeSet<(NodeIx, bool)> =
            node.zones.iter().filter_map(|zone| route(system, &choice, *zone)).collect();
        implied.extend(used.into_iter().map(|(nat, primary)| Link {
            from: ix,
            to: nat,
            kind: ConnectionKind::Egress,
            strength: None,
            group: None,
            primary,
            drawn: None,
        }));
    }
    system.links.extend(implied);
    let strengths: Vec<Option<Dependency>> = system.links.iter().map(|link| strength(system, link)).collect();
    for (link, strength) in system.links.iter_mut().zip(strengths) {
        link.strength = strength;
    }
}

/// The NAT gateways of a VPC, first choices first, then by id; and whether each is a first choice.
fn by_choice(system: &System<'_>, vpc: NodeIx) -> Vec<(NodeIx, bool)> {
    let mut nats: Vec<(NodeIx, bool)> = system
        .each_node()
        .filter(|(_, node)| node.service.id == "nat_gateway" && node.vpc == Some(vpc))
        .map(|(ix, node)| (ix, node.settings().flag("primary")))
        .collect();
    nats.sort_by_key(|(ix, primary)| (!primary, *ix));
    nats
}

/// The gateway that a zone's route table leads to.
fn route(system: &System<'_>, choice: &[(NodeIx, bool)], zone: Zone) -> Option<(NodeIx, bool)> {
    let units = |nat: &(NodeIx, bool)| &system.node(nat.0).resilience.units;
    let here = choice.iter().find(|nat| units(nat).iter().any(|unit| unit.zone == zone));
    let regional = || choice.iter().find(|nat| units(nat).is_empty());
    here.or_else(regional).or(choice.first()).copied()
}

fn strength(system: &System<'_>, link: &Link<'_>) -> Option<Dependency> {
    if link.kind != ConnectionKind::Egress {
        return link.strength;
    }
    let set = link.drawn.and_then(|connection| connection.dependency);
    Some(set.unwrap_or_else(|| if leaves_vpc(system, link.from) { Dependency::Hard } else { Dependency::Soft }))
}

impl System<'_> {
    /// Whether what a component fetches over a link comes through a NAT gateway: the head is outside every
    /// VPC, and no endpoint of the component's VPC leads to it.
    pub fn through_nat(&self, link: &Link<'_>) -> bool {
        let (tail, head) = (self.node(link.from), self.node(link.to));
        matches!(link.kind, ConnectionKind::Request | ConnectionKind::Data)
            && tail.vpc.is_some()
            && head.vpc.is_none()
            && !matches!(head.service.scope, Scope::Container | Scope::Zonal | Scope::Spanning)
            && !has_endpoint(self, tail.vpc, head.service.id)
    }
}

/// Whether a component needs something outside its VPC that no endpoint of the VPC leads to.
fn leaves_vpc(system: &System<'_>, from: NodeIx) -> bool {
    let vpc = system.node(from).vpc;
    system.out_of(from).any(|link| {
        let head = system.node(link.to);
        link.kind != ConnectionKind::Egress
            && link.strength == Some(Dependency::Hard)
            && head.vpc.is_none()
            && !matches!(head.service.scope, Scope::Container | Scope::Zonal | Scope::Spanning)
            && head.service.id != "vpc_endpoint"
            && !has_endpoint(system, vpc, head.service.id)
    })
}

/// Whether the VPC has an endpoint for a service: one whose `service_name` names it (its last part, as
/// in `com.amazonaws.us-east-1.s3`), or one that is drawn with a connection to such a component.
fn has_endpoint(system: &System<'_>, vpc: Option<NodeIx>, service: &str) -> bool {
    system.each_node().any(|(ix, node)| {
        node.kind() == "vpc_endpoint"
            && node.vpc == vpc
            && vpc.is_some()
            && (node.settings().text("service_name").rsplit('.').next() == Some(service)
                || system.out_of(ix).any(|link| system.node(link.to).service.id == service))
    })
}
