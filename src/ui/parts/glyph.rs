//! The shell's own line glyphs, drawn in the text's colour. Services have icons of their own.

use leptos::prelude::*;

/// Which glyph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GlyphName {
    /// An arrow back.
    Undo,
    /// An arrow forward.
    Redo,
    /// A half-filled circle: light or dark.
    Theme,
    /// The left panel.
    Palette,
    /// The right panel.
    Side,
    /// Arrows apart.
    Widen,
    /// A cross.
    Close,
    /// A question mark.
    Help,
    /// Two sheets.
    Copy,
    /// A triangle: play.
    Play,
    /// A square: stop.
    Stop,
    /// An arrow into a tray.
    Download,
}

impl GlyphName {
    fn path(self) -> &'static str {
        match self {
            Self::Undo => "M5 3.5 2.5 6 5 8.5M2.5 6h7a3.5 3.5 0 0 1 0 7H7",
            Self::Redo => "M11 3.5 13.5 6 11 8.5M13.5 6h-7a3.5 3.5 0 0 0 0 7H9",
            Self::Theme => "M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11",
            Self::Palette => "M2.5 3.5h11v9h-11zM6.5 3.5v9",
            Self::Side => "M2.5 3.5h11v9h-11zM9.5 3.5v9",
            Self::Widen => "M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5M2 8h12",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Help => "M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M8 12v.1",
            Self::Copy => "M5.5 5.5h7v7h-7zM10.5 5.5v-2h-7v7h2",
            Self::Play => "M5.5 3.5v9l7-4.5z",
            Self::Stop => "M4.5 4.5h7v7h-7z",
            Self::Download => "M8 2.5v7M5 7l3 3 3-3M3 13h10",
        }
    }
}

/// A glyph of 16 by 16; says nothing to screen readers, so that its button needs a name.
#[component]
pub fn Glyph(
    /// Which glyph.
    name: GlyphName,
) -> impl IntoView {
    view! {
        <svg class="glyph" class:half=name == GlyphName::Theme viewBox="0 0 16 16" aria-hidden="true">
            <path d=name.path() />
        </svg>
    }
}
