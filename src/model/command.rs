//! One intent of the user, planned into changes.

use std::collections::BTreeSet;

use thiserror::Error;

use super::planning::{
    check_connection, connection_of, edit, header_of, plan_add, plan_batch, plan_place, plan_remove, plan_zones, put,
};
use super::{Change, Component, Connection, ConnectionKey, Design, Header, Id, Place, Point, Tier, Value, Zone};

/// One intent of the user. Every input device, fix and import goes through commands.
///
/// A command knows no catalog: what a drop creates (a missing VPC, a free id, defaults) is worked out
/// by `editor`, which hands the finished components over in [`Command::Add`].
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::large_enum_variant, reason = "a command lives for one gesture, and there is one at a time")
)]
pub enum Command {
    /// Adds components and connections.
    Add {
        /// New components; their ids must be free.
        components: Vec<Component>,
        /// New connections between existing or new components.
        connections: Vec<Connection>,
    },
    /// Removes components with everything inside and their connections, and connections.
    Remove {
        /// Components to remove.
        components: Vec<Id>,
        /// Connections to remove.
        connections: Vec<ConnectionKey>,
    },
    /// Gives a component another name; an empty one shows the id.
    Rename {
        /// Which component.
        id: Id,
        /// Its new name.
        name: String,
    },
    /// Sets or clears a setting.
    Set {
        /// Which component.
        id: Id,
        /// The setting's name.
        setting: String,
        /// The new value; `None` clears it, so that the default holds.
        value: Option<Value>,
    },
    /// Sets or clears a usage figure.
    SetUsage {
        /// Which component.
        id: Id,
        /// The figure's name.
        key: String,
        /// The new value; `None` clears it, so that the derived figure holds.
        value: Option<Value>,
    },
    /// Puts a component elsewhere: container, tier, zones and position.
    Place {
        /// Which component.
        id: Id,
        /// Its container.
        place: Place,
        /// Its tier, in a VPC.
        tier: Option<Tier>,
        /// Its zones, in order.
        zones: Vec<Zone>,
        /// Its position; `None` leaves it to the layout.
        at: Option<Point>,
    },
    /// Moves components on the canvas; geometry only.
    Move {
        /// New positions.
        positions: Vec<(Id, Point)>,
    },
    /// Sets a component's zones. For a VPC these are its lanes: components in a removed lane leave it.
    SetZones {
        /// Which component.
        id: Id,
        /// Its zones, in order, each once.
        zones: Vec<Zone>,
    },
    /// Adds a connection.
    Connect(Connection),
    /// Replaces a connection with the same ends and id.
    SetConnection(Connection),
    /// Sets a component's notes and rationale.
    Annotate {
        /// Which component.
        id: Id,
        /// Free notes.
        notes: Option<String>,
        /// Why it is there.
        rationale: Option<String>,
    },
    /// Replaces name, region, requirements and the like.
    SetHeader(Header),
    /// Several commands as one step.
    Batch {
        /// What the undo menu says.
        label: String,
        /// In order; each sees what the ones before it did.
        commands: Vec<Command>,
    },
}

/// Why a command cannot be carried out; nothing has changed then.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum CommandError {
    /// The component is not in the design (any more).
    #[error("there is no component \u{201c}{0}\u{201d}")]
    NoComponent(Id),
    /// The connection is not in the design (any more).
    #[error("there is no connection {0}")]
    NoConnection(ConnectionKey),
    /// The id is taken, or empty.
    #[error("the id \u{201c}{0}\u{201d} is already taken or empty")]
    IdTaken(Id),
    /// There is a connection between these two already.
    #[error("{0} are connected already")]
    ConnectionTaken(ConnectionKey),
    /// A component cannot be connected to itself.
    #[error("\u{201c}{0}\u{201d} cannot be connected to itself")]
    Itself(Id),
    /// A VPC or a component in one needs at least one zone.
    #[error("\u{201c}{0}\u{201d} needs at least one zone")]
    NoZone(Id),
    /// Removing the lane would leave a component without any zone.
    #[error("zone {1} cannot go: \u{201c}{0}\u{201d} is in no other zone")]
    LastZone(Id, Zone),
    /// A VPC cannot be in another one.
    #[error("\u{201c}{0}\u{201d} is a VPC and cannot be in one")]
    NestedVpc(Id),
    /// The id is too long or holds control characters.
    #[error("an id has at most 256 bytes and no control characters")]
    BadId(Id),
    /// Zones are set by [`Command::SetZones`], so that what lies in them follows.
    #[error("the zones of \u{201c}{0}\u{201d} are not a setting")]
    ZonesAreNoSetting(Id),
    /// The container does not exist or cannot hold components.
    #[error("\u{201c}{0}\u{201d} is not a VPC")]
    NotAVpc(Id),
}

