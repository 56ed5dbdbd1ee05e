//! What a registry costs: the images that it stores. Fetching them within the region is free.

use crate::catalog::pricing::{Amount, Bill, Context};

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    match cx.given("storage_gb") {
        Some(gb) => {
            bill.charge("Image storage", cx.rate("ecr", "private repository", "storage"), Amount::of(gb, "storage_gb given"));
        }
        None => bill.omit("image storage", "storage_gb is not set"),
    }
}
