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
    /// Objects, lists and their members in the whole text, counted before anything is built: a short object takes
    /// some hundred bytes of memory for eight of text.
    pub values: usize,
    /// Objects and lists in each other.
    pub depth: usize,
    /// Repairs that are listed one by one; of more only the number is told.
    pub repairs: usize,
}

impl Limits {
    /// The limits of every loader of Zonewise.
    pub const DEFAULT: Self = Self {
        bytes: 8 << 20,
        components: 5_000,
        connections: 20_000,
        id_bytes: 256,
        values: 500_000,
        depth: 120,
        repairs: 1_000,
    };
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

/// The repairs of one file, in its order.
#[derive(Debug)]
pub struct Repairs {
    listed: Vec<Repair>,
    limit: usize,
    more: usize,
}

impl Repairs {
    /// No repairs yet; at most `limit` will be listed.
    pub fn new(limit: usize) -> Self {
        Self { listed: Vec::new(), limit, more: 0 }
    }

    /// Notes one.
    pub fn push(&mut self, place: &str, message: impl Into<String>) {
        if self.listed.len() < self.limit {
            self.listed.push(Repair { place: place.to_owned(), message: message.into() });
        } else {
            self.more += 1;
        }
    }

    /// All of them; the last one says how many are not listed.
    pub fn into_list(mut self) -> Vec<Repair> {
        if self.more > 0 {
            let message = format!("{} more things were mended or not understood; {} are listed", self.more, self.limit);
            self.listed.push(Repair { place: "the design".to_owned(), message });
        }
        self.listed
    }
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
    /// Deeper than [`Limits`] allow.
    #[error("line {line} is nested more than {limit} levels deep; at most {limit} can be opened")]
    TooDeep {
        /// Counted from 1.
        line: usize,
        /// How many levels are allowed.
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
        /// Components, connections or values.
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
    measure(text, limits)?;
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
    Ok(Loaded { design, repairs: reader.repairs.into_list() })
}

/// Counts what a text would become before it becomes anything. Of text that is no JSON the parser says so.
fn measure(text: &str, limits: Limits) -> Result<(), LoadError> {
    let (mut values, mut depth, mut line) = (1_usize, 0_usize, 1_usize);
    let (mut quoted, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'\n' => line += 1,
            _ if quoted => {}
            b'{' | b'[' => {
                values += 1;
                depth += 1;
                if depth > limits.depth {
                    return Err(LoadError::TooDeep { line, limit: limits.depth });
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
    }
    if values > limits.values {
        return Err(LoadError::TooMany { what: "values", found: values, limit: limits.values });
    }
    Ok(())
}
