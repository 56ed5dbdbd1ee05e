//! Which connections may be drawn, and what a new one is.

use crate::catalog;
use crate::model::{Connection, ConnectionKey, ConnectionKind, Design, Id};
use crate::order::Arrange as _;

/// The kinds by which one component may be connected to another, the usual one first.
///
/// # Errors
/// Why there is none, as a sentence.
pub fn kinds(design: &Design, from: &Id, to: &Id) -> Result<Vec<ConnectionKind>, String> {
    let (Some(tail), Some(head)) = (design.component(from), design.component(to)) else {
        return Err("One of the two is gone.".to_owned());
    };
    if from == to {
        return Err(format!("{} cannot be connected to itself.", tail.label()));
    }
    let mut kinds = catalog::kinds_between(&tail.kind, &head.kind);
    let (tail_service, head_service) = (catalog::find(&tail.kind), catalog::find(&head.kind));
    // State is read and written, unless the tail can only call.
    if head_service.is_data_store() {
        kinds.arrange_by_key(|kind| *kind != ConnectionKind::Data);
    }
    if kinds.is_empty() {
        let back = !catalog::kinds_between(&head.kind, &tail.kind).is_empty();
        let other_way = if back { format!(" {} can call {}.", head.label(), tail.label()) } else { String::new() };
        return Err(format!("{} cannot call {}.{other_way}", tail_service.name, head_service.name));
    }
    let taken = |kind: &ConnectionKind| {
        design.connections.values().any(|other| other.key.from == *from && other.key.to == *to && other.kind == *kind)
    };
    kinds.retain(|kind| !taken(kind));
    if kinds.is_empty() {
        return Err(format!("{} and {} are connected already.", tail.label(), head.label()));
    }
    Ok(kinds)
}

/// A new connection of the usual kind that is still free.
///
/// # Errors
/// Why there can be none, as a sentence.
pub fn connection(design: &Design, from: &Id, to: &Id) -> Result<Connection, String> {
    let pair = design.connections.keys().filter(|key| key.from == *from && key.to == *to).count();
    // A further connection between the same two is a deliberate act: the inspector offers it.
    if pair > 0 {
        let label = |id: &Id| design.component(id).map_or_else(|| id.to_string(), |c| c.label().to_owned());
        return Err(format!("{} and {} are connected already.", label(from), label(to)));
    }
    let kind = kinds(design, from, to)?.first().copied().unwrap_or(ConnectionKind::Request);
    let mut connection = Connection::new(from.as_str(), to.as_str(), kind);
    connection.key = ConnectionKey::new(from.as_str(), to.as_str());
    Ok(connection)
}
