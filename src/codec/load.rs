//! Loading: bytes to a design with the repairs that were made, or an error with the place.

use serde_json::Value;
use thiserror::Error;

use super::{FORMAT, read::Reader, resolve};
use crate::model::Design;

/// What a file may hold at most; more is refused before anything is built.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Size of the text.
    pub bytes: usize,
    /// Number of components.
    pub components: usize,
    /// Number of connections.
    pub connections: usize,
    /// Length of an id.
    pub id_bytes: usize,
}

impl Limits {
    /// The limits of every loader of Zonewise. Nesting is limited to 128 levels by the JSON parser.
    pub const DEFAULT: Self = Self { bytes: 8 << 20, components: 5_000, connections: 20_000, id_bytes: 256 };
}

/// A loaded design.
#[derive(Clone, PartialEq, Debug)]
pub struct Loaded {
    /// The design; every invariant of the model holds.
    pub design: Design,
    /// What had to be mended or was not understood, in the order of the file.
    pub repairs: Vec<Repair>,
}

/// One thing in a file that was mended or not understood.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Repair {
    /// Where in the file: `components[3] (web)`.
    pub place: String,
    /// What was wrong, and what was done about it.
    pub message: String,
}

/// Why a file cannot be loaded at all.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum LoadError {
    /// More bytes than [`Limits`] allow.
    #[error("the file has {found} bytes; at most {limit} can be opened")]
    TooLarge {
        /// How many it has.
        found: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// Not UTF-8.
    #[error("the file is not UTF-8 text (byte {0})")]
    NotText(usize),
    /// Not JSON.
    #[error("not valid JSON at line {line}, column {column}: {message}")]
    NotJson {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What the parser found.
        message: String,
    },
    /// JSON, but not a design.
    #[error("not a Zonewise design: {0}")]
    NotADesign(String),
    /// A format that this version cannot read.
    #[error("the format is \u{201c}{0}\u{201d}; this version reads {FORMAT}")]
    UnknownFormat(String),
    /// More items than [`Limits`] allow.
    #[error("{found} {what}; at most {limit} can be opened")]
    TooMany {
        /// Components or connections.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many are allowed.
        limit: usize,
    },
}

/// Loads a design.
///
/// # Errors
/// When the bytes are no design at all, or more than [`Limits::DEFAULT`]; see [`LoadError`].
pub fn load(bytes: &[u8]) -> Result<Loaded, LoadError> {
    let limits = Limits::DEFAULT;
    if bytes.len() > limits.bytes {
        return Err(LoadError::TooLarge { found: bytes.len(), limit: limits.bytes });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| LoadError::NotText(error.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let full = error.to_string();
        let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(message, _)| message).to_owned();
        LoadError::NotJson { line: error.line(), column: error.column(), message }
    })?;
    let Value::Object(mut root) = value else {
        return Err(LoadError::NotADesign("the file does not hold an object".to_owned()));
    };
    let mut reader = Reader::new(limits);
    match root.remove("format") {
        Some(Value::String(format)) if format == FORMAT => {}
        Some(Value::String(format)) => return Err(LoadError::UnknownFormat(format.chars().take(80).collect())),
        Some(_) => return Err(LoadError::NotADesign("\u{201c}format\u{201d} is not a text".to_owned())),
        None if root.contains_key("components") => reader.repair("format", format!("missing; read as {FORMAT}")),
        None => {
            return Err(LoadError::NotADesign(
                "it has neither \u{201c}format\u{201d} nor \u{201c}components\u{201d}".to_owned(),
            ));
        }
    }
    let mut design = reader.design(root)?;
    resolve::resolve(&mut design, &mut reader.repairs);
    Ok(Loaded { design, repairs: reader.repairs })
}
