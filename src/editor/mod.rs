//! How one edits: gestures, placement, connecting, copying, as pure functions.
//!
//! A gesture is a state machine without a screen: events in, effects out. What a drop means is worked out
//! here, because a command knows no catalog: where a component of this service may live, what has to be
//! created for it, which zones it takes. Nothing here knows the DOM; all of it runs in native tests.

mod camera;
mod connect;
mod copy;
mod drop;
pub mod entry;
mod gesture;
mod hit;
pub mod preview;
mod shift;
mod step;
mod stretch;

pub use camera::{Camera, MAX_ZOOM, MIN_ZOOM, Wheel};
pub use connect::{connection, kinds};
pub use copy::{clip, duplicate, paste};
pub use drop::{Landing, add, landing, usual};
pub use gesture::{Button, Effect, Gesture, Input, Modifiers, Picked, Pointer, View};
pub use hit::{Ground, Hit, Side, ground, hit};
pub use shift::{cell_of, nudge, shift};
pub use step::{sentence, step};
pub use stretch::{stretched, toggled};
