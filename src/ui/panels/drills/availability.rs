//! The availability of every path as a worked sum, with where each figure is from.

use leptos::prelude::*;

use super::path_title;
use crate::judge::{AvailabilityStep, PathVerdict};
use crate::model::Design;
use crate::ui::workspace::Workspace;
use crate::wording;

/// The paths and their availability.
#[component]
pub fn Paths() -> impl IntoView {
    let workspace = Workspace::here();
    let paths = Memo::new(move |_| workspace.analysis.with(|analysis| analysis.verdicts.paths.clone()));
    let target = workspace.watch(|design| design.header.requirements.availability_target);
    let cards = move || {
        let target = target.get();
        paths
            .get()
            .into_iter()
            .map(|path| workspace.with(|design| path_card(design, &path, target).into_any()))
            .collect_view()
    };
    view! {
        <Show when=move || !paths.with(Vec::is_empty)>
            <h3 class="heading">"Availability, worked out"</h3>
            <div class="cards">{cards}</div>
            <p class="hint">
                "The figures are planning values: a service level agreement promises a refund, not that the service is up."
            </p>
        </Show>
    }
}

fn names(design: &Design, ids: &[crate::model::Id]) -> String {
    let labels: Vec<&str> =
        ids.iter().map(|id| design.component(id).map_or(id.as_str(), |component| component.label())).collect();
    wording::list(&labels)
}

fn path_card(design: &Design, path: &PathVerdict, target: Option<f64>) -> impl IntoView + use<> {
    let availability = &path.availability;
    let title = path_title(design, path);
    let broken = path.broken.then(|| match names(design, &path.broken_because) {
        names if names.is_empty() => "It does not serve even when nothing fails.".to_owned(),
        names => format!("It does not serve even when nothing fails, because of {names}."),
    });
    let goal = target.filter(|_| !path.broken).map(|target| {
        let met = availability.low >= target;
        let text =
            format!("{} the goal of {}", if met { "meets" } else { "misses" }, wording::availability(1.0 - target));
        (text, if met { "ok" } else { "bad" })
    });
    let bounds = availability.bounded_because.clone().map(|why| {
        format!(
            "Between {} and {}: {why}.",
            wording::availability(1.0 - availability.low),
            wording::availability(1.0 - availability.high)
        )
    });
    let lost_with = |what: &str, names: String| (!names.is_empty()).then(|| format!("{what}: {names}."));
    let zones: Vec<String> = path.spof_zones.iter().map(|(region, zone)| format!("{region}{zone}")).collect();
    let alone = lost_with("Fails with one unit of", names(design, &path.spof_instance));
    let zone_loss = lost_with("Fails with zone", wording::list(&zones));
    let not_judged = lost_with("Counted as always up, because not judged yet", names(design, &path.not_judged));
    let steps: Vec<_> = availability.steps.iter().map(|step| step_row(design, step).into_any()).collect();
    let total = wording::availability(availability.unavailability);
    view! {
        <article class="card path" data-path=path.name.clone()>
            <h4 class="cut" title=title.clone()>{title.clone()}</h4>
            {match broken {
                Some(text) => view! { <p class="bad">{text}</p> }.into_any(),
                None => {
                    view! {
                        <p>
                            <b>{total.clone()}</b>
                            {format!(" \u{b7} {}", wording::downtime(availability.downtime_minutes_per_year()))}
                            {goal.map(|(text, tone)| view! { <span class=tone>{format!(" \u{b7} {text}")}</span> })}
                        </p>
                    }
                        .into_any()
                }
            }}
            {bounds.map(|text| view! { <p class="muted">{text}</p> })}
            {alone.map(|text| view! { <p class="bad">{text}</p> })}
            {zone_loss.map(|text| view! { <p class="bad">{text}</p> })}
            {not_judged.map(|text| view! { <p class="warn">{text}</p> })}
            {(!steps.is_empty())
                .then(|| {
                    view! {
                        <details class="more">
                            <summary>{format!("The product of {} factors", steps.len())}</summary>
                            <table class="steps">
                                <tbody>
                                    {steps}
                                    <tr class="sum">
                                        <td>"together"</td>
                                        <td class="num">{total}</td>
                                    </tr>
                                </tbody>
                            </table>
                        </details>
                    }
                })}
        </article>
    }
}

fn step_row(design: &Design, step: &AvailabilityStep) -> impl IntoView + use<> {
    let source = if step.as_of.is_empty() { "planning value".to_owned() } else { format!("read {}", step.as_of) };
    view! {
        <tr>
            <td>
                <span>{names(design, &step.components)}</span>
                <small>{format!("{} \u{b7} {source}", step.how)}</small>
            </td>
            <td class="num">{wording::availability(1.0 - step.value)}</td>
        </tr>
    }
}
