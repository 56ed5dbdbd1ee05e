//! Every drill: each failure against the paths. A row plays its failure.

use leptos::prelude::*;

use super::playing::play;
use super::{path_title, tone};
use crate::judge::{Drill, Failure, Outcome, Seconds};
use crate::system::System;
use crate::ui::parts::{Glyph, GlyphName, Pill};
use crate::ui::workspace::Workspace;
use crate::wording;

/// A failure and what it does at worst.
#[derive(Clone, PartialEq)]
struct Row {
    failure: Failure,
    name: String,
    outcome: Outcome,
    rto: Seconds,
    rpo: Seconds,
}

/// The table of all drills.
#[component]
pub fn AllDrills() -> impl IntoView {
    let workspace = Workspace::here();
    // Empty = every path, the worst of each failure.
    let path = RwSignal::new(String::new());
    let paths = Memo::new(move |_| {
        workspace.analysis.with(|analysis| {
            let paths = analysis.verdicts.paths.iter();
            workspace.with(|design| paths.map(|path| (path.name.clone(), path_title(design, path))).collect::<Vec<_>>())
        })
    });
    let rows = Memo::new(move |_| {
        let chosen = path.get();
        let chosen =
            if paths.with(|paths| paths.iter().any(|(name, _)| *name == chosen)) { chosen } else { String::new() };
        workspace.analysis.with(|analysis| {
            workspace.with(|design| {
                let system = System::of(design);
                let drills =
                    analysis.verdicts.drills.iter().filter(|drill| chosen.is_empty() || *drill.path == *chosen);
                // With one region, naming it in every row says nothing.
                let alone = system.regions().len() == 1;
                worst_by_failure(drills, |failure| match failure {
                    Failure::Zone { zone, .. } if alone => format!("zone {zone}"),
                    Failure::Region { .. } if alone => "the region".to_owned(),
                    _ => wording::failure(&system, failure),
                })
            })
        })
    });
    view! {
        <div class="card drill-table">
            <header class="row">
                <h3>"All drills"</h3>
                <span class="grow"></span>
                <Show when=move || { paths.with(Vec::len) > 1 }>
                    <select
                        class="input short"
                        aria-label="Path"
                        on:change=move |event| path.set(event_target_value(&event))
                    >
                        <option value="">"worst of all paths"</option>
                        {move || {
                            paths
                                .get()
                                .into_iter()
                                .map(|(name, title)| {
                                    let selected = path.get_untracked() == name;
                                    view! { <option value=name.clone() selected=selected>{title}</option> }
                                })
                                .collect_view()
                        }}
                    </select>
                </Show>
            </header>
            <Show
                when=move || !rows.with(Vec::is_empty)
                fallback=|| {
                    view! {
                        <p class="hint">
                            "No entry path yet: connect users, or another caller, to what serves them."
                        </p>
                    }
                }
            >
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"failure"</th>
                            <th scope="col">"effect"</th>
                            <th scope="col" class="num" title="Recovery time">
                                "RTO"
                            </th>
                            <th scope="col" class="num" title="Data lost, as a span of time">
                                "RPO"
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || rows.get() key=|row| format!("{:?}{:?}{:?}{:?}", row.failure, row.outcome, row.rto, row.rpo) let(row)>
                            <DrillRow row=row />
                        </For>
                    </tbody>
                </table>
            </Show>
        </div>
    }
}

/// The worst drill of each failure, in the order in which the failures first appear.
fn worst_by_failure<'a>(drills: impl Iterator<Item = &'a Drill>, name: impl Fn(&Failure) -> String) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for drill in drills {
        match rows.iter_mut().find(|row| row.failure == drill.failure) {
            Some(row) => {
                row.outcome = row.outcome.max(drill.outcome);
                row.rto = longer(row.rto, drill.rto);
                row.rpo = longer(row.rpo, drill.rpo);
            }
            None => rows.push(Row {
                failure: drill.failure.clone(),
                name: name(&drill.failure),
                outcome: drill.outcome,
                rto: drill.rto,
                rpo: drill.rpo,
            }),
        }
    }
    rows
}

/// The longer of two spans; one without an end is the longest.
fn longer(a: Seconds, b: Seconds) -> Seconds {
    let (a, b) = (a?, b?);
    Some(if a.1 >= b.1 { a } else { b })
}

#[component]
fn DrillRow(row: Row) -> impl IntoView {
    let workspace = Workspace::here();
    let failure = StoredValue::new(row.failure.clone());
    let playing = Memo::new(move |_| {
        workspace.failures.with(|failures| failure.with_value(|failure| failures.contains(failure)))
    });
    let glyph = move || {
        let name = if playing.get() { GlyphName::Stop } else { GlyphName::Play };
        view! { <Glyph name=name /> }
    };
    let text = match row.rto {
        Some((_, 0)) => "0".to_owned(),
        rto => wording::span(rto, "\u{2013}"),
    };
    let lost = match (row.outcome, row.rpo) {
        (_, Some((_, 0))) => "0".to_owned(),
        (_, None) => "all".to_owned(),
        (_, rpo) => wording::span(rpo, "all"),
    };
    view! {
        <tr class:playing=move || playing.get()>
            <td>
                <button
                    class="drill"
                    type="button"
                    aria-pressed=move || playing.get().to_string()
                    title=format!("Play: {}", row.name)
                    on:click=move |_| failure.with_value(|failure| play(workspace, failure))
                >
                    {glyph}
                    <span>{row.name.clone()}</span>
                </button>
            </td>
            <td>
                <Pill tone=tone(row.outcome) text=row.outcome.name().to_owned() />
            </td>
            <td class="num">{text}</td>
            <td class="num">{lost}</td>
        </tr>
    }
}
