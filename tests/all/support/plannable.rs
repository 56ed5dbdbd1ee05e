//! Random designs that somebody could apply: legal names and address ranges, every part where AWS
//! takes it, no rings.

use serde_json::json;
use zonewise::model::{Component, Connection, ConnectionKind, Design, Id, Place, Tier, Zone};

use super::random::{Options, Rng, add, link, set, zones};

const REGIONS: [&str; 4] = ["us-east-1", "eu-west-1", "eu-north-1", "ap-southeast-2"];
const STEMS: [&str; 8] = ["shop", "blog", "orders", "images", "todo-app", "wiki", "data_lake", "a"];

/// One design.
pub fn design(rng: &mut Rng, options: &Options) -> Design {
    let region = *rng.pick(&REGIONS);
    let mut maker = Maker { design: Design::new(format!("The {}", rng.pick(&STEMS)), region), rng, options };
    let mut users = maker.make("users", "users");
    set(&mut users, "requests_per_month", 1000 * maker.rng.range(1, 20_000));
    add(&mut maker.design, users.clone());
    match maker.rng.below(4) {
        0 => maker.serverless(&users.id),
        1 => {
            maker.serverless(&users.id);
            // A VPC, a load balancer, a distribution and a fleet.
            if maker.design.components.len() + 4 <= options.components {
                maker.fleet(&users.id);
            }
        }
        _ => maker.fleet(&users.id),
    }
    let mut design = maker.design;
    if rng.percent(20) {
        design.header.backend = json!({"bucket": "state-of-it", "key": "zonewise/terraform.tfstate",
            "region": region, "encrypt": true, "use_lockfile": true})
        .as_object()
        .cloned();
    }
    design
}

struct Maker<'a> {
    design: Design,
    rng: &'a mut Rng,
    options: &'a Options,
}

