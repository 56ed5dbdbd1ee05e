//! A service's icon: a placeholder until the canvas branch is merged.

use leptos::prelude::*;

/// A service's glyph.
#[component]
pub fn ServiceIcon(
    /// The type id.
    #[prop(into)]
    kind: String,
) -> impl IntoView {
    let glyph = crate::catalog::find(&kind).icon;
    view! { <svg class="service-icon" viewBox="0 0 24 24" aria-hidden="true" inner_html=glyph></svg> }
}
