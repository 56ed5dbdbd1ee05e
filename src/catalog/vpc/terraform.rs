//! Virtual Private Cloud in Terraform.

use crate::catalog::exporting::{Context, Module};

/// The resources.
pub fn resources(_: &Context<'_>, _: &mut Module) {}
