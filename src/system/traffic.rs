//! The traffic model: requests start at the entries and flow along connections (`docs/prices.md`).
//!
//! Every figure carries its trace in words. The model is linear and reads no clock: a month's requests.
//! Loops are followed once: the connection that closes a loop carries nothing, and is named.
//! No price belongs here.

use rust_decimal::Decimal;

use super::outflow::{ENTRY_KB, gigabytes, outflows};
use super::rhythm::runs_a_month;
use super::{Link, LinkIx, NodeIx, System};
use crate::catalog::pricing::{Flow, Given};
use crate::model::{ConnectionKind, Dependency};
use crate::order::Arrange as _;
use crate::prices::{number, plus, quantity, words};

/// Beyond this many bytes a trace is cut to its callers.
const LONG_TRACE: usize = 160;

/// The traffic of a system in a month.
#[derive(Clone, Debug, Default)]
pub struct Traffic {
    nodes: Vec<Flow>,
    links: Vec<Flow>,
    /// The connections that close a loop, and carry nothing for it.
    pub loops: Vec<LinkIx>,
}

impl Traffic {
    /// Derives the traffic of a system.
    pub fn of(system: &System<'_>) -> Self {
        let (order, loops) = order(system);
        let mut traffic = Self {
            nodes: vec![Flow::default(); system.nodes.len()],
            links: vec![Flow::default(); system.links.len()],
            loops,
        };
        let mut closed = vec![false; system.links.len()];
        for link in &traffic.loops {
            if let Some(flag) = closed.get_mut(link.0 as usize) {
                *flag = true;
            }
        }
        let mut incoming: Vec<Vec<LinkIx>> = vec![Vec::new(); system.nodes.len()];
        for ix in order {
            let arriving = incoming.get_mut(ix.0 as usize).map(std::mem::take).unwrap_or_default();
            let source = source(system, ix);
            let flow = match &source {
                Some(flow) => flow.clone(),
                None => scheduled(system, ix, joined(system, &arriving, &traffic.links)),
            };
            for (link_ix, flow) in outflows(system, ix, &flow, source.is_some()) {
                if closed.get(link_ix.0 as usize) == Some(&true) {
                    continue;
                }
                if let Some(list) = incoming.get_mut(system.link(link_ix).to.0 as usize) {
                    list.push(link_ix);
                }
                if let Some(slot) = traffic.links.get_mut(link_ix.0 as usize) {
                    *slot = flow;
                }
            }
            if let Some(slot) = traffic.nodes.get_mut(ix.0 as usize) {
                *slot = flow;
            }
        }
        traffic
    }

    /// What reaches a node (for an entry: what it sends).
    #[expect(clippy::indexing_slicing, reason = "indices come from the system it was derived from")]
    pub fn node(&self, ix: NodeIx) -> &Flow {
        &self.nodes[ix.0 as usize]
    }

    /// What travels over a link.
    #[expect(clippy::indexing_slicing, reason = "indices come from the system it was derived from")]
    pub fn link(&self, ix: LinkIx) -> &Flow {
        &self.links[ix.0 as usize]
    }
}

/// Whether requests, queries or messages travel over a link.
pub(super) fn carries(link: &Link<'_>) -> bool {
    matches!(link.kind, ConnectionKind::Request | ConnectionKind::Data | ConnectionKind::Event)
        && link.settings().text("purpose") != "admin"
        && !read_at_start(link)
}

/// Whether something travels over a link that the traffic is followed along: not what is told to people, and not the
/// few things that fail.
pub(super) fn flows(system: &System<'_>, link: &Link<'_>) -> bool {
    let (tail, head) = (system.node(link.from), system.node(link.to));
    let failures = head.kind() == "sqs"
        && (head.settings().flag("is_dlq") || (tail.kind() == "sqs" && link.kind == ConnectionKind::Event));
    carries(link) && head.kind() != "users" && !failures
}

/// Whether its head is read when a unit starts and kept from then on (secrets, parameters, images): no request of
/// a user travels over it, unless the connection says how many do.
pub fn read_at_start(link: &Link<'_>) -> bool {
    link.strength == Some(Dependency::Startup) && !link.settings().is_set("calls_per_request")
}

