//! Sensible designs of every type: names and certificates before load balancers, containers on Fargate and on hosts,
//! servers with volumes, databases with replicas and proxies, queues, topics, buses, keys, secrets, alarms, backups.

mod behind;

use serde_json::{Value, json};
use zonewise::model::{Component, Connection, ConnectionKind, Design, Id, Place, Tier, Zone};

use super::random::{Rng, add, link, set, zones};

const REGIONS: [&str; 4] = ["us-east-1", "eu-west-1", "eu-north-1", "ap-southeast-2"];

/// One design.
pub fn design(seed: u64) -> Design {
    let mut rng = Rng::new(seed.wrapping_mul(77) + 5);
    let region = *rng.pick(&REGIONS);
    let lanes = zones(rng.pick::<&str>(&["ab", "ab", "abc"]));
    let design = Design::new("The shop", region);
    let mut maker = Maker { design, rng, lanes, vpc: None, seen: Vec::new(), made: 0 };
    let visits = 1000 * maker.rng.range(1, 20_000);
    let users = maker.beside("users", &json!({"requests_per_month": visits}));
    maker.operations(&users);
    let workers = if maker.rng.percent(30) { maker.serverless(&users) } else { maker.network(&users) };
    for worker in &workers {
        maker.behind(worker);
    }
    maker.messages(&workers, &users);
    maker.watch();
    maker.design
}

struct Maker {
    design: Design,
    rng: Rng,
    lanes: Vec<Zone>,
    vpc: Option<Id>,
    /// What was made, with its type.
    seen: Vec<(Id, &'static str)>,
    made: usize,
}

impl Maker {
    fn put(&mut self, mut component: Component, kind: &'static str, settings: &Value) -> Id {
        for (name, value) in settings.as_object().unwrap() {
            set(&mut component, name, value.clone());
        }
        if kind == "vpc" {
            component.zones.clone_from(&self.lanes);
        }
        let id = component.id.clone();
        self.seen.push((id.clone(), kind));
        add(&mut self.design, component);
        id
    }

    fn named(&mut self, kind: &'static str) -> Component {
        self.made += 1;
        Component::new(Id::new(format!("{}-{}", kind.replace('_', "-"), self.made)), kind)
    }

    /// Beside every VPC: in the design's region, or global.
    fn beside(&mut self, kind: &'static str, settings: &Value) -> Id {
        let region = self.design.header.region.clone();
        self.at(kind, &region, settings)
    }

    fn at(&mut self, kind: &'static str, region: &str, settings: &Value) -> Id {
        let mut component = self.named(kind);
        if !matches!(kind, "users" | "external" | "cloudfront" | "route53") {
            component.place = Place::Region(region.to_owned());
        }
        self.put(component, kind, settings)
    }

    /// In the VPC, which is made when it is first needed.
    fn inside(&mut self, kind: &'static str, tier: Tier, zones: &[Zone], settings: &Value) -> Id {
        let vpc = match &self.vpc {
            Some(vpc) => vpc.clone(),
            None => {
                let cidr = *self.rng.pick(&["10.0.0.0/16", "172.31.0.0/16", "192.168.0.0/18"]);
                let vpc = self.beside("vpc", &json!({"cidr_block": cidr}));
                self.vpc = Some(vpc.clone());
                vpc
            }
        };
        let mut component = self.named(kind);
        component.place = Place::Vpc(vpc);
        component.tier = Some(tier);
        component.zones = zones.to_vec();
        self.put(component, kind, settings)
    }

    fn wire(&mut self, from: &Id, to: &Id, kind: ConnectionKind, settings: Value) {
        let mut drawn = Connection::new(from.clone(), to.clone(), kind);
        if let Value::Object(settings) = settings {
            drawn.settings.extend(settings);
        }
        link(&mut self.design, drawn);
    }

    fn link(&mut self, from: &Id, to: &Id, kind: ConnectionKind) {
        self.wire(from, to, kind, Value::Null);
    }

    fn attach(&mut self, what: &Id, to: &Id) {
        let (from, to) = if self.rng.percent(50) { (what, to) } else { (to, what) };
        self.link(from, to, ConnectionKind::Management);
    }

    fn first(&self, kind: &str) -> Option<Id> {
        self.seen.iter().find(|(_, known)| *known == kind).map(|(id, _)| id.clone())
    }

