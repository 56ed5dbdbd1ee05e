//! One scenario against every path: outcome, recovery time, and who is to blame.

#![expect(clippy::indexing_slicing, reason = "indices come from the net, and the arrays have its lengths")]

use super::loss::{Loss, Losses, Side};
use super::net::{Net, Nix};
use super::state::State;
use super::watch::Watch;
use crate::judge::recovery::Cost;
use crate::judge::verdict::{Outcome, Seconds};

/// What a scenario does to one path.
#[derive(Clone, PartialEq, Debug)]
pub struct Played {
    /// The outcome.
    pub outcome: Outcome,
    /// When it serves again; `None` when it fails.
    pub rto: Seconds,
    /// For *recovers*: those whose recovery it waits for.
    pub waits_for: Vec<Nix>,
}

/// Plays scenarios on one state, which is back at "nothing failed" between them.
pub struct Player<'n> {
    /// The net.
    pub net: &'n Net,
    /// The state.
    pub state: State<'n>,
    /// The paths.
    pub watches: &'n [Watch],
    /// What a loss of each node costs.
    pub costs: &'n [Cost],
    /// Nodes whose answers change with recovery alone: DNS.
    moving: Vec<Nix>,
}

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

impl<'n> Player<'n> {
    /// A player with nothing failed.
    pub fn new(net: &'n Net, watches: &'n [Watch], costs: &'n [Cost]) -> Self {
        let moving = (0..).zip(&net.nodes).filter(|(_, node)| node.moves).map(|(ix, _)| ix).collect();
        Self { net, state: State::new(net), watches, costs, moving }
    }

    /// Whether each path works at this moment.
    pub fn works(&self) -> Vec<bool> {
        self.watches.iter().map(|watch| watch.works(&self.state)).collect()
    }

    /// Plays losses against every path.
    pub fn play(&mut self, losses: &Losses) -> Vec<Played> {
        let start = self.state.mark();
        self.state.lay(losses, Side::Now);
        let now = self.works();
        self.state.rollback(start);
        if now.iter().all(|works| *works) {
            return vec![continues(); now.len()];
        }
        if !losses.recover && self.moving.is_empty() {
            return now.into_iter().map(|works| if works { continues() } else { fails() }).collect();
        }
        self.state.lay(losses, Side::Later);
        let later = self.works();
        let mut played: Vec<Played> = now
            .iter()
            .zip(&later)
            .map(|(now, later)| match (now, later) {
                (true, _) => continues(),
                (false, true) => Played { outcome: Outcome::Recovers, ..continues() },
                (false, false) => fails(),
            })
            .collect();
        if played.iter().any(|played| played.outcome == Outcome::Recovers) {
            self.wait(losses, &mut played);
        }
        self.state.rollback(start);
        played
    }

    /// Outcomes alone: which paths fail.
    pub fn failing(&mut self, losses: &Losses) -> Vec<bool> {
        let start = self.state.mark();
        self.state.lay(losses, Side::Now);
        let mut fails: Vec<bool> = self.works().into_iter().map(|works| !works).collect();
        self.state.rollback(start);
        if fails.contains(&true) && (losses.recover || !self.moving.is_empty()) {
            self.state.lay(losses, Side::Later);
            for (fails, works) in fails.iter_mut().zip(self.works()) {
                *fails &= !works;
            }
            self.state.rollback(start);
        }
        fails
    }

    /// Recovery times, and whom each recovering path waits for; in the state after recovery.
    fn wait(&mut self, losses: &Losses, played: &mut [Played]) {
        let recoveries: Vec<Recovery<'_>> = losses
            .list
            .iter()
            .filter(|loss| loss.recovers)
            .map(Recovery::Units)
            .chain(self.moving.iter().map(|node| Recovery::Answers(*node)))
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
        order.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
        for together in order.chunk_by(|a, b| a.0 == b.0) {
            for (time, recovery) in together {
                self.undo(losses, *recovery);
                let _ = time;
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

fn continues() -> Played {
    Played { outcome: Outcome::Continues, rto: crate::judge::recovery::NOTHING, waits_for: Vec::new() }
}

fn fails() -> Played {
    Played { outcome: Outcome::Fails, rto: None, waits_for: Vec::new() }
}
