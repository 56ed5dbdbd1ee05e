//! Plain text for people: aligned tables, and names that cannot play tricks on a terminal.

/// Text on one line: control characters (line breaks, terminal sequences) and characters that turn the
/// direction of writing are shown as a replacement character.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || turns(c) { '\u{fffd}' } else { c }).collect()
}

fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')
}

/// How a column is aligned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table that is as wide as its cells.
#[derive(Debug)]
pub struct Table {
    sides: Vec<Side>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with a heading: one side and one title a column.
    pub fn new(columns: &[(Side, &str)]) -> Self {
        let heading = columns.iter().map(|(_, title)| (*title).to_owned()).collect();
        Self { sides: columns.iter().map(|(side, _)| *side).collect(), rows: vec![heading] }
    }

    /// Adds a row.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(|cell| plain(cell.as_ref())).collect());
    }

    /// Whether nothing but the heading is in it.
    pub fn is_empty(&self) -> bool {
        self.rows.len() < 2
    }

    /// The text, every line indented.
    pub fn text(&self, indent: &str) -> String {
        let width = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.sides.len()).map(width).collect();
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::from(indent);
            for ((cell, side), width) in row.iter().zip(&self.sides).zip(&widths) {
                let gap = " ".repeat(width - cell.chars().count());
                match side {
                    Side::Left => line.extend([cell.as_str(), &gap, "  "]),
                    Side::Right => line.extend([gap.as_str(), cell, "  "]),
                }
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{Side, Table, plain};

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut table = Table::new(&[(Side::Left, "what"), (Side::Right, "a month")]);
        table.row(["é", "$1.00"]);
        table.row(["instance hours", "$1,000.00"]);
        assert_eq!(
            table.text("  "),
            "  what              a month\n  é                   $1.00\n  instance hours  $1,000.00\n"
        );
    }

    #[test]
    fn names_cannot_move_the_cursor_or_turn_the_text() {
        assert_eq!(plain("a\u{1b}[2J\nb\u{202e}c"), "a\u{fffd}[2J\u{fffd}b\u{fffd}c");
    }
}