    /// Attaches the first of a type, sometimes.
    fn attach_some(&mut self, kind: &str, to: &Id, chance: u64) {
        if let Some(what) = self.first(kind).filter(|_| self.rng.percent(chance)) {
            self.attach(&what, to);
        }
    }

    /// What others hang on: a key, a topic for alarms, a log group, a secret, a parameter, a vault.
    fn operations(&mut self, users: &Id) {
        if self.rng.percent(60) {
            self.beside("kms", &json!({"description": "Data of the shop", "enable_key_rotation": true}));
        }
        let topic = self.beside("sns", &json!({"display_name": "Duty"}));
        self.wire(&topic, users, ConnectionKind::Event, json!({"endpoint": "ops@example.com"}));
        if self.rng.percent(50) {
            let days = *self.rng.pick(&[7, 30, 365]);
            self.beside("cloudwatch_logs", &json!({"retention_in_days": days}));
        }
        if self.rng.percent(60) {
            self.beside("secrets_manager", &json!({"description": "Key of the payment service"}));
        }
        if self.rng.percent(60) {
            let kind = *self.rng.pick(&["String", "SecureString"]);
            self.beside("ssm_parameter", &json!({"type": kind}));
        }
        if self.rng.percent(50) {
            self.beside("backup", &json!({"delete_after": 35, "schedule": "cron(0 5 ? * * *)"}));
        }
    }

    /// A name before something, with the protocol of its lookups.
    fn name(&mut self, users: &Id, entry: &Id, protocol: &str, port: u16) {
        if self.rng.percent(60) {
            let policy = *self.rng.pick(&["simple", "simple", "weighted", "latency"]);
            let name = self.beside(
                "route53",
                &json!({"name": "example.com", "record_name": "www", "routing_policy": policy,
                "health_check": true}),
            );
            self.wire(users, &name, ConnectionKind::Request, json!({"protocol": protocol, "port": port}));
            self.link(&name, entry, ConnectionKind::Request);
        } else {
            self.wire(users, entry, ConnectionKind::Request, json!({"protocol": protocol, "port": port}));
        }
    }

    fn certificate(&mut self, entry: &Id, region: &str) {
        let certificate = self.at("acm", region, &json!({"domain_name": "www.example.com"}));
        self.attach(&certificate, entry);
    }

    /// A load balancer before servers or containers; gives what serves.
    fn network(&mut self, users: &Id) -> Vec<Id> {
        let (lanes, region) = (self.lanes.clone(), self.design.header.region.clone());
        let balancer = *self.rng.pick(&["alb", "alb", "nlb"]);
        let lb = self.inside(balancer, Tier::Public, &lanes, &json!({}));
        let secure = self.rng.percent(60);
        if secure {
            self.certificate(&lb, &region);
        }
        let (protocol, port) = match (balancer, secure) {
            ("alb", true) => ("HTTPS", 443),
            ("alb", false) => ("HTTP", 80),
            (_, true) => ("TLS", 443),
            _ => ("TCP", 80),
        };
        if balancer == "alb" && self.rng.percent(35) {
            let cdn = self.beside("cloudfront", &json!({"compress": true}));
            self.certificate(&cdn, "us-east-1");
            self.name(users, &cdn, "HTTPS", 443);
            self.wire(&cdn, &lb, ConnectionKind::Request, json!({"protocol": protocol, "port": port}));
            if self.rng.percent(60) {
                let filter = self.at("waf", "us-east-1", &json!({"rate_limit": 2000}));
                self.attach(&filter, &cdn);
            }
        } else {
            self.name(users, &lb, protocol, port);
            if balancer == "alb" && self.rng.percent(50) {
                let filter = self.beside("waf", &json!({"managed_rule_groups": ["AWSManagedRulesCommonRuleSet"]}));
                self.attach(&filter, &lb);
            }
        }
        if balancer == "nlb" && self.rng.percent(40) {
            for _ in 0..lanes.len() {
                let address = self.beside("elastic_ip", &json!({}));
                self.link(&address, &lb, ConnectionKind::Management);
            }
        }
        let mut serving = Vec::new();
        for number in 0..self.rng.range(1, 2) {
            let worker = self.server();
            let mut target = json!({"health_check": {"path": "/ok"}});
            if number > 0 && balancer == "alb" {
                target["path_patterns"] = json!([format!("/part{number}/*")]);
            } else if number > 0 {
                break;
            }
            let mut drawn = Connection::new(lb.clone(), worker.clone(), ConnectionKind::Request);
            drawn.group = (number > 0).then(|| "second".to_owned());
            drawn.settings.extend(target.as_object().unwrap().clone());
            link(&mut self.design, drawn);
            serving.push(worker);
        }
        self.ways_out(&serving);
        serving
    }

