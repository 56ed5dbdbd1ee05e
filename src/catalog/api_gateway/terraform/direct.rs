//! Routes that hand a request to a queue, a topic or a bus without a function between: the answer then means
//! "stored", not "done".
//!
//! HTTP APIs have first-class integrations for some services; REST APIs call AWS's own interfaces with a template
//! (API Gateway developer guide, "Integrations for HTTP APIs" and "AWS integrations", read 2026-11).

use crate::catalog::exporting::{Concern, Edge, Module, Party, key_of, policy};
use crate::hcl::{Block, Expr, list, object, reference, template, text};
use crate::model::ConnectionKind;

use super::{Protocol, protocol};

/// What a request is handed to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// A queue.
    Queue,
    /// A topic.
    Topic,
    /// A bus.
    Bus,
}

/// What the head of a connection is, where this kind of API can hand requests to it.
pub fn target(edge: Edge<'_>) -> Option<Target> {
    if edge.kind != ConnectionKind::Request || !edge.to.exported() || edge.to.region() != edge.from.region() {
        return None;
    }
    match (protocol(edge.from), edge.to.kind()) {
        (Protocol::Rest | Protocol::Http, "sqs") => Some(Target::Queue),
        (Protocol::Rest, "sns") => Some(Target::Topic),
        (Protocol::Rest | Protocol::Http, "eventbridge") => Some(Target::Bus),
        _ => None,
    }
}

/// Writes the role under which an API hands requests on, and gives its ARN; `None` where it hands on none.
pub fn role(me: Party<'_>, module: &mut Module) -> Option<Expr> {
    let mut statements: Vec<Expr> = Vec::new();
    let mut add = |actions: &[&str], resources: Vec<Expr>| {
        let statement = object([
            ("Effect", text("Allow")),
            ("Action", list(actions.iter().copied())),
            ("Resource", Expr::List(resources)),
        ]);
        if !statements.contains(&statement) {
            statements.push(statement);
        }
    };
    for edge in me.outgoing().filter(|edge| target(*edge).is_some()) {
        let endpoint = edge.to.endpoint();
        for (_, actions) in endpoint.actions.iter().filter(|(kind, _)| *kind == ConnectionKind::Request) {
            add(actions, endpoint.resources.clone());
        }
        if let Some(key) = key_of(edge.to) {
            add(&["kms:Decrypt", "kms:GenerateDataKey"], vec![key.attribute("aws_kms_key", "arn")]);
        }
    }
    if statements.is_empty() {
        return None;
    }
    let trust = object([
        ("Effect", text("Allow")),
        ("Action", text("sts:AssumeRole")),
        ("Principal", object([("Service", text("apigateway.amazonaws.com"))])),
    ]);
    let role = Block::resource("aws_iam_role", me.label())
        .with("name", me.name())
        .with("assume_role_policy", policy(vec![trust]))
        .with("tags", me.tags());
    module.add(Concern::Iam, role);
    let inline = Block::resource("aws_iam_role_policy", me.label())
        .with("name", "connections")
        .with("role", me.attribute("aws_iam_role", "id"))
        .with("policy", policy(statements));
    module.add(Concern::Iam, inline);
    Some(me.attribute("aws_iam_role", "arn"))
}

/// What orders a FIFO queue: requests of one API follow each other.
fn group(edge: Edge<'_>) -> Option<String> {
    edge.to.settings().flag("fifo_queue").then(|| edge.from.label().to_owned())
}

fn bus_name(edge: Edge<'_>) -> Expr {
    let variables = edge.to.endpoint().variables;
    variables.into_iter().next().map_or_else(|| text("default"), |(_, name)| name)
}

