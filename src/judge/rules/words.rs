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

/// `about 2 minutes`, `1 to 2 minutes`, `an open end`.
pub fn duration(seconds: Seconds) -> String {
    match seconds {
        None => "until somebody acts".to_owned(),
        Some((low, high)) if low == high => format!("about {}", span(high)),
        Some((low, high)) => format!("{} to {}", span(low), span(high)),
    }
}

fn span(seconds: u32) -> String {
    let say = |number: u32, unit: &str| format!("{number} {unit}{}", if number == 1 { "" } else { "s" });
    match seconds {
        s if s >= 7200 && s.is_multiple_of(3600) => say(s / 3600, "hour"),
        s if s >= 60 && s.is_multiple_of(60) => say(s / 60, "minute"),
        s => say(s, "second"),
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
