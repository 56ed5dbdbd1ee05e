//! The canvas: a placeholder until its branch is merged.

use leptos::prelude::*;

/// Handles by which palette and keyboard reach the canvas.
#[derive(Clone, Copy, Debug, Default)]
pub struct CanvasHandle {}

impl CanvasHandle {
    /// A handle of a canvas that is not mounted yet.
    pub fn new() -> Self {
        Self {}
    }
    /// Zooms in.
    pub fn zoom_in(&self) {}
    /// Zooms out.
    pub fn zoom_out(&self) {}
    /// Zooms to 100 %.
    pub fn zoom_100(&self) {}
    /// Shows everything.
    pub fn fit(&self) {}
    /// Shows the selection.
    pub fn fit_selection(&self) {}
    /// Starts dragging a new component.
    pub fn start_palette_drag(&self, _kind: &'static str, _event: &leptos::ev::PointerEvent) {}
    /// Adds a component in the middle.
    pub fn add_at_centre(&self, _kind: &'static str) {}
    /// Duplicates what is selected.
    pub fn duplicate_selection(&self) {}
    /// Deletes what is selected.
    pub fn delete_selection(&self) {}
    /// Selects everything.
    pub fn select_all(&self) {}
    /// Moves what is selected by grid steps.
    pub fn nudge(&self, _dx: f64, _dy: f64) {}
    /// Cancels a gesture; whether there was one.
    pub fn cancel(&self) -> bool {
        false
    }
}

/// The canvas.
#[component]
pub fn Canvas() -> impl IntoView {
    view! { <div role="application" aria-label="Canvas" tabindex="0" class="canvas"></div> }
}
