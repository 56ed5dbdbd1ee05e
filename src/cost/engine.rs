//! The estimate: each component's bill, then the account's, then the sums.

use rust_decimal::Decimal;

use super::account::Account;
use super::transfer::{self, Outbound};
use super::{ComponentCost, Estimate, NotCounted, Options};
use crate::catalog::pricing::{Bill, Context, Flow, Neighbour, Omission};
use crate::catalog::{Placed, Settings, Support};
use crate::model::Id;
use crate::prices::{self, LIMIT, Range};
use crate::system::{Node, NodeIx, System, Traffic};

const NOTHING_TO_PAY: &str = "nothing to pay: nothing runs, nothing is stored and no request reaches it";

/// Which region prices are looked up in.
pub struct Region<'a> {
    own: &'a str,
    moved: &'a str,
}

impl<'a> Region<'a> {
    /// The region of a component: another one for those of the design's own region, where that is asked for.
    pub fn of(&self, region: Option<&'a str>) -> &'a str {
        match region {
            Some(region) if region == self.own => self.moved,
            Some(region) => region,
            None => "global",
        }
    }
}

/// Estimates the monthly cost of a system.
pub fn estimate(system: &System<'_>, options: &Options) -> Estimate {
    let own = system.design.header.region.as_str();
    let region = Region { own, moved: options.region.as_deref().unwrap_or(own) };
    let mut estimate = Estimate::empty(region.moved.to_owned(), options.hours);
    let hours = Decimal::from(options.hours);
    let traffic = Traffic::of(system);
    let egress = transfer::through_nat(system, &traffic);
    let mut account = Account::default();
    for (ix, egress) in (0_u32..).map(NodeIx).zip(&egress) {
        let node = system.node(ix);
        let mut bill = Bill::default();
        if node.service.support == Support::Full {
            price(system, &traffic, ix, &region, egress, hours, &mut bill);
            transfer::fetched(system, &traffic, ix, &region, &mut bill);
            if bill.lines.is_empty() && bill.omissions.is_empty() && node.kind() != "users" {
                bill.omissions.push(itself(node.service.name, NOTHING_TO_PAY, false));
            }
        } else {
            bill.omissions.push(itself(node.service.name, "not priced yet", true));
        }
        if node.vpc.is_none() {
            bill.omissions.extend(lanes(node, region.of(node.region)));
        }
        for pooled in bill.pooled.drain(..) {
            account.add(pooled);
        }
        leave_out(&mut estimate, Some(node.id()), bill.omissions);
        if !bill.lines.is_empty() {
            let monthly = bill.lines.iter().fold(Range::default(), |sum, line| sum.plus(line.monthly));
            let monthly = monthly.map(|usd| usd.normalize());
            estimate.components.push(ComponentCost { id: node.id().clone(), lines: bill.lines, monthly });
        }
    }
    for outbound in transfer::to_internet(system, &traffic, &region) {
        internet(system, &outbound, &mut account, &mut estimate);
    }
    let (lines, omissions) = account.lines(options.free_tier, hours);
    estimate.account.extend(lines);
    leave_out(&mut estimate, None, omissions);
    limits(system, &traffic, &mut estimate);
    let lines = estimate.account.iter().map(|line| line.monthly);
    let components = estimate.components.iter().map(|component| component.monthly);
    estimate.total = components.chain(lines).fold(Range::default(), Range::plus).map(|usd| usd.normalize());
    estimate.complete = !estimate.not_counted.iter().any(|entry| entry.incomplete);
    estimate
}

fn price<'a>(
    system: &'a System<'_>,
    traffic: &'a Traffic,
    ix: NodeIx,
    region: &Region<'a>,
    egress: &'a Flow,
    hours: Decimal,
    bill: &mut Bill,
) {
    let node = system.node(ix);
    let neighbours = neighbours(system, traffic, ix);
    let context = Context {
        placed: Placed { settings: node.settings(), zones: &node.zones, in_vpc: node.vpc.is_some(), tier: node.tier },
        usage: Settings::new(&node.component.usage, &[]),
        region: region.of(node.region),
        units: &node.resilience.units,
        flow: traffic.node(ix),
        egress,
        neighbours: &neighbours,
        hours,
    };
    (node.service.price)(&context, bill);
}

