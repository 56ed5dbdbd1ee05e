//! Failures played for the canvas: what every unit does, what happens when, and what it does to paths.

#![expect(clippy::indexing_slicing, reason = "indices come from the net, and the arrays have its lengths")]

use super::drills::{both_sides, data_lost, explain};
use super::events;
use super::loss::{Hit, Losses, Side};
use super::net::{Net, Nix};
use super::play::Player;
use super::verdicts::capacity;
use super::watch::Watch;
use crate::catalog::Behaviour;
use crate::judge::recovery::{self, Cost};
use crate::judge::verdict::{ComponentState, Drill, Failure, GLOBAL, Outcome, Simulation, UnitState, UnitStatus};
use crate::model::Id;
use crate::order::Arrange as _;
use crate::system::{NodeIx, System};

/// Plays failures, all at once. What they name and the design does not have is left out.
pub fn simulate(system: &System<'_>, failures: &[Failure]) -> Simulation {
    let net = Net::of(system);
    let paths = system.paths();
    let watches: Vec<Watch> = paths.iter().map(|path| Watch::of(&net, path)).collect();
    let costs: Vec<Cost> = system.each_node().map(|(ix, _)| recovery::cost(system, ix)).collect();
    let hits: Vec<(Nix, Hit)> = failures.iter().flat_map(|failure| hits(system, &net, failure)).collect();
    let losses = Losses::of(&net, &hits);
    let mut player = Player::new(&net, &watches, &costs);
    let at_rest = player.works_as_drawn();
    let (now, later) = both_sides(&mut player, &losses, Snapshot::of);
    let mut simulation =
        Simulation { events: events::of(system, &net, &losses, &costs, &later), ..Simulation::default() };
    for (ix, node) in system.each_node() {
        let state = ComponentState {
            units: units(system, &net, &losses, &now, &later, ix),
            now: now.serves[ix.0 as usize],
            later: later.serves[ix.0 as usize],
        };
        simulation.components.insert(node.id().clone(), state);
    }
    let Some(first) = failures.first() else { return simulation };
    let played = player.play(&losses);
    let blamed = explain(&mut player, &losses, &played);
    for (at, path) in paths.iter().enumerate() {
        let (played, watch) = (&played[at], &watches[at]);
        let outcome = if at_rest[at] { played.outcome } else { Outcome::Fails };
        let mut because = match outcome {
            Outcome::Continues => Vec::new(),
            Outcome::Recovers => played.waits_for.clone(),
            Outcome::Fails if at_rest[at] => blamed[at].because.clone(),
            Outcome::Fails => super::drills::stuck(&player, watch),
        };
        because.arrange();
        simulation.paths.push(Drill {
            failure: first.clone(),
            path: Id::new(path.name(system)),
            outcome,
            because: because.into_iter().map(|node| system.node(NodeIx(node)).id().clone()).collect(),
            rto: if outcome == Outcome::Fails { None } else { played.rto },
            rpo: data_lost(watch, &costs, &losses),
            capacity: capacity(system, &net, &played.left),
        });
    }
    simulation
}

/// What a failure hits.
fn hits(system: &System<'_>, net: &Net, failure: &Failure) -> Vec<(Nix, Hit)> {
    let all = || (0..super::net::size(net.nodes.len())).zip(&net.nodes);
    match failure {
        Failure::Instance { component, unit } => {
            let node = system.find(component).filter(|ix| *unit < net.nodes[ix.0 as usize].units.len());
            node.map(|ix| (ix.0, Hit::Unit(super::net::size(*unit)))).into_iter().collect()
        }
        Failure::Zone { region, zone } => {
            let Some(region) = net.region(region) else { return Vec::new() };
            let hit = Hit::Zone(zone.index() as u8);
            all().filter(|(_, node)| node.region == region).map(|(ix, _)| (ix, hit)).collect()
        }
        Failure::Region { region } => {
            let Some(region) = net.region(region) else { return Vec::new() };
            all().filter(|(_, node)| node.region == region).map(|(ix, _)| (ix, Hit::Gone)).collect()
        }
        Failure::Service { kind, region } => {
            let in_region = |node: &crate::system::Node<'_>| node.region.unwrap_or(GLOBAL) == region;
            let hit = |node: &crate::system::Node<'_>| node.kind() == kind && in_region(node);
            system.each_node().filter(|(_, node)| hit(node)).map(|(ix, _)| (ix.0, Hit::Away)).collect()
        }
    }
}

/// Who serves and which slots work, at one moment.
pub struct Snapshot {
    /// Per node.
    pub serves: Vec<bool>,
    /// Per slot: functional units.
    pub working: Vec<u32>,
    /// Per slot: whether a unit that is started there finds what it needs to start.
    pub starts: Vec<bool>,
}

impl Snapshot {
    fn of(player: &Player<'_>) -> Self {
        let nodes = 0..super::net::size(player.net.nodes.len());
        let slots = |node: Nix| player.net.nodes[node as usize].slots.range();
        Self {
            serves: nodes.clone().map(|node| player.state.serves(node)).collect(),
            working: (0..player.net.alive.len()).map(|slot| player.state.working(slot)).collect(),
            starts: nodes
                .flat_map(|node| slots(node).map(move |slot| (node, slot)))
                .map(|(node, slot)| player.state.startup_ok(node, slot))
                .collect(),
        }
    }
}

fn units(
    system: &System<'_>,
    net: &Net,
    losses: &Losses,
    now: &Snapshot,
    later: &Snapshot,
    ix: NodeIx,
) -> Vec<UnitState> {
    let (node, flat) = (system.node(ix), &net.nodes[ix.0 as usize]);
    let loss = losses.find(ix.0);
    let first = flat.slots.start as usize;
    let mut takes_over = loss.is_some_and(|loss| {
        flat.behaviour == Behaviour::Failover && losses.down(loss, Side::Now) && !losses.down(loss, Side::Later)
    });
    let mut units = Vec::with_capacity(node.resilience.units.len());
    for (at, (unit, slot)) in node.resilience.units.iter().zip(&net.positions[flat.units.range()]).enumerate() {
        let status = if loss.is_some_and(|loss| losses.is_lost(loss, at)) {
            UnitStatus::Lost
        } else if takes_over && later.working[first + usize::from(*slot)] > 0 {
            takes_over = false;
            UnitStatus::TakingOver
        } else if now.working[first + usize::from(*slot)] > 0 {
            UnitStatus::Up
        } else {
            UnitStatus::Cut
        };
        units.push(UnitState { zone: unit.zone, label: unit.label.clone(), status });
    }
    if let Some(loss) = loss {
        for (zone, label) in events::started(system, net, losses, loss) {
            units.push(UnitState { zone, label, status: UnitStatus::Starting });
        }
    }
    units
}
