//! The field of one declared setting, by its kind.

use leptos::prelude::*;

use super::json_field::JsonField;
use crate::catalog::{DefaultValue, Service, Setting, SettingKind, Settings};
use crate::editor::entry;
use crate::model::{Command, Id, Value};
use crate::ui::parts::{ChoiceField, Look, SwitchField, TextField};
use crate::ui::workspace::Workspace;

/// The field of one setting of a component.
#[component]
pub fn SettingField(id: Id, service: &'static Service, setting: &'static Setting) -> impl IntoView {
    let workspace = Workspace::here();
    let of = StoredValue::new(id);
    let value = workspace.watch(move |design| {
        of.with_value(|id| design.component(id).and_then(|component| component.settings.get(setting.name)).cloned())
    });
    let default = workspace.watch(move |design| {
        of.with_value(|id| {
            design
                .component(id)
                .map(|component| entry::default_text(setting, &Settings::new(&component.settings, service.settings)))
        })
        .unwrap_or_default()
    });
    let set = move |value: Option<Value>| {
        let id = of.get_value();
        workspace.attempt(&Command::Set { id, setting: setting.name.to_owned(), value })
    };
    let write = Callback::new(move |typed: String| set(entry::read(setting, &typed)?));
    let text = Signal::derive(move || value.with(|value| value.as_ref().map(entry::show).unwrap_or_default()));
    let is_set = Signal::derive(move || value.with(Option::is_some));
    // A value that the setting does not take was loaded from a file: it is kept, and said to be without effect.
    let kept_wrong = Signal::derive(move || {
        value.with(|value| {
            let problem = setting.check(value.as_ref()?).err()?;
            Some(format!("This is not {}. It is kept, and the default counts.", problem.expected))
        })
    });
    let control = format!("setting-{}", setting.name);
    let (label, name, help) = (setting.label, setting.name, setting.help);
    match setting.kind {
        SettingKind::Flag if !matches!(setting.default, DefaultValue::Absent) => {
            let on = matches!(setting.default, DefaultValue::Flag(true));
            let checked =
                Signal::derive(move || value.with(|value| value.as_ref().and_then(Value::as_bool)).unwrap_or(on));
            let write = Callback::new(move |now: bool| {
                // The default is not written down, so that files stay short. A switch cannot be refused.
                let _ = set((now != on).then_some(Value::Bool(now)));
            });
            view! {
                <SwitchField
                    label=label id=control name=name help=help value=checked is_set=is_set kept_wrong=kept_wrong write=write
                />
            }
            .into_any()
        }
        SettingKind::Flag => {
            let choices = pairs(&[("", "automatic"), ("yes", "yes"), ("no", "no")]);
            view! {
                <ChoiceField
                    label=label id=control name=name help=help value=text is_set=is_set kept_wrong=kept_wrong
                    choices=choices write=write
                />
            }
            .into_any()
        }
        SettingKind::Choice(known) => {
            let choices = Signal::derive(move || {
                let default = default.get();
                let nothing = if default.is_empty() { "not set".to_owned() } else { format!("{default} (default)") };
                let mut choices = vec![(String::new(), nothing)];
                choices.extend(known.iter().map(|choice| ((*choice).to_owned(), (*choice).to_owned())));
                choices
            });
            view! {
                <ChoiceField
                    label=label id=control name=name help=help value=text is_set=is_set kept_wrong=kept_wrong
                    choices=choices write=write
                />
            }
            .into_any()
        }
        SettingKind::List | SettingKind::Block => {
            let write = Callback::new(move |typed: String| set(entry::read(setting, &typed)?));
            view! { <JsonField label=label id=control name=name help=help value=value write=write /> }.into_any()
        }
        SettingKind::Whole(..) | SettingKind::Number(..) | SettingKind::Text | SettingKind::Suggested(_) => {
            let suggestions = match setting.kind {
                SettingKind::Suggested(known) => known.iter().map(|text| (*text).to_owned()).collect(),
                _ => Vec::new(),
            };
            let numeric = matches!(setting.kind, SettingKind::Whole(..) | SettingKind::Number(..));
            let look = match setting.name {
                name if entry::is_secret(name) => Look::Masked,
                "user_data" => Look::Code,
                _ => Look::Line,
            };
            view! {
                <TextField
                    label=label id=control name=name help=help value=text placeholder=default
                    kept_wrong=kept_wrong look=look suggestions=suggestions numeric=numeric write=write
                />
            }
            .into_any()
        }
    }
}

/// Choices that do not change.
pub fn pairs(choices: &[(&str, &str)]) -> Signal<Vec<(String, String)>> {
    let choices: Vec<_> = choices.iter().map(|(value, text)| ((*value).to_owned(), (*text).to_owned())).collect();
    Signal::derive(move || choices.clone())
}
