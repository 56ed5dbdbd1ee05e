//! `zonewise drills`: every failure played through, and the availability of every path.

use std::fmt::Write as _;
use std::path::Path;

use super::args::Format;
use super::check::repairs;
use super::input::{self, Input};
use super::json;
use super::output::Outcome;
use super::table::{Side, Table, plain};
use crate::judge::{self, PathVerdict, Verdicts};
use crate::model::Id;
use crate::system::System;
use crate::wording;

/// Plays every drill of a design.
pub fn run(file: &Path, format: Format) -> Outcome {
    let input = match input::read(file) {
        Ok(input) => input,
        Err(why) => return Outcome::refused(why),
    };
    let system = System::of(&input.loaded.design);
    let verdicts = judge::verdicts(&system);
    Outcome::done(match format {
        Format::Text => text(&input, &system, &verdicts),
        Format::Json => json::text(&json::Drills {
            file: &input.file,
            paths: verdicts.paths.iter().map(json::Path::from).collect(),
            drills: verdicts.drills.iter().map(json::Drill::from).collect(),
            repairs: &input.loaded.repairs,
        }),
    })
}

fn text(input: &Input, system: &System<'_>, verdicts: &Verdicts) -> String {
    let mut text = format!("{}\n", plain(&input.file));
    if verdicts.paths.is_empty() {
        text.push_str("\nNo path: nothing is called by users or by an outside system.\n");
    }
    for path in &verdicts.paths {
        text.push_str(&of_path(path));
    }
    let mut table = Table::new(&[
        (Side::Left, "failure"),
        (Side::Left, "path"),
        (Side::Left, "outcome"),
        (Side::Left, "back after"),
        (Side::Left, "data lost"),
        (Side::Left, "capacity left"),
        (Side::Left, "because of"),
    ]);
    for drill in &verdicts.drills {
        table.row([
            wording::failure(system, &drill.failure),
            drill.path.to_string(),
            drill.outcome.name().to_owned(),
            wording::span(drill.rto, "not by itself"),
            wording::span(drill.rpo, "everything"),
            plain(&wording::capacity(&drill.capacity)),
            names(&drill.because),
        ]);
    }
    if !table.is_empty() {
        text.push_str("\nDrills\n");
        text.push_str(&table.text("  "));
    }
    text.push_str(&repairs(input));
    text
}

fn of_path(path: &PathVerdict) -> String {
    let availability = &path.availability;
    let bound = if availability.is_exact() { "" } else { "at least " };
    // Writing to a String cannot fail, here and below.
    let mut text = format!("\nPath {}, called by {}\n", plain(&path.name), plain(&path.caller));
    if path.broken {
        let _ = writeln!(text, "  does not serve, even when nothing fails: {}", names(&path.broken_because));
        return text;
    }
    let _ = writeln!(
        text,
        "  availability  {bound}{}, {}",
        wording::availability(availability.unavailability),
        wording::downtime(availability.downtime_minutes_per_year()),
    );
    if let Some(why) = &availability.bounded_because {
        let _ = writeln!(text, "                only bounded: {}", plain(why));
    }
    let mut steps = Table::new(&[(Side::Right, "factor"), (Side::Left, "of"), (Side::Left, "which is")]);
    for step in &availability.steps {
        let how = if step.as_of.is_empty() { step.how.clone() } else { format!("{} ({})", step.how, step.as_of) };
        steps.row([format!("{:.6}", step.value), names(&step.components), how]);
    }
    if !steps.is_empty() {
        text.push_str(&steps.text("    "));
    }
    let losses =
        [("an instance", path.instance), ("a zone", path.zone), ("a region", path.region), ("a service", path.service)];
    for (what, outcome) in losses {
        let _ = writeln!(text, "  loss of {what:<12} {}", outcome.name());
    }
    let zones: Vec<String> = path.spof_zones.iter().map(|(region, zone)| format!("{region}/{zone}")).collect();
    for (what, which) in [("instance", names(&path.spof_instance)), ("zone", zones.join(", "))] {
        if !which.is_empty() {
            let _ = writeln!(text, "  single point of failure, {what}: {}", plain(&which));
        }
    }
    if !path.not_judged.is_empty() {
        let _ = writeln!(text, "  not judged yet, counted as always up: {}", names(&path.not_judged));
    }
    text
}

fn names(ids: &[Id]) -> String {
    plain(&ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", "))
}
