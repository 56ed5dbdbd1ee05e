//! A second judge, written from the specification of failures alone (`reliability.md` B.1 to B.7).
//!
//! It reads a saved design as plain JSON and shares no code with Zonewise: no catalog, no resolved
//! system, no engine. It is as simple and as slow as it can be: every question starts from nothing, the
//! fixed point sweeps all components until nothing changes, and availability adds up every vector of
//! what is up and what is down. Where it and the engine differ, one of them is wrong.

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
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}

impl Node {
    fn flag(&self, name: &str) -> bool {
        self.settings.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    fn number(&self, name: &str, default: usize) -> usize {
        self.settings.get(name).and_then(Value::as_u64).map_or(default, |number| number as usize)
    }

    fn word(&self, name: &str, default: &str) -> String {
        self.settings.get(name).and_then(Value::as_str).unwrap_or(default).to_owned()
    }

    fn is_fleet(&self) -> bool {
        FLEETS.contains(&&*self.kind)
    }

    fn desired(&self) -> usize {
        match &*self.kind {
            "asg" => self.number("desired_capacity", self.number("min_size", 1)),
            "elastic_beanstalk" if self.word("environment_type", "LoadBalanced") == "SingleInstance" => 1,
            "elastic_beanstalk" => self.number("desired_capacity", self.number("min_size", 1)),
            _ => self.number("desired_count", 1),
        }
    }

    fn need(&self) -> usize {
        if self.is_fleet() { self.number("need", 1) } else { 1 }
    }

    fn first_zone(&self) -> Vec<char> {
        self.zones.iter().copied().take(1).collect()
    }

    fn dealt(&self, count: usize) -> Vec<char> {
        if self.zones.is_empty() {
            return Vec::new();
        }
        (0..count).map(|number| self.zones[number % self.zones.len()]).collect()
    }

    /// B.1, column "Units". `None` = a component that has no units.
    fn units(&self) -> Option<Vec<char>> {
        match &*self.kind {
            "asg" | "ecs_service" | "eks" | "elastic_beanstalk" => Some(self.dealt(self.desired())),
            "ec2" | "rds_replica" | "ebs" => Some(self.first_zone()),
            "alb" | "nlb" => Some(self.zones.clone()),
            "lambda" => self.vpc.is_some().then(|| self.zones.clone()),
            "rds" => {
                let instances = match (self.flag("multi_az_cluster"), self.flag("multi_az")) {
                    (true, _) => 3,
                    (false, true) => 2,
                    (false, false) => 1,
                };
                Some(self.zones.iter().copied().take(instances).collect())
            }
            "aurora" => match self.settings.get("instance_zones").and_then(Value::as_array) {
                Some(list) => Some(list.iter().filter_map(|zone| zone.as_str()?.chars().next()).collect()),
                None => Some(self.first_zone()),
            },
            "elasticache" => Some(self.dealt(self.number("num_cache_clusters", 1))),
            "opensearch" => Some(self.dealt(self.number("instance_count", 1))),
            "efs" if self.flag("one_zone") => Some(self.first_zone()),
            "efs" => Some(self.zones.clone()),
            "s3" => {
                let one_zone = matches!(&*self.word("storage_class", "STANDARD"), "ONEZONE_IA" | "EXPRESS_ONEZONE");
                one_zone.then(|| if self.zones.is_empty() { vec!['a'] } else { self.first_zone() })
            }
            "nat_gateway" => (self.word("availability_mode", "zonal") == "zonal").then(|| self.first_zone()),
            "vpc_endpoint" => (self.word("vpc_endpoint_type", "Interface") == "Interface").then(|| self.zones.clone()),
            _ => None,
        }
    }

    /// B.7, the table, and what stands before it.
    fn availability(&self) -> f64 {
        if let Some(whole) = self.settings.get("availability").and_then(Value::as_f64) {
            return whole;
        }
        if let Some(unit) = self.settings.get("unit_availability").and_then(Value::as_f64) {
            return at_least(self.need(), self.units.len(), unit);
        }
        let zones = self.units.iter().collect::<BTreeSet<_>>().len();
        let two = |yes: f64, no: f64| if zones >= 2 { yes } else { no };
        match &*self.kind {
            "cloudfront" => 0.999,
            "api_gateway" | "lambda" | "waf" => 0.9995,
            "alb" | "nlb" => two(0.9999, 0.999),
            "ec2" | "rds_replica" => 0.995,
            "asg" | "ecs_service" | "eks" | "elastic_beanstalk" => two(0.9999, 0.995),
            "rds" if self.flag("multi_az") || self.flag("multi_az_cluster") => 0.9995,
            "rds" => 0.995,
            "aurora" => two(0.9999, 0.999),
            "dynamodb" => 0.9999,
            "elasticache" if self.flag("automatic_failover_enabled") => two(0.9999, 0.995),
            "elasticache" => 0.995,
            "opensearch" if self.flag("multi_az_with_standby_enabled") => 0.9999,
            "opensearch" => two(0.999, 0.99),
            "efs" if self.flag("one_zone") => 0.999,
            "efs" => 0.9999,
            "ebs" => 0.999,
            "s3" if matches!(&*self.word("storage_class", "STANDARD"), "STANDARD" | "EXPRESS_ONEZONE") => 0.999,
            "s3" | "external" => 0.99,
            "sqs" | "sns" | "kinesis" | "step_functions" | "cognito" | "ecr" | "ssm_parameter" | "nat_gateway"
            | "app_runner" => 0.999,
            "eventbridge" | "secrets_manager" => 0.9999,
            "vpc_endpoint" if self.word("vpc_endpoint_type", "Interface") == "Interface" => two(0.9999, 0.995),
            _ => 1.0,
        }
    }
}

/// Probability that at least `need` of `count` units are up: the binomial sum, term by term.
pub fn at_least(need: usize, count: usize, unit: f64) -> f64 {
    let mut sum = 0.0;
    for up in need..=count {
        let mut term = 1.0;
        for number in 0..up {
            term *= (count - number) as f64 / (number + 1) as f64;
        }
        for _ in 0..up {
            term *= unit;
        }
        for _ in up..count {
            term *= 1.0 - unit;
        }
        sum += term;
    }
    sum
}

impl Oracle {
    /// Reads a saved design.
    pub fn of(file: &Value) -> Self {
        let main_region = text(file, "region").unwrap_or_default().to_owned();
        let none = Vec::new();
        let components = file.get("components").and_then(Value::as_array).unwrap_or(&none);
        let connections = file.get("connections").and_then(Value::as_array).unwrap_or(&none);
        let vpcs: BTreeMap<&str, &str> = components
            .iter()
            .filter(|component| text(component, "type") == Some("vpc"))
            .filter_map(|vpc| Some((text(vpc, "id")?, text(vpc, "in").unwrap_or(&main_region))))
            .collect();
        let mut nodes = BTreeMap::new();
        for component in components {
            let place = text(component, "in");
            let vpc = place.filter(|place| vpcs.contains_key(place));
            let region = match vpc {
                Some(vpc) => Some(vpcs[vpc].to_owned()),
                None => place.map(str::to_owned),
            };
            let letters = component.get("zones").and_then(Value::as_array).unwrap_or(&none);
            let mut node = Node {
                kind: text(component, "type").unwrap_or_default().to_owned(),
                region,
                vpc: vpc.map(str::to_owned),
                tier: text(component, "tier").unwrap_or_default().to_owned(),
                zones: letters.iter().filter_map(|letter| letter.as_str()?.chars().next()).collect(),
                settings: component.get("settings").and_then(Value::as_object).cloned().unwrap_or_default(),
                units: Vec::new(),
            };
            node.units = node.units().unwrap_or_default();
            nodes.insert(text(component, "id").unwrap_or_default().to_owned(), node);
        }
        let mut oracle = Self { nodes, links: Vec::new(), events: Vec::new(), requests: Vec::new() };
        for connection in connections {
            oracle.read(connection);
        }
        oracle.imply_egress();
        oracle.decide_egress();
        oracle
    }

