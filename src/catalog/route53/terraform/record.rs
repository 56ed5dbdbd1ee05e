//! Records: which answers a name has, by the routing policy.

use crate::order::Arrange as _;
use crate::catalog::exporting::{Concern, Edge, Module, Party};
use crate::catalog::route53::interval;
use crate::hcl::{Block, Expr, list, reference};
use crate::model::{ConnectionKind, Value};

/// What an answer names.
enum Answer {
    /// A resource of AWS: its name and its hosted zone.
    Alias(Expr, Expr),
    /// An IPv4 address.
    Address(Expr),
    /// Another name.
    Name(Expr),
}

/// One target with its answer.
struct Target<'w> {
    edge: Edge<'w>,
    answer: Answer,
}

/// The policies that can name several targets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Policy {
    Simple,
    Failover,
    Weighted,
    Latency,
    Multivalue,
}

/// How a target's health is asked for: `HTTP`, `HTTPS` or `TCP`.
pub fn check_protocol(kind: &str, drawn: &str, port: Option<i64>) -> &'static str {
    match (drawn.to_ascii_uppercase().as_str(), kind) {
        ("HTTP", _) => "HTTP",
        ("HTTPS", _) | ("", "cloudfront" | "api_gateway" | "app_runner" | "s3") => "HTTPS",
        ("", "nlb") => "TCP",
        ("", _) if port == Some(443) => "HTTPS",
        ("", _) => "HTTP",
        _ => "TCP",
    }
}

/// Writes the records and the health checks.
pub fn write(me: Party<'_>, module: &mut Module) {
    let mut targets: Vec<Target<'_>> = Vec::new();
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Request && edge.to.exported()) {
        if targets.iter().any(|target| target.edge.to.id() == edge.to.id()) {
            module.leave_out(format!("{}: the name leads there already", edge.title()));
            continue;
        }
        match answer(edge) {
            Ok(answer) => targets.push(Target { edge, answer }),
            Err(why) => module.leave_out(format!("{}: {why}", edge.title())),
        }
    }
    targets.arrange_by_key(|target| !target.edge.primary());
    let policy = policy(me, &targets, module);
    let kept = kept(&targets, policy, module);
    for (index, target) in kept.iter().enumerate() {
        let label = format!("{}_{}", me.label(), target.edge.to.label());
        if me.settings().flag("health_check") {
            module.add(Concern::Edge, check(target.edge, &label));
        }
        let mut record = Block::resource("aws_route53_record", &label)
            .with("zone_id", me.attribute("aws_route53_zone", "zone_id"))
            .with("name", super::full_name(me))
            .with("type", if matches!(target.answer, Answer::Name(_)) { "CNAME" } else { "A" });
        match &target.answer {
            Answer::Alias(..) => {}
            Answer::Address(_) if policy == Policy::Simple => {
                record.set("ttl", me.settings().count("ttl"));
                record.set("records", list(kept.iter().filter_map(|target| address(target))));
            }
            Answer::Address(value) | Answer::Name(value) => {
                record.set("ttl", me.settings().count("ttl"));
                record.set("records", list([value.clone()]));
            }
        }
        if policy != Policy::Simple {
            record.set("set_identifier", target.edge.to.slug());
        }
        if me.settings().flag("health_check") && policy != Policy::Simple {
            record.set("health_check_id", reference(format!("aws_route53_health_check.{label}.id")));
        }
        if policy == Policy::Multivalue {
            record.set("multivalue_answer_routing_policy", true);
        }
        if let Answer::Alias(name, zone) = &target.answer {
            // A distribution cannot say how healthy its origins are.
            let evaluate = me.settings().flag("health_check") && target.edge.to.kind() != "cloudfront";
            let alias = Block::new("alias")
                .with("name", name.clone())
                .with("zone_id", zone.clone())
                .with("evaluate_target_health", evaluate);
            record.push(alias);
        }
        if let Some(block) = routing(policy, index, target.edge) {
            record.push(block);
        }
        module.add(Concern::Edge, record);
        if policy == Policy::Simple {
            break;
        }
    }
}

fn address(target: &Target<'_>) -> Option<Expr> {
    match &target.answer {
        Answer::Address(value) => Some(value.clone()),
        _ => None,
    }
}

/// What an answer for a target names; else why none can.
fn answer(edge: Edge<'_>) -> Result<Answer, String> {
    let to = edge.to;
    let alias = |kind: &str, name: &str, zone: &str| Ok(Answer::Alias(to.attribute(kind, name), to.attribute(kind, zone)));
    match to.kind() {
        "alb" | "nlb" => alias("aws_lb", "dns_name", "zone_id"),
        "cloudfront" if to.endpoint().domain.is_some() => alias("aws_cloudfront_distribution", "domain_name", "hosted_zone_id"),
        "cloudfront" => Err("the distribution is not exported".to_owned()),
        "api_gateway" => match to.settings().text("protocol_type") {
            "WEBSOCKET" | "HTTP" => {
                alias("aws_apigatewayv2_domain_name", "domain_name_configuration[0].target_domain_name", "domain_name_configuration[0].hosted_zone_id")
            }
            _ => alias("aws_api_gateway_domain_name", "regional_domain_name", "regional_zone_id"),
        },
        "s3" => Err("a name leads to a bucket only where the bucket is called like the name; put a distribution before it".to_owned()),
        "ec2" | "asg" => match (to.attached("elastic_ip").first(), to.kind()) {
            (Some(address), _) => Ok(Answer::Address(address.attribute("aws_eip", "public_ip"))),
            (None, "ec2") => Ok(Answer::Address(to.attribute("aws_instance", "public_ip"))),
            (None, _) => Err("its members have addresses that change; put a load balancer before them".to_owned()),
        },
        _ => match to.endpoint().domain {
            Some(_) if super::prefix(edge.from).is_empty() => {
                Err("the domain itself cannot be another name for it; give the record a name (record_name)".to_owned())
            }
            Some(name) => Ok(Answer::Name(name)),
            None => Err("it has no address that a name could lead to".to_owned()),
        },
    }
}

