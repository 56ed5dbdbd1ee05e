//! What the user drew, and how it changes.
//!
//! [`Design`] is the only ground state of Zonewise: everything else on a screen or in an export is
//! derived from it. It changes only through [`Change::apply`], which returns the inverse. This folder
//! knows no AWS service, no price, no file format and no view.

mod change;
mod command;
mod component;
mod connection;
mod design;
mod difference;
mod history;
mod id;
mod invariant;
mod place;
mod planning;
mod secret;

pub use change::{Change, Touch};
pub use command::{Command, CommandError, Plan};
pub use component::{Component, Point, Size};
pub use connection::{Connection, ConnectionKey, ConnectionKind, Dependency};
pub use design::{Design, Header, Meta, Requirements, Suppression};
pub use difference::difference;
pub use history::{History, Step};
pub use id::Id;
pub use invariant::{Broken, broken};
pub use place::{Place, Tier, Zone};
pub use secret::{HIDDEN, is_reference, names_a_secret, without_secrets};

/// A setting's value: plain JSON data, because settings may nest as Terraform's blocks do.
pub type Value = serde_json::Value;

/// Settings and other named values, ordered by name.
pub type Values = serde_json::Map<String, Value>;
