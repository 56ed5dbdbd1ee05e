//! Target groups of a Network Load Balancer: one per target port and class of protocol.

use crate::order::Arrange as _;
use std::collections::BTreeMap;

use crate::catalog::exporting::{Concern, Edge, Module, Party};
use crate::hcl::{Block, Expr, identifier, list, reference};
use crate::model::{ConnectionKind, Value};

use super::listener::Listeners;

/// One target group.
pub struct Group<'w> {
    /// Its label.
    pub label: String,
    /// `TCP`, `TLS`, `UDP` or `TCP_UDP`.
    protocol: &'static str,
    port: u16,
    /// The ports of the listeners that it belongs to.
    listeners: Vec<u16>,
    form: Form,
    members: Vec<Edge<'w>>,
}

/// How targets are registered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Instance,
    Address,
    Balancer,
}

impl Group<'_> {
    /// Whether a listener may forward to it (ELB guide, listeners for Network Load Balancers, read 2025-11).
    pub fn serves(&self, port: u16, protocol: &str) -> bool {
        class(protocol).contains(&self.protocol) && self.listeners.contains(&port)
    }
}

/// The protocols of the target groups that a listener can forward to, the usual one first.
fn class(listener: &str) -> &'static [&'static str] {
    match listener {
        "TLS" => &["TCP", "TLS"],
        "UDP" => &["UDP", "TCP_UDP"],
        "TCP_UDP" => &["TCP_UDP"],
        _ => &["TCP", "TCP_UDP"],
    }
}

fn form(kind: &str) -> Option<Form> {
    match kind {
        "asg" | "ec2" => Some(Form::Instance),
        "ecs_service" => Some(Form::Address),
        "alb" => Some(Form::Balancer),
        _ => None,
    }
}

/// The target groups that the connections ask for. Connections with one `group` label are one group, and so
/// are all without one; within it the targets share port and form. A listener that a connection names
/// (`listener_port`) is for such connections only.
pub fn groups<'w>(me: Party<'w>, listeners: &Listeners, module: &mut Module) -> Vec<Group<'w>> {
    let mut found: Vec<Group<'w>> = Vec::new();
    let mut edges: Vec<Edge<'w>> = me.outgoing().filter(|edge| edge.kind == ConnectionKind::Request).collect();
    edges.arrange_by_key(|edge| !edge.primary());
    let named = |edge: Edge<'_>| edge.settings().whole("listener_port").and_then(|port| u16::try_from(port).ok());
    let claimed: Vec<u16> = edges.iter().filter_map(|edge| named(*edge)).collect();
    for edge in edges {
        let Some(form) = form(edge.to.kind()).filter(|_| edge.to.exported()) else {
            if edge.to.exported() {
                module.leave_out(format!("{}: no target of a Network Load Balancer", edge.title()));
            }
            continue;
        };
        if !edge.to.beside(me) {
            module.leave_out(format!("{}: the target is not in the balancer's VPC", edge.title()));
            continue;
        }
        let own = |port: u16| named(edge).map_or_else(|| !claimed.contains(&port), |wanted| wanted == port);
        let mut protocols: BTreeMap<&'static str, Vec<u16>> = BTreeMap::new();
        for (port, listener) in listeners.iter().filter(|(port, _)| own(**port)) {
            protocols.entry(target_protocol(edge, listener, form)).or_default().push(*port);
        }
        if protocols.is_empty() {
            module.leave_out(format!("{}: the load balancer does not listen for it", edge.title()));
        }
        for (protocol, own) in protocols {
            let port = edge.port().max(1);
            let same = |group: &&mut Group<'w>| {
                group.protocol == protocol
                    && group.port == port
                    && group.form == form
                    && form == Form::Instance
                    && group.listeners == own
                    && group.members.first().is_some_and(|first| first.group() == edge.group())
            };
            match found.iter_mut().find(same) {
                Some(group) => group.members.push(edge),
                None => {
                    let label = label(me, edge, protocol, &found);
                    found.push(Group { label, protocol, port, listeners: own, form, members: vec![edge] });
                }
            }
        }
    }
    found
}

