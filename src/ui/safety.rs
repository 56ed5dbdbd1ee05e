//! Guards against losing work: another tab on the same design, and leaving while nothing can be stored.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::StorageEvent;

use super::platform::storage;
use super::shell::{Saved, Shell};
use super::workspace::{Toast, Workspace};

/// Watches for as long as the surrounding view lives.
pub fn watch(workspace: Workspace, shell: Shell) {
    let other_tab = EventListener::new(&window(), "storage", move |event| {
        let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        if key.as_deref() == Some(storage::DESIGN) {
            let text = "Another tab has changed the design kept in this browser. Whichever tab changes it last, wins.";
            workspace.toast.set(Some(Toast { text: text.to_owned(), problem: true }));
        }
    });
    let options = EventListenerOptions::enable_prevent_default();
    let leaving = EventListener::new_with_options(&window(), "beforeunload", options, move |event| {
        if shell.saved.get_untracked() == Saved::Refused {
            // The browser then asks whether to leave.
            event.prevent_default();
        }
    });
    let listeners = StoredValue::new_local(Some((other_tab, leaving)));
    on_cleanup(move || {
        listeners.try_update_value(Option::take);
    });
}
