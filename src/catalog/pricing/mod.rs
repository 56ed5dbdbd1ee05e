//! What a service's price function is given, and what it returns.
//!
//! A service describes its lines: which rate of the tables, how much of it, and why. Looking after
//! account-wide tiers and allowances, and adding up, is the cost engine's.

mod bill;
mod context;
mod flow;

pub use bill::{Amount, Bill, Omission, Pooled};
pub use context::{Context, Figure, Neighbour, Quote, from_flow};
pub use flow::{Flow, Given};
