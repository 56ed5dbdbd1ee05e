//! AWS Backup in Terraform: the vault, the plan, what it protects, copies in other regions.

use crate::catalog::exporting::Exporter;

/// The resources.
pub const EXPORT: Exporter = Exporter::NONE;
