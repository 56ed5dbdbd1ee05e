//! Amazon ECS service in Terraform: cluster, task definition, service, roles, log group, scaling, discovery.

mod cluster;
mod containers;
mod scaling;
mod start;
mod task;

pub use cluster::{Hosting, hosting, provider as capacity_provider};
pub use start::{cluster_arn, starting, task_to_start};

use crate::order::Arrange as _;
use super::{network_mode, on_instances};
use crate::catalog::exporting::{Concern, Edge, Endpoint, Exporter, Module, Party, group, log_group_of, reachable};
use crate::hcl::{Block, Expr, list, reference, template, text};
use crate::model::{ConnectionKind, Value};

/// The service.
pub const EXPORT: Exporter = Exporter {
    resources,
    endpoint,
    acts: true,
    carries: &[
        (ConnectionKind::Egress, &["nat_gateway"]),
        (ConnectionKind::Host, &["asg"]),
        (ConnectionKind::Management, &["ecr", "secrets_manager", "ssm_parameter"]),
    ],
    ports,
    delegates,
    ..Exporter::NONE
};

/// Ports of an instance from which containers with a dynamic host port get theirs (ECS developer guide).
const DYNAMIC: (u16, u16) = (32_768, 65_535);

/// Images, and secrets that become variables, are fetched before the container runs: by the agent.
fn delegates(edge: Edge<'_>) -> bool {
    matches!(edge.to.kind(), "ecr" | "secrets_manager" | "ssm_parameter")
        && matches!(edge.kind, ConnectionKind::Request | ConnectionKind::Management)
}

/// In its own network a container is reached at its port, on an instance at the host's.
fn ports(edge: Edge<'_>) -> (u16, u16) {
    let port = edge.port();
    if network_mode(&edge.to.settings()) != "bridge" || port == 0 {
        return (port, port);
    }
    match containers::host_port(edge.to, port) {
        0 => DYNAMIC,
        fixed => (fixed, fixed),
    }
}

fn endpoint(me: Party<'_>) -> Endpoint {
    let inside = me.vpc().is_some();
    let own_network = network_mode(&me.settings()) == "awsvpc";
    let variables = match me.vpc() {
        Some(vpc) if is_discovered(me) => {
            vec![("HOST", text(format!("{}.{}", me.slug(), namespace(vpc)))), ("PORT", text(first_port(me).to_string()))]
        }
        _ => Vec::new(),
    };
    Endpoint {
        grouped: inside,
        guarded: inside,
        variables,
        registers: Some(if own_network { "ip" } else { "instance" }),
        ..Endpoint::default()
    }
}

fn first_port(me: Party<'_>) -> u16 {
    super::first_port(&me.settings())
}

/// Whether other services call it directly, so that they must find its live tasks.
fn is_discovered(me: Party<'_>) -> bool {
    me.incoming().any(|edge| edge.kind == ConnectionKind::Request && edge.from.kind() == "ecs_service" && edge.from.beside(me))
}

/// The private domain of a VPC's services.
fn namespace(vpc: Party<'_>) -> String {
    format!("{}.internal", vpc.slug())
}

fn resources(me: Party<'_>, module: &mut Module) {
    cluster::write(me, module);
    group(me, module, true);
    if log_group_of(me).is_none() {
        let log = me
            .resource("aws_cloudwatch_log_group")
            .with("name", template([text("/ecs/"), reference("var.name"), text(format!("-{}", me.slug()))]))
            .with("retention_in_days", retention(me, module))
            .with("tags", me.tags());
        module.add(Concern::Compute, log);
    }
    let containers = task::write(me, module);
    service(me, &containers, module);
    scaling::write(me, module);
    if !me.leads_out() {
        module.by_hand.push(format!(
            "The tasks of {} have no way out of their VPC: images, secrets and logs reach them only through a NAT gateway or VPC endpoints.",
            me.id()
        ));
    } else if me.tier() == Some(crate::model::Tier::Public) && !on_instances(&me.settings()) && !me.settings().flag("assign_public_ip") {
        module.by_hand.push(format!("The tasks of {} are in a public tier without public addresses: they cannot fetch their image.", me.id()));
    }
}

