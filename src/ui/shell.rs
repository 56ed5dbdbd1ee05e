//! The shell's own state: theme, panels, dialogs, and how saving goes. None of it is in the design.

use leptos::html::Input;
use leptos::prelude::*;

use crate::codec::Repair;
use crate::judge::Severity;

use super::platform::{storage, theme};

/// The colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Theme {
    /// Dark ink on a light ground.
    Light,
    /// Light ink on a dark ground.
    Dark,
}

/// Whether the design is safe in this browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Saved {
    /// Every change is stored.
    Yes,
    /// The browser refuses to store it: the storage is full or switched off.
    Refused,
}

/// A dialog over everything.
#[derive(Clone, PartialEq, Debug)]
pub enum Dialog {
    /// The list of shortcuts.
    Shortcuts,
    /// What was mended in an opened file.
    Repairs {
        /// The file's name.
        file: String,
        /// What was mended.
        repairs: Vec<Repair>,
    },
    /// A file that could not be opened.
    NotOpened {
        /// The file's name.
        file: String,
        /// Why, with the place.
        why: String,
    },
}

/// The shell's state, given to every view by context.
#[derive(Clone, Copy)]
pub struct Shell {
    /// The colours in use.
    pub theme: RwSignal<Theme>,
    /// Whether the design is safe in this browser.
    pub saved: RwSignal<Saved>,
    /// The open dialog.
    pub dialog: RwSignal<Option<Dialog>>,
    /// Whether the palette is shown.
    pub palette_open: RwSignal<bool>,
    /// Whether the right panel takes half of the window.
    pub side_wide: RwSignal<bool>,
    /// The palette's search field.
    pub search: NodeRef<Input>,
    /// Whether the start choice was waved away for a blank design.
    pub blank: RwSignal<bool>,
    /// The finding whose card is open, by its key in the list.
    pub open_finding: RwSignal<Option<String>>,
    /// The severities that the list of findings leaves out.
    pub hidden_severities: RwSignal<Vec<Severity>>,
    /// Whether the cost table names the source of every price.
    pub show_sources: RwSignal<bool>,
    /// The exported file on show, by its path.
    pub shown_file: RwSignal<String>,
}

impl Shell {
    /// The shell's state at the start.
    pub fn new() -> Self {
        Self {
            theme: RwSignal::new(theme::current()),
            saved: RwSignal::new(Saved::Yes),
            dialog: RwSignal::new(None),
            palette_open: RwSignal::new(super::platform::is_roomy()),
            side_wide: RwSignal::new(false),
            search: NodeRef::new(),
            blank: RwSignal::new(false),
            open_finding: RwSignal::new(None),
            hidden_severities: RwSignal::new(Vec::new()),
            show_sources: RwSignal::new(false),
            shown_file: RwSignal::new(String::new()),
        }
    }

    /// The shell of the surrounding view.
    pub fn here() -> Self {
        expect_context()
    }

    /// Changes between light and dark, and remembers it.
    pub fn toggle_theme(&self) {
        let next = match self.theme.get_untracked() {
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Light,
        };
        self.theme.set(next);
        theme::choose(next);
    }

    /// Stores the design's file in this browser, and notes whether that worked.
    pub fn store(&self, file: &str) {
        let saved = if storage::put(storage::DESIGN, file) { Saved::Yes } else { Saved::Refused };
        if self.saved.get_untracked() != saved {
            self.saved.set(saved);
        }
    }

    /// Puts the focus into the palette's search field.
    pub fn focus_search(&self) {
        self.palette_open.set(true);
        let search = self.search;
        // The field may be shown only after this turn.
        super::platform::soon(move || {
            if let Some(field) = search.get_untracked() {
                // A field that cannot take the focus is not there to be used.
                let _ = field.focus();
                field.select();
            }
        });
    }
}

impl Default for Shell {
    fn default() -> Self {
        Self::new()
    }
}
