//! `zonewise check`: the findings of designs.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::args::Format;
use super::input::{self, Input};
use super::json;
use super::output::Outcome;
use super::table::plain;
use crate::analysis::Analysis;
use crate::cost::Options;
use crate::judge::{Finding, Severity};
use crate::wording;

/// Checks designs; exit code 1 when a finding is an error, 2 when a file cannot be read.
pub fn run(files: &[PathBuf], format: Format) -> Outcome {
    let mut outcome = Outcome::default();
    let mut checked: Vec<(Input, Analysis)> = Vec::new();
    for file in files {
        match input::read(file) {
            Ok(input) => {
                let analysis = Analysis::of(&input.loaded.design, &Options::default());
                if analysis.findings.iter().any(|finding| finding.severity == Severity::Error) {
                    outcome.differs();
                }
                checked.push((input, analysis));
            }
            Err(why) => outcome.refuse(why),
        }
    }
    outcome.text = match format {
        Format::Text => checked.iter().map(|(input, analysis)| text(input, analysis)).collect::<Vec<_>>().join("\n"),
        Format::Json => {
            let documents: Vec<json::Check<'_>> =
                checked.iter().map(|(input, analysis)| document(input, analysis)).collect();
            match documents.as_slice() {
                [] if files.len() == 1 => String::new(),
                [one] if files.len() == 1 => json::text(one),
                many => json::text(&many),
            }
        }
    };
    outcome
}

fn document<'a>(input: &'a Input, analysis: &'a Analysis) -> json::Check<'a> {
    json::Check {
        file: &input.file,
        findings: analysis.findings.iter().map(json::Finding::from).collect(),
        suppressed: analysis.suppressed.iter().map(json::Suppressed::from).collect(),
        repairs: &input.loaded.repairs,
    }
}

fn text(input: &Input, analysis: &Analysis) -> String {
    let count = |severity| analysis.findings.iter().filter(|finding| finding.severity == severity).count();
    let mut text = format!(
        "{}: {}, {}, {} advice\n",
        plain(&input.file),
        wording::count(count(Severity::Error), "error", "errors"),
        wording::count(count(Severity::Warning), "warning", "warnings"),
        count(Severity::Advice),
    );
    for finding in &analysis.findings {
        text.push_str(&one(finding));
    }
    // Writing to a String cannot fail, here and below.
    for (finding, reason) in &analysis.suppressed {
        let _ = writeln!(text, "\n  ignored  {}  {}: {}", finding.rule, plain(&finding.cause), plain(reason));
    }
    text.push_str(&repairs(input));
    text
}

fn one(finding: &Finding) -> String {
    let mut text = format!(
        "\n  {:<7}  {}  {}  ({})\n           {}\n",
        finding.severity.name(),
        finding.rule,
        finding.title,
        plain(&finding.cause),
        plain(&finding.message),
    );
    for fix in &finding.fixes {
        let _ = writeln!(text, "           fix: {}", plain(&fix.label));
    }
    text
}

/// What was mended while reading, for people.
pub fn repairs(input: &Input) -> String {
    if input.loaded.repairs.is_empty() {
        return String::new();
    }
    let mut text = String::from("\nMended while reading:\n");
    for repair in &input.loaded.repairs {
        let _ = writeln!(text, "  {}: {}", plain(&repair.place), plain(&repair.message));
    }
    text
}
