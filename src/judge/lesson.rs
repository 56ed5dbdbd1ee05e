//! What there is to learn from a rule: the texts that only an opened finding shows.
//!
//! In a browser the module that is loaded first has none of them; the second module is asked.

use serde_json::{Value, json};

use super::rules;

/// Why a rule matters, how it is met, and a few sentences.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lesson {
    /// Why it matters, in one sentence.
    pub why: String,
    /// How to mend it, in words.
    pub fix: String,
    /// A few sentences for a learner.
    pub note: String,
    /// Where the knowledge is from.
    pub source: String,
}

impl Lesson {
    /// The lesson of a rule, as a text; `None` where there is no such rule.
    pub fn packed(rule: &str) -> Option<String> {
        let rule = rules::find(rule)?;
        json!([rule.why, rule.fix, rule.note, rule.source]).to_string().into()
    }

    /// The lesson in such a text; `None` for any other text.
    pub fn unpacked(text: &str) -> Option<Self> {
        let texts: Value = serde_json::from_str(text).ok()?;
        let text = |at: usize| texts.get(at)?.as_str().map(str::to_owned);
        Some(Self { why: text(0)?, fix: text(1)?, note: text(2)?, source: text(3)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_holds_what_the_rule_says() {
        let rule = rules::find("HA007").unwrap();
        let lesson = Lesson::unpacked(&Lesson::packed("HA007").unwrap()).unwrap();
        assert_eq!(
            [&*lesson.why, &*lesson.fix, &*lesson.note, &*lesson.source],
            [rule.why, rule.fix, rule.note, rule.source]
        );
        assert!(!lesson.why.is_empty() && !lesson.note.is_empty());
        assert_eq!(Lesson::packed("HA000"), None);
        for text in ["", "{}", "[1,2,3,4]", r#"["a","b","c"]"#] {
            assert_eq!(Lesson::unpacked(text), None, "{text}");
        }
    }
}
