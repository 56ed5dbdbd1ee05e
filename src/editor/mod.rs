//! How one edits: gestures, drops, the clipboard, the camera. Pure; no DOM types.
