//! The user's own figure.

use crate::catalog::pricing::{Bill, Context};

/// The price as given, or that none is given.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    match cx.number("price") {
        Some(usd) => bill.as_given("Price as given", usd),
        None => bill.omit("its price", "no price is given, and Zonewise does not know the service"),
    }
}
