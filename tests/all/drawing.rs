//! The export is the drawing: the same things in the same number, size and place, or named as left out.
//!
//! The expectations are read off the design here, by other means than the exporters'.

use std::collections::{BTreeMap, BTreeSet};

use ::hcl::Body;
use zonewise::codec::sketch;
use zonewise::model::{Component, ConnectionKind, Design};
use zonewise::terraform::Export;

use crate::support::random::{self, Options};
use crate::support::{cases, plannable_more};
use crate::terraform::{SAMPLES, check_whole, exported, sample};
use crate::terraform_cases::SKETCHES;

/// The resources that stand for components of these types, one for one.
const MAIN: &[(&[&str], &[&str])] = &[
    (&["vpc"], &["aws_vpc", "aws_default_vpc"]),
    (&["alb", "nlb"], &["aws_lb"]),
    (&["asg"], &["aws_autoscaling_group"]),
    (&["ec2"], &["aws_instance"]),
    (&["ecs_service"], &["aws_ecs_service"]),
    (&["ecr"], &["aws_ecr_repository"]),
    (&["efs"], &["aws_efs_file_system"]),
    (&["ebs"], &["aws_ebs_volume"]),
    (&["elasticache"], &["aws_elasticache_replication_group", "aws_elasticache_cluster"]),
    (&["rds_proxy"], &["aws_db_proxy"]),
    (&["nat_gateway"], &["aws_nat_gateway"]),
    (&["cloudfront"], &["aws_cloudfront_distribution"]),
    (&["s3"], &["aws_s3_bucket", "aws_s3_directory_bucket"]),
    (&["api_gateway"], &["aws_api_gateway_rest_api", "aws_apigatewayv2_api"]),
    (&["cognito"], &["aws_cognito_user_pool"]),
    (&["lambda"], &["aws_lambda_function"]),
    (&["dynamodb"], &["aws_dynamodb_table", "aws_dynamodb_table_replica"]),
    (&["sns"], &["aws_sns_topic"]),
    (&["secrets_manager"], &["aws_secretsmanager_secret"]),
    (&["ssm_parameter"], &["aws_ssm_parameter"]),
    (&["kms"], &["aws_kms_key"]),
    (&["rds", "rds_replica"], &["aws_db_instance", "aws_rds_cluster"]),
];

/// The resources that stand for components of which one may have several, or others too: dead letters, logs of
/// containers, an alarm for each thing that is watched, a door to each service, a filter for each scope.
const SOME: &[(&str, &[&str])] = &[
    ("route53", &["aws_route53_record"]),
    ("acm", &["aws_acm_certificate"]),
    ("waf", &["aws_wafv2_web_acl"]),
    ("aurora", &["aws_rds_cluster"]),
    ("elastic_ip", &["aws_eip"]),
    ("vpc_endpoint", &["aws_vpc_endpoint"]),
    ("sqs", &["aws_sqs_queue"]),
    ("eventbridge", &["aws_cloudwatch_event_bus", "aws_cloudwatch_event_rule"]),
    ("cloudwatch_alarm", &["aws_cloudwatch_metric_alarm"]),
    ("cloudwatch_logs", &["aws_cloudwatch_log_group"]),
    ("backup", &["aws_backup_vault"]),
];

/// Stand for people and for what others run: there is nothing to write.
const NOBODY: &[&str] = &["users", "external"];

struct Seen<'a> {
    all: &'a BTreeMap<String, Body>,
    export: &'a Export,
}

