//! A REST API: a resource per path segment, methods, integrations, a deployment, a stage.

use std::collections::BTreeMap;

use crate::catalog::exporting::{Concern, Module, Party};
use crate::hcl::{Block, Expr, identifier, list, object, reference, template, text};

use super::route::{Route, routes};
use super::{access_log, backend, direct, stage, trigger};

/// Writes it.
pub fn write(me: Party<'_>, module: &mut Module) {
    let api = me
        .resource("aws_api_gateway_rest_api")
        .with("name", me.name())
        .with("tags", me.tags())
        .nest(Block::new("endpoint_configuration").with("types", list(["REGIONAL"])));
    module.add(Concern::Edge, api);
    let routes = routes(me, module);
    let paths = paths(me, &routes, module);
    let guard = guard(me, module);
    let role = direct::role(me, module);
    let mut parts: Vec<Expr> = paths.values().map(|label| reference(format!("aws_api_gateway_resource.{label}.id"))).collect();
    let mut after: Vec<Expr> = Vec::new();
    for route in &routes {
        let label = method(me, route, &paths, (&guard, role.as_ref()), module);
        parts.push(reference(format!("aws_api_gateway_method.{label}")));
        parts.push(reference(format!("aws_api_gateway_integration.{label}")));
        after.push(reference(format!("aws_api_gateway_integration.{label}")));
    }
    if routes.is_empty() {
        let label = nothing(me, module);
        parts.push(reference(format!("aws_api_gateway_integration.{label}")));
        after.push(reference(format!("aws_api_gateway_integration.{label}")));
    }
    let deployment = me
        .resource("aws_api_gateway_deployment")
        .with("rest_api_id", me.attribute("aws_api_gateway_rest_api", "id"))
        .with("triggers", object([("routes", trigger(parts))]))
        .nest(Block::new("lifecycle").with("create_before_destroy", true));
    module.add(Concern::Edge, deployment.gap().with("depends_on", list(after)));
    let block = me
        .resource("aws_api_gateway_stage")
        .with("rest_api_id", me.attribute("aws_api_gateway_rest_api", "id"))
        .with("deployment_id", me.attribute("aws_api_gateway_deployment", "id"))
        .with("stage_name", stage(me))
        .with("tags", me.tags());
    let block = access_log(me, block, module);
    module.add(Concern::Edge, block);
    throttle(me, module);
    let about = format!("Address of {}.", me.id());
    module.output(format!("{}_url", me.label()), &about, me.attribute("aws_api_gateway_stage", "invoke_url"));
}

/// A resource for every path and every beginning of one, with its label.
fn paths(me: Party<'_>, routes: &[Route<'_>], module: &mut Module) -> BTreeMap<Vec<String>, String> {
    let mut labels: BTreeMap<Vec<String>, String> = BTreeMap::new();
    for route in routes {
        for length in 1..=route.path.len() {
            let path = route.path.get(..length).unwrap_or_default().to_vec();
            if labels.contains_key(&path) {
                continue;
            }
            let stem = format!("{}_{}", me.label(), identifier(&path.join("_")));
            let mut label = stem.clone();
            let mut number = 2;
            while labels.values().any(|other| *other == label) {
                label = format!("{stem}_{number}");
                number += 1;
            }
            let parent = path.get(..length - 1).unwrap_or_default();
            let block = me
                .resource_named("aws_api_gateway_resource", &label)
                .with("rest_api_id", me.attribute("aws_api_gateway_rest_api", "id"))
                .with("parent_id", resource_id(me, parent, &labels))
                .with("path_part", path.last().map_or("", String::as_str));
            module.add(Concern::Edge, block);
            labels.insert(path, label);
        }
    }
    labels
}

fn resource_id(me: Party<'_>, path: &[String], labels: &BTreeMap<Vec<String>, String>) -> Expr {
    labels.get(path).map_or_else(
        || me.attribute("aws_api_gateway_rest_api", "root_resource_id"),
        |label| reference(format!("aws_api_gateway_resource.{label}.id")),
    )
}

/// How callers prove who they are: the type, and the authorizer where there is one.
fn guard(me: Party<'_>, module: &mut Module) -> (&'static str, Option<Expr>) {
    let about = |what: &str| format!("{what} {}.", me.id());
    let authorizer = |kind: &str| {
        me.resource("aws_api_gateway_authorizer")
            .with("name", me.name())
            .with("rest_api_id", me.attribute("aws_api_gateway_rest_api", "id"))
            .with("type", kind)
    };
    let id = Some(me.attribute("aws_api_gateway_authorizer", "id"));
    match me.settings().text("authorization_type") {
        "AWS_IAM" => ("AWS_IAM", None),
        "COGNITO_USER_POOLS" | "JWT" => {
            if me.settings().text("authorization_type") == "JWT" {
                module.change("a REST API takes the tokens of a Cognito user pool, not of any issuer; it does");
            }
            let pool = match me.attached("cognito").first() {
                Some(drawn) => drawn.attribute("aws_cognito_user_pool", "arn"),
                None => module.question(
                    format!("{}_user_pool_arn", me.label()),
                    &about("ARN of the Cognito user pool whose members may call"),
                    "^arn:aws[a-z-]*:cognito-idp:",
                    &format!("arn:aws:cognito-idp:{}:123456789012:userpool/example", me.region()),
                ),
            };
            module.add(Concern::Edge, authorizer("COGNITO_USER_POOLS").with("provider_arns", list([pool])));
            ("COGNITO_USER_POOLS", id)
        }
        "CUSTOM" => {
            let uri = super::http::authorizer_question(me, module);
            module.add(Concern::Edge, authorizer("TOKEN").with("authorizer_uri", uri));
            ("CUSTOM", id)
        }
        _ => ("NONE", None),
    }
}

