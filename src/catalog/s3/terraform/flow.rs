//! What leaves a bucket by itself: notifications and copies.

use crate::catalog::exporting::{Concern, Module, Party, policy};
use crate::hcl::{Block, Expr, list, object, reference, template, text};
use crate::model::{ConnectionKind, Value};

use super::{beside, is_directory};

/// Whether it is copied, or holds copies.
pub fn is_copied(me: Party<'_>) -> bool {
    let of = |edge: &crate::catalog::exporting::Edge<'_>| {
        edge.kind == ConnectionKind::Replication && [edge.from, edge.to].iter().all(|end| end.kind() == "s3" && !is_directory(*end))
    };
    me.outgoing().chain(me.incoming()).any(|edge| of(&edge))
}

/// Writes them.
pub fn write(me: Party<'_>, module: &mut Module) {
    notifications(me, module);
    copies(me, module);
}

/// What a bucket notifies, with the block and the argument that name it.
const TARGETS: [(&str, &str, &str, &str); 3] = [
    ("lambda", "lambda_function", "lambda_function_arn", "aws_lambda_function"),
    ("sqs", "queue", "queue_arn", "aws_sqs_queue"),
    ("sns", "topic", "topic_arn", "aws_sns_topic"),
];

fn notifications(me: Party<'_>, module: &mut Module) {
    let mut block = beside(me, "aws_s3_bucket_notification");
    let mut after: Vec<Expr> = Vec::new();
    let mut on_the_bus = false;
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Event && edge.to.exported()) {
        if edge.to.kind() == "eventbridge" {
            on_the_bus = true;
            continue;
        }
        let Some((kind, name, argument, resource)) = TARGETS.into_iter().find(|(kind, ..)| *kind == edge.to.kind()) else { continue };
        if edge.to.region() != me.region() {
            module.leave_out(format!("{}: a bucket notifies functions, queues and topics of its own region only", edge.title()));
            continue;
        }
        let fifo = if kind == "sqs" { "fifo_queue" } else { "fifo_topic" };
        if kind != "lambda" && edge.to.settings().flag(fifo) {
            module.leave_out(format!("{}: a bucket does not notify FIFO queues and topics", edge.title()));
            continue;
        }
        let settings = edge.settings();
        let drawn: Vec<&str> = settings.list("events").iter().filter_map(Value::as_str).collect();
        let events = if drawn.is_empty() { list(["s3:ObjectCreated:*"]) } else { list(drawn) };
        let mut target = Block::new(name).with(argument, edge.to.attribute(resource, "arn")).with("events", events);
        for name in ["filter_prefix", "filter_suffix"] {
            if !settings.text(name).is_empty() {
                target.set(name, settings.text(name));
            }
        }
        block.push(target);
        let allowed = match kind {
            "lambda" => format!("aws_lambda_permission.{}_{}", edge.to.label(), me.label()),
            "sqs" => format!("aws_sqs_queue_policy.{}", edge.to.label()),
            _ => format!("aws_sns_topic_policy.{}", edge.to.label()),
        };
        let allowed = reference(allowed);
        if !after.contains(&allowed) {
            after.push(allowed);
        }
    }
    if on_the_bus {
        block.set("eventbridge", true);
    }
    if !after.is_empty() {
        block = block.gap().with("depends_on", list(after));
    } else if !on_the_bus {
        return;
    }
    module.add(Concern::Data, block);
}

fn copies(me: Party<'_>, module: &mut Module) {
    let heads: Vec<Party<'_>> = me
        .outgoing()
        .filter(|edge| edge.kind == ConnectionKind::Replication && edge.to.kind() == "s3")
        .map(|edge| edge.to)
        .filter(|head| {
            if is_directory(*head) {
                module.leave_out(format!("{} -> {}: a bucket of the class EXPRESS_ONEZONE takes no copies", me.id(), head.id()));
            }
            !is_directory(*head)
        })
        .collect();
    if heads.is_empty() {
        return;
    }
    let label = format!("{}_replication", me.label());
    let trust = object([
        ("Effect", text("Allow")),
        ("Action", text("sts:AssumeRole")),
        ("Principal", object([("Service", text("s3.amazonaws.com"))])),
    ]);
    let role = Block::resource("aws_iam_role", &label)
        .with("name", me.name_with("-replication"))
        .with("assume_role_policy", policy(vec![trust]))
        .with("tags", me.tags_with("-replication"));
    module.add(Concern::Iam, role);
    let own = me.attribute("aws_s3_bucket", "arn");
    let within = |arn: Expr| template([arn, text("/*")]);
    let allow = |actions: &[&str], resources: Expr| {
        object([("Effect", text("Allow")), ("Action", list(actions.iter().copied())), ("Resource", resources)])
    };
    let targets = heads.iter().map(|head| within(head.attribute("aws_s3_bucket", "arn")));
    let statements = vec![
        allow(&["s3:GetReplicationConfiguration", "s3:ListBucket"], own.clone()),
        allow(
            &["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
            within(own),
        ),
        allow(&["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"], list(targets)),
    ];
    let inline = Block::resource("aws_iam_role_policy", &label)
        .with("name", "replication")
        .with("role", reference(format!("aws_iam_role.{label}.id")))
        .with("policy", policy(statements));
    module.add(Concern::Iam, inline);
    let mut block = beside(me, "aws_s3_bucket_replication_configuration")
        .with("role", reference(format!("aws_iam_role.{label}.arn")));
    let mut after = vec![reference(format!("aws_s3_bucket_versioning.{}", me.label()))];
    for (number, head) in heads.iter().enumerate() {
        let rule = Block::new("rule")
            .with("id", head.label())
            .with("priority", number + 1)
            .with("status", "Enabled")
            .nest(Block::new("filter"))
            .nest(Block::new("delete_marker_replication").with("status", "Enabled"))
            .nest(Block::new("destination").with("bucket", head.attribute("aws_s3_bucket", "arn")));
        block.push(rule);
        after.push(reference(format!("aws_s3_bucket_versioning.{}", head.label())));
    }
    module.add(Concern::Data, block.gap().with("depends_on", list(after)));
    if me.settings().text("sse_algorithm") == "aws:kms" {
        module.leave_out("copies of objects that are encrypted with aws:kms: they need the keys of both regions");
    }
}
