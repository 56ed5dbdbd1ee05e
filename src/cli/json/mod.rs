//! The JSON that the commands print: a contract with the programs that read it.

mod check;
mod cost;
mod diff;
mod drills;

use serde::Serialize;

use crate::model::Id;

pub use check::{Check, Finding, Suppressed};
pub use cost::estimate;
pub use diff::comparison;
pub use drills::{Drill, Drills, Path};

/// A document as indented text with a line break at its end.
pub fn text(document: &impl Serialize) -> String {
    // Plain data with text keys always serialises; were it not to, nothing is better than half a document.
    serde_json::to_string_pretty(document).map_or_else(|_| String::new(), |text| text + "\n")
}

fn ids(ids: &[Id]) -> Vec<&str> {
    ids.iter().map(|id| id.as_str()).collect()
}
