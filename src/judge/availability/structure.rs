//! Who needs whom, as an AND of ORs without zones: the structure that availability is computed over.
//!
//! All egress connections of a component are one group here, and DNS records count as after recovery
//! (`reliability.md` B.7).

#![expect(clippy::indexing_slicing, reason = "positions come from the structure, whose arrays have one length")]

use super::node::{self, Chance};
use crate::judge::groups::{self, Moment};
use crate::order::Arrange as _;
use crate::system::System;

/// The structure of a system.
pub struct Structure<'s, 'd> {
    /// The system it was built from.
    pub system: &'s System<'d>,
    /// The chance of each node to be up by itself.
    pub chances: Vec<Chance>,
    groups: Vec<Vec<u32>>,
    groups_of: Vec<std::ops::Range<usize>>,
    necessary: Vec<Set>,
}

impl<'s, 'd> Structure<'s, 'd> {
    /// The structure of a system.
    pub fn of(system: &'s System<'d>) -> Self {
        let (mut groups, mut groups_of) = (Vec::new(), Vec::with_capacity(system.nodes.len()));
        for (ix, _) in system.each_node() {
            let start = groups.len();
            for group in groups::needed(system, ix, Moment::Later) {
                let mut members: Vec<u32> = group.links.iter().map(|link| link.to.0).collect();
                members.arrange();
                members.dedup();
                groups.push(members);
            }
            groups_of.push(start..groups.len());
        }
        let chances = system.each_node().map(|(ix, _)| node::chance(system, ix)).collect();
        let mut structure = Self { system, chances, groups, groups_of, necessary: Vec::new() };
        structure.find_necessary();
        structure
    }

    /// The same structure with at most so many members in every group. Whatever serves in it serves in
    /// the whole one, too.
    pub fn trimmed(&self, most: usize) -> Self {
        Self {
            system: self.system,
            chances: self.chances.clone(),
            groups: self.groups.iter().map(|group| group.iter().copied().take(most).collect()).collect(),
            groups_of: self.groups_of.clone(),
            necessary: self.necessary.clone(),
        }
    }

    /// The groups of a node, each with its members in the order of nodes.
    pub fn groups(&self, node: u32) -> &[Vec<u32>] {
        &self.groups[self.groups_of[node as usize].clone()]
    }

    /// Whether a node does not serve whenever the other is down.
    pub fn needs(&self, node: u32, other: u32) -> bool {
        self.necessary[node as usize].has(other)
    }

    /// Everything a node needs, itself first, in the order in which a walk along the groups meets it.
    /// The walk goes no further from a node for which `ends` holds, and leaves it out.
    pub fn walk(&self, from: &[u32], ends: impl Fn(u32) -> bool) -> Vec<u32> {
        let mut seen = vec![false; self.chances.len()];
        let (mut order, mut stack) = (Vec::new(), from.iter().rev().copied().collect::<Vec<u32>>());
        while let Some(node) = stack.pop() {
            if ends(node) || std::mem::replace(&mut seen[node as usize], true) {
                continue;
            }
            order.push(node);
            stack.extend(self.groups(node).iter().rev().flat_map(|group| group.iter().rev()));
        }
        order
    }

    /// The same nodes as [`Self::walk`], each after what it needs, apart from rings.
    pub fn heads_first(&self, from: &[u32], ends: impl Fn(u32) -> bool) -> Vec<u32> {
        let mut seen = vec![false; self.chances.len()];
        let mut order = Vec::new();
        let mut stack: Vec<(u32, bool)> = from.iter().rev().map(|node| (*node, false)).collect();
        while let Some((node, left)) = stack.pop() {
            if left {
                order.push(node);
            } else if !ends(node) && !std::mem::replace(&mut seen[node as usize], true) {
                stack.push((node, true));
                let heads = self.groups(node).iter().rev().flat_map(|group| group.iter().rev());
                stack.extend(heads.filter(|head| !seen[**head as usize]).map(|head| (*head, false)));
            }
        }
        order
    }

    /// Nodes without which a node cannot serve: itself, and for each group what all its members cannot
    /// do without. The least such sets, so that a ring does not hold itself down.
    fn find_necessary(&mut self) {
        let count = self.chances.len();
        self.necessary = (0..count).map(|node| Set::of(count, node)).collect();
        let all: Vec<u32> = (0..).take(count).collect();
        let order = self.heads_first(&all, |_| false);
        let mut changed = true;
        while changed {
            changed = false;
            for node in order.iter().map(|node| *node as usize) {
                let mut own = std::mem::take(&mut self.necessary[node]);
                for group in &self.groups[self.groups_of[node].clone()] {
                    changed |= own.add_common(group, &self.necessary, node);
                }
                self.necessary[node] = own;
            }
        }
    }
}

/// A set of nodes, a bit each.
#[derive(Clone, Default)]
struct Set(Vec<u64>);

impl Set {
    fn of(count: usize, node: usize) -> Self {
        let mut words = vec![0; count.div_ceil(64)];
        words[node / 64] = 1 << (node % 64);
        Self(words)
    }

    fn has(&self, node: u32) -> bool {
        self.0[node as usize / 64] & (1 << (node % 64)) != 0
    }

    /// Adds what is in the sets of all members; whether that was news. A member that is the owner of
    /// this set stands for this set.
    fn add_common(&mut self, members: &[u32], sets: &[Self], owner: usize) -> bool {
        let mut news = false;
        for at in 0..self.0.len() {
            let word = |member: &u32| if *member as usize == owner { self.0[at] } else { sets[*member as usize].0[at] };
            let common = members.iter().map(word).reduce(|a, b| a & b).unwrap_or(0);
            news |= common & !self.0[at] != 0;
            self.0[at] |= common;
        }
        news
    }
}
