//! The command line: clap over the same core as the browser. Compiled natively only.
//!
//! A command reads files, asks the core, and gives back what to print with an exit code; only this
//! module and `output` touch the outside. Nothing is judged, priced or worked out here. The JSON
//! shapes in `json/` are a contract: fields may be added, never renamed or removed.

mod args;
mod catalog;
mod check;
mod cost;
mod diff;
mod drills;
mod fmt;
mod input;
mod json;
mod output;
mod report;
mod rules;
mod schema;
mod svg;
mod table;
mod terraform;

use std::process::ExitCode;

use clap::Parser as _;

pub use catalog::page as catalog_page;

use args::{Args, Command};
use output::Outcome;

/// Runs the command line; 0 done, 1 the design has errors or differs, 2 bad usage or unreadable input.
pub fn main() -> ExitCode {
    let outcome = match Args::try_parse() {
        Ok(args) => run(args.command),
        Err(error) => output::usage(&error),
    };
    output::finish(outcome)
}

fn run(command: Command) -> Outcome {
    match command {
        Command::Check { files, format } => check::run(&files, format),
        Command::Drills { file, format } => drills::run(&file, format),
        Command::Cost(args) => cost::run(&args),
        Command::Terraform { file, out, layout } => terraform::run(&file, &out, layout),
        Command::Diff { before, after, format } => diff::run(&before, &after, format),
        Command::Report { file, out, outline } => report::run(&file, &out, outline.as_deref()),
        Command::Svg { file, out, icons, theme, transparent } => {
            svg::run(&file, &out, icons.as_deref(), theme, transparent)
        }
        Command::Fmt { files, check } => fmt::run(&files, check),
        Command::Schema => schema::run(),
        Command::Rules => rules::run(),
        Command::Catalog => catalog::run(),
    }
}
