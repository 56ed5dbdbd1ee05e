//! The verdict on every path: the drills' effects, put together and named.

#![expect(clippy::indexing_slicing, reason = "indices come from the net, and the arrays have its lengths")]

use std::collections::BTreeMap;

use super::drills::{Drills, Effect, Strike, stuck};
use super::net::{Net, Nix};
use super::play::Player;
use super::watch::Watch;
use crate::catalog::{Behaviour, Support};
use crate::judge::availability::{self, Structure};
use crate::judge::groups;
use crate::judge::recovery::{self, Cost, worse};
use crate::judge::verdict::{Availability, Capacity, Drill, Failure, GLOBAL, Outcome, PathVerdict, Seconds, Verdicts};
use crate::model::{Id, Zone};
use crate::order::Arrange as _;
use crate::system::{NodeIx, Path, PathKind, System};

/// Judges every path of a system and plays every drill.
pub fn verdicts(system: &System<'_>) -> Verdicts {
    let paths = system.paths();
    if paths.is_empty() {
        return Verdicts::default();
    }
    let net = Net::of(system);
    let costs: Vec<Cost> = system.each_node().map(|(ix, _)| recovery::cost(system, ix)).collect();
    let watches: Vec<Watch> = paths.iter().map(|path| Watch::of(&net, path)).collect();
    let mut at_rest = Player::new(&net, &watches, &costs);
    let works = at_rest.works_as_drawn();
    let structure = Structure::of(system);
    let mut verdicts: Vec<PathVerdict> = Vec::with_capacity(paths.len());
    for ((path, watch), works) in paths.iter().zip(&watches).zip(&works) {
        let availability = if *works { availability::of(&structure, path) } else { availability::none() };
        let broken_because = if *works { Vec::new() } else { stuck(&at_rest, watch) };
        verdicts.push(blank(system, path, watch, !works, &broken_because, availability));
    }
    // A broken path has no drills: whatever fails, it does not serve.
    let (sound, sound_at): (Vec<Watch>, Vec<usize>) = watches
        .into_iter()
        .zip(works)
        .enumerate()
        .filter_map(|(at, (watch, works))| works.then_some((watch, at)))
        .unzip();
    let (zones, regions) = places(system, &net);
    let services = services(system);
    let lost: Vec<Vec<Nix>> = services.values().cloned().collect();
    let effects = Drills::new(&net, &sound, &costs).all(&zones, &regions, &lost);
    let naming = Naming { system, net: &net, services: services.into_keys().collect() };
    let names: Vec<Id> = verdicts.iter().map(|verdict| Id::new(&verdict.name)).collect();
    let mut drills = Vec::with_capacity(effects.len());
    let mut named: Option<(Strike, Failure)> = None;
    for effect in &effects {
        let verdict = &mut verdicts[sound_at[effect.path]];
        count(verdict, effect, &naming);
        let failure = match &named {
            Some((strike, failure)) if *strike == effect.strike => failure.clone(),
            _ => naming.failure(effect.strike),
        };
        named = Some((effect.strike, failure.clone()));
        drills.push(Drill {
            failure,
            path: names[sound_at[effect.path]].clone(),
            outcome: effect.outcome,
            because: naming.ids(&effect.because),
            rto: effect.rto,
            rpo: effect.rpo,
            capacity: capacity(system, &net, &effect.left),
        });
    }
    interruptions(&mut verdicts, &effects, &sound_at, &costs, &naming);
    Verdicts { paths: verdicts, drills }
}

/// The zones and regions to lose.
fn places(system: &System<'_>, net: &Net) -> (Vec<(u32, u8)>, Vec<u32>) {
    let (mut zones, mut regions) = (Vec::new(), Vec::new());
    for name in system.regions() {
        let Some(region) = net.region(name) else { continue };
        regions.push(region);
        zones.extend(system.zones_in_use(name).into_iter().map(|zone| (region, zone.index() as u8)));
    }
    (zones, regions)
}

/// The services to lose: type and region, with the components that go with it. Types that are only drawn
/// are not judged, so nothing is said about their loss.
fn services<'d>(system: &System<'d>) -> BTreeMap<(&'d str, &'d str), Vec<Nix>> {
    let mut services: BTreeMap<(&str, &str), Vec<Nix>> = BTreeMap::new();
    for (ix, node) in system.each_node() {
        if groups::is_judged_node(node) && node.service.support == Support::Full {
            services.entry((node.kind(), node.region.unwrap_or(GLOBAL))).or_default().push(ix.0);
        }
    }
    services
}

/// What is left of components, named.
pub fn capacity(system: &System<'_>, net: &Net, left: &[(Nix, u32)]) -> Vec<Capacity> {
    left.iter()
        .map(|(node, left)| {
            let flat = &net.nodes[*node as usize];
            let need = if let Behaviour::Fleet { .. } = flat.behaviour { flat.need } else { 1 };
            let of = super::net::size(flat.units.len());
            Capacity { component: system.node(NodeIx(*node)).id().clone(), left: *left, of, need }
        })
        .collect()
}

