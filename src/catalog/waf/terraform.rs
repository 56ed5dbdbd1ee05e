//! A web ACL in Terraform: one for distributions, one for each region of what else it protects.

use crate::order::Gather as _;
use std::collections::BTreeSet;

use crate::catalog::exporting::{Concern, Exporter, Module, Party};
use crate::hcl::{Block, Expr, identifier, reference};
use crate::model::ConnectionKind;

use super::{is_group, rate_limit, rule_groups};

/// The web ACL and its associations.
pub const EXPORT: Exporter = Exporter {
    resources,
    carries: &[(ConnectionKind::Management, &["alb", "api_gateway", "cloudfront", "cognito", "app_runner"])],
    ..Exporter::NONE
};

/// Where the ACLs of distributions live (WAF developer guide, read 2025-11).
const EDGE: &str = "us-east-1";

fn edge_label(me: Party<'_>) -> String {
    format!("{}_edge", me.label())
}

/// The ARN of the web ACL of a distribution, where one is drawn.
pub fn edge_acl(distribution: Party<'_>) -> Option<Expr> {
    let waf = distribution.attached("waf").into_iter().next()?;
    Some(reference(format!("aws_wafv2_web_acl.{}.arn", edge_label(waf))))
}

fn resources(me: Party<'_>, module: &mut Module) {
    for name in me.settings().list("managed_rule_groups") {
        if !name.as_str().is_some_and(is_group) {
            module.leave_out("one of its managed_rule_groups is no name of a rule group");
        }
    }
    let mut distributions = me.attached("cloudfront");
    distributions.retain(|host| {
        let first = is_first(me, *host);
        if !first {
            module.leave_out(format!("before {}: another WAF stands there, and there is room for one", host.id()));
        }
        first
    });
    if !distributions.is_empty() && me.region() != EDGE {
        module.change(format!("for a distribution a web ACL must be in {EDGE}; that one is made there"));
    }
    let mut regional: Vec<(Party<'_>, Expr)> = Vec::new();
    for kind in ["alb", "api_gateway", "cognito", "app_runner"] {
        for host in me.attached(kind) {
            if !is_first(me, host) {
                module.leave_out(format!("before {}: another WAF stands there, and there is room for one", host.id()));
                continue;
            }
            match arn(host) {
                Some(arn) => regional.push((host, arn)),
                None => module.leave_out(format!("before {}: only REST APIs can have a WAF", host.id())),
            }
        }
    }
    if !distributions.is_empty() {
        let block = Block::resource("aws_wafv2_web_acl", &edge_label(me)).with("region", EDGE);
        module.add(Concern::Security, acl(me, block, "CLOUDFRONT", "-edge"));
    }
    let regions: BTreeSet<&str> = regional.iter().map(|(host, _)| host.region()).gather();
    for region in regions {
        let hosts = || regional.iter().filter(|(host, _)| host.region() == region);
        // Named by its own region where it has something to protect there.
        let label = if region == me.region() { me.label().to_owned() } else { format!("{}_{}", me.label(), identifier(region)) };
        let Some((first, _)) = hosts().next() else { continue };
        module.add(Concern::Security, acl(me, first.resource_named("aws_wafv2_web_acl", &label), "REGIONAL", ""));
        for (host, arn) in hosts() {
            let association = host
                .resource_named("aws_wafv2_web_acl_association", &format!("{label}_{}", host.label()))
                .with("resource_arn", arn.clone())
                .with("web_acl_arn", reference(format!("aws_wafv2_web_acl.{label}.arn")));
            module.add(Concern::Security, association);
        }
    }
    if distributions.is_empty() && regional.is_empty() {
        module.add(Concern::Security, acl(me, me.resource("aws_wafv2_web_acl"), "REGIONAL", ""));
        module.leave_out("it stands before nothing that it can protect");
    }
}

/// Whether it is the one WAF that a component has: the first by id.
fn is_first(me: Party<'_>, host: Party<'_>) -> bool {
    host.attached("waf").first().is_some_and(|first| first.id() == me.id())
}

/// The ARN of what a web ACL can be associated with.
fn arn(host: Party<'_>) -> Option<Expr> {
    match host.kind() {
        "alb" => Some(host.attribute("aws_lb", "arn")),
        "cognito" => Some(host.attribute("aws_cognito_user_pool", "arn")),
        "app_runner" => Some(host.attribute("aws_apprunner_service", "arn")),
        // HTTP and WebSocket APIs take none.
        "api_gateway" if !matches!(host.settings().text("protocol_type"), "HTTP" | "WEBSOCKET") => {
            Some(host.attribute("aws_api_gateway_stage", "arn"))
        }
        _ => None,
    }
}

fn acl(me: Party<'_>, block: Block, scope: &str, ending: &str) -> Block {
    let settings = me.settings();
    let default = if settings.text("default_action") == "block" { "block" } else { "allow" };
    let mut acl = block
        .with("name", me.name_with(ending))
        .with("scope", scope)
        .with("tags", me.tags())
        .nest(Block::new("default_action").nest(Block::new(default)));
    let mut priority = 0;
    if let Some(limit) = rate_limit(&settings) {
        let statement = Block::new("rate_based_statement").with("limit", limit).with("aggregate_key_type", "IP");
        let rule = Block::new("rule")
            .with("name", "requests-per-address")
            .with("priority", priority)
            .nest(Block::new("action").nest(Block::new("block")))
            .nest(Block::new("statement").nest(statement))
            .nest(visibility("requests-per-address"));
        acl.push(rule);
        priority += 1;
    }
    for group in rule_groups(&settings) {
        let statement = Block::new("managed_rule_group_statement").with("name", group.as_str()).with("vendor_name", "AWS");
        let rule = Block::new("rule")
            .with("name", group.as_str())
            .with("priority", priority)
            .nest(Block::new("override_action").nest(Block::new("none")))
            .nest(Block::new("statement").nest(statement))
            .nest(visibility(&group));
        acl.push(rule);
        priority += 1;
    }
    acl.push(visibility("web-acl"));
    acl
}

fn visibility(name: &str) -> Block {
    Block::new("visibility_config")
        .with("cloudwatch_metrics_enabled", true)
        .with("metric_name", name)
        .with("sampled_requests_enabled", true)
}
