//! Reading designs from files or the standard input.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::codec::{self, Limits, Loaded};

/// A design with what it was read from.
pub struct Input {
    /// The file as it was named, `-` for the standard input.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The design, and what was mended.
    pub loaded: Loaded,
}

/// Reads a design.
///
/// # Errors
/// One line that names the file and, where there is one, the place in it.
pub fn read(path: &Path) -> Result<Input, String> {
    let file = path.display().to_string();
    let bytes = bytes(path).map_err(|error| format!("{file}: {error}"))?;
    let loaded = codec::load(&bytes).map_err(|error| format!("{file}: {error}"))?;
    Ok(Input { file, bytes, loaded })
}

/// At most one byte more than the loader takes, so that an endless file is refused and not read.
fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let limit = u64::try_from(Limits::DEFAULT.bytes).map_or(u64::MAX, |limit| limit.saturating_add(1));
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
