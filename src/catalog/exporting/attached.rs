//! What is attached to a component: a key, a log group; and which services of AWS call it.
//!
//! Whoever writes a resource that takes a key or a log group asks here, so that all read the drawing alike.

use crate::model::ConnectionKind;

use super::{Caller, Party, Principal};

/// The component of a type that a management connection, in either direction, attaches to a component in the same
/// region: the first by id.
fn attached<'w>(me: Party<'w>, kind: &str) -> Option<Party<'w>> {
    let heads = me.outgoing().filter(|edge| edge.kind == ConnectionKind::Management).map(|edge| edge.to);
    let tails = me.incoming().filter(|edge| edge.kind == ConnectionKind::Management).map(|edge| edge.from);
    heads
        .chain(tails)
        .filter(|other| other.kind() == kind && other.exported() && other.region() == me.region())
        .min_by_key(|other| other.id())
}

/// The key that encrypts a component, where one is drawn: a component of type kms.
pub fn key_of(me: Party<'_>) -> Option<Party<'_>> {
    attached(me, "kms")
}

/// The log group that a component writes to, where one is drawn: a component of type cloudwatch_logs.
pub fn log_group_of(me: Party<'_>) -> Option<Party<'_>> {
    attached(me, "cloudwatch_logs")
}

/// The services of AWS that hand something to a component (events, alarms), each caller once.
pub fn service_callers(me: Party<'_>) -> Vec<(&'static str, Caller)> {
    let mut found: Vec<(&'static str, Caller)> = Vec::new();
    let kinds = [ConnectionKind::Event, ConnectionKind::Management];
    for edge in me.incoming().filter(|edge| kinds.contains(&edge.kind)) {
        let Some(caller) = edge.caller() else { continue };
        if let Principal::Service(service) = caller.principal
            && !found.iter().any(|(_, other)| *other == caller)
        {
            found.push((service, caller));
        }
    }
    found
}
