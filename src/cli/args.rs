//! What can be typed: the commands and their options, as clap parses them. No logic.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// The program.
#[derive(Parser, Debug)]
#[command(
    name = "zonewise",
    version,
    about = "Judges, prices and exports AWS architectures drawn with Zonewise.",
    after_help = "A FILE is a zonewise/1 design; - reads it from the standard input.\n\
                  Exit code: 0 done; 1 the design has errors (check) or differs (diff, fmt --check); 2 bad usage or unreadable input."
)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Lists what is wrong with designs; exits with 1 when any finding is an error
    Check {
        /// The designs
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// How to print
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Plays every failure of an instance, a zone, a region, and gives each path's availability
    Drills {
        /// The design
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// How to print
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Estimates what a design costs a month, line by line
    Cost(Cost),
    /// Writes a design's Terraform into a directory
    Terraform {
        /// The design
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The directory; created when it does not exist
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// How the files are arranged
        #[arg(long, value_enum, default_value_t = Layout::Flat)]
        layout: Layout,
    },
    /// Draws a design as an SVG picture, as the canvas shows it
    Svg {
        /// The design
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The picture; - prints it
        #[arg(long, value_name = "FILE.svg")]
        out: PathBuf,
        /// A folder with TYPE.svg per component type, drawn in place of the glyphs
        #[arg(long, value_name = "DIR")]
        icons: Option<PathBuf>,
        /// Light or dark
        #[arg(long, value_enum, default_value_t = Theme::Light)]
        theme: Theme,
        /// Leaves the ground out
        #[arg(long)]
        transparent: bool,
    },
    /// Writes the report of a design: Markdown with a picture beside it, or one HTML page
    Report {
        /// The design
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The report; its ending says the form
        #[arg(long, value_name = "FILE.{md,html}")]
        out: PathBuf,
        /// The headings: full, seed-001 or seed-000; else what the design asks for
        #[arg(long, value_name = "ID")]
        outline: Option<String>,
    },
    /// Compares two designs: changes, cost, availability, findings; exits with 1 when they differ
    Diff {
        /// The design before
        #[arg(value_name = "A")]
        before: PathBuf,
        /// The design after
        #[arg(value_name = "B")]
        after: PathBuf,
        /// How to print
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Rewrites designs in the canonical form; what had to be mended goes to the standard error
    Fmt {
        /// The designs
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// Writes nothing; exits with 1 when a file is not in the canonical form
        #[arg(long)]
        check: bool,
    },
    /// Prints the JSON Schema of the file format
    Schema,
    /// Prints every rule as JSON
    Rules,
    /// Prints every component type with its settings as JSON
    Catalog,
}

/// What `cost` takes.
#[derive(clap::Args, Debug)]
pub struct Cost {
    /// The design
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Moves the components of the design's region to this one
    #[arg(long, value_name = "R")]
    pub region: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = CostFormat::Text)]
    pub format: CostFormat,
    /// Hours in a month
    #[arg(long, default_value_t = 730, value_parser = clap::value_parser!(u32).range(1..=744))]
    pub hours: u32,
    /// Takes the free allowances off
    #[arg(long)]
    pub free_tier: bool,
}

/// How to print.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// How to print an estimate.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum CostFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For spreadsheets: a row per line.
    Csv,
}

/// How exported files are arranged.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Layout {
    /// One directory, a file per concern.
    Flat,
}

/// The colours of a picture.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Theme {
    /// For paper.
    Light,
    /// For dark pages.
    Dark,
}