impl Maker<'_> {
    fn full(&self) -> bool {
        self.design.components.len() >= self.options.components
    }

    fn has(&self, kind: &str) -> bool {
        self.options.types.contains(&kind)
    }

    /// A component beside every VPC, under a free id; not in the design yet.
    fn make(&mut self, kind: &str, stem: &str) -> Component {
        let stem = if self.rng.percent(30) { format!("{}-{stem}", self.rng.pick(&STEMS)) } else { stem.to_owned() };
        let mut made = Component::new(self.design.free_id(&stem), kind);
        if !matches!(kind, "users" | "cloudfront") {
            made.place = Place::Region(self.design.header.region.clone());
        }
        if self.rng.percent(25) {
            made.name = Some(format!("{} of the {}", kind.to_uppercase(), self.rng.pick(&STEMS)));
        }
        made
    }

    fn inside(&mut self, vpc: &Component, tier: Tier, zones: Vec<Zone>, kind: &str, stem: &str) -> Component {
        let mut made = self.make(kind, stem);
        made.place = Place::Vpc(vpc.id.clone());
        made.tier = Some(tier);
        made.zones = zones;
        made
    }

    fn link(&mut self, from: &Id, to: &Id, kind: ConnectionKind) {
        link(&mut self.design, Connection::new(from.clone(), to.clone(), kind));
    }

    fn some(&mut self, made: &mut Component, settings: &[(&str, serde_json::Value)]) {
        for (name, value) in settings {
            if self.rng.percent(50) {
                set(made, name, value.clone());
            }
        }
    }

    /// Puts a distribution before an origin, or connects the users directly.
    fn front(&mut self, users: &Id, origin: &Id) {
        if !self.full() && self.rng.percent(50) {
            let mut cdn = self.make("cloudfront", "cdn");
            self.some(
                &mut cdn,
                &[
                    ("cache_hit_ratio", json!(0.8)),
                    ("price_class", json!("PriceClass_100")),
                    ("compress", json!(false)),
                ],
            );
            self.link_new(users, cdn, ConnectionKind::Request, Some(origin));
        } else {
            self.link(users, origin, ConnectionKind::Request);
        }
    }

    fn link_new(&mut self, from: &Id, made: Component, kind: ConnectionKind, onward: Option<&Id>) -> Id {
        let id = made.id.clone();
        add(&mut self.design, made);
        self.link(from, &id, kind);
        if let Some(onward) = onward {
            self.link(&id, onward, ConnectionKind::Request);
        }
        id
    }

    fn table(&mut self) -> Component {
        let mut table = self.make("dynamodb", "table");
        self.some(
            &mut table,
            &[
                ("hash_key", json!("greeting")),
                ("range_key", json!("at")),
                ("point_in_time_recovery", json!(true)),
                ("billing_mode", json!("PROVISIONED")),
                ("deletion_protection_enabled", json!(true)),
            ],
        );
        table.usage.insert("storage_gb".to_owned(), json!(self.rng.range(1, 50)));
        table
    }

    fn bucket(&mut self) -> Component {
        let mut bucket = self.make("s3", "bucket");
        self.some(
            &mut bucket,
            &[
                ("versioning", json!(true)),
                ("force_destroy", json!(true)),
                ("purpose", json!("assets")),
                ("sse_algorithm", json!("aws:kms")),
                ("storage_class", json!("STANDARD_IA")),
            ],
        );
        bucket.usage.insert("storage_gb".to_owned(), json!(self.rng.range(1, 500)));
        bucket
    }

    fn function(&mut self) -> Component {
        let mut function = self.make("lambda", "fn");
        let memory = *self.rng.pick(&[128, 256, 512, 1769, 3008]);
        let runtime = *self.rng.pick(&["python3.13", "nodejs22.x", "java21", "provided.al2023"]);
        self.some(
            &mut function,
            &[
                ("memory_size", json!(memory)),
                ("timeout", json!(30)),
                ("runtime", json!(runtime)),
                ("architectures", json!("arm64")),
                ("environment", json!({"variables": {"STAGE": "demo", "TABLE": "greetings"}})),
                ("dead_letter_queue", json!(true)),
            ],
        );
        function
    }

    /// An API before functions before tables, and a bucket behind a distribution.
    fn serverless(&mut self, users: &Id) {
        let mut api = self.make("api_gateway", "api");
        let protocol = *self.rng.pick(&["REST", "HTTP"]);
        self.some(&mut api, &[("protocol_type", json!(protocol)), ("stage_name", json!("demo"))]);
        let api_id = api.id.clone();
        add(&mut self.design, api);
        self.front(users, &api_id);
        let functions = self.rng.range(1, 3);
        let mut tables: Vec<Id> = Vec::new();
        for number in 0..functions {
            if self.full() {
                break;
            }
            let function = self.function();
            let id = function.id.clone();
            add(&mut self.design, function);
            let mut routed = Connection::new(api_id.clone(), id.clone(), ConnectionKind::Request);
            let method = *self.rng.pick(&["GET", "POST", "ANY"]);
            routed.settings.insert("routes".to_owned(), json!([format!("{method} /part{number}")]));
            link(&mut self.design, routed);
            if !self.full() && (tables.is_empty() || self.rng.percent(50)) {
                let table = self.table();
                tables.push(table.id.clone());
                self.link_new(&id, table, ConnectionKind::Data, None);
            } else if let Some(table) = tables.first().cloned() {
                self.link(&id, &table, ConnectionKind::Data);
            }
        }
        if !self.full() && self.rng.percent(60) {
            let bucket = self.bucket();
            let bucket_id = bucket.id.clone();
            add(&mut self.design, bucket);
            if self.full() || self.rng.percent(30) {
                let function = self.design.components.values().find(|component| component.kind == "lambda");
                if let Some(function) = function.map(|function| function.id.clone()) {
                    self.link(&function, &bucket_id, ConnectionKind::Data);
                }
            } else {
                let cdn = self.make("cloudfront", "site");
                self.link_new(users, cdn, ConnectionKind::Request, Some(&bucket_id));
                if !self.full() && self.rng.percent(30) {
                    let function = self.function();
                    self.link_new(&bucket_id, function, ConnectionKind::Event, None);
                }
            }
        }
    }

    /// A load balancer before a fleet before data, in a VPC of its own.
    fn fleet(&mut self, users: &Id) {
        let lanes = zones(self.rng.pick::<&str>(&["ab", "ab", "abc", "ac"]));
        let mut vpc = self.make("vpc", "main");
        vpc.zones.clone_from(&lanes);
        let cidr = *self.rng.pick(&["10.0.0.0/16", "172.31.0.0/16", "192.168.0.0/18", "10.20.0.0/20"]);
        set(&mut vpc, "cidr_block", cidr);
        add(&mut self.design, vpc.clone());
        let balancer = self.inside(&vpc, Tier::Public, lanes.clone(), "alb", "lb");
        let lb = balancer.id.clone();
        add(&mut self.design, balancer);
        self.front(users, &lb);
        let fleets = self.rng.range(1, 2);
        for number in 0..fleets {
            if number > 0 && self.full() {
                break;
            }
            let tier = if self.rng.percent(80) { Tier::Private } else { Tier::Public };
            let mut web = self.inside(&vpc, tier, lanes.clone(), "asg", "web");
            let (min, more) = (self.rng.range(1, 3), self.rng.range(0, 4));
            set(&mut web, "min_size", min);
            set(&mut web, "max_size", min + more);
            if self.rng.percent(60) {
                set(&mut web, "desired_capacity", self.rng.range(min, min + more));
            }
            let policy = json!([{"id": "cpu", "policy_type": "TargetTrackingScaling",
                "predefined_metric_type": "ASGAverageCPUUtilization", "target_value": 60}]);
            let instance_type = *self.rng.pick(&["t3.micro", "t3.small", "m6i.large"]);
            self.some(
                &mut web,
                &[
                    ("instance_type", json!(instance_type)),
                    ("health_check_type", json!("ELB")),
                    ("scaling_policies", policy),
                    ("user_data", json!("#!/bin/bash\nyum install -y httpd\n")),
                    ("monitoring", json!(true)),
                ],
            );
            let id = web.id.clone();
            add(&mut self.design, web);
            let mut target = Connection::new(lb.clone(), id.clone(), ConnectionKind::Request);
            target.settings.insert("port".to_owned(), json!(*self.rng.pick(&[80, 8080])));
            if number > 0 {
                target.group = Some("second".to_owned());
                target.settings.insert("path_patterns".to_owned(), json!(["/second/*"]));
            }
            link(&mut self.design, target);
            self.stores(&vpc, &lanes, &id);
        }
        if !self.full() && self.has("nat_gateway") && self.rng.percent(60) {
            let each = if self.rng.percent(50) { lanes } else { lanes[..1].to_vec() };
            for zone in each {
                if !self.full() {
                    let nat = self.inside(&vpc, Tier::Public, vec![zone], "nat_gateway", "nat");
                    add(&mut self.design, nat);
                }
            }
        }
    }

    fn stores(&mut self, vpc: &Component, lanes: &[Zone], client: &Id) {
        let wanted = self.rng.some(&["rds", "efs", "s3", "dynamodb", "lambda"], 1);
        for kind in wanted {
            if self.full() || !self.has(kind) {
                continue;
            }
            match kind {
                "rds" => {
                    let mut db = self.inside(vpc, Tier::Isolated, lanes.to_vec(), "rds", "db");
                    let engine = *self.rng.pick(&["mysql", "postgres", "mariadb"]);
                    let size = self.rng.range(20, 200);
                    self.some(
                        &mut db,
                        &[
                            ("engine", json!(engine)),
                            ("multi_az", json!(true)),
                            ("allocated_storage", json!(size)),
                            ("backup_retention_period", json!(7)),
                            ("deletion_protection", json!(true)),
                            ("db_name", json!("app")),
                        ],
                    );
                    self.link_new(client, db, ConnectionKind::Data, None);
                }
                "efs" => {
                    let mut files = self.inside(vpc, Tier::Isolated, lanes.to_vec(), "efs", "files");
                    self.some(&mut files, &[("backup", json!(true)), ("throughput_mode", json!("elastic"))]);
                    self.link_new(client, files, ConnectionKind::Data, None);
                }
                "s3" => {
                    let bucket = self.bucket();
                    self.link_new(client, bucket, ConnectionKind::Data, None);
                }
                "dynamodb" => {
                    let table = self.table();
                    self.link_new(client, table, ConnectionKind::Data, None);
                }
                _ => {
                    let function = self.function();
                    self.link_new(client, function, ConnectionKind::Request, None);
                }
            }
        }
    }
}
