//! How long a path is interrupted, and by whom (`reliability.md` B.8).
//!
//! A path serves again with the recovery that it needs and that ends last. So recoveries are taken
//! back from the recovered state, the last to end first, until the path stops working.

#![expect(clippy::indexing_slicing, reason = "indices come from the net, and the arrays have its lengths")]

use super::loss::{Loss, Losses};
use super::net::Nix;
use super::play::{Played, Player};
use crate::judge::verdict::Outcome;
use crate::order::Arrange as _;

/// Something that comes back by itself.
#[derive(Clone, Copy)]
enum Recovery<'l> {
    Units(&'l Loss),
    Answers(Nix),
}

impl Recovery<'_> {
    fn node(self) -> Nix {
        match self {
            Recovery::Units(loss) => loss.node,
            Recovery::Answers(node) => node,
        }
    }
}

impl Player<'_> {
    /// Recovery times, and whom each recovering path waits for; in the state after recovery.
    pub fn wait(&mut self, losses: &Losses, played: &mut [Played]) {
        let recoveries: Vec<Recovery<'_>> = losses
            .list
            .iter()
            .filter(|loss| loss.recovers)
            .map(Recovery::Units)
            .chain(self.net.moving.iter().map(|node| Recovery::Answers(*node)))
            .collect();
        if let [only] = recoveries.as_slice() {
            let rto = self.costs[only.node() as usize].rto;
            for played in played.iter_mut().filter(|played| played.outcome == Outcome::Recovers) {
                (played.rto, played.waits_for) = (Some(rto), vec![only.node()]);
            }
            return;
        }
        let times = self.times(losses, &recoveries);
        let lows: Vec<u32> = times.iter().map(|time| time.0).collect();
        let highs: Vec<u32> = times.iter().map(|time| time.1).collect();
        let (low, high) =
            (self.served_again(losses, &recoveries, &lows), self.served_again(losses, &recoveries, &highs));
        let alone = self.needed_alone(losses, &recoveries);
        for (path, played) in played.iter_mut().enumerate() {
            if played.outcome != Outcome::Recovers {
                continue;
            }
            let rto = (low[path].unwrap_or(0), high[path].unwrap_or(0));
            played.rto = Some((rto.0.min(rto.1), rto.1));
            played.waits_for.extend(alone.iter().filter(|(at, _)| *at == path).map(|(_, node)| *node));
            if played.waits_for.is_empty() {
                let last = recoveries.iter().zip(&highs).filter(|(_, time)| **time == rto.1).map(|(r, _)| r.node());
                played.waits_for.extend(last.filter(|node| self.watches[path].contains[*node as usize]));
            }
        }
    }

    /// When each recovery is over. A started unit that needs something which is itself interrupted
    /// starts when that is back, so the two times add up.
    fn times(&mut self, losses: &Losses, recoveries: &[Recovery<'_>]) -> Vec<(u32, u32)> {
        let own: Vec<(u32, u32)> = recoveries.iter().map(|r| self.costs[r.node() as usize].rto).collect();
        let mut times = own.clone();
        let starting = |recovery: &Recovery<'_>| match recovery {
            Recovery::Units(loss) => loss.starts && self.net.nodes[loss.node as usize].startup.len() > 0,
            Recovery::Answers(_) => false,
        };
        let starting: Vec<bool> = recoveries.iter().map(starting).collect();
        if !starting.contains(&true) {
            return times;
        }
        for _ in 0..STARTUP_CHAIN {
            let before = times.clone();
            for end in [0, 1] {
                let of = |time: &(u32, u32)| if end == 0 { time.0 } else { time.1 };
                let row: Vec<u32> = before.iter().map(of).collect();
                let served = self.nodes_served_again(losses, recoveries, &row);
                for (at, recovery) in recoveries.iter().enumerate().filter(|(at, _)| starting[*at]) {
                    let wait = self.startup_wait(recovery.node(), &served);
                    if end == 0 {
                        times[at].0 = own[at].0.saturating_add(wait);
                    } else {
                        times[at].1 = own[at].1.saturating_add(wait);
                    }
                }
            }
            if times == before {
                break;
            }
        }
        times
    }

    /// How long a unit waits for what it needs to start.
    fn startup_wait(&self, node: Nix, served: &[u32]) -> u32 {
        let groups = &self.net.groups[self.net.nodes[node as usize].startup.range()];
        groups
            .iter()
            .filter_map(|group| {
                let members = &self.net.members[group.members.range()];
                members.iter().map(|member| served[member.node as usize]).min()
            })
            .max()
            .unwrap_or(0)
    }

    /// When each path works again: recoveries are taken back, the last to end first, and the one with
    /// which a path stops working is the one it waits for.
    fn served_again(&mut self, losses: &Losses, recoveries: &[Recovery<'_>], times: &[u32]) -> Vec<Option<u32>> {
        let mut again = vec![None; self.watches.len()];
        self.take_back(losses, recoveries, times, |player, time| {
            for (again, watch) in again.iter_mut().zip(player.watches) {
                if again.is_none() && !watch.works(&player.state) {
                    *again = Some(time);
                }
            }
        });
        again
    }

    /// The same for every node; 0 for those that serve all along.
    fn nodes_served_again(&mut self, losses: &Losses, recoveries: &[Recovery<'_>], times: &[u32]) -> Vec<u32> {
        let mut again = vec![None; self.net.nodes.len()];
        self.take_back(losses, recoveries, times, |player, time| {
            for (node, again) in (0..).zip(again.iter_mut()) {
                if again.is_none() && !player.state.serves(node) {
                    *again = Some(time);
                }
            }
        });
        again.into_iter().map(Option::unwrap_or_default).collect()
    }

    fn take_back(
        &mut self,
        losses: &Losses,
        recoveries: &[Recovery<'_>],
        times: &[u32],
        mut look: impl FnMut(&Self, u32),
    ) {
        let start = self.state.mark();
        let mut order: Vec<(u32, Recovery<'_>)> = times.iter().copied().zip(recoveries.iter().copied()).collect();
        order.arrange_by_key(|(time, _)| std::cmp::Reverse(*time));
        for together in order.chunk_by(|a, b| a.0 == b.0) {
            for (_, recovery) in together {
                self.undo(losses, *recovery);
            }
            self.state.spread();
            if let Some((time, _)) = together.first() {
                look(self, *time);
            }
        }
        self.state.rollback(start);
    }

    fn undo(&mut self, losses: &Losses, recovery: Recovery<'_>) {
        match recovery {
            Recovery::Units(loss) => self.state.unrecover(losses, loss),
            Recovery::Answers(node) => self.state.unsettle(node),
        }
    }

    /// For every path the recoveries without which alone it does not work.
    fn needed_alone(&mut self, losses: &Losses, recoveries: &[Recovery<'_>]) -> Vec<(usize, Nix)> {
        let mut needed = Vec::new();
        let start = self.state.mark();
        for recovery in recoveries {
            self.undo(losses, *recovery);
            self.state.spread();
            for (path, watch) in self.watches.iter().enumerate() {
                if !watch.works(&self.state) {
                    needed.push((path, recovery.node()));
                }
            }
            self.state.rollback(start);
        }
        needed
    }
}

/// How many startup needs in a row are followed; a ring of them has no end anyway.
const STARTUP_CHAIN: usize = 8;