    /// A fleet, a server with a volume, or containers on Fargate or on a fleet.
    fn server(&mut self) -> Id {
        let lanes = self.lanes.clone();
        let scaling = json!([{"id": "cpu", "policy_type": "TargetTrackingScaling", "target_value": 60},
            {"id": "more", "policy_type": "StepScaling", "adjustment_type": "ChangeInCapacity",
             "step_adjustment": {"metric_interval_lower_bound": 0, "scaling_adjustment": 1}}]);
        let fleet = json!({"min_size": 2, "max_size": 4, "health_check_type": "ELB", "scaling_policies": scaling});
        match self.rng.below(4) {
            0 => self.inside("asg", Tier::Private, &lanes, &fleet),
            1 => {
                let lane = vec![*self.rng.pick(&lanes)];
                let server = self.inside(
                    "ec2",
                    Tier::Private,
                    &lane,
                    &json!({"instance_type": "m6i.large", "auto_recovery": true}),
                );
                let volume =
                    self.inside("ebs", Tier::Private, &lane, &json!({"size": 50, "type": "gp3", "snapshots": true}));
                self.link(&server, &volume, ConnectionKind::Data);
                self.attach_some("kms", &volume, 40);
                self.attach_some("backup", &volume, 40);
                let alarm = self.beside("cloudwatch_alarm", &json!({}));
                self.link(&server, &alarm, ConnectionKind::Management);
                self.wire(&alarm, &server, ConnectionKind::Management, json!({"action": "recover"}));
                server
            }
            way => {
                let mut wanted = json!({"desired_count": 2, "min_capacity": 2, "max_capacity": 6, "cpu": 512, "memory": 1024,
                    "container_definitions": [{"name": "app", "image": "public.ecr.aws/nginx/nginx:1.27", "container_port": 8080}],
                    "scaling_policies": [{"id": "cpu", "policy_type": "TargetTrackingScaling",
                        "predefined_metric_type": "ECSServiceAverageCPUUtilization", "target_value": 60}]});
                if way == 3 {
                    wanted["launch_type"] = json!("EC2");
                }
                let registry =
                    self.rng.percent(60).then(|| self.beside("ecr", &json!({"scan_on_push": true, "keep_images": 20})));
                if let Some(registry) = &registry {
                    wanted["container_definitions"][0]["image"] = json!(format!("{registry}:1.4"));
                }
                let service = self.inside("ecs_service", Tier::Private, &lanes, &wanted);
                if let Some(registry) = registry {
                    self.link(&service, &registry, ConnectionKind::Request);
                }
                if way == 3 {
                    let host = self.inside(
                        "asg",
                        Tier::Private,
                        &lanes,
                        &json!({"min_size": 2, "max_size": 4, "instance_type": "t3.small"}),
                    );
                    self.wire(&service, &host, ConnectionKind::Host, json!({"managed_scaling": true}));
                }
                self.attach_some("cloudwatch_logs", &service, 60);
                service
            }
        }
    }

    /// NAT gateways with addresses of their own, and endpoints.
    fn ways_out(&mut self, serving: &[Id]) {
        for lane in self.lanes.clone() {
            let nat = self.inside("nat_gateway", Tier::Public, &[lane], &json!({}));
            if self.rng.percent(50) {
                let address = self.beside("elastic_ip", &json!({}));
                self.link(&address, &nat, ConnectionKind::Management);
            }
        }
        let lanes = self.lanes.clone();
        if self.rng.percent(40) {
            let door = self.inside("vpc_endpoint", Tier::Private, &lanes, &json!({"vpc_endpoint_type": "Gateway"}));
            let bucket = self.beside("s3", &json!({"versioning": true}));
            self.link(&serving[0], &door, ConnectionKind::Request);
            self.link(&door, &bucket, ConnectionKind::Data);
        }
        if self.rng.percent(30) {
            let name = format!("com.amazonaws.{}.ssm", self.design.header.region);
            self.inside(
                "vpc_endpoint",
                Tier::Private,
                &lanes,
                &json!({"vpc_endpoint_type": "Interface", "service_name": name}),
            );
        }
    }
}