impl Seen<'_> {
    fn of_types(&self, types: &[&str]) -> Vec<(&String, &Body)> {
        let is = |address: &&String| address.split_once('.').is_some_and(|(kind, _)| types.contains(&kind));
        self.all.iter().filter(|(address, _)| is(address)).collect()
    }

    /// An argument as text; variables give their default.
    fn value(&self, body: &Body, name: &str) -> Option<String> {
        let attribute = body.attributes().find(|attribute| attribute.key.as_str() == name)?;
        let text = ::hcl::format::to_string(&attribute.expr).unwrap();
        match text.strip_prefix("var.") {
            Some(_) => self.value(&self.all[&text], "default"),
            None => Some(text.trim_matches('"').to_owned()),
        }
    }

    /// Tier and lane of every subnet named in an argument, by following the references.
    fn cells(&self, body: &Body, name: &str) -> Vec<(String, char)> {
        let text = self.value(body, name).unwrap_or_default();
        let names = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'));
        let subnets = names.filter(|name| name.starts_with("aws_subnet.") || name.starts_with("aws_default_subnet."));
        subnets.map(|subnet| self.cell(subnet.trim_end_matches(".id"))).collect()
    }

    fn cell(&self, subnet: &str) -> (String, char) {
        let zone = self.value(&self.all[subnet], "availability_zone").unwrap();
        (self.tier(subnet), letter(&zone))
    }

    /// The tier by the default route of the subnet's table.
    fn tier(&self, subnet: &str) -> String {
        if subnet.starts_with("aws_default_subnet.") {
            return "public".to_owned();
        }
        let associations = self.of_types(&["aws_route_table_association"]);
        let table = associations
            .iter()
            .find(|(_, body)| self.value(body, "subnet_id").as_deref() == Some(&format!("{subnet}.id")))
            .and_then(|(_, body)| self.value(body, "route_table_id"));
        let Some(table) = table else { return "public".to_owned() };
        let route = self
            .of_types(&["aws_route"])
            .into_iter()
            .find(|(_, body)| self.value(body, "route_table_id").as_deref() == Some(&table));
        let gateway = route.as_ref().and_then(|(_, body)| self.value(body, "gateway_id"));
        match (gateway, route.is_some()) {
            (Some(_), _) => "public".to_owned(),
            (None, true) => "private".to_owned(),
            // Without a NAT gateway private and isolated subnets have the same routes.
            (None, false) => "closed".to_owned(),
        }
    }

    fn left(&self, id: &str) -> String {
        let texts = self.export.not_exported.iter().filter(|item| item.component.as_str() == id);
        texts.map(|item| item.why.as_str()).collect::<Vec<_>>().join("\n")
    }
}

fn letter(zone: &str) -> char {
    let index = zone.split_once('[').unwrap().1.trim_end_matches(']');
    char::from(b'a' + index.parse::<u8>().unwrap())
}

fn check(design: &Design, what: &str) {
    let export = exported(design);
    let all = check_whole(&export);
    let seen = Seen { all: &all, export: &export };
    for (kinds, types) in MAIN {
        let of = |kinds: &[&str]| -> Vec<&Component> {
            design.components.values().filter(|component| kinds.contains(&&*component.kind)).collect()
        };
        // A cluster is a resource that two types share.
        let clusters = if kinds.contains(&"rds") { of(&["aurora"]).len() } else { 0 };
        let drawn = of(kinds);
        let missing = drawn.iter().filter(|component| !is_there(&seen, component)).count();
        assert_eq!(seen.of_types(types).len() + missing, drawn.len() + clusters, "{what}: number of {kinds:?}");
    }
    for component in design.components.values() {
        let named = seen.left(&component.id);
        if !MAIN.iter().any(|(kinds, _)| kinds.contains(&&*component.kind)) {
            let known = NOBODY.contains(&&*component.kind) || has_some(&seen, component) || !named.is_empty();
            assert!(known, "{what}: {} is dropped in silence", component.id);
        } else if is_there(&seen, component) {
            sizes(&seen, component, what);
            places(&seen, component, what);
        }
    }
    connections(&seen, design, what);
}

/// Whether something of its own is there: its label, or its label and an ending.
fn has_some(seen: &Seen<'_>, component: &Component) -> bool {
    let label = ::zonewise::hcl::identifier(&component.id);
    let types = SOME.iter().find(|(kind, _)| *kind == component.kind).map_or(&[][..], |(_, types)| types);
    seen.of_types(types).iter().any(|(address, _)| {
        let own = address.split_once('.').map_or("", |(_, own)| own);
        own.strip_prefix(label.as_str()).is_some_and(|ending| ending.is_empty() || ending.starts_with('_'))
    })
}

/// Components that cannot stand alone are named instead.
fn is_there(seen: &Seen<'_>, component: &Component) -> bool {
    let named = seen.left(&component.id);
    !(named.contains("a distribution without one cannot exist") || named.contains("lives in a VPC, and it is in none"))
}

/// The main resource: the one of its types whose name ends as the component's id does.
fn main<'a>(seen: &'a Seen<'_>, component: &Component) -> &'a Body {
    let types = MAIN.iter().find(|(kinds, _)| kinds.contains(&&*component.kind)).unwrap().1;
    let label = ::zonewise::hcl::identifier(&component.id);
    let found = types.iter().find_map(|kind| seen.all.get(&format!("{kind}.{label}")));
    found.unwrap_or_else(|| panic!("{label}: {:?}", seen.all.keys()))
}

