//! Which hard connections stand in for each other: the AND of ORs of `reliability.md` B.3.
//!
//! The only place of the engine that knows types by name. Both the drills and the availability read
//! their groups here, so that they cannot disagree.

use crate::catalog::{Behaviour, Scope};
use crate::model::{ConnectionKind, Dependency};
use crate::system::{Link, Node, NodeIx, System};

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

fn links_of<'s, 'd>(system: &'s System<'d>, ix: NodeIx, strength: Dependency) -> Vec<&'s Link<'d>> {
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

/// The link marked as the first choice, else the first.
pub fn first_choice<'s, 'd>(links: &[&'s Link<'d>]) -> Option<&'s Link<'d>> {
    links.iter().find(|link| link.primary).or(links.first()).copied()
}

/// The egress that a unit in a zone uses: the gateway in that zone, else one without a zone, else the
/// first choice. `zone` is `None` for callers without zones.
pub fn route<'s, 'd>(
    system: &System<'d>,
    from: &Node<'d>,
    links: &[&'s Link<'d>],
    zone: Option<crate::model::Zone>,
) -> Option<&'s Link<'d>> {
    let among = |test: &dyn Fn(&Node<'d>) -> bool| {
        let fits: Vec<&'s Link<'d>> = links.iter().copied().filter(|link| test(system.node(link.to))).collect();
        first_choice(&fits)
    };
    let here = |node: &Node<'d>| {
        zone.is_some()
            && node.region == from.region
            && node.resilience.units.first().is_some_and(|unit| Some(unit.zone) == zone)
    };
    among(&here)
        .or_else(|| among(&|node| node.resilience.behaviour == Behaviour::NoUnits))
        .or_else(|| first_choice(links))
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
