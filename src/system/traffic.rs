//! The traffic model: requests start at the entries and flow along connections (`docs/prices.md`).
//!
//! Every figure carries its trace in words. The model is linear and reads no clock: a month's requests.
//! Loops are followed once: the connection that closes a loop carries nothing, and is named.
//! No price belongs here.

use rust_decimal::Decimal;

use super::{Link, LinkIx, NodeIx, System};
use crate::catalog::pricing::{Flow, Given};
use crate::model::{ConnectionKind, Value};
use crate::prices::{number, per, plus, quantity, times, words};

/// Answer size of an entry that gives none, in KB.
const ENTRY_KB: u32 = 100;
/// Answer size of a call inside the system that gives none, in KB.
const INNER_KB: u32 = 4;
/// KB in the GB that AWS bills.
const KB_PER_GB: u32 = 1_048_576;
/// Types that hand each request on to one of their targets; the others call all that they are connected to.
const DISPATCHERS: &[&str] = &["alb", "api_gateway", "cloudfront", "global_accelerator", "nlb", "route53", "sqs"];
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
                None => joined(system, &arriving, &traffic.links),
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
fn carries(link: &Link<'_>) -> bool {
    matches!(link.kind, ConnectionKind::Request | ConnectionKind::Data | ConnectionKind::Event)
        && link.settings().text("purpose") != "admin"
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
            if carries(link) {
                match marks.get(link.to.0 as usize) {
                    Some(Mark::Open) => loops.push(link_ix),
                    Some(Mark::New) => stack.push((link.to, 0)),
                    _ => {}
                }
            }
        }
    }
    finished.reverse();
    loops.sort_unstable();
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

fn gigabytes(requests: Decimal, kb: Decimal) -> Decimal {
    per(times(requests, kb), KB_PER_GB.into())
}

