//! Listeners and their rules.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::acm;
use crate::order::Arrange as _;
use crate::catalog::exporting::{Concern, Module, Party};
use crate::hcl::{Block, Expr, list, reference};
use crate::model::ConnectionKind;

use super::target::Action;

/// What a listener does.
struct Listener {
    protocol: &'static str,
    redirects: bool,
}

/// A rule holds at most this many values in its conditions (quota of Elastic Load Balancing, read 2025-11).
const VALUES: usize = 5;

/// Writes the listeners: one per distinct protocol and port among the incoming requests.
pub fn write(me: Party<'_>, actions: &[Action<'_>], module: &mut Module) {
    for (port, listener) in listeners(me, module) {
        let label = format!("{}_{port}", me.label());
        let mut block = me
            .resource_named("aws_lb_listener", &label)
            .with("load_balancer_arn", me.attribute("aws_lb", "arn"))
            .with("protocol", listener.protocol)
            .with("port", port);
        if listener.protocol == "HTTPS" {
            block.set("ssl_policy", "ELBSecurityPolicy-TLS13-1-2-2021-06");
            block.set("certificate_arn", acm::regional_certificate(me, module));
        }
        if listener.protocol == "HTTPS" {
            acm::show_further(me, &label, module);
        }
        block.set("tags", me.tags_with(&format!("-{port}")));
        if listener.redirects {
            let redirect =
                Block::new("redirect").with("protocol", "HTTPS").with("port", "443").with("status_code", "HTTP_301");
            block.push(Block::new("default_action").with("type", "redirect").nest(redirect));
            module.add(Concern::Edge, block);
            continue;
        }
        let mine: Vec<&Action<'_>> = actions.iter().filter(|action| action.listener_port.is_none_or(|at| at == port)).collect();
        let defaults: Vec<&str> = mine.iter().filter(|action| action.default).flat_map(|action| labels(action)).collect();
        block.push(forward("default_action", &defaults));
        module.add(Concern::Edge, block);
        rules(me, port, &mine, module);
    }
}

fn listeners(me: Party<'_>, module: &mut Module) -> BTreeMap<u16, Listener> {
    let mut found: BTreeMap<u16, Listener> = BTreeMap::new();
    for edge in me.incoming().filter(|edge| edge.kind == ConnectionKind::Request) {
        let port = edge.port();
        let protocol = if edge.protocol() == "HTTPS" { "HTTPS" } else { "HTTP" };
        let redirects = edge.settings().text("redirect").eq_ignore_ascii_case("https");
        match found.get_mut(&port) {
            Some(other) if other.protocol != protocol => {
                module.change(format!("{}: port {port} listens for {}, not also for {protocol}", edge.title(), other.protocol));
            }
            // Somebody needs an answer there: a port that only redirects redirects for everybody.
            Some(other) => other.redirects &= redirects,
            None => {
                found.insert(port, Listener { protocol, redirects });
            }
        }
    }
    if found.is_empty() {
        let secure = me.settings().text("protocol").eq_ignore_ascii_case("https");
        let (port, protocol) = if secure { (443, "HTTPS") } else { (80, "HTTP") };
        found.insert(port, Listener { protocol, redirects: false });
    }
    found
}

fn labels<'a>(action: &'a Action<'_>) -> impl Iterator<Item = &'a str> {
    action.groups.iter().map(|group| group.label.as_str())
}

/// Forwards to one target group, or shares the requests equally between several; without any, says so.
fn forward(kind: &'static str, groups: &[&str]) -> Block {
    let arn = |label: &str| reference(format!("aws_lb_target_group.{label}.arn"));
    match groups {
        [] => Block::new(kind).with("type", "fixed-response").nest(
            Block::new("fixed_response").with("content_type", "text/plain").with("message_body", "Not found").with("status_code", "404"),
        ),
        [one] => Block::new(kind).with("type", "forward").with("target_group_arn", arn(one)),
        several => {
            let mut shares = Block::new("forward");
            for label in several.iter().take(5) {
                shares.push(Block::new("target_group").with("arn", arn(label)).with("weight", 1));
            }
            Block::new(kind).with("type", "forward").nest(shares)
        }
    }
}

fn rules(me: Party<'_>, port: u16, actions: &[&Action<'_>], module: &mut Module) {
    let mut taken: BTreeSet<i64> = BTreeSet::new();
    let mut number = 0;
    let mut ruled: Vec<&&Action<'_>> =
        actions.iter().filter(|action| !(action.paths.is_empty() && action.hosts.is_empty())).collect();
    ruled.arrange_by_key(|action| action.priority.is_none());
    for action in ruled {
        let hosts: Vec<String> = action.hosts.iter().take(VALUES - 1).cloned().collect();
        if hosts.len() < action.hosts.len() {
            module.leave_out(format!("host names of a rule beyond the first {}", hosts.len()));
        }
        let room = VALUES - hosts.len();
        let chunks: Vec<&[String]> =
            if action.paths.is_empty() { vec![&[]] } else { action.paths.chunks(room).collect() };
        for paths in chunks {
            number += 1;
            let mut priority = action.priority.unwrap_or(number * 10);
            while !taken.insert(priority) {
                priority += 1;
            }
            let groups: Vec<&str> = labels(action).collect();
            let mut rule = me
                .resource_with("aws_lb_listener_rule", &format!("{port}_{number}"))
                .with("listener_arn", reference(format!("aws_lb_listener.{}_{port}.arn", me.label())))
                .with("priority", priority)
                .nest(forward("action", &groups));
            if !paths.is_empty() {
                rule.push(condition("path_pattern", paths));
            }
            if !hosts.is_empty() {
                rule.push(condition("host_header", &hosts));
            }
            module.add(Concern::Edge, rule);
        }
    }
}

fn condition(kind: &'static str, values: &[String]) -> Block {
    let values: Vec<Expr> = values.iter().map(|value| value.as_str().into()).collect();
    Block::new("condition").nest(Block::new(kind).with("values", list(values)))
}
