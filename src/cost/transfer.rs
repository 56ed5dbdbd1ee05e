//! Data that moves: to the internet, between zones, between regions, through NAT gateways.
//!
//! It belongs to no single service, so it is derived here from the traffic and the placement.

use rust_decimal::Decimal;

use super::engine::Region;
use crate::catalog::pricing::{Amount, Bill, Context, Flow, Given, Pooled};
use crate::model::{ConnectionKind, Zone};
use crate::order::Arrange as _;
use crate::prices::{Range, per, plus, quantity, times, words};
use crate::system::{Link, LinkIx, Node, NodeIx, System, Traffic, endpoint_for, read_at_start};

/// Whether data between zones is paid on a link: both ends are in one VPC, and AWS does not bear it.
fn charged_between_zones(system: &System<'_>, link: &Link<'_>) -> bool {
    let (tail, head) = (system.node(link.from), system.node(link.to));
    let stays = match (tail.kind(), head.kind()) {
        // An Application Load Balancer's targets are free of it (`elb` and its targets, AWS 2026-08).
        ("alb", _) => true,
        // Without cross-zone balancing each node uses the targets of its own zone.
        ("nlb", _) => !tail.settings().flag("enable_cross_zone_load_balancing"),
        // Interface endpoints have been free of it since April 2022 (AWS, what's new).
        (_, "vpc_endpoint") => true,
        _ => false,
    };
    !stays
        && matches!(link.kind, ConnectionKind::Request | ConnectionKind::Data)
        && tail.vpc.is_some()
        && tail.vpc == head.vpc
}

/// How many units a component has in each zone, in the order of its zones: its first unit's zone first. What
/// has no units counts one per zone.
fn spread(node: &Node<'_>) -> Vec<(Zone, u32)> {
    let mut counts: Vec<(Zone, u32)> = Vec::new();
    let units = node.resilience.units.iter().map(|unit| unit.zone);
    let zones = node.zones.iter().copied().filter(|_| node.resilience.units.is_empty());
    for zone in units.chain(zones) {
        match counts.iter_mut().find(|(known, _)| *known == zone) {
            Some((_, count)) => *count += 1,
            None => counts.push((zone, 1)),
        }
    }
    counts
}

fn sum(counts: impl IntoIterator<Item = (Zone, u32)>) -> Decimal {
    counts.into_iter().fold(Decimal::ZERO, |sum, (_, count)| plus(sum, count.into()))
}

/// The share of what a component fetches that comes from another zone.
pub fn crossing(system: &System<'_>, link: &Link<'_>) -> Decimal {
    let (tail, head) = (system.node(link.from), system.node(link.to));
    let (callers, serving) = (spread(tail), spread(head));
    let Some((first, _)) = serving.first().copied() else { return Decimal::ZERO };
    let has = |zone: Zone| serving.iter().any(|(other, _)| *other == zone);
    let crossed = match head.kind() {
        // Each caller mounts the target of its own zone, where there is one.
        "efs" => sum(callers.iter().copied().filter(|(zone, _)| !has(*zone))),
        // The primary serves everything.
        "rds" | "rds_replica" | "aurora" => sum(callers.iter().copied().filter(|(zone, _)| *zone != first)),
        "elasticache" if head.settings().text("engine") != "memcached" => {
            sum(callers.iter().copied().filter(|(zone, _)| *zone != first))
        }
        // Callers choose among the units without regard to zones.
        _ => callers.iter().fold(Decimal::ZERO, |crossed, (zone, count)| {
            let elsewhere = sum(serving.iter().copied().filter(|(other, _)| other != zone));
            plus(crossed, times(Decimal::from(*count), per(elsewhere, sum(serving.iter().copied()))))
        }),
    };
    per(crossed, sum(callers)).min(Decimal::ONE)
}

/// Lines of a caller for what it fetches from other zones and other regions.
pub fn fetched(system: &System<'_>, traffic: &Traffic, ix: NodeIx, region: &Region<'_>, bill: &mut Bill) {
    for link_ix in system.links_out(ix) {
        let link = system.link(*link_ix);
        if link.settings().text("purpose") == "admin" || read_at_start(link) {
            continue;
        }
        between_zones(system, link, traffic.link(*link_ix), region, bill);
        between_regions(system, link, traffic.link(*link_ix), region, bill);
    }
}

