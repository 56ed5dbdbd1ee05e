//! Small views that know nothing of designs: glyphs, pills, dialogs, fields.

mod choice;
mod dialog;
mod field;
mod glyph;
pub mod icon;
mod pill;

pub use choice::{ChoiceField, SwitchField};
pub use dialog::Modal;
pub use field::{Field, Look, TextField, Write};
pub use glyph::{Glyph, GlyphName};
pub use pill::Pill;
