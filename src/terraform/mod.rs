//! Terraform: what is drawn as configuration that plans and applies.

mod export;

pub use export::{Export, File, NotExported, zip};

use crate::system::System;

/// Exports a system, flat: one directory, a file per concern.
pub fn export(_system: &System<'_>) -> Export {
    Export::default()
}
