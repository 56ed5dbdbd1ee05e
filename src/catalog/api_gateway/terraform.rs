//! Amazon API Gateway in Terraform: a REST API, an HTTP API or a WebSocket API.

mod direct;
mod http;
mod link;
mod name;
mod rest;
mod route;

use crate::catalog::exporting::{Caller, Concern, Edge, Endpoint, Exporter, Module, Party, Principal, log_group_of, policy};
use crate::hcl::{Block, Expr, call, list, object, reference, template, text};
use crate::model::ConnectionKind;

/// The API with its routes, integrations and stage.
pub const EXPORT: Exporter = Exporter { resources, endpoint, caller, ..Exporter::NONE };

/// What kind of API it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Protocol {
    Rest,
    Http,
    WebSocket,
}

fn protocol(me: Party<'_>) -> Protocol {
    match me.settings().text("protocol_type") {
        "HTTP" => Protocol::Http,
        "WEBSOCKET" => Protocol::WebSocket,
        _ => Protocol::Rest,
    }
}

fn kind(me: Party<'_>) -> &'static str {
    if protocol(me) == Protocol::Rest { "aws_api_gateway_rest_api" } else { "aws_apigatewayv2_api" }
}

/// The stage's name: letters, digits, hyphens, underscores; `$default` for HTTP APIs.
fn stage(me: Party<'_>) -> String {
    let drawn = me.settings().text("stage_name");
    let plain = !drawn.is_empty()
        && drawn.len() <= 128
        && drawn.chars().all(|c| c.is_ascii_alphanumeric() || (c == '_') || (c == '-' && protocol(me) != Protocol::Rest));
    if plain || (drawn == "$default" && protocol(me) == Protocol::Http) {
        return drawn.to_owned();
    }
    let kept: String = drawn.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(100).collect();
    if kept.is_empty() { "prod".to_owned() } else { kept }
}

fn endpoint(me: Party<'_>) -> Endpoint {
    let region = if me.at_home() { reference("var.region") } else { text(me.region()) };
    let suffix = if me.partition() == "aws-cn" { ".amazonaws.com.cn" } else { ".amazonaws.com" };
    let domain = template([me.attribute(kind(me), "id"), text(".execute-api."), region, text(suffix)]);
    let stage_type = if protocol(me) == Protocol::Rest { "aws_api_gateway_stage" } else { "aws_apigatewayv2_stage" };
    let signed = me.settings().text("authorization_type") == "AWS_IAM";
    let invoke: &[&str] = &["execute-api:Invoke"];
    Endpoint {
        actions: if signed { vec![(ConnectionKind::Request, invoke)] } else { Vec::new() },
        resources: vec![template([me.attribute(kind(me), "execution_arn"), text("/*")])],
        variables: vec![("URL", me.attribute(stage_type, "invoke_url"))],
        domain: Some(domain),
        path: if stage(me) == "$default" { String::new() } else { format!("/{}", stage(me)) },
        ..Endpoint::default()
    }
}

fn caller(edge: Edge<'_>) -> Option<Caller> {
    let source = template([edge.from.attribute(kind(edge.from), "execution_arn"), text("/*")]);
    let label = edge.from.label().to_owned();
    Some(Caller { principal: Principal::Service("apigateway.amazonaws.com"), source: Some(source), label })
}

fn resources(me: Party<'_>, module: &mut Module) {
    if stage(me) != me.settings().text("stage_name") {
        module.change(format!("the name of its stage takes letters, digits and underscores; it is {}", stage(me)));
    }
    link::write(me, module);
    name::write(me, module);
    let pools = me.attached("cognito");
    let wanted = matches!(me.settings().text("authorization_type"), "COGNITO_USER_POOLS" | "JWT");
    for pool in pools.iter().skip(usize::from(wanted)) {
        let why = if wanted { "it takes the tokens of one user pool" } else { "its authorization_type asks for no tokens of a user pool" };
        module.leave_out(format!("{} before {}: {why}", pool.id(), me.id()));
    }
    match protocol(me) {
        Protocol::Rest => rest::write(me, module),
        Protocol::Http | Protocol::WebSocket => http::write(me, module),
    }
}

/// One line for each request, for a stage whose API is connected to a log group. All but HTTP APIs write under a role
/// that the account has once in a region (API Gateway developer guide, "Set up CloudWatch logging", read 2026-11).
fn access_log(me: Party<'_>, mut stage: Block, module: &mut Module) -> Block {
    let Some(group) = log_group_of(me) else { return stage };
    let fields = match protocol(me) {
        Protocol::WebSocket => ["requestId", "routeKey", "status", "requestTime"].as_slice(),
        Protocol::Http => &["requestId", "httpMethod", "path", "status", "responseLatency", "requestTime"],
        Protocol::Rest => &["requestId", "httpMethod", "resourcePath", "status", "responseLatency", "requestTime"],
    };
    let format = object(fields.iter().map(|field| (*field, text(format!("$context.{field}")))));
    let log = Block::new("access_log_settings")
        .with("destination_arn", group.attribute("aws_cloudwatch_log_group", "arn"))
        .with("format", call("jsonencode", [format]));
    stage.push(log);
    if protocol(me) == Protocol::Http {
        return stage;
    }
    let label = me.regional_label("api_logs");
    let trust = object([
        ("Effect", text("Allow")),
        ("Action", text("sts:AssumeRole")),
        ("Principal", object([("Service", text("apigateway.amazonaws.com"))])),
    ]);
    let name = template([reference("var.name"), text(format!("-api-logs-{}", me.region()))]);
    let role = Block::resource("aws_iam_role", &label).with("name", name).with("assume_role_policy", policy(vec![trust]));
    module.share(Concern::Iam, role);
    let arn = format!("arn:{}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs", me.partition());
    let attachment = Block::resource("aws_iam_role_policy_attachment", &label)
        .with("role", reference(format!("aws_iam_role.{label}.name")))
        .with("policy_arn", arn);
    module.share(Concern::Iam, attachment);
    let account = me
        .resource_named("aws_api_gateway_account", &label)
        .commented("Under which role APIs of this account and region write logs.")
        .with("cloudwatch_role_arn", reference(format!("aws_iam_role.{label}.arn")));
    module.share(Concern::Edge, account);
    stage.gap().with("depends_on", list([reference(format!("aws_api_gateway_account.{label}"))]))
}

/// A hash of what a deployment holds, so that a change of it deploys anew.
fn trigger(parts: Vec<Expr>) -> Expr {
    call("sha1", [call("jsonencode", [Expr::List(parts)])])
}

/// The address that a route forwards to; `None` for functions.
fn backend(edge: Edge<'_>) -> Option<Vec<Expr>> {
    if edge.to.kind() == "lambda" {
        return None;
    }
    let endpoint = edge.to.endpoint();
    let scheme = if edge.protocol() == "HTTPS" { "https://" } else { "http://" };
    let port = match (scheme, edge.port()) {
        ("https://", 443) | ("http://", 80) | (_, 0) => String::new(),
        (_, port) => format!(":{port}"),
    };
    Some(vec![text(scheme), endpoint.domain?, text(format!("{port}{}", endpoint.path))])
}