    fn node(&self, id: &str) -> &Node {
        &self.nodes[id]
    }

    fn read(&mut self, connection: &Value) {
        let from = text(connection, "from").unwrap_or_default().to_owned();
        let to = text(connection, "to").unwrap_or_default().to_owned();
        let kind = text(connection, "kind").unwrap_or_default().to_owned();
        if kind == "request" {
            let admin = connection.get("settings").is_some_and(|settings| text(settings, "purpose") == Some("admin"));
            if !admin {
                self.requests.push((from.clone(), to.clone()));
            }
        }
        if kind == "event" {
            self.events.push((from.clone(), to.clone()));
        }
        if matches!(&*kind, "event" | "replication" | "management") {
            return;
        }
        let head = self.node(&to);
        let default = match &*head.kind {
            "elasticache" if head.word("role", "cache") == "cache" => "soft",
            "ecr" | "secrets_manager" | "ssm_parameter" => "startup",
            "cloudwatch_alarm" | "backup" | "acm" => "none",
            _ => "hard",
        };
        let given = text(connection, "dependency");
        let strength = match (given, &*kind) {
            (Some(given), _) => given,
            (None, "egress") => "undecided",
            (None, _) => default,
        };
        let tail = self.node(&from);
        let is_balancer = matches!(&*tail.kind, "alb" | "nlb");
        let meaning = match (&*kind, &*head.kind) {
            ("egress", _) => Meaning::Egress,
            ("data", "efs") => Meaning::Mount,
            ("data", "ebs") | ("host", _) => Meaning::Beside,
            _ if is_balancer && (head.is_fleet() || head.kind == "ec2") => Meaning::Target,
            _ => Meaning::Plain,
        };
        self.links.push(Link {
            strength: strength.to_owned(),
            group: text(connection, "group").map(str::to_owned),
            primary: connection.get("primary").and_then(Value::as_bool).unwrap_or(false),
            from,
            to,
            kind,
            meaning,
        });
    }

