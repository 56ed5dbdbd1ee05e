//! Users in Terraform: nothing. They are outside; what they call is reached by its own address.

use crate::catalog::exporting::Exporter;

/// No resources.
pub const EXPORT: Exporter = Exporter::NONE;
