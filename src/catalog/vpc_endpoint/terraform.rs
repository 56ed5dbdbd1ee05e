//! A VPC endpoint in Terraform: entries of the route tables, or a network card in each of its subnets.

use crate::catalog::exporting::{Concern, Edge, Endpoint, Exporter, Module, Party, group};
use crate::hcl::{Expr, identifier, list, reference, template, text};
use crate::model::{ConnectionKind, Tier};

use super::{is_gateway, service_names};

/// The endpoint, one for each service that it leads to.
pub const EXPORT: Exporter = Exporter { resources, endpoint, ..Exporter::NONE };

/// What is called through it, outside the VPC.
fn calls<'w>(me: Party<'w>) -> impl Iterator<Item = Edge<'w>> {
    me.outgoing().filter(|edge| edge.is_call() && edge.to.vpc().is_none() && edge.to.kind() != "vpc_endpoint")
}

/// A client that is drawn through it needs what the service behind it demands.
fn endpoint(me: Party<'_>) -> Endpoint {
    // Without a service nothing is written that a group could guard.
    let guarded = me.vpc().is_some() && !is_gateway(&me.settings()) && !services(me, &mut Module::default()).is_empty();
    let mut own = Endpoint { grouped: guarded, guarded, ..Endpoint::default() };
    for edge in calls(me) {
        let behind = edge.to.endpoint();
        if own.actions.is_empty() {
            let actions = behind.actions.into_iter().find(|(kind, _)| *kind == edge.kind || *kind == ConnectionKind::Data);
            if let Some((_, actions)) = actions {
                own.actions = vec![(ConnectionKind::Request, actions)];
                own.resources = behind.resources;
            }
        }
        own.variables.extend(behind.variables);
    }
    own
}

/// The ends of the names of its services: `s3`, `ecr.api`.
fn services(me: Party<'_>, module: &mut Module) -> Vec<String> {
    let drawn = me.settings().text("service_name");
    if !drawn.is_empty() {
        let plain = drawn.len() <= 200 && drawn.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
        if !plain {
            module.leave_out("its service_name is no name of a service");
            return Vec::new();
        }
        return vec![drawn.to_owned()];
    }
    let mut found: Vec<String> = Vec::new();
    for edge in calls(me) {
        let names = service_names(edge.to.kind());
        if names.is_empty() {
            module.leave_out(format!("{}: no endpoint leads there", edge.title()));
        }
        for name in names {
            if !found.iter().any(|other| other == name) {
                found.push((*name).to_owned());
            }
        }
    }
    if found.is_empty() && is_gateway(&me.settings()) {
        return vec!["dynamodb".to_owned(), "s3".to_owned()];
    }
    if found.is_empty() {
        module.leave_out("it names no service, neither in service_name nor by a connection");
    }
    found
}

/// The full name: what is drawn for this region follows the region of the configuration.
fn full_name(me: Party<'_>, service: &str) -> Expr {
    let here = format!("com.amazonaws.{}.", me.region());
    let ending = match service.strip_prefix(here.as_str()) {
        Some(ending) => ending,
        None if service.starts_with("com.") || service.starts_with("aws.") || service.starts_with("cn.") => return text(service),
        None => service,
    };
    let region = if me.at_home() { reference("var.region") } else { text(me.region()) };
    let prefix = if me.partition() == "aws-cn" { "cn.com.amazonaws." } else { "com.amazonaws." };
    template([text(prefix), region, text(format!(".{ending}"))])
}

fn last(service: &str) -> &str {
    service.rsplit('.').next().unwrap_or(service)
}

fn resources(me: Party<'_>, module: &mut Module) {
    let Some(vpc) = me.vpc_attribute("id") else { return };
    let services = services(me, module);
    let mut grouped = false;
    for service in &services {
        let routed = matches!(last(service), "s3" | "dynamodb");
        let gateway = is_gateway(&me.settings()) && routed;
        if is_gateway(&me.settings()) && !routed {
            module.change(format!("only S3 and DynamoDB have gateway endpoints; that for {} is an interface", last(service)));
        }
        let label = match services.as_slice() {
            [_] => me.label().to_owned(),
            _ => format!("{}_{}", me.label(), identifier(service)),
        };
        let mut block = me
            .resource_named("aws_vpc_endpoint", &label)
            .with("vpc_id", vpc.clone())
            .with("service_name", full_name(me, service))
            .with("vpc_endpoint_type", if gateway { "Gateway" } else { "Interface" });
        if gateway {
            block.set("route_table_ids", list(route_tables(me)));
        } else {
            grouped = true;
            block.set("subnet_ids", list(me.subnets()));
            block.set("security_group_ids", list([me.security_group()]));
            block.set("private_dns_enabled", private_dns(me, routed, module));
        }
        let ending = if services.len() == 1 { String::new() } else { format!("-{}", service.replace('.', "-")) };
        block.set("tags", me.tags_with(&ending));
        module.add(Concern::Network, block);
    }
    if grouped && !is_gateway(&me.settings()) {
        group(me, module, false);
        whole_vpc(me, module);
    } else if grouped {
        // A gateway that had to become an interface has no group in the drawing.
        let vpc_block = me
            .resource("aws_security_group")
            .with("name", me.name())
            .with("description", format!("VPC endpoint {}", me.plain_id()))
            .with("vpc_id", vpc)
            .with("tags", me.tags());
        module.add(Concern::Security, vpc_block);
        whole_vpc(me, module);
    }
}

/// An endpoint serves its whole VPC, also what is not drawn as calling it.
fn whole_vpc(me: Party<'_>, module: &mut Module) {
    let Some(range) = me.vpc_attribute("cidr_block") else { return };
    let rule = me
        .resource_with("aws_vpc_security_group_ingress_rule", "from_vpc")
        .with("security_group_id", me.security_group())
        .with("description", format!("The VPC to {}", me.plain_id()))
        .with("cidr_ipv4", range)
        .with("ip_protocol", "tcp")
        .with("from_port", 443)
        .with("to_port", 443);
    module.add(Concern::Security, rule);
}

/// S3 and DynamoDB keep their public names unless a gateway endpoint stands beside the interface; so it
/// is off for them (VPC guide, read 2025-11).
fn private_dns(me: Party<'_>, routed: bool, module: &mut Module) -> bool {
    let wanted = me.settings().flag("private_dns_enabled");
    if wanted && routed && me.settings().is_set("private_dns_enabled") {
        module.change("S3 and DynamoDB are reached by an interface endpoint's own names; their usual names are not changed");
    }
    wanted && !routed
}

/// Every route table of the VPC.
fn route_tables(me: Party<'_>) -> Vec<Expr> {
    let Some(vpc) = me.vpc() else { return Vec::new() };
    let mut tables: Vec<Expr> = Vec::new();
    let table = |ending: &str| reference(format!("aws_route_table.{}_{ending}.id", vpc.label()));
    let has = |tier: Tier| vpc.cells().iter().any(|cell| cell.tier == tier);
    if has(Tier::Public) {
        tables.push(if vpc.is_default_vpc() { vpc.attribute("aws_default_vpc", "main_route_table_id") } else { table("public") });
    }
    for cell in vpc.cells().iter().filter(|cell| cell.tier == Tier::Private) {
        tables.push(table(&format!("private_{}", cell.zone)));
    }
    if has(Tier::Isolated) {
        tables.push(table("isolated"));
    }
    tables
}
