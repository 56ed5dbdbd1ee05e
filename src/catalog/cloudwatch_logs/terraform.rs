//! Its Terraform.

use crate::catalog::exporting::Exporter;

/// Nothing yet.
pub const EXPORT: Exporter = Exporter::NONE;