fn between_zones(system: &System<'_>, link: &Link<'_>, flow: &Flow, region: &Region<'_>, bill: &mut Bill) {
    if !charged_between_zones(system, link) {
        return;
    }
    let share = crossing(system, link);
    if share.is_zero() {
        return;
    }
    let head = system.node(link.to).id();
    let what = format!("data between zones, from {head}");
    if matches!(flow.given, Given::Missing | Given::Unreached) {
        bill.omit(&what, "no traffic given");
        return;
    }
    let percent = words(times(share, Decimal::ONE_HUNDRED));
    let formula =
        format!("{} x {} KB x {percent} % from another zone, paid on both sides", flow.trace, words(flow.answer_kb()),);
    let amount =
        Amount::of(times(times(flow.data_gb, share), Decimal::TWO), formula).assuming(flow.size_assumed.clone());
    let name = region.of(system.node(link.from).region);
    let quote = Context::rate_in(name, "data_transfer", "inter-AZ", "per GB in each direction");
    bill.charge(&format!("Data between zones, from {head}"), quote, amount);
}

/// The answer leaves the head's region.
fn between_regions(system: &System<'_>, link: &Link<'_>, flow: &Flow, region: &Region<'_>, bill: &mut Bill) {
    let (tail, head) = (system.node(link.from), system.node(link.to));
    let (Some(_), Some(_)) = (tail.region, head.region) else { return };
    let (to, from) = (region.of(tail.region), region.of(head.region));
    if to == from || !matches!(link.kind, ConnectionKind::Request | ConnectionKind::Data) {
        return;
    }
    let what = format!("data between regions, from {}", head.id());
    if matches!(flow.given, Given::Missing | Given::Unreached) {
        bill.omit(&what, "no traffic given");
        return;
    }
    let formula = format!("{} x {} KB from {from} to {to}", flow.trace, words(flow.answer_kb()));
    let amount = Amount::of(flow.data_gb, formula).assuming(flow.size_assumed.clone());
    let quote = Context::rate_in(from, "data_transfer", "inter-region", "data out to other regions");
    bill.charge(&format!("Data between regions, from {}", head.id()), quote, amount);
}

/// What viewers fetch straight from a region: the account's data out to the internet.
pub fn to_internet(system: &System<'_>, traffic: &Traffic, region: &Region<'_>) -> Vec<Outbound> {
    let mut out: Vec<Outbound> = Vec::new();
    for (ix, link) in (0_u32..).map(LinkIx).zip(&system.links) {
        let (tail, head) = (system.node(link.from), system.node(link.to));
        let viewers = tail.region.is_none() && tail.kind() != "cloudfront";
        let admin = link.settings().text("purpose") == "admin";
        if link.kind != ConnectionKind::Request || !viewers || admin || head.region.is_none() {
            continue;
        }
        let flow = traffic.link(ix);
        let name = region.of(head.region).to_owned();
        let slot = match out.iter_mut().find(|slot| slot.region == name) {
            Some(slot) => slot,
            None => {
                out.push(Outbound { region: name, ..Outbound::default() });
                let Some(last) = out.last_mut() else { continue };
                last
            }
        };
        if matches!(flow.given, Given::Missing | Given::Unreached) {
            slot.unknown.push(link.to);
            continue;
        }
        slot.gb = plus(slot.gb, flow.data_gb);
        slot.stories.push(format!("{} GB from {}", words(flow.data_gb), head.id()));
        slot.assumed = slot.assumed.take().or_else(|| flow.size_assumed.clone());
    }
    out.arrange_by(|one, other| one.region.cmp(&other.region));
    out
}

/// Data out to the internet of one region.
#[derive(Default)]
pub struct Outbound {
    /// The region.
    pub region: String,
    /// GB in the month.
    pub gb: Decimal,
    /// Where they come from, in words.
    pub stories: Vec<String>,
    /// What was assumed about sizes.
    pub assumed: Option<String>,
    /// Components whose traffic nobody gave.
    pub unknown: Vec<NodeIx>,
}