/// The arguments of an HTTP API's integration.
pub fn http(edge: Edge<'_>, target: Target, role: Expr, mut block: Block) -> Block {
    let mut parameters = match target {
        Target::Queue => vec![
            ("QueueUrl", edge.to.attribute("aws_sqs_queue", "url")),
            ("MessageBody", text("$request.body")),
        ],
        Target::Topic | Target::Bus => vec![
            ("EventBusName", bus_name(edge)),
            ("Source", reference("var.name")),
            ("DetailType", text("request")),
            ("Detail", text("$request.body")),
        ],
    };
    if let (Target::Queue, Some(group)) = (target, group(edge)) {
        parameters.push(("MessageGroupId", text(group)));
        parameters.push(("MessageDeduplicationId", text("$context.requestId")));
    }
    block.set("integration_type", "AWS_PROXY");
    block.set("integration_subtype", if target == Target::Queue { "SQS-SendMessage" } else { "EventBridge-PutEvents" });
    block.set("payload_format_version", "1.0");
    block.set("credentials_arn", role);
    block.set("request_parameters", object(parameters));
    block
}

/// The arguments of a REST API's integration.
pub fn rest(me: Party<'_>, edge: Edge<'_>, target: Target, role: Expr, mut block: Block, module: &mut Module) -> Block {
    let region = if me.at_home() { reference("var.region") } else { text(me.region()) };
    let address = |service: &str, further: Vec<Expr>| {
        let mut pieces = vec![text(format!("arn:{}:apigateway:", me.partition())), region.clone()];
        pieces.push(text(format!(":{service}")));
        pieces.extend(further);
        template(pieces)
    };
    let form = "'application/x-www-form-urlencoded'";
    let (uri, content, body) = match target {
        Target::Queue => {
            module.share(Concern::Edge, Block::data("aws_caller_identity", "current"));
            let ending = group(edge).map_or(String::new(), |group| {
                format!("&MessageGroupId={group}&MessageDeduplicationId=$context.requestId")
            });
            let account = reference("data.aws_caller_identity.current.account_id");
            let name = edge.to.attribute("aws_sqs_queue", "name");
            (
                address("sqs:path/", vec![account, text("/"), name]),
                form,
                text(format!("Action=SendMessage&MessageBody=$util.urlEncode($input.body){ending}")),
            )
        }
        Target::Topic => {
            let arn = edge.to.attribute("aws_sns_topic", "arn");
            let body = template([
                text("Action=Publish&TopicArn=$util.urlEncode('"),
                arn,
                text("')&Message=$util.urlEncode($input.body)"),
            ]);
            (address("sns:path//", Vec::new()), form, body)
        }
        Target::Bus => {
            let entry = object([
                ("EventBusName", bus_name(edge)),
                ("Source", reference("var.name")),
                ("DetailType", text("request")),
                ("Detail", text("$util.escapeJavaScript($input.body)")),
            ]);
            let entries = object([("Entries", Expr::List(vec![entry]))]);
            (address("events:action/PutEvents", Vec::new()), "'application/x-amz-json-1.1'", crate::hcl::call("jsonencode", [entries]))
        }
    };
    let mut headers = vec![("integration.request.header.Content-Type", text(content))];
    if target == Target::Bus {
        headers.push(("integration.request.header.X-Amz-Target", text("'AWSEvents.PutEvents'")));
    }
    block.set("type", "AWS");
    block.set("integration_http_method", "POST");
    block.set("uri", uri);
    block.set("credentials", role);
    block.set("passthrough_behavior", "NEVER");
    block.set("request_parameters", object(headers));
    block.set("request_templates", object([("application/json", body)]));
    block
}

/// What a REST API answers once the request is stored; the label is that of the method.
pub fn answers(me: Party<'_>, label: &str, resource: Expr, module: &mut Module) {
    let method = reference(format!("aws_api_gateway_method.{label}.http_method"));
    let at = |kind: &str| {
        me.resource_named(kind, label)
            .with("rest_api_id", me.attribute("aws_api_gateway_rest_api", "id"))
            .with("resource_id", resource.clone())
            .with("http_method", method.clone())
    };
    module.add(Concern::Edge, at("aws_api_gateway_method_response").with("status_code", "200"));
    let status = reference(format!("aws_api_gateway_method_response.{label}.status_code"));
    let after = list([reference(format!("aws_api_gateway_integration.{label}"))]);
    let response = at("aws_api_gateway_integration_response").with("status_code", status);
    module.add(Concern::Edge, response.gap().with("depends_on", after));
}
