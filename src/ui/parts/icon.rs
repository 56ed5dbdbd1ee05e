//! A service's icon: its own glyph on a tile in its category's colour, or the skin that the page's style
//! sheet lays over it.

use leptos::prelude::*;

use crate::catalog::Service;

/// A service's icon. It says nothing to a screen reader: the name stands beside it.
///
/// The skin of official icons is a style sheet with rules for `.zw-icon[data-service="…"]` that set a
/// background and hide the glyph; without it the glyph shows.
#[component]
pub fn ServiceIcon(
    /// Whose icon.
    service: &'static Service,
    /// Width and height in CSS pixels.
    #[prop(default = 30)]
    size: u32,
) -> impl IntoView {
    let side = format!("{size}px");
    view! {
        <span
            class="zw-icon"
            data-service=service.id
            data-category=service.category.name()
            aria-hidden="true"
            style:width=side.clone()
            style:height=side
        >
            <svg viewBox="0 0 24 24" inner_html=service.icon></svg>
        </span>
    }
}
