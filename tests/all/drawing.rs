//! The export is the drawing: the same things in the same number, size and place, or named as left out.
//!
//! The expectations are read off the design here, by other means than the exporters'.

use std::collections::{BTreeMap, BTreeSet};

use ::hcl::Body;
use zonewise::codec::sketch;
use zonewise::model::{Component, ConnectionKind, Design};
use zonewise::terraform::Export;

use crate::support::cases;
use crate::support::random::{self, Options};
use crate::terraform::{SAMPLES, check_whole, exported, sample};
use crate::terraform_cases::SKETCHES;

/// The resources that stand for a component of a type, one for one.
const MAIN: &[(&str, &[&str])] = &[
    ("vpc", &["aws_vpc", "aws_default_vpc"]),
    ("alb", &["aws_lb"]),
    ("asg", &["aws_autoscaling_group"]),
    ("rds", &["aws_db_instance", "aws_rds_cluster"]),
    ("efs", &["aws_efs_file_system"]),
    ("nat_gateway", &["aws_nat_gateway"]),
    ("cloudfront", &["aws_cloudfront_distribution"]),
    ("s3", &["aws_s3_bucket", "aws_s3_directory_bucket"]),
    ("api_gateway", &["aws_api_gateway_rest_api", "aws_apigatewayv2_api"]),
    ("lambda", &["aws_lambda_function"]),
    ("dynamodb", &["aws_dynamodb_table", "aws_dynamodb_table_replica"]),
];

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
    for (kind, types) in MAIN {
        let drawn: Vec<&Component> = design.components.values().filter(|component| component.kind == *kind).collect();
        let missing = drawn.iter().filter(|component| !is_there(&seen, component)).count();
        assert_eq!(seen.of_types(types).len() + missing, drawn.len(), "{what}: number of {kind}");
    }
    for component in design.components.values() {
        let named = seen.left(&component.id);
        if !MAIN.iter().any(|(kind, _)| *kind == component.kind) {
            assert!(component.kind == "users" || !named.is_empty(), "{what}: {} is dropped in silence", component.id);
        } else if is_there(&seen, component) {
            sizes(&seen, component, what);
            places(&seen, component, what);
        }
    }
    connections(&seen, design, what);
}

/// Components that cannot stand alone are named instead.
fn is_there(seen: &Seen<'_>, component: &Component) -> bool {
    let named = seen.left(&component.id);
    !(named.contains("a distribution without one cannot exist") || named.contains("lives in a VPC, and it is in none"))
}

/// The main resource: the one of its types whose name ends as the component's id does.
fn main<'a>(seen: &'a Seen<'_>, component: &Component) -> &'a Body {
    let types = MAIN.iter().find(|(kind, _)| *kind == component.kind).unwrap().1;
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
        "alb" => seen.cells(body, "subnets"),
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
        matches!(component.kind.as_str(), "alb" | "asg" | "rds" | "efs") && component.place.vpc().is_some()
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
fn random_designs_are_exported_as_drawn() {
    for seed in 0..cases(300) {
        check(&random::design(seed, &Options::PLANNABLE), &format!("seed {seed}"));
    }
}
