//! The registry of commands: what can be done, by which keys, and how. Keyboard, shortcut sheet and
//! buttons read it, so that none of them can promise what the others do not do.

use leptos::prelude::*;

use super::canvas::CanvasHandle;
use super::files;
use super::shell::{Dialog, Shell};
pub use super::shortcut::{Press, Shortcut};
use super::shortcut::{ctrl, ctrl_any_shift, key, sign};
use super::workspace::Workspace;

/// What a command reaches.
#[derive(Clone, Copy)]
pub struct Reach {
    /// The design, its history and selection.
    pub workspace: Workspace,
    /// The canvas.
    pub canvas: CanvasHandle,
    /// Panels, dialogs, theme.
    pub shell: Shell,
}

impl Reach {
    /// What the surrounding view reaches.
    pub fn here() -> Self {
        Self { workspace: Workspace::here(), canvas: expect_context(), shell: Shell::here() }
    }
}

/// Where the keyboard must be for a shortcut to count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Where {
    /// Anywhere, also while typing.
    Anywhere,
    /// Anywhere but in a field.
    NotTyping,
    /// On the canvas, or nowhere in particular: these keys mean something to buttons and lists.
    Canvas,
}

/// Something that can be done.
pub struct AppCommand {
    /// Its name in code and tests.
    pub id: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// The heading it stands under in the shortcut sheet.
    pub group: &'static str,
    /// Where its shortcuts count.
    pub place: Where,
    /// Its shortcuts, the usual one first.
    pub shortcuts: &'static [Shortcut],
    /// Does it.
    pub run: fn(&Reach),
}

const STEP: f64 = 1.0;
const STRIDE: f64 = 5.0;

macro_rules! nudge {
    ($id:literal, $label:literal, $key:literal, $said:literal, $shift:literal, $dx:expr, $dy:expr) => {
        AppCommand {
            id: $id,
            label: $label,
            group: "Selection",
            place: Where::Canvas,
            shortcuts: &[Shortcut { ctrl: false, shift: Some($shift), alt: false, key: $key, code: "", said: $said }],
            run: |reach| {
                if !reach.workspace.selection.with_untracked(|selection| selection.is_empty()) {
                    reach.canvas.nudge($dx, $dy);
                }
            },
        }
    };
}

