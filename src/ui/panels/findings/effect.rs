//! What a fix would change, worked out on a copy of the design.

use leptos::prelude::*;

use crate::editor::preview::{Edit, PathEffect, Preview};
use crate::judge::Finding;
use crate::ui::workspace::Workspace;
use crate::wording;

/// The effect of the fix that is looked at.
#[component]
pub fn Effect(finding: StoredValue<Finding>, looked_at: RwSignal<usize>) -> impl IntoView {
    let workspace = Workspace::here();
    let preview = Memo::new(move |_| {
        let (analysis, options) = (workspace.analysis.get(), workspace.cost_options.get());
        let fix = finding.with_value(|finding| finding.fixes.get(looked_at.get()).cloned())?;
        let tried = workspace.with(|design| Preview::of(design, &analysis, &fix.command, &options));
        Some((fix.label, tried.map_err(|error| error.to_string())))
    });
    let subject = finding.with_value(|finding| finding.components.first().map(ToString::to_string)).unwrap_or_default();
    move || {
        preview.get().map(|(label, tried)| match tried {
            Err(why) => view! { <p class="refused">{format!("{label} is not possible: {why}.")}</p> }.into_any(),
            Ok(preview) => table(&label, &preview, &subject).into_any(),
        })
    }
}

fn table(label: &str, preview: &Preview, subject: &str) -> impl IntoView + use<> {
    let change = preview.cost_change();
    let cost_tone = if change.is_zero() {
        ""
    } else if change.is_sign_negative() {
        "ok"
    } else {
        "warn"
    };
    let edits = preview.edits.iter().map(|edit| edit_row(edit, subject)).collect_view();
    let several =
        preview.paths.iter().any(|effect| preview.paths.first().is_some_and(|first| first.path != effect.path));
    let paths = preview.paths.iter().map(|effect| path_row(effect, several)).collect_view();
    let (mended, brought) = preview.findings;
    let findings = match (mended, brought) {
        (0, 0) => None,
        (mended, 0) => Some((format!("{mended} fewer"), "ok")),
        (0, brought) => Some((format!("{brought} new"), "warn")),
        (mended, brought) => Some((format!("{mended} fewer, {brought} new"), "warn")),
    };
    view! {
        <table class="effect" aria-label=format!("What \u{201c}{label}\u{201d} would change")>
            <tbody>
                {edits}
                <tr>
                    <td>"monthly cost"</td>
                    <td class=format!("num {cost_tone}")>{wording::money_change(change)}</td>
                </tr>
                {paths}
                {findings
                    .map(|(text, tone)| {
                        view! {
                            <tr>
                                <td>"findings"</td>
                                <td class=format!("num {tone}")>{text}</td>
                            </tr>
                        }
                    })}
            </tbody>
        </table>
    }
}

fn edit_row(edit: &Edit, subject: &str) -> impl IntoView + use<> {
    let what = if edit.subject == subject { edit.what.clone() } else { format!("{} {}", edit.subject, edit.what) };
    let (before, after) = match (&edit.before, &edit.after) {
        (None, Some(after)) if after == "there" => (None, "added".to_owned()),
        (Some(before), None) if before == "there" => (None, "removed".to_owned()),
        (before, after) => (before.clone(), after.clone().unwrap_or_else(|| "not set".to_owned())),
    };
    view! {
        <tr>
            <td class="cut" title=what.clone()>{what.clone()}</td>
            <td class="num">
                {before.map(|before| view! { <s>{before}</s> " \u{2192} " })} <b>{after}</b>
            </td>
        </tr>
    }
}

fn path_row(effect: &PathEffect, several: bool) -> impl IntoView + use<> {
    let what = if several { format!("{}: {}", effect.path, effect.what) } else { effect.what.to_owned() };
    let tone = if effect.better { "num ok" } else { "num bad" };
    let text = if effect.before.is_empty() {
        effect.after.clone()
    } else {
        format!("{} \u{2192} {}", effect.before, effect.after)
    };
    view! {
        <tr>
            <td class="cut" title=what.clone()>{what.clone()}</td>
            <td class=tone>{text}</td>
        </tr>
    }
}
