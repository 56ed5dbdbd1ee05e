//! The system as compact arrays: what the fixed point reads in its inner loop.
//!
//! A node's *slots* are the zones in which it has units or may get some; a node without units has one
//! slot without a zone. Nothing here changes while drills are played, and nothing here is a text.

#![expect(clippy::indexing_slicing, reason = "indices come from the net itself, whose arrays never change length")]

use crate::catalog::Behaviour;
use crate::judge::groups::Usage;
use crate::order::Arrange as _;
use crate::system::System;

/// A node's position.
pub type Nix = u32;

/// A part of one of the net's arrays.
#[derive(Clone, Copy, Default, Debug)]
pub struct Part {
    /// The first position.
    pub start: u32,
    /// The position after the last.
    pub end: u32,
}

impl Part {
    /// The positions.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many there are.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}

/// A component in the net.
#[derive(Clone, Debug)]
pub struct NetNode {
    /// Its slots; zones in the order of letters.
    pub slots: Part,
    /// The zones of its slots, a bit per letter; 0 for a node without units.
    pub zones: u32,
    /// Its units in order, as slot positions counted from the node's first slot.
    pub units: Part,
    /// The zones it may start units in, in order, as slot positions.
    pub eligible: Part,
    /// Its region; [`NOWHERE`] for global ones.
    pub region: u32,
    /// What happens when units are lost.
    pub behaviour: Behaviour,
    /// Functional units without which it does not serve.
    pub need: u32,
    /// Whether its units can die one at a time.
    pub instance_like: bool,
    /// Its groups at the moment of failure.
    pub now: Part,
    /// Its groups after recovery.
    pub later: Part,
    /// Groups that a unit needs while it is being started.
    pub startup: Part,
    /// Whether the groups at the two moments differ.
    pub moves: bool,
    /// The heads of its hard links, among all heads.
    pub needs: Part,
    /// The heads of its startup links, among all heads.
    pub starts_with: Part,
}

/// A group of members.
#[derive(Clone, Copy, Debug)]
pub struct NetGroup {
    /// Its members; with `per_slot` one for each slot of the node, in order.
    pub members: Part,
    /// Whether each slot has its own member, rather than any member doing for all.
    pub per_slot: bool,
}

/// A member of a group.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The head.
    pub node: Nix,
    /// How it is used; `None` = it can never be used from there (another region's zones).
    pub usage: Option<Usage>,
}

/// The region of a global component.
pub const NOWHERE: u32 = u32::MAX;
/// The zone of a slot without one.
pub const NO_ZONE: u8 = u8::MAX;

/// The compact system.
#[derive(Debug)]
pub struct Net {
    /// The nodes, at the same positions as the system's.
    pub nodes: Vec<NetNode>,
    /// The zone of every slot, as a position in the alphabet, or [`NO_ZONE`].
    pub slot_zone: Vec<u8>,
    /// The units of every slot when nothing has failed.
    pub alive: Vec<u32>,
    /// The groups.
    pub groups: Vec<NetGroup>,
    /// The members of the groups.
    pub members: Vec<Member>,
    /// The slot positions of units and of eligible zones.
    pub positions: Vec<u8>,
    /// The names of the regions.
    pub regions: Vec<String>,
    /// Nodes whose groups change with recovery alone: DNS.
    pub moving: Vec<Nix>,
    /// The heads of links.
    pub heads: Vec<Nix>,
    dependents: Vec<Nix>,
    dependents_of: Vec<Part>,
}

impl Net {
    /// The net of a system.
    pub fn of(system: &System<'_>) -> Self {
        let mut regions: Vec<String> = system.regions().into_iter().map(str::to_owned).collect();
        regions.extend(system.nodes.iter().filter_map(|node| node.region).map(str::to_owned));
        regions.arrange();
        regions.dedup();
        let mut net = Self {
            nodes: Vec::with_capacity(system.nodes.len()),
            slot_zone: Vec::new(),
            alive: Vec::new(),
            groups: Vec::new(),
            members: Vec::new(),
            positions: Vec::new(),
            regions,
            moving: Vec::new(),
            heads: Vec::new(),
            dependents: Vec::new(),
            dependents_of: Vec::new(),
        };
        super::lay::nodes(&mut net, system);
        net.index_dependents();
        net
    }

