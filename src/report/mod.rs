//! The report that is handed in: every heading filled from the drawing, or marked as empty.
//!
//! Markdown is the report; HTML is made of it. No figure is worked out here: what stands in a report is
//! what the drills, the estimate and the export say. The author's own texts are kept as they are, in
//! whatever language; names and settings are data and are escaped.

mod html;
mod markdown;
mod outline;
mod sections;

use crate::analysis::Analysis;
use crate::model::{Design, Value};
use crate::system::System;
use crate::terraform;

pub use html::page;
pub use outline::{Chapter, OUTLINES, Outline, outline};

use markdown::Page;
use sections::Source;

/// How the picture is named in the Markdown.
pub const PICTURE: &str = "diagram";

/// A report of a design, as Markdown. `picture` is where the picture lies, relative to the report.
pub fn report(design: &Design, analysis: &Analysis, outline: &Outline, picture: &str) -> String {
    let system = System::of(design);
    let export = terraform::export(&system);
    let source = Source { design, analysis, system: &system, export: &export, picture };
    let mut page = Page::default();
    sections::cover(&source, &mut page);
    for (number, chapter) in (1..).zip(outline.chapters) {
        page.heading(2, &format!("{number}. {}", chapter.title));
        let before = page.len();
        if let Some(text) = own_text(design, chapter.title) {
            page.own(text);
        }
        for section in chapter.sections {
            let mut part = Page::default();
            section.write(&source, &mut part);
            if part.is_empty() {
                continue;
            }
            if chapter.sections.len() > 1 {
                page.heading(3, section.title());
            }
            page.append(&part);
        }
        if page.len() == before {
            page.empty(chapter.hint);
        }
    }
    page.text()
}

/// What the author wrote under a heading: `report.texts` of the file.
fn own_text<'d>(design: &'d Design, title: &str) -> Option<&'d str> {
    let texts = design.header.extra.get("report")?.get("texts")?;
    texts.get(title).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

/// The outline that the design asks for (`report.outline` of the file), else the full one.
pub fn outline_of(design: &Design) -> &'static Outline {
    let asked = design.header.extra.get("report").and_then(|report| report.get("outline")).and_then(Value::as_str);
    asked.and_then(outline).unwrap_or(&OUTLINES[0])
}
