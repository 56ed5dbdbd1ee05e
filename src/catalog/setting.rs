//! Settings: what may be set, its default, and typed access that is total over any loaded value.

use crate::model::{Value, Values};

/// One setting of a service. Its name is Terraform's argument where one exists.
pub struct Setting {
    /// The name in files and in Terraform.
    pub name: &'static str,
    /// The label in the inspector.
    pub label: &'static str,
    /// One or two sentences: meaning, unit, range.
    pub help: &'static str,
    /// What values it takes.
    pub kind: SettingKind,
    /// The value where none is set.
    pub default: DefaultValue,
    /// Whether the inspector folds it under "More".
    pub advanced: bool,
}

/// What values a setting takes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum SettingKind {
    /// `true` or `false`.
    Flag,
    /// A whole number from the first to the second, both included.
    Whole(i64, i64),
    /// A number from the first to the second, both included.
    Number(f64, f64),
    /// One line of text.
    Text,
    /// One of these.
    Choice(&'static [&'static str]),
    /// One of these, or other text (instance types and the like).
    Suggested(&'static [&'static str]),
    /// A list of blocks or texts, as Terraform has it.
    List,
    /// A nested block, as Terraform has it.
    Block,
}

/// The value of a setting that is not set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum DefaultValue {
    /// A flag.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A text.
    Text(&'static str),
    /// The value of another setting.
    SameAs(&'static str),
    /// Nothing.
    Absent,
}

/// A usage figure of a service, by Infracost's name for the matching Terraform resource.
pub struct UsageKey {
    /// The name in files.
    pub name: &'static str,
    /// The label in the inspector.
    pub label: &'static str,
    /// Meaning and unit.
    pub help: &'static str,
}

/// A value that a setting does not take; the default holds instead, and the value is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// What would be right, in words: "a whole number from 0 to 1000".
    pub expected: String,
}

impl Setting {
    /// Checks a value.
    ///
    /// # Errors
    /// What the setting takes, where the value is not of that kind or out of range.
    pub fn check(&self, value: &Value) -> Result<(), Problem> {
        let fits = match self.kind {
            SettingKind::Flag => value.is_boolean(),
            SettingKind::Whole(low, high) => whole(value).is_some_and(|n| (low..=high).contains(&n)),
            SettingKind::Number(low, high) => value.as_f64().is_some_and(|n| (low..=high).contains(&n)),
            SettingKind::Text | SettingKind::Suggested(_) => value.as_str().is_some_and(|text| text.len() <= 4096),
            SettingKind::Choice(choices) => value.as_str().is_some_and(|text| choices.contains(&text)),
            SettingKind::List => value.is_array(),
            SettingKind::Block => value.is_object() || value.as_array().is_some_and(|list| list.len() <= 1),
        };
        if fits { Ok(()) } else { Err(Problem { expected: self.expected() }) }
    }

    /// What the setting takes, in words.
    pub fn expected(&self) -> String {
        match self.kind {
            SettingKind::Flag => "true or false".to_owned(),
            SettingKind::Whole(low, high) => format!("a whole number from {low} to {high}"),
            SettingKind::Number(low, high) => format!("a number from {low} to {high}"),
            SettingKind::Text | SettingKind::Suggested(_) => "a text of at most 4096 bytes".to_owned(),
            SettingKind::Choice(choices) => format!("one of {}", choices.join(", ")),
            SettingKind::List => "a list".to_owned(),
            SettingKind::Block => "an object".to_owned(),
        }
    }
}

/// A whole number, also when it is written as `2.0`.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        let number = value.as_f64()?;
        #[expect(clippy::cast_possible_truncation, reason = "checked: whole and within 2^53")]
        (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64)
    })
}

/// Typed access to settings. A value of the wrong kind counts as not set.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    values: &'a Values,
    known: &'static [Setting],
}

impl<'a> Settings<'a> {
    /// The settings of a component of the service that declares `known`.
    pub fn new(values: &'a Values, known: &'static [Setting]) -> Self {
        Self { values, known }
    }

    /// The values as they are in the design, unknown names included.
    pub fn raw(&self) -> &'a Values {
        self.values
    }

    /// The value that is set, when it is one that the setting takes (or the setting is not declared).
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        let value = self.values.get(name)?;
        match self.known.iter().find(|setting| setting.name == name) {
            Some(setting) if setting.check(value).is_err() => None,
            _ => Some(value),
        }
    }

    /// Whether an acceptable value is set.
    pub fn is_set(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn default(&self, name: &str) -> DefaultValue {
        self.known.iter().find(|setting| setting.name == name).map_or(DefaultValue::Absent, |setting| setting.default)
    }

    /// A flag; `false` where nothing says otherwise.
    pub fn flag(&self, name: &str) -> bool {
        match (self.get(name).and_then(Value::as_bool), self.default(name)) {
            (Some(value), _) => value,
            (None, DefaultValue::Flag(value)) => value,
            _ => false,
        }
    }

    /// A whole number; `None` where neither a value nor a default is given.
    pub fn whole(&self, name: &str) -> Option<i64> {
        match (self.get(name).and_then(whole), self.default(name)) {
            (Some(value), _) => Some(value),
            (None, DefaultValue::Whole(value)) => Some(value),
            (None, DefaultValue::SameAs(other)) if other != name => self.whole(other),
            _ => None,
        }
    }

    /// A whole number that is a count; 0 where neither a value nor a default is given.
    pub fn count(&self, name: &str) -> usize {
        self.whole(name).and_then(|number| usize::try_from(number).ok()).unwrap_or(0)
    }

    /// A number that is set; defaults do not apply.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.get(name).and_then(Value::as_f64)
    }

    /// A text; empty where neither a value nor a default is given.
    pub fn text(&self, name: &str) -> &'a str {
        match (self.get(name).and_then(Value::as_str), self.default(name)) {
            (Some(value), _) => value,
            (None, DefaultValue::Text(value)) => value,
            (None, DefaultValue::SameAs(other)) if other != name => self.text(other),
            _ => "",
        }
    }

    /// A list; empty where none is set.
    pub fn list(&self, name: &str) -> &'a [Value] {
        self.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// A nested block; a list of one is read too.
    pub fn block(&self, name: &str) -> Option<&'a Values> {
        match self.get(name)? {
            Value::Object(block) => Some(block),
            Value::Array(list) => list.first().and_then(Value::as_object),
            _ => None,
        }
    }
}
