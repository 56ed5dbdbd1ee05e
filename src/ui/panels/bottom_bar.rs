//! The bottom bar: cost, availability and findings, always visible and never wrong about what is missing.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::judge::{PathVerdict, Severity};
use crate::ui::platform::maker::Maker;
use crate::ui::workspace::{Tab, Workspace};
use crate::wording;

/// The bottom bar.
#[component]
pub fn BottomBar() -> impl IntoView {
    let workspace = Workspace::here();
    let analysis = workspace.analysis;
    let cost = move || {
        analysis.with(|analysis| {
            let (total, complete) = (analysis.estimate.total, analysis.estimate.complete);
            let (min, max) = (wording::money(total.min), wording::money(total.max));
            let range = (min != max).then(|| format!(" ({min}\u{2013}{max})"));
            let short = (!complete).then_some(" or more: incomplete");
            view! {
                <b>{wording::money(total.expected)}</b>
                {range}
                {short}
            }
        })
    };
    let availability = move || {
        analysis.with(|analysis| match worst(&analysis.verdicts.paths) {
            None => view! { <b>"\u{2013}"</b> " no entry path yet" }.into_any(),
            Some(path) if path.broken => {
                view! { <b class="bad">"none"</b> {format!(" {} does not serve", path.name)} }.into_any()
            }
            Some(path) => {
                let bound = if path.availability.is_exact() { "" } else { "at least " };
                let title = format!("The worst path: {}", path.name);
                view! {
                    <span title=title>
                        {bound} <b>{wording::availability(path.availability.unavailability)}</b> " "
                        {wording::downtime(path.availability.downtime_minutes_per_year())}
                    </span>
                }
                .into_any()
            }
        })
    };
    let findings = move || {
        analysis.with(|analysis| {
            let count = |severity| analysis.findings.iter().filter(|finding| finding.severity == severity).count();
            let (errors, warnings, advice) =
                (count(Severity::Error), count(Severity::Warning), count(Severity::Advice));
            let error_tone = if errors > 0 { "bad" } else { "ok" };
            let warning_tone = if warnings > 0 { "warn" } else { "" };
            view! {
                <b class=error_tone>{wording::count(errors, "error", "errors")}</b>
                " \u{b7} "
                <b class=warning_tone>{wording::count(warnings, "warning", "warnings")}</b>
                {format!(" \u{b7} {advice} advice")}
            }
        })
    };
    view! {
        <footer class="status">
            <Figure name="Monthly cost" tab=Tab::Cost>{cost}</Figure>
            <Figure name="Availability" tab=Tab::Drills>{availability}</Figure>
            <Figure name="Findings" tab=Tab::Findings>{findings}</Figure>
            <span class="grow"></span>
            <LeftOut />
        </footer>
    }
}

/// The path with the lowest availability; one that does not serve at all comes first.
fn worst(paths: &[PathVerdict]) -> Option<&PathVerdict> {
    paths.iter().min_by(|a, b| b.broken.cmp(&a.broken).then_with(|| a.availability.low.total_cmp(&b.availability.low)))
}

#[component]
fn Figure(name: &'static str, tab: Tab, children: Children) -> impl IntoView {
    let workspace = Workspace::here();
    view! {
        <div class="figure" role="status" aria-label=name>
            <button type="button" on:click=move |_| workspace.show(tab)>
                <span class="figure-name">{name}</span>
                " "
                {children()}
            </button>
        </div>
    }
}

/// Whether anything drawn is missing from price or Terraform, by name.
#[component]
fn LeftOut() -> impl IntoView {
    let workspace = Workspace::here();
    // By component, each once, with what it is missing from.
    let left_out = Memo::new(move |_| {
        let mut missing: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut add = |whose: String, what: String| missing.entry(whose).or_default().push(what);
        workspace.analysis.with(|analysis| {
            for entry in analysis.estimate.not_counted.iter().filter(|entry| entry.incomplete) {
                let whose = entry.component.as_ref().map_or("the design".to_owned(), ToString::to_string);
                add(whose, format!("{} not priced: {}", entry.what, entry.why));
            }
        });
        workspace.export.with(|export| {
            for entry in &export.not_exported {
                add(entry.component.to_string(), format!("not exported: {}", entry.why));
            }
        });
        missing.into_iter().map(|(whose, what)| format!("{whose}: {}", what.join("; "))).collect::<Vec<_>>()
    });
    let total = Memo::new(move |_| {
        workspace.drawn.track();
        workspace.with(|design| design.components.len())
    });
    view! {
        <p class="left-out" title=move || left_out.with(|list| list.join("\n"))>
            {move || wording::count(total.get(), "component", "components")} " \u{b7} "
            {move || match left_out.with(Vec::len) {
                _ if workspace.maker.get() != Maker::Ready => {
                    workspace.maker.get().excuse().unwrap_or_default().to_owned()
                }
                0 => "nothing left out of price or Terraform".to_owned(),
                many => format!("{many} left out of price or Terraform"),
            }}
        </p>
    }
}
