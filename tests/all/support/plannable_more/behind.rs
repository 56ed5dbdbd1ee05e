//! What stands behind servers and functions: an API with sign-in, stores, queues, topics, buses; and what watches it.

use serde_json::json;
use zonewise::model::{Connection, ConnectionKind, Id, Tier};

use super::super::random::link;
use super::Maker;

/// What an alarm knows a metric of.
const WATCHED: [&str; 12] = [
    "alb",
    "nlb",
    "asg",
    "ecs_service",
    "rds",
    "aurora",
    "rds_replica",
    "dynamodb",
    "sqs",
    "lambda",
    "efs",
    "cloudfront",
];
/// What takes a drawn key.
const LOCKED: [&str; 8] = ["rds", "aurora", "dynamodb", "s3", "sqs", "sns", "efs", "secrets_manager"];
/// What a plan backs up.
const KEPT: [&str; 4] = ["rds", "aurora", "dynamodb", "efs"];

impl Maker {
    /// An API with sign-in before functions, beside every VPC or in one; gives the functions.
    pub fn serverless(&mut self, users: &Id) -> Vec<Id> {
        let protocol = *self.rng.pick(&["REST", "HTTP"]);
        let signed = self.rng.percent(60);
        let how = match (signed, protocol) {
            (false, _) => "NONE",
            (true, "HTTP") => "JWT",
            _ => "COGNITO_USER_POOLS",
        };
        let api = self.beside("api_gateway", &json!({"protocol_type": protocol, "authorization_type": how}));
        if signed {
            let pool = self.beside("cognito", &json!({"mfa_configuration": "OPTIONAL"}));
            self.attach(&pool, &api);
        }
        if self.rng.percent(40) {
            let region = self.design.header.region.clone();
            self.certificate(&api, &region);
            self.name(users, &api, "HTTPS", 443);
        } else {
            self.link(users, &api, ConnectionKind::Request);
        }
        if protocol == "REST" && self.rng.percent(50) {
            let filter = self.beside("waf", &json!({"rate_limit": 1000}));
            self.attach(&filter, &api);
        }
        let inside = self.rng.percent(30);
        let mut functions = Vec::new();
        for number in 0..self.rng.range(1, 3) {
            let function = self.function(inside);
            let mut drawn = Connection::new(api.clone(), function.clone(), ConnectionKind::Request);
            drawn.settings.insert("routes".to_owned(), json!([format!("ANY /part{number}")]));
            link(&mut self.design, drawn);
            functions.push(function);
        }
        if inside {
            self.ways_out(&functions);
        }
        functions
    }

    fn function(&mut self, inside: bool) -> Id {
        let runtime = *self.rng.pick(&["python3.13", "nodejs22.x"]);
        let settings = json!({"runtime": runtime, "timeout": 20, "memory_size": 512});
        let lanes = self.lanes.clone();
        let function = if inside {
            self.inside("lambda", Tier::Private, &lanes, &settings)
        } else {
            self.beside("lambda", &settings)
        };
        self.attach_some("cloudwatch_logs", &function, 30);
        function
    }

    /// Stores and outside systems behind a server or a function.
    pub fn behind(&mut self, client: &Id) {
        let lanes = self.lanes.clone();
        let near = self.design.components[client].place.vpc().is_some();
        let near_kinds: &[&str] = &["rds", "proxied", "aurora", "elasticache", "efs", "dynamodb", "s3", "external"];
        let far_kinds: &[&str] = &["dynamodb", "s3", "external"];
        let wanted = self.rng.some(if near { near_kinds } else { far_kinds }, 1);
        for kind in wanted.into_iter().take(4) {
            match kind {
                "rds" => {
                    let database = self.database();
                    self.link(client, &database, ConnectionKind::Data);
                    if self.rng.percent(60) {
                        let lane = *self.rng.pick(&lanes);
                        let copy = self.inside("rds_replica", Tier::Isolated, &[lane], &json!({}));
                        self.link(&database, &copy, ConnectionKind::Replication);
                        self.link(client, &copy, ConnectionKind::Data);
                    }
                }
                "proxied" => {
                    let database = if self.rng.percent(50) { self.database() } else { self.cluster() };
                    let proxy = self.inside("rds_proxy", Tier::Isolated, &lanes, &json!({"require_tls": true}));
                    self.link(&proxy, &database, ConnectionKind::Data);
                    self.link(client, &proxy, ConnectionKind::Data);
                }
                "aurora" => {
                    let cluster = self.cluster();
                    self.link(client, &cluster, ConnectionKind::Data);
                }
                "elasticache" => {
                    let engine = *self.rng.pick(&["redis", "valkey"]);
                    let cache = json!({"engine": engine, "num_cache_clusters": 2, "automatic_failover_enabled": true,
                        "multi_az_enabled": true, "transit_encryption_enabled": true, "at_rest_encryption_enabled": true});
                    let cache = self.inside("elasticache", Tier::Isolated, &lanes, &cache);
                    self.link(client, &cache, ConnectionKind::Data);
                }
                "efs" => {
                    let files = self.inside("efs", Tier::Isolated, &lanes, &json!({"encrypted": true}));
                    self.link(client, &files, ConnectionKind::Data);
                }
                "dynamodb" => {
                    let table = self.beside("dynamodb", &json!({"hash_key": "id", "point_in_time_recovery": true}));
                    self.link(client, &table, ConnectionKind::Data);
                }
                "s3" => {
                    let bucket = self.beside("s3", &json!({"versioning": true}));
                    self.link(client, &bucket, ConnectionKind::Data);
                }
                _ => {
                    let payments = self.beside("external", &json!({"domain_name": "pay.example.com"}));
                    self.wire(client, &payments, ConnectionKind::Request, json!({"protocol": "HTTPS", "port": 443}));
                }
            }
        }
        for kind in ["secrets_manager", "ssm_parameter"] {
            if let Some(secret) = self.first(kind).filter(|_| self.rng.percent(60)) {
                self.link(client, &secret, ConnectionKind::Data);
            }
        }
    }

