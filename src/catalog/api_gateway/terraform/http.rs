//! An HTTP API or a WebSocket API: integrations, routes, a stage.

use std::collections::BTreeSet;

use crate::catalog::exporting::{Concern, Module, Party};
use crate::hcl::{Block, Expr, identifier, list, object, reference, template, text};

use super::route::{Route, routes};
use super::{Protocol, access_log, backend, direct, protocol, stage, trigger};

/// Writes it.
pub fn write(me: Party<'_>, module: &mut Module) {
    let sockets = protocol(me) == Protocol::WebSocket;
    let mut api = me
        .resource("aws_apigatewayv2_api")
        .with("name", me.name())
        .with("protocol_type", if sockets { "WEBSOCKET" } else { "HTTP" });
    if sockets {
        api.set("route_selection_expression", "$request.body.action");
    }
    module.add(Concern::Edge, api.with("tags", me.tags()));
    let routes = routes(me, module);
    let guard = guard(me, module);
    let role = direct::role(me, module);
    let mut parts: Vec<Expr> = Vec::new();
    let mut after: Vec<Expr> = Vec::new();
    let mut labels = BTreeSet::new();
    for route in &routes {
        let key = key(route, sockets);
        let stem = format!("{}_{}", me.label(), identifier(&key));
        let mut label = stem.clone();
        let mut number = 2;
        while !labels.insert(label.clone()) {
            label = format!("{stem}_{number}");
            number += 1;
        }
        module.add(Concern::Edge, integration(me, route, &label, sockets, role.as_ref()));
        let mut block = me
            .resource_named("aws_apigatewayv2_route", &label)
            .with("api_id", me.attribute("aws_apigatewayv2_api", "id"))
            .with("route_key", key.as_str())
            .with("target", template([text("integrations/"), reference(format!("aws_apigatewayv2_integration.{label}.id"))]));
        if !sockets || key == "$connect" {
            block.set("authorization_type", guard.0);
            block = block.with_some("authorizer_id", guard.1.clone());
        }
        module.add(Concern::Edge, block);
        parts.push(reference(format!("aws_apigatewayv2_integration.{label}")));
        parts.push(reference(format!("aws_apigatewayv2_route.{label}")));
        after.push(reference(format!("aws_apigatewayv2_route.{label}")));
    }
    if sockets && routes.is_empty() {
        module.leave_out("its stage has no deployment: an API without a route cannot be deployed");
    }
    stage_of(me, sockets, parts, after, module);
    let about = format!("Address of {}.", me.id());
    module.output(format!("{}_url", me.label()), &about, me.attribute("aws_apigatewayv2_stage", "invoke_url"));
}

fn key(route: &Route<'_>, sockets: bool) -> String {
    match route.path.first() {
        Some(only) if sockets || only.starts_with('$') => only.clone(),
        _ => format!("{} {}", route.method, route.path_text()),
    }
}

fn integration(me: Party<'_>, route: &Route<'_>, label: &str, sockets: bool, role: Option<&Expr>) -> Block {
    let mut block = me
        .resource_named("aws_apigatewayv2_integration", label)
        .with("api_id", me.attribute("aws_apigatewayv2_api", "id"));
    if let (Some(target), Some(role)) = (direct::target(route.edge), role) {
        return direct::http(route.edge, target, role.clone(), block);
    }
    match backend(route.edge) {
        None => {
            block.set("integration_type", "AWS_PROXY");
            if sockets {
                block.set("integration_method", "POST");
            } else {
                block.set("payload_format_version", "2.0");
            }
            block.set("integration_uri", route.edge.to.attribute("aws_lambda_function", "invoke_arn"));
        }
        Some(_) if super::link::is_private(route.edge) => {
            let method = if route.method.is_empty() { "ANY" } else { &route.method };
            block.set("integration_type", "HTTP_PROXY");
            block.set("integration_method", method);
            block = block.with_some("integration_uri", super::link::listener(route.edge));
            super::link::connect(route.edge, &mut block);
        }
        Some(mut address) => {
            let path = if sockets || route.path.first().is_some_and(|part| part.starts_with('$')) {
                "/".to_owned()
            } else {
                route.path_text().replace("+}", "}")
            };
            address.push(text(path));
            let method = if route.method.is_empty() || sockets { if sockets { "POST" } else { "ANY" } } else { &route.method };
            block.set("integration_type", "HTTP_PROXY");
            block.set("integration_method", method);
            block.set("integration_uri", template(address));
        }
    }
    block
}

