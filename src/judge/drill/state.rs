//! Who serves: the greatest fixed point of `reliability.md` B.5, kept up to date by a worklist.
//!
//! A state starts as the fixed point with nothing failed. Losses are laid onto it and spread to those
//! who need the lost; a log of what was overwritten takes it back. Spreading downwards from a state
//! that is too high ends at the greatest fixed point, so every step here starts from one that is at
//! least as high: losses only lower it, and where restarted units may raise something that did not
//! serve before, everything above them is raised to the top first.

#![expect(clippy::indexing_slicing, reason = "indices come from the net, and the arrays have its lengths")]

use super::loss::{Loss, Losses, Side};
use super::net::{Net, Nix};
use crate::catalog::Behaviour;
use crate::order::Arrange as _;

/// Who serves, under the losses laid onto it so far.
pub struct State<'n> {
    /// The net.
    pub net: &'n Net,
    slots: Vec<Slot>,
    nodes: Vec<Status>,
    /// Whether something at or above a node falls short of its best when nothing has failed.
    short_above: Vec<bool>,
    queue: Vec<Nix>,
    queued: Vec<bool>,
    log: Vec<Undo>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Slot {
    /// Units that survived.
    alive: u32,
    /// Units that were started after the failure.
    started: u32,
    /// Units that are functional.
    working: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Status {
    /// Down as a whole, whatever its units do.
    down: bool,
    /// Whether its groups are those after recovery.
    settled: bool,
    serves: bool,
}

enum Undo {
    Slot(u32, Slot),
    Node(Nix, Status),
}

/// A place in the log to come back to.
#[derive(Clone, Copy)]
pub struct Mark(usize);

impl<'n> State<'n> {
    /// The state when nothing has failed.
    pub fn new(net: &'n Net) -> Self {
        let all = 0..super::net::size(net.nodes.len());
        let mut state = Self {
            net,
            slots: net.alive.iter().map(|alive| Slot { alive: *alive, started: 0, working: *alive }).collect(),
            nodes: vec![Status { down: false, settled: true, serves: true }; net.nodes.len()],
            short_above: vec![false; net.nodes.len()],
            queue: all.clone().collect(),
            queued: vec![true; net.nodes.len()],
            log: Vec::new(),
        };
        state.spread();
        state.log.clear();
        let short = |node: &Nix| {
            !state.nodes[*node as usize].serves
                || net.nodes[*node as usize].slots.range().any(|s| state.slots[s].working < state.slots[s].alive)
        };
        let mut stack: Vec<Nix> = all.filter(short).collect();
        while let Some(node) = stack.pop() {
            if !std::mem::replace(&mut state.short_above[node as usize], true) {
                let node = &net.nodes[node as usize];
                for group in [node.later, node.now, node.startup].iter().flat_map(|part| &net.groups[part.range()]) {
                    stack.extend(net.members[group.members.range()].iter().map(|member| member.node));
                }
            }
        }
        state
    }

    /// Whether a component serves.
    pub fn serves(&self, node: Nix) -> bool {
        self.nodes[node as usize].serves
    }

    /// Functional units in a slot.
    pub fn working(&self, slot: usize) -> u32 {
        self.slots[slot].working
    }

    /// Units in a slot, functional or not.
    pub fn present(&self, slot: usize) -> u32 {
        self.slots[slot].alive + self.slots[slot].started
    }

    /// Whether everything that a node needs, apart from its own units, serves.
    pub fn needs_served(&self, node: Nix) -> bool {
        let part = self.net.nodes[node as usize].later;
        self.net.groups[part.range()]
            .iter()
            .all(|group| self.net.members[group.members.range()].iter().any(|member| self.serves(member.node)))
    }

    /// Where the log stands.
    pub fn mark(&self) -> Mark {
        Mark(self.log.len())
    }

    /// The nodes that have fewer functional units than at the mark, in order.
    pub fn lowered_since(&self, mark: Mark) -> Vec<Nix> {
        let slots = self.log.iter().skip(mark.0).filter_map(|undo| match undo {
            Undo::Slot(at, old) if self.slots[*at as usize].working < old.working => Some(*at),
            _ => None,
        });
        let mut nodes: Vec<Nix> = slots.map(|slot| self.net.node_of(slot)).collect();
        nodes.arrange();
        nodes.dedup();
        nodes
    }

    /// Functional units of a node.
    pub fn functional(&self, node: Nix) -> u32 {
        self.slots[self.net.nodes[node as usize].slots.range()].iter().map(|slot| slot.working).sum()
    }

    /// Takes back everything since the mark.
    pub fn rollback(&mut self, mark: Mark) {
        while self.log.len() > mark.0 {
            match self.log.pop() {
                Some(Undo::Slot(at, slot)) => self.slots[at as usize] = slot,
                Some(Undo::Node(at, status)) => self.nodes[at as usize] = status,
                None => return,
            }
        }
    }

    /// Lays losses as they are right after the failure onto the state that nothing has been laid onto,
    /// and spreads them until everything is settled or `stop` says of a node that stopped serving that
    /// the rest does not matter. The state is then too high, and good for nothing but a rollback.
    pub fn lay_now<'l>(
        &mut self,
        losses: &Losses,
        list: impl Iterator<Item = &'l Loss>,
        mut stop: impl FnMut(Nix) -> bool,
    ) {
        for loss in list {
            let served = self.serves(loss.node);
            self.lower(losses, loss, Side::Now);
            if served && !self.serves(loss.node) && stop(loss.node) {
                return self.forget_queue();
            }
        }
        let net = self.net;
        for node in &net.moving {
            self.unsettle(*node);
        }
        while let Some(node) = self.next() {
            let served = self.serves(node);
            if self.evaluate(node) {
                if served && !self.serves(node) && stop(node) {
                    return self.forget_queue();
                }
                self.push_dependents(node);
            }
        }
    }

    /// Lays losses as they are after recovery onto the state that nothing has been laid onto.
    pub fn lay_later<'l>(&mut self, losses: &Losses, list: impl Iterator<Item = &'l Loss> + Clone) {
        for loss in list.clone() {
            if loss.starts {
                self.replace(losses, loss);
            } else {
                self.lower(losses, loss, Side::Later);
            }
        }
        for loss in list.filter(|loss| loss.starts) {
            self.raise_above(loss.node);
        }
        self.spread();
    }

    /// Takes the recovery of one loss back, in a state that it was laid onto as recovered.
    pub fn unrecover(&mut self, losses: &Losses, loss: &Loss) {
        self.lower(losses, loss, Side::Now);
    }

    /// Lets lowered states reach those who need them.
    pub fn spread(&mut self) {
        while let Some(node) = self.next() {
            if self.evaluate(node) {
                self.push_dependents(node);
            }
        }
    }

    fn next(&mut self) -> Option<Nix> {
        let node = self.queue.pop()?;
        self.queued[node as usize] = false;
        Some(node)
    }

    fn forget_queue(&mut self) {
        while self.next().is_some() {}
    }

    /// Puts the answers of DNS back to those before recovery.
    pub fn unsettle(&mut self, node: Nix) {
        self.set_node(node, Status { settled: false, ..self.nodes[node as usize] });
        self.push(node);
    }

    fn lower(&mut self, losses: &Losses, loss: &Loss, side: Side) {
        let down = losses.down(loss, side);
        let first = self.net.nodes[loss.node as usize].slots.start as usize;
        for (at, (alive, started)) in losses.counts(loss, side).enumerate() {
            let old = self.slots[first + at];
            let most = if down { 0 } else { alive + started };
            self.set_slot(first + at, Slot { alive, started, working: old.working.min(most) });
        }
        let old = self.nodes[loss.node as usize];
        self.set_node(loss.node, Status { down, serves: old.serves && !down, ..old });
        self.push(loss.node);
        self.push_dependents(loss.node);
    }

    fn replace(&mut self, losses: &Losses, loss: &Loss) {
        let down = losses.down(loss, Side::Later);
        let first = self.net.nodes[loss.node as usize].slots.start as usize;
        for (at, (alive, started)) in losses.counts(loss, Side::Later).enumerate() {
            let working = if down { 0 } else { alive + started };
            self.set_slot(first + at, Slot { alive, started, working });
        }
        let old = self.nodes[loss.node as usize];
        self.set_node(loss.node, Status { down, serves: !down, ..old });
        self.push(loss.node);
        self.push_dependents(loss.node);
    }

    /// Raises everything above a node to the top, where something there could do better than it does
    /// when nothing has failed.
    fn raise_above(&mut self, node: Nix) {
        if !self.short_above[node as usize] {
            return;
        }
        let mut seen = vec![false; self.net.nodes.len()];
        let mut stack = vec![node];
        while let Some(at) = stack.pop() {
            if std::mem::replace(&mut seen[at as usize], true) {
                continue;
            }
            let old = self.nodes[at as usize];
            if !old.down {
                for slot in self.net.nodes[at as usize].slots.range() {
                    let here = self.slots[slot];
                    self.set_slot(slot, Slot { working: here.alive + here.started, ..here });
                }
                self.set_node(at, Status { serves: true, ..old });
            }
            self.push(at);
            stack.extend(self.net.dependents(at));
        }
    }

    fn evaluate(&mut self, ix: Nix) -> bool {
        let net = self.net;
        let node = &net.nodes[ix as usize];
        let status = self.nodes[ix as usize];
        let groups = if status.settled { node.later } else { node.now };
        let (mut total, mut changed) = (0, false);
        for slot in node.slots.range() {
            let old = self.slots[slot];
            let mut working = 0;
            if !status.down && old.alive + old.started > 0 && self.all_usable(ix, groups, slot) {
                working = old.alive;
                if old.started > 0 && self.startup_ok(ix, slot) {
                    working += old.started;
                }
            }
            total += working;
            if working != old.working {
                self.set_slot(slot, Slot { working, ..old });
                changed = true;
            }
        }
        let enough = if matches!(node.behaviour, Behaviour::Fleet { .. }) { node.need } else { 1 };
        let serves = !status.down && total >= enough;
        if serves != status.serves {
            self.set_node(ix, Status { serves, ..status });
            changed = true;
        }
        changed
    }

    fn set_slot(&mut self, at: usize, slot: Slot) {
        let old = std::mem::replace(&mut self.slots[at], slot);
        if old != slot {
            self.log.push(Undo::Slot(super::net::size(at), old));
        }
    }

    fn set_node(&mut self, at: Nix, status: Status) {
        let old = std::mem::replace(&mut self.nodes[at as usize], status);
        if old != status {
            self.log.push(Undo::Node(at, old));
        }
    }

    fn push(&mut self, node: Nix) {
        if !std::mem::replace(&mut self.queued[node as usize], true) {
            self.queue.push(node);
        }
    }

    fn push_dependents(&mut self, node: Nix) {
        let net = self.net;
        for dependent in net.dependents(node) {
            self.push(*dependent);
        }
    }
}
