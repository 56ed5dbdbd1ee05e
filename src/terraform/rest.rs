//! What is drawn and has no exporter of its own: named, never dropped.

use crate::catalog::Support;
use crate::catalog::exporting::{Edge, Leave, Party, World, reachable};
use crate::model::{ConnectionKind, Id, Tier};

use super::demand::Changes;

/// Components, connections and settings that no service writes.
pub fn left(world: &World<'_>) -> Changes {
    let mut found = Vec::new();
    for party in world.parties() {
        component(party, &mut found);
    }
    for edge in world.edges().filter(|edge| edge.drawn.is_some()) {
        let untold = match (edge.from.exported(), edge.to.exported()) {
            (true, true) => untold(edge),
            (true, false) if is_carried(edge) => None,
            (true, false) => Some(format!("{}: {} is not exported", edge.title(), edge.to.id())),
            (false, true) => Some(format!("{}: {} is not exported", edge.title(), edge.from.id())),
            (false, false) => Some(format!("{}: neither end is exported", edge.title())),
        };
        let whose = if edge.from.exported() { edge.from } else { edge.to };
        if edge.from.exported() && edge.to.exported() {
            for name in edge.settings().raw().keys().filter(|name| !ON_CONNECTIONS.contains(&name.as_str())) {
                let why = format!("{}: its setting {} is not understood", edge.title(), short(name));
                found.push((whose.component().id.clone(), Leave::Out, why));
            }
        }
        if let Some(why) = untold {
            found.push((whose.component().id.clone(), Leave::Out, why));
        }
    }
    found
}

fn component(party: Party<'_>, found: &mut Vec<(Id, Leave, String)>) {
    let id = &party.component().id;
    if party.is_homeless() && party.service().support == Support::Full {
        found.push((id.clone(), Leave::Out, format!("{} lives in a VPC, and it is in none", party.service().name)));
        return;
    }
    match party.service().support {
        Support::Full => {
            for name in party.settings().raw().keys() {
                let known = party.service().setting(name).is_some() || UNDERSTOOD.contains(&name.as_str());
                if !known {
                    found.push((id.clone(), Leave::Out, format!("its setting {} is not understood", short(name))));
                }
            }
            let without = |what: &str| format!("{what}: {} here has none", party.service().name);
            if !party.settings().list("ingress").is_empty() && !party.endpoint().grouped {
                found.push((id.clone(), Leave::Out, without("ingress: rules of a security group")));
            }
            if !party.settings().list("iam_statements").is_empty() && !party.service().export.acts {
                found.push((id.clone(), Leave::Out, without("iam_statements: a role")));
            }
        }
        Support::Drawn => {
            let why = format!("{} is drawn, but not exported yet", party.service().name);
            found.push((id.clone(), Leave::Out, why));
        }
        Support::Unknown => {
            found.push((id.clone(), Leave::Out, format!("the type {} is not known", short(party.kind()))));
        }
    }
}

/// Settings that every component may have and that the exporters read or that mean nothing at AWS.
const UNDERSTOOD: &[&str] = &[
    "ingress",
    "iam_statements",
    "tags",
    "availability",
    "unit_availability",
    "snapshots",
    "backup_interval_hours",
    "replica_lag_seconds",
    "launch_configuration",
    "instance_refresh",
    "spot_price",
    "region",
];

/// Settings of connections that the exporters read, or that mean nothing at AWS (`format.md`).
const ON_CONNECTIONS: &[&str] = &[
    "action",
    "actions",
    "allowed_methods",
    "batch_size",
    "bisect_batch_on_function_error",
    "cached_methods",
    "calls_per_request",
    "claimed_at_boot",
    "compress",
    "default_action",
    "deregistration_delay",
    "dimensions",
    "endpoint",
    "event_pattern",
    "events",
    "filter_policy",
    "filter_policy_scope",
    "filter_prefix",
    "filter_suffix",
    "health_check",
    "host_headers",
    "input",
    "input_path",
    "listener_port",
    "managed_scaling",
    "maximum_batching_window_in_seconds",
    "maximum_concurrency",
    "maximum_retry_attempts",
    "message_group_id",
    "ok_actions",
    "origin_access",
    "origin_protocol_policy",
    "parallelization_factor",
    "path_pattern",
    "path_patterns",
    "payload_kb",
    "policy",
    "port",
    "priority",
    "protocol",
    "purpose",
    "raw_message_delivery",
    "redirect",
    "replica_lag_seconds",
    "report_batch_item_failures",
    "requests_per_month",
    "routes",
    "schedule_expression",
    "share",
    "starting_position",
    "stickiness",
    "target_type",
    "transit_encryption",
    "trigger",
    "viewer_protocol_policy",
    "vpc_link",
    "weight",
    "write_share",
];

/// A connection between exported components for which no resource, rule or policy exists.
fn untold(edge: Edge<'_>) -> Option<String> {
    let title = edge.title();
    match edge.kind {
        ConnectionKind::Request | ConnectionKind::Data => {
            let guarded = edge.to.endpoint().guarded;
            let aimed = edge.port() != 0;
            (guarded && aimed && !reachable(edge))
                .then(|| format!("{title}: from where the caller is, the traffic cannot arrive; no rule lets it in"))
        }
        ConnectionKind::Egress if edge.from.tier() != Some(Tier::Private) || !edge.from.beside(edge.to) => {
            Some(format!("{title}: only private subnets of the same VPC leave by a NAT gateway"))
        }
        kind => {
            let carries = |one: Party<'_>, other: Party<'_>| {
                let carried = one.service().export.carries.iter();
                carried.clone().any(|(own, heads)| *own == kind && heads.contains(&other.kind()))
            };
            // An attachment is the same in whichever direction it is drawn.
            let turned = kind == ConnectionKind::Management && carries(edge.to, edge.from);
            let taken = edge.to.service().export.takes.iter();
            let written = carries(edge.from, edge.to)
                || turned
                || taken.clone().any(|(own, tails)| *own == kind && tails.contains(&edge.from.kind()))
                || is_permitted(edge);
            (!written).then(|| format!("{title}: a connection of kind {} between these has no resource", kind.name()))
        }
    }
}

/// Whether the tail writes it, whatever becomes of the head: a subscription needs no resource of the subscriber.
fn is_carried(edge: Edge<'_>) -> bool {
    let mut carried = edge.from.service().export.carries.iter();
    matches!(edge.to.kind(), "users" | "external")
        && carried.any(|(own, heads)| *own == edge.kind && heads.contains(&edge.to.kind()))
}

/// Whether a policy of a role holds it: what the tail may do with the head, or a consumer with its source.
fn is_permitted(edge: Edge<'_>) -> bool {
    let uses = || edge.to.endpoint().actions.iter().any(|(kind, _)| *kind == edge.kind);
    let attached = || {
        edge.kind == ConnectionKind::Management
            && edge.from.endpoint().actions.iter().any(|(kind, _)| *kind == edge.kind)
    };
    let consumes = || edge.kind == ConnectionKind::Event && edge.from.endpoint().consume.is_some();
    (edge.from.service().export.acts && uses()) || (edge.to.service().export.acts && (attached() || consumes()))
}

fn short(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect()
}
