//! Shortcuts: keys with their modifiers, by value and by place on the keyboard.

/// A key with its modifiers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shortcut {
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    /// Shift; not asked where the key itself needs it on some keyboards.
    pub shift: Option<bool>,
    /// Alt, or Option on a Mac.
    pub alt: bool,
    /// The key's value in lower case (`z`, `delete`, `?`).
    pub key: &'static str,
    /// The key's place on the keyboard (`KeyZ`, `Digit1`), for layouts where its value differs; may be empty.
    pub code: &'static str,
    /// How it is said.
    pub said: &'static str,
}

/// A key alone.
pub const fn key(key: &'static str, said: &'static str) -> Shortcut {
    Shortcut { ctrl: false, shift: Some(false), alt: false, key, code: "", said }
}

/// A key whose sign may need Shift on some keyboards.
pub const fn sign(key: &'static str, said: &'static str) -> Shortcut {
    Shortcut { ctrl: false, shift: None, alt: false, key, code: "", said }
}

/// A key with Ctrl, or Command on a Mac.
pub const fn ctrl(key: &'static str, code: &'static str, said: &'static str) -> Shortcut {
    Shortcut { ctrl: true, shift: Some(false), alt: false, key, code, said }
}

/// A key with Ctrl, and with Shift or without.
pub const fn ctrl_any_shift(key: &'static str, code: &'static str, said: &'static str) -> Shortcut {
    Shortcut { ctrl: true, shift: None, alt: false, key, code, said }
}

/// A key that was pressed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Press {
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// The key's value in lower case.
    pub key: String,
    /// The key's place.
    pub code: String,
}

impl Shortcut {
    /// Whether this is the pressed key.
    pub fn is(&self, press: &Press) -> bool {
        let by_place = !self.code.is_empty() && press.code == self.code && !is_letter(&press.key);
        self.ctrl == press.ctrl
            && self.alt == press.alt
            && self.shift.is_none_or(|shift| shift == press.shift)
            && (press.key == self.key || by_place || (self.alt && press.code == self.code))
    }

    /// How it is said on this machine.
    pub fn text(&self, mac: bool) -> String {
        if mac { self.said.replace("Ctrl", "\u{2318}").replace("Alt", "\u{2325}") } else { self.said.to_owned() }
    }
}

/// Whether a key types a Latin letter: then its value counts, whatever its place.
fn is_letter(key: &str) -> bool {
    key.len() == 1 && key.bytes().all(|byte| byte.is_ascii_alphabetic())
}
