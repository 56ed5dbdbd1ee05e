//! A second judge, written from the specification of failures alone (`reliability.md` B.1 to B.7).
//!
//! It reads a saved design as plain JSON and shares no code with Zonewise: no catalog, no resolved
//! system, no engine. It is as simple and as slow as it can be: every question starts from nothing, the
//! fixed point sweeps all components until nothing changes, and availability adds up every vector of
//! what is up and what is down. Where it and the engine differ, one of them is wrong.

mod alive;
mod drawing;
mod node;
mod serving;
mod sum;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

const FLEETS: [&str; 4] = ["asg", "ecs_service", "eks", "elastic_beanstalk"];
const COMPUTE: [&str; 7] = ["ec2", "asg", "ecs_service", "eks", "elastic_beanstalk", "lambda", "app_runner"];
const WITH_MEMBERS: [&str; 10] = [
    "asg",
    "ecs_service",
    "eks",
    "elastic_beanstalk",
    "ec2",
    "rds",
    "rds_replica",
    "aurora",
    "elasticache",
    "opensearch",
];
/// Types that live in zones of a VPC: never "regional, global or external".
const IN_ZONES: [&str; 17] = [
    "asg",
    "ecs_service",
    "eks",
    "elastic_beanstalk",
    "ec2",
    "rds",
    "rds_replica",
    "rds_proxy",
    "aurora",
    "elasticache",
    "memorydb",
    "opensearch",
    "efs",
    "ebs",
    "alb",
    "nlb",
    "nat_gateway",
];

/// What a failure does to a path, from best to worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Effect {
    Continues,
    Recovers,
    Fails,
}

/// What is lost (B.4).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Scenario {
    Nothing,
    Instance(String, usize),
    Zone(String, char),
    Region(String),
    /// Every component of a type in a region; `global` for those outside regions.
    Service(String, String),
    /// Only the units of one component in one zone (B.6).
    UnitsInZone(String, String, char),
}

/// A path to judge (B.2).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Path {
    pub entry: String,
    /// What delivers, on an event path.
    pub source: Option<String>,
}

impl Path {
    pub fn name(&self) -> String {
        match &self.source {
            Some(source) => format!("{source}->{}", self.entry),
            None => self.entry.clone(),
        }
    }
}

/// What B.6 and B.7 say of a path.
#[derive(Clone, PartialEq, Debug)]
pub struct Judgement {
    pub broken: bool,
    pub closure: BTreeSet<String>,
    pub instance: Effect,
    pub zone: Effect,
    pub region: Effect,
    pub spof_instance: Vec<String>,
    pub spof_zones: Vec<(String, char)>,
    pub spof_zone_components: Vec<String>,
    pub availability: f64,
    /// Added up from the vectors in which it does not serve, so without cancellation.
    pub unavailability: f64,
}

#[derive(Debug)]
struct Node {
    kind: String,
    region: Option<String>,
    vpc: Option<String>,
    tier: String,
    zones: Vec<char>,
    settings: Map<String, Value>,
    /// The zone of every unit.
    units: Vec<char>,
}

#[derive(Clone, Debug)]
struct Link {
    from: String,
    to: String,
    kind: String,
    strength: String,
    group: Option<String>,
    primary: bool,
    /// A load balancer's target, a mount, an attachment: by kind and ends.
    meaning: Meaning,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Meaning {
    Plain,
    Mount,
    Beside,
    Target,
    Egress,
}

/// The parts of a component that are alive.
#[derive(Clone, Debug, Default)]
struct Alive {
    /// The component as a whole does not work, whatever its units do.
    down: bool,
    /// Zone of each living unit, and whether it was started after the failure.
    units: Vec<(char, bool)>,
}

#[derive(Debug, Default)]
struct State {
    serves: BTreeMap<String, bool>,
    alive: BTreeMap<String, Alive>,
    /// Zones of the functional units.
    functional: BTreeMap<String, Vec<char>>,
}

/// A design, as this judge understands it.
#[derive(Debug)]
pub struct Oracle {
    nodes: BTreeMap<String, Node>,
    links: Vec<Link>,
    events: Vec<(String, String)>,
    requests: Vec<(String, String)>,
    /// Whatever a connection of any kind leaves.
    touched: BTreeSet<String>,
    /// Servers that an alarm recovers (B.10).
    alarmed: BTreeSet<String>,
}

impl Oracle {
    /// B.2: every path, request paths by entry, then event paths by ends.
    pub fn paths(&self) -> Vec<Path> {
        let mut entries = BTreeSet::new();
        for (from, to) in &self.requests {
            let called = self.requests.iter().any(|(_, head)| head == from);
            let caller = match &*self.node(from).kind {
                "users" => true,
                "external" => !called,
                _ => false,
            };
            if caller {
                entries.insert(to.clone());
            }
        }
        let mut paths: Vec<Path> = entries.into_iter().map(|entry| Path { entry, source: None }).collect();
        let mut events = Vec::new();
        for (from, to) in &self.events {
            let kind = &*self.node(to).kind;
            if COMPUTE.contains(&kind) || kind == "step_functions" {
                events.push(Path { entry: to.clone(), source: Some(from.clone()) });
            }
        }
        events.sort_by_key(|path| (path.source.clone(), path.entry.clone()));
        paths.extend(events);
        paths
    }