/// The nodes so that callers come before the called, and the links that close a loop. Depth first from the
/// entries, then from the rest, in id order.
fn order(system: &System<'_>) -> (Vec<NodeIx>, Vec<LinkIx>) {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; system.nodes.len()];
    let (mut finished, mut loops) = (Vec::with_capacity(system.nodes.len()), Vec::new());
    let (entries, rest): (Vec<NodeIx>, Vec<NodeIx>) =
        system.each_node().map(|(ix, _)| ix).partition(|ix| is_entry(system, *ix));
    for start in entries.into_iter().chain(rest) {
        let mut stack = vec![(start, 0)];
        while let Some((node, next)) = stack.last_mut() {
            let Some(mark) = marks.get_mut(node.0 as usize) else { break };
            if *next == 0 && *mark != Mark::New {
                stack.pop();
                continue;
            }
            *mark = Mark::Open;
            let link_ix = system.links_out(*node).get(*next).copied();
            *next += 1;
            let Some(link_ix) = link_ix else {
                *mark = Mark::Done;
                finished.push(*node);
                stack.pop();
                continue;
            };
            let link = system.link(link_ix);
            if flows(system, link) {
                match marks.get(link.to.0 as usize) {
                    Some(Mark::Open) => loops.push(link_ix),
                    Some(Mark::New) => stack.push((link.to, 0)),
                    _ => {}
                }
            }
        }
    }
    finished.reverse();
    loops.arrange();
    (finished, loops)
}

/// Whether requests start here: users, and outside services that nothing calls.
fn is_entry(system: &System<'_>, ix: NodeIx) -> bool {
    match system.node(ix).kind() {
        "users" => true,
        "external" => {
            system.out_of(ix).any(carries) && !system.into_node(ix).any(|link| link.kind == ConnectionKind::Request)
        }
        _ => false,
    }
}

/// What an entry sends; `None` for anything else.
fn source(system: &System<'_>, ix: NodeIx) -> Option<Flow> {
    if !is_entry(system, ix) {
        return None;
    }
    let node = system.node(ix);
    let kb = node.settings().get("payload_kb").and_then(number);
    let requests = node.settings().get("requests_per_month").and_then(number);
    let of_links = system.out_of(ix).any(|link| link.settings().get("requests_per_month").and_then(number).is_some());
    let count = requests.unwrap_or_default();
    Some(Flow {
        requests: count,
        writes: Decimal::ZERO,
        data_gb: gigabytes(count, kb.unwrap_or(ENTRY_KB.into())),
        trace: format!("{} requests from {}", words(count), node.component.label()),
        size_assumed: kb.is_none().then(|| format!("answers of {ENTRY_KB} KB")),
        writes_assumed: None,
        given: if requests.is_some() || of_links { Given::Fully } else { Given::Missing },
    })
}

/// What arrives at a bus, and what its own schedule sets off.
fn scheduled(system: &System<'_>, ix: NodeIx, arriving: Flow) -> Flow {
    let node = system.node(ix);
    let expression = node.settings().text("schedule_expression");
    let Some(runs) = runs_a_month(expression).filter(|_| node.kind() == "eventbridge") else { return arriving };
    let run = Flow {
        requests: quantity(runs),
        trace: format!("{} runs of {expression}", words(quantity(runs))),
        given: Given::Fully,
        ..Flow::default()
    };
    // Events that are put on the bus as well set off rules of their own; the schedule does not wait for them.
    if arriving.requests.is_zero() { run } else { arriving }
}

/// The sum of what arrives.
fn joined(system: &System<'_>, arriving: &[LinkIx], links: &[Flow]) -> Flow {
    let mut sum = Flow::default();
    let mut traces: Vec<&str> = Vec::new();
    let mut arriving = arriving.to_vec();
    arriving.arrange();
    for flow in arriving.iter().filter_map(|ix| links.get(ix.0 as usize)) {
        sum.requests = quantity(plus(sum.requests, flow.requests));
        sum.writes = quantity(plus(sum.writes, flow.writes));
        sum.data_gb = plus(sum.data_gb, flow.data_gb);
        sum.given = sum.given.and(flow.given);
        if !flow.trace.is_empty() && !flow.requests.is_zero() {
            traces.push(&flow.trace);
        }
        sum.size_assumed = together(sum.size_assumed, flow.size_assumed.as_ref());
        sum.writes_assumed = together(sum.writes_assumed, flow.writes_assumed.as_ref());
    }
    let length: usize = traces.iter().map(|trace| trace.len()).sum();
    sum.trace = match traces.as_slice() {
        [] => String::new(),
        [one] if one.len() <= LONG_TRACE => (*one).to_owned(),
        several if length <= LONG_TRACE && several.len() <= 3 => several.join(" + "),
        _ => {
            let from: Vec<&str> =
                arriving.iter().take(3).map(|ix| system.node(system.link(*ix).from).id().as_str()).collect();
            let more = if arriving.len() > 3 { format!(" and {} more", arriving.len() - 3) } else { String::new() };
            format!("{} requests from {}{more}", words(sum.requests), from.join(", "))
        }
    };
    sum
}

fn together(one: Option<String>, other: Option<&String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) if !one.contains(other.as_str()) && one.len() < LONG_TRACE => {
            Some(format!("{one}, {other}"))
        }
        (Some(one), _) => Some(one),
        (None, other) => other.cloned(),
    }
}
