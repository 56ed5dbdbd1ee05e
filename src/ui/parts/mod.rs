//! Small views that know nothing of designs: glyphs, pills, dialogs, fields.

mod dialog;
mod field;
mod glyph;
pub mod icon;
mod pill;

pub use dialog::Modal;
pub use field::{ChoiceField, Field, Look, SwitchField, TextField, Write};
pub use glyph::{Glyph, GlyphName};
pub use pill::Pill;
