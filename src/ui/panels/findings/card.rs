//! One finding: reason, fixes with what they would change, and what there is to learn from it.

use leptos::prelude::*;

use super::effect::Effect as FixEffect;
use super::{bring, key, tone};
use crate::judge::Finding;
use crate::model::{Command, Suppression};
use crate::ui::platform::maker::{self, Maker};
use crate::ui::shell::Shell;
use crate::ui::workspace::{Selection, Workspace};

/// A finding's card.
#[component]
pub fn Card(finding: Finding) -> impl IntoView {
    let (workspace, shell) = (Workspace::here(), Shell::here());
    let card = StoredValue::new(key(&finding));
    let open = Memo::new(move |_| shell.open_finding.with(|open| card.with_value(|card| open.as_ref() == Some(card))));
    let toggle = move || {
        shell.open_finding.set(if open.get_untracked() { None } else { Some(card.get_value()) });
    };
    let kept = StoredValue::new(finding.clone());
    // A click anywhere selects what the finding is about, and centres its subject.
    let show = move |_| {
        kept.with_value(|finding| {
            if let Some(id) = finding.components.first() {
                bring(workspace, id);
            }
            workspace
                .selection
                .set(Selection { components: finding.components.clone(), connections: finding.connections.clone() });
        });
    };
    let subject = finding.components.first().map(|id| {
        workspace.with(|design| design.component(id).map_or_else(|| id.to_string(), |c| c.label().to_owned()))
    });
    let severity = finding.severity;
    let looked_at = RwSignal::new(0_usize);
    let fixes = finding
        .fixes
        .iter()
        .enumerate()
        .map(|(index, fix)| {
            let (command, label) = (StoredValue::new(fix.command.clone()), fix.label.clone());
            view! {
                <button
                    class="button"
                    class:primary=index == 0
                    type="button"
                    title=label.clone()
                    on:pointerenter=move |_| looked_at.set(index)
                    on:focus=move |_| looked_at.set(index)
                    on:click=move |event| {
                        event.stop_propagation();
                        command.with_value(|command| workspace.run(command));
                    }
                >
                    <span class="cut">{label.clone()}</span>
                </button>
            }
        })
        .collect_view();
    let has_fixes = !finding.fixes.is_empty();
    let expanded = move || open.get().to_string();
    view! {
        <article
            class=format!("card finding {}", tone(severity))
            class:open=move || open.get()
            data-rule=finding.rule
            data-severity=severity.name()
            aria-label=format!("{} {}: {}", severity.name(), finding.rule, finding.title)
            on:click=show
        >
            <header class="finding-head">
                <span class=format!("pill {}", tone(severity))>{format!("{} \u{b7} {}", severity.name(), finding.rule)}</span>
                <span class="muted cut" title=subject.clone()>{subject.clone()}</span>
            </header>
            <h4>{finding.title}</h4>
            <p class="message">{finding.message.clone()}</p>
            <Show when=move || open.get() && has_fixes>
                <FixEffect finding=kept looked_at=looked_at />
            </Show>
            <div class="row fixes">
                {fixes}
                <button
                    class="button"
                    type="button"
                    aria-expanded=expanded
                    on:click=move |event| {
                        event.stop_propagation();
                        toggle();
                    }
                >
                    {move || match (open.get(), has_fixes) {
                        (true, _) => "Less",
                        (false, true) => "Preview and why",
                        (false, false) => "Why it matters",
                    }}
                </button>
            </div>
            <Show when=move || open.get()>
                <Teaching rule=kept.with_value(|finding| finding.rule) />
            </Show>
            <Show when=move || open.get()>
                <Ignore finding=kept />
            </Show>
        </article>
    }
}

/// What there is to learn: why, how it is mended in general, and a few sentences.
#[component]
fn Teaching(rule: &'static str) -> impl IntoView {
    let workspace = Workspace::here();
    move || {
        let state = workspace.maker.get();
        match maker::lesson(rule) {
            Some(lesson) => view! {
                <dl class="teaching">
                    <dt>"Why it matters"</dt>
                    <dd>{lesson.why}</dd>
                    <dt>"How to mend it"</dt>
                    <dd>{lesson.fix}</dd>
                    <dt>"To learn from it"</dt>
                    <dd>{lesson.note}</dd>
                    <dt>"Source"</dt>
                    <dd class="muted">{lesson.source}</dd>
                </dl>
            }
            .into_any(),
            None => {
                let excuse = match state {
                    Maker::Loading => "This is being loaded \u{2026}",
                    _ => "This could not be loaded. Save the design, then reload the page.",
                };
                view! { <p class="hint">{excuse}</p> }.into_any()
            }
        }
    }
}

/// Ignores the finding, for a reason that is kept in the design.
#[component]
fn Ignore(finding: StoredValue<Finding>) -> impl IntoView {
    let workspace = Workspace::here();
    let reason = RwSignal::new(String::new());
    let ignore = move || {
        let reason = reason.get_untracked().trim().to_owned();
        if reason.is_empty() {
            return;
        }
        let mut header = workspace.with(|design| design.header.clone());
        let (rule, component) =
            finding.with_value(|finding| (finding.rule.to_owned(), finding.components.first().cloned()));
        header.suppress.push(Suppression { rule: rule.clone(), component, reason });
        workspace.run(&Command::Batch { label: format!("Ignore {rule}"), commands: vec![Command::SetHeader(header)] });
    };
    view! {
        <form
            class="row ignore"
            on:click=|event| event.stop_propagation()
            on:submit=move |event| {
                event.prevent_default();
                ignore();
            }
        >
            <input
                class="input"
                aria-label="Reason to ignore this finding"
                placeholder="Ignore it, because \u{2026}"
                prop:value=move || reason.get()
                on:input=move |event| reason.set(event_target_value(&event))
            />
            <button class="button" type="submit" disabled=move || reason.with(|reason| reason.trim().is_empty())>
                "Ignore"
            </button>
        </form>
    }
}
