//! What a failure takes from each component, and what comes back by itself (`reliability.md` B.4).

#![expect(clippy::indexing_slicing, reason = "indices come from the net, and the arrays have its lengths")]

use super::net::{Net, NetNode, Nix, Part, size};
use crate::catalog::Behaviour;
use crate::order::Arrange as _;

/// What hits one component.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Hit {
    /// Its unit at this position is lost.
    Unit(u32),
    /// Everything it has in this zone (a position in the alphabet) is lost, and the zone with it.
    Zone(u8),
    /// It is gone as a whole, and its data with it.
    Gone,
    /// It is out of reach as a whole, and its data comes back with it.
    Away,
}

/// Before or after automatic recovery.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Right after the failure.
    Now,
    /// After automatic recovery.
    Later,
}

/// What one component loses.
#[derive(Clone, Copy, Debug)]
pub struct Loss {
    /// Who.
    pub node: Nix,
    /// Whether it is gone as a whole.
    pub gone: bool,
    /// Whether its data comes back with it.
    pub keeps_data: bool,
    /// Whether all its units are lost.
    pub all: bool,
    /// Whether its first unit is lost.
    pub primary: bool,
    /// Whether units are started again.
    pub starts: bool,
    /// Whether it is better off after recovery than right after the failure.
    pub recovers: bool,
    down: [bool; 2],
    at: u32,
    units: Part,
}

/// The losses of a scenario, in the order of the nodes.
#[derive(Default, Debug)]
pub struct Losses {
    /// Per component.
    pub list: Vec<Loss>,
    /// Whether anything comes back by itself.
    pub recover: bool,
    counts: Vec<u32>,
    units: Vec<(u32, Lost)>,
}

/// A component's units while a scenario is worked out.
#[derive(Clone, Copy)]
struct Units {
    alive: [u32; ZONES],
    started: [u32; ZONES],
    down: bool,
}

/// The most slots that a node can have: zones have letters.
const ZONES: usize = 26;

impl Losses {
    /// The losses that these hits cause; the order of the hits does not matter.
    pub fn of(net: &Net, hits: &[(Nix, Hit)]) -> Self {
        let mut losses = Self { list: Vec::with_capacity(hits.len()), ..Self::default() };
        let mut hits: Vec<(Nix, Hit)> = hits.to_vec();
        hits.arrange();
        hits.dedup();
        for same in hits.chunk_by(|a, b| a.0 == b.0) {
            losses.add(net, same);
        }
        losses
    }

    /// The units of a component in each of its slots: survivors, and started ones.
    pub fn counts(&self, loss: &Loss, side: Side) -> impl Iterator<Item = (u32, u32)> + use<'_> {
        let at = loss.at as usize;
        let slots = self.counts[at] as usize;
        let row = |n: usize| self.counts[at + 1 + n * slots..at + 1 + (n + 1) * slots].iter().copied();
        let (alive, started) = match side {
            Side::Now => (row(0), row(2)),
            Side::Later => (row(1), row(3)),
        };
        alive.zip(started)
    }

    /// Whether a component is down as a whole.
    pub fn down(&self, loss: &Loss, side: Side) -> bool {
        loss.down[usize::from(side == Side::Later)]
    }

    /// Whether the unit at this position of a component is lost.
    pub fn is_lost(&self, loss: &Loss, unit: usize) -> bool {
        self.units[loss.units.range()].iter().any(|(lost, _)| *lost as usize == unit)
    }

    /// The loss of a component.
    pub fn find(&self, node: Nix) -> Option<&Loss> {
        self.list.binary_search_by_key(&node, |loss| loss.node).ok().map(|at| &self.list[at])
    }

    fn add(&mut self, net: &Net, hits: &[(Nix, Hit)]) {
        let Some((ix, _)) = hits.first() else { return };
        let node = &net.nodes[*ix as usize];
        let slots = node.slots.len();
        let gone = hits.iter().any(|(_, hit)| matches!(hit, Hit::Gone | Hit::Away));
        let keeps_data = hits.iter().all(|(_, hit)| *hit == Hit::Away);
        let dark = dark_slots(net, node, hits);
        let unit_lost = |unit: u32| hits.iter().any(|(_, hit)| *hit == Hit::Unit(unit));
        let start = size(self.units.len());
        for (unit, slot) in (0..).zip(&net.positions[node.units.range()]) {
            if gone || dark & (1 << slot) != 0 {
                self.units.push((unit, Lost::WithZone));
            } else if unit_lost(unit) {
                self.units.push((unit, Lost::Alone));
            }
        }
        let units = Part { start, end: size(self.units.len()) };
        let lost = &self.units[units.range()];
        if lost.is_empty() && !gone {
            return;
        }
        let mut now = Units { alive: [0; ZONES], started: [0; ZONES], down: gone };
        if !gone {
            now.alive[..slots].copy_from_slice(&net.alive[node.slots.range()]);
            lost.iter().for_each(|(unit, _)| now.alive[slot_of(net, node, *unit)] -= 1);
        }
        let mut later = now;
        if !gone {
            recover(net, node, dark, lost, &mut now, &mut later);
        }
        let starts = later.started.iter().any(|started| *started > 0);
        let recovers = starts || (now.down && !later.down);
        let primary = gone || lost.first().is_some_and(|(unit, _)| *unit == 0);
        let all = gone || lost.len() == node.units.len();
        self.recover |= recovers;
        let at = size(self.counts.len());
        self.counts.push(size(slots));
        for row in [&now.alive, &later.alive, &now.started, &later.started] {
            self.counts.extend(&row[..slots]);
        }
        let down = [now.down, later.down];
        self.list.push(Loss { node: *ix, gone, keeps_data, all, primary, starts, recovers, down, at, units });
    }
}