    /// Everything reachable over hard connections; on an event path with its source.
    pub fn closure(&self, path: &Path) -> BTreeSet<String> {
        let mut closure = BTreeSet::from([path.entry.clone()]);
        loop {
            let more: Vec<String> = self
                .links
                .iter()
                .filter(|link| link.strength == "hard" && closure.contains(&link.from) && !closure.contains(&link.to))
                .map(|link| link.to.clone())
                .collect();
            if more.is_empty() {
                break;
            }
            closure.extend(more);
        }
        closure.extend(path.source.clone());
        closure
    }

    fn works(&self, path: &Path, scenario: &Scenario, later: bool) -> bool {
        let state = self.solve(scenario, later);
        let delivered = path.source.as_ref().is_none_or(|source| state.serves[source]);
        delivered && state.serves[&path.entry]
    }

    /// B.5: what a failure does to a path.
    pub fn outcome(&self, path: &Path, scenario: &Scenario) -> Effect {
        if self.works(path, scenario, false) {
            Effect::Continues
        } else if self.works(path, scenario, true) {
            Effect::Recovers
        } else {
            Effect::Fails
        }
    }

    /// What a scenario leaves of the path's components with members, where it takes some: id, units left,
    /// units in all, units needed. While the path continues, units that cannot work count as taken.
    pub fn capacity(&self, path: &Path, scenario: &Scenario) -> Vec<(String, u32, u32, u32)> {
        let (rest, now) = (self.solve(&Scenario::Nothing, true), self.solve(scenario, false));
        let continues = self.works(path, scenario, false);
        let mut found = Vec::new();
        for id in self.closure(path) {
            let node = self.node(&id);
            if !WITH_MEMBERS.contains(&&*node.kind) {
                continue;
            }
            let before = if continues { rest.functional[&id].len() } else { node.units.len() };
            let survivors = || self.lost(&id, scenario).iter().filter(|lost| !**lost).count();
            let left = if continues { now.functional[&id].len() } else { survivors() };
            if left < before {
                found.push((id, left as u32, node.units.len() as u32, node.need() as u32));
            }
        }
        found
    }

    /// Every type with the regions it is in.
    pub fn services(&self) -> BTreeSet<(String, String)> {
        let nodes = self.nodes.values().filter(|node| !matches!(&*node.kind, "users" | "vpc"));
        nodes.map(|node| (node.kind.clone(), node.home().to_owned())).collect()
    }

    /// Every unit of a component that has members.
    pub fn instances(&self) -> Vec<(String, usize)> {
        self.nodes
            .iter()
            .filter(|(_, node)| WITH_MEMBERS.contains(&&*node.kind))
            .flat_map(|(id, node)| (0..node.units.len()).map(|unit| (id.clone(), unit)))
            .collect()
    }

    /// Every zone that holds a unit.
    pub fn zones(&self) -> BTreeSet<(String, char)> {
        self.nodes
            .values()
            .flat_map(|node| node.units.iter().filter_map(|zone| Some((node.region.clone()?, *zone))))
            .collect()
    }

    /// Every region that holds a component other than a VPC.
    pub fn regions(&self) -> BTreeSet<String> {
        self.nodes.values().filter(|node| node.kind != "vpc").filter_map(|node| node.region.clone()).collect()
    }

    /// B.5 to B.7 for one path.
    pub fn judge(&self, path: &Path) -> Judgement {
        let closure = self.closure(path);
        let (availability, unavailability) = self.availability(path, &closure);
        let mut found = Judgement {
            broken: !self.works(path, &Scenario::Nothing, false),
            closure,
            instance: Effect::Continues,
            zone: Effect::Continues,
            region: Effect::Continues,
            spof_instance: Vec::new(),
            spof_zones: Vec::new(),
            spof_zone_components: Vec::new(),
            availability,
            unavailability,
        };
        for (id, unit) in self.instances() {
            let effect = self.outcome(path, &Scenario::Instance(id.clone(), unit));
            found.instance = found.instance.max(effect);
            if effect == Effect::Fails && !found.spof_instance.contains(&id) {
                found.spof_instance.push(id);
            }
        }
        for (region, zone) in self.zones() {
            let effect = self.outcome(path, &Scenario::Zone(region.clone(), zone));
            found.zone = found.zone.max(effect);
            if effect == Effect::Fails {
                found.spof_zones.push((region, zone));
            }
        }
        for id in self.nodes.keys() {
            let blamed = found.spof_zones.iter().any(|(region, zone)| {
                self.outcome(path, &Scenario::UnitsInZone(id.clone(), region.clone(), *zone)) == Effect::Fails
            });
            if blamed {
                found.spof_zone_components.push(id.clone());
            }
        }
        for region in self.regions() {
            found.region = found.region.max(self.outcome(path, &Scenario::Region(region)));
        }
        found
    }
}
