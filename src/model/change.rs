//! The smallest reversible step.

use super::{Component, Connection, ConnectionKey, Design, Header, Id};

/// The smallest reversible step. Applying one returns the step that takes it back.
///
/// A `Put` inserts or replaces; its inverse is a `Put` of what was there, or a `Remove`.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// Inserts or replaces a component by its id.
    PutComponent(Box<Component>),
    /// Removes a component; its connections are removed by changes of their own, before it.
    RemoveComponent(Id),
    /// Inserts or replaces a connection by its key.
    PutConnection(Box<Connection>),
    /// Removes a connection.
    RemoveConnection(ConnectionKey),
    /// Replaces name, region, requirements and the like.
    PutHeader(Box<Header>),
}

/// What a change can have altered, and so what must be derived anew.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Touch {
    /// Nothing at all.
    Nothing,
    /// Only where things are drawn.
    Geometry,
    /// What the design means: findings, price and Terraform may differ.
    Meaning,
}

impl Change {
    /// Applies the step; returns its inverse and what it touched.
    ///
    /// Total: removing what is not there does nothing, and its inverse does nothing either.
    pub fn apply(self, design: &mut Design) -> (Change, Touch) {
        match self {
            Self::PutComponent(component) => {
                let id = component.id.clone();
                match design.components.insert(id.clone(), (*component).clone()) {
                    None => (Self::RemoveComponent(id), Touch::Meaning),
                    Some(old) => {
                        let touch = touch_of(old == *component, old.same_meaning(&component));
                        (Self::PutComponent(Box::new(old)), touch)
                    }
                }
            }
            Self::RemoveComponent(id) => match design.components.remove(&id) {
                Some(old) => (Self::PutComponent(Box::new(old)), Touch::Meaning),
                None => (Self::RemoveComponent(id), Touch::Nothing),
            },
            Self::PutConnection(connection) => {
                let key = connection.key.clone();
                match design.connections.insert(key.clone(), (*connection).clone()) {
                    None => (Self::RemoveConnection(key), Touch::Meaning),
                    Some(old) => {
                        let touch = touch_of(old == *connection, false);
                        (Self::PutConnection(Box::new(old)), touch)
                    }
                }
            }
            Self::RemoveConnection(key) => match design.connections.remove(&key) {
                Some(old) => (Self::PutConnection(Box::new(old)), Touch::Meaning),
                None => (Self::RemoveConnection(key), Touch::Nothing),
            },
            Self::PutHeader(header) => {
                let touch = touch_of(design.header == *header, false);
                let old = std::mem::replace(&mut design.header, *header);
                (Self::PutHeader(Box::new(old)), touch)
            }
        }
    }
}

fn touch_of(same: bool, same_meaning: bool) -> Touch {
    match (same, same_meaning) {
        (true, _) => Touch::Nothing,
        (false, true) => Touch::Geometry,
        (false, false) => Touch::Meaning,
    }
}
