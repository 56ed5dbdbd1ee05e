//! Amazon SQS in Terraform: the queue, its dead-letter queue, and who may put messages into it.

use crate::order::Arrange as _;
use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party, key_of, policy, service_callers};
use crate::hcl::{Block, Expr, call, list, object, reference, text};
use crate::model::ConnectionKind;

/// The queue.
pub const EXPORT: Exporter =
    Exporter { resources, endpoint, carries: &[(ConnectionKind::Event, &["lambda", "sqs"])], ..Exporter::NONE };

const SEND: &[&str] = &["sqs:SendMessage"];
/// What a consumer does; a function's event source mapping needs the first, second and last (Lambda developer guide,
/// "Using Lambda with Amazon SQS", read 2026-11).
const TAKE: &[&str] = &["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility", "sqs:ReceiveMessage"];

/// Fourteen days, the longest retention: people need time to look.
const LONGEST_RETENTION: i64 = 1_209_600;

fn endpoint(me: Party<'_>) -> Endpoint {
    let arn = me.attribute("aws_sqs_queue", "arn");
    Endpoint {
        actions: vec![(ConnectionKind::Request, SEND)],
        resources: vec![arn.clone()],
        consume: Some((TAKE, arn)),
        variables: vec![("QUEUE_URL", me.attribute("aws_sqs_queue", "url"))],
        ..Endpoint::default()
    }
}

fn is_fifo(me: Party<'_>) -> bool {
    me.settings().flag("fifo_queue")
}

fn resources(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let drawn = drawn_dead_letters(me, module);
    let own = settings.flag("dead_letter_queue") && drawn.is_none();
    if own {
        let block = encrypted(me, queue(me, "dead_letters", "-dead-letters"))
            .with("message_retention_seconds", LONGEST_RETENTION)
            .commented("Messages that could not be handled.");
        module.add(Concern::Messaging, block.with("tags", me.tags_with("-dead-letters")));
    }
    let mut block = encrypted(me, queue(me, "", ""))
        .with("visibility_timeout_seconds", settings.count("visibility_timeout_seconds"))
        .with("message_retention_seconds", settings.count("message_retention_seconds"));
    for name in ["delay_seconds", "receive_wait_time_seconds", "max_message_size"] {
        if settings.is_set(name) {
            block.set(name, settings.count(name));
        }
    }
    if own {
        let target = reference(format!("aws_sqs_queue.{}_dead_letters.arn", me.label()));
        block.set("redrive_policy", redrive(me, target));
    }
    module.add(Concern::Messaging, block.with("tags", me.tags()));
    if let Some(other) = drawn {
        // Apart from the queue, so that two queues may name each other.
        let block = me
            .resource("aws_sqs_queue_redrive_policy")
            .with("queue_url", me.attribute("aws_sqs_queue", "id"))
            .with("redrive_policy", redrive(me, other.attribute("aws_sqs_queue", "arn")));
        module.add(Concern::Messaging, block);
    }
    senders(me, module);
    if me.incoming().any(|edge| edge.kind == ConnectionKind::Request && matches!(edge.from.kind(), "users" | "external")) {
        let about = format!("Address of the queue {}.", me.id());
        module.output(format!("{}_url", me.label()), &about, me.attribute("aws_sqs_queue", "url"));
        module.by_hand.push(format!("Whoever puts messages into {} from outside needs credentials that allow sqs:SendMessage.", me.id()));
    }
}

/// A queue resource with its name; AWS wants the names of FIFO queues to end so.
fn queue(me: Party<'_>, part: &str, ending: &str) -> Block {
    let block = if part.is_empty() { me.resource("aws_sqs_queue") } else { me.resource_with("aws_sqs_queue", part) };
    if !is_fifo(me) {
        return block.with("name", me.name_with(ending));
    }
    let block = block.with("name", me.name_with(&format!("{ending}.fifo"))).with("fifo_queue", true);
    if me.settings().flag("content_based_deduplication") { block.with("content_based_deduplication", true) } else { block }
}

fn encrypted(me: Party<'_>, block: Block) -> Block {
    match key_of(me) {
        Some(key) => block.with("kms_master_key_id", key.attribute("aws_kms_key", "arn")),
        None => block.with("sqs_managed_sse_enabled", me.settings().flag("sqs_managed_sse_enabled")),
    }
}

fn redrive(me: Party<'_>, target: Expr) -> Expr {
    let attempts = me.settings().count("max_receive_count").max(1);
    call("jsonencode", [object([("deadLetterTargetArn", target), ("maxReceiveCount", attempts.into())])])
}

/// The queue that an event connection leads to: one that is marked as such, else the first by id.
fn drawn_dead_letters<'w>(me: Party<'w>, module: &mut Module) -> Option<Party<'w>> {
    let mut heads: Vec<Party<'w>> = Vec::new();
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Event && edge.to.kind() == "sqs") {
        let title = edge.title();
        if !edge.to.exported() || edge.to.id() == me.id() {
            continue;
        }
        if edge.to.region() != me.region() {
            module.leave_out(format!("{title}: a dead-letter queue is in the region of its queue"));
        } else if is_fifo(edge.to) != is_fifo(me) {
            module.leave_out(format!("{title}: the dead-letter queue of a FIFO queue is a FIFO queue, and of others it is not"));
        } else if !heads.iter().any(|head| head.id() == edge.to.id()) {
            heads.push(edge.to);
        }
    }
    heads.arrange_by_key(|head| (!head.settings().flag("is_dlq"), head.id()));
    for other in heads.iter().skip(1) {
        module.leave_out(format!("{} -> {}: a queue has one dead-letter queue", me.id(), other.id()));
    }
    heads.first().copied()
}

/// Topics, rules and buckets are let in by the queue's policy; components of the account by their roles.
fn senders(me: Party<'_>, module: &mut Module) {
    let allow = |(service, caller): (&str, crate::catalog::exporting::Caller)| {
        let mut fields = vec![
            ("Effect".to_owned(), text("Allow")),
            ("Principal".to_owned(), object([("Service", text(service))])),
            ("Action".to_owned(), list(SEND.iter().copied())),
            ("Resource".to_owned(), me.attribute("aws_sqs_queue", "arn")),
        ];
        if let Some(source) = caller.source {
            fields.push(("Condition".to_owned(), object([("ArnEquals", object([("aws:SourceArn", source)]))])));
        }
        Expr::Object(fields)
    };
    let statements: Vec<Expr> = service_callers(me).into_iter().map(allow).collect();
    if !statements.is_empty() {
        let block = me
            .resource("aws_sqs_queue_policy")
            .with("queue_url", me.attribute("aws_sqs_queue", "id"))
            .with("policy", policy(statements));
        module.add(Concern::Messaging, block);
    }
}
