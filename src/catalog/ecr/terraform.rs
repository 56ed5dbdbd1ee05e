//! Amazon ECR in Terraform: the repository, which images it keeps, its copies.

use crate::catalog::exporting::Exporter;

/// The resources.
pub const EXPORT: Exporter = Exporter::NONE;
