//! `zonewise cost`: what a design costs a month.

use std::fmt::Write as _;

use super::args::{Cost, CostFormat};
use super::check::repairs;
use super::input::{self, Input};
use super::json;
use super::output::Outcome;
use super::table::{Side, Table, plain};
use crate::cost::{self, Estimate, Line, Options, Range};
use crate::prices;
use crate::system::System;
use crate::wording;

/// Estimates a design.
pub fn run(args: &Cost) -> Outcome {
    if let Some(region) = args.region.as_deref().filter(|region| prices::region(region).is_none()) {
        let known: Vec<&str> = prices::regions().collect();
        return Outcome::refused(format!("no prices for region {}; known: {}", plain(region), known.join(", ")));
    }
    let input = match input::read(&args.file) {
        Ok(input) => input,
        Err(why) => return Outcome::refused(why),
    };
    let options = Options { region: args.region.clone(), hours: args.hours, free_tier: args.free_tier };
    let estimate = cost::estimate(&System::of(&input.loaded.design), &options);
    let text = match args.format {
        CostFormat::Text => text(&input, &estimate),
        CostFormat::Json => json::text(&json::estimate(&input.file, &input.loaded.repairs, &options, &estimate)),
        CostFormat::Csv => match csv(&estimate) {
            Ok(text) => text,
            Err(error) => return Outcome::refused(error.to_string()),
        },
    };
    Outcome::done(text)
}

fn text(input: &Input, estimate: &Estimate) -> String {
    let mut text = format!(
        "{}: {} a month in {}{}\n",
        plain(&input.file),
        range(&estimate.total),
        estimate.region,
        if estimate.complete { "" } else { ", and what is not counted" },
    );
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(text, "US dollars, {} hours a month, exact lines rounded to cents for display", estimate.hours);
    for component in &estimate.components {
        let _ = writeln!(text, "\n{}: {}", plain(&component.id), range(&component.monthly));
        text.push_str(&lines(&component.lines));
    }
    if !estimate.account.is_empty() {
        text.push_str("\nOnce for the account\n");
        text.push_str(&lines(&estimate.account));
    }
    let mut left_out = Table::new(&[(Side::Left, "not counted"), (Side::Left, "what"), (Side::Left, "why")]);
    for entry in &estimate.not_counted {
        left_out.row([entry.component.as_ref().map_or("the design", |id| id.as_str()), &entry.what, &entry.why]);
    }
    if !left_out.is_empty() {
        text.push('\n');
        text.push_str(&left_out.text(""));
    }
    text.push_str(&repairs(input));
    text
}

fn range(range: &Range) -> String {
    let expected = wording::money(range.expected);
    let (min, max) = (wording::money(range.min), wording::money(range.max));
    if min == max { expected } else { format!("{expected} ({min} to {max})") }
}

fn lines(lines: &[Line]) -> String {
    let mut table = Table::new(&[
        (Side::Left, "line"),
        (Side::Right, "quantity"),
        (Side::Left, "unit"),
        (Side::Right, "price"),
        (Side::Right, "a month"),
        (Side::Left, "as of"),
        (Side::Left, "how"),
    ]);
    for line in lines {
        let how = match &line.assumption {
            Some(assumption) => format!("{}; {assumption}", line.formula),
            None => line.formula.clone(),
        };
        table.row([
            line.name.clone(),
            wording::quantity(line.quantity),
            line.unit.clone(),
            wording::unit_price(line.unit_price),
            wording::money(line.monthly.expected),
            line.as_of.clone(),
            how,
        ]);
    }
    table.text("  ")
}

/// A row per line, exact; what is not counted follows with empty figures.
fn csv(estimate: &Estimate) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "component",
        "line",
        "quantity",
        "unit",
        "unit_price_usd",
        "monthly_min_usd",
        "monthly_expected_usd",
        "monthly_max_usd",
        "formula",
        "assumption",
        "source",
        "as_of",
    ])?;
    let components = estimate.components.iter().map(|component| (component.id.as_str(), &component.lines));
    for (component, lines) in components.chain([("(account)", &estimate.account)]) {
        for line in lines {
            writer.write_record([
                cell(component),
                cell(&line.name),
                line.quantity.normalize().to_string(),
                cell(&line.unit),
                line.unit_price.normalize().to_string(),
                line.monthly.min.normalize().to_string(),
                line.monthly.expected.normalize().to_string(),
                line.monthly.max.normalize().to_string(),
                cell(&line.formula),
                cell(line.assumption.as_deref().unwrap_or_default()),
                cell(&line.source),
                line.as_of.clone(),
            ])?;
        }
    }
    for entry in &estimate.not_counted {
        let component = entry.component.as_ref().map_or("(design)", |id| id.as_str());
        let empty = String::new;
        writer.write_record([
            cell(component),
            cell(&format!("not counted: {}", entry.what)),
            empty(),
            empty(),
            empty(),
            empty(),
            empty(),
            empty(),
            empty(),
            cell(&entry.why),
            empty(),
            empty(),
        ])?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Text that a spreadsheet takes as text: what looks like a formula gets an apostrophe in front.
fn cell(text: &str) -> String {
    let text = plain(text);
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}