/// The invoke ARN of the function that decides who may call.
pub fn authorizer_question(me: Party<'_>, module: &mut Module) -> Expr {
    let function = format!("arn:aws:lambda:{}:123456789012:function:authorizer", me.region());
    module.question(
        format!("{}_authorizer_uri", me.label()),
        &format!("Invoke ARN of the function that decides who may call {}.", me.id()),
        "^arn:aws[a-z-]*:apigateway:",
        &format!("arn:aws:apigateway:{}:lambda:path/2015-03-31/functions/{function}/invocations", me.region()),
    )
}

/// Who gives the tokens that it takes, and for whom: the drawn user pool, else variables.
fn issuer(me: Party<'_>, module: &mut Module) -> (Expr, Expr) {
    if let Some(pool) = me.attached("cognito").first() {
        let endpoint = pool.attribute("aws_cognito_user_pool", "endpoint");
        return (template([text("https://"), endpoint]), pool.attribute("aws_cognito_user_pool_client", "id"));
    }
    let issuer = module.question(
        format!("{}_jwt_issuer", me.label()),
        &format!("Issuer of the tokens that {} takes.", me.id()),
        "^https://",
        &format!("https://cognito-idp.{}.amazonaws.com/example", me.region()),
    );
    let audience = module.question(
        format!("{}_jwt_audience", me.label()),
        &format!("Audience of the tokens that {} takes: the client's id.", me.id()),
        ".",
        "example-client",
    );
    (issuer, audience)
}

fn guard(me: Party<'_>, module: &mut Module) -> (&'static str, Option<Expr>) {
    let sockets = protocol(me) == Protocol::WebSocket;
    let id = Some(me.attribute("aws_apigatewayv2_authorizer", "id"));
    let authorizer = || {
        me.resource("aws_apigatewayv2_authorizer")
            .with("name", me.name())
            .with("api_id", me.attribute("aws_apigatewayv2_api", "id"))
    };
    match me.settings().text("authorization_type") {
        "AWS_IAM" => ("AWS_IAM", None),
        "JWT" | "COGNITO_USER_POOLS" if sockets => {
            module.change("a WebSocket API takes no tokens; callers sign with AWS_IAM");
            ("AWS_IAM", None)
        }
        "JWT" | "COGNITO_USER_POOLS" => {
            let (issuer, audience) = issuer(me, module);
            let tokens = Block::new("jwt_configuration").with("issuer", issuer).with("audience", list([audience]));
            let block = authorizer()
                .with("authorizer_type", "JWT")
                .with("identity_sources", list(["$request.header.Authorization"]))
                .nest(tokens);
            module.add(Concern::Edge, block);
            ("JWT", id)
        }
        "CUSTOM" => {
            let uri = authorizer_question(me, module);
            let source = if sockets { "route.request.header.Authorization" } else { "$request.header.Authorization" };
            let mut block = authorizer()
                .with("authorizer_type", "REQUEST")
                .with("authorizer_uri", uri)
                .with("identity_sources", list([source]));
            if !sockets {
                block.set("authorizer_payload_format_version", "2.0");
                block.set("enable_simple_responses", true);
            }
            module.add(Concern::Edge, block);
            ("CUSTOM", id)
        }
        _ => ("NONE", None),
    }
}

fn stage_of(me: Party<'_>, sockets: bool, parts: Vec<Expr>, after: Vec<Expr>, module: &mut Module) {
    let settings = me.settings();
    let mut block = me
        .resource("aws_apigatewayv2_stage")
        .with("api_id", me.attribute("aws_apigatewayv2_api", "id"))
        .with("name", stage(me));
    if !sockets {
        block.set("auto_deploy", true);
    } else if !after.is_empty() {
        let deployment = me
            .resource("aws_apigatewayv2_deployment")
            .with("api_id", me.attribute("aws_apigatewayv2_api", "id"))
            .with("triggers", object([("routes", trigger(parts))]))
            .nest(Block::new("lifecycle").with("create_before_destroy", true));
        module.add(Concern::Edge, deployment.gap().with("depends_on", list(after)));
        block.set("deployment_id", me.attribute("aws_apigatewayv2_deployment", "id"));
    }
    block.set("tags", me.tags());
    let (rate, burst) = (settings.get("throttling_rate_limit"), settings.get("throttling_burst_limit"));
    if rate.is_some() || burst.is_some() {
        let limits = Block::new("default_route_settings")
            .with_some("throttling_rate_limit", rate)
            .with_some("throttling_burst_limit", burst);
        block.push(limits);
    }
    let block = access_log(me, block, module);
    module.add(Concern::Edge, block);
}
