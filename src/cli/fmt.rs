//! `zonewise fmt`: designs in the canonical form.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::input;
use super::output::Outcome;
use super::table::plain;
use crate::codec;

/// Rewrites files in the canonical form, or with `check` only says which are not in it (exit code 1).
pub fn run(files: &[PathBuf], check: bool) -> Outcome {
    let mut outcome = Outcome::default();
    for file in files {
        let input = match input::read(file) {
            Ok(input) => input,
            Err(why) => {
                outcome.refuse(why);
                continue;
            }
        };
        for repair in &input.loaded.repairs {
            outcome.notes.push(format!("{}: {}: {}", input.file, plain(&repair.place), plain(&repair.message)));
        }
        let text = codec::save(&input.loaded.design);
        let differs = text.as_bytes() != input.bytes;
        if check {
            if differs {
                outcome.text.push_str(&format!("{}\n", input.file));
                outcome.differs();
            }
        } else if file.as_os_str() == "-" {
            outcome.text.push_str(&text);
        } else if differs && let Err(error) = replace(file, &text) {
            outcome.refuse(format!("{}: {error}", input.file));
        }
    }
    outcome
}

/// Replaces a file's text at once: whoever reads it sees the old text or the new one, never half of it.
fn replace(file: &Path, text: &str) -> std::io::Result<()> {
    // A link stays a link: what it leads to is rewritten.
    let file = fs::canonicalize(file)?;
    let mut beside = file.clone().into_os_string();
    beside.push(".rewriting");
    let beside = PathBuf::from(beside);
    let mut new = fs::OpenOptions::new().write(true).create_new(true).open(&beside)?;
    let done = new
        .write_all(text.as_bytes())
        .and_then(|()| new.set_permissions(fs::metadata(&file)?.permissions()))
        .and_then(|()| fs::rename(&beside, &file));
    if done.is_err() {
        // What is left behind is only a copy; the error that matters is the one above.
        let _ = fs::remove_file(&beside);
    }
    done
}
