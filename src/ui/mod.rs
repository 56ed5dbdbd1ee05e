//! The browser shell: thin Leptos views over a workspace. Compiled for wasm32 only.

pub mod workspace;

use leptos::prelude::*;

/// Mounts the app.
pub fn mount() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(|| view! { <main>"Zonewise"</main> });
}
