//! `zonewise diff`: what differs between two designs, and what that does to cost, availability, findings.

use std::fmt::Write as _;
use std::path::Path;

use super::args::Format;
use super::input;
use super::json;
use super::output::Outcome;
use super::table::plain;
use crate::analysis::Analysis;
use crate::compare::{Comparison, Difference, Kind, Subject, compare};
use crate::cost::Options;
use crate::judge::Finding;
use crate::wording;

/// Compares two designs; exit code 1 when they differ.
pub fn run(before: &Path, after: &Path, format: Format) -> Outcome {
    let (before, after) = match (input::read(before), input::read(after)) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(why), _) | (_, Err(why)) => return Outcome::refused(why),
    };
    let derived = |input: &input::Input| Analysis::of(&input.loaded.design, &Options::default());
    let (a, b) = (derived(&before), derived(&after));
    let comparison = compare((&before.loaded.design, &a), (&after.loaded.design, &b));
    let text = match format {
        Format::Json => json::text(&json::comparison(&before.file, &after.file, &comparison)),
        Format::Text => text(&comparison),
    };
    let mut outcome = Outcome::done(text);
    if !comparison.is_empty() {
        outcome.differs();
    }
    outcome
}

fn text(comparison: &Comparison) -> String {
    if comparison.is_empty() {
        return "The designs are the same.\n".to_owned();
    }
    let mut text = String::new();
    if comparison.is_layout_only() {
        text.push_str("Only the layout differs.\n");
    }
    for difference in &comparison.differences {
        text.push_str(&one(difference));
    }
    if comparison.is_layout_only() {
        return text;
    }
    text.push('\n');
    // Writing to a String cannot fail, here and below.
    if let (Some(before), Some(after)) = (comparison.monthly.before, comparison.monthly.after) {
        let _ = writeln!(
            text,
            "Monthly cost   {} -> {} ({})",
            wording::money(before),
            wording::money(after),
            wording::money_change(after - before)
        );
    }
    for path in &comparison.paths {
        let said = |verdict: &Option<crate::judge::PathVerdict>| match verdict {
            None => "not there".to_owned(),
            Some(verdict) => format!(
                "{}, zone loss {}",
                wording::availability(verdict.availability.unavailability),
                verdict.zone.name()
            ),
        };
        let (before, after) = (said(&path.verdict.before), said(&path.verdict.after));
        if before == after {
            let _ = writeln!(text, "Path {}: {before}", plain(&path.path));
        } else {
            let _ = writeln!(text, "Path {}: {before} -> {after}", plain(&path.path));
        }
    }
    findings(&mut text, "Findings gone", &comparison.gone);
    findings(&mut text, "Findings new", &comparison.new);
    text
}

fn findings(text: &mut String, title: &str, findings: &[Finding]) {
    if findings.is_empty() {
        return;
    }
    let _ = writeln!(text, "{title}:");
    for finding in findings {
        let _ = writeln!(
            text,
            "  {:<7}  {}  {}  ({})",
            finding.severity.name(),
            finding.rule,
            finding.title,
            plain(&finding.cause)
        );
    }
}

fn one(difference: &Difference) -> String {
    let mark = match difference.kind {
        Kind::Added => '+',
        Kind::Removed => '-',
        Kind::Changed => '~',
        Kind::Moved => '>',
    };
    let subject = match &difference.subject {
        Subject::Design => "the design".to_owned(),
        Subject::Component(id) => format!("{id}  {}", difference.what),
        Subject::Connection(from, to, None) => format!("{from} -> {to}  {}", difference.what),
        Subject::Connection(from, to, Some(id)) => format!("{from} -> {to} ({id})  {}", difference.what),
    };
    let mut text = format!("{mark} {}\n", plain(&subject));
    for field in &difference.fields {
        let value = |value: &Option<String>| value.as_deref().map_or_else(|| "not set".to_owned(), plain);
        let line = match difference.kind {
            Kind::Added => format!("    {}: {}\n", plain(&field.name), value(&field.after)),
            Kind::Removed => format!("    {}: {}\n", plain(&field.name), value(&field.before)),
            _ => format!("    {}: {} -> {}\n", plain(&field.name), value(&field.before), value(&field.after)),
        };
        text.push_str(&line);
    }
    text
}
