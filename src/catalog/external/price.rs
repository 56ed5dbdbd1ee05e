//! An outside system is on somebody else's bill; what it causes here is priced where it happens.

use crate::catalog::pricing::{Bill, Context};

/// No lines; that its own price is not known is said where it is called.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    if cx.neighbours.iter().any(|neighbour| !neighbour.outgoing) {
        bill.note("what its owner charges", "it is no service of AWS; its price is not known here");
    } else {
        bill.note("the system itself", "it is outside; what it calls is priced where it is answered");
    }
}