fn neighbours<'a>(system: &'a System<'_>, traffic: &'a Traffic, ix: NodeIx) -> Vec<Neighbour<'a>> {
    let ends = [(true, system.links_out(ix)), (false, system.links_into(ix))];
    let each = ends.into_iter().flat_map(|(outgoing, links)| links.iter().map(move |link| (outgoing, *link)));
    each.map(|(outgoing, link_ix)| {
        let link = system.link(link_ix);
        let other_ix = if outgoing { link.to } else { link.from };
        let other = system.node(other_ix);
        Neighbour {
            id: other.id(),
            service: other.service.id,
            kind: link.kind,
            outgoing,
            other: other.settings(),
            settings: link.settings(),
            component: other.settings(),
            usage: Settings::new(&other.component.usage, &[]),
            flow: traffic.link(link_ix),
            reached: traffic.node(other_ix),
        }
    })
    .collect()
}

fn internet(system: &System<'_>, outbound: &Outbound, account: &mut Account, estimate: &mut Estimate) {
    let mut bill = Bill::default();
    if let Some(pooled) = outbound.lines(&mut bill) {
        account.add_direct(pooled);
    }
    estimate.account.extend(bill.lines);
    leave_out(estimate, None, bill.omissions);
    for ix in &outbound.unknown {
        let omission = Omission {
            what: "data out to the internet".to_owned(),
            why: "no traffic given".to_owned(),
            incomplete: true,
        };
        leave_out(estimate, Some(system.node(*ix).id()), vec![omission]);
    }
}

/// Names a whole component.
fn itself(service: &str, why: &str, incomplete: bool) -> Omission {
    Omission { what: service.to_owned(), why: why.to_owned(), incomplete }
}

/// Names zones that the region in which something is priced does not have.
fn lanes(node: &Node<'_>, region: &str) -> Option<Omission> {
    let count = prices::zones(region)?;
    let beyond: Vec<String> = node.zones.iter().filter(|zone| zone.index() >= count).map(ToString::to_string).collect();
    let what = match beyond.as_slice() {
        [] => return None,
        [one] => format!("zone {one}"),
        _ => format!("zones {}", beyond.join(" and ")),
    };
    Some(Omission { what, why: format!("{region} has {count} zones; priced as drawn"), incomplete: false })
}

/// Names loops, and figures that are larger than what is computed with.
fn limits(system: &System<'_>, traffic: &Traffic, estimate: &mut Estimate) {
    let mut omissions = Vec::new();
    for link in &traffic.loops {
        let link = system.link(*link);
        omissions.push(Omission {
            what: format!("calls from {} back to {}", system.node(link.from).id(), system.node(link.to).id()),
            why: "they close a loop; the traffic is followed once around it".to_owned(),
            incomplete: false,
        });
    }
    if system.each_node().any(|(ix, _)| traffic.node(ix).requests >= LIMIT || traffic.node(ix).data_gb >= LIMIT) {
        let (what, why) = ("traffic beyond 10^15".to_owned(), "figures are computed up to 10^15".to_owned());
        omissions.push(Omission { what, why, incomplete: true });
    }
    if !prices::loaded() {
        omissions.push(itself("prices", "the price tables were not loaded", true));
    }
    leave_out(estimate, None, omissions);
}

fn leave_out(estimate: &mut Estimate, component: Option<&Id>, omissions: Vec<Omission>) {
    estimate.not_counted.extend(omissions.into_iter().map(|Omission { what, why, incomplete }| NotCounted {
        component: component.cloned(),
        what,
        why,
        incomplete,
    }));
}
