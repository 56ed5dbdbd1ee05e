//! `zonewise rules`: every rule as JSON.

use serde::Serialize;

use super::json;
use super::output::Outcome;
use crate::judge::rules;

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    slug: &'a str,
    title: &'a str,
    pillar: &'a str,
    severity: &'a str,
    when: &'a str,
    why: &'a str,
    fix: &'a str,
    source: &'a str,
    note: &'a str,
}

/// Prints the rules, in the order of the documentation.
pub fn run() -> Outcome {
    let rules: Vec<Rule<'_>> = rules::all()
        .iter()
        .map(|rule| Rule {
            id: rule.id,
            slug: rule.slug,
            title: rule.title,
            pillar: rule.pillar.name(),
            severity: rule.severity.name(),
            when: rule.when,
            why: rule.why,
            fix: rule.fix,
            source: rule.source,
            note: rule.note,
        })
        .collect();
    Outcome::done(json::text(&rules))
}