fn sizes(seen: &Seen<'_>, component: &Component, what: &str) {
    let settings =
        |name: &str| component.settings.get(name).map(|value| value.to_string().trim_matches('"').to_owned());
    let pairs: &[(&str, Option<&str>)] = match component.kind.as_str() {
        "asg" => &[
            ("min_size", Some("1")),
            ("max_size", None),
            ("desired_capacity", None),
            ("health_check_type", Some("EC2")),
        ],
        "rds" => &[
            ("allocated_storage", Some("20")),
            ("backup_retention_period", Some("1")),
            ("deletion_protection", Some("false")),
        ],
        "ecs_service" => &[("desired_count", Some("1"))],
        "ec2" => &[("instance_type", Some("t3.micro"))],
        "ebs" => &[("size", Some("8")), ("type", Some("gp3"))],
        "elasticache" => &[("num_cache_clusters", Some("1")), ("engine", None)],
        "lambda" => &[("memory_size", Some("128")), ("timeout", Some("3")), ("runtime", Some("python3.13"))],
        "dynamodb" => &[("billing_mode", Some("PAY_PER_REQUEST")), ("hash_key", Some("id"))],
        "cloudfront" => &[("price_class", Some("PriceClass_All"))],
        _ => &[],
    };
    let body = main(seen, component);
    for (name, default) in pairs {
        let expected = settings(name)
            .or_else(|| default.map(str::to_owned))
            .or_else(|| settings("min_size"))
            .unwrap_or("1".to_owned());
        let found = seen.value(body, name);
        let copy = ["replicate_source_db", "global_table_arn"].iter().any(|name| seen.value(body, name).is_some());
        assert!(
            found.as_deref() == Some(&expected) || !seen.left(&component.id).is_empty() || copy,
            "{what}: {} of {} is {found:?}, drawn is {expected}",
            name,
            component.id
        );
    }
    if component.kind == "rds" && seen.value(body, "multi_az").is_some() {
        let drawn = settings("multi_az").unwrap_or("false".to_owned());
        assert!(
            seen.value(body, "multi_az") == Some(drawn) || !seen.left(&component.id).is_empty(),
            "{what}: {}",
            component.id
        );
        assert_eq!(seen.value(body, "password"), None, "{what}: {}", component.id);
    }
}

fn places(seen: &Seen<'_>, component: &Component, what: &str) {
    let (Some(tier), body) = (component.tier, main(seen, component)) else { return };
    let label = ::zonewise::hcl::identifier(&component.id);
    let mut found: Vec<(String, char)> = match component.kind.as_str() {
        // With addresses of its own it names each subnet beside its address.
        "alb" | "nlb" => {
            let mapped = body.blocks().filter(|block| block.identifier() == "subnet_mapping");
            let mapped = mapped.flat_map(|block| seen.cells(&block.body, "subnet_id"));
            seen.cells(body, "subnets").into_iter().chain(mapped).collect()
        }
        "ec2" => seen.cells(body, "subnet_id"),
        "ecs_service" => {
            let network = body.blocks().find(|block| block.identifier() == "network_configuration");
            // On a host's network its tasks are where the host is.
            let Some(network) = network else { return };
            seen.cells(&network.body, "subnets")
        }
        "rds_proxy" => seen.cells(body, "vpc_subnet_ids"),
        "elasticache" => seen.cells(&seen.all[&format!("aws_elasticache_subnet_group.{label}")], "subnet_ids"),
        "asg" => seen.cells(body, "vpc_zone_identifier"),
        "rds" => seen.cells(&seen.all[&format!("aws_db_subnet_group.{label}")], "subnet_ids"),
        "nat_gateway" => seen.cells(body, "subnet_id"),
        "lambda" => {
            let config = body.blocks().find(|block| block.identifier() == "vpc_config");
            config.map_or(Vec::new(), |block| seen.cells(&block.body, "subnet_ids"))
        }
        "efs" => seen
            .of_types(&["aws_efs_mount_target"])
            .iter()
            .filter(|(_, body)| seen.value(body, "file_system_id") == Some(format!("aws_efs_file_system.{label}.id")))
            .flat_map(|(_, body)| seen.cells(body, "subnet_id"))
            .collect(),
        _ => return,
    };
    let regional = component.settings.get("availability_mode").is_some_and(|mode| mode == "regional");
    if regional {
        assert_eq!(found, [], "{what}: {}", component.id);
        return;
    }
    let zones: Vec<char> = component.zones.iter().map(|zone| zone.letter()).collect();
    found.sort();
    let mut lanes: Vec<char> = found.iter().map(|(_, lane)| *lane).collect();
    lanes.sort_unstable();
    let mut drawn = zones.clone();
    drawn.sort_unstable();
    if lanes != drawn {
        let named = seen.left(&component.id);
        assert!(named.contains("zone"), "{what}: {} is in {lanes:?}, drawn in {drawn:?}: {named}", component.id);
    }
    for (found, lane) in found {
        let same = found == tier.name() || (found == "closed" && tier.name() != "public");
        assert!(same, "{what}: {} in zone {lane} is in a {found} subnet, drawn is {tier}", component.id);
    }
}

