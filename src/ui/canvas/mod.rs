//! The canvas: HTML cards and one SVG of lines inside one element that carries pan and zoom.
//!
//! Views take ids and read signals of their own, so that a drag touches what is dragged and nothing else.
//! What a gesture means is decided by `editor`, where things stand by `picture`; here is only the browser's
//! side of both. The design changes through commands alone.

mod act;
mod card;
mod controls;
mod drill;
mod edges;
mod handle;
mod mirror;
mod motion;
mod overlay;
mod palette_drag;
mod places;
mod pointer;
mod reading;
mod stage;

pub use handle::CanvasHandle;
pub use stage::Canvas;
