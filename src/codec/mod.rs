//! Files: `zonewise/1` in and out, and the short sketches that tests and rule examples are written in.
//!
//! The core's types are not the file format: [`v1`] has its own. Loading is lenient and honest: it
//! returns the design and every repair it made, or an error that names the place. It never panics,
//! whatever the bytes, and what it builds is bounded by [`Limits`].

mod load;
mod read;
mod resolve;
mod save;
#[cfg(not(target_arch = "wasm32"))]
mod schema;
mod sketch;
pub mod v1;

pub use load::{Limits, LoadError, Loaded, Repair, load};
pub use save::save;
#[cfg(not(target_arch = "wasm32"))]
pub use schema::schema;
pub use sketch::{SketchError, sketch};

/// The name of the current format, as files carry it.
pub const FORMAT: &str = "zonewise/1";