    /// B.3: a private compute component without a drawn egress uses its VPC's gateways: in each of its
    /// zones the one there, else a regional one, else the first choice.
    fn imply_egress(&mut self) {
        let mut implied = Vec::new();
        for (id, node) in &self.nodes {
            let drawn = self.links.iter().any(|link| link.from == *id && link.kind == "egress");
            if drawn || !COMPUTE.contains(&&*node.kind) || node.tier != "private" || node.vpc.is_none() {
                continue;
            }
            let all: Vec<Link> = self
                .nodes
                .iter()
                .filter(|(_, nat)| nat.kind == "nat_gateway" && nat.vpc == node.vpc)
                .map(|(nat, gateway)| Link {
                    from: id.clone(),
                    to: nat.clone(),
                    kind: "egress".to_owned(),
                    strength: "undecided".to_owned(),
                    group: None,
                    primary: gateway.flag("primary"),
                    meaning: Meaning::Egress,
                })
                .collect();
            let table: Vec<&Link> = all.iter().collect();
            let used: BTreeSet<String> =
                node.zones.iter().filter_map(|zone| Some(self.route(id, &table, Some(*zone))?.to.clone())).collect();
            implied.extend(all.into_iter().filter(|link| used.contains(&link.to)));
        }
        self.links.extend(implied);
    }

    /// B.3: an egress is hard by default when the component needs something outside VPCs that its VPC
    /// has no endpoint for.
    fn decide_egress(&mut self) {
        let strengths: Vec<&str> = self
            .links
            .iter()
            .map(|link| {
                let needs_outside = self.links.iter().any(|other| {
                    other.from == link.from
                        && other.strength == "hard"
                        && other.kind != "egress"
                        && self.is_outside(&other.to)
                        && !self.has_endpoint(&link.from, &other.to)
                });
                if needs_outside { "hard" } else { "soft" }
            })
            .collect();
        let strengths: Vec<String> = strengths.into_iter().map(str::to_owned).collect();
        for (link, decided) in self.links.iter_mut().zip(strengths) {
            if link.strength == "undecided" {
                link.strength = decided;
            }
        }
    }

