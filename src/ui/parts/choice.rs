//! Fields with few values: choices and switches.

use leptos::prelude::*;

use super::field::{Field, Write, set_text};

/// A field with a few choices; the first may stand for "not set".
#[component]
pub fn ChoiceField(
    /// The label.
    #[prop(into)]
    label: String,
    /// The control's id.
    #[prop(into)]
    id: String,
    /// The name of what it edits.
    #[prop(into, optional)]
    name: String,
    /// What it means.
    #[prop(into, optional)]
    help: String,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// Values and what they are called.
    #[prop(into)]
    choices: Signal<Vec<(String, String)>>,
    /// Whether a value is set, rather than the default holding.
    #[prop(into, optional)]
    is_set: Signal<bool>,
    /// What is wrong with the value that is set.
    #[prop(into, optional)]
    kept_wrong: Signal<Option<String>>,
    /// Takes a choice over.
    write: Write,
) -> impl IntoView {
    let refused = RwSignal::new(None::<String>);
    let wrong = Signal::derive(move || refused.get().or_else(|| kept_wrong.get()));
    let on_change = move |event: leptos::ev::Event| {
        let control = event_target::<web_sys::Element>(&event);
        match write.run(event_target_value(&event)) {
            Ok(()) => refused.set(None),
            Err(message) => {
                refused.set(Some(message));
                set_text(&control, &value.get_untracked());
            }
        }
    };
    let control_id = id.clone();
    view! {
        <Field label=label id=id help=help is_set=is_set wrong=wrong>
            <select class="input" id=control_id data-setting=name on:change=on_change>
                {move || {
                    let chosen = value.get();
                    let mut choices = choices.get();
                    if !choices.iter().any(|(value, _)| *value == chosen) {
                        choices.push((chosen.clone(), chosen.clone()));
                    }
                    choices
                        .into_iter()
                        .map(|(value, text)| {
                            let selected = value == chosen;
                            view! {
                                <option value=value selected=selected>
                                    {text}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </Field>
    }
}

/// A switch.
#[component]
pub fn SwitchField(
    /// The label.
    #[prop(into)]
    label: String,
    /// The control's id.
    #[prop(into)]
    id: String,
    /// The name of what it edits.
    #[prop(into, optional)]
    name: String,
    /// What it means.
    #[prop(into, optional)]
    help: String,
    /// Whether it is on.
    #[prop(into)]
    value: Signal<bool>,
    /// Whether a value is set, rather than the default holding.
    #[prop(into, optional)]
    is_set: Signal<bool>,
    /// What is wrong with the value that is set.
    #[prop(into, optional)]
    kept_wrong: Signal<Option<String>>,
    /// Switched.
    write: Callback<bool>,
) -> impl IntoView {
    let control_id = id.clone();
    view! {
        <Field label=label id=id help=help is_set=is_set wrong=kept_wrong slim=true>
            <span class="switch-cell">
                <input
                    class="switch"
                    role="switch"
                    type="checkbox"
                    id=control_id
                    data-setting=name
                    prop:checked=move || value.get()
                    on:change=move |event| {
                        let control = event_target::<web_sys::HtmlInputElement>(&event);
                        write.run(control.checked());
                        control.set_checked(value.get_untracked());
                    }
                />
            </span>
        </Field>
    }
}
