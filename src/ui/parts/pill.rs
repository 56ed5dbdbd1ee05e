//! A word of state on a tinted ground; the word says it, the colour repeats it.

use leptos::prelude::*;

/// A pill.
#[component]
pub fn Pill(
    /// One of `ok`, `warn`, `bad`, `info`, `plain`.
    #[prop(into)]
    tone: Signal<&'static str>,
    /// The word.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! { <span class=move || format!("pill {}", tone.get())>{move || text.get()}</span> }
}
