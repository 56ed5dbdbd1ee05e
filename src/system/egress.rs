//! Egress through NAT gateways: what is implied, and how strong it is (`reliability.md` B.3).

use super::{Link, Node, NodeIx, System};
use crate::catalog::{self, Behaviour, Scope};
use crate::model::{ConnectionKind, Dependency, Tier, Zone};

/// The link marked as the first choice, else the first.
pub fn first_choice<'s, 'd>(links: &[&'s Link<'d>]) -> Option<&'s Link<'d>> {
    links.iter().find(|link| link.primary).or(links.first()).copied()
}

impl<'d> System<'d> {
    /// The egress of a route table that a unit in a zone uses: the gateway in that zone, else one
    /// without a zone, else the first choice. `zone` is `None` for callers without zones.
    pub fn route<'l>(&self, from: &Node<'d>, table: &[&'l Link<'d>], zone: Option<Zone>) -> Option<&'l Link<'d>> {
        let among = |test: &dyn Fn(&Node<'d>) -> bool| {
            let fits: Vec<&'l Link<'d>> = table.iter().copied().filter(|link| test(self.node(link.to))).collect();
            first_choice(&fits)
        };
        let here = |node: &Node<'d>| {
            zone.is_some()
                && node.region == from.region
                && node.resilience.units.first().is_some_and(|unit| Some(unit.zone) == zone)
        };
        among(&here)
            .or_else(|| among(&|node| node.resilience.behaviour == Behaviour::NoUnits))
            .or_else(|| first_choice(table))
    }
}

/// Adds the implied egresses, and decides the strength of every egress whose strength nobody set.
///
/// A compute component in a private tier whose VPC has NAT gateways uses in each of its zones the one
/// there, else a regional one, else the first choice.
pub fn resolve(system: &mut System<'_>) {
    let gateways: Vec<(NodeIx, NodeIx, bool)> = system
        .each_node()
        .filter(|(_, node)| node.service.id == "nat_gateway")
        .filter_map(|(ix, node)| Some((ix, node.vpc?, node.settings().flag("primary"))))
        .collect();
    let mut implied = Vec::new();
    for (ix, node) in system.each_node() {
        let drawn = system.out_of(ix).any(|link| link.kind == ConnectionKind::Egress);
        if drawn || !node.service.is_compute() || node.tier != Some(Tier::Private) {
            continue;
        }
        let all: Vec<Link<'_>> = gateways
            .iter()
            .filter(|(_, vpc, _)| node.vpc == Some(*vpc))
            .map(|(gateway, _, primary)| Link {
                from: ix,
                to: *gateway,
                kind: ConnectionKind::Egress,
                strength: None,
                group: None,
                primary: *primary,
                drawn: None,
            })
            .collect();
        let table: Vec<&Link<'_>> = all.iter().collect();
        let used: Vec<NodeIx> =
            node.zones.iter().filter_map(|zone| Some(system.route(node, &table, Some(*zone))?.to)).collect();
        implied.extend(all.into_iter().filter(|link| used.contains(&link.to)));
    }
    system.links.extend(implied);
    let strengths: Vec<Option<Dependency>> = system.links.iter().map(|link| strength(system, link)).collect();
    for (link, strength) in system.links.iter_mut().zip(strengths) {
        link.strength = strength;
    }
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

/// The endpoint of a VPC that leads to a service: one whose `service_name` names it (as in
/// `com.amazonaws.us-east-1.s3`), one that is drawn with a connection to such a component, or a gateway
/// endpoint that says neither: it serves both services that have such endpoints.
pub fn endpoint_for(system: &System<'_>, vpc: Option<NodeIx>, service: &str) -> Option<NodeIx> {
    vpc?;
    system.endpoints.iter().copied().find(|ix| {
        let node = system.node(*ix);
        let settings = node.settings();
        let name = settings.text("service_name");
        let open = || settings.text("vpc_endpoint_type") == "Gateway" && system.links_out(*ix).is_empty();
        node.vpc == vpc
            && (catalog::leads_to(name, service)
                || system.out_of(*ix).any(|link| system.node(link.to).service.id == service)
                || (name.is_empty() && matches!(service, "s3" | "dynamodb") && open()))
    })
}

fn has_endpoint(system: &System<'_>, vpc: Option<NodeIx>, service: &str) -> bool {
    endpoint_for(system, vpc, service).is_some()
}
