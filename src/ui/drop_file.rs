//! A design's file dropped anywhere on the window is opened.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::DragEvent;

use super::files;
use super::platform::open_file;
use super::shell::Shell;
use super::workspace::Workspace;

/// Listens for dropped files for as long as the surrounding view lives.
pub fn listen(workspace: Workspace, shell: Shell) {
    let options = EventListenerOptions::enable_prevent_default();
    // Without this the browser would leave the page to show the file.
    let over = EventListener::new_with_options(&window(), "dragover", options, |event| event.prevent_default());
    let drop = EventListener::new_with_options(&window(), "drop", options, move |event| {
        event.prevent_default();
        let file = event
            .dyn_ref::<DragEvent>()
            .and_then(DragEvent::data_transfer)
            .and_then(|data| data.files())
            .and_then(|files| files.get(0));
        if let Some(file) = file {
            open_file::read(file, move |name, bytes| files::open_bytes(workspace, shell, &name, &bytes));
        }
    });
    let listeners = StoredValue::new_local(Some((over, drop)));
    on_cleanup(move || {
        listeners.try_update_value(Option::take);
    });
}