    fn database(&mut self) -> Id {
        let engine = *self.rng.pick(&["mysql", "postgres"]);
        let settings = json!({"engine": engine, "multi_az": true, "allocated_storage": 50, "backup_retention_period": 7,
            "username": "shop", "storage_encrypted": true, "deletion_protection": true});
        let lanes = self.lanes.clone();
        self.inside("rds", Tier::Isolated, &lanes, &settings)
    }

    fn cluster(&mut self) -> Id {
        let engine = *self.rng.pick(&["aurora-mysql", "aurora-postgresql"]);
        let settings = json!({"engine": engine, "instance_class": "db.r6g.large", "instance_zones": ["a", "b"],
            "master_username": "shop",
            "backup_retention_period": 7, "storage_encrypted": true});
        let lanes = self.lanes.clone();
        self.inside("aurora", Tier::Isolated, &lanes, &settings)
    }

    /// A queue with dead letters and its consumer, a topic with subscribers, a bus with rules, a schedule.
    pub fn messages(&mut self, producers: &[Id], users: &Id) {
        let producer = producers[0].clone();
        if self.rng.percent(60) {
            let jobs = self.queue();
            self.link(&producer, &jobs, ConnectionKind::Request);
        }
        if self.rng.percent(40) {
            let news = self.beside("sns", &json!({}));
            self.link(&producer, &news, ConnectionKind::Request);
            let jobs = self.queue();
            self.wire(&news, &jobs, ConnectionKind::Event, json!({"filter_policy": {"kind": ["order"]}}));
            let told = self.function(false);
            self.link(&news, &told, ConnectionKind::Event);
            if self.rng.percent(30) {
                self.wire(&news, users, ConnectionKind::Event, json!({"endpoint": "news@example.com"}));
            }
        }
        if self.rng.percent(40) {
            let bus = self.beside("eventbridge", &json!({"event_bus_name": "shop"}));
            self.link(&producer, &bus, ConnectionKind::Request);
            let (jobs, told) = (self.queue(), self.function(false));
            for (number, target) in [jobs, told].into_iter().enumerate() {
                let pattern = json!({"source": ["shop"], "detail-type": [format!("kind{number}")]});
                self.wire(&bus, &target, ConnectionKind::Event, json!({"event_pattern": pattern}));
            }
        }
        if self.rng.percent(30) {
            let clock = self.beside("eventbridge", &json!({"schedule_expression": "rate(1 day)"}));
            let task = producers.iter().find(|id| self.design.components[*id].kind == "ecs_service").cloned();
            let task = task.unwrap_or_else(|| self.function(false));
            self.link(&clock, &task, ConnectionKind::Event);
        }
        if let Some(bucket) = self.first("s3").filter(|_| self.rng.percent(40)) {
            let told = self.function(false);
            self.wire(&bucket, &told, ConnectionKind::Event, json!({"filter_suffix": ".png"}));
        }
    }

    /// A queue with dead letters, of its own or drawn, that a function or a fleet empties.
    fn queue(&mut self) -> Id {
        let own = self.rng.percent(50);
        let queue = self.beside("sqs", &json!({"dead_letter_queue": own, "visibility_timeout_seconds": 120}));
        if !own {
            let lost = self.beside("sqs", &json!({"is_dlq": true, "message_retention_seconds": 1_209_600}));
            self.link(&queue, &lost, ConnectionKind::Event);
        }
        let consumer = match &self.vpc {
            Some(_) if self.rng.percent(40) => {
                let lanes = self.lanes.clone();
                self.inside("asg", Tier::Private, &lanes, &json!({"min_size": 2, "max_size": 3}))
            }
            _ => self.function(false),
        };
        self.link(&queue, &consumer, ConnectionKind::Event);
        queue
    }

    /// Alarms that tell the first topic and set fleets going, keys, backups.
    pub fn watch(&mut self) {
        let duty = self.first("sns").unwrap();
        for (id, kind) in self.seen.clone() {
            if WATCHED.contains(&kind) && self.rng.percent(40) {
                // The metrics of what is global are in us-east-1, and so must its alarm be.
                let far = kind == "cloudfront" && self.design.header.region != "us-east-1";
                let alarm =
                    if far { continue } else { self.beside("cloudwatch_alarm", &json!({"evaluation_periods": 2})) };
                // From an alarm to what can act leads an action, so it is the other way round that says what is watched.
                self.link(&id, &alarm, ConnectionKind::Management);
                self.link(&alarm, &duty, ConnectionKind::Management);
                let policies =
                    self.design.components[&id].settings.get("scaling_policies").and_then(|all| all.as_array());
                let steps = policies.is_some_and(|all| all.iter().any(|one| one["id"] == "more"));
                if kind == "asg" && steps {
                    self.wire(&alarm, &id, ConnectionKind::Management, json!({"policy": "more"}));
                }
            }
            if LOCKED.contains(&kind) {
                self.attach_some("kms", &id, 30);
            }
            if KEPT.contains(&kind) {
                self.attach_some("backup", &id, 50);
            }
        }
    }
}
