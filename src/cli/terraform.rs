//! `zonewise terraform`: a design's Terraform as files in a directory.
//!
//! Writes the files of the export by their names and touches nothing else. Never writes through a
//! symbolic link, so a directory that somebody prepared cannot lead elsewhere.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::args::Layout;
use super::check::repairs;
use super::input;
use super::output::Outcome;
use super::table::plain;
use crate::system::System;
use crate::terraform::{self, File};
use crate::wording;

/// Exports a design.
pub fn run(file: &Path, out: &Path, layout: Layout) -> Outcome {
    let input = match input::read(file) {
        Ok(input) => input,
        Err(why) => return Outcome::refused(why),
    };
    let system = System::of(&input.loaded.design);
    let export = match layout {
        Layout::Flat => terraform::export(&system),
    };
    if let Err(why) = write(out, &export.files) {
        return Outcome::refused(why);
    }
    let mut text = format!("Wrote {} to {}:\n", wording::count(export.files.len(), "file", "files"), out.display());
    // Writing to a String cannot fail, here and below.
    for file in &export.files {
        let _ = writeln!(text, "  {}", file.path);
    }
    if !export.not_exported.is_empty() {
        text.push_str("\nLeft out:\n");
        for entry in &export.not_exported {
            let _ = writeln!(text, "  {}: {}", plain(&entry.component), plain(&entry.why));
        }
    }
    text.push_str(&repairs(&input));
    let mut outcome = Outcome::done(text);
    let others = others(out, &export.files);
    if !others.is_empty() {
        outcome.notes.push(format!(
            "warning: Terraform also reads what {} held before: {}",
            out.display(),
            others.join(", ")
        ));
    }
    outcome
}

fn write(out: &Path, files: &[File]) -> Result<(), String> {
    let said = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let targets = files.iter().map(|file| target(out, &file.path)).collect::<Result<Vec<PathBuf>, String>>()?;
    // Everything is checked before anything is written.
    for target in &targets {
        free_of_links(out, target)?;
    }
    fs::create_dir_all(out).map_err(|error| said(out, error))?;
    for (target, file) in targets.iter().zip(files) {
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(|error| said(folder, error))?;
        }
        fs::write(target, &file.text).map_err(|error| said(target, error))?;
    }
    Ok(())
}

/// Where a file goes: below the directory, whatever its name says.
fn target(out: &Path, name: &str) -> Result<PathBuf, String> {
    let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if name.is_empty() || !inside {
        return Err(format!("{}: not a path below the directory", plain(name)));
    }
    Ok(out.join(name))
}

/// Refuses a file or a folder between the directory and it that is a symbolic link.
fn free_of_links(out: &Path, target: &Path) -> Result<(), String> {
    for path in target.ancestors().take_while(|path| *path != out) {
        if fs::symlink_metadata(path).is_ok_and(|data| data.file_type().is_symlink()) {
            return Err(format!("{}: is a symbolic link; nothing was written", path.display()));
        }
    }
    Ok(())
}

/// Terraform files of the directory that are not of this export: Terraform would read them, too.
fn others(out: &Path, files: &[File]) -> Vec<String> {
    let ours: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let Ok(entries) = fs::read_dir(out) else { return Vec::new() };
    let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.retain(|name| (name.ends_with(".tf") || name.ends_with(".tf.json")) && !ours.contains(name.as_str()));
    names.sort();
    names.iter().map(|name| plain(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_directory() {
        for name in ["", "/etc/passwd", "../main.tf", "a/../../b", "./main.tf"] {
            assert!(target(Path::new("out"), name).is_err(), "{name}");
        }
        assert_eq!(target(Path::new("out"), "modules/a.tf"), Ok(PathBuf::from("out/modules/a.tf")));
    }
}
