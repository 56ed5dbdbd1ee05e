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

/// Something that the export leaves out, or exports otherwise than drawn because AWS would refuse that.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
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
    /// What is left out, in the order of the components.
    pub not_exported: Vec<NotExported>,
}
