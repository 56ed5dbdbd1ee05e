//! Virtual Private Cloud in Terraform: the network, a subnet per cell, a route table per kind of way out.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::exporting::{Cell, Concern, Exporter, Module, Party, Statement, log_group_of, role};
use crate::hcl::{Block, Expr, reference, template, text};
use crate::order::Arrange as _;
use crate::model::{ConnectionKind, Tier, Zone};

/// The VPC, its subnets and routes.
pub const EXPORT: Exporter = Exporter { resources, ..Exporter::NONE };

fn resources(me: Party<'_>, module: &mut Module) {
    zones(me, module);
    if me.is_default_vpc() {
        let vpc = me.resource("aws_default_vpc").with("enable_dns_hostnames", me.settings().flag("enable_dns_hostnames"));
        module.add(Concern::Network, vpc.with("tags", me.tags()));
    } else {
        let range = me.range().map_or_else(
            || {
                module.change("its address range cannot be read as /16 to /28; it is a variable");
                address_question(module, format!("{}_cidr_block", me.label()), "Address range of the VPC.")
            },
            Expr::from,
        );
        let vpc = me
            .resource("aws_vpc")
            .with("cidr_block", range)
            .with("enable_dns_support", true)
            .with("enable_dns_hostnames", me.settings().flag("enable_dns_hostnames"))
            .with("tags", me.tags());
        module.add(Concern::Network, vpc);
    }
    flow_log(me, module);
    for cell in me.cells() {
        subnet(me, cell, module);
    }
    if has_tier(me, Tier::Public) && !me.is_default_vpc() {
        public_routes(me, module);
    }
    for zone in lanes(me, Tier::Private) {
        private_routes(me, zone, module);
    }
    if has_tier(me, Tier::Isolated) {
        let table = "isolated";
        route_table(me, table, module);
        for zone in lanes(me, Tier::Isolated) {
            associate(me, Tier::Isolated, zone, table, module);
        }
    }
}

/// Who talked to whom, where a log group is connected.
fn flow_log(me: Party<'_>, module: &mut Module) {
    let Some(log) = log_group_of(me) else { return };
    let kind = if me.is_default_vpc() { "aws_default_vpc" } else { "aws_vpc" };
    let group = log.attribute("aws_cloudwatch_log_group", "arn");
    let actions =
        ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"];
    let write = Statement::new(&actions, vec![template([group.clone(), text(":*")])]);
    let role = role(me, module, "vpc-flow-logs.amazonaws.com", &[], vec![write]);
    let block = me
        .resource("aws_flow_log")
        .with("vpc_id", me.attribute(kind, "id"))
        .with("traffic_type", "ALL")
        .with("log_destination", group)
        .with("iam_role_arn", role)
        .with("tags", me.tags());
    module.add(Concern::Network, block);
}

fn address_question(module: &mut Module, name: String, about: &str) -> Expr {
    module.question(name, about, r"^\d+\.\d+\.\d+\.\d+/(1[6-9]|2[0-8])$", "10.0.0.0/20")
}

/// The zones of the region, without Local Zones.
fn zones(me: Party<'_>, module: &mut Module) {
    let ordinary = Block::new("filter").with("name", "opt-in-status").with("values", Expr::List(vec!["opt-in-not-required".into()]));
    let data = me
        .data("aws_availability_zones", &me.regional_label("available"))
        .commented("Lane a is the first available zone of the region, lane b the second, and so on.")
        .with("state", "available")
        .nest(ordinary);
    module.share(Concern::Network, data);
}

fn has_tier(me: Party<'_>, tier: Tier) -> bool {
    me.cells().iter().any(|cell| cell.tier == tier)
}

fn lanes(me: Party<'_>, tier: Tier) -> impl Iterator<Item = Zone> {
    me.cells().iter().filter(move |cell| cell.tier == tier).map(|cell| cell.zone)
}

fn subnet(me: Party<'_>, cell: &Cell, module: &mut Module) {
    let ending = format!("{}_{}", cell.tier, cell.zone);
    if me.is_default_vpc() && cell.tier == Tier::Public {
        let subnet = me.resource_with("aws_default_subnet", &ending).with("availability_zone", me.zone_name(cell.zone));
        module.add(Concern::Network, subnet.with("tags", me.tags_with(&format!("-{}-{}", cell.tier, cell.zone))));
        return;
    }
    let range = cell.cidr.clone().map_or_else(
        || {
            module.change(format!("its range has no room for the {} subnet in zone {}; that range is a variable", cell.tier, cell.zone));
            address_question(module, format!("{}_{ending}_cidr_block", me.label()), "Address range of the subnet.")
        },
        Expr::from,
    );
    let mut block = me
        .resource_with("aws_subnet", &ending)
        .with("vpc_id", vpc_id(me))
        .with("availability_zone", me.zone_name(cell.zone))
        .with("cidr_block", range);
    if cell.tier == Tier::Public {
        block.set("map_public_ip_on_launch", true);
    }
    let tags = me.tags_with(&format!("-{}-{}", cell.tier, cell.zone));
    module.add(Concern::Network, block.with("tags", tags));
}

