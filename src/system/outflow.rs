//! What leaves a component in the traffic model: shares, calls, sizes, reads and writes.

use rust_decimal::Decimal;

use super::rhythm::runs_a_month;
use super::traffic::flows;
use super::{Link, LinkIx, NodeIx, System};
use crate::catalog::pricing::{Flow, Given};
use crate::model::{ConnectionKind, Value};
use crate::order::Arrange as _;
use crate::prices::{LIMIT, number, per, plus, quantity, times, words};

/// Answer size of an entry that gives none, in KB.
pub(super) const ENTRY_KB: u32 = 100;
/// Answer size of a call inside the system that gives none, in KB.
const INNER_KB: u32 = 4;
/// A KB as a part of the GB that AWS bills: 2^-20, exactly. Multiplying is many times faster than dividing.
const GB_PER_KB: Decimal = Decimal::from_parts(0x75E2_D631, 0x56BC, 0, false, 20);
/// Types that hand each request on to one of their targets; the others call all that they are connected to.
const DISPATCHERS: &[&str] =
    &["alb", "api_gateway", "cloudfront", "global_accelerator", "nlb", "route53", "sqs", "vpc_endpoint"];

/// The size of so many answers of so many KB.
pub(super) fn gigabytes(requests: Decimal, kb: Decimal) -> Decimal {
    times(times(requests, kb), GB_PER_KB)
}

/// What leaves a node over each of its links.
pub(super) fn outflows(system: &System<'_>, ix: NodeIx, flow: &Flow, entry: bool) -> Vec<(LinkIx, Flow)> {
    let node = system.node(ix);
    let links: Vec<LinkIx> =
        system.links_out(ix).iter().copied().filter(|link| flows(system, system.link(*link))).collect();
    if links.is_empty() {
        return Vec::new();
    }
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
        if let Some(runs) =
            runs_a_month(link.settings().text("schedule_expression")).filter(|_| node.kind() == "eventbridge")
        {
            flow = Flow {
                requests: quantity(runs),
                trace: format!("{} runs of {}", words(quantity(runs)), link.settings().text("schedule_expression")),
                given: Given::Fully,
                ..Flow::default()
            };
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
    groups.arrange();
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
    flow.data_gb = times(flow.data_gb, factor).min(LIMIT);
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
    flow.data_gb = flow.data_gb.min(LIMIT);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gigabyte_has_2_to_the_20_kilobytes() {
        assert_eq!(gigabytes(Decimal::from(1_048_576), Decimal::ONE), Decimal::ONE);
        assert_eq!(gigabytes(Decimal::ONE, Decimal::from(3 * 1_048_576)), Decimal::from(3));
    }
}
