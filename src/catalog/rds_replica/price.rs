//! What a read replica costs: a whole further instance with storage of its own.

use crate::catalog::pricing::{Bill, Context};
use crate::catalog::rds;

/// The price lines. What is not set is as in the original.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let Some(original) = cx.neighbours.iter().find(|other| !other.outgoing && other.service == "rds") else {
        bill.omit("Instance hours and storage", "no database is drawn that it is a replica of");
        return;
    };
    rds::replica_lines(cx, &original.other, bill);
}