fn vpc_id(me: Party<'_>) -> Expr {
    me.attribute(if me.is_default_vpc() { "aws_default_vpc" } else { "aws_vpc" }, "id")
}

fn route_table(me: Party<'_>, ending: &str, module: &mut Module) {
    let table = me
        .resource_with("aws_route_table", ending)
        .with("vpc_id", vpc_id(me))
        .with("tags", me.tags_with(&format!("-{}", ending.replace('_', "-"))));
    module.add(Concern::Network, table);
}

fn associate(me: Party<'_>, tier: Tier, zone: Zone, table: &str, module: &mut Module) {
    let association = me
        .resource_with("aws_route_table_association", &format!("{tier}_{zone}"))
        .with("subnet_id", me.subnet_of(tier, zone))
        .with("route_table_id", reference(format!("aws_route_table.{}_{table}.id", me.label())));
    module.add(Concern::Network, association);
}

fn default_route(me: Party<'_>, table: &str, target: &str, id: Expr, module: &mut Module) {
    let route = me
        .resource_with("aws_route", &format!("{table}_default"))
        .with("route_table_id", reference(format!("aws_route_table.{}_{table}.id", me.label())))
        .with("destination_cidr_block", "0.0.0.0/0")
        .with(target, id);
    module.add(Concern::Network, route);
}

fn public_routes(me: Party<'_>, module: &mut Module) {
    let gateway = me.resource("aws_internet_gateway").with("vpc_id", vpc_id(me)).with("tags", me.tags());
    module.add(Concern::Network, gateway);
    route_table(me, "public", module);
    default_route(me, "public", "gateway_id", me.attribute("aws_internet_gateway", "id"), module);
    for zone in lanes(me, Tier::Public) {
        associate(me, Tier::Public, zone, "public", module);
    }
}

/// A lane's private subnets have a table of their own, so that each lane can have its own NAT gateway.
fn private_routes(me: Party<'_>, zone: Zone, module: &mut Module) {
    let table = format!("private_{zone}");
    route_table(me, &table, module);
    if let Some(nat) = way_out(me, zone, module) {
        default_route(me, &table, "nat_gateway_id", nat.attribute("aws_nat_gateway", "id"), module);
    }
    associate(me, Tier::Private, zone, &table, module);
}

/// The NAT gateway of a lane's private subnets (`reliability.md` B.3): the one in the lane, else a
/// regional one, else the first choice, else the first by id. Drawn egresses limit the choice.
fn way_out<'w>(me: Party<'w>, zone: Zone, module: &mut Module) -> Option<Party<'w>> {
    let mut drawn: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut first_choice: BTreeSet<&str> = BTreeSet::new();
    for member in me.members().filter(|member| member.tier() == Some(Tier::Private) && member.zones().contains(&zone)) {
        for edge in member.outgoing().filter(|edge| edge.kind == ConnectionKind::Egress && edge.drawn.is_some()) {
            if edge.to.kind() == "nat_gateway" && edge.to.beside(member) {
                drawn.entry(member.id()).or_default().insert(edge.to.id());
                if edge.primary() {
                    first_choice.insert(edge.to.id());
                }
            }
        }
    }
    let mut sets = drawn.into_values();
    let wanted = sets.next();
    if sets.any(|other| wanted.as_ref() != Some(&other)) {
        module.change(format!("private subnets of zone {zone} have one route table, but their components leave by different NAT gateways; the first one's counts"));
    }
    let mut choices: Vec<Party<'w>> = me
        .members()
        .filter(|member| member.kind() == "nat_gateway")
        .filter(|nat| wanted.as_ref().is_none_or(|wanted| wanted.contains(nat.id())))
        .collect();
    choices.arrange_by_key(|nat| {
        let regional = nat.settings().text("availability_mode") == "regional";
        let own = !regional && nat.zones().first() == Some(&zone);
        let primary = first_choice.contains(nat.id()) || nat.settings().flag("primary");
        (!own, !regional, !primary, nat.id())
    });
    choices.first().copied()
}
