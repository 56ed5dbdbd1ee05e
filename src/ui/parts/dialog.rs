//! A modal dialog on the browser's own: it keeps the focus inside, and Escape closes it.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::{Glyph, GlyphName};

/// A modal dialog, open for as long as it is mounted.
#[component]
pub fn Modal(
    /// Its heading, which also names it.
    title: &'static str,
    /// Asked to close: Escape, the cross, or a click beside it.
    #[prop(into)]
    close: Callback<()>,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // It fails only when the dialog is not in the document, and then there is nothing to show.
            let _ = dialog.show_modal();
        }
    });
    // Closed before it goes, so that the focus returns to where it was.
    let leave = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
        close.run(());
    };
    let beside = move |event: leptos::ev::MouseEvent| {
        // The dialog's box has no padding: a click on itself is one on the backdrop.
        if event.target() == event.current_target() {
            leave();
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class="modal"
            aria-label=title
            on:click=beside
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                leave();
            }
        >
            <div class="modal-box">
                <header>
                    <h2>{title}</h2>
                    <button class="button quiet" type="button" aria-label="Close" on:click=move |_| leave()>
                        <Glyph name=GlyphName::Close />
                    </button>
                </header>
                <div class="modal-body">{children()}</div>
            </div>
        </dialog>
    }
}
