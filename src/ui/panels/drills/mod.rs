//! Drills: what a failure does to every path, all of them in a table, and the availability worked out.

mod availability;
mod playing;
mod table;

use leptos::prelude::*;

use crate::judge::{Drill, Outcome, PathVerdict};
use crate::model::{Design, Id};
use crate::wording;

/// The drills panel.
#[component]
pub fn Drills() -> impl IntoView {
    view! {
        <section class="drills" aria-label="Drills">
            <playing::Playing />
            <table::AllDrills />
            <availability::Paths />
        </section>
    }
}

/// A path as people call it: who calls what.
fn path_title(design: &Design, path: &PathVerdict) -> String {
    let label = |id: &Id| design.component(id).map_or_else(|| id.to_string(), |component| component.label().to_owned());
    let extra = if path.name == path.entry.as_str() { String::new() } else { format!(" ({})", path.name) };
    match path.is_event {
        true => path.name.clone(),
        false => format!("{} \u{2192} {}{extra}", label(&path.caller), label(&path.entry)),
    }
}

/// How an outcome is tinted.
fn tone(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Continues => "ok",
        Outcome::Recovers => "warn",
        Outcome::Fails => "bad",
    }
}

/// What happens to a path, in a sentence or two.
fn sentence(design: &Design, drill: &Drill) -> String {
    let names: Vec<&str> = drill
        .because
        .iter()
        .map(|id| design.component(id).map_or(id.as_str(), |component| component.label()))
        .collect();
    let because = wording::list(&names);
    let lost = match drill.rpo {
        Some((_, 0)) => "no data is lost".to_owned(),
        Some(_) => format!("up to {} of data is lost", wording::span(drill.rpo.map(|(_, high)| (high, high)), "")),
        None => "the data is lost".to_owned(),
    };
    match drill.outcome {
        Outcome::Continues => "Serves all along; no data is lost.".to_owned(),
        Outcome::Recovers if names.is_empty() => {
            format!("Serves again after about {}; {lost}.", wording::span(drill.rto, "an unknown time"))
        }
        Outcome::Recovers => {
            let time = wording::span(drill.rto, "an unknown time");
            format!("Serves again after about {time}, when {because} has recovered; {lost}.")
        }
        Outcome::Fails if names.is_empty() => "Does not serve until somebody acts.".to_owned(),
        Outcome::Fails => format!("Does not serve until somebody acts, because of {because}."),
    }
}
