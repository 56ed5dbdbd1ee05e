//! AWS KMS in Terraform: the key, its alias, and which services of AWS may use it for what it encrypts.

use crate::order::Arrange as _;
use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party, key_of, policy, service_callers};
use crate::hcl::{Block, Expr, list, object, reference, template, text};
use crate::model::ConnectionKind;

/// The types that take a key, or whose roles may use one.
const USERS: &[&str] = &[
    "asg",
    "aurora",
    "cloudwatch_logs",
    "dynamodb",
    "ebs",
    "ec2",
    "ecs_service",
    "efs",
    "elasticache",
    "lambda",
    "rds",
    "rds_replica",
    "s3",
    "secrets_manager",
    "sns",
    "sqs",
    "ssm_parameter",
];

/// The key.
pub const EXPORT: Exporter = Exporter {
    resources,
    endpoint,
    carries: &[(ConnectionKind::Management, USERS)],
    takes: &[(ConnectionKind::Management, USERS)],
    ..Exporter::NONE
};

fn endpoint(me: Party<'_>) -> Endpoint {
    let actions: &[&str] = &["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"];
    Endpoint {
        actions: vec![(ConnectionKind::Management, actions)],
        resources: vec![me.attribute("aws_kms_key", "arn")],
        ..Endpoint::default()
    }
}

/// What is connected to it by management, in either direction.
fn attached(me: Party<'_>) -> Vec<Party<'_>> {
    let heads = me.outgoing().filter(|edge| edge.kind == ConnectionKind::Management).map(|edge| edge.to);
    let tails = me.incoming().filter(|edge| edge.kind == ConnectionKind::Management).map(|edge| edge.from);
    let mut all: Vec<Party<'_>> = heads.chain(tails).filter(|other| other.exported()).collect();
    all.arrange_by_key(|other| other.id());
    all.dedup_by_key(|other| other.id());
    all
}

fn resources(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let about = match settings.text("description") {
        "" => text(format!("Key {} of ", me.plain_id())),
        drawn => text(drawn.chars().take(2000).collect::<String>()),
    };
    let about = if settings.text("description").is_empty() { template([about, reference("var.name")]) } else { about };
    let mut block = me
        .resource("aws_kms_key")
        .with("description", about)
        .with("enable_key_rotation", settings.flag("enable_key_rotation"))
        .with("deletion_window_in_days", settings.count("deletion_window_in_days"));
    if settings.flag("multi_region") {
        block.set("multi_region", true);
    }
    let services = services(me, module);
    if !services.is_empty() {
        block.set("policy", key_policy(me, services, module));
    }
    module.add(Concern::Operations, block.with("tags", me.tags()));
    let alias = me
        .resource("aws_kms_alias")
        .with("name", template([text("alias/"), reference("var.name"), text(format!("-{}", me.slug()))]))
        .with("target_key_id", me.attribute("aws_kms_key", "key_id"));
    module.add(Concern::Operations, alias);
}

/// The services that write, in the name of AWS, into something that the key encrypts.
fn services(me: Party<'_>, module: &mut Module) -> Vec<Expr> {
    let mut found: Vec<Expr> = Vec::new();
    for other in attached(me) {
        if other.region() != me.region() {
            module.leave_out(format!("{} -> {}: a key encrypts in its own region", me.id(), other.id()));
            continue;
        }
        if key_of(other).is_none_or(|key| key.id() != me.id()) {
            module.leave_out(format!("{} -> {}: it is encrypted with another key", me.id(), other.id()));
            continue;
        }
        let mut add = |service: Expr| {
            if !found.contains(&service) {
                found.push(service);
            }
        };
        if other.kind() == "cloudwatch_logs" {
            let region = if me.at_home() { reference("var.region") } else { text(me.region()) };
            add(template([text("logs."), region, text(".amazonaws.com")]));
        }
        if matches!(other.kind(), "sqs" | "sns") {
            service_callers(other).into_iter().for_each(|(service, _)| add(text(service)));
        }
    }
    found
}

/// The account as before, and the services.
fn key_policy(me: Party<'_>, services: Vec<Expr>, module: &mut Module) -> Expr {
    module.share(Concern::Operations, Block::data("aws_caller_identity", "current"));
    let account = reference("data.aws_caller_identity.current.account_id");
    let root = template([text(format!("arn:{}:iam::", me.partition())), account, text(":root")]);
    let account = object([
        ("Effect", text("Allow")),
        ("Principal", object([("AWS", root)])),
        ("Action", text("kms:*")),
        ("Resource", text("*")),
    ]);
    let logs = services.iter().any(|service| matches!(service, Expr::Template(_)));
    let mut actions = vec!["kms:Decrypt", "kms:GenerateDataKey*"];
    if logs {
        actions.extend(["kms:Encrypt", "kms:ReEncrypt*", "kms:DescribeKey"]);
    }
    let services = object([
        ("Effect", text("Allow")),
        ("Principal", object([("Service", Expr::List(services))])),
        ("Action", list(actions)),
        ("Resource", text("*")),
    ]);
    policy(vec![account, services])
}
