//! The colours: on the root element, which `public/boot.js` sets before anything is painted.

use leptos::prelude::*;

use super::storage;
use crate::ui::shell::Theme;

/// The colours in use.
pub fn current() -> Theme {
    let root = document().document_element();
    match root.and_then(|root| root.get_attribute("data-theme")).as_deref() {
        Some("dark") => Theme::Dark,
        _ => Theme::Light,
    }
}

/// Uses other colours from now on.
pub fn choose(theme: Theme) {
    let name = match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    if let Some(root) = document().document_element() {
        // Setting a valid attribute name cannot fail.
        let _ = root.set_attribute("data-theme", name);
    }
    // Unremembered colours are no loss.
    let _ = storage::put(storage::THEME, name);
}
