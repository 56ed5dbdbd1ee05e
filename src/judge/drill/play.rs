//! One scenario against every path: outcome, recovery time, and who is to blame.

#![expect(clippy::indexing_slicing, reason = "indices come from the net, and the arrays have its lengths")]

use super::loss::{Hit, Loss, Losses};
use super::net::{Net, Nix};
use super::path_set::PathSet;
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
    /// For each node the paths that need it, directly or not.
    above: Vec<PathSet>,
    /// For each node the paths that do not work while it alone does not serve; a subset until
    /// [`Player::learn`] has found them.
    fatal: Vec<PathSet>,
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
        let none = PathSet::none(watches.len());
        let mut above = vec![none.clone(); net.nodes.len()];
        for (path, watch) in watches.iter().enumerate() {
            let mut seen = vec![false; net.nodes.len()];
            for from in [Some(watch.entry), watch.source].into_iter().flatten() {
                net.closure(from, false, &mut seen).iter().for_each(|node| above[*node as usize].insert(path));
            }
        }
        let fatal = vec![none; net.nodes.len()];
        Self { net, state: State::new(net), watches, costs, above, fatal }
    }

    /// Finds for every node the paths that do not work while it does not serve. What is known of those
    /// who need a node shortens the search, so they come first.
    pub fn learn(&mut self) {
        let net = self.net;
        let mut order: Vec<Nix> = Vec::new();
        let mut seen = vec![false; net.nodes.len()];
        for watch in self.watches {
            for from in [Some(watch.entry), watch.source].into_iter().flatten() {
                order.extend(net.closure(from, false, &mut seen));
            }
        }
        let gone: Vec<(Nix, Hit)> = order.iter().map(|node| (*node, Hit::Gone)).collect();
        let losses = Losses::of(net, &gone);
        for node in order {
            if let Some(loss) = losses.find(node) {
                let fatal = self.stopped(&losses, std::iter::once(loss));
                self.fatal[node as usize] = fatal;
            }
        }
    }

    /// Whether each path works at this moment.
    pub fn works(&self) -> Vec<bool> {
        self.watches.iter().map(|watch| watch.works(&self.state)).collect()
    }

    /// The paths that do not work right after these losses.
    fn stopped<'l>(&mut self, losses: &Losses, list: impl Iterator<Item = &'l Loss> + Clone) -> PathSet {
        let mut affected = PathSet::none(self.watches.len());
        for node in list.clone().map(|loss| loss.node).chain(self.net.moving.iter().copied()) {
            affected.add(&self.above[node as usize]);
        }
        let mut open = affected.clone();
        let start = self.state.mark();
        let fatal = &self.fatal;
        self.state.lay_now(losses, list, |node| {
            open.remove(&fatal[node as usize]);
            open.is_empty()
        });
        let mut working = PathSet::none(self.watches.len());
        for path in open.iter().filter(|path| self.watches[*path].works(&self.state)) {
            working.insert(path);
        }
        self.state.rollback(start);
        affected.remove(&working);
        affected
    }

    /// Plays losses against every path.
    pub fn play(&mut self, losses: &Losses) -> Vec<Played> {
        let mut played = vec![continues(); self.watches.len()];
        let stopped = self.stopped(losses, losses.list.iter());
        if stopped.is_empty() {
            return played;
        }
        let start = self.state.mark();
        let recover = losses.recover || !self.net.moving.is_empty();
        if recover {
            self.state.lay_later(losses, losses.list.iter());
        }
        for path in stopped.iter() {
            let again = recover && self.watches[path].works(&self.state);
            played[path] = if again { Played { outcome: Outcome::Recovers, ..continues() } } else { fails() };
        }
        if played.iter().any(|played| played.outcome == Outcome::Recovers) {
            self.wait(losses, &mut played);
        }
        self.state.rollback(start);
        played
    }

    /// The paths that these losses make fail for good.
    pub fn failing<'l>(&mut self, losses: &Losses, list: impl Iterator<Item = &'l Loss> + Clone) -> PathSet {
        let mut failing = self.stopped(losses, list.clone());
        let recover = !self.net.moving.is_empty() || list.clone().any(|loss| loss.recovers);
        if recover && !failing.is_empty() {
            let start = self.state.mark();
            self.state.lay_later(losses, list);
            let mut working = PathSet::none(self.watches.len());
            for path in failing.iter().filter(|path| self.watches[*path].works(&self.state)) {
                working.insert(path);
            }
            failing.remove(&working);
            self.state.rollback(start);
        }
        failing
    }

    /// Recovery times, and whom each recovering path waits for; in the state after recovery.
    fn wait(&mut self, losses: &Losses, played: &mut [Played]) {
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
