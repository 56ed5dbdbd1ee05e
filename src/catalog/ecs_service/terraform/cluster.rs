//! Clusters and where their tasks get room: one cluster per VPC unless a service names another one, on
//! Fargate and on the groups of instances that its services are connected to as hosts.

use crate::order::Arrange as _;
use crate::catalog::exporting::{Concern, Module, Party};
use crate::hcl::{Block, Expr, identifier, list, reference};
use crate::model::{ConnectionKind, Value};

use super::super::{network_mode, on_instances};

/// Label and ending of the name of a service's cluster.
fn names(me: Party<'_>) -> Option<(String, String)> {
    let vpc = me.vpc()?;
    let drawn: String = me.settings().text("cluster").chars().take(40).collect();
    if drawn.trim().is_empty() {
        return Some((vpc.label().to_owned(), String::new()));
    }
    let own = identifier(&drawn);
    Some((format!("{}_{own}", vpc.label()), format!("-{}", own.replace('_', "-").to_ascii_lowercase())))
}

/// An attribute of a service's cluster.
pub fn reference_to(me: Party<'_>, attribute: &str) -> Expr {
    names(me).map_or(Expr::Null, |(label, _)| reference(format!("aws_ecs_cluster.{label}.{attribute}")))
}

/// The services that share a service's cluster, itself among them.
fn sharing(me: Party<'_>) -> Vec<Party<'_>> {
    let cluster = names(me);
    let members = me.vpc().into_iter().flat_map(Party::members);
    members.filter(|other| other.kind() == "ecs_service" && other.exported() && names(*other) == cluster).collect()
}

/// What a group of instances does as host.
pub struct Hosting<'w> {
    /// The name of the cluster that its instances join.
    pub cluster: Expr,
    /// Whether ECS changes the size of the group.
    pub managed: bool,
    /// The services whose containers are reached at the instances' own addresses.
    pub guests: Vec<Party<'w>>,
}

