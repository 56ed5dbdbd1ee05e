//! Findings that the author ignores, with the reasons: out of the way, not out of sight.

use leptos::prelude::*;

use crate::judge::Finding;
use crate::model::Command;
use crate::ui::workspace::Workspace;

/// The ignored findings.
#[component]
pub fn Ignored() -> impl IntoView {
    let workspace = Workspace::here();
    let ignored = Memo::new(move |_| workspace.analysis.with(|analysis| analysis.suppressed.clone()));
    let again = move |finding: &Finding| {
        let mut header = workspace.with(|design| design.header.clone());
        header.suppress.retain(|suppression| {
            suppression.rule != finding.rule
                || suppression.component.as_ref().is_some_and(|id| !finding.components.contains(id))
        });
        let label = format!("Count {} again", finding.rule);
        workspace.run(&Command::Batch { label, commands: vec![Command::SetHeader(header)] });
    };
    let row = move |(finding, reason): (Finding, String)| {
        let subject = finding.components.first().map(ToString::to_string).unwrap_or_default();
        view! {
            <li>
                <b>{format!("{} {subject}", finding.rule)}</b>
                {format!(" {}: {reason} ", finding.title)}
                <button class="link" type="button" on:click=move |_| again(&finding)>
                    "Count again"
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || ignored.with(|ignored| !ignored.is_empty())>
            <details class="more">
                <summary>{move || format!("{} ignored, with reasons", ignored.with(Vec::len))}</summary>
                <ul class="ignored">{move || ignored.get().into_iter().map(row).collect_view()}</ul>
            </details>
        </Show>
    }
}
