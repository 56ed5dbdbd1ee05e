//! Random designs, the same for the same seed on every machine.
//!
//! Two flavours. [`Options::ODD`] gives small designs that are legal on paper and strange in fact:
//! rings, shared nodes, alternatives, fleets without units, gateways in the wrong zone. They are for
//! judging. [`Options::PLANNABLE`] gives designs that somebody could apply, for the Terraform export.

use serde_json::json;
use zonewise::catalog::{self, Scope, Support};
use zonewise::model::{Component, Connection, ConnectionKind, Dependency, Design, Id, Place, Point, Tier, Value, Zone};

/// The types that are judged, priced and exported.
pub const TWELVE: &[&str] = &[
    "users",
    "vpc",
    "cloudfront",
    "s3",
    "api_gateway",
    "lambda",
    "dynamodb",
    "alb",
    "asg",
    "rds",
    "efs",
    "nat_gateway",
];

/// Every type that is to be judged. Those that are not built yet are left out when designs are made, so that
/// a type takes part as soon as it is.
pub const EVERY: &[&str] = &[
    "users",
    "external",
    "route53",
    "cloudfront",
    "waf",
    "acm",
    "s3",
    "api_gateway",
    "cognito",
    "lambda",
    "dynamodb",
    "vpc",
    "alb",
    "nlb",
    "ec2",
    "asg",
    "ebs",
    "elastic_ip",
    "ecs_service",
    "ecr",
    "rds",
    "rds_replica",
    "rds_proxy",
    "aurora",
    "elasticache",
    "efs",
    "nat_gateway",
    "vpc_endpoint",
    "sqs",
    "sns",
    "eventbridge",
    "cloudwatch_alarm",
    "cloudwatch_logs",
    "secrets_manager",
    "ssm_parameter",
    "kms",
    "backup",
    "other",
];

/// Types that hang on others and are on no path: a few of them are enough.
const ATTACHED: &[&str] =
    &["waf", "acm", "elastic_ip", "cloudwatch_alarm", "cloudwatch_logs", "kms", "backup", "other"];

/// Whether designs can have a type: it is judged, priced and exported.
pub fn is_built(kind: &str) -> bool {
    catalog::find(kind).support == Support::Full
}

/// The types of which containers and backups are made, with what they touch.
pub const BOXES: &[&str] = &[
    "users",
    "vpc",
    "alb",
    "ecs_service",
    "ecs_service",
    "ecs_service",
    "asg",
    "asg",
    "ecr",
    "backup",
    "dynamodb",
    "rds",
    "efs",
    "s3",
    "nat_gateway",
];

/// What designs to make.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Components at most, users and VPCs included; at least 3.
    pub components: usize,
    /// The types to draw from.
    pub types: &'static [&'static str],
    /// Whether the design must be one that AWS would accept.
    pub plannable: bool,
    /// Of a hundred connections, how many may be of a kind that the matrix does not allow.
    pub illegal_percent: u64,
}

impl Options {
    /// Small and strange, for judging.
    pub const ODD: Self = Self { components: 8, types: TWELVE, plannable: false, illegal_percent: 4 };
    /// As strange, a little larger, and of every type.
    pub const EVERY: Self = Self { components: 10, types: EVERY, ..Self::ODD };
    /// As strange, of containers, their hosts, their images and backups.
    pub const BOXED: Self = Self { components: 9, types: BOXES, plannable: false, illegal_percent: 4 };
    /// Sensible, for the Terraform export.
    pub const PLANNABLE: Self = Self { components: 14, types: TWELVE, plannable: true, illegal_percent: 0 };
}