    fn is_outside(&self, id: &str) -> bool {
        let node = self.node(id);
        node.vpc.is_none() && !IN_ZONES.contains(&&*node.kind) && node.kind != "vpc_endpoint" && node.kind != "vpc"
    }

    fn has_endpoint(&self, from: &str, to: &str) -> bool {
        let (vpc, wanted) = (&self.node(from).vpc, &self.node(to).kind);
        vpc.is_some()
            && self.nodes.iter().any(|(id, node)| {
                node.kind == "vpc_endpoint"
                    && node.vpc == *vpc
                    && (node.word("service_name", "").rsplit('.').next() == Some(wanted)
                        || self.links.iter().any(|link| link.from == *id && self.node(&link.to).kind == *wanted))
            })
    }

    /// The gateway that a route table leads to from a zone.
    fn route<'a>(&self, from: &str, table: &[&'a Link], zone: Option<char>) -> Option<&'a Link> {
        let mut by_choice: Vec<&Link> = table.to_vec();
        by_choice.sort_by_key(|link| (!link.primary, link.to.clone()));
        let here = by_choice.iter().find(|link| {
            let nat = self.node(&link.to);
            nat.region == self.node(from).region && nat.units().is_some() && nat.units.first().copied() == zone
        });
        let regional = by_choice.iter().find(|link| self.node(&link.to).units().is_none());
        here.filter(|_| zone.is_some()).or(regional).or(by_choice.first()).copied()
    }

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

    /// B.4: what is alive, right after the failure or after automatic recovery.
    fn alive(&self, id: &str, scenario: &Scenario, later: bool) -> Alive {
        let node = self.node(id);
        let here = |region: &str| node.region.as_deref() == Some(region);
        if matches!(scenario, Scenario::Region(region) if here(region)) {
            return Alive { down: true, units: Vec::new() };
        }
        let lost: Vec<bool> = (0..node.units.len())
            .map(|unit| match scenario {
                Scenario::Instance(of, number) => of == id && *number == unit,
                Scenario::Zone(region, zone) => here(region) && node.units[unit] == *zone,
                Scenario::UnitsInZone(of, region, zone) => of == id && here(region) && node.units[unit] == *zone,
                Scenario::Nothing | Scenario::Region(_) => false,
            })
            .collect();
        let of = |kept: bool| -> Vec<(char, bool)> {
            node.units.iter().zip(&lost).filter(|(_, lost)| !**lost || kept).map(|(zone, _)| (*zone, false)).collect()
        };
        let survivors = of(false);
        let up = |units: Vec<(char, bool)>| Alive { down: false, units };
        let down = || Alive { down: true, units: Vec::new() };
        let again = || up(node.units.iter().zip(&lost).map(|(zone, lost)| (*zone, *lost)).collect());
        if !lost.contains(&true) {
            return up(survivors);
        }
        let by_zone = !matches!(scenario, Scenario::Instance(..));
        let fails_over = |survivors: Vec<(char, bool)>| match (lost[0], later, survivors.is_empty()) {
            (_, _, true) | (true, false, _) => down(),
            _ => up(survivors),
        };
        match &*node.kind {
            "asg" | "ecs_service" | "eks" | "elastic_beanstalk" if !later => up(survivors),
            "asg" | "ecs_service" | "eks" | "elastic_beanstalk" if !by_zone => again(),
            "asg" | "ecs_service" | "eks" | "elastic_beanstalk" => {
                let (Scenario::Zone(_, dead) | Scenario::UnitsInZone(_, _, dead)) = scenario else { return again() };
                let left: Vec<char> = node.zones.iter().copied().filter(|zone| zone != dead).collect();
                let mut units = survivors;
                while !left.is_empty() && units.len() < node.units.len() {
                    let load = |zone: char| units.iter().filter(|(other, _)| *other == zone).count();
                    let least = left.iter().map(|zone| load(*zone)).min().unwrap_or_default();
                    let Some(zone) = left.iter().copied().find(|zone| load(*zone) == least) else { break };
                    units.push((zone, true));
                }
                up(units)
            }
            "ec2" if later && !by_zone && self.recovers(id) => again(),
            "rds" if node.flag("multi_az") || node.flag("multi_az_cluster") => fails_over(survivors),
            "aurora" if node.units.len() >= 2 => fails_over(survivors),
            "aurora" if later && !by_zone => again(),
            "elasticache" if node.units.len() < 2 => {
                if later && !by_zone {
                    again()
                } else {
                    down()
                }
            }
            "elasticache" if node.flag("automatic_failover_enabled") => fails_over(survivors),
            "elasticache" if !lost[0] => up(survivors),
            "elasticache" if later && !by_zone => again(),
            "opensearch" => {
                let enough = if by_zone { node.zones.len() >= 3 } else { node.units.len() >= 2 };
                if enough && node.number("number_of_replicas", 0) >= 1 { up(survivors) } else { down() }
            }
            "alb" | "nlb" | "lambda" | "vpc_endpoint" | "efs" => up(survivors),
            _ => down(),
        }
    }

    /// B.10: the setting, or a drawn alarm whose management connection to the instance recovers it.
    fn recovers(&self, id: &str) -> bool {
        self.node(id).flag("auto_recovery")
    }

    /// The groups of one strength that a component must satisfy (B.3), but its route table.
    fn groups(&self, id: &str, strength: &str, later: bool) -> Vec<Vec<&Link>> {
        let links: Vec<&Link> = self
            .links
            .iter()
            .filter(|link| link.from == id && link.strength == strength && link.meaning != Meaning::Egress)
            .collect();
        let node = self.node(id);
        if node.kind == "route53" {
            let policy = node.word("routing_policy", "simple");
            let checked = links.len() >= 2 && node.flag("health_check") && policy != "simple";
            return match (checked, later, &*policy) {
                (true, true, _) => vec![links],
                (true, false, "failover") => {
                    let mut by_choice = links;
                    by_choice.sort_by_key(|link| (!link.primary, link.to.clone()));
                    by_choice.truncate(1);
                    vec![by_choice]
                }
                _ => links.into_iter().map(|link| vec![link]).collect(),
            };
        }
        let is_balancer = matches!(&*node.kind, "alb" | "nlb");
        let mut groups: Vec<(Option<String>, Vec<&Link>)> = Vec::new();
        for link in links {
            let together = link.group.is_some() || is_balancer;
            match groups.iter_mut().find(|(label, _)| together && *label == link.group) {
                Some((_, group)) => group.push(link),
                None => groups.push((link.group.clone(), vec![link])),
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    fn table(&self, id: &str, strength: &str) -> Vec<&Link> {
        self.links
            .iter()
            .filter(|link| link.from == id && link.strength == strength && link.meaning == Meaning::Egress)
            .collect()
    }

    /// B.5: whether every group of a strength is satisfied from a zone.
    fn satisfied(&self, id: &str, strength: &str, zone: Option<char>, state: &State, later: bool) -> bool {
        let table = self.table(id, strength);
        let out = self.route(id, &table, zone).is_none_or(|link| state.serves[&link.to]);
        out && self
            .groups(id, strength, later)
            .iter()
            .all(|group| group.iter().any(|link| self.usable(link, zone, state)))
    }

    fn usable(&self, link: &Link, zone: Option<char>, state: &State) -> bool {
        if !state.serves[&link.to] {
            return false;
        }
        let (tail, head) = (self.node(&link.from), self.node(&link.to));
        let same_region = tail.region == head.region;
        let Some(zone) = zone else { return true };
        let functional = &state.functional[&link.to];
        match link.meaning {
            Meaning::Plain | Meaning::Egress => true,
            Meaning::Beside => same_region && functional.contains(&zone),
            Meaning::Mount if head.flag("one_zone") => true,
            Meaning::Mount => same_region && state.alive[&link.to].units.iter().any(|(unit, _)| *unit == zone),
            Meaning::Target => {
                let crosses = tail.kind == "alb" || tail.flag("enable_cross_zone_load_balancing");
                let live: Vec<char> = state.alive[&link.from].units.iter().map(|(zone, _)| *zone).collect();
                let enabled = if crosses { &tail.zones } else { &live };
                let count = functional.iter().filter(|unit| same_region && enabled.contains(unit)).count();
                count >= head.need() && (crosses || same_region && functional.contains(&zone))
            }
        }
    }

    /// B.5: the greatest fixed point, by sweeping until nothing changes.
    fn solve(&self, scenario: &Scenario, later: bool) -> State {
        let mut state = State::default();
        for id in self.nodes.keys() {
            let alive = self.alive(id, scenario, later);
            state.serves.insert(id.clone(), !alive.down);
            state.functional.insert(id.clone(), alive.units.iter().map(|(zone, _)| *zone).collect());
            state.alive.insert(id.clone(), alive);
        }
        loop {
            let mut changed = false;
            for (id, node) in &self.nodes {
                let alive = state.alive[id].clone();
                let functional: Vec<char> = alive
                    .units
                    .iter()
                    .filter(|(zone, started)| {
                        self.satisfied(id, "hard", Some(*zone), &state, later)
                            && (!started || self.satisfied(id, "startup", Some(*zone), &state, later))
                    })
                    .map(|(zone, _)| *zone)
                    .collect();
                let serves = !alive.down
                    && if node.is_fleet() {
                        functional.len() >= node.need()
                    } else if node.units().is_some() {
                        !functional.is_empty()
                    } else {
                        self.satisfied(id, "hard", None, &state, later)
                    };
                changed |= state.serves[id] != serves || state.functional[id] != functional;
                state.serves.insert(id.clone(), serves);
                state.functional.insert(id.clone(), functional);
            }
            if !changed {
                return state;
            }
        }
    }

    fn works(&self, path: &Path, scenario: &Scenario, later: bool) -> bool {
        let state = self.solve(scenario, later);
        let delivered = path.source.as_ref().is_none_or(|source| {
            let alive = &state.alive[source];
            !alive.down && (self.node(source).units().is_none() || !alive.units.is_empty())
        });
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

    /// B.7: every vector of what is up and what is down, zones ignored.
    fn availability(&self, path: &Path, closure: &BTreeSet<String>) -> (f64, f64) {
        let nodes: Vec<&String> = closure.iter().collect();
        assert!(nodes.len() <= 20, "too many to enumerate");
        let chances: Vec<f64> = nodes.iter().map(|id| self.node(id).availability()).collect();
        let (mut good, mut bad) = (0.0, 0.0);
        for vector in 0_u32..1 << nodes.len() {
            let mut chance = 1.0;
            let mut up = BTreeSet::new();
            for (bit, id) in nodes.iter().enumerate() {
                if vector & (1 << bit) == 0 {
                    chance *= 1.0 - chances[bit];
                } else {
                    chance *= chances[bit];
                    up.insert(id.as_str());
                }
            }
            if chance == 0.0 {
                continue;
            }
            if self.serves_with(path, up) {
                good += chance;
            } else {
                bad += chance;
            }
        }
        (good, bad)
    }

    fn serves_with(&self, path: &Path, up: BTreeSet<&str>) -> bool {
        let delivered = path.source.as_ref().is_none_or(|source| up.contains(source.as_str()));
        let mut serving = up;
        loop {
            let kept: BTreeSet<&str> = serving
                .iter()
                .copied()
                .filter(|id| {
                    let mut groups = self.groups(id, "hard", true);
                    groups.push(self.table(id, "hard"));
                    groups
                        .iter()
                        .all(|group| group.is_empty() || group.iter().any(|link| serving.contains(link.to.as_str())))
                })
                .collect();
            if kept.len() == serving.len() {
                return delivered && serving.contains(path.entry.as_str());
            }
            serving = kept;
        }
    }
}
