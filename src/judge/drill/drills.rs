//! Every failure against every path, and what follows from them: single points of failure.

#![expect(clippy::indexing_slicing, reason = "indices come from the net, and the arrays have its lengths")]

use super::loss::{Hit, Loss, Losses};
use super::net::{Net, Nix};
use super::play::{Played, Player};
use super::watch::{Watch, relevant};
use crate::judge::recovery::{Cost, NOTHING, worse};
use crate::judge::verdict::{Outcome, Seconds};
use crate::order::Arrange as _;

/// A failure, as positions in the net.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Strike {
    /// A node and the position of its unit.
    Unit(Nix, u32),
    /// A region and a zone.
    Zone(u32, u8),
    /// A region.
    Region(u32),
    /// A service, as its position among those to lose.
    Service(u32),
}

/// What a failure does to one path.
#[derive(Clone, PartialEq, Debug)]
pub struct Effect {
    /// The failure.
    pub strike: Strike,
    /// The position of the path.
    pub path: usize,
    /// The outcome.
    pub outcome: Outcome,
    /// Whom to blame, in the order of the nodes.
    pub because: Vec<Nix>,
    /// For a zone that makes it fail: those whose units there are enough to lose.
    pub alone: Vec<Nix>,
    /// Recovery time.
    pub rto: Seconds,
    /// Data lost.
    pub rpo: Seconds,
    /// What is left of the path's components that lose units.
    pub left: Vec<(Nix, u32)>,
}

/// The drills of a net.
pub struct Drills<'n> {
    player: Player<'n>,
    relevant: Vec<bool>,
    all: Vec<Effect>,
}

impl<'n> Drills<'n> {
    /// Drills of these paths, none played yet.
    pub fn new(net: &'n Net, watches: &'n [Watch], costs: &'n [Cost]) -> Self {
        let mut player = Player::new(net, watches, costs);
        player.learn();
        Self { player, relevant: relevant(net, watches), all: Vec::new() }
    }

    /// Plays every unit, zone, region and service; the effects in this order, paths innermost.
    pub fn all(mut self, zones: &[(u32, u8)], regions: &[u32], services: &[Vec<Nix>]) -> Vec<Effect> {
        self.units();
        for (region, zone) in zones {
            self.zone(*region, *zone);
        }
        for region in regions {
            self.region(*region);
        }
        for (service, nodes) in (0..).zip(services) {
            let nodes: Vec<Nix> = nodes.iter().copied().filter(|node| self.relevant[*node as usize]).collect();
            self.struck(Strike::Service(service), &nodes, Hit::Away);
        }
        self.all
    }

    fn units(&mut self) {
        let net = self.player.net;
        let everybody = vec![continues(); self.player.watches.len()];
        for (ix, node) in (0..).zip(&net.nodes).filter(|(_, node)| node.instance_like) {
            let mut known: Vec<(Kind, Vec<Played>, Losses)> = Vec::new();
            for (unit, slot) in (0..).zip(&net.positions[node.units.range()]) {
                let strike = Strike::Unit(ix, unit);
                if !self.relevant[ix as usize] {
                    self.keep(strike, &everybody, &Losses::default(), |_| Blame::default());
                    continue;
                }
                let kind = Kind { slot: *slot, first: unit == 0 && !net.is_fleet(ix) };
                let at = known.iter().position(|(other, _, _)| *other == kind).unwrap_or_else(|| {
                    let losses = Losses::of(net, &[(ix, Hit::Unit(unit))]);
                    let played = self.player.play(&losses);
                    known.push((kind, played, losses));
                    known.len() - 1
                });
                let (_, played, losses) = &known[at];
                let own = |_| Blame { alone: vec![ix], because: vec![ix] };
                Self::keep_in(&mut self.all, &self.player, strike, played, losses, own);
            }
        }
    }

    fn zone(&mut self, region: u32, zone: u8) {
        let net = self.player.net;
        let in_zone = |ix: &Nix| {
            let node = &net.nodes[*ix as usize];
            self.relevant[*ix as usize] && node.region == region && node.zones & (1 << zone) != 0
        };
        let nodes: Vec<Nix> = (0..super::net::size(net.nodes.len())).filter(in_zone).collect();
        self.struck(Strike::Zone(region, zone), &nodes, Hit::Zone(zone));
    }

    fn region(&mut self, region: u32) {
        let net = self.player.net;
        let inside = |ix: &Nix| self.relevant[*ix as usize] && net.nodes[*ix as usize].region == region;
        let nodes: Vec<Nix> = (0..super::net::size(net.nodes.len())).filter(inside).collect();
        self.struck(Strike::Region(region), &nodes, Hit::Gone);
    }

    fn struck(&mut self, strike: Strike, nodes: &[Nix], hit: Hit) {
        let hits: Vec<(Nix, Hit)> = nodes.iter().map(|ix| (*ix, hit)).collect();
        let losses = Losses::of(self.player.net, &hits);
        let played = self.player.play(&losses);
        let blames = explain(&mut self.player, &losses, &played);
        self.keep(strike, &played, &losses, |path| blames[path].clone());
    }

