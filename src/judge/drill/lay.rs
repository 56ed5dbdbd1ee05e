//! Laying a system out as a net.

#![expect(clippy::indexing_slicing, reason = "indices come from the net being built, which only grows")]

use super::net::{Member, NO_ZONE, NOWHERE, Net, NetGroup, NetNode, Nix, Part, size};
use crate::catalog::Behaviour;
use crate::judge::groups::{self, Form, Group, Moment, Usage};
use crate::model::{Dependency, Zone};
use crate::system::{NodeIx, System};

/// Lays every node, then what each of them needs.
pub fn nodes(net: &mut Net, system: &System<'_>) {
    for (ix, _) in system.each_node() {
        net.add_node(system, ix);
    }
    for (ix, _) in system.each_node() {
        net.add_groups(system, ix);
    }
}

impl Net {
    fn add_node(&mut self, system: &System<'_>, ix: NodeIx) {
        let node = system.node(ix);
        let behaviour = node.resilience.behaviour;
        let bit = |zone: Zone| 1_u32 << zone.index();
        let mut zones = node.resilience.units.iter().fold(0, |mask, unit| mask | bit(unit.zone));
        if matches!(behaviour, Behaviour::Fleet { .. }) {
            zones |= node.zones.iter().fold(0, |mask, zone| mask | bit(*zone));
        }
        let start = size(self.alive.len());
        if behaviour == Behaviour::NoUnits {
            zones = 0;
            self.slot_zone.push(NO_ZONE);
            self.alive.push(1);
        }
        for zone in (0..26_u8).filter(|zone| zones & (1 << zone) != 0) {
            self.slot_zone.push(zone);
            let here = |unit: &&crate::catalog::Unit| unit.zone.index() == usize::from(zone);
            self.alive.push(size(node.resilience.units.iter().filter(here).count()));
        }
        let slots = Part { start, end: size(self.alive.len()) };
        let place = |zone: Zone| (zones & (bit(zone) - 1)).count_ones() as u8;
        let units = self.add_positions(node.resilience.units.iter().map(|unit| place(unit.zone)));
        let eligible = self.add_positions(node.zones.iter().filter(|zone| zones & bit(**zone) != 0).map(|z| place(*z)));
        self.nodes.push(NetNode {
            slots,
            zones,
            units,
            eligible,
            region: node.region.and_then(|name| self.region(name)).unwrap_or(NOWHERE),
            behaviour,
            need: match behaviour {
                Behaviour::Fleet { need } => size(need),
                _ => 1,
            },
            instance_like: node.resilience.instance_like,
            now: Part::default(),
            later: Part::default(),
            startup: Part::default(),
            moves: false,
            needs: Part::default(),
            starts_with: Part::default(),
        });
    }

    fn add_positions(&mut self, positions: impl Iterator<Item = u8>) -> Part {
        let start = size(self.positions.len());
        self.positions.extend(positions);
        Part { start, end: size(self.positions.len()) }
    }

    fn add_groups(&mut self, system: &System<'_>, ix: NodeIx) {
        let later = self.lay(system, ix, &groups::needed(system, ix, Moment::Later));
        let startup = self.lay(system, ix, &groups::needed_to_start(system, ix));
        let moves = groups::moves_users_after(system.node(ix)).is_some();
        let now = if moves { self.lay(system, ix, &groups::needed(system, ix, Moment::Now)) } else { later };
        if moves {
            self.moving.push(ix.0);
        }
        let node = &mut self.nodes[ix.0 as usize];
        (node.later, node.startup, node.now, node.moves) = (later, startup, now, moves);
        let (needs, starts_with) =
            (self.lay_heads(system, ix, Dependency::Hard), self.lay_heads(system, ix, Dependency::Startup));
        let node = &mut self.nodes[ix.0 as usize];
        (node.needs, node.starts_with) = (needs, starts_with);
    }

    fn lay_heads(&mut self, system: &System<'_>, ix: NodeIx, strength: Dependency) -> Part {
        let start = size(self.heads.len());
        self.heads.extend(groups::links_of(system, ix, strength).iter().map(|link| link.to.0));
        Part { start, end: size(self.heads.len()) }
    }

    fn lay(&mut self, system: &System<'_>, ix: NodeIx, groups: &[Group<'_, '_>]) -> Part {
        let start = size(self.groups.len());
        let from = system.node(ix);
        for group in groups {
            let first = size(self.members.len());
            match group.form {
                Form::AnyOf => {
                    for link in &group.links {
                        let to = system.node(link.to);
                        let usage = groups::usage(from, link, to);
                        self.members.push(Member { node: link.to.0, usage: self.reachable(ix.0, usage, link.to.0) });
                    }
                }
                Form::Route => {
                    for slot in self.nodes[ix.0 as usize].slots.range() {
                        let zone = Zone::nth(usize::from(self.slot_zone[slot]));
                        let chosen = system.route(from, &group.links, zone);
                        self.members.extend(chosen.map(|link| Member { node: link.to.0, usage: Some(Usage::Call) }));
                    }
                }
            }
            let members = Part { start: first, end: size(self.members.len()) };
            self.groups.push(NetGroup { members, per_slot: group.form == Form::Route });
        }
        Part { start, end: size(self.groups.len()) }
    }

    /// Zones of one region are no zones of another; callers without zones use a unit anywhere.
    fn reachable(&self, from: Nix, usage: Usage, to: Nix) -> Option<Usage> {
        let (tail, head) = (&self.nodes[from as usize], &self.nodes[to as usize]);
        let enough_with_none = usage == Usage::Targets && head.need == 0;
        if usage == Usage::Call || enough_with_none || tail.behaviour == Behaviour::NoUnits {
            return Some(Usage::Call);
        }
        (tail.region == head.region).then_some(usage)
    }
}
