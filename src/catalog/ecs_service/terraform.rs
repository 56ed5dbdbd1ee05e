//! Amazon ECS service in Terraform.

use crate::catalog::exporting::Exporter;

/// The resources.
pub const EXPORT: Exporter = Exporter::NONE;
