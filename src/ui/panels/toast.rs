//! A short message above the bottom bar. It goes by itself, problems later than the rest.

use leptos::prelude::*;

use crate::ui::parts::{Glyph, GlyphName};
use crate::ui::platform;
use crate::ui::workspace::Workspace;

/// The message, when there is one.
#[component]
pub fn ToastBox() -> impl IntoView {
    let workspace = Workspace::here();
    // The wait is owned by the effect: it ends when another message comes.
    Effect::new(move |_| {
        if workspace.toast.with(Option::is_some) {
            let stay = if workspace.toast.with_untracked(|toast| toast.as_ref().is_some_and(|toast| toast.problem)) {
                10_000
            } else {
                4_000
            };
            StoredValue::new_local(platform::after(stay, move || {
                workspace.toast.try_set(None);
            }));
        }
    });
    Effect::new(move |_| {
        if workspace.reopenable.with(Option::is_some) {
            StoredValue::new_local(platform::after(30_000, move || {
                workspace.reopenable.try_set(None);
            }));
        }
    });
    view! {
        <div class="toasts" role="alert">
            {move || {
                workspace
                    .reopenable
                    .get()
                    .map(|name| {
                        view! {
                            <div class="toast">
                                <span class="cut">{format!("\u{201c}{name}\u{201d} was open before.")}</span>
                                <button class="button small" type="button" on:click=move |_| workspace.reopen()>
                                    "Go back to it"
                                </button>
                                <button
                                    class="button quiet"
                                    type="button"
                                    aria-label="Dismiss"
                                    on:click=move |_| workspace.reopenable.set(None)
                                >
                                    <Glyph name=GlyphName::Close />
                                </button>
                            </div>
                        }
                    })
            }}
            {move || {
                workspace
                    .toast
                    .get()
                    .map(|toast| {
                        view! {
                            <div class="toast" class:problem=toast.problem>
                                <span>{toast.text}</span>
                                <button
                                    class="button quiet"
                                    type="button"
                                    aria-label="Dismiss"
                                    on:click=move |_| workspace.toast.set(None)
                                >
                                    <Glyph name=GlyphName::Close />
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
