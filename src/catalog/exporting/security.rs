//! Security groups: one per component, one rule per connection, and the drawn exceptions.

use std::collections::BTreeSet;

use crate::hcl::{Expr, reference, text};
use crate::model::{Tier, Value};

use super::address::plain;
use super::{Concern, Edge, Module, Party};

/// A drawn rule for incoming traffic.
struct Drawn {
    protocol: String,
    from: i64,
    to: i64,
    sources: Vec<Source>,
}

/// Whose traffic is let in.
enum Source {
    Range(String),
    Group(String),
    Same,
}

/// Where the traffic of a connection comes from, as far as a security group can tell.
enum Way<'w> {
    /// A component with a group in the same VPC.
    Group(Party<'w>),
    /// CloudFront's addresses.
    Distribution,
    /// Anybody.
    Internet,
}

/// Whether the traffic of a call can arrive: through the VPC, or from outside at a public subnet.
pub fn reachable(edge: Edge<'_>) -> bool {
    way(edge).is_some() || is_linked(edge)
}

/// Whether an API calls a load balancer over a VPC link, which writes its own rules.
fn is_linked(edge: Edge<'_>) -> bool {
    edge.from.kind() == "api_gateway"
        && edge.from.settings().flag("vpc_link")
        && matches!(edge.to.kind(), "alb" | "nlb")
        && edge.to.tier() != Some(Tier::Public)
}

fn way(edge: Edge<'_>) -> Option<Way<'_>> {
    if edge.from.beside(edge.to) {
        return edge.from.endpoint().grouped.then_some(Way::Group(edge.from));
    }
    if edge.from.kind() == "cloudfront" {
        let private = matches!(edge.to.kind(), "alb" | "nlb");
        return (private || edge.to.tier() == Some(Tier::Public)).then_some(Way::Distribution);
    }
    (edge.from.vpc().is_none() && edge.to.tier() == Some(Tier::Public)).then_some(Way::Internet)
}

/// Writes a component's security group, a rule for each connection that reaches it and for each that
/// it opens. `opens` = it runs code that opens connections by itself, also to what is outside its VPC.
pub fn group(me: Party<'_>, module: &mut Module, opens: bool) {
    let Some(vpc) = me.vpc_attribute("id") else { return };
    let group = me
        .resource("aws_security_group")
        .with("name", me.name())
        .with("description", format!("{} {}", me.service().name, me.plain_id()))
        .with("vpc_id", vpc)
        .with("tags", me.tags());
    module.add(Concern::Security, group);
    incoming(me, module);
    outgoing(me, module, opens);
}

fn incoming(me: Party<'_>, module: &mut Module) {
    let drawn = drawn(me, module);
    let covered = |(first, last): (u16, u16)| {
        drawn.iter().any(|rule| {
            matches!(rule.protocol.as_str(), "tcp" | "-1")
                && (rule.protocol == "-1" || (rule.from <= i64::from(first) && i64::from(last) <= rule.to))
        })
    };
    let mut seen = BTreeSet::new();
    let mut edge_ports = BTreeSet::new();
    for edge in me.incoming().filter(|edge| edge.is_call()) {
        let (port, last) = edge.ports();
        if port == 0 || covered((port, last)) {
            continue;
        }
        let (ending, source) = match way(edge) {
            Some(Way::Group(tail)) => {
                (tail.label().to_owned(), ("referenced_security_group_id", tail.security_group()))
            }
            Some(Way::Internet) => ("internet".to_owned(), ("cidr_ipv4", text("0.0.0.0/0"))),
            Some(Way::Distribution) => {
                edge_ports.insert(port);
                edge_ports.insert(last);
                continue;
            }
            None => continue,
        };
        for transport in edge.transports() {
            let ending = format!("from_{ending}_{port}{}", suffix(transport));
            if seen.insert(ending.clone()) {
                let about = format!("{} to {}", edge.from.plain_id(), me.plain_id());
                let ports = Some((*transport, i64::from(port), i64::from(last)));
                rule(me, module, true, &ending, &about, ports, source.clone());
            }
        }
    }
    if let (Some(first), Some(last)) = (edge_ports.first(), edge_ports.last()) {
        let label = me.regional_label("cloudfront");
        let list = me
            .data("aws_ec2_managed_prefix_list", &label)
            .with("name", "com.amazonaws.global.cloudfront.origin-facing");
        module.share(Concern::Security, list);
        let source = ("prefix_list_id", reference(format!("data.aws_ec2_managed_prefix_list.{label}.id")));
        let ports = Some(("tcp", i64::from(*first), i64::from(*last)));
        rule(me, module, true, "from_cloudfront", &format!("CloudFront to {}", me.plain_id()), ports, source);
    }
    for (number, entry) in drawn.iter().enumerate() {
        let ports = (entry.protocol != "-1").then_some((entry.protocol.as_str(), entry.from, entry.to));
        for (part, source) in entry.sources.iter().enumerate() {
            let (about, source) = match source {
                Source::Range(range) if range.contains(':') => ("as drawn".to_owned(), ("cidr_ipv6", text(range))),
                Source::Range(range) => ("as drawn".to_owned(), ("cidr_ipv4", text(range))),
                Source::Same => {
                    ("as drawn, from itself".to_owned(), ("referenced_security_group_id", me.security_group()))
                }
                Source::Group(label) => {
                    let group = reference(format!("aws_security_group.{label}.id"));
                    ("as drawn".to_owned(), ("referenced_security_group_id", group))
                }
            };
            rule(me, module, true, &format!("drawn_{}_{}", number + 1, part + 1), &about, ports, source);
        }
    }
}

fn outgoing(me: Party<'_>, module: &mut Module, opens: bool) {
    let mut seen = BTreeSet::new();
    // The HTTPS of AWS's own interfaces, where the subnets lead there.
    let mut anywhere: BTreeSet<u16> = BTreeSet::new();
    anywhere.extend((opens && me.leads_out()).then_some(443));
    for edge in me.outgoing().filter(|edge| edge.is_call()) {
        let (port, last) = edge.ports();
        if port == 0 {
            continue;
        }
        if edge.to.beside(me) && edge.to.exported() && edge.to.endpoint().guarded {
            for transport in edge.transports() {
                let ending = format!("to_{}_{port}{}", edge.to.label(), suffix(transport));
                if seen.insert(ending.clone()) {
                    let about = format!("{} to {}", me.plain_id(), edge.to.plain_id());
                    let target = ("referenced_security_group_id", edge.to.security_group());
                    let ports = Some((*transport, i64::from(port), i64::from(last)));
                    rule(me, module, false, &ending, &about, ports, target);
                }
            }
        } else if opens && (edge.leaves_vpc() || (edge.to.exported() && !edge.to.endpoint().guarded)) {
            anywhere.insert(port);
        }
    }
    for port in anywhere {
        let target = ("cidr_ipv4", text("0.0.0.0/0"));
        let ports = Some(("tcp", i64::from(port), i64::from(port)));
        rule(
            me,
            module,
            false,
            &format!("to_anywhere_{port}"),
            &format!("{} to anywhere", me.plain_id()),
            ports,
            target,
        );
    }
}

/// What tells the rule for datagrams from the one for the same port of TCP.
fn suffix(transport: &str) -> &'static str {
    if transport == "tcp" { "" } else { "_udp" }
}

