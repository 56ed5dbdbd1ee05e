//! The zoom buttons, and the hint on an empty canvas.

use leptos::prelude::*;

use super::handle::CanvasHandle;

/// Zoom out, the zoom, zoom in, and show everything.
#[component]
pub fn Controls() -> impl IntoView {
    let canvas = CanvasHandle::here();
    let percent = move || format!("{:.0} %", canvas.camera.get().zoom * 100.0);
    view! {
        <div class="zw-controls" role="group" aria-label="Zoom">
            <div class="zw-zoom">
                <button type="button" aria-label="Zoom out" title="Zoom out" on:click=move |_| canvas.zoom_out()>
                    "\u{2212}"
                </button>
                <button
                    type="button"
                    class="zw-percent"
                    aria-label="Zoom to 100 %"
                    title="Zoom to 100 %"
                    on:click=move |_| canvas.zoom_100()
                >
                    {percent}
                </button>
                <button type="button" aria-label="Zoom in" title="Zoom in" on:click=move |_| canvas.zoom_in()>
                    "+"
                </button>
            </div>
            <button type="button" class="zw-fit" title="Show everything" on:click=move |_| canvas.fit()>
                "Fit"
            </button>
        </div>
    }
}

/// What to do first.
#[component]
pub fn EmptyHint() -> impl IntoView {
    view! {
        <p class="zw-hint">
            "Drag a component here from the left, or press " <kbd>"/"</kbd> " and type what you need."
        </p>
    }
}