impl Outbound {
    /// Its lines, one per tier, and its sum for the account's allowance.
    pub fn lines(&self, bill: &mut Bill) -> Option<Pooled> {
        let quote = Context::rate_in(&self.region, "data_transfer", "internet egress", "data out");
        let rate = quote.as_ref().ok().copied();
        let mut stories = self.stories.iter().take(3).cloned().collect::<Vec<_>>().join(" + ");
        if self.stories.len() > 3 {
            stories.push_str(&format!(" and {} more", self.stories.len() - 3));
        }
        let amount = Amount::of(self.gb, stories).assuming(self.assumed.clone());
        bill.charge(&format!("Data out to the internet, {}", self.region), quote, amount);
        Some(Pooled { rate: rate?, base: Range::fixed(quantity(self.gb)) })
    }
}

/// What comes through each NAT gateway and each endpoint: the answers to calls that leave their VPC, for the
/// gateways divided over them as the callers' zones use them.
pub fn through_nat(system: &System<'_>, traffic: &Traffic) -> Vec<Flow> {
    let mut flows = vec![Flow::default(); system.nodes.len()];
    for (ix, node) in system.each_node() {
        let gateways: Vec<NodeIx> = system
            .out_of(ix)
            .filter(|link| link.kind == ConnectionKind::Egress && system.node(link.to).kind() == "nat_gateway")
            .map(|link| link.to)
            .collect();
        if gateways.is_empty() {
            continue;
        }
        let zones = spread(node);
        let all = sum(zones.iter().copied());
        for link_ix in system.links_out(ix) {
            let (link, flow) = (system.link(*link_ix), traffic.link(*link_ix));
            if !system.through_nat(link) || read_at_start(link) {
                continue;
            }
            for (zone, count) in &zones {
                let Some(gateway) = gateway(system, &gateways, *zone) else { continue };
                let part = per(Decimal::from(*count), all);
                if let Some(slot) = flows.get_mut(gateway.0 as usize) {
                    add(slot, flow, part, node.id());
                }
            }
        }
    }
    through_endpoints(system, traffic, &mut flows);
    for flow in &mut flows {
        flow.data_gb = quantity(flow.data_gb);
        flow.trace = format!("{} calls out of the VPC{}", words(flow.requests), flow.trace);
    }
    flows
}

/// Adds what comes through each endpoint of a VPC without being drawn through it: an endpoint serves its
/// whole VPC.
fn through_endpoints(system: &System<'_>, traffic: &Traffic, flows: &mut [Flow]) {
    for (ix, link) in (0_u32..).map(LinkIx).zip(&system.links) {
        let (tail, head) = (system.node(link.from), system.node(link.to));
        let calls = matches!(link.kind, ConnectionKind::Request | ConnectionKind::Data);
        if !calls || tail.kind() == "vpc_endpoint" || tail.kind() == "nat_gateway" || head.vpc.is_some() {
            continue;
        }
        let Some(endpoint) = endpoint_for(system, tail.vpc, head.service.id) else { continue };
        if let Some(slot) = flows.get_mut(endpoint.0 as usize) {
            add(slot, traffic.link(ix), Decimal::ONE, tail.id());
        }
    }
}

/// The gateway that a zone uses: its own, else a regional one, else the first choice, else the first.
fn gateway(system: &System<'_>, gateways: &[NodeIx], zone: Zone) -> Option<NodeIx> {
    let find = |test: &dyn Fn(NodeIx) -> bool| gateways.iter().copied().find(|ix| test(*ix));
    find(&|ix| system.node(ix).zones.contains(&zone) && !regional(system, ix))
        .or_else(|| find(&|ix| regional(system, ix)))
        .or_else(|| find(&|ix| system.node(ix).settings().flag("primary")))
        .or_else(|| gateways.first().copied())
}

fn regional(system: &System<'_>, ix: NodeIx) -> bool {
    system.node(ix).settings().text("availability_mode") == "regional"
}

fn add(slot: &mut Flow, flow: &Flow, part: Decimal, caller: &str) {
    slot.requests = plus(slot.requests, times(flow.requests, part));
    slot.data_gb = plus(slot.data_gb, times(flow.data_gb, part));
    // A call that is drawn and that no entry leads to is traffic that nobody gave.
    slot.given = slot.given.and(if flow.given == Given::Unreached { Given::Missing } else { flow.given });
    slot.size_assumed = slot.size_assumed.take().or_else(|| flow.size_assumed.clone());
    if !slot.trace.contains(caller) && slot.trace.len() < 80 {
        slot.trace = format!("{} from {caller}", slot.trace);
    }
}