/// Every command.
pub const COMMANDS: &[AppCommand] = &[
    AppCommand {
        id: "undo",
        label: "Undo",
        group: "Design",
        place: Where::NotTyping,
        shortcuts: &[ctrl("z", "KeyZ", "Ctrl Z")],
        run: |reach| reach.workspace.undo(),
    },
    AppCommand {
        id: "redo",
        label: "Redo",
        group: "Design",
        place: Where::NotTyping,
        shortcuts: &[
            Shortcut { ctrl: true, shift: Some(true), alt: false, key: "z", code: "KeyZ", said: "Ctrl Shift Z" },
            ctrl("y", "KeyY", "Ctrl Y"),
        ],
        run: |reach| reach.workspace.redo(),
    },
    AppCommand {
        id: "save",
        label: "Save the design as a file",
        group: "Design",
        place: Where::Anywhere,
        shortcuts: &[ctrl("s", "KeyS", "Ctrl S")],
        run: |reach| files::save(reach.workspace),
    },
    AppCommand {
        id: "open",
        label: "Open a file",
        group: "Design",
        place: Where::Anywhere,
        shortcuts: &[ctrl("o", "KeyO", "Ctrl O")],
        run: |reach| files::choose(reach.workspace, reach.shell),
    },
    AppCommand {
        id: "search",
        label: "Search components to add",
        group: "Design",
        place: Where::NotTyping,
        shortcuts: &[sign("/", "/")],
        run: |reach| reach.shell.focus_search(),
    },
    AppCommand {
        id: "select-all",
        label: "Select everything",
        group: "Selection",
        place: Where::NotTyping,
        shortcuts: &[ctrl("a", "KeyA", "Ctrl A")],
        run: |reach| reach.canvas.select_all(),
    },
    AppCommand {
        id: "escape",
        label: "Cancel; then select nothing; then end the drill",
        group: "Selection",
        place: Where::NotTyping,
        shortcuts: &[sign("escape", "Esc")],
        run: |reach| {
            if reach.canvas.cancel() {
                return;
            }
            let workspace = reach.workspace;
            if !workspace.selection.with_untracked(|selection| selection.is_empty()) {
                workspace.selection.set(super::workspace::Selection::default());
            } else if !workspace.failures.with_untracked(Vec::is_empty) {
                workspace.failures.set(Vec::new());
            }
        },
    },
    AppCommand {
        id: "delete",
        label: "Delete the selection",
        group: "Selection",
        place: Where::NotTyping,
        shortcuts: &[sign("delete", "Delete"), sign("backspace", "Backspace")],
        run: |reach| reach.canvas.delete_selection(),
    },
    AppCommand {
        id: "duplicate",
        label: "Duplicate the selection",
        group: "Selection",
        place: Where::NotTyping,
        shortcuts: &[ctrl("d", "KeyD", "Ctrl D")],
        run: |reach| reach.canvas.duplicate_selection(),
    },
    AppCommand {
        id: "connect",
        label: "Connect: then press the one to call",
        group: "Selection",
        place: Where::NotTyping,
        shortcuts: &[key("a", "A")],
        run: |reach| reach.canvas.connect(),
    },
    AppCommand {
        id: "connect",
        label: "Connect: then press or choose the other component",
        group: "Selection",
        place: Where::Canvas,
        shortcuts: &[key("a", "A")],
        run: |reach| reach.canvas.connect(),
    },
    AppCommand {
        id: "rename",
        label: "Rename the selected component",
        group: "Selection",
        place: Where::Canvas,
        shortcuts: &[key("f2", "F2"), key("enter", "Enter")],
        run: |reach| {
            let one = reach.workspace.selection.with_untracked(|selection| match selection.components.as_slice() {
                [one] => Some(one.clone()),
                _ => None,
            });
            if one.is_some() {
                reach.workspace.renaming.set(one);
            }
        },
    },
    nudge!("left", "Move by a grid step", "arrowleft", "\u{2190}", false, -STEP, 0.0),
    nudge!("right", "Move by a grid step", "arrowright", "\u{2192}", false, STEP, 0.0),
    nudge!("up", "Move by a grid step", "arrowup", "\u{2191}", false, 0.0, -STEP),
    nudge!("down", "Move by a grid step", "arrowdown", "\u{2193}", false, 0.0, STEP),
    nudge!("left-far", "Move by five steps", "arrowleft", "Shift \u{2190}", true, -STRIDE, 0.0),
    nudge!("right-far", "Move by five steps", "arrowright", "Shift \u{2192}", true, STRIDE, 0.0),
    nudge!("up-far", "Move by five steps", "arrowup", "Shift \u{2191}", true, 0.0, -STRIDE),
    nudge!("down-far", "Move by five steps", "arrowdown", "Shift \u{2193}", true, 0.0, STRIDE),
    AppCommand {
        id: "zoom-in",
        label: "Zoom in",
        group: "View",
        place: Where::Anywhere,
        shortcuts: &[ctrl_any_shift("+", "", "Ctrl +"), ctrl_any_shift("=", "Equal", "Ctrl =")],
        run: |reach| reach.canvas.zoom_in(),
    },
    AppCommand {
        id: "zoom-out",
        label: "Zoom out",
        group: "View",
        place: Where::Anywhere,
        shortcuts: &[ctrl_any_shift("-", "Minus", "Ctrl \u{2212}")],
        run: |reach| reach.canvas.zoom_out(),
    },
    AppCommand {
        id: "zoom-100",
        label: "Zoom to 100 %",
        group: "View",
        place: Where::Anywhere,
        shortcuts: &[ctrl("0", "Digit0", "Ctrl 0")],
        run: |reach| reach.canvas.zoom_100(),
    },
    AppCommand {
        id: "fit",
        label: "Show everything",
        group: "View",
        place: Where::NotTyping,
        shortcuts: &[Shortcut {
            ctrl: false,
            shift: Some(true),
            alt: false,
            key: "!",
            code: "Digit1",
            said: "Shift 1",
        }],
        run: |reach| reach.canvas.fit(),
    },
    AppCommand {
        id: "fit-selection",
        label: "Show the selection",
        group: "View",
        place: Where::NotTyping,
        shortcuts: &[Shortcut {
            ctrl: false,
            shift: Some(true),
            alt: false,
            key: "@",
            code: "Digit2",
            said: "Shift 2",
        }],
        run: |reach| reach.canvas.fit_selection(),
    },
    AppCommand {
        id: "theme",
        label: "Light or dark",
        group: "View",
        place: Where::Anywhere,
        shortcuts: &[Shortcut {
            ctrl: false,
            shift: Some(true),
            alt: true,
            key: "d",
            code: "KeyD",
            said: "Alt Shift D",
        }],
        run: |reach| reach.shell.toggle_theme(),
    },
    AppCommand {
        id: "shortcuts",
        label: "Show these shortcuts",
        group: "View",
        place: Where::NotTyping,
        shortcuts: &[sign("?", "?")],
        run: |reach| reach.shell.dialog.set(Some(Dialog::Shortcuts)),
    },
];

/// The command of an id.
pub fn find(id: &str) -> Option<&'static AppCommand> {
    COMMANDS.iter().find(|command| command.id == id)
}

/// A label with its usual shortcut, for a button's title: `Undo: Move web (Ctrl Z)`.
pub fn title(id: &str, detail: Option<&str>) -> String {
    let Some(command) = find(id) else { return String::new() };
    let mut title = command.label.to_owned();
    if let Some(detail) = detail {
        title = format!("{title}: {detail}");
    }
    match command.shortcuts.first() {
        Some(shortcut) => format!("{title} ({})", shortcut.text(super::platform::is_mac())),
        None => title,
    }
}
