//! How messages say lists, zones, durations and shares.

use super::{Facts, Part};
use crate::judge::{PathVerdict, Seconds};
use crate::model::Zone;

/// `a`, `a and b`, `a, b and c`.
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// The labels of parts as a list.
pub fn names(parts: &[Part<'_>]) -> String {
    list(&parts.iter().map(|part| part.label()).collect::<Vec<_>>())
}

/// `zone a`, `zones a and b`, `no zone`.
pub fn zones(zones: &[Zone]) -> String {
    let letters: Vec<String> = zones.iter().map(Zone::to_string).collect();
    match zones.len() {
        0 => "no zone".to_owned(),
        1 => format!("zone {}", list(&letters)),
        _ => format!("zones {}", list(&letters)),
    }
}

/// `about 2 minutes`, `1 to 2 minutes`, `until somebody acts`.
pub fn duration(seconds: Seconds) -> String {
    let Some((low, high)) = seconds else { return "until somebody acts".to_owned() };
    let (size, unit) = match (low, high) {
        _ if low.max(high) >= 7200 && low.is_multiple_of(3600) && high.is_multiple_of(3600) => (3600, "hour"),
        _ if low.max(high) >= 60 && low.is_multiple_of(60) && high.is_multiple_of(60) => (60, "minute"),
        _ => (1, "second"),
    };
    let plural = if high / size == 1 { "" } else { "s" };
    if low == high {
        format!("about {} {unit}{plural}", high / size)
    } else {
        format!("{} to {} {unit}{plural}", low / size, high / size)
    }
}

/// A number with its noun: `1 instance`, `2 instances`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// `zone a only`, `no zone`.
pub fn only(zones: &[Zone]) -> String {
    if zones.is_empty() { "no zone".to_owned() } else { format!("{} only", self::zones(zones)) }
}

/// An availability as a percentage with four decimals at most.
pub fn percent(share: f64) -> String {
    let text = format!("{:.4}", share * 100.0);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text} %")
}

/// What people notice when a path stops: `requests from Visitors get no answer`.
pub fn stops(facts: &Facts<'_>, path: &PathVerdict) -> String {
    let caller = facts.find(&path.caller).map_or(&*path.caller, Part::label);
    if path.is_event { format!("messages from {caller} wait") } else { format!("requests from {caller} get no answer") }
}

/// `zone a`, `zone a or b`.
pub fn either(zones: &[Zone]) -> String {
    let letters: Vec<String> = zones.iter().map(Zone::to_string).collect();
    match letters.as_slice() {
        [] => "a zone".to_owned(),
        [one] => format!("zone {one}"),
        [first @ .., last] => format!("zone {} or {last}", first.join(", ")),
    }
}

/// What a path is called: by its entry, `The way from queue to worker` for events.
pub fn path(facts: &Facts<'_>, path: &PathVerdict) -> String {
    let label = |id| facts.find(id).map_or(String::new(), |part| part.label().to_owned());
    let entry = label(&path.entry);
    if path.is_event { format!("The way from {} to {entry}", label(&path.caller)) } else { entry }
}
