//! What is kept in this browser. Storage may be full, switched off or emptied by the user at any time.

use gloo::storage::{LocalStorage, Storage as _};

/// The key of the design being worked on: a `zonewise/1` file, canonical. `public/boot.js` reads it, too.
pub const DESIGN: &str = "zonewise.design";

/// The key of the chosen colours: `light` or `dark`. `public/boot.js` reads it, too.
pub const THEME: &str = "zonewise.theme";

/// The stored text of a key.
pub fn get(key: &str) -> Option<String> {
    LocalStorage::raw().get_item(key).ok().flatten()
}

/// Stores a text. `false` = the browser refused.
pub fn put(key: &str, text: &str) -> bool {
    LocalStorage::raw().set_item(key, text).is_ok()
}
