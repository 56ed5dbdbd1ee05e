//! The inspector of one connection.

use leptos::prelude::*;

use super::json_field::JsonField;
use super::setting_field::pairs;
use crate::catalog::{self, Settings};
use crate::editor::entry;
use crate::model::{Command, Connection, ConnectionKey, ConnectionKind, Dependency, Value, Values};
use crate::ui::canvas::CanvasHandle;
use crate::ui::parts::{ChoiceField, SwitchField, TextField};
use crate::ui::workspace::{Selection, Workspace};

/// Protocols that people connect by.
const PROTOCOLS: [&str; 8] = ["HTTPS", "HTTP", "TCP", "TLS", "UDP", "NFS", "MySQL", "PostgreSQL"];

/// Everything about one connection.
#[component]
pub fn ConnectionDetails(key: ConnectionKey) -> impl IntoView {
    let workspace = Workspace::here();
    let canvas: CanvasHandle = expect_context();
    let of = StoredValue::new(key.clone());
    let get = move || workspace.with(|design| of.with_value(|key| design.connections.get(key).cloned()));
    let Some(now) = get() else { return ().into_any() };
    let edit = move |change: &dyn Fn(&mut Connection)| {
        let Some(mut connection) = get() else { return Ok(()) };
        change(&mut connection);
        workspace.attempt(&Command::SetConnection(connection))
    };
    let text = move |read: fn(&Connection) -> Option<String>| {
        workspace
            .watch(move |design| of.with_value(|key| design.connections.get(key).and_then(read)).unwrap_or_default())
    };
    let setting = move |name: &'static str| {
        workspace.watch(move |design| {
            of.with_value(|key| design.connections.get(key).and_then(|c| c.settings.get(name)).map(entry::show))
                .unwrap_or_default()
        })
    };
    // The ends, what the head offers and what holds by default.
    let ends = workspace.watch(move |design| {
        of.with_value(|key| {
            let end = |id| design.component(id).map_or_else(String::new, |component| component.label().to_owned());
            (end(&key.from), end(&key.to))
        })
    });
    let kinds = workspace.with(|design| {
        let kind = |id| design.component(id).map_or("", |component| component.kind.as_str());
        catalog::kinds_between(kind(&key.from), kind(&key.to))
    });
    let kinds = if kinds.is_empty() { ConnectionKind::ALL.to_vec() } else { kinds };
    let legal = kinds.contains(&now.kind);
    let offer = workspace.watch(move |design| {
        of.with_value(|key| {
            design.component(&key.to).map(|head| {
                let service = catalog::find(&head.kind);
                let offer = (service.offer)(&Settings::new(&head.settings, service.settings));
                let port = if offer.port == 0 { String::new() } else { offer.port.to_string() };
                (offer.protocol.to_owned(), port)
            })
        })
        .unwrap_or_default()
    });
    let default_strength = workspace.watch(move |design| {
        of.with_value(|key| {
            let (connection, head) = (design.connections.get(key)?, design.component(&key.to)?);
            let service = catalog::find(&head.kind);
            catalog::default_strength(connection.kind, service, &Settings::new(&head.settings, service.settings))
        })
    });
    let kind_choices = Signal::derive(move || {
        kinds.iter().map(|kind| (kind.name().to_owned(), meaning(*kind).to_owned())).collect::<Vec<_>>()
    });
    let dependency_choices = Signal::derive(move || {
        let default = default_strength.get().map_or("not a dependency", Dependency::name);
        let mut choices = vec![(String::new(), format!("{default} (default)"))];
        choices.extend(
            pairs(&[
                ("hard", "hard: no answer without it"),
                ("soft", "soft: a worse answer without it"),
                ("startup", "startup: only to start a unit"),
            ])
            .get(),
        );
        choices
    });
    let kind = text(|connection| Some(connection.kind.name().to_owned()));
    let dependency = text(|connection| connection.dependency.map(|dependency| dependency.name().to_owned()));
    let (label, group) = (text(|connection| connection.label.clone()), text(|connection| connection.group.clone()));
    let primary = workspace.watch(move |design| {
        of.with_value(|key| design.connections.get(key).is_some_and(|connection| connection.primary))
    });
    let filled = |typed: &str| Some(typed.trim().to_owned()).filter(|text| !text.is_empty());
    let write_kind = Callback::new(move |chosen: String| {
        edit(&|connection| connection.kind = ConnectionKind::from_name(&chosen).unwrap_or(connection.kind))
    });
    let write_dependency =
        Callback::new(move |chosen: String| edit(&|connection| connection.dependency = Dependency::from_name(&chosen)));
    let write_label = Callback::new(move |typed: String| edit(&|connection| connection.label = filled(&typed)));
    let write_group = Callback::new(move |typed: String| edit(&|connection| connection.group = filled(&typed)));
    let write_primary = Callback::new(move |on: bool| {
        // A switch of a connection that is there cannot be refused.
        let _ = edit(&|connection| connection.primary = on);
    });
    let write_protocol = Callback::new(move |typed: String| {
        edit(&|connection| put(&mut connection.settings, "protocol", filled(&typed).map(Value::from)))
    });
    let write_port = Callback::new(move |typed: String| {
        let port = match typed.trim() {
            "" => None,
            typed => match typed.parse::<u16>() {
                Ok(port) if port > 0 => Some(Value::from(port)),
                _ => return Err("This takes a port from 1 to 65535.".to_owned()),
            },
        };
        edit(&|connection| put(&mut connection.settings, "port", port.clone()))
    });
    let others = workspace.watch(move |design| {
        let settings =
            of.with_value(|key| design.connections.get(key).map(|connection| connection.settings.clone()))?;
        let others: Values = settings.into_iter().filter(|(name, _)| name != "protocol" && name != "port").collect();
        (!others.is_empty()).then_some(Value::Object(others))
    });
    let write_others = Callback::new(move |typed: String| {
        let after = entry::read_object(&typed)?;
        edit(&|connection| {
            connection.settings.retain(|name, _| name == "protocol" || name == "port");
            connection.settings.extend(after.clone());
        })
    });
    let select = move |id| workspace.selection.set(Selection::one(id));
    let (from, to) = (StoredValue::new(key.from.clone()), StoredValue::new(key.to.clone()));
    view! {
        <section class="inspector" aria-label="Connection">
            <header class="about">
                <div class="about-text">
                    <h2 class="ends">
                        <button class="link cut" type="button" on:click=move |_| select(from.get_value())>
                            {move || ends.get().0}
                        </button>
                        <span aria-label="to">" \u{2192} "</span>
                        <button class="link cut" type="button" on:click=move |_| select(to.get_value())>
                            {move || ends.get().1}
                        </button>
                    </h2>
                    <p class="muted">"Connection"</p>
                </div>
            </header>
            {(!legal).then(|| view! { <p class="note warn">"These two are not connected like this on AWS."</p> })}
            <ChoiceField label="Kind" id="kind" name="kind" value=kind choices=kind_choices write=write_kind />
            <ChoiceField
                label="Dependency" id="dependency" name="dependency" value=dependency choices=dependency_choices
                write=write_dependency help="What the caller can do when the other end is gone."
            />
            <TextField
                label="Protocol" id="protocol" name="protocol" value=setting("protocol")
                placeholder=Signal::derive(move || offer.get().0) write=write_protocol
                suggestions=PROTOCOLS.map(str::to_owned).to_vec()
            />
            <TextField
                label="Port" id="port" name="port" value=setting("port") numeric=true
                placeholder=Signal::derive(move || offer.get().1) write=write_port
            />
            <TextField label="Label" id="label" name="label" value=label write=write_label />
            <TextField
                label="Group" id="group" name="group" value=group write=write_group
                help="Connections of one component with the same group are alternatives: origins, targets, failover records."
            />
            <SwitchField
                label="First choice" id="primary" name="primary" value=primary write=write_primary
                help="Among the alternatives of its group."
            />
            <details class="more" open=others.with_untracked(Option::is_some)>
                <summary>"Further settings as JSON"</summary>
                <JsonField
                    label="Further settings" id="connection-settings" name="settings" value=others write=write_others
                    help="health_check, path_patterns, routes, actions, and the like."
                />
            </details>
            <footer class="row inspector-end">
                <button class="button danger" type="button" on:click=move |_| canvas.delete_selection()>
                    "Delete"
                </button>
            </footer>
        </section>
    }
    .into_any()
}

fn meaning(kind: ConnectionKind) -> &'static str {
    match kind {
        ConnectionKind::Request => "request: a call that waits for the answer",
        ConnectionKind::Data => "data: reads or writes state",
        ConnectionKind::Event => "event: delivered later",
        ConnectionKind::Replication => "replication: a copy in the background",
        ConnectionKind::Management => "management: attachment, monitoring, control",
        ConnectionKind::Host => "host: tasks that run on instances",
        ConnectionKind::Egress => "egress: the way out to the internet",
    }
}

fn put(settings: &mut Values, name: &str, value: Option<Value>) {
    match value {
        Some(value) => {
            settings.insert(name.to_owned(), value);
        }
        None => {
            settings.remove(name);
        }
    }
}
