//! Text between quotes: nothing in it opens an interpolation, ends the text, or hides.

/// Prints a text with its quotes.
pub fn quote(out: &mut String, text: &str) {
    out.push('"');
    escape(out, text, Place::Text);
    out.push('"');
}

/// Line breaks outside the control characters.
pub fn is_line_break(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Where a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A text or a piece of one.
    Text,
    /// A piece with an interpolation behind it, which a closing `$` or `%` would escape.
    BeforeExpression,
    /// A block's label, where no interpolation may stand.
    Label,
}

/// Escapes text for quotes.
pub fn escape(out: &mut String, text: &str, place: Place) {
    // Signs that may open an interpolation, together with what follows them.
    let mut signs = String::new();
    for c in text.chars() {
        if matches!(c, '$' | '%') {
            signs.push(c);
            continue;
        }
        let opens = c == '{';
        let before_brace = if place == Place::Label { place } else { Place::Text };
        flush_signs(out, &mut signs, opens, before_brace);
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || is_line_break(c) || is_invisible(c) => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    flush_signs(out, &mut signs, place == Place::BeforeExpression, Place::BeforeExpression);
}

/// Prints `$` and `%`. Before a brace one alone is doubled; several, over whose meaning readers of HCL
/// differ, and those before an expression become an expression of their own.
fn flush_signs(out: &mut String, signs: &mut String, opens: bool, place: Place) {
    match (opens, place) {
        _ if signs.is_empty() => {}
        (false, _) => out.push_str(signs),
        (true, Place::Label) => signs.chars().for_each(|c| out.push_str(&format!("\\u{:04x}", u32::from(c)))),
        (true, Place::Text) if signs.len() == 1 => {
            out.push_str(signs);
            out.push_str(signs);
        }
        (true, _) => out.push_str(&format!("${{\"{signs}\"}}")),
    }
    signs.clear();
}

/// Characters that change how a reader sees the text around them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
