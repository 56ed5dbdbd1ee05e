//! The inspector of one component.

use leptos::prelude::*;

use super::json_field::JsonField;
use super::placement::Placement;
use super::setting_field::SettingField;
use crate::catalog::{self, Service, Support};
use crate::editor::entry;
use crate::model::{Command, Component, Id, Value, Values};
use crate::ui::canvas::CanvasHandle;
use crate::ui::parts::icon::ServiceIcon;
use crate::ui::parts::{Look, TextField};
use crate::ui::workspace::Workspace;

/// Everything about one component.
#[component]
pub fn ComponentDetails(id: Id) -> impl IntoView {
    let workspace = Workspace::here();
    let canvas: CanvasHandle = expect_context();
    let kind = workspace.with(|design| design.component(&id).map(|component| component.kind.clone()));
    let Some(kind) = kind else { return ().into_any() };
    let service = catalog::find(&kind);
    let of = StoredValue::new(id.clone());
    let name = watch_text(workspace, of, |component| component.name.clone().unwrap_or_default());
    let rename = Callback::new(move |name: String| {
        workspace.attempt(&Command::Rename { id: of.get_value(), name: name.trim().to_owned() })
    });
    let subtitle = workspace.watch(move |design| {
        of.with_value(|id| {
            design
                .component(id)
                .map(|component| (service.subtitle)(&catalog::Settings::new(&component.settings, service.settings)))
        })
        .unwrap_or_default()
    });
    let support = match service.support {
        Support::Full => None,
        Support::Drawn => Some("Drawn only: this type is not judged, priced or exported yet."),
        Support::Unknown => {
            Some("This type is not known to Zonewise. It is kept as it is, and not judged, priced or exported.")
        }
    };
    let id_text = id.to_string();
    let fields = |advanced: bool| {
        service
            .settings
            .iter()
            .filter(|setting| setting.advanced == advanced)
            .map(|setting| view! { <SettingField id=id.clone() service=service setting=setting /> })
            .collect_view()
    };
    let has_more = service.settings.iter().any(|setting| setting.advanced);
    view! {
        <section class="inspector" aria-label="Component">
            <header class="about">
                <ServiceIcon service=service />
                <div class="about-text">
                    <h2 class="cut" title=id_text.clone()>
                        {move || {
                            let name = name.get();
                            if name.is_empty() { of.get_value().to_string() } else { name }
                        }}
                    </h2>
                    <p class="muted cut" title=move || subtitle.get()>
                        {service.name}
                    </p>
                </div>
            </header>
            {support.map(|text| view! { <p class="note warn">{text}</p> })}
            <TextField label="Name" id="component-name" name="name" value=name placeholder=id_text.clone() write=rename />
            <div class="field">
                <span class="label">"Id"</span>
                <code class="cut" title="In files, Terraform and findings; it does not change">
                    {id_text}
                </code>
            </div>
            <Placement id=id.clone() service=service />
            <Heading text="Settings" show=!service.settings.is_empty() />
            {fields(false)}
            {has_more
                .then(|| {
                    view! {
                        <details class="more">
                            <summary>"More settings"</summary>
                            {fields(true)}
                        </details>
                    }
                })}
            <OtherSettings id=of service=service />
            <Usage id=of service=service />
            <Notes id=of />
            <footer class="row inspector-end">
                <button class="button" type="button" on:click=move |_| canvas.duplicate_selection()>
                    "Duplicate"
                </button>
                <button class="button danger" type="button" on:click=move |_| canvas.delete_selection()>
                    "Delete"
                </button>
            </footer>
        </section>
    }
    .into_any()
}

#[component]
fn Heading(text: &'static str, show: bool) -> impl IntoView {
    show.then(|| view! { <h3 class="heading">{text}</h3> })
}

/// A text of the component, kept current.
fn watch_text(workspace: Workspace, id: StoredValue<Id>, read: fn(&Component) -> String) -> Memo<String> {
    workspace.watch(move |design| id.with_value(|id| design.component(id).map(read)).unwrap_or_default())
}

