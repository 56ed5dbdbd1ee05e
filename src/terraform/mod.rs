//! Terraform: what is drawn as configuration that plans and applies.
//!
//! The catalog writes the resources of each component; here the design is made ready for them (names,
//! subnets, what AWS demands), and the rest of a root module is written round them. Nothing here knows
//! one service from another.

mod demand;
mod export;
mod names;
mod parcel;
mod readme;
mod rest;
mod root;
mod world;
mod zip;

pub use export::{Export, File, NotExported};
pub use parcel::{packed, unpacked};
pub use zip::zip;

use crate::system::System;

/// Exports a system, flat: one directory, a file per concern.
///
/// The same design gives the same bytes, in whatever order it was drawn. Everything drawn has its
/// resources, or is named in [`Export::not_exported`].
pub fn export(system: &System<'_>) -> Export {
    root::export(system)
}