/// What a command comes to on a given design.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// What the user did, for the undo menu.
    pub label: String,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

impl Command {
    /// Works out the changes on this design, without touching it.
    ///
    /// # Errors
    /// When the command does not fit the design; see [`CommandError`].
    pub fn plan(&self, design: &Design) -> Result<Plan, CommandError> {
        let changes = match self {
            Self::Add { components, connections } => plan_add(design, components, connections)?,
            Self::Remove { components, connections } => plan_remove(design, components, connections),
            Self::Rename { id, name } => edit(design, id, |component| {
                component.name = (!name.trim().is_empty()).then(|| name.clone());
            })?,
            Self::Set { id, setting, .. }
                if setting == "zones" && design.components.get(id).is_some_and(|component| component.kind == "vpc") =>
            {
                return Err(CommandError::ZonesAreNoSetting(id.clone()));
            }
            Self::Set { id, setting, value } => edit(design, id, |component| {
                put(&mut component.settings, setting, value.as_ref());
            })?,
            Self::SetUsage { id, key, value } => edit(design, id, |component| {
                put(&mut component.usage, key, value.as_ref());
            })?,
            Self::Place { id, place, tier, zones, at } => plan_place(design, id, place, *tier, zones, *at)?,
            Self::Move { positions } => {
                let mut changes = Vec::new();
                for (id, at) in positions.iter().filter(|(_, at)| at.is_finite()) {
                    changes.extend(edit(design, id, |component| component.at = Some(*at))?);
                }
                changes
            }
            Self::SetZones { id, zones } => plan_zones(design, id, zones)?,
            Self::Connect(connection) => {
                let connection = connection_of(connection);
                check_connection(design, &connection, &BTreeSet::new())?;
                vec![Change::PutConnection(Box::new(connection))]
            }
            Self::SetConnection(connection) => {
                let connection = connection_of(connection);
                if !design.connections.contains_key(&connection.key) {
                    return Err(CommandError::NoConnection(connection.key));
                }
                vec![Change::PutConnection(Box::new(connection))]
            }
            Self::Annotate { id, notes, rationale } => edit(design, id, |component| {
                component.notes.clone_from(notes);
                component.rationale.clone_from(rationale);
            })?,
            Self::SetHeader(header) => vec![Change::PutHeader(Box::new(header_of(header)))],
            Self::Batch { commands, .. } => plan_batch(design, commands)?,
        };
        Ok(Plan { label: self.label(design), changes })
    }

    /// What the user did, in words: "Rename web".
    pub fn label(&self, design: &Design) -> String {
        let name = |id: &Id| design.component(id).map_or_else(|| id.to_string(), |c| c.label().to_owned());
        match self {
            Self::Add { components, connections } => match (components.as_slice(), connections.len()) {
                ([one], _) => format!("Add {}", one.label()),
                ([], _) => "Connect".to_owned(),
                (many, _) => format!("Add {} components", many.len()),
            },
            Self::Remove { components, connections } => match (components.as_slice(), connections.len()) {
                ([one], _) => format!("Delete {}", name(one)),
                ([], 1) => "Delete a connection".to_owned(),
                ([], many) => format!("Delete {many} connections"),
                (many, _) => format!("Delete {} components", many.len()),
            },
            Self::Rename { id, .. } => format!("Rename {}", name(id)),
            Self::Set { id, setting, .. } => format!("Set {setting} of {}", name(id)),
            Self::SetUsage { id, key, .. } => format!("Set {key} of {}", name(id)),
            Self::Place { id, .. } => format!("Move {}", name(id)),
            Self::Move { positions } => match positions.as_slice() {
                [(id, _)] => format!("Move {}", name(id)),
                many => format!("Move {} components", many.len()),
            },
            Self::SetZones { id, .. } => format!("Set the zones of {}", name(id)),
            Self::Connect(connection) => {
                format!("Connect {} to {}", name(&connection.key.from), name(&connection.key.to))
            }
            Self::SetConnection(connection) => format!("Edit the connection {}", connection.key),
            Self::Annotate { id, .. } => format!("Annotate {}", name(id)),
            Self::SetHeader(_) => "Edit the design's details".to_owned(),
            Self::Batch { label, .. } => label.clone(),
        }
    }
}
