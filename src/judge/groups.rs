//! Which hard connections stand in for each other: the AND of ORs of `reliability.md` B.3.
//!
//! The only place of the engine that knows types by name. Both the drills and the availability read
//! their groups here, so that they cannot disagree.

use crate::catalog::{Behaviour, Scope};
use crate::model::{ConnectionKind, Dependency};
use crate::system::{Link, Node, NodeIx, System, first_choice};

/// When a group counts: DNS answers change only after recovery.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moment {
    /// Right after the failure.
    Now,
    /// After automatic recovery.
    Later,
}

/// Links of which some must be usable.
#[derive(Debug)]
pub struct Group<'s, 'd> {
    /// The links, in order.
    pub links: Vec<&'s Link<'d>>,
    /// Which of them must be usable.
    pub form: Form,
}

/// Which links of a group must be usable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Any one.
    AnyOf,
    /// The one that the route table of the caller's zone leads to.
    Route,
}

/// How the tail of a link uses its head.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Usage {
    /// The head must serve.
    Call,
    /// The head must have a functional unit in the caller's zone: hosts, block devices.
    UnitHere,
    /// The head must have a live mount target in the caller's zone.
    MountHere,
    /// The head must have enough functional units in the zones that the load balancer is enabled in.
    Targets,
    /// The same over the live zones of the load balancer, and one of them in the zone at hand.
    TargetsHere,
}

/// Whether it takes part in failures at all: users, callers and containers do not.
pub fn is_judged_node(node: &Node<'_>) -> bool {
    node.service.scope != Scope::Container && node.kind() != "users"
}

/// The groups that a component needs, in the order of its links.
pub fn needed<'s, 'd>(system: &'s System<'d>, ix: NodeIx, moment: Moment) -> Vec<Group<'s, 'd>> {
    let node = system.node(ix);
    let links = links_of(system, ix, Dependency::Hard);
    match node.service.id {
        "alb" | "nlb" => by_label(links, true),
        "route53" => records(node, links, moment),
        _ => by_label(links, false),
    }
}

/// The groups that a unit needs beyond the others while it is being started.
pub fn needed_to_start<'s, 'd>(system: &'s System<'d>, ix: NodeIx) -> Vec<Group<'s, 'd>> {
    by_label(links_of(system, ix, Dependency::Startup), false)
}

/// The links of a strength between components that are judged.
pub fn links_of<'s, 'd>(system: &'s System<'d>, ix: NodeIx, strength: Dependency) -> Vec<&'s Link<'d>> {
    if !is_judged_node(system.node(ix)) {
        return Vec::new();
    }
    system.out_of(ix).filter(|link| link.strength == Some(strength) && is_judged_node(system.node(link.to))).collect()
}

/// One group per label and one route table of all egresses. The unlabelled links are one group each,
/// or all together where `pooled`.
fn by_label<'s, 'd>(links: Vec<&'s Link<'d>>, pooled: bool) -> Vec<Group<'s, 'd>> {
    let mut groups: Vec<Group<'s, 'd>> = Vec::new();
    for link in links {
        let form = if link.kind == ConnectionKind::Egress { Form::Route } else { Form::AnyOf };
        let same = |group: &&mut Group<'s, 'd>| {
            group.form == form
                && (form == Form::Route
                    || group
                        .links
                        .first()
                        .is_some_and(|first| first.group == link.group && (pooled || link.group.is_some())))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.links.push(link),
            None => groups.push(Group { links: vec![link], form }),
        }
    }
    groups
}

/// DNS records: with health checks and a policy other than simple, one target is enough once users
/// have been moved; until then weighted, latency and multivalue answers still name the dead one, and
/// failover names the first choice.
fn records<'s, 'd>(node: &Node<'_>, links: Vec<&'s Link<'d>>, moment: Moment) -> Vec<Group<'s, 'd>> {
    let policy = node.settings().text("routing_policy");
    let moves = links.len() >= 2 && node.settings().flag("health_check") && !matches!(policy, "" | "simple");
    match moment {
        Moment::Later if moves => vec![Group { links, form: Form::AnyOf }],
        Moment::Now if moves && policy == "failover" => {
            first_choice(&links).map(|link| Group { links: vec![link], form: Form::AnyOf }).into_iter().collect()
        }
        _ => links.into_iter().map(|link| Group { links: vec![link], form: Form::AnyOf }).collect(),
    }
}

/// Seconds until users are moved to another target: detection of about 90 s and the time to live that
/// resolvers may keep the old answer (B.8). `None` for what moves nobody.
pub fn moves_users_after(node: &Node<'_>) -> Option<u32> {
    let ttl = || node.settings().whole("ttl").and_then(|ttl| u32::try_from(ttl).ok()).unwrap_or(60);
    (node.service.id == "route53").then(|| ttl().saturating_add(90))
}

/// How a link uses its head.
pub fn usage(from: &Node<'_>, link: &Link<'_>, to: &Node<'_>) -> Usage {
    let has_units = to.resilience.behaviour != Behaviour::NoUnits;
    let balanced = matches!(to.resilience.behaviour, Behaviour::Fleet { .. } | Behaviour::Server { .. });
    match (from.service.id, link.kind, to.service.id) {
        _ if !has_units => Usage::Call,
        ("nlb", _, _) if balanced && !from.settings().flag("enable_cross_zone_load_balancing") => Usage::TargetsHere,
        ("alb" | "nlb", _, _) if balanced => Usage::Targets,
        (_, ConnectionKind::Host, _) | (_, ConnectionKind::Data, "ebs") => Usage::UnitHere,
        (_, ConnectionKind::Data, "efs") if to.resilience.behaviour == Behaviour::Spread => Usage::MountHere,
        _ => Usage::Call,
    }
}
