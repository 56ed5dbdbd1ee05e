//! Listeners: one per distinct port among the incoming requests, each forwarding to one target group.

use std::collections::BTreeMap;

use crate::catalog::acm;
use crate::catalog::exporting::{Concern, Module, Party};
use crate::hcl::{Block, reference};
use crate::model::ConnectionKind;

use super::target::Group;

/// What a load balancer listens for: by port its protocol.
pub type Listeners = BTreeMap<u16, &'static str>;

/// The protocol of a listener; what a Network Load Balancer does not speak passes through as TCP.
fn protocol(said: &str) -> Option<&'static str> {
    ["TCP", "TLS", "UDP", "TCP_UDP"].into_iter().find(|known| *known == said)
}

/// The listeners that the incoming connections ask for.
pub fn listeners(me: Party<'_>, module: &mut Module) -> Listeners {
    let mut found = Listeners::new();
    for edge in me.incoming().filter(|edge| edge.kind == ConnectionKind::Request) {
        let (port, said) = (edge.port(), edge.protocol());
        let protocol = protocol(&said).unwrap_or_else(|| {
            module.change(format!("{}: a Network Load Balancer does not speak {}; it passes TCP on", edge.title(), short(&said)));
            "TCP"
        });
        match found.get(&port).copied() {
            Some(other) if other == protocol || other == "TCP_UDP" => {}
            Some("TCP" | "UDP") if matches!(protocol, "TCP" | "UDP" | "TCP_UDP") => {
                found.insert(port, "TCP_UDP");
            }
            Some(other) => module.change(format!("{}: port {port} listens for {other}, not also for {protocol}", edge.title())),
            None => {
                found.insert(port, protocol);
            }
        }
    }
    if found.is_empty() {
        let own = protocol(&me.settings().text("protocol").to_ascii_uppercase()).unwrap_or("TCP");
        found.insert(if own == "TLS" { 443 } else { 80 }, own);
    }
    found
}

/// A word of the design as notes repeat it.
fn short(said: &str) -> String {
    said.chars().filter(|c| !c.is_control()).take(20).collect()
}

/// Writes them.
pub fn write(me: Party<'_>, listeners: &Listeners, groups: &[Group<'_>], module: &mut Module) {
    for (port, protocol) in listeners {
        let mine: Vec<&Group<'_>> = groups.iter().filter(|group| group.serves(*port, protocol)).collect();
        let Some(first) = mine.first() else {
            module.leave_out(format!("its listener on port {port}: no target group takes {protocol} from there"));
            continue;
        };
        for other in mine.iter().skip(1) {
            module.leave_out(format!(
                "its target group {} on port {port}: a listener forwards to one group, and {} has it; listener_port on the connection tells them apart",
                other.label, first.label
            ));
        }
        let mut block = me
            .resource_named("aws_lb_listener", &format!("{}_{port}", me.label()))
            .with("load_balancer_arn", me.attribute("aws_lb", "arn"))
            .with("protocol", *protocol)
            .with("port", *port);
        if *protocol == "TLS" {
            block.set("ssl_policy", "ELBSecurityPolicy-TLS13-1-2-2021-06");
            block.set("certificate_arn", acm::regional_certificate(me, module));
            acm::show_further(me, &format!("{}_{port}", me.label()), module);
        }
        block.set("tags", me.tags_with(&format!("-{port}")));
        let group = reference(format!("aws_lb_target_group.{}.arn", first.label));
        block.push(Block::new("default_action").with("type", "forward").with("target_group_arn", group));
        module.add(Concern::Edge, block);
    }
}