/// The service whose cluster a group of instances joins: the first by id that it is host of.
fn first_guest(host: Party<'_>) -> Option<Party<'_>> {
    guests(host).into_iter().next()
}

fn guests(host: Party<'_>) -> Vec<Party<'_>> {
    let mut guests: Vec<Party<'_>> = host
        .incoming()
        .filter(|edge| edge.kind == ConnectionKind::Host && edge.from.kind() == "ecs_service")
        .map(|edge| edge.from)
        .filter(|from| from.exported() && from.beside(host) && on_instances(&from.settings()))
        .collect();
    guests.arrange_by(|one, other| one.id().cmp(other.id()));
    guests.dedup_by(|one, other| one.id() == other.id());
    guests
}

/// What a group of instances does as host, if it is one.
pub fn hosting(host: Party<'_>) -> Option<Hosting<'_>> {
    let first = first_guest(host)?;
    let guests = guests(host).into_iter().filter(|guest| names(*guest) == names(first));
    let guests: Vec<Party<'_>> = guests.filter(|guest| network_mode(&guest.settings()) != "awsvpc").collect();
    Some(Hosting { cluster: reference_to(first, "name"), managed: is_managed(host), guests })
}

fn is_managed(host: Party<'_>) -> bool {
    host.incoming().any(|edge| edge.kind == ConnectionKind::Host && edge.settings().flag("managed_scaling"))
}

/// The groups of instances in a service's VPC that it runs on, and that have joined its cluster.
fn hosts(me: Party<'_>) -> Vec<Party<'_>> {
    let mut hosts: Vec<Party<'_>> = Vec::new();
    if !on_instances(&me.settings()) {
        return hosts;
    }
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Host && edge.to.kind() == "asg") {
        let joined = first_guest(edge.to).is_some_and(|first| names(first) == names(me));
        if edge.to.exported() && edge.to.beside(me) && joined && hosts.iter().all(|host| host.id() != edge.to.id()) {
            hosts.push(edge.to);
        }
    }
    hosts
}

/// Writes the cluster and its capacity providers. Services that share it write the same.
pub fn write(me: Party<'_>, module: &mut Module) {
    let (Some(vpc), Some((label, ending))) = (me.vpc(), names(me)) else { return };
    let cluster = vpc
        .resource_named("aws_ecs_cluster", &label)
        .with("name", vpc.name_with(&ending))
        .with("tags", vpc.tags_with(&ending));
    module.share(Concern::Compute, cluster);
    let services = sharing(me);
    let mut providers: Vec<Expr> = Vec::new();
    if services.iter().any(|service| !on_instances(&service.settings())) {
        providers.extend(["FARGATE".into(), "FARGATE_SPOT".into()]);
    }
    let mut seen: Vec<&str> = Vec::new();
    for host in services.iter().flat_map(|service| hosts(*service)) {
        if !seen.contains(&host.id()) {
            seen.push(host.id());
            providers.push(host.attribute("aws_ecs_capacity_provider", "name"));
        }
    }
    if !providers.is_empty() {
        let offered = vpc
            .resource_named("aws_ecs_cluster_capacity_providers", &label)
            .with("cluster_name", reference_to(me, "name"))
            .with("capacity_providers", list(providers));
        module.share(Concern::Compute, offered);
    }
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Host) {
        let why = if !on_instances(&me.settings()) {
            "its launch type is FARGATE, which takes no hosts"
        } else if edge.to.kind() != "asg" {
            "only an Auto Scaling group is exported as host"
        } else if !edge.to.beside(me) {
            "the host is not in its VPC"
        } else if hosts(me).iter().all(|host| host.id() != edge.to.id()) {
            "the host has joined the cluster of another service, and is in one only"
        } else {
            continue;
        };
        module.leave_out(format!("{}: {why}", edge.title()));
    }
    if on_instances(&me.settings()) && hosts(me).is_empty() {
        module.by_hand.push(format!("No group of instances is connected to {} as host: its tasks wait until instances join the cluster.", me.id()));
    }
}

/// The capacity provider of a group of instances.
pub fn provider(host: Party<'_>, managed: bool) -> Block {
    let scaling = Block::new("managed_scaling")
        .with("status", if managed { "ENABLED" } else { "DISABLED" })
        .with("target_capacity", 100);
    let group = Block::new("auto_scaling_group_provider")
        .with("auto_scaling_group_arn", host.attribute("aws_autoscaling_group", "arn"))
        .with("managed_termination_protection", "DISABLED")
        .nest(scaling);
    host.resource("aws_ecs_capacity_provider").with("name", host.name()).with("tags", host.tags()).nest(group)
}

/// What must be there before a service can place a task.
pub fn ready(me: Party<'_>) -> Vec<String> {
    let offered = !on_instances(&me.settings()) || !hosts(me).is_empty();
    let label = names(me).filter(|_| offered).map(|(label, _)| label);
    label.map(|label| format!("aws_ecs_cluster_capacity_providers.{label}")).into_iter().collect()
}

/// The service's `capacity_provider_strategy`; empty where its launch type says everything.
pub fn strategy(me: Party<'_>, module: &mut Module) -> Vec<Block> {
    let entry = |provider: Expr, weight: i64, base: i64| {
        let block = Block::new("capacity_provider_strategy").with("capacity_provider", provider).with("weight", weight);
        if base > 0 { block.with("base", base) } else { block }
    };
    let drawn = me.settings().list("capacity_provider_strategy");
    if on_instances(&me.settings()) {
        if !drawn.is_empty() {
            module.leave_out("capacity_provider_strategy: its tasks run on the groups that it is connected to as hosts");
        }
        return hosts(me).iter().map(|host| entry(host.attribute("aws_ecs_capacity_provider", "name"), 1, 0)).collect();
    }
    let mut found: Vec<(&str, i64, i64)> = Vec::new();
    for item in drawn {
        let number = |name: &str, most: i64| item.get(name).and_then(Value::as_i64).filter(|n| (0..=most).contains(n));
        let weight = number("weight", 1000).unwrap_or(if drawn.len() == 1 { 1 } else { 0 });
        match item.get("capacity_provider").and_then(Value::as_str) {
            Some(name @ ("FARGATE" | "FARGATE_SPOT")) if found.iter().all(|(other, ..)| *other != name) => {
                found.push((name, weight, number("base", 100_000).unwrap_or(0)));
            }
            _ => module.leave_out("an entry of capacity_provider_strategy is neither FARGATE nor FARGATE_SPOT, or comes twice"),
        }
    }
    // AWS takes a base on one provider only, and wants a weight on some.
    let mut based = false;
    for (_, _, base) in &mut found {
        if *base > 0 && std::mem::replace(&mut based, true) {
            module.change("only one provider of capacity_provider_strategy can have a base");
            *base = 0;
        }
    }
    if !found.is_empty() && found.iter().all(|(_, weight, _)| *weight == 0) {
        found.iter_mut().for_each(|(_, weight, _)| *weight = 1);
        module.change("no provider of capacity_provider_strategy has a weight; each has one");
    }
    found.into_iter().map(|(name, weight, base)| entry(name.into(), weight, base)).collect()
}