/// How a unit was lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Lost {
    Alone,
    WithZone,
}

/// The slots of a node whose zone has failed, a bit each.
fn dark_slots(net: &Net, node: &NetNode, hits: &[(Nix, Hit)]) -> u32 {
    let failed = |slot: usize| {
        let zone = net.slot_zone[slot];
        hits.iter().any(|(_, hit)| *hit == Hit::Zone(zone))
    };
    (0..node.slots.len()).filter(|at| failed(node.slots.start as usize + at)).fold(0, |dark, at| dark | 1 << at)
}

fn slot_of(net: &Net, node: &NetNode, unit: u32) -> usize {
    usize::from(net.positions[(node.units.start + unit) as usize])
}

/// The rows of the table in B.4.
fn recover(net: &Net, node: &NetNode, dark: u32, lost: &[(u32, Lost)], now: &mut Units, later: &mut Units) {
    let survive = now.alive.iter().any(|alive| *alive > 0);
    let primary = lost.iter().find(|(unit, _)| *unit == 0).map(|(_, how)| *how);
    match node.behaviour {
        Behaviour::Fleet { .. } => restart(net, node, dark, lost, later),
        Behaviour::Server { auto_recovery } => {
            now.down = true;
            later.down = primary != Some(Lost::Alone) || !auto_recovery;
            if !later.down {
                later.started[slot_of(net, node, 0)] = 1;
            }
        }
        Behaviour::Failover => {
            now.down = primary.is_some();
            later.down = !survive;
        }
        Behaviour::Single => (now.down, later.down) = (true, true),
        Behaviour::Recreated => {
            now.down = true;
            later.down = lost.iter().any(|(_, how)| *how == Lost::WithZone);
            come_back(net, node, lost, later);
        }
        Behaviour::PrimaryReplaced => {
            now.down = primary.is_some();
            later.down = primary == Some(Lost::WithZone);
            if primary == Some(Lost::Alone) {
                come_back(net, node, lost, later);
            }
        }
        Behaviour::Quorum { replicas } => {
            let zones = node.slots.len();
            let alone = lost.iter().filter(|(_, how)| *how == Lost::Alone).count();
            let stays = match (alone, dark.count_ones()) {
                (1, 0) => node.units.len() >= 2,
                (0, 1) => zones >= 3,
                _ => false,
            };
            (now.down, later.down) = (!(stays && replicas >= 1), !(stays && replicas >= 1));
        }
        Behaviour::Spread | Behaviour::NoUnits => {}
    }
}

/// Units that AWS creates again in their place; they need nothing to start.
fn come_back(net: &Net, node: &NetNode, lost: &[(u32, Lost)], later: &mut Units) {
    for (unit, _) in lost.iter().filter(|(_, how)| *how == Lost::Alone) {
        later.alive[slot_of(net, node, *unit)] += 1;
    }
}

/// A fleet starts missing units again: in the same zone, or one by one in the least loaded zone that is
/// left, ties by the order of its zones.
fn restart(net: &Net, node: &NetNode, dark: u32, lost: &[(u32, Lost)], later: &mut Units) {
    for (unit, how) in lost {
        let slot = match how {
            Lost::Alone => Some(slot_of(net, node, *unit)),
            Lost::WithZone => net.positions[node.eligible.range()]
                .iter()
                .filter(|slot| dark & (1 << **slot) == 0)
                .map(|slot| usize::from(*slot))
                .min_by_key(|slot| later.alive[*slot] + later.started[*slot]),
        };
        if let Some(slot) = slot {
            later.started[slot] += 1;
        }
    }
}
