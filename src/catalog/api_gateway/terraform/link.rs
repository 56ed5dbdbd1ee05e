//! The private way into a VPC: a VPC link, and the listener behind it.

use crate::catalog::exporting::{Concern, Edge, Module, Party};
use crate::hcl::{Block, Expr, list, reference};
use crate::model::{ConnectionKind, Tier};

use super::{Protocol, protocol};

/// Whether a call goes through a VPC link: asked for, and the head has no public address.
pub fn is_private(edge: Edge<'_>) -> bool {
    let head = edge.to;
    edge.kind == ConnectionKind::Request
        && edge.from.settings().flag("vpc_link")
        && head.exported()
        && head.vpc().is_some()
        && head.tier() != Some(Tier::Public)
        && match protocol(edge.from) {
            // The link of a REST API leads to a Network Load Balancer (API Gateway guide, read 2025-11).
            Protocol::Rest => head.kind() == "nlb",
            Protocol::Http => matches!(head.kind(), "alb" | "nlb"),
            Protocol::WebSocket => false,
        }
}

/// Writes the links, and names what a link cannot reach.
pub fn write(me: Party<'_>, module: &mut Module) {
    if !me.settings().flag("vpc_link") {
        return;
    }
    let mut written: Vec<String> = Vec::new();
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Request && edge.to.vpc().is_some()) {
        if is_private(edge) {
            let label = label(edge);
            if !written.contains(&label) {
                module.add(Concern::Edge, link(edge, &label));
                if protocol(me) == Protocol::Http {
                    guard(edge, &label, module);
                }
                written.push(label);
            }
        } else if edge.to.exported() && edge.to.tier() != Some(Tier::Public) {
            module.leave_out(format!("{}: its VPC link leads to {} only", edge.title(), match protocol(me) {
                Protocol::Rest => "a Network Load Balancer",
                Protocol::Http => "a load balancer",
                Protocol::WebSocket => "nothing, as far as WebSocket APIs are exported",
            }));
        }
    }
    if written.is_empty() {
        module.leave_out("vpc_link: nothing that it calls is behind a load balancer in a private or isolated tier");
    }
}

/// One link per load balancer for REST, one per VPC and tier for HTTP.
fn label(edge: Edge<'_>) -> String {
    match protocol(edge.from) {
        Protocol::Rest => format!("{}_{}", edge.from.label(), edge.to.label()),
        _ => {
            let vpc = edge.to.vpc().map_or("vpc", Party::label);
            let tier = edge.to.tier().map_or_else(|| "private".to_owned(), |tier| tier.to_string());
            format!("{}_{vpc}_{tier}", edge.from.label())
        }
    }
}

fn link(edge: Edge<'_>, label: &str) -> Block {
    let me = edge.from;
    if protocol(me) == Protocol::Rest {
        return me
            .resource_named("aws_api_gateway_vpc_link", label)
            .with("name", me.name_with(&format!("-{}", edge.to.slug())))
            .with("target_arns", list([edge.to.attribute("aws_lb", "arn")]))
            .with("tags", me.tags());
    }
    me.resource_named("aws_apigatewayv2_vpc_link", label)
        .with("name", me.name_with(&format!("-{}", edge.to.slug())))
        .with("subnet_ids", list(edge.to.subnets()))
        .with("security_group_ids", list([reference(format!("aws_security_group.{label}_link.id"))]))
        .with("tags", me.tags())
}

/// The group of an HTTP API's link, and its way through those of the load balancers behind it.
fn guard(edge: Edge<'_>, label: &str, module: &mut Module) {
    let me = edge.from;
    let own = reference(format!("aws_security_group.{label}_link.id"));
    let group = me
        .resource_named("aws_security_group", &format!("{label}_link"))
        .with("name", me.name_with(&format!("-{}", edge.to.slug())))
        .with("description", format!("VPC link of {}", me.plain_id()))
        .with("vpc_id", edge.to.vpc_attribute("id").unwrap_or(Expr::Null))
        .with("tags", me.tags());
    module.add(Concern::Security, group);
    let mut seen: Vec<String> = Vec::new();
    for other in me.outgoing().filter(|other| is_private(*other) && self::label(*other) == label) {
        let (port, name) = (other.port(), format!("{label}_link_{}_{}", other.to.label(), other.port()));
        if seen.contains(&name) {
            continue;
        }
        let rule = |kind: &str, group: Expr, reach: Expr| {
            me.resource_named(kind, &name)
                .with("security_group_id", group)
                .with("description", format!("{} to {}", me.plain_id(), other.to.plain_id()))
                .with("referenced_security_group_id", reach)
                .with("ip_protocol", "tcp")
                .with("from_port", port)
                .with("to_port", port)
        };
        let theirs = other.to.security_group();
        module.add(Concern::Security, rule("aws_vpc_security_group_egress_rule", own.clone(), theirs.clone()));
        module.add(Concern::Security, rule("aws_vpc_security_group_ingress_rule", theirs, own.clone()));
        seen.push(name);
    }
}

/// What an integration over a link needs: its type, the link.
pub fn connect(edge: Edge<'_>, integration: &mut Block) {
    if !is_private(edge) {
        return;
    }
    let kind = if protocol(edge.from) == Protocol::Rest { "aws_api_gateway_vpc_link" } else { "aws_apigatewayv2_vpc_link" };
    integration.set("connection_type", "VPC_LINK");
    integration.set("connection_id", reference(format!("{kind}.{}.id", label(edge))));
}

/// The listener that an HTTP API's link calls, in place of an address.
pub fn listener(edge: Edge<'_>) -> Option<Expr> {
    let wanted = is_private(edge) && protocol(edge.from) == Protocol::Http;
    wanted.then(|| reference(format!("aws_lb_listener.{}_{}.arn", edge.to.label(), edge.port())))
}
