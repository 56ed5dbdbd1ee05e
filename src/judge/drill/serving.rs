//! Whether what a unit needs can be used from its zone (`reliability.md` B.5).
//!
//! Only reads a state: the rules of the fixed point, without how it is reached.

#![expect(clippy::indexing_slicing, reason = "indices come from the net, and the arrays have its lengths")]

use super::net::{Member, NO_ZONE, NetGroup, Nix, Part};
use super::state::State;
use crate::judge::groups::Usage;

impl State<'_> {
    /// Whether a unit that is started in a slot finds what it needs to start.
    pub fn startup_ok(&self, ix: Nix, slot: usize) -> bool {
        self.all_usable(ix, self.net.nodes[ix as usize].startup, slot)
    }

    /// Whether every group of a node is satisfied from one of its slots.
    pub fn all_usable(&self, ix: Nix, groups: Part, slot: usize) -> bool {
        self.net.groups[groups.range()].iter().all(|group| self.usable_group(ix, group, slot))
    }

    fn usable_group(&self, ix: Nix, group: &NetGroup, slot: usize) -> bool {
        let members = &self.net.members[group.members.range()];
        if group.per_slot {
            let at = slot - self.net.nodes[ix as usize].slots.start as usize;
            return members.get(at).is_some_and(|member| self.usable(ix, *member, slot));
        }
        members.iter().any(|member| self.usable(ix, *member, slot))
    }

    fn usable(&self, from: Nix, member: Member, slot: usize) -> bool {
        let (Some(usage), true) = (member.usage, self.serves(member.node)) else { return false };
        let zone = self.net.slot_zone[slot];
        let here = || if zone == NO_ZONE { None } else { self.net.slot_in(member.node, zone) };
        let tail = &self.net.nodes[from as usize];
        let need = self.net.nodes[member.node as usize].need;
        match usage {
            Usage::Call => true,
            Usage::UnitHere => here().is_some_and(|slot| self.working(slot) > 0),
            Usage::MountHere => here().is_some_and(|slot| self.present(slot) > 0),
            Usage::Targets => self.functional_in(member.node, tail.zones) >= need,
            Usage::TargetsHere => {
                here().is_some_and(|slot| self.working(slot) > 0)
                    && self.functional_in(member.node, self.live_zones(from)) >= need
            }
        }
    }

    /// Functional units of a node in these zones.
    fn functional_in(&self, node: Nix, zones: u32) -> u32 {
        let slots = self.net.nodes[node as usize].slots.range();
        slots.filter(|slot| zones & (1 << self.net.slot_zone[*slot]) != 0).map(|slot| self.working(slot)).sum()
    }

    /// The zones in which a load balancer has a live unit.
    fn live_zones(&self, node: Nix) -> u32 {
        let slots = self.net.nodes[node as usize].slots.range();
        slots.filter(|slot| self.present(*slot) > 0).fold(0, |zones, slot| zones | 1 << self.net.slot_zone[slot])
    }
}
