//! `zonewise report`: the report that is handed in, as Markdown with a picture beside it, or as one page.

use std::fs;
use std::path::Path;

use super::check::repairs;
use super::input;
use super::output::Outcome;
use crate::analysis::Analysis;
use crate::cost::Options;
use crate::picture::{self, Scene, SvgOptions};
use crate::report::{self, OUTLINES, PICTURE};

/// Writes a report; its form follows from the file's ending.
pub fn run(file: &Path, out: &Path, outline: Option<&str>) -> Outcome {
    let input = match input::read(file) {
        Ok(input) => input,
        Err(why) => return Outcome::refused(why),
    };
    let design = &input.loaded.design;
    let outline = match outline {
        None => report::outline_of(design),
        Some(id) => match report::outline(id) {
            Some(outline) => outline,
            None => {
                let ids: Vec<&str> = OUTLINES.iter().map(|outline| outline.id).collect();
                return Outcome::refused(format!("no outline is called {id}; there are {}", ids.join(", ")));
            }
        },
    };
    let analysis = Analysis::of(design, &Options::default());
    let drawn = picture::svg(&Scene::of(design), &design.header.name, &SvgOptions::default());
    let ending = out.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let write = |path: &Path, text: &str| fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()));
    let written = match ending.as_str() {
        "md" => {
            let beside = out.with_extension("svg");
            let name = beside.file_name().and_then(|name| name.to_str()).unwrap_or("diagram.svg");
            let text = report::report(design, &analysis, outline, name);
            write(out, &text).and_then(|()| write(&beside, &drawn)).map(|()| format!(" and {}", beside.display()))
        }
        "html" => {
            let text = report::report(design, &analysis, outline, PICTURE);
            write(out, &report::page(&design.header.name, &text, &drawn)).map(|()| String::new())
        }
        _ => Err(format!("{}: a report ends in .md or .html", out.display())),
    };
    match written {
        Ok(more) => Outcome::done(format!("Wrote {}{more}{}\n", out.display(), repairs(&input))),
        Err(why) => Outcome::refused(why),
    }
}