fn method(
    me: Party<'_>,
    route: &Route<'_>,
    paths: &BTreeMap<Vec<String>, String>,
    (guard, role): (&(&'static str, Option<Expr>), Option<&Expr>),
    module: &mut Module,
) -> String {
    let stem = paths.get(&route.path).cloned().unwrap_or_else(|| format!("{}_root", me.label()));
    let label = format!("{stem}_{}", route.method.to_ascii_lowercase());
    let resource = resource_id(me, &route.path, paths);
    let variables = route.variables();
    let forwards = backend(route.edge).is_some();
    let mut method = me
        .resource_named("aws_api_gateway_method", &label)
        .with("rest_api_id", me.attribute("aws_api_gateway_rest_api", "id"))
        .with("resource_id", resource)
        .with("http_method", route.method.as_str())
        .with("authorization", guard.0)
        .with_some("authorizer_id", guard.1.clone());
    if forwards && !variables.is_empty() {
        let needed = variables.iter().map(|name| (format!("method.request.path.{name}"), Expr::Flag(true)));
        method.set("request_parameters", object(needed));
    }
    module.add(Concern::Edge, method);
    let of = |attribute: &str| reference(format!("aws_api_gateway_method.{label}.{attribute}"));
    let mut integration = me
        .resource_named("aws_api_gateway_integration", &label)
        .with("rest_api_id", of("rest_api_id"))
        .with("resource_id", of("resource_id"))
        .with("http_method", of("http_method"));
    if let (Some(target), Some(role)) = (direct::target(route.edge), role) {
        let block = direct::rest(me, route.edge, target, role.clone(), integration, module);
        module.add(Concern::Edge, block);
        direct::answers(me, &label, of("resource_id"), module);
        return label;
    }
    match backend(route.edge) {
        None => {
            integration.set("type", "AWS_PROXY");
            integration.set("integration_http_method", "POST");
            integration.set("uri", route.edge.to.attribute("aws_lambda_function", "invoke_arn"));
        }
        Some(mut address) => {
            address.push(text(route.path_text().replace("+}", "}")));
            integration.set("type", "HTTP_PROXY");
            integration.set("integration_http_method", route.method.as_str());
            integration.set("uri", template(address));
            super::link::connect(route.edge, &mut integration);
            if !variables.is_empty() {
                let mapped = variables.iter().map(|name| {
                    (format!("integration.request.path.{name}"), text(format!("method.request.path.{name}")))
                });
                integration.set("request_parameters", object(mapped));
            }
        }
    }
    module.add(Concern::Edge, integration);
    label
}

/// An API without a method cannot be deployed: this one answers that there is nothing.
fn nothing(me: Party<'_>, module: &mut Module) -> String {
    module.change("none of its routes is exported; one that answers 404 makes it deployable");
    let label = format!("{}_nothing", me.label());
    let at = |kind: &str| {
        me.resource_named(kind, &label)
            .with("rest_api_id", me.attribute("aws_api_gateway_rest_api", "id"))
            .with("resource_id", me.attribute("aws_api_gateway_rest_api", "root_resource_id"))
    };
    let of = reference(format!("aws_api_gateway_method.{label}.http_method"));
    let answer = object([("application/json", text(r#"{"statusCode": 404}"#))]);
    module.add(Concern::Edge, at("aws_api_gateway_method").with("http_method", "GET").with("authorization", "NONE"));
    let mock = at("aws_api_gateway_integration").with("http_method", of.clone()).with("type", "MOCK");
    module.add(Concern::Edge, mock.with("request_templates", answer));
    let status = reference(format!("aws_api_gateway_method_response.{label}.status_code"));
    let response = at("aws_api_gateway_method_response").with("http_method", of.clone()).with("status_code", "404");
    module.add(Concern::Edge, response);
    let response = at("aws_api_gateway_integration_response").with("http_method", of).with("status_code", status);
    let after = list([reference(format!("aws_api_gateway_integration.{label}"))]);
    module.add(Concern::Edge, response.gap().with("depends_on", after));
    label
}

fn throttle(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let (rate, burst) = (settings.get("throttling_rate_limit"), settings.get("throttling_burst_limit"));
    if rate.is_none() && burst.is_none() {
        return;
    }
    let limits = Block::new("settings")
        .with_some("throttling_rate_limit", rate)
        .with_some("throttling_burst_limit", burst);
    let block = me
        .resource("aws_api_gateway_method_settings")
        .with("rest_api_id", me.attribute("aws_api_gateway_rest_api", "id"))
        .with("stage_name", me.attribute("aws_api_gateway_stage", "stage_name"))
        .with("method_path", "*/*")
        .nest(limits);
    module.add(Concern::Edge, block);
}
