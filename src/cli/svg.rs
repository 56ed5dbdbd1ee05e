//! `zonewise svg`: a design as a picture, the one that the canvas shows.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::args::Theme;
use super::check::repairs;
use super::input;
use super::output::Outcome;
use crate::catalog;
use crate::picture::{self, Scene, SvgOptions};

/// The largest icon that is taken.
const ICON_BYTES: u64 = 256 * 1024;

/// Draws a design.
pub fn run(file: &Path, out: &Path, icons: Option<&Path>, theme: Theme, transparent: bool) -> Outcome {
    let input = match input::read(file) {
        Ok(input) => input,
        Err(why) => return Outcome::refused(why),
    };
    let icons = match icons.map(read_icons).transpose() {
        Ok(icons) => icons.unwrap_or_default(),
        Err(why) => return Outcome::refused(why),
    };
    let skin = |kind: &str| icons.get(kind).cloned();
    let theme = match theme {
        Theme::Light => picture::Theme::Light,
        Theme::Dark => picture::Theme::Dark,
    };
    let options = SvgOptions { theme, transparent, skin: Some(&skin) };
    let design = &input.loaded.design;
    let text = picture::svg(&Scene::of(design), &design.header.name, &options);
    if out.as_os_str() == "-" {
        return Outcome::done(text);
    }
    match fs::write(out, text) {
        Ok(()) => Outcome::done(format!("Wrote {}{}\n", out.display(), repairs(&input))),
        Err(error) => Outcome::refused(format!("{}: {error}", out.display())),
    }
}

/// The icons of a folder by type id, as addresses: `TYPE.svg`. Types without a file keep their glyph.
fn read_icons(folder: &Path) -> Result<BTreeMap<&'static str, String>, String> {
    if !folder.is_dir() {
        return Err(format!("{}: not a folder", folder.display()));
    }
    let mut icons = BTreeMap::new();
    for service in catalog::all() {
        let path = folder.join(format!("{}.svg", service.id));
        let Ok(data) = fs::metadata(&path) else { continue };
        if data.len() > ICON_BYTES {
            return Err(format!("{}: larger than {} kB", path.display(), ICON_BYTES / 1024));
        }
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        icons.insert(service.id, format!("data:image/svg+xml;base64,{}", STANDARD.encode(bytes)));
    }
    Ok(icons)
}
