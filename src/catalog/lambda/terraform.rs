//! To come.
use crate::catalog::exporting::Exporter;
/// To come.
pub const EXPORT: Exporter = Exporter::NONE;
