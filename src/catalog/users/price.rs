//! What Users costs.

use crate::catalog::pricing::{Bill, Context};

/// The price lines.
pub fn lines(_: &Context<'_>, _: &mut Bill) {}