/// CloudWatch keeps logs for certain numbers of days only (CloudWatch Logs API, read 2026-11).
const RETENTIONS: &[usize] =
    &[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

fn retention(me: Party<'_>, module: &mut Module) -> usize {
    let days = me.settings().count("log_retention_in_days");
    let kept = RETENTIONS.iter().copied().find(|kept| *kept >= days).unwrap_or(3653);
    if kept != days {
        module.change(format!("logs cannot be kept for {days} days; they are kept for {kept}"));
    }
    kept
}

fn service(me: Party<'_>, containers: &[containers::Container], module: &mut Module) {
    let settings = me.settings();
    let instances = on_instances(&settings);
    let mut block = me
        .resource("aws_ecs_service")
        .with("name", me.name())
        .with("cluster", cluster::reference_to(me, "id"))
        .with("task_definition", me.attribute("aws_ecs_task_definition", "arn"))
        .with("desired_count", settings.count("desired_count"));
    let providers = cluster::strategy(me, module);
    if providers.is_empty() {
        block.set("launch_type", if instances { "EC2" } else { "FARGATE" });
    }
    if !instances {
        block.set("platform_version", if settings.text("platform_version").is_empty() { "LATEST" } else { settings.text("platform_version") });
    }
    let (least, most) = (settings.count("deployment_minimum_healthy_percent"), settings.count("deployment_maximum_percent"));
    // A deployment that may neither stop nor start a task could never proceed.
    let most = if least >= 100 && most <= 100 {
        module.change("a deployment could neither stop nor start a task; it may double them");
        200
    } else {
        most
    };
    block.set("deployment_minimum_healthy_percent", least);
    block.set("deployment_maximum_percent", most);
    let balanced: Vec<(Edge<'_>, Expr)> = me.incoming().filter_map(|edge| Some((edge, target(edge)?))).collect();
    if !balanced.is_empty() {
        block.set("health_check_grace_period_seconds", settings.count("health_check_grace_period_seconds"));
    }
    block.set("enable_execute_command", settings.flag("enable_execute_command"));
    block.set("enable_ecs_managed_tags", true);
    block.set("propagate_tags", "SERVICE");
    block.set("tags", me.tags());
    providers.into_iter().for_each(|provider| block.push(provider));
    if let Some(breaker) = settings.block("deployment_circuit_breaker") {
        let flag = |name: &str| breaker.get(name).and_then(Value::as_bool).unwrap_or(false);
        block.push(Block::new("deployment_circuit_breaker").with("enable", flag("enable")).with("rollback", flag("rollback")));
    }
    if network_mode(&settings) == "awsvpc" {
        let network = Block::new("network_configuration")
            .with("subnets", list(me.subnets()))
            .with("security_groups", list([me.security_group()]))
            .with("assign_public_ip", settings.flag("assign_public_ip") && !instances);
        block.push(network);
    }
    let mut after = cluster::ready(me);
    for (edge, group) in balanced {
        let Some((container, port)) = containers::behind(containers, edge.port()) else { continue };
        let balancer = Block::new("load_balancer")
            .with("target_group_arn", group)
            .with("container_name", container)
            .with("container_port", port);
        block.push(balancer);
        for kind in ["aws_lb_listener", "aws_lb_listener_rule"] {
            after.extend(edge.from.written(kind).iter().map(|listener| listener.labels.join(".")));
        }
    }
    if is_discovered(me)
        && let Some(vpc) = me.vpc()
    {
        block.push(discovery(me, vpc, containers, module));
    }
    if instances {
        placement(me, &mut block, module);
    }
    if !settings.list("scaling_policies").is_empty() {
        block.push(Block::new("lifecycle").with("ignore_changes", list([reference("desired_count")])));
    }
    after.push(format!("aws_iam_role_policy.{}_execution", me.label()));
    let calls = me.outgoing().filter(|edge| edge.is_call() && edge.to.beside(me));
    after.extend(calls.flat_map(|edge| edge.to.endpoint().ready));
    after.arrange();
    after.dedup();
    block = block.gap().with("depends_on", list(after.into_iter().map(reference)));
    module.add(Concern::Compute, block);
}

/// The target group of a load balancer that a connection stands for.
fn target(edge: Edge<'_>) -> Option<Expr> {
    if edge.kind != ConnectionKind::Request || !reachable(edge) || !edge.from.beside(edge.to) {
        return None;
    }
    let source = edge.caller()?.source?;
    matches!(&source, Expr::Reference(path) if path.starts_with("aws_lb_target_group.")).then_some(source)
}

fn placement(me: Party<'_>, block: &mut Block, module: &mut Module) {
    let drawn = me.settings().list("ordered_placement_strategy");
    if drawn.is_empty() {
        block.push(Block::new("ordered_placement_strategy").with("type", "spread").with("field", "attribute:ecs.availability-zone"));
    }
    for entry in drawn.iter().take(5) {
        let word = |name: &str| entry.get(name).and_then(Value::as_str);
        match word("type") {
            Some(kind @ ("spread" | "binpack" | "random")) => {
                let field = word("field").filter(|_| kind != "random");
                block.push(Block::new("ordered_placement_strategy").with("type", kind).with_some("field", field));
            }
            _ => module.leave_out("an entry of ordered_placement_strategy has no type that is known"),
        }
    }
}

/// A name in the VPC's private domain that leads to the live tasks.
fn discovery(me: Party<'_>, vpc: Party<'_>, containers: &[containers::Container], module: &mut Module) -> Block {
    let domain = vpc
        .resource("aws_service_discovery_private_dns_namespace")
        .with("name", namespace(vpc))
        .with("description", format!("Services in {}", vpc.plain_id()))
        .with("vpc", me.vpc_attribute("id").unwrap_or(Expr::Null))
        .with("tags", vpc.tags());
    module.share(Concern::Network, domain);
    let own_network = network_mode(&me.settings()) == "awsvpc";
    let record = Block::new("dns_records").with("ttl", 10).with("type", if own_network { "A" } else { "SRV" });
    let config = Block::new("dns_config")
        .with("namespace_id", vpc.attribute("aws_service_discovery_private_dns_namespace", "id"))
        .with("routing_policy", "MULTIVALUE")
        .nest(record);
    let name = me.resource("aws_service_discovery_service").with("name", me.slug()).with("tags", me.tags()).nest(config);
    module.add(Concern::Network, name);
    let mut registry = Block::new("service_registries").with("registry_arn", me.attribute("aws_service_discovery_service", "arn"));
    if !own_network && let Some((container, port)) = containers::behind(containers, first_port(me)) {
        registry.set("container_name", container);
        registry.set("container_port", port);
    }
    registry
}
