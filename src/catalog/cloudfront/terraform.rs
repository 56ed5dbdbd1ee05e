//! Amazon CloudFront in Terraform: the distribution, its origins and behaviours.

mod origin;

use crate::order::Arrange as _;
use crate::catalog::exporting::{Caller, Concern, Edge, Endpoint, Exporter, Module, Party, Principal};
use crate::hcl::{Block, Expr, identifier, list, reference, template};
use crate::catalog::{acm, route53, waf};
use crate::model::{ConnectionKind, Value};

use origin::Origin;

/// The distribution.
pub const EXPORT: Exporter = Exporter { resources, endpoint, caller, ..Exporter::NONE };

/// The most members of an origin group (CloudFront developer guide, read 2025-11).
const MEMBERS: usize = 2;

fn endpoint(me: Party<'_>) -> Endpoint {
    if origin::origins(me, &mut Module::default()).is_empty() {
        return Endpoint::default();
    }
    let name = me.attribute("aws_cloudfront_distribution", "domain_name");
    Endpoint { variables: vec![("HOST", name.clone())], domain: Some(name), ..Endpoint::default() }
}

fn caller(edge: Edge<'_>) -> Option<Caller> {
    let label = edge.from.label().to_owned();
    match origin::access(edge) {
        origin::Access::Control => {
            let source = Some(edge.from.attribute("aws_cloudfront_distribution", "arn"));
            Some(Caller { principal: Principal::Service("cloudfront.amazonaws.com"), source, label })
        }
        origin::Access::Identity => {
            let identity = format!("aws_cloudfront_origin_access_identity.{}.iam_arn", origin::label(edge));
            Some(Caller { principal: Principal::Identity(reference(identity)), source: None, label })
        }
        origin::Access::None | origin::Access::Vpc => None,
    }
}

/// What a behaviour sends requests to: one origin, or a first and a second one.
struct Target<'a, 'w> {
    id: String,
    first: &'a Origin<'w>,
    second: Option<&'a Origin<'w>>,
}

fn resources(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let origins = origin::origins(me, module);
    if origins.is_empty() {
        module.leave_out("it has no origin that is exported, and a distribution without one cannot exist");
        return;
    }
    let targets = targets(&origins, module);
    let mut block = Block::resource("aws_cloudfront_distribution", me.label())
        .with("enabled", true)
        .with("comment", me.name())
        .with("is_ipv6_enabled", settings.flag("is_ipv6_enabled"))
        .with("http_version", "http2and3")
        .with("price_class", settings.text("price_class"));
    let root = settings.text("default_root_object");
    if !root.is_empty() {
        block.set("default_root_object", root);
    }
    let names = names(me, module);
    if !names.is_empty() {
        block.set("aliases", list(names.clone()));
    }
    block = block.with_some("web_acl_id", waf::edge_acl(me));
    block.set("tags", me.tags());
    for origin in &origins {
        block.push(origin.write(me, module));
    }
    for target in targets.iter().filter(|target| target.second.is_some()) {
        block.push(group(target));
    }
    behaviours(me, &mut block, &targets, module);
    block.push(Block::new("restrictions").nest(Block::new("geo_restriction").with("restriction_type", "none")));
    block.push(certificate(me, &names));
    module.add(Concern::Edge, block);
    let about = format!("Address of {}.", me.id());
    let url = template(["https://".into(), me.attribute("aws_cloudfront_distribution", "domain_name")]);
    module.output(format!("{}_url", me.label()), &about, url);
    for origin in origins.iter().filter(|origin| origin.edge.to.kind() == "alb" && origin.edge.protocol() == "HTTPS") {
        let (own, other) = (me.id(), origin.edge.to.id());
        module.by_hand.push(format!("{own} calls {other} over HTTPS: the certificate of {other} must cover the host name that viewers use, so {own} needs that name as an alias."));
    }
}