    /// The position of a region's name.
    pub fn region(&self, name: &str) -> Option<u32> {
        self.regions.iter().position(|region| region == name).and_then(|at| u32::try_from(at).ok())
    }

    /// Whether a node is a fleet, whose units are all alike.
    pub fn is_fleet(&self, node: Nix) -> bool {
        matches!(self.nodes[node as usize].behaviour, Behaviour::Fleet { .. })
    }

    /// The nodes that have a group with this one in it.
    pub fn dependents(&self, node: Nix) -> &[Nix] {
        &self.dependents[self.dependents_of[node as usize].range()]
    }

    /// The slot of a node in a zone, as a position in the arrays of slots.
    pub fn slot_in(&self, node: Nix, zone: u8) -> Option<usize> {
        let node = &self.nodes[node as usize];
        let bit = 1_u32.checked_shl(u32::from(zone))?;
        (node.zones & bit != 0).then(|| node.slots.start as usize + (node.zones & (bit - 1)).count_ones() as usize)
    }

    /// The node that a slot belongs to.
    pub fn node_of(&self, slot: u32) -> Nix {
        size(self.nodes.partition_point(|node| node.slots.start <= slot)).saturating_sub(1)
    }

    /// Everything that a node needs, directly or not, itself included, in the order in which a walk
    /// along its links meets it. Startup needs are followed too where asked for.
    pub fn closure(&self, entry: Nix, startup: bool, seen: &mut [bool]) -> Vec<Nix> {
        let (mut order, mut stack) = (Vec::new(), vec![entry]);
        while let Some(at) = stack.pop() {
            if std::mem::replace(&mut seen[at as usize], true) {
                continue;
            }
            order.push(at);
            let node = &self.nodes[at as usize];
            if startup {
                stack.extend(self.heads[node.starts_with.range()].iter().rev());
            }
            stack.extend(self.heads[node.needs.range()].iter().rev());
        }
        order
    }

    fn index_dependents(&mut self) {
        let mut pairs: Vec<(Nix, Nix)> = Vec::with_capacity(self.members.len());
        for (node, ix) in self.nodes.iter().zip(0_u32..) {
            for part in [node.now, node.later, node.startup] {
                for group in &self.groups[part.range()] {
                    pairs.extend(self.members[group.members.range()].iter().map(|member| (member.node, ix)));
                }
            }
        }
        pairs.arrange();
        pairs.dedup();
        self.dependents_of = vec![Part::default(); self.nodes.len()];
        for (at, (head, tail)) in pairs.into_iter().enumerate() {
            let part = &mut self.dependents_of[head as usize];
            if part.len() == 0 {
                part.start = size(at);
            }
            part.end = size(at + 1);
            self.dependents.push(tail);
        }
    }
}

#[cfg(test)]
impl Net {
    /// One node alone, with a unit in each of these zones, and the same zones to start units in.
    pub fn single(behaviour: Behaviour, zones: &str) -> Self {
        let letters: Vec<u8> = zones.bytes().map(|letter| letter - b'a').collect();
        let mut slots = letters.clone();
        slots.sort_unstable();
        slots.dedup();
        let place = |zone: &u8| slots.binary_search(zone).unwrap() as u8;
        let units: Vec<u8> = letters.iter().map(place).collect();
        let all = Part { start: 0, end: size(units.len()) };
        let node = NetNode {
            slots: Part { start: 0, end: size(slots.len()) },
            zones: slots.iter().fold(0, |mask, zone| mask | 1 << zone),
            units: all,
            eligible: all,
            region: 0,
            behaviour,
            need: if let Behaviour::Fleet { need } = behaviour { size(need) } else { 1 },
            instance_like: true,
            now: Part::default(),
            later: Part::default(),
            startup: Part::default(),
            moves: false,
            needs: Part::default(),
            starts_with: Part::default(),
        };
        let count = |zone: &u8| size(letters.iter().filter(|other| *other == zone).count());
        Self {
            nodes: vec![node],
            alive: slots.iter().map(count).collect(),
            slot_zone: slots,
            groups: Vec::new(),
            members: Vec::new(),
            positions: units,
            regions: vec!["here".to_owned()],
            moving: Vec::new(),
            heads: Vec::new(),
            dependents: Vec::new(),
            dependents_of: vec![Part::default()],
        }
    }
}

/// A length as the arrays hold it. A design with four billion of anything cannot be loaded.
pub fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