fn policy(me: Party<'_>, targets: &[Target<'_>], module: &mut Module) -> Policy {
    let drawn = match me.settings().text("routing_policy") {
        "failover" => Policy::Failover,
        "weighted" => Policy::Weighted,
        "latency" => Policy::Latency,
        "multivalue" => Policy::Multivalue,
        _ => return Policy::Simple,
    };
    let addresses = targets.iter().all(|target| matches!(target.answer, Answer::Address(_)));
    if drawn == Policy::Multivalue && !addresses {
        module.change("answers with several values name addresses, not aliases; its records are weighted equally instead");
        return Policy::Weighted;
    }
    drawn
}

/// The targets that the policy can name; the others are left out by name.
fn kept<'a, 'w>(targets: &'a [Target<'w>], policy: Policy, module: &mut Module) -> Vec<&'a Target<'w>> {
    let mut kept: Vec<&Target<'w>> = Vec::new();
    for target in targets {
        let title = target.edge.title();
        let why = match policy {
            Policy::Simple => {
                let first = kept.first().map(|first| matches!(first.answer, Answer::Address(_)));
                let several = first == Some(true) && matches!(target.answer, Answer::Address(_));
                (first.is_some() && !several).then_some("a simple record names one target")
            }
            Policy::Failover => (kept.len() >= 2).then_some("failover has a first and a second choice only"),
            Policy::Latency => {
                let region = target.edge.to.region();
                kept.iter().any(|other| other.edge.to.region() == region).then_some("by latency a region has one target")
            }
            Policy::Weighted | Policy::Multivalue => None,
        };
        match why {
            Some(why) => module.leave_out(format!("{title}: {why}")),
            None => kept.push(target),
        }
    }
    kept
}

fn routing(policy: Policy, index: usize, edge: Edge<'_>) -> Option<Block> {
    match policy {
        Policy::Failover => {
            let role = if index == 0 { "PRIMARY" } else { "SECONDARY" };
            Some(Block::new("failover_routing_policy").with("type", role))
        }
        Policy::Weighted => Some(Block::new("weighted_routing_policy").with("weight", weight(edge))),
        Policy::Latency => {
            let region = if edge.to.at_home() { reference("var.region") } else { edge.to.region().into() };
            Some(Block::new("latency_routing_policy").with("region", region))
        }
        Policy::Simple | Policy::Multivalue => None,
    }
}

/// The drawn weight, else the share in percent, else the same for all.
fn weight(edge: Edge<'_>) -> i64 {
    let settings = edge.settings();
    let drawn = settings.whole("weight").filter(|weight| (0..=255).contains(weight));
    let share = settings.get("share").and_then(Value::as_f64).filter(|share| (0.0..=1.0).contains(share));
    #[expect(clippy::cast_possible_truncation, reason = "at most 100")]
    drawn.unwrap_or_else(|| share.map_or(100, |share| (share * 100.0) as i64))
}

fn check(edge: Edge<'_>, label: &str) -> Block {
    let (me, settings) = (edge.from, edge.from.settings());
    let asked = me.incoming().filter(|edge| edge.kind == ConnectionKind::Request).map(|edge| edge.settings().text("protocol"));
    let mut said = std::iter::once(edge.settings().text("protocol")).chain(asked);
    let said = said.find(|protocol| !protocol.is_empty()).unwrap_or_default();
    let protocol = check_protocol(edge.to.kind(), said, edge.settings().whole("port"));
    let port = match (edge.settings().whole("port"), protocol) {
        (Some(port), _) if (1..=65_535).contains(&port) => port,
        (_, "HTTPS") => 443,
        _ => 80,
    };
    let mut check = Block::resource("aws_route53_health_check", label);
    match answer(edge) {
        Ok(Answer::Address(address)) => check.set("ip_address", address),
        Ok(Answer::Alias(..)) if edge.to.kind() == "api_gateway" => check.set("fqdn", super::full_name(me)),
        Ok(Answer::Alias(name, _) | Answer::Name(name)) => check.set("fqdn", name),
        Err(_) => {}
    }
    check.set("type", protocol);
    check.set("port", port);
    let path = settings.text("resource_path");
    if protocol != "TCP" {
        check.set("resource_path", if path.starts_with('/') && path.len() <= 255 { path } else { "/" });
    }
    check.set("failure_threshold", settings.count("failure_threshold"));
    check.set("request_interval", interval(&settings));
    check.set("tags", me.tags_with(&format!("-{}", edge.to.slug())));
    check
}