    fn keep(&mut self, strike: Strike, played: &[Played], losses: &Losses, blamed: impl Fn(usize) -> Blame) {
        Self::keep_in(&mut self.all, &self.player, strike, played, losses, blamed);
    }

    fn keep_in(
        all: &mut Vec<Effect>,
        player: &Player<'_>,
        strike: Strike,
        played: &[Played],
        losses: &Losses,
        blamed: impl Fn(usize) -> Blame,
    ) {
        for (path, played) in played.iter().enumerate() {
            let Blame { alone, because } = match played.outcome {
                Outcome::Continues => Blame::default(),
                Outcome::Recovers => Blame { alone: Vec::new(), because: played.waits_for.clone() },
                Outcome::Fails => blamed(path),
            };
            let rpo = data_lost(&player.watches[path], player.costs, losses);
            let left = played.left.clone();
            all.push(Effect { strike, path, outcome: played.outcome, because, alone, rto: played.rto, rpo, left });
        }
    }
}

/// Units of a node that behave the same: those in one slot, apart from a primary.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Kind {
    slot: u8,
    first: bool,
}

/// Data that a path loses: the worst over what it needs.
pub fn data_lost(watch: &Watch, costs: &[Cost], losses: &Losses) -> Seconds {
    losses.list.iter().filter(|loss| watch.contains[loss.node as usize]).fold(NOTHING, |sum, loss| {
        let cost = &costs[loss.node as usize];
        worse(sum, cost_of(cost, loss))
    })
}

/// Data that one loss costs.
fn cost_of(cost: &Cost, loss: &Loss) -> Seconds {
    if loss.keeps_data {
        NOTHING
    } else if loss.gone {
        cost.region
    } else if loss.all {
        cost.all
    } else if loss.primary {
        cost.primary
    } else {
        cost.some
    }
}

/// Whom to blame for what a scenario does to a path.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Blame {
    /// Those whose own loss is enough.
    pub alone: Vec<Nix>,
    /// The same; where there is none, those without whose loss the path would not fail; where there is
    /// none either, everything that was lost and that the path needs.
    pub because: Vec<Nix>,
}

/// Whom to blame where a path fails.
pub fn explain(player: &mut Player<'_>, losses: &Losses, played: &[Played]) -> Vec<Blame> {
    let mut blames = vec![Blame::default(); played.len()];
    let failed: Vec<usize> =
        played.iter().enumerate().filter(|(_, p)| p.outcome == Outcome::Fails).map(|(path, _)| path).collect();
    if failed.is_empty() {
        return blames;
    }
    for loss in &losses.list {
        let fails = player.failing(losses, std::iter::once(loss));
        for path in failed.iter().filter(|path| fails.has(**path)) {
            blames[*path].alone.push(loss.node);
        }
    }
    let mut together = Vec::new();
    for path in failed {
        blames[path].because = blames[path].alone.clone();
        if blames[path].because.is_empty() {
            together.push(path);
        }
    }
    if !together.is_empty() {
        for loss in &losses.list {
            let others = losses.list.iter().filter(|other| other.node != loss.node);
            let fails = player.failing(losses, others);
            for path in together.iter().filter(|path| !fails.has(**path)) {
                blames[*path].because.push(loss.node);
            }
        }
    }
    for path in together {
        if blames[path].because.is_empty() {
            let watch = &player.watches[path];
            let lost = losses.list.iter().map(|loss| loss.node);
            blames[path].because = lost.filter(|node| watch.contains[*node as usize]).collect();
        }
    }
    blames
}

/// The nodes that hold a path up at rest: down although all that they need serves; of those that
/// merely wait for one another the ones in the path's closure.
pub fn stuck(player: &Player<'_>, watch: &Watch) -> Vec<Nix> {
    let idle: Vec<Nix> = watch.closure.iter().copied().filter(|node| !player.state.serves(*node)).collect();
    let own: Vec<Nix> = idle.iter().copied().filter(|node| player.state.needs_served(*node)).collect();
    let mut nodes = if own.is_empty() { idle } else { own };
    nodes.arrange();
    nodes
}

/// What the state right after a failure and the one after recovery look like, for the canvas.
pub fn both_sides<T>(player: &mut Player<'_>, losses: &Losses, look: impl Fn(&Player<'_>) -> T) -> (T, T) {
    let start = player.state.mark();
    player.state.lay_now(losses, losses.list.iter(), |_| false);
    let now = look(player);
    player.state.rollback(start);
    player.state.lay_later(losses, losses.list.iter());
    let later = look(player);
    player.state.rollback(start);
    (now, later)
}

fn continues() -> Played {
    Played { outcome: Outcome::Continues, rto: NOTHING, waits_for: Vec::new(), left: Vec::new() }
}