/// The names of one's own that it answers to: those of the DNS that leads to it. It takes them only with a
/// certificate for them.
fn names(me: Party<'_>, module: &mut Module) -> Vec<Expr> {
    let edges = me.incoming().filter(|edge| edge.kind == ConnectionKind::Request && edge.from.kind() == "route53" && edge.from.exported());
    for other in me.attached("acm").iter().skip(1) {
        module.leave_out(format!("the certificate {}: a distribution shows one", other.id()));
    }
    let mut names: Vec<Expr> = Vec::new();
    for edge in edges {
        if acm::edge_certificate(me).is_none() {
            module.leave_out(format!("{}: without a certificate (a drawn acm) it does not answer to that name", edge.title()));
        } else {
            let name = route53::full_name(edge.from);
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

fn certificate(me: Party<'_>, names: &[Expr]) -> Block {
    match acm::edge_certificate(me).filter(|_| !names.is_empty()) {
        Some(arn) => Block::new("viewer_certificate")
            .with("acm_certificate_arn", arn)
            .with("minimum_protocol_version", "TLSv1.2_2021")
            .with("ssl_support_method", "sni-only"),
        None => Block::new("viewer_certificate").with("cloudfront_default_certificate", true),
    }
}

fn targets<'a, 'w>(origins: &'a [Origin<'w>], module: &mut Module) -> Vec<Target<'a, 'w>> {
    let mut found: Vec<Target<'a, 'w>> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for origin in origins {
        let Some(label) = origin.edge.group() else {
            found.push(Target { id: origin.id.clone(), first: origin, second: None });
            continue;
        };
        if seen.contains(&label) {
            continue;
        }
        seen.push(label);
        let mut members: Vec<&Origin<'w>> = origins.iter().filter(|other| other.edge.group() == Some(label)).collect();
        members.arrange_by_key(|member| !member.edge.primary());
        for member in members.iter().skip(MEMBERS) {
            module.leave_out(format!("{}: an origin group has a first and a second origin only", member.edge.title()));
        }
        match members.as_slice() {
            [first, second, ..] => {
                let id = format!("group_{}", identifier(label));
                found.push(Target { id, first, second: Some(second) });
            }
            [only] => found.push(Target { id: only.id.clone(), first: only, second: None }),
            [] => {}
        }
    }
    found
}

fn group(target: &Target<'_, '_>) -> Block {
    let codes = list([500_i64, 502, 503, 504]);
    let mut block = Block::new("origin_group")
        .with("origin_id", target.id.as_str())
        .nest(Block::new("failover_criteria").with("status_codes", codes))
        .nest(Block::new("member").with("origin_id", target.first.id.as_str()));
    if let Some(second) = target.second {
        block.push(Block::new("member").with("origin_id", second.id.as_str()));
    }
    block
}

fn pattern<'a>(target: &Target<'a, '_>) -> Option<&'a str> {
    let drawn = [Some(target.first), target.second].into_iter().flatten();
    drawn.map(|origin| origin.edge.settings().text("path_pattern")).find(|pattern| !matches!(*pattern, "" | "*" | "/*"))
}

fn behaviours(me: Party<'_>, block: &mut Block, targets: &[Target<'_, '_>], module: &mut Module) {
    let mut plain = targets.iter().filter(|target| pattern(target).is_none());
    let default = plain.next().or_else(|| {
        let first = targets.first();
        if let Some(first) = first {
            module.change(format!("no origin takes what matches no path; {} does", first.first.edge.to.id()));
        }
        first
    });
    if let Some(target) = default {
        block.push(behaviour(me, "default_cache_behavior", target, module));
    }
    for other in plain {
        module.leave_out(format!("{}: another origin takes what matches no path, and this one has no path_pattern", other.first.edge.title()));
    }
    let mut taken: Vec<&str> = Vec::new();
    for target in targets {
        let Some(path) = pattern(target) else { continue };
        if taken.contains(&path) {
            module.leave_out(format!("{}: its path {path} is taken by another origin", target.first.edge.title()));
            continue;
        }
        taken.push(path);
        block.push(behaviour(me, "ordered_cache_behavior", target, module));
    }
}

fn behaviour(me: Party<'_>, kind: &'static str, target: &Target<'_, '_>, module: &mut Module) -> Block {
    let (own, shared) = (target.first.edge.settings(), me.settings());
    let mut block = Block::new(kind);
    if kind == "ordered_cache_behavior" {
        block.set("path_pattern", pattern(target).unwrap_or("*"));
    }
    let text = |name: &str| if own.text(name).is_empty() { shared.text(name) } else { own.text(name) };
    let methods = |name: &str| if own.list(name).is_empty() { shared.list(name) } else { own.list(name) };
    let policy = match text("viewer_protocol_policy") {
        policy @ ("https-only" | "allow-all") => policy,
        _ => "redirect-to-https",
    };
    let compress = own.get("compress").and_then(Value::as_bool).unwrap_or_else(|| shared.flag("compress"));
    let all: &[&str] = if target.second.is_some() { METHODS.get(..3).unwrap_or_default() } else { METHODS };
    let (cache, request) = policies(me, target);
    block.set("target_origin_id", target.id.as_str());
    block.set("viewer_protocol_policy", policy);
    block.set("allowed_methods", allowed(methods("allowed_methods"), all));
    block.set("cached_methods", allowed(methods("cached_methods"), METHODS.get(..2).unwrap_or_default()));
    block.set("compress", compress);
    block.set("cache_policy_id", managed(module, "aws_cloudfront_cache_policy", cache));
    if let Some(request) = request {
        block.set("origin_request_policy_id", managed(module, "aws_cloudfront_origin_request_policy", request));
    }
    block
}

/// CloudFront takes the first two, the first three, or all.
const METHODS: &[&str] = &["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

fn allowed(drawn: &[Value], default: &[&str]) -> Expr {
    let drawn: Vec<&str> = drawn.iter().filter_map(Value::as_str).collect();
    if drawn.is_empty() { list(default.iter().copied()) } else { list(drawn) }
}

/// AWS's own policies: how long answers are kept, and what of a request the origin sees.
fn policies(me: Party<'_>, target: &Target<'_, '_>) -> (&'static str, Option<&'static str>) {
    let caches = me.settings().number("cache_hit_ratio").is_some_and(|ratio| ratio > 0.0);
    match target.first.edge.to.kind() {
        "s3" => ("CachingOptimized", None),
        "api_gateway" | "lambda" if !caches => ("CachingDisabled", Some("AllViewerExceptHostHeader")),
        "api_gateway" | "lambda" => ("UseOriginCacheControlHeaders-QueryStrings", Some("AllViewerExceptHostHeader")),
        _ if caches => ("UseOriginCacheControlHeaders-QueryStrings", Some("AllViewer")),
        _ => ("CachingDisabled", Some("AllViewer")),
    }
}

fn managed(module: &mut Module, kind: &'static str, name: &'static str) -> Expr {
    let label = identifier(name);
    module.share(Concern::Edge, Block::data(kind, &label).with("name", format!("Managed-{name}")));
    reference(format!("data.{kind}.{label}.id"))
}
