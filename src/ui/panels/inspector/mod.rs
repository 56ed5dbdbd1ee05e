//! The inspector: the settings of what is selected. Every entry is one command, hence one undo step.

mod component;
mod connection;
mod design;
mod json_field;
mod many;
mod placement;
mod setting_field;

use leptos::prelude::*;

use crate::model::{ConnectionKey, Id};
use crate::ui::workspace::Workspace;

/// What the inspector is about.
#[derive(Clone, PartialEq, Debug)]
enum About {
    Design,
    Component(Id),
    Connection(ConnectionKey),
    Many,
}

/// The inspector.
#[component]
pub fn Inspector() -> impl IntoView {
    let workspace = Workspace::here();
    let about = Memo::new(move |_| {
        workspace.selection.with(|selection| {
            match (selection.components.as_slice(), selection.connections.as_slice()) {
                ([], []) => About::Design,
                ([one], []) => About::Component(one.clone()),
                ([], [one]) => About::Connection(one.clone()),
                _ => About::Many,
            }
        })
    });
    move || match about.get() {
        About::Design => view! { <design::DesignDetails /> }.into_any(),
        About::Component(id) => view! { <component::ComponentDetails id=id /> }.into_any(),
        About::Connection(key) => view! { <connection::ConnectionDetails key=key /> }.into_any(),
        About::Many => view! { <many::ManyDetails /> }.into_any(),
    }
}
