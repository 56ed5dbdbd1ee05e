//! What a design costs a month: estimates made of lines that explain themselves.
//!
//! Services describe their lines (`catalog/*/price.rs`); this engine gives them their traffic and their
//! prices, adds what AWS counts once for the account, names what is left out, and adds up.
//! No formula of a single service belongs here.

mod account;
mod engine;
mod estimate;
mod money;
mod parcel;
mod transfer;

pub use engine::estimate;
pub use estimate::{ComponentCost, Estimate, NotCounted, Options};
pub use money::{cents, dollars, remainder, unit_price};
pub use parcel::{answer, ask_at, derived};

pub use crate::prices::{Line, Range};