/// Settings without a field of their own, as one block of JSON.
#[component]
fn OtherSettings(id: StoredValue<Id>, service: &'static Service) -> impl IntoView {
    let workspace = Workspace::here();
    let others = move |component: &Component| -> Values {
        let known = |name: &str| service.setting(name).is_some() || (service.id == "vpc" && name == "zones");
        component
            .settings
            .iter()
            .filter(|(name, _)| !known(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    };
    let value = workspace.watch(move |design| {
        let others = id.with_value(|id| design.component(id).map(others))?;
        (!others.is_empty()).then_some(Value::Object(others))
    });
    let write = Callback::new(move |typed: String| {
        let after = entry::read_object(&typed)?;
        let before = match value.get_untracked() {
            Some(Value::Object(before)) => before,
            _ => Values::new(),
        };
        let gone = before.keys().filter(|name| !after.contains_key(*name)).map(|name| (name.clone(), None));
        let now = after.iter().map(|(name, value)| (name.clone(), Some(value.clone())));
        let commands =
            gone.chain(now).map(|(setting, value)| Command::Set { id: id.get_value(), setting, value }).collect();
        workspace.attempt(&Command::Batch { label: format!("Set further settings of {}", id.get_value()), commands })
    });
    let help = "Settings without a field here, as JSON: ingress, iam_statements, tags, and what a file brought along.";
    view! {
        <details class="more">
            <summary>"Further settings as JSON"</summary>
            <JsonField label="Further settings" id="other-settings" name="other-settings" help=help value=value write=write />
        </details>
    }
}

/// Usage figures: what the traffic model derives, unless a figure is given.
#[component]
fn Usage(id: StoredValue<Id>, service: &'static Service) -> impl IntoView {
    let workspace = Workspace::here();
    let extra = workspace.watch(move |design| {
        let known = |name: &str| service.usage.iter().any(|key| key.name == name);
        id.with_value(|id| {
            design
                .component(id)
                .map(|component| component.usage.keys().filter(|name| !known(name)).cloned().collect::<Vec<_>>())
        })
        .unwrap_or_default()
    });
    let field = move |name: String, label: String, help: String| {
        let key = StoredValue::new(name.clone());
        let value = workspace.watch(move |design| {
            let usage = id.with_value(|id| design.component(id).map(|component| component.usage.clone()));
            usage.and_then(|usage| usage.get(&key.get_value()).map(entry::show)).unwrap_or_default()
        });
        let write = Callback::new(move |typed: String| {
            let (id, key) = (id.get_value(), key.get_value());
            workspace.attempt(&Command::SetUsage { id, key, value: entry::read_usage(&typed) })
        });
        let placeholder = Signal::derive(|| "derived".to_owned());
        view! {
            <TextField
                label=label id=format!("usage-{name}") name=name help=help value=value placeholder=placeholder
                numeric=true write=write
            />
        }
    };
    view! {
        <Heading text="Usage" show=!service.usage.is_empty() />
        {service
            .usage
            .iter()
            .map(|key| field(key.name.to_owned(), key.label.to_owned(), key.help.to_owned()))
            .collect_view()}
        {move || {
            extra
                .get()
                .into_iter()
                .map(|name| field(name.clone(), name, "A figure that this service does not read.".to_owned()))
                .collect_view()
        }}
    }
}

/// Notes and rationale.
#[component]
fn Notes(id: StoredValue<Id>) -> impl IntoView {
    let workspace = Workspace::here();
    let notes = watch_text(workspace, id, |component| component.notes.clone().unwrap_or_default());
    let rationale = watch_text(workspace, id, |component| component.rationale.clone().unwrap_or_default());
    let annotate = move |notes: String, rationale: String| {
        let text = |text: String| (!text.trim().is_empty()).then_some(text);
        workspace.attempt(&Command::Annotate { id: id.get_value(), notes: text(notes), rationale: text(rationale) })
    };
    let write_notes = Callback::new(move |typed| annotate(typed, rationale.get_untracked()));
    let write_rationale = Callback::new(move |typed| annotate(notes.get_untracked(), typed));
    view! {
        <details class="more" open=!notes.get_untracked().is_empty() || !rationale.get_untracked().is_empty()>
            <summary>"Notes and rationale"</summary>
            <TextField
                label="Rationale" id="rationale" name="rationale" look=Look::Area value=rationale write=write_rationale
                help="Why it is there; goes into the report."
            />
            <TextField label="Notes" id="notes" name="notes" look=Look::Area value=notes write=write_notes />
        </details>
    }
}
