//! Colours for configuration text: comments, texts, numbers, names of blocks and arguments. A reader's aid
//! only; whether the text is right is not its business.

/// Splits a text into pieces with the class that tints them; empty = not tinted.
pub fn pieces(text: &str) -> Vec<(&'static str, String)> {
    let mut pieces: Vec<(&'static str, String)> = Vec::new();
    let mut heredoc: Option<String> = None;
    for line in text.split_inclusive('\n') {
        if let Some(end) = &heredoc {
            let ends = line.trim() == end;
            push(&mut pieces, "hcl-text", line);
            if ends {
                heredoc = None;
            }
            continue;
        }
        line_pieces(line, &mut pieces);
        heredoc = line.trim_end().rsplit_once("<<").and_then(|(_, tag)| {
            let tag = tag.trim_start_matches('-');
            (!tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')).then(|| tag.to_owned())
        });
    }
    pieces
}

fn push(pieces: &mut Vec<(&'static str, String)>, class: &'static str, text: &str) {
    match pieces.last_mut() {
        Some((last, piece)) if *last == class => piece.push_str(text),
        _ => pieces.push((class, text.to_owned())),
    }
}

fn line_pieces(line: &str, pieces: &mut Vec<(&'static str, String)>) {
    let mut rest = line;
    let mut first_word = true;
    while let Some(c) = rest.chars().next() {
        let (class, length) = if c == '#' || rest.starts_with("//") {
            ("hcl-comment", rest.len())
        } else if c == '"' {
            first_word = false;
            ("hcl-text", text_length(rest))
        } else if c.is_ascii_alphabetic() || c == '_' {
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
            let class = match rest.get(..length) {
                Some("true" | "false" | "null") => "hcl-number",
                _ if first_word => "hcl-name",
                _ => "",
            };
            first_word = false;
            (class, length)
        } else if c.is_ascii_digit() {
            first_word = false;
            ("hcl-number", rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len()))
        } else {
            ("", c.len_utf8())
        };
        let (piece, after) = rest.split_at_checked(length.max(1)).unwrap_or((rest, ""));
        push(pieces, class, piece);
        rest = after;
    }
}

/// The length of the quoted text at the head, quotes included, with the texts inside its `${ }`.
fn text_length(text: &str) -> usize {
    // What is open, innermost last: a quote, or the brace of an interpolation.
    let mut open = vec!['"'];
    let mut before = '"';
    for (at, c) in text.char_indices().skip(1) {
        let escaped = before == '\\';
        match (c, open.last()) {
            ('"', Some('"')) if !escaped => {
                open.pop();
            }
            ('"', Some('{')) => open.push('"'),
            ('{', Some('"')) if before == '$' || before == '%' => open.push('{'),
            ('{', Some('{')) => open.push('{'),
            ('}', Some('{')) => {
                open.pop();
            }
            _ => {}
        }
        if open.is_empty() {
            return at + 1;
        }
        before = if escaped && c == '\\' { ' ' } else { c };
    }
    text.len()
}