fn rule(
    me: Party<'_>,
    module: &mut Module,
    ingress: bool,
    ending: &str,
    about: &str,
    ports: Option<(&str, i64, i64)>,
    other: (&'static str, Expr),
) {
    let kind = if ingress { "aws_vpc_security_group_ingress_rule" } else { "aws_vpc_security_group_egress_rule" };
    let mut block = me
        .resource_with(kind, ending)
        .with("security_group_id", me.security_group())
        .with("description", about)
        .with(other.0, other.1);
    match ports {
        Some((protocol, from, to)) => {
            block.set("ip_protocol", protocol);
            block.set("from_port", from);
            block.set("to_port", to);
        }
        None => block.set("ip_protocol", "-1"),
    }
    module.add(Concern::Security, block);
}

/// Reads the setting `ingress` (`format.md`). Entries that no rule can hold are named.
fn drawn(me: Party<'_>, module: &mut Module) -> Vec<Drawn> {
    let mut rules = Vec::new();
    for entry in me.settings().list("ingress") {
        let protocol =
            match entry.get("protocol").and_then(Value::as_str).unwrap_or("tcp").to_ascii_lowercase().as_str() {
                "all" | "-1" | "any" => "-1",
                "udp" | "17" => "udp",
                "icmp" | "1" => "icmp",
                "icmpv6" | "58" => "icmpv6",
                _ => "tcp",
            };
        let number = |name: &str| entry.get(name).and_then(Value::as_i64);
        let from = number("from_port").or_else(|| number("to_port"));
        let bounds = match (from, number("to_port").or(from)) {
            (Some(from), Some(to)) if (-1..=65535).contains(&from) && from <= to && to <= 65535 => (from, to),
            _ if protocol == "-1" => (0, 0),
            _ => {
                module.leave_out("an entry of ingress has no range of ports");
                continue;
            }
        };
        let mut sources = Vec::new();
        for range in texts(entry.get("cidr_blocks")) {
            match range_of(&range) {
                Some(range) => sources.push(Source::Range(range)),
                None => module
                    .leave_out(format!("an entry of ingress lets in {}, which is no address range", plain(&range))),
            }
        }
        for id in texts(entry.get("security_groups")) {
            match me.vpc().and_then(|vpc| vpc.members().find(|other| other.id() == id)) {
                Some(other) if other.exported() && other.endpoint().grouped => {
                    sources.push(Source::Group(other.label().to_owned()));
                }
                _ => module
                    .leave_out(format!("an entry of ingress lets in {}, which has no security group here", plain(&id))),
            }
        }
        if entry.get("self").and_then(Value::as_bool) == Some(true) {
            sources.push(Source::Same);
        }
        if sources.is_empty() {
            module.leave_out("an entry of ingress names nobody who is let in");
            continue;
        }
        rules.push(Drawn { protocol: protocol.to_owned(), from: bounds.0, to: bounds.1, sources });
    }
    rules
}

fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// An address range in canonical form: the bits behind the prefix cleared.
fn range_of(text: &str) -> Option<String> {
    let (address, prefix) = text.trim().split_once('/').unwrap_or((text.trim(), ""));
    match address.parse().ok()? {
        std::net::IpAddr::V4(address) => {
            let prefix: u32 =
                if prefix.is_empty() { 32 } else { prefix.parse().ok().filter(|prefix| *prefix <= 32)? };
            let mask = u32::MAX.checked_shl(32 - prefix).unwrap_or(0);
            Some(format!("{}/{prefix}", std::net::Ipv4Addr::from(u32::from(address) & mask)))
        }
        std::net::IpAddr::V6(address) => {
            let prefix: u32 =
                if prefix.is_empty() { 128 } else { prefix.parse().ok().filter(|prefix| *prefix <= 128)? };
            let mask = u128::MAX.checked_shl(128 - prefix).unwrap_or(0);
            Some(format!("{}/{prefix}", std::net::Ipv6Addr::from(u128::from(address) & mask)))
        }
    }
}