fn blank(
    system: &System<'_>,
    path: &Path,
    watch: &Watch,
    broken: bool,
    broken_because: &[Nix],
    availability: Availability,
) -> PathVerdict {
    let id = |node: &Nix| system.node(NodeIx(*node)).id().clone();
    let (caller, is_event) = match path.kind {
        PathKind::Request { caller } => (caller, false),
        PathKind::Event { source } => (source, true),
    };
    let mut closure = watch.closure.clone();
    closure.arrange();
    let not_judged = |node: &&Nix| !system.node(NodeIx(**node)).is_judged();
    let outcome = if broken { Outcome::Fails } else { Outcome::Continues };
    PathVerdict {
        name: path.name(system),
        entry: system.node(path.entry).id().clone(),
        caller: system.node(caller).id().clone(),
        is_event,
        broken,
        broken_because: broken_because.iter().map(id).collect(),
        not_judged: closure.iter().filter(not_judged).map(id).collect(),
        closure: closure.iter().map(id).collect(),
        instance: outcome,
        zone: outcome,
        region: outcome,
        service: outcome,
        spof_instance: Vec::new(),
        spof_zones: Vec::new(),
        spof_zone_components: Vec::new(),
        interruptions: Vec::new(),
        availability,
    }
}

/// Names for what the drills know by position.
struct Naming<'s, 'd> {
    system: &'s System<'d>,
    net: &'s Net,
    services: Vec<(&'d str, &'d str)>,
}

impl Naming<'_, '_> {
    fn id(&self, node: Nix) -> Id {
        self.system.node(NodeIx(node)).id().clone()
    }

    fn ids(&self, nodes: &[Nix]) -> Vec<Id> {
        let mut nodes = nodes.to_vec();
        nodes.arrange();
        nodes.dedup();
        nodes.into_iter().map(|node| self.id(node)).collect()
    }

    fn failure(&self, strike: Strike) -> Failure {
        match strike {
            Strike::Unit(node, unit) => Failure::Instance { component: self.id(node), unit: unit as usize },
            Strike::Zone(region, zone) => Failure::Zone { region: self.region(region), zone: zone_of(zone) },
            Strike::Region(region) => Failure::Region { region: self.region(region) },
            Strike::Service(service) => {
                let (kind, region) = self.services[service as usize];
                Failure::Service { kind: kind.to_owned(), region: region.to_owned() }
            }
        }
    }

    fn region(&self, region: u32) -> String {
        self.net.regions[region as usize].clone()
    }
}

fn zone_of(zone: u8) -> Zone {
    Zone::nth(usize::from(zone)).unwrap_or(Zone::A)
}

/// Counts one effect towards its path's verdict.
fn count(verdict: &mut PathVerdict, effect: &Effect, naming: &Naming<'_, '_>) {
    let fails = effect.outcome == Outcome::Fails;
    match effect.strike {
        Strike::Unit(node, _) => {
            verdict.instance = verdict.instance.max(effect.outcome);
            let id = naming.id(node);
            if fails && verdict.spof_instance.last() != Some(&id) {
                verdict.spof_instance.push(id);
            }
        }
        Strike::Zone(region, zone) => {
            verdict.zone = verdict.zone.max(effect.outcome);
            if fails {
                verdict.spof_zones.push((naming.region(region), zone_of(zone)));
            }
            for node in &effect.alone {
                let id = naming.id(*node);
                if let Err(at) = verdict.spof_zone_components.binary_search(&id) {
                    verdict.spof_zone_components.insert(at, id);
                }
            }
        }
        Strike::Region(_) => verdict.region = verdict.region.max(effect.outcome),
        Strike::Service(_) => verdict.service = verdict.service.max(effect.outcome),
    }
}

/// What only interrupts a path: whoever it waits for after the loss of a unit or a zone, and is no
/// single point of failure of it.
fn interruptions(
    verdicts: &mut [PathVerdict],
    effects: &[Effect],
    sound_at: &[usize],
    costs: &[Cost],
    naming: &Naming<'_, '_>,
) {
    let mut found: Vec<BTreeMap<Nix, Seconds>> = vec![BTreeMap::new(); verdicts.len()];
    for effect in effects.iter().filter(|effect| effect.outcome == Outcome::Recovers) {
        let all = &mut found[sound_at[effect.path]];
        for node in &effect.because {
            let time = match effect.strike {
                Strike::Unit(..) => effect.rto,
                _ => Some(costs[*node as usize].rto),
            };
            let known = all.entry(*node).or_insert(time);
            *known = worse(*known, time);
        }
    }
    for (verdict, found) in verdicts.iter_mut().zip(found) {
        for (node, time) in found {
            let id = naming.id(node);
            if !verdict.spof_instance.contains(&id) && !verdict.spof_zone_components.contains(&id) {
                verdict.interruptions.push((id, time));
            }
        }
    }
}
