//! `zonewise schema`: the JSON Schema of the file format.

use super::output::Outcome;
use crate::codec;

/// Prints the schema.
pub fn run() -> Outcome {
    Outcome::done(codec::schema())
}