/// What the targets are spoken to in, so that a listener can forward to them.
fn target_protocol(edge: Edge<'_>, listener: &str, form: Form) -> &'static str {
    if form == Form::Balancer {
        return "TCP";
    }
    let class = class(listener);
    let usual = class.first().copied().unwrap_or("TCP");
    let drawn = edge.settings().text("protocol").to_ascii_uppercase();
    class.iter().copied().find(|protocol| *protocol == drawn).unwrap_or(usual)
}

fn label(me: Party<'_>, edge: Edge<'_>, protocol: &str, others: &[Group<'_>]) -> String {
    let stem = format!("{}_{}", me.label(), edge.group().map_or_else(|| edge.to.label().to_owned(), identifier));
    let stem = if protocol == "TCP" { stem } else { format!("{stem}_{}", protocol.to_ascii_lowercase()) };
    let mut label = stem.clone();
    let mut number = 2;
    while others.iter().any(|group| group.label == label) {
        label = format!("{stem}_{number}");
        number += 1;
    }
    label
}

/// The target groups that a service whose tasks are registered by their addresses belongs to: their labels.
pub fn groups_of(edge: Edge<'_>) -> Vec<String> {
    let me = edge.from;
    let listeners = super::listener::listeners(me, &mut Module::default());
    let same = |member: &Edge<'_>| member.to.id() == edge.to.id() && member.drawn.map(|c| &c.key) == edge.drawn.map(|c| &c.key);
    let groups = groups(me, &listeners, &mut Module::default());
    groups.into_iter().filter(|group| group.members.iter().any(same)).map(|group| group.label).collect()
}

/// Writes the target groups and what is in them. Tasks register themselves.
pub fn write(me: Party<'_>, groups: &[Group<'_>], module: &mut Module) {
    for group in groups {
        module.add(Concern::Edge, block(me, group));
        let target = reference(format!("aws_lb_target_group.{}.arn", group.label));
        for member in &group.members {
            let label = format!("{}_{}", group.label, member.to.label());
            let attached = |id: Expr| {
                me.resource_named("aws_lb_target_group_attachment", &label)
                    .with("target_group_arn", target.clone())
                    .with("target_id", id)
            };
            match member.to.kind() {
                "asg" => {
                    let attachment = me
                        .resource_named("aws_autoscaling_attachment", &label)
                        .with("autoscaling_group_name", member.to.attribute("aws_autoscaling_group", "name"))
                        .with("lb_target_group_arn", target.clone());
                    module.add(Concern::Compute, attachment);
                }
                "ec2" => module.add(Concern::Edge, attached(member.to.attribute("aws_instance", "id"))),
                "alb" => {
                    // The other balancer must listen before it can be a target.
                    let listener = reference(format!("aws_lb_listener.{}_{}", member.to.label(), group.port));
                    let block = attached(member.to.attribute("aws_lb", "arn"));
                    module.add(Concern::Edge, block.gap().with("depends_on", list([listener])));
                }
                _ => {}
            }
        }
    }
}

fn block(me: Party<'_>, group: &Group<'_>) -> Block {
    let whole = |name: &str| group.members.iter().find_map(|edge| edge.settings().whole(name));
    let mut block = me
        .resource_named("aws_lb_target_group", &group.label)
        .with("name_prefix", prefix(&group.label))
        .with("target_type", match group.form {
            Form::Instance => "instance",
            Form::Address => "ip",
            Form::Balancer => "alb",
        })
        .with("protocol", group.protocol)
        .with("port", group.port)
        .with("vpc_id", me.vpc_attribute("id").unwrap_or(Expr::Null));
    if let Some(delay) = whole("deregistration_delay").filter(|delay| (0..=3600).contains(delay)) {
        block.set("deregistration_delay", delay);
    }
    block.set("tags", me.tags_with(&group.label.strip_prefix(me.label()).unwrap_or_default().replace('_', "-")));
    block.push(health(group));
    if group.protocol != "TLS" && group.form != Form::Balancer && group.members.iter().any(|edge| sticky(*edge)) {
        block.push(Block::new("stickiness").with("type", "source_ip").with("enabled", true));
    }
    block.push(Block::new("lifecycle").with("create_before_destroy", true));
    block
}

fn sticky(edge: Edge<'_>) -> bool {
    edge.settings().flag("stickiness") || edge.settings().block("stickiness").is_some()
}

/// The health check: a path is asked for over HTTP, everything else by a connection.
fn health(group: &Group<'_>) -> Block {
    let drawn = group.members.iter().find_map(|edge| edge.settings().block("health_check").cloned()).unwrap_or_default();
    let path = drawn.get("path").and_then(Value::as_str).filter(|path| path.starts_with('/'));
    let over_http = path.is_some() || group.form == Form::Balancer;
    let secure = group.protocol == "TLS" || group.members.iter().any(|edge| edge.protocol() == "HTTPS");
    let mut check = Block::new("health_check").with("protocol", match (over_http, secure) {
        (false, _) => "TCP",
        (true, false) => "HTTP",
        (true, true) => "HTTPS",
    });
    if over_http {
        check.set("path", path.unwrap_or("/"));
        if let Some(matcher) = drawn.get("matcher").filter(|matcher| matcher.is_string() || matcher.is_number()) {
            check.set("matcher", Expr::from(matcher));
        } else if group.form == Form::Balancer {
            check.set("matcher", "200-399");
        }
    }
    for name in ["interval", "timeout", "healthy_threshold", "unhealthy_threshold"] {
        if let Some(number) = drawn.get(name).filter(|number| number.is_number()) {
            check.set(name, Expr::from(number));
        }
    }
    check
}

/// A prefix of the name at AWS: at most six characters, the last one a hyphen.
fn prefix(label: &str) -> String {
    let letters: String = label.chars().filter(char::is_ascii_alphanumeric).take(5).collect();
    format!("{letters}-")
}
