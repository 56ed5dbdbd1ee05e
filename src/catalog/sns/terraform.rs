//! Amazon SNS in Terraform: the topic, its subscriptions, and which services may publish to it.

use std::collections::BTreeSet;

use crate::catalog::exporting::{Caller, Concern, Edge, Endpoint, Exporter, Module, Party, Principal, key_of, policy, service_callers};
use crate::hcl::{Block, Expr, call, list, object, text};
use crate::model::{ConnectionKind, Value};

/// The topic.
pub const EXPORT: Exporter = Exporter {
    resources,
    endpoint,
    caller,
    carries: &[(ConnectionKind::Event, &["external", "lambda", "sqs", "users"])],
    ..Exporter::NONE
};

const PUBLISH: &[&str] = &["sns:Publish"];

fn endpoint(me: Party<'_>) -> Endpoint {
    let arn = me.attribute("aws_sns_topic", "arn");
    Endpoint {
        actions: vec![(ConnectionKind::Request, PUBLISH)],
        resources: vec![arn.clone()],
        variables: vec![("TOPIC_ARN", arn)],
        ..Endpoint::default()
    }
}

fn is_fifo(me: Party<'_>) -> bool {
    me.settings().flag("fifo_topic")
}

/// Why a topic cannot deliver over a connection (SNS developer guide, "FIFO topics", read 2026-11).
fn refusal(edge: Edge<'_>) -> Option<&'static str> {
    let fifo_queue = edge.to.kind() == "sqs" && edge.to.settings().flag("fifo_queue");
    match (is_fifo(edge.from), edge.to.kind()) {
        (true, "sqs") => None,
        (true, _) => Some("a FIFO topic delivers to queues only"),
        (false, _) if fifo_queue => Some("a standard topic does not deliver to a FIFO queue"),
        _ => None,
    }
}

fn caller(edge: Edge<'_>) -> Option<Caller> {
    let source = Some(edge.from.attribute("aws_sns_topic", "arn"));
    let label = edge.from.label().to_owned();
    let delivers = edge.kind == ConnectionKind::Event && refusal(edge).is_none();
    delivers.then_some(Caller { principal: Principal::Service("sns.amazonaws.com"), source, label })
}

fn resources(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let mut block = me.resource("aws_sns_topic");
    if is_fifo(me) {
        block.set("name", me.name_with(".fifo"));
        block.set("fifo_topic", true);
        block.set("content_based_deduplication", settings.flag("content_based_deduplication"));
    } else {
        block.set("name", me.name());
    }
    let display: String = settings.text("display_name").chars().take(100).collect();
    if !display.is_empty() {
        block.set("display_name", display);
    }
    if let Some(key) = key_of(me) {
        block.set("kms_master_key_id", key.attribute("aws_kms_key", "arn"));
    }
    module.add(Concern::Messaging, block.with("tags", me.tags()));
    subscriptions(me, module);
    publishers(me, module);
}

/// Services publish by the topic's policy; components of the account by their roles.
fn publishers(me: Party<'_>, module: &mut Module) {
    let allow = |(service, caller): (&str, Caller)| {
        let mut fields = vec![
            ("Effect".to_owned(), text("Allow")),
            ("Principal".to_owned(), object([("Service", text(service))])),
            ("Action".to_owned(), list(PUBLISH.iter().copied())),
            ("Resource".to_owned(), me.attribute("aws_sns_topic", "arn")),
        ];
        if let Some(source) = caller.source {
            fields.push(("Condition".to_owned(), object([("ArnEquals", object([("aws:SourceArn", source)]))])));
        }
        Expr::Object(fields)
    };
    let statements: Vec<Expr> = service_callers(me).into_iter().map(allow).collect();
    if !statements.is_empty() {
        let block = me
            .resource("aws_sns_topic_policy")
            .with("arn", me.attribute("aws_sns_topic", "arn"))
            .with("policy", policy(statements));
        module.add(Concern::Messaging, block);
    }
}

/// The queue that takes what subscribers could not be handed.
fn dead_letters(me: Party<'_>) -> Option<Party<'_>> {
    let mut heads = me.outgoing().filter(|edge| edge.kind == ConnectionKind::Event && edge.to.kind() == "sqs");
    heads
        .find(|edge| edge.to.exported() && edge.to.settings().flag("is_dlq") && edge.to.region() == me.region() && refusal(*edge).is_none())
        .map(|edge| edge.to)
}

fn subscriptions(me: Party<'_>, module: &mut Module) {
    let failed = dead_letters(me);
    let mut labels = BTreeSet::new();
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Event) {
        if failed.is_some_and(|queue| queue.id() == edge.to.id()) {
            continue;
        }
        if let Some(why) = refusal(edge) {
            module.leave_out(format!("{}: {why}", edge.title()));
            continue;
        }
        let Some((protocol, target)) = target(me, edge, module) else { continue };
        let label = unique(edge.to.label(), &mut labels);
        let mut block = me
            .resource_with("aws_sns_topic_subscription", &label)
            .with("topic_arn", me.attribute("aws_sns_topic", "arn"))
            .with("protocol", protocol)
            .with("endpoint", target);
        options(edge, &mut block, module);
        if let Some(queue) = failed {
            let policy = object([("deadLetterTargetArn", queue.attribute("aws_sqs_queue", "arn"))]);
            block.set("redrive_policy", call("jsonencode", [policy]));
        }
        module.add(Concern::Messaging, block);
    }
}

fn unique(stem: &str, labels: &mut BTreeSet<String>) -> String {
    let mut label = stem.to_owned();
    let mut number = 2;
    while !labels.insert(label.clone()) {
        label = format!("{stem}_{number}");
        number += 1;
    }
    label
}

/// Protocol and endpoint of a subscription.
fn target(me: Party<'_>, edge: Edge<'_>, module: &mut Module) -> Option<(&'static str, Expr)> {
    match edge.to.kind() {
        "sqs" if edge.to.exported() => Some(("sqs", edge.to.attribute("aws_sqs_queue", "arn"))),
        "lambda" if edge.to.exported() => Some(("lambda", edge.to.attribute("aws_lambda_function", "arn"))),
        "users" | "external" => person(me, edge, module),
        _ => None,
    }
}

/// People and outside services: by e-mail, text message or HTTP. Where the drawing has no address it is asked for.
fn person(me: Party<'_>, edge: Edge<'_>, module: &mut Module) -> Option<(&'static str, Expr)> {
    let drawn = edge.settings().text("protocol").to_ascii_lowercase();
    let usual = if edge.to.kind() == "users" { "email" } else { "https" };
    let (protocol, rule, example) = match if drawn.is_empty() { usual } else { drawn.as_str() } {
        "email" => ("email", "^[^@ ]+@[^@ ]+$", "someone@example.com"),
        "email-json" => ("email-json", "^[^@ ]+@[^@ ]+$", "someone@example.com"),
        "sms" => ("sms", r"^\+[0-9]{6,15}$", "+15555550100"),
        "http" => ("http", "^http://", "http://example.com/hook"),
        "https" => ("https", "^https://", "https://example.com/hook"),
        other => {
            let other: String = other.chars().filter(|c| c.is_ascii_alphanumeric()).take(20).collect();
            module.leave_out(format!("{}: a topic does not deliver by {other}", edge.title()));
            return None;
        }
    };
    if protocol.starts_with("email") {
        module.by_hand.push(format!(
            "{}: the subscription starts when the link in the first e-mail is followed.",
            edge.title()
        ));
    }
    let address = edge.settings().text("endpoint");
    if !address.is_empty() && plausible(protocol, address) {
        return Some((protocol, text(address)));
    }
    if !address.is_empty() {
        module.change(format!("{}: its endpoint is no address for {protocol}; it is a variable", edge.title()));
    }
    let name = format!("{}_{}_{}", me.label(), edge.to.label(), if protocol == "email-json" { "email" } else { protocol });
    let about = format!("Where {} sends what it tells {}.", me.id(), edge.to.id());
    Some((protocol, module.question(name, &about, rule, example)))
}

fn plausible(protocol: &str, address: &str) -> bool {
    let plain = !address.chars().any(|c| c.is_whitespace() || c.is_control());
    plain
        && match protocol {
            "http" => address.starts_with("http://"),
            "https" => address.starts_with("https://"),
            "sms" => address.strip_prefix('+').is_some_and(|digits| digits.chars().all(|c| c.is_ascii_digit()) && digits.len() >= 6),
            _ => address.split_once('@').is_some_and(|(who, host)| !who.is_empty() && !host.is_empty() && !host.contains('@')),
        }
}

fn options(edge: Edge<'_>, block: &mut Block, module: &mut Module) {
    let settings = edge.settings();
    let raw = settings.get("raw_message_delivery").and_then(Value::as_bool) == Some(true);
    match edge.to.kind() {
        "sqs" | "external" if raw => block.set("raw_message_delivery", true),
        _ if raw => module.leave_out(format!("{}: raw messages go to queues and HTTP only", edge.title())),
        _ => {}
    }
    if let Some(filter) = settings.block("filter_policy") {
        block.set("filter_policy", call("jsonencode", [Expr::from(&Value::Object(filter.clone()))]));
        if settings.text("filter_policy_scope") == "MessageBody" {
            block.set("filter_policy_scope", "MessageBody");
        }
    }
}
