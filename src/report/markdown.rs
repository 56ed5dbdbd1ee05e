//! Markdown as it is written: blocks apart, data escaped.

/// A page being written.
#[derive(Default)]
pub struct Page {
    text: String,
}

impl Page {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// How much was written, in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// The page's text, with a line break at its end.
    pub fn text(self) -> String {
        self.text
    }

    fn block(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A heading of a level.
    pub fn heading(&mut self, level: usize, title: &str) {
        self.block(&format!("{} {}", "#".repeat(level), escaped(title)));
    }

    /// A paragraph of Zonewise's own words, with data already escaped.
    pub fn paragraph(&mut self, text: &str) {
        self.block(text);
    }

    /// The author's text: Markdown as written, without raw HTML.
    pub fn own(&mut self, text: &str) {
        let kept: String =
            text.replace("\r\n", "\n").chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect();
        self.block(kept.trim_end().replace('<', "&lt;").as_str());
    }

    /// Says that the drawing has nothing for a heading.
    pub fn empty(&mut self, hint: &str) {
        self.block(&format!("*Empty: {hint}*"));
    }

    /// A list of escaped items.
    pub fn list(&mut self, items: &[String]) {
        if !items.is_empty() {
            self.block(&items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n"));
        }
    }

    /// A table of escaped cells; nothing where it has no rows.
    pub fn table(&mut self, heads: &[&str], rows: &[Vec<String>]) {
        if rows.is_empty() {
            return;
        }
        let mut text = format!("| {} |\n|{}", heads.join(" | "), " --- |".repeat(heads.len()));
        for row in rows {
            text.push_str(&format!("\n| {} |", row.join(" | ")));
        }
        self.block(&text);
    }

    /// A listing, fenced by more back quotes than it has in a row.
    pub fn listing(&mut self, language: &str, text: &str) {
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.block(&format!("{fence}{language}\n{}\n{fence}", text.trim_end()));
    }

    /// Another page at the end of this one.
    pub fn append(&mut self, other: &Page) {
        self.block(other.text.trim_end());
    }
}

/// Data as text: nothing in it is markup, and it stays on one line.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_never_markup() {
        assert_eq!(escaped("<b> *a*|b\n#"), "&lt;b&gt; \\*a\\*\\|b \\#");
        let mut page = Page::default();
        page.listing("hcl", "a\n```\nb");
        assert!(page.text().starts_with("````hcl\n"));
    }
}
