//! The findings: grouped by what is at their root, each with its reason, why it matters, and its fixes.

mod card;
mod effect;
mod ignored;

use leptos::prelude::*;

use card::Card;
use ignored::Ignored;

use crate::judge::{Finding, Severity, rules};
use crate::model::Id;
use crate::ui::shell::Shell;
use crate::ui::workspace::{Selection, Workspace};
use crate::wording;

/// One cause with its findings.
#[derive(Clone, PartialEq)]
struct Group {
    cause: String,
    findings: Vec<Finding>,
}

/// The findings panel.
#[component]
pub fn Findings() -> impl IntoView {
    let (workspace, shell) = (Workspace::here(), Shell::here());
    let groups = Memo::new(move |_| {
        let hidden = shell.hidden_severities.get();
        workspace.analysis.with(|analysis| {
            let mut groups: Vec<Group> = Vec::new();
            for finding in analysis.findings.iter().filter(|finding| !hidden.contains(&finding.severity)) {
                match groups.iter_mut().find(|group| group.cause == finding.cause) {
                    Some(group) => group.findings.push(finding.clone()),
                    None => groups.push(Group { cause: finding.cause.clone(), findings: vec![finding.clone()] }),
                }
            }
            groups
        })
    });
    view! {
        <section class="findings" aria-label="Findings">
            <div class="row filters" role="group" aria-label="Shown severities">
                {[Severity::Error, Severity::Warning, Severity::Advice]
                    .map(|severity| view! { <Filter severity=severity /> })
                    .collect_view()}
            </div>
            <For each=move || groups.get() key=|group| group_key(group) let(group)>
                <CauseGroup group=group />
            </For>
            <Show when=move || groups.with(Vec::is_empty)>
                <Nothing />
            </Show>
            <Passed />
            <Ignored />
        </section>
    }
}

/// The identity of a finding in the list: another message is another card.
fn key(finding: &Finding) -> String {
    let components: Vec<&str> = finding.components.iter().map(Id::as_str).collect();
    let fixes: Vec<&str> = finding.fixes.iter().map(|fix| fix.label.as_str()).collect();
    format!(
        "{}|{}|{}|{}|{}|{}",
        finding.rule,
        finding.cause,
        components.join(","),
        finding.severity.name(),
        finding.message,
        fixes.join("|")
    )
}

fn group_key(group: &Group) -> String {
    let keys: Vec<String> = group.findings.iter().map(key).collect();
    format!("{}\n{}", group.cause, keys.join("\n"))
}

/// How a severity is tinted.
fn tone(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "bad",
        Severity::Warning => "warn",
        Severity::Advice => "info",
    }
}

#[component]
fn Filter(severity: Severity) -> impl IntoView {
    let (workspace, shell) = (Workspace::here(), Shell::here());
    let count = Memo::new(move |_| {
        workspace.analysis.with(|analysis| analysis.findings.iter().filter(|f| f.severity == severity).count())
    });
    let shown = move || shell.hidden_severities.with(|hidden| !hidden.contains(&severity));
    let class = move || if count.get() > 0 { format!("filter {}", tone(severity)) } else { "filter".to_owned() };
    let text = move || match severity {
        Severity::Error => wording::count(count.get(), "error", "errors"),
        Severity::Warning => wording::count(count.get(), "warning", "warnings"),
        Severity::Advice => format!("{} advice", count.get()),
    };
    view! {
        <button
            class=class
            type="button"
            aria-pressed=move || shown().to_string()
            title="Show or hide"
            on:click=move |_| {
                shell
                    .hidden_severities
                    .update(|hidden| {
                        if hidden.contains(&severity) {
                            hidden.retain(|other| *other != severity);
                        } else {
                            hidden.push(severity);
                        }
                    });
            }
        >
            {text}
        </button>
    }
}

#[component]
fn CauseGroup(group: Group) -> impl IntoView {
    let workspace = Workspace::here();
    let cause = group.cause.clone();
    let component = workspace.with(|design| design.component(&cause).map(|c| (c.id.clone(), c.label().to_owned())));
    let count = group.findings.len();
    let heading = match component {
        Some((id, label)) => view! {
            <button class="link cut" type="button" title=cause on:click=move |_| bring(workspace, &id)>
                {label}
            </button>
        }
        .into_any(),
        // A zone, written with a slash in files: `us-east-1/a`.
        None => view! { <span class="cut">{zone_name(&cause)}</span> }.into_any(),
    };
    view! {
        <section class="cause">
            <h3 class="cause-name">
                {heading} <Show when=move || { count > 1 }><span class="muted">{count}</span></Show>
            </h3>
            <div class="cards">
                {group.findings.into_iter().map(|finding| view! { <Card finding=finding /> }).collect_view()}
            </div>
        </section>
    }
}

fn zone_name(cause: &str) -> String {
    match cause.split_once('/') {
        Some((region, zone)) => format!("zone {region}{zone}"),
        None if cause.is_empty() => "the design".to_owned(),
        None => cause.to_owned(),
    }
}

/// Selects a component and brings it into view.
fn bring(workspace: Workspace, id: &Id) {
    workspace.selection.set(Selection::one(id.clone()));
    workspace.bring_into_view.set(Some(id.clone()));
}

#[component]
fn Nothing() -> impl IntoView {
    let (workspace, shell) = (Workspace::here(), Shell::here());
    let text = move || {
        workspace.drawn.track();
        if workspace.with(|design| design.components.is_empty()) {
            "Nothing is drawn yet. Findings appear as you draw, each with its reason and, where possible, its fix."
        } else if workspace.analysis.with(|analysis| !analysis.findings.is_empty())
            && shell.hidden_severities.with(|hidden| !hidden.is_empty())
        {
            "What there is to say is hidden by the filter above."
        } else {
            "Nothing to mend: no rule finds fault with this design."
        }
    };
    view! { <p class="hint empty">{text}</p> }
}

/// How many rules find nothing.
#[component]
fn Passed() -> impl IntoView {
    let workspace = Workspace::here();
    let text = move || {
        workspace.analysis.with(|analysis| {
            let all = rules::all().len();
            let failed = rules::all()
                .iter()
                .filter(|rule| analysis.findings.iter().any(|finding| finding.rule == rule.id))
                .count();
            format!("{} of {all} rules find nothing.", all - failed)
        })
    };
    view! { <p class="hint">{text}</p> }
}
