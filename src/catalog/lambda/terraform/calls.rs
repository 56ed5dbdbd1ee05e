//! Who may call a function: by its address, by a service, by a stream.

use std::collections::BTreeSet;

use crate::catalog::exporting::{Concern, Edge, Module, Party, Principal};
use crate::hcl::{Block, reference};
use crate::model::{ConnectionKind, Value};

/// Calls by the function's own address: from outside, or from a distribution.
fn by_url(edge: &Edge<'_>) -> bool {
    edge.kind == ConnectionKind::Request && matches!(edge.from.kind(), "users" | "external" | "cloudfront")
}

/// Whether it has an address of its own.
pub fn has_url(me: Party<'_>) -> bool {
    me.incoming().any(|edge| by_url(&edge))
}

/// Writes permissions, the address, and the mappings of streams.
pub fn write(me: Party<'_>, module: &mut Module) {
    url(me, module);
    let mut seen = BTreeSet::new();
    for edge in me.incoming().filter(|edge| matches!(edge.kind, ConnectionKind::Request | ConnectionKind::Event)) {
        if edge.kind == ConnectionKind::Event && edge.from.endpoint().consume.is_some() {
            stream(me, edge, &mut seen, module);
            continue;
        }
        let Some(caller) = edge.caller() else { continue };
        let Principal::Service(service) = caller.principal else { continue };
        if !seen.insert(caller.label.clone()) {
            continue;
        }
        let permission = |ending: &str, action: &str| {
            let block = me
                .resource_with("aws_lambda_permission", &format!("{}{ending}", caller.label))
                .with("function_name", me.attribute("aws_lambda_function", "function_name"))
                .with("action", action)
                .with("principal", service);
            block.with_some("source_arn", caller.source.clone())
        };
        if by_url(&edge) {
            let block = permission("_url", "lambda:InvokeFunctionUrl").with("function_url_auth_type", authorization(me));
            module.add(Concern::Compute, block);
            let block = permission("", "lambda:InvokeFunction").with("invoked_via_function_url", true);
            module.add(Concern::Compute, block);
        } else {
            module.add(Concern::Compute, permission("", "lambda:InvokeFunction"));
        }
    }
}

/// Open where somebody calls it who cannot sign.
fn authorization(me: Party<'_>) -> &'static str {
    let open = me.incoming().any(|edge| by_url(&edge) && edge.caller().is_none());
    if open { "NONE" } else { "AWS_IAM" }
}

fn url(me: Party<'_>, module: &mut Module) {
    if !has_url(me) {
        return;
    }
    let url = me
        .resource("aws_lambda_function_url")
        .with("function_name", me.attribute("aws_lambda_function", "function_name"))
        .with("authorization_type", authorization(me));
    module.add(Concern::Compute, url);
    if authorization(me) == "NONE" {
        let about = format!("Address of {}.", me.id());
        module.output(format!("{}_url", me.label()), &about, me.attribute("aws_lambda_function_url", "function_url"));
    }
}

fn stream(me: Party<'_>, edge: Edge<'_>, seen: &mut BTreeSet<String>, module: &mut Module) {
    let Some((_, source)) = edge.from.endpoint().consume else { return };
    if edge.from.region() != me.region() {
        module.leave_out(format!("{}: a function reads streams of its own region only", edge.title()));
        return;
    }
    if !seen.insert(format!("stream {}", edge.from.label())) {
        return;
    }
    let settings = edge.settings();
    let block = me
        .resource_with("aws_lambda_event_source_mapping", edge.from.label())
        .with("function_name", me.attribute("aws_lambda_function", "arn"))
        .with("event_source_arn", source);
    if edge.from.kind() == "sqs" {
        let block = queue(edge, block, module);
        let after = crate::hcl::list([reference(format!("aws_iam_role_policy.{}", me.label()))]);
        module.add(Concern::Compute, block.gap().with("depends_on", after));
        return;
    }
    let mut block = block.with("starting_position", if settings.text("starting_position") == "TRIM_HORIZON" { "TRIM_HORIZON" } else { "LATEST" });
    for name in ["batch_size", "maximum_batching_window_in_seconds", "maximum_retry_attempts", "parallelization_factor"] {
        if let Some(value) = settings.get(name).filter(|value| value.is_i64() || value.is_u64()) {
            block.set(name, crate::hcl::Expr::from(value));
        }
    }
    if let Some(flag) = settings.get("bisect_batch_on_function_error").and_then(Value::as_bool) {
        block.set("bisect_batch_on_function_error", flag);
    }
    if let Some(queue) = super::failures(me) {
        block.push(Block::new("destination_config").nest(Block::new("on_failure").with("destination_arn", queue)));
    }
    block = block.gap().with("depends_on", crate::hcl::list([reference(format!("aws_iam_role_policy.{}", me.label()))]));
    module.add(Concern::Compute, block);
}

/// What is particular to queues (Lambda developer guide, "Using Lambda with Amazon SQS", read 2026-11): failed messages
/// go to the dead-letter queue of the queue, not of the function.
fn queue(edge: Edge<'_>, mut block: Block, module: &mut Module) -> Block {
    let settings = edge.settings();
    let fifo = edge.from.settings().flag("fifo_queue");
    let whole = |name: &str| settings.whole(name).and_then(|number| usize::try_from(number).ok());
    let window = whole("maximum_batching_window_in_seconds").filter(|_| !fifo).map(|seconds| seconds.min(300));
    if let Some(size) = whole("batch_size") {
        let most = if fifo || window.is_none_or(|seconds| seconds == 0) { 10 } else { 10_000 };
        if size > most {
            module.change(format!("{}: batches hold {most} messages at most, more than 10 only with a window; they hold {most}", edge.title()));
        }
        block.set("batch_size", size.clamp(1, most));
    }
    if let Some(seconds) = window {
        block.set("maximum_batching_window_in_seconds", seconds);
    }
    if settings.get("report_batch_item_failures").and_then(Value::as_bool) == Some(true) {
        block.set("function_response_types", crate::hcl::list(["ReportBatchItemFailures"]));
    }
    if let Some(most) = whole("maximum_concurrency") {
        block.push(Block::new("scaling_config").with("maximum_concurrency", most.clamp(2, 1000)));
    }
    for name in ["maximum_retry_attempts", "parallelization_factor", "bisect_batch_on_function_error", "starting_position"] {
        if settings.is_set(name) {
            module.leave_out(format!("{}: {name} is for streams; a queue has max_receive_count", edge.title()));
        }
    }
    if fifo && settings.is_set("maximum_batching_window_in_seconds") {
        module.leave_out(format!("{}: maximum_batching_window_in_seconds is not for FIFO queues", edge.title()));
    }
    block
}
