//! What turns one design into another.

use super::{Change, ConnectionKey, Design, Id};

/// The changes that turn the first design into the second, in an order in which each may be applied:
/// connections leave before their ends do and come after them.
pub fn difference(from: &Design, to: &Design) -> Vec<Change> {
    let mut changes = Vec::new();
    if from.header != to.header {
        changes.push(Change::PutHeader(Box::new(to.header.clone())));
    }
    let gone = |key: &&ConnectionKey| !to.connections.contains_key(*key);
    changes.extend(from.connections.keys().filter(gone).cloned().map(Change::RemoveConnection));
    let gone = |id: &&Id| !to.components.contains_key(*id);
    changes.extend(from.components.keys().filter(gone).cloned().map(Change::RemoveComponent));
    for (id, component) in &to.components {
        if from.components.get(id) != Some(component) {
            changes.push(Change::PutComponent(Box::new(component.clone())));
        }
    }
    for (key, connection) in &to.connections {
        if from.connections.get(key) != Some(connection) {
            changes.push(Change::PutConnection(Box::new(connection.clone())));
        }
    }
    changes
}
