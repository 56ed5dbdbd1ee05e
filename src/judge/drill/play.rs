//! One scenario against every path: outcome, recovery time, and who is to blame.

#![expect(clippy::indexing_slicing, reason = "indices come from the net, and the arrays have its lengths")]

use super::loss::{Hit, Loss, Losses, Side};
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
    /// The path's components with members of which some are lost, each with what is left of it.
    pub left: Vec<(Nix, u32)>,
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
    /// What the scenario at hand leaves of whom it hits or cuts off; complete when some path continues.
    short: Vec<(Nix, u32)>,
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
        Self { net, state: State::new(net), watches, costs, above, fatal, short: Vec::new() }
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

    /// Whether each path works as drawn, with nothing failed. DNS counts as at the moment of a failure: one
    /// that names a target which is dead as drawn sends users there.
    pub fn works_as_drawn(&mut self) -> Vec<bool> {
        let start = self.state.mark();
        for node in &self.net.moving {
            self.state.unsettle(*node);
        }
        self.state.spread();
        let works = self.watches.iter().map(|watch| watch.works(&self.state)).collect();
        self.state.rollback(start);
        works
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
        self.short.clear();
        for node in self.state.lowered_since(start) {
            if self.net.nodes[node as usize].instance_like {
                self.short.push((node, self.state.functional(node)));
            }
        }
        self.state.rollback(start);
        affected.remove(&working);
        affected
    }

    /// Plays losses against every path.
    pub fn play(&mut self, losses: &Losses) -> Vec<Played> {
        let mut played = vec![continues(); self.watches.len()];
        let stopped = self.stopped(losses, losses.list.iter());
        let hit: Vec<(Nix, u32)> = losses.list.iter().filter_map(|loss| self.survivors(losses, loss)).collect();
        for (path, (played, watch)) in played.iter_mut().zip(self.watches).enumerate() {
            let left = if stopped.has(path) { &hit } else { &self.short };
            played.left = left.iter().copied().filter(|(node, _)| watch.contains[*node as usize]).collect();
        }
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
            let played = &mut played[path];
            (played.outcome, played.rto) = if again { (Outcome::Recovers, played.rto) } else { (Outcome::Fails, None) };
        }
        if played.iter().any(|played| played.outcome == Outcome::Recovers) {
            self.wait(losses, &mut played);
        }
        self.state.rollback(start);
        played
    }

    /// What a loss leaves of a component with members.
    fn survivors(&self, losses: &Losses, loss: &Loss) -> Option<(Nix, u32)> {
        let node = &self.net.nodes[loss.node as usize];
        let alive = || losses.counts(loss, Side::Now).map(|(alive, _)| alive).sum();
        (node.instance_like && node.units.len() > 0).then(|| (loss.node, if loss.gone { 0 } else { alive() }))
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
}

fn continues() -> Played {
    let rto = crate::judge::recovery::NOTHING;
    Played { outcome: Outcome::Continues, rto, waits_for: Vec::new(), left: Vec::new() }
}
