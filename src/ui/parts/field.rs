//! Fields: a label, a control, help, and what was wrong with the last entry. A refused entry stays in its
//! control, and the design stays as it was.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

/// What a field does with an entry: takes it over, or says what is wrong.
pub type Write = Callback<String, Result<(), String>>;

/// How a text field looks.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Look {
    /// One line.
    #[default]
    Line,
    /// One line, masked until asked.
    Masked,
    /// Several lines.
    Area,
    /// Several lines of code.
    Code,
}

/// One labelled control with its messages; the control is its child.
#[component]
pub fn Field(
    /// The label.
    #[prop(into)]
    label: String,
    /// The control's id, to which the label belongs.
    id: String,
    /// What it means; shown as the label's title, and below where `explain`.
    #[prop(into, optional)]
    help: String,
    /// Whether the help stands below the control.
    #[prop(optional)]
    explain: bool,
    /// Whether a value is set, rather than the default holding; marked by a dot.
    #[prop(into, optional)]
    is_set: Signal<bool>,
    /// What is wrong.
    #[prop(into, optional)]
    wrong: Signal<Option<String>>,
    /// Whether the control stands below its label.
    #[prop(optional)]
    wide: bool,
    /// Whether the control needs little room, so that the label may have the rest.
    #[prop(optional)]
    slim: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let title = if help.is_empty() { label.clone() } else { format!("{label}: {help}") };
    let message = format!("{id}-wrong");
    view! {
        <div class="field" class:wide=wide class:slim=slim>
            <label for=id title=title>
                <span class="name">{label}</span>
                <Show when=move || is_set.get()>
                    <i class="set" title="Set here; empty the field for the default"></i>
                </Show>
            </label>
            {children()}
            {explain.then(|| view! { <p class="help">{help}</p> })}
            <Show when=move || wrong.with(Option::is_some)>
                <p class="refused" id=message.clone() role="alert">
                    {move || wrong.get()}
                </p>
            </Show>
        </div>
    }
}

/// A field for text, numbers or code.
#[component]
pub fn TextField(
    /// The label.
    #[prop(into)]
    label: String,
    /// The control's id, unique on the page.
    #[prop(into)]
    id: String,
    /// The name of what it edits, for tests and styles.
    #[prop(into, optional)]
    name: String,
    /// What it means.
    #[prop(into, optional)]
    help: String,
    /// Whether the help stands below.
    #[prop(optional)]
    explain: bool,
    /// The value as text; empty = not set.
    #[prop(into)]
    value: Signal<String>,
    /// What holds where it is not set.
    #[prop(into, optional)]
    placeholder: Signal<String>,
    /// What is wrong with the value that is set.
    #[prop(into, optional)]
    kept_wrong: Signal<Option<String>>,
    /// How it looks.
    #[prop(optional)]
    look: Look,
    /// Entries to choose from, beside others.
    #[prop(optional)]
    suggestions: Vec<String>,
    /// Whether it holds numbers.
    #[prop(optional)]
    numeric: bool,
    /// Takes an entry over.
    write: Write,
) -> impl IntoView {
    // A refusal belongs to the value that it was typed over: once that changes, it is gone.
    let refused = RwSignal::new(None::<(String, String)>);
    let wrong = Signal::derive(move || {
        let value = value.get();
        refused.get().filter(|(over, _)| *over == value).map(|(_, message)| message).or_else(|| kept_wrong.get())
    });
    let masked = RwSignal::new(look == Look::Masked);
    let take = move |typed: String, control: &web_sys::Element| match write.run(typed) {
        Ok(()) => {
            refused.set(None);
            // The canonical text, also where the value is what it was.
            set_text(control, &value.get_untracked());
        }
        Err(message) => refused.set(Some((value.get_untracked(), message))),
    };
    let on_change = move |event: leptos::ev::Event| {
        let control = event_target::<web_sys::Element>(&event);
        take(event_target_value(&event), &control);
    };
    let invalid = move || wrong.with(Option::is_some).to_string();
    let described = format!("{id}-wrong");
    let list_id = format!("{id}-list");
    let list = (!suggestions.is_empty()).then(|| {
        let options = suggestions.iter().map(|text| view! { <option value=text.clone()></option> }).collect_view();
        view! { <datalist id=list_id.clone()>{options}</datalist> }
    });
    let list_name = (!suggestions.is_empty()).then_some(list_id);
    let control_id = id.clone();
    let rows = move || value.with(|text| text.lines().count().clamp(2, 14)).to_string();
    let control = match look {
        Look::Area | Look::Code => view! {
            <textarea
                class="input"
                class:code=look == Look::Code
                id=control_id
                data-setting=name
                rows=rows
                spellcheck=if look == Look::Area { "true" } else { "false" }
                placeholder=move || placeholder.get()
                aria-invalid=invalid
                aria-describedby=described
                prop:value=move || value.get()
                on:change=on_change
            ></textarea>
        }
        .into_any(),
        Look::Line | Look::Masked => view! {
            <span class="input-row">
                <input
                    class="input"
                    class:num=numeric
                    id=control_id
                    data-setting=name
                    type=move || if masked.get() { "password" } else { "text" }
                    inputmode=if numeric { "decimal" } else { "text" }
                    list=list_name
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=move || placeholder.get()
                    title=move || if masked.get() { String::new() } else { value.get() }
                    aria-invalid=invalid
                    aria-describedby=described
                    prop:value=move || value.get()
                    on:change=on_change
                    on:keydown=move |event| {
                        if event.key() == "Enter" {
                            let control = event_target::<web_sys::Element>(&event);
                            take(event_target_value(&event), &control);
                        }
                    }
                />
                {(look == Look::Masked)
                    .then(|| {
                        view! {
                            <button
                                class="button quiet small"
                                type="button"
                                on:click=move |_| masked.update(|masked| *masked = !*masked)
                            >
                                {move || if masked.get() { "Show" } else { "Hide" }}
                            </button>
                        }
                    })}
            </span>
        }
        .into_any(),
    };
    let is_set = Signal::derive(move || !value.with(String::is_empty) && !placeholder.with(String::is_empty));
    view! {
        <Field
            label=label
            id=id
            help=help
            explain=explain
            is_set=is_set
            wrong=wrong
            wide=matches!(look, Look::Area | Look::Code)
        >
            {control}
            {list}
        </Field>
    }
}

/// Puts a text into a control.
pub fn set_text(control: &web_sys::Element, text: &str) {
    if let Some(input) = control.dyn_ref::<web_sys::HtmlInputElement>() {
        input.set_value(text);
    } else if let Some(area) = control.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        area.set_value(text);
    } else if let Some(select) = control.dyn_ref::<web_sys::HtmlSelectElement>() {
        select.set_value(text);
    }
}
