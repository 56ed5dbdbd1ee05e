//! Target groups, and which of them a request goes to.

use crate::order::Arrange as _;
use crate::catalog::exporting::{Concern, Edge, Module, Party};
use crate::hcl::{Block, Expr, identifier, list, reference};
use crate::model::{ConnectionKind, Value};

/// One target group.
pub struct Group<'w> {
    /// Its label.
    pub label: String,
    /// `HTTP` or `HTTPS`.
    protocol: &'static str,
    port: u16,
    /// Whether its target is a function.
    function: bool,
    /// `instance`, `ip`: what its targets are, where they are no function.
    target_type: &'static str,
    members: Vec<Edge<'w>>,
}

/// Requests that go to the same target groups by the same rule.
pub struct Action<'w> {
    /// The target groups, all alike.
    pub groups: Vec<Group<'w>>,
    /// The listener it belongs to; `None` = every one that does not redirect.
    pub listener_port: Option<u16>,
    /// Paths that it takes.
    pub paths: Vec<String>,
    /// Host names that it takes.
    pub hosts: Vec<String>,
    /// Its drawn priority.
    pub priority: Option<i64>,
    /// Whether it also takes what no rule takes.
    pub default: bool,
}

/// The label of the target group that a connection belongs to.
pub fn group_of(edge: Edge<'_>) -> Option<String> {
    let same = |member: &Edge<'_>| member.to.id() == edge.to.id() && member.drawn.map(|c| &c.key) == edge.drawn.map(|c| &c.key);
    let actions = actions(edge.from, &mut Module::default());
    let mut groups = actions.into_iter().flat_map(|action| action.groups);
    groups.find(|group| group.members.iter().any(same)).map(|group| group.label)
}

/// What the balancer's connections say. Targets of the same `group` are one action; so are all
/// targets without one that share a rule.
pub fn actions<'w>(me: Party<'w>, module: &mut Module) -> Vec<Action<'w>> {
    let mut bundles: Vec<(String, Vec<Edge<'w>>)> = Vec::new();
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Request) {
        let registers = edge.to.endpoint().registers;
        if !matches!(edge.to.kind(), "asg" | "ec2" | "lambda") && registers.is_none() {
            if edge.to.exported() {
                module.leave_out(format!("{}: no target of a load balancer", edge.title()));
            }
            continue;
        }
        if edge.to.kind() != "lambda" && !edge.to.beside(me) {
            module.leave_out(format!("{}: the target is not in the balancer's VPC", edge.title()));
            continue;
        }
        let key = edge.group().map_or_else(|| format!("rule {:?}", rule_of(edge)), |group| format!("group {group}"));
        match bundles.iter_mut().find(|(other, _)| *other == key) {
            Some((_, members)) => members.push(edge),
            None => bundles.push((key, vec![edge])),
        }
    }
    let mut labels: Vec<String> = Vec::new();
    bundles.into_iter().map(|(_, members)| action(me, members, &mut labels)).collect()
}

/// The connection's own rule: listener, paths, hosts.
fn rule_of(edge: Edge<'_>) -> (Option<i64>, Vec<String>, Vec<String>) {
    let settings = edge.settings();
    (settings.whole("listener_port"), texts(settings.get("path_patterns")), texts(settings.get("host_headers")))
}

fn action<'w>(me: Party<'w>, mut members: Vec<Edge<'w>>, labels: &mut Vec<String>) -> Action<'w> {
    members.arrange_by_key(|edge| !edge.primary());
    let paths = members.iter().map(|edge| rule_of(*edge).1).find(|paths| !paths.is_empty()).unwrap_or_default();
    let hosts = members.iter().map(|edge| rule_of(*edge).2).find(|hosts| !hosts.is_empty()).unwrap_or_default();
    let whole = |name: &str| members.iter().find_map(|edge| edge.settings().whole(name));
    let listener_port = whole("listener_port").and_then(|port| u16::try_from(port).ok());
    let marked = members.iter().any(|edge| edge.settings().flag("default_action"));
    let default = marked || (paths.is_empty() && hosts.is_empty());
    let priority = whole("priority").filter(|priority| (1..=50_000).contains(priority));
    let mut groups: Vec<Group<'w>> = Vec::new();
    for edge in members {
        let function = edge.to.kind() == "lambda";
        let protocol = if edge.protocol() == "HTTPS" { "HTTPS" } else { "HTTP" };
        let port = edge.port();
        let target_type = edge.to.endpoint().registers.unwrap_or("instance");
        // A service has one target group for each container and port; groups of instances share theirs.
        let alone = edge.to.endpoint().registers.is_some();
        let same = |group: &&mut Group<'_>| {
            !function
                && !group.function
                && group.port == port
                && group.protocol == protocol
                && group.target_type == target_type
                && (!alone || group.members.iter().all(|member| member.to.id() != edge.to.id()))
        };
        if let Some(group) = groups.iter_mut().find(same) {
            group.members.push(edge);
            continue;
        }
        let stem = format!("{}_{}", me.label(), edge.group().map_or_else(|| edge.to.label().to_owned(), identifier));
        let mut label = stem.clone();
        let mut number = 2;
        while labels.contains(&label) {
            label = format!("{stem}_{number}");
            number += 1;
        }
        labels.push(label.clone());
        groups.push(Group { label, protocol, port, function, target_type, members: vec![edge] });
    }
    Action { groups, listener_port, paths, hosts, priority, default }
}

fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// Writes the target groups and what is in them.
pub fn write(me: Party<'_>, actions: &[Action<'_>], module: &mut Module) {
    for group in actions.iter().flat_map(|action| &action.groups) {
        module.add(Concern::Edge, block(me, group));
        for member in &group.members {
            let target = reference(format!("aws_lb_target_group.{}.arn", group.label));
            if group.function {
                let attachment = me
                    .resource_named("aws_lb_target_group_attachment", &group.label)
                    .with("target_group_arn", target)
                    .with("target_id", member.to.attribute("aws_lambda_function", "arn"))
                    .gap()
                    .with("depends_on", list([reference(format!("aws_lambda_permission.{}_{}", member.to.label(), group.label))]));
                module.add(Concern::Edge, attachment);
            } else if member.to.kind() == "ec2" {
                let attachment = me
                    .resource_named("aws_lb_target_group_attachment", &format!("{}_{}", group.label, member.to.label()))
                    .with("target_group_arn", target)
                    .with("target_id", member.to.attribute("aws_instance", "id"))
                    .with("port", group.port);
                module.add(Concern::Edge, attachment);
            } else if member.to.endpoint().registers.is_none() {
                let attachment = me
                    .resource_named("aws_autoscaling_attachment", &format!("{}_{}", group.label, member.to.label()))
                    .with("autoscaling_group_name", member.to.attribute("aws_autoscaling_group", "name"))
                    .with("lb_target_group_arn", target);
                module.add(Concern::Compute, attachment);
            }
        }
    }
}

fn block(me: Party<'_>, group: &Group<'_>) -> Block {
    let drawn = |name: &str| group.members.iter().find_map(|edge| edge.settings().block(name).cloned());
    let mut block = me.resource_named("aws_lb_target_group", &group.label).with("name_prefix", prefix(&group.label));
    if group.function {
        block.set("target_type", "lambda");
    } else {
        block.set("target_type", group.target_type);
        block.set("protocol", group.protocol);
        block.set("port", group.port);
        block.set("vpc_id", me.vpc_attribute("id").unwrap_or(Expr::Null));
        let delay = group.members.iter().find_map(|edge| edge.settings().whole("deregistration_delay"));
        if let Some(delay) = delay.filter(|delay| (0..=3600).contains(delay)) {
            block.set("deregistration_delay", delay);
        }
    }
    block.set("tags", me.tags_with(&group.label.strip_prefix(me.label()).unwrap_or_default().replace('_', "-")));
    let check = drawn("health_check");
    if !group.function || check.is_some() {
        let mut health = Block::new("health_check");
        if group.function {
            health.set("enabled", true);
        } else {
            health.set("protocol", group.protocol);
        }
        let check = check.unwrap_or_default();
        for name in ["path", "interval", "timeout", "healthy_threshold", "unhealthy_threshold", "matcher"] {
            match (name, check.get(name)) {
                (_, Some(value)) if value.is_number() || value.is_string() => health.set(name, Expr::from(value)),
                ("path", _) => health.set(name, "/"),
                _ => {}
            }
        }
        block.push(health);
    }
    if let Some(sticky) = drawn("stickiness").filter(|_| !group.function) {
        let mut cookie = Block::new("stickiness").with("type", sticky.get("type").and_then(Value::as_str).unwrap_or("lb_cookie"));
        for name in ["enabled", "cookie_duration", "cookie_name"] {
            if let Some(value) = sticky.get(name).filter(|value| !value.is_object() && !value.is_array()) {
                cookie.set(name, Expr::from(value));
            }
        }
        block.push(cookie);
    } else if !group.function && group.members.iter().any(|edge| edge.settings().flag("stickiness")) {
        block.push(Block::new("stickiness").with("type", "lb_cookie"));
    }
    block.push(Block::new("lifecycle").with("create_before_destroy", true));
    block
}

/// A prefix of the name at AWS: at most six characters, the last one a hyphen.
fn prefix(label: &str) -> String {
    let letters: String = label.chars().filter(char::is_ascii_alphanumeric).take(5).collect();
    format!("{letters}-")
}
