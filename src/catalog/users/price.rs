//! Users cost nothing; what they cause is priced where it happens.

use crate::catalog::pricing::{Bill, Context};

/// No lines.
pub fn lines(_: &Context<'_>, _: &mut Bill) {}
