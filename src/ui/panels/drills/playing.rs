//! The failure that is being played: what it does to every path, and what happens when.

use leptos::prelude::*;

use super::{path_title, sentence, tone};
use crate::judge::{Event, Failure, UnitStatus};
use crate::system::System;
use crate::ui::parts::Pill;
use crate::ui::workspace::{Selection, Workspace};
use crate::wording;

/// The card of the failure that is being played.
#[component]
pub fn Playing() -> impl IntoView {
    let workspace = Workspace::here();
    let names = Memo::new(move |_| {
        workspace.revision.track();
        workspace.failures.with(|failures| {
            workspace.with(|design| {
                let system = System::of(design);
                failures.iter().map(|failure| wording::failure(&system, failure)).collect::<Vec<_>>()
            })
        })
    });
    let dismiss = move |index: usize| {
        workspace.failures.update(|failures| {
            if index < failures.len() {
                failures.remove(index);
            }
        });
    };
    let paths = move || {
        let Some(simulation) = workspace.simulation.get() else { return Vec::new() };
        let analysis = workspace.analysis.get();
        workspace.with(|design| {
            let title = |name: &str| {
                let path = analysis.verdicts.paths.iter().find(|path| path.name == name);
                path.map_or_else(|| name.to_owned(), |path| path_title(design, path))
            };
            let paths = simulation.paths.iter();
            paths
                .map(|drill| (drill.path.to_string(), title(&drill.path), drill.outcome, sentence(design, drill)))
                .collect()
        })
    };
    view! {
        <Show
            when=move || !names.with(Vec::is_empty)
            fallback=|| view! { <p class="hint">"What if this fails? Choose a failure below, or a zone's header on the canvas."</p> }
        >
            <div class="card playing" data-playing="true">
                <div class="row">
                    <span class="failed">{move || {
                        names
                            .get()
                            .into_iter()
                            .enumerate()
                            .map(|(index, name)| {
                                let title = format!("End: {name}");
                                view! {
                                    <button class="pill bad" type="button" title=title on:click=move |_| dismiss(index)>
                                        {format!("{name} is down")}
                                        <span aria-hidden="true">" \u{d7}"</span>
                                    </button>
                                }
                            })
                            .collect_view()
                    }}</span>
                    <button class="button small" type="button" aria-label="End the drill" on:click=move |_| workspace.failures.set(Vec::new())> "End"
                    </button>
                </div>
                {move || {
                    paths()
                        .into_iter()
                        .map(|(path, title, outcome, text)| {
                            view! {
                                <div class="path-outcome" data-path=path.clone()>
                                    <h4>
                                        <span class="cut" title=title.clone()>{title.clone()}</span>
                                        " "
                                        <Pill tone=tone(outcome) text=outcome.name().to_owned() />
                                    </h4>
                                    <p class="message">{text}</p>
                                </div>
                            }
                        })
                        .collect_view()
                }}
            </div>
            <WhatHappens />
            <LostUnits />
        </Show>
    }
}

/// What happens after the failure, in the order of time.
#[component]
fn WhatHappens() -> impl IntoView {
    let workspace = Workspace::here();
    let events = Memo::new(move |_| {
        workspace.simulation.with(|simulation| simulation.as_ref().map(|s| s.events.clone()).unwrap_or_default())
    });
    let row = move |event: Event| {
        let component = event.component.clone();
        view! {
            <tr>
                <td>
                    <button
                        class="link plain"
                        type="button"
                        on:click=move |_| workspace.selection.set(Selection::one(component.clone()))
                    >
                        {event.what}
                    </button>
                </td>
                <td class="num">{wording::span(event.after, "not by itself")}</td>
            </tr>
        }
    };
    view! {
        <Show when=move || !events.with(Vec::is_empty)>
            <table class="events">
                <thead>
                    <tr>
                        <th scope="col">"What happens"</th>
                        <th scope="col" class="num">
                            "after"
                        </th>
                    </tr>
                </thead>
                <tbody>{move || events.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </Show>
    }
}

/// What is lost or cut off, in words: the picture's hatching for those who do not see it.
#[component]
fn LostUnits() -> impl IntoView {
    let workspace = Workspace::here();
    let text = move || {
        let simulation = workspace.simulation.get()?;
        let (mut lost, mut cut) = (Vec::new(), Vec::new());
        workspace.with(|design| {
            for (id, state) in &simulation.components {
                let label = design.component(id).map_or(id.as_str(), |component| component.label());
                let count = |status| state.units.iter().filter(|unit| unit.status == status).count();
                // Started ones were not there before.
                let (gone, all) = (count(UnitStatus::Lost), state.units.len() - count(UnitStatus::Starting));
                if gone > 0 {
                    lost.push(if all > 1 { format!("{gone} of {all} units of {label}") } else { label.to_owned() });
                }
                if count(UnitStatus::Cut) > 0 {
                    cut.push(label.to_owned());
                }
            }
        });
        let lost = (!lost.is_empty()).then(|| format!("Lost: {}.", wording::list(&lost)));
        let cut = (!cut.is_empty()).then(|| format!("Alive, but cut off: {}.", wording::list(&cut)));
        let parts: Vec<String> = lost.into_iter().chain(cut).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    view! { {move || text().map(|text| view! { <p class="hint">{text}</p> })} }
}

/// Plays one failure alone, or ends it when it is the one that is being played.
pub fn play(workspace: Workspace, failure: &Failure) {
    let now = workspace.failures.get_untracked();
    let alone = now.len() == 1 && now.first() == Some(failure);
    workspace.failures.set(if alone { Vec::new() } else { vec![failure.clone()] });
}
