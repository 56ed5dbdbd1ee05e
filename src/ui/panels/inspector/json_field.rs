//! A list or block as JSON text. Where it holds a literal secret, it is masked until asked for.

use leptos::prelude::*;

use crate::editor::entry;
use crate::model::Value;
use crate::ui::parts::{Look, TextField, Write};

/// A field for a list or a block.
#[component]
pub fn JsonField(
    /// The label.
    #[prop(into)]
    label: String,
    /// The control's id.
    #[prop(into)]
    id: String,
    /// The setting's name.
    #[prop(into, optional)]
    name: String,
    /// What it means.
    #[prop(into, optional)]
    help: String,
    /// The value.
    #[prop(into)]
    value: Signal<Option<Value>>,
    /// Takes an entry over.
    write: Write,
) -> impl IntoView {
    let secret = Memo::new(move |_| value.with(|value| value.as_ref().is_some_and(entry::holds_secret)));
    let shown = RwSignal::new(false);
    let masked = Memo::new(move |_| secret.get() && !shown.get());
    let text = Signal::derive(move || value.with(|value| value.as_ref().map(entry::show).unwrap_or_default()));
    move || {
        let (label, id, name, help) = (label.clone(), id.clone(), name.clone(), help.clone());
        if masked.get() {
            view! {
                <div class="field">
                    <span class="label" title=help>
                        <span class="name">{label}</span>
                    </span>
                    <span class="row">
                        <span class="muted">"holds a secret"</span>
                        <button class="button small" type="button" on:click=move |_| shown.set(true)>
                            "Show"
                        </button>
                    </span>
                </div>
            }
            .into_any()
        } else {
            view! {
                <TextField
                    label=label id=id name=name help=help value=text look=Look::Code write=write
                    placeholder=Signal::derive(|| "none".to_owned())
                />
            }
            .into_any()
        }
    }
}
