//! Prices: tables with source and date, looked up by region; tiers; exact money; cost lines.
//!
//! The tables are constant text in `data/` (how they are made: `docs/prices.md`). A native binary holds them; in a
//! browser they are a file beside the module, handed over at the start. A region is parsed when it is first asked
//! for, and kept. A price that a table does not have is [`None`] here and a named gap
//! in the estimate: it is never zero and never filled in from elsewhere.
//! Beside them stands how many zones a region has, which decides where something can be placed.
//! No service's formula and nothing about a design belongs here.

mod allowance;
mod exact;
mod line;
mod region;
mod source;
mod table;
mod tables;
mod zones;

pub use allowance::{Allowance, allowances};
pub use exact::{LIMIT, number, per, plus, quantity, times, words};
pub use line::{Line, Range};
pub use region::{Region, region, regions};
pub use source::readable;
pub use table::{Database, Instance, Rate, Slice, Tier};
pub use tables::{loaded, provide};
pub use zones::zones;