/// Every call between two components with security groups in one VPC is let through at both ends.
fn connections(seen: &Seen<'_>, design: &Design, what: &str) {
    let guarded = |component: &Component| {
        matches!(component.kind.as_str(), "alb" | "asg" | "ec2" | "rds" | "efs") && component.place.vpc().is_some()
    };
    let rules = |kind: &str, own: &str, other: &str| -> BTreeSet<String> {
        seen.of_types(&[kind])
            .iter()
            .filter(|(_, body)| seen.value(body, "security_group_id") == Some(format!("aws_security_group.{own}.id")))
            .filter(|(_, body)| {
                seen.value(body, "referenced_security_group_id") == Some(format!("aws_security_group.{other}.id"))
            })
            .filter_map(|(_, body)| seen.value(body, "from_port"))
            .collect()
    };
    for connection in design.connections.values() {
        let (from, to) = (&design.components[&connection.key.from], &design.components[&connection.key.to]);
        let call = matches!(connection.kind, ConnectionKind::Request | ConnectionKind::Data);
        let together = from.place.vpc().is_some() && from.place.vpc() == to.place.vpc();
        let caller = guarded(from) || from.kind == "lambda";
        if !call || !together || !caller || !guarded(to) || to.settings.contains_key("ingress") {
            continue;
        }
        let engine = to.settings.get("engine").and_then(|engine| engine.as_str()).unwrap_or("mysql");
        let usual = match (to.kind.as_str(), engine) {
            ("efs", _) => 2049,
            ("rds", "postgres") => 5432,
            ("rds", engine) if engine.starts_with("oracle") => 1521,
            ("rds", engine) if engine.starts_with("sqlserver") => 1433,
            ("rds", _) => 3306,
            _ => 80,
        };
        let https = connection.settings.get("protocol").is_some_and(|protocol| protocol == "HTTPS");
        let drawn = connection.settings.get("port").and_then(serde_json::Value::as_u64);
        let port = drawn.unwrap_or(if https && usual == 80 { 443 } else { usual }).to_string();
        let (tail, head) = (::zonewise::hcl::identifier(&from.id), ::zonewise::hcl::identifier(&to.id));
        let into = rules("aws_vpc_security_group_ingress_rule", &head, &tail);
        let out = rules("aws_vpc_security_group_egress_rule", &tail, &head);
        assert!(into.contains(&port), "{what}: {} lets {into:?} in, not {port}", connection.key);
        assert!(out.contains(&port), "{what}: {} lets {out:?} out, not {port}", connection.key);
    }
}

#[test]
fn the_samples_are_exported_as_drawn() {
    for name in SAMPLES {
        check(&sample(name), name);
    }
}

#[test]
fn the_cases_are_exported_as_drawn() {
    for (name, text) in SKETCHES.iter().filter(|(name, _)| !name.starts_with("names")) {
        check(&sketch(text).unwrap().design, name);
    }
}

#[test]
fn sensible_designs_of_every_type_are_exported_as_drawn() {
    for seed in 0..cases(100) {
        check(&plannable_more::design(seed), &format!("seed {seed}"));
    }
}

#[test]
fn random_designs_are_exported_as_drawn() {
    for seed in 0..cases(300) {
        check(&random::design(seed, &Options::PLANNABLE), &format!("seed {seed}"));
    }
}
