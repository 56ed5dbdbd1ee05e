//! The inspector of several things at once.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::catalog;
use crate::ui::canvas::CanvasHandle;
use crate::ui::parts::icon::ServiceIcon;
use crate::ui::workspace::{Selection, Workspace};
use crate::wording;

/// What is selected, by type, and what can be done with all of it.
#[component]
pub fn ManyDetails() -> impl IntoView {
    let workspace = Workspace::here();
    let canvas: CanvasHandle = expect_context();
    let count = move || {
        workspace.selection.with(|selection| {
            let components = wording::count(selection.components.len(), "component", "components");
            match selection.connections.len() {
                0 => components,
                many => format!("{components} and {}", wording::count(many, "connection", "connections")),
            }
        })
    };
    let kinds = move || {
        workspace.drawn.track();
        let mut kinds: BTreeMap<String, Vec<crate::model::Id>> = BTreeMap::new();
        workspace.selection.with(|selection| {
            workspace.with(|design| {
                for id in &selection.components {
                    if let Some(component) = design.component(id) {
                        kinds.entry(component.kind.clone()).or_default().push(id.clone());
                    }
                }
            });
        });
        kinds
            .into_iter()
            .map(|(kind, ids)| {
                let text = format!("{} \u{d7} {}", ids.len(), catalog::find(&kind).name);
                view! {
                    <li>
                        <ServiceIcon service=catalog::find(&kind) size=20 />
                        <button
                            class="link"
                            type="button"
                            title="Select only these"
                            on:click=move |_| {
                                workspace
                                    .selection
                                    .set(Selection { components: ids.clone(), connections: Vec::new() });
                            }
                        >
                            {text}
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <section class="inspector" aria-label="Selection">
            <h2>{count}</h2>
            <ul class="kinds">{kinds}</ul>
            <footer class="row inspector-end">
                <button class="button" type="button" on:click=move |_| canvas.fit_selection()>
                    "Show"
                </button>
                <button class="button" type="button" on:click=move |_| canvas.duplicate_selection()>
                    "Duplicate"
                </button>
                <button class="button danger" type="button" on:click=move |_| canvas.delete_selection()>
                    "Delete"
                </button>
            </footer>
        </section>
    }
}
