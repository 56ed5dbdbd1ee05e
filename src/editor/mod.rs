//! How one edits: gestures, drops, the clipboard, the camera. Pure; no DOM types.

pub mod entry;
pub mod preview;
