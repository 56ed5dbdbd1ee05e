//! `zonewise schema`: the JSON Schema of the file format.

use super::json;
use super::output::Outcome;
use crate::codec::v1::File;

/// Prints the schema.
pub fn run() -> Outcome {
    Outcome::done(text())
}

/// The schema as indented JSON; `docs/zonewise-1.schema.json` is kept equal to it by a test.
pub fn text() -> String {
    json::text(&schemars::schema_for!(File))
}