/// SplitMix64: small, fast, and good enough to vary designs.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// A generator of one sequence.
    pub fn new(seed: u64) -> Self {
        Self(seed ^ 0x5a6f_6e65_7769_7365)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.bits() % (end.max(1) as u64)) as usize
    }

    /// A number from `low` to `high`, both included.
    pub fn range(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True in so many cases of a hundred.
    pub fn percent(&mut self, chance: u64) -> bool {
        self.bits() % 100 < chance
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// Puts a list into a random order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }

    /// From `least` to all of a list, in random order.
    pub fn some<T: Clone>(&mut self, list: &[T], least: usize) -> Vec<T> {
        let mut kept = list.to_vec();
        self.shuffle(&mut kept);
        kept.truncate(self.range(least.min(list.len()), list.len()));
        kept
    }
}

/// The design of a seed.
pub fn design(seed: u64, options: &Options) -> Design {
    let mut rng = Rng::new(seed);
    if options.plannable { super::plannable::design(&mut rng, options) } else { odd(&mut rng, options) }
}

const REGIONS: [&str; 2] = ["us-east-1", "eu-west-1"];

fn odd(rng: &mut Rng, options: &Options) -> Design {
    let mut design = Design::new("Random", REGIONS[0]);
    if rng.percent(30) {
        design.header.requirements.availability_target = Some(0.999);
        design.header.requirements.dr_required = Some(rng.percent(50));
    }
    let count = rng.range(3, options.components.max(3));
    add(&mut design, component(rng, "users", &[]));
    let others: Vec<&str> =
        options.types.iter().copied().filter(|kind| !matches!(*kind, "users" | "vpc") && is_built(kind)).collect();
    // Of many types few fit each other, so a design draws from some of them.
    let others = if others.len() > 12 { rng.some(&others, 6).into_iter().take(14).collect() } else { others };
    let mut vpcs: Vec<Component> = Vec::new();
    if rng.percent(5) {
        add(&mut design, named(component(rng, "users", &[]), "admins"));
    }
    while design.components.len() < count {
        let kind = *rng.pick(&others);
        if ATTACHED.contains(&kind) && rng.percent(60) {
            continue;
        }
        let scope = catalog::find(kind).scope;
        let inside = scope.needs_vpc() && !rng.percent(3) || scope == Scope::RegionalOrVpc && rng.percent(40);
        if inside && (vpcs.is_empty() || rng.percent(5)) {
            if design.components.len() + 2 > count {
                continue;
            }
            let vpc = vpc(rng, vpcs.len());
            add(&mut design, vpc.clone());
            vpcs.push(vpc);
        }
        let mut made = component(rng, kind, if inside { &vpcs } else { &[] });
        made.id = design.free_id(&made.id);
        add(&mut design, made);
    }
    connect(rng, &mut design, options);
    design
}

fn named(mut component: Component, id: &str) -> Component {
    component.id = Id::new(id);
    component
}

/// Puts a component into a design.
pub fn add(design: &mut Design, component: Component) {
    design.components.insert(component.id.clone(), component);
}

/// Puts a connection into a design; parallel ones get an id.
pub fn link(design: &mut Design, mut connection: Connection) {
    let mut number = 2;
    while design.connections.contains_key(&connection.key) {
        connection.key.id = Some(format!("p{number}"));
        number += 1;
    }
    design.connections.insert(connection.key.clone(), connection);
}

/// The first zones by their letters.
pub fn zones(letters: &str) -> Vec<Zone> {
    letters.chars().filter_map(Zone::from_letter).collect()
}

/// Sets a setting.
pub fn set(component: &mut Component, name: &str, value: impl Into<Value>) {
    component.settings.insert(name.to_owned(), value.into());
}

fn vpc(rng: &mut Rng, number: usize) -> Component {
    let mut vpc = Component::new(if number == 0 { "main" } else { "second" }, "vpc");
    if number > 1 {
        vpc.id = Id::new(format!("vpc{number}"));
    }
    vpc.place = Place::Region(REGIONS[usize::from(number > 0 && rng.percent(60))].to_owned());
    vpc.zones = rng.some(&zones("abc"), 1);
    set(&mut vpc, "cidr_block", format!("10.{number}.0.0/16"));
    vpc
}

/// A component of a type with random settings, in one of the VPCs where there are any.
fn component(rng: &mut Rng, kind: &str, vpcs: &[Component]) -> Component {
    let service = catalog::find(kind);
    let mut made = Component::new(short_id(kind), kind);
    if vpcs.is_empty() {
        made.place = match service.scope {
            Scope::Global => Place::Global,
            _ => Place::Region(REGIONS[usize::from(rng.percent(8))].to_owned()),
        };
        if service.scope.needs_vpc() || kind == "s3" {
            made.zones = rng.some(&zones("abc"), usize::from(kind != "s3"));
        }
    } else {
        let vpc = rng.pick(vpcs);
        made.place = Place::Vpc(vpc.id.clone());
        made.zones = rng.some(&vpc.zones, 1);
        made.tier = Some(if rng.percent(80) { service.tier } else { *rng.pick(&Tier::ALL) });
    }
    if rng.percent(20) {
        made.name = Some(format!("The {kind}"));
    }
    if rng.percent(20) {
        made.at = Some(Point { x: rng.below(900) as f64, y: rng.below(600) as f64 / 4.0 });
    }
    settings(rng, &mut made);
    made
}

fn short_id(kind: &str) -> &str {
    match kind {
        "cloudfront" => "cdn",
        "api_gateway" => "api",
        "nat_gateway" => "nat",
        "dynamodb" => "table",
        "asg" => "web",
        "rds" => "db",
        "efs" => "files",
        "s3" => "bucket",
        "lambda" => "fn",
        "ecs_service" => "svc",
        "ecr" => "images",
        kind => kind,
    }
}

/// Types of which a single unit may be given an availability.
const UNITS: &[&str] = &[
    "asg",
    "rds",
    "alb",
    "efs",
    "nlb",
    "ec2",
    "ebs",
    "ecs_service",
    "rds_replica",
    "aurora",
    "elasticache",
    "vpc_endpoint",
];

fn settings(rng: &mut Rng, made: &mut Component) {
    let kind = made.kind.clone();
    let flag = |rng: &mut Rng, made: &mut Component, name: &str, chance: u64| {
        if rng.percent(chance) {
            set(made, name, rng.percent(75));
        }
    };
    match &*kind {
        "users" => set(made, "requests_per_month", 1000 * rng.range(0, 5000)),
        "asg" => {
            let desired = *rng.pick(&[0, 1, 1, 2, 2, 3, 4]);
            set(made, "min_size", rng.below(desired + 1));
            if rng.percent(80) {
                set(made, "desired_capacity", desired);
            }
            if rng.percent(60) {
                set(made, "max_size", desired + rng.below(3));
            }
            if rng.percent(50) {
                set(made, "need", *rng.pick(&[0, 1, 1, 2, 2, 3]));
            }
            flag(rng, made, "stateful", 15);
            flag(rng, made, "baked_image", 15);
            if rng.percent(30) {
                set(made, "health_check_type", *rng.pick(&["EC2", "ELB"]));
            }
        }
        "ecs_service" => {
            set(made, "desired_count", *rng.pick(&[0, 1, 1, 2, 2, 3, 4]));
            if rng.percent(50) {
                set(made, "need", *rng.pick(&[0, 1, 1, 2, 2, 3]));
            }
            if rng.percent(50) {
                set(made, "launch_type", "EC2");
                set(made, "network_mode", *rng.pick(&["awsvpc", "bridge", "host"]));
            }
            if rng.percent(30) {
                set(made, "max_capacity", rng.range(1, 5));
                set(made, "scaling_policies", json!([{"id": "cpu", "policy_type": "TargetTrackingScaling"}]));
            }
            flag(rng, made, "stateful", 15);
            flag(rng, made, "assign_public_ip", 20);
        }
        "rds" => {
            flag(rng, made, "multi_az", 60);
            flag(rng, made, "multi_az_cluster", 15);
            if rng.percent(30) {
                set(made, "backup_retention_period", rng.below(8));
            }
        }
        "efs" => flag(rng, made, "one_zone", 30),
        "nat_gateway" => {
            if rng.percent(35) {
                set(made, "availability_mode", *rng.pick(&["zonal", "regional"]));
            }
            flag(rng, made, "primary", 20);
        }
        "s3" if rng.percent(60) => {
            let classes = ["STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "EXPRESS_ONEZONE"];
            set(made, "storage_class", *rng.pick(&classes));
        }
        "nlb" => flag(rng, made, "enable_cross_zone_load_balancing", 60),
        "route53" => {
            let policies = ["simple", "failover", "weighted", "latency", "multivalue"];
            set(made, "routing_policy", *rng.pick(&policies));
            flag(rng, made, "health_check", 80);
            if rng.percent(30) {
                set(made, "ttl", rng.range(0, 600));
            }
        }
        "ec2" => {
            flag(rng, made, "auto_recovery", 50);
            flag(rng, made, "instance_store", 20);
            flag(rng, made, "stateful", 20);
        }
        "ebs" => flag(rng, made, "snapshots", 50),
        "aurora" if rng.percent(70) => {
            let zones: Vec<Value> =
                (0..rng.range(1, 3)).map(|_| json!(rng.pick(&made.zones).letter().to_string())).collect();
            set(made, "instance_zones", zones);
        }
        "elasticache" => {
            set(made, "num_cache_clusters", *rng.pick(&[1, 1, 2, 2, 3]));
            set(made, "role", *rng.pick(&["cache", "session", "primary"]));
            flag(rng, made, "automatic_failover_enabled", 60);
            flag(rng, made, "multi_az_enabled", 40);
        }
        "vpc_endpoint" => {
            set(made, "vpc_endpoint_type", *rng.pick(&["Gateway", "Interface"]));
            if rng.percent(40) {
                let service = *rng.pick(&["s3", "dynamodb", "sqs", "sns", "secretsmanager", "ssm"]);
                set(made, "service_name", format!("com.amazonaws.us-east-1.{service}"));
            }
        }
        "sqs" => {
            flag(rng, made, "dead_letter_queue", 30);
            flag(rng, made, "is_dlq", 15);
        }
        "dynamodb" => flag(rng, made, "point_in_time_recovery", 30),
        "cloudfront" if rng.percent(30) => set(made, "cache_hit_ratio", *rng.pick(&[0.0, 0.5, 0.9, 1.0])),
        _ => {}
    }
    if kind != "users" && kind != "vpc" {
        if rng.percent(15) {
            set(made, "availability", *rng.pick(&[0.0, 0.5, 0.9, 0.99, 0.999, 0.98765, 1.0]));
        }
        let has_units = UNITS.contains(&&*kind) || kind == "lambda" && made.tier.is_some();
        if has_units && rng.percent(15) {
            set(made, "unit_availability", *rng.pick(&[0.5, 0.9, 0.99, 0.995, 1.0]));
        }
    }
}

/// Draws connections: everything is called by something where it can be, then some more at random.
fn connect(rng: &mut Rng, design: &mut Design, options: &Options) {
    let mut order: Vec<(Id, String)> =
        design.components.values().map(|component| (component.id.clone(), component.kind.clone())).collect();
    rng.shuffle(&mut order);
    // An outside system either calls or is called.
    let outside_calls = order.iter().any(|(_, kind)| kind == "external") && rng.percent(35);
    order.sort_by_key(|(_, kind)| if outside_calls && kind == "external" { 0 } else { rank(kind) });
    let drawn: Vec<(Id, String)> = order.into_iter().filter(|(_, kind)| kind != "vpc").collect();
    for (at, (to, head)) in drawn.iter().enumerate() {
        let callers: Vec<&(Id, String)> =
            drawn[..at].iter().filter(|(_, tail)| !catalog::kinds_between(tail, head).is_empty()).collect();
        if !callers.is_empty() && head != "users" {
            // The later ones lie deeper in the path, so that chains form rather than stars.
            let skip = if rng.percent(60) { callers.len() / 2 } else { 0 };
            let (from, tail) = *rng.pick(&callers[skip..]);
            connection(rng, design, (from, tail), (to, head));
        }
    }
    let more = rng.range(0, drawn.len());
    for _ in 0..more {
        let ((from, tail), (to, head)) = (rng.pick(&drawn), rng.pick(&drawn));
        let stores =
            matches!(&**tail, "s3" | "dynamodb" | "rds" | "efs" | "ebs" | "aurora" | "rds_replica" | "elasticache");
        let odd = rng.percent(options.illegal_percent)
            && !stores
            && head != "users"
            && !matches!(&**head, "vpc" | "nat_gateway")
            && !ATTACHED.contains(&&**head);
        let takes_calls = !matches!(&**head, "users" | "vpc");
        if from != to && takes_calls && (odd || !catalog::kinds_between(tail, head).is_empty()) {
            connection(rng, design, (from, tail), (to, head));
        }
    }
    alternatives(rng, design);
    routes(rng, design);
}

fn rank(kind: &str) -> usize {
    match kind {
        "users" => 0,
        "route53" => 1,
        "cloudfront" => 2,
        "api_gateway" => 3,
        "nlb" | "alb" => 4,
        "sns" | "eventbridge" => 5,
        "sqs" => 6,
        "lambda" => 7,
        "ecs_service" => 8,
        "asg" | "ec2" => 9,
        "nat_gateway" | "rds_proxy" | "vpc_endpoint" => 10,
        _ => 11,
    }
}

fn connection(rng: &mut Rng, design: &mut Design, (from, tail): (&Id, &str), (to, head): (&Id, &str)) {
    let kinds = catalog::kinds_between(tail, head);
    let kind = match kinds.as_slice() {
        [] => *rng.pick(&[ConnectionKind::Request, ConnectionKind::Data, ConnectionKind::Event]),
        [first, ..] if rng.percent(70) => *first,
        kinds => *rng.pick(kinds),
    };
    if kind == ConnectionKind::Egress && rng.percent(60) {
        return;
    }
    let mut drawn = Connection::new(from.clone(), to.clone(), kind);
    if design.connections.contains_key(&drawn.key) && !rng.percent(15) {
        return;
    }
    let is_dependency = matches!(kind, ConnectionKind::Request | ConnectionKind::Data | ConnectionKind::Host);
    if is_dependency && tail != "users" && rng.percent(14) {
        drawn.dependency = Some(*rng.pick(&Dependency::ALL));
    }
    if tail == "cloudwatch_alarm" && head == "ec2" {
        drawn.settings.insert("action".to_owned(), json!(rng.pick(&["recover", "reboot", "stop"])));
    }
    if rng.percent(10) {
        drawn.settings.insert("port".to_owned(), json!(rng.range(1, 9000)));
    }
    link(design, drawn);
}

/// Gives some of a component's dependencies a common label.
fn alternatives(rng: &mut Rng, design: &mut Design) {
    for id in design.components.keys().cloned().collect::<Vec<_>>() {
        let keys: Vec<_> = design
            .connections
            .values()
            .filter(|connection| connection.key.from == id)
            .filter(|connection| matches!(connection.kind, ConnectionKind::Request | ConnectionKind::Data))
            .map(|connection| connection.key.clone())
            .collect();
        if keys.len() < 2 || design.components[&id].kind == "users" || !rng.percent(45) {
            continue;
        }
        let labels: &[&str] = if keys.len() > 2 && rng.percent(30) { &["one", "two"] } else { &["one"] };
        for (at, key) in rng.some(&keys, 2).into_iter().enumerate() {
            if let Some(connection) = design.connections.get_mut(&key) {
                connection.group = Some((*rng.pick(labels)).to_owned());
                connection.primary = at == 0 && rng.percent(50);
            }
        }
    }
}

/// All egresses of a component are one route table: one strength, at most one first choice.
fn routes(rng: &mut Rng, design: &mut Design) {
    for id in design.components.keys().cloned().collect::<Vec<_>>() {
        let strength = rng.percent(40).then(|| *rng.pick(&Dependency::ALL));
        let mut first = rng.percent(40);
        for connection in design.connections.values_mut() {
            if connection.key.from == id && connection.kind == ConnectionKind::Egress {
                connection.dependency = strength;
                connection.primary = first;
                first = false;
            }
        }
    }
}