/// The sum of what arrives.
fn joined(system: &System<'_>, arriving: &[LinkIx], links: &[Flow]) -> Flow {
    let mut sum = Flow::default();
    let mut traces: Vec<&str> = Vec::new();
    let mut arriving = arriving.to_vec();
    arriving.sort_unstable();
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

/// What leaves a node over each of its links.
fn outflows(system: &System<'_>, ix: NodeIx, flow: &Flow, entry: bool) -> Vec<(LinkIx, Flow)> {
    let node = system.node(ix);
    let links: Vec<LinkIx> = system.links_out(ix).iter().copied().filter(|link| carries(system.link(*link))).collect();
    let dispatches = DISPATCHERS.contains(&node.kind());
    let mut passed = flow.clone();
    if node.kind() == "cloudfront" {
        let hits = node.settings().get("cache_hit_ratio").and_then(number).unwrap_or_default().min(Decimal::ONE);
        scale(
            &mut passed,
            Decimal::ONE - hits,
            &format!("{} % misses", words(times(Decimal::ONE - hits, Decimal::ONE_HUNDRED))),
        );
    }
    let shares = if dispatches { dispatched(system, &links) } else { called(system, &links) };
    let mut out = Vec::with_capacity(links.len());
    for (link_ix, share) in links.into_iter().zip(shares) {
        let link = system.link(link_ix);
        let mut flow = passed.clone();
        if entry {
            from_entry(link, &mut flow, node.component.label());
        } else if !dispatches {
            // An event of a store follows a write; everything else follows each request.
            if link.kind == ConnectionKind::Event && node.service.is_data_store() {
                flow.requests = flow.writes;
                flow.trace = format!("{} writes", words(flow.writes));
            }
        }
        if let Some((share, words)) = share {
            scale(&mut flow, share, &words);
        }
        if let Some(calls) = link.settings().get("calls_per_request").and_then(number).filter(|_| !entry) {
            scale(&mut flow, calls, &format!("{} calls", words(calls)));
        }
        sized(link, &mut flow, entry || dispatches);
        reads_and_writes(system, link, &mut flow, entry || node.kind() == "cloudfront");
        out.push((link_ix, flow));
    }
    out
}

/// An entry sends all of its requests over each of its connections, unless the connection says how many
/// (`requests_per_month`) or which share.
fn from_entry(link: &Link<'_>, flow: &mut Flow, label: &str) {
    if let Some(own) = link.settings().get("requests_per_month").and_then(number) {
        let kb = flow.answer_kb();
        let kb = if flow.requests.is_zero() { Decimal::from(ENTRY_KB) } else { kb };
        flow.requests = own;
        flow.data_gb = gigabytes(own, kb);
        flow.trace = format!("{} requests from {label}", words(own));
        flow.given = Given::Fully;
    } else if let Some(share) = link.settings().get("share").and_then(number) {
        scale(flow, share, &format!("{} %", words(times(share, Decimal::ONE_HUNDRED))));
    }
}

/// A factor with its words, or nothing for all of it.
type Share = Option<(Decimal, String)>;

/// How a dispatcher's requests are divided: each group (target group, origin group) and each connection
/// without one takes an equal part of what no `share` claims; a group's part goes to its first choice, or is
/// divided equally among its members.
fn dispatched(system: &System<'_>, links: &[LinkIx]) -> Vec<Share> {
    let own = |ix: &LinkIx| system.link(*ix).settings().get("share").and_then(number);
    let claimed: Decimal = links.iter().filter_map(own).fold(Decimal::ZERO, plus).min(Decimal::ONE);
    let open: Vec<LinkIx> = links.iter().copied().filter(|ix| own(ix).is_none()).collect();
    let mut groups: Vec<&str> = open.iter().filter_map(|ix| system.link(*ix).group).collect();
    groups.sort_unstable();
    groups.dedup();
    let slots = groups.len() + open.iter().filter(|ix| system.link(**ix).group.is_none()).count();
    links
        .iter()
        .map(|ix| {
            if let Some(share) = own(ix) {
                return Some((share.min(Decimal::ONE), format!("{} %", words(times(share, Decimal::ONE_HUNDRED)))));
            }
            let (member, members) = member(system, *ix, &open);
            if member.is_zero() {
                return Some((Decimal::ZERO, "second choice".to_owned()));
            }
            let parts = Decimal::from(slots * members);
            let left = Decimal::ONE - claimed;
            match (slots * members, left == Decimal::ONE) {
                (..=1, true) => None,
                (_, true) => Some((per(Decimal::ONE, parts), format!("1/{parts} of them"))),
                (..=1, false) => Some((left, format!("{} % left", words(times(left, Decimal::ONE_HUNDRED))))),
                (_, false) => {
                    let percent = words(times(left, Decimal::ONE_HUNDRED));
                    Some((per(left, parts), format!("1/{parts} of the {percent} % left")))
                }
            }
        })
        .collect()
}

/// How a caller's requests are passed on: all of them over each connection; alternatives with one label
/// take turns, or the first choice takes all.
fn called(system: &System<'_>, links: &[LinkIx]) -> Vec<Share> {
    links
        .iter()
        .map(|ix| match member(system, *ix, links) {
            (part, _) if part.is_zero() => Some((Decimal::ZERO, "second choice".to_owned())),
            (_, 1) => None,
            (_, members) => Some((per(Decimal::ONE, Decimal::from(members)), format!("1/{members} of them"))),
        })
        .collect()
}

/// A link's part of its group: one or zero where there is a first choice (of one), else one of so many.
fn member(system: &System<'_>, ix: LinkIx, links: &[LinkIx]) -> (Decimal, usize) {
    let link = system.link(ix);
    let Some(group) = link.group else { return (Decimal::ONE, 1) };
    let mates: Vec<&Link<'_>> =
        links.iter().map(|mate| system.link(*mate)).filter(|mate| mate.group == Some(group)).collect();
    match mates.iter().position(|mate| mate.primary) {
        Some(first) if mates.get(first).is_some_and(|mate| std::ptr::eq(*mate, link)) => (Decimal::ONE, 1),
        Some(_) => (Decimal::ZERO, 1),
        None => (Decimal::ONE, mates.len().max(1)),
    }
}

fn scale(flow: &mut Flow, factor: Decimal, why: &str) {
    flow.requests = quantity(times(flow.requests, factor));
    flow.writes = quantity(times(flow.writes, factor));
    flow.data_gb = times(flow.data_gb, factor).min(crate::prices::LIMIT);
    if factor != Decimal::ONE {
        let sum = flow.trace.contains(" + ");
        flow.trace = if sum { format!("({}) x {why}", flow.trace) } else { format!("{} x {why}", flow.trace) };
    }
}

/// The size of the answers: that of the connection where it says so, else that of the caller where the
/// link hands requests on, else an assumption.
fn sized(link: &Link<'_>, flow: &mut Flow, hands_on: bool) {
    if let Some(kb) = link.settings().get("payload_kb").and_then(number) {
        flow.data_gb = gigabytes(flow.requests, kb);
        flow.size_assumed = None;
    } else if !hands_on {
        flow.data_gb = gigabytes(flow.requests, INNER_KB.into());
        flow.size_assumed = Some(format!("{INNER_KB} KB a call inside the system"));
    }
    flow.data_gb = flow.data_gb.min(crate::prices::LIMIT);
}

/// Which part of the calls of a store write: `write_share` where it is set, else what the actions say,
/// else half. What viewers fetch only reads.
fn reads_and_writes(system: &System<'_>, link: &Link<'_>, flow: &mut Flow, viewers: bool) {
    flow.writes_assumed = None;
    if viewers || !system.node(link.to).service.is_data_store() {
        flow.writes = Decimal::ZERO;
        return;
    }
    let share =
        link.settings().get("write_share").and_then(number).or_else(|| by_actions(link.settings().list("actions")));
    let share = share.unwrap_or_else(|| {
        flow.writes_assumed = Some("half of the calls read, half write".to_owned());
        Decimal::new(5, 1)
    });
    flow.writes = quantity(times(flow.requests, share.min(Decimal::ONE)));
}

/// Zero where all of the actions read, one where all write, nothing where they do both.
fn by_actions(actions: &[Value]) -> Option<Decimal> {
    const READS: &[&str] = &["Get", "BatchGet", "List", "Query", "Scan", "Head", "Describe", "Select"];
    const WRITES: &[&str] = &["Put", "BatchWrite", "Update", "Delete", "Create", "Copy", "Restore"];
    let verbs: Vec<&str> =
        actions.iter().filter_map(Value::as_str).map(|action| action.rsplit(':').next().unwrap_or(action)).collect();
    let all = |stems: &[&str]| verbs.iter().all(|verb| stems.iter().any(|stem| verb.starts_with(stem)));
    match (verbs.is_empty(), all(READS), all(WRITES)) {
        (false, true, _) => Some(Decimal::ZERO),
        (false, _, true) => Some(Decimal::ONE),
        _ => None,
    }
}
