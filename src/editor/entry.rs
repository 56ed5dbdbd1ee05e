//! Typed entry: what a person types becomes a setting's value, or a sentence that says what is wrong.
//! Also the way back: values as fields show them. No DOM; the fields call this.

use rust_decimal::Decimal;

use crate::catalog::{DefaultValue, Setting, SettingKind, Settings};
use crate::model::{Value, Values};

/// Reads what was typed into a setting's field. Nothing typed clears the setting.
///
/// # Errors
/// A sentence that says what the setting takes.
pub fn read(setting: &Setting, typed: &str) -> Result<Option<Value>, String> {
    let trimmed = typed.trim();
    if trimmed.is_empty() {
        return Ok(None);
    }
    let value = match setting.kind {
        SettingKind::Flag => match trimmed {
            "yes" | "true" => Some(Value::Bool(true)),
            "no" | "false" => Some(Value::Bool(false)),
            _ => None,
        },
        SettingKind::Whole(..) => number(trimmed).filter(|number| number.is_i64()),
        SettingKind::Number(..) => number(trimmed),
        SettingKind::Text | SettingKind::Choice(_) | SettingKind::Suggested(_) => Some(Value::from(typed.trim())),
        SettingKind::List | SettingKind::Block => Some(json(trimmed)?),
    };
    let expected = || format!("This takes {}.", setting.expected());
    let value = value.ok_or_else(expected)?;
    setting.check(&value).map_err(|_| expected())?;
    Ok(Some(value))
}

/// Reads a usage figure: a number where it is one, else a text.
pub fn read_usage(typed: &str) -> Option<Value> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| number(typed).unwrap_or_else(|| Value::from(typed)))
}

/// Reads a share of 1, also when it is typed as a percentage: `0.999`, `99.9 %`, `99.9`.
///
/// # Errors
/// A sentence that says what is taken.
pub fn read_share(typed: &str) -> Result<Option<f64>, String> {
    let text = typed.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (digits, percent) = text.strip_suffix('%').map_or((text, false), |digits| (digits.trim(), true));
    // In decimal, so that 99.9 % is 0.999 exactly.
    let share = digits
        .parse::<Decimal>()
        .ok()
        .map(|number| if percent || number > Decimal::ONE { number / Decimal::ONE_HUNDRED } else { number });
    match share.filter(|share| (Decimal::ZERO..=Decimal::ONE).contains(share)) {
        Some(share) => Ok(share.to_string().parse().ok()),
        None => Err("This takes a percentage from 0 to 100.".to_owned()),
    }
}

/// A share of 1 as its field shows it: `99.9 %`.
pub fn show_share(share: f64) -> String {
    match share.to_string().parse::<Decimal>() {
        Ok(share) => format!("{} %", (share * Decimal::ONE_HUNDRED).normalize()),
        Err(_) => share.to_string(),
    }
}

/// Reads an amount of money, zero or more.
///
/// # Errors
/// A sentence that says what is taken.
pub fn read_amount(typed: &str) -> Result<Option<f64>, String> {
    let text = typed.trim().trim_start_matches('$');
    if text.is_empty() {
        return Ok(None);
    }
    match number(text).and_then(|number| number.as_f64()) {
        Some(amount) if amount >= 0.0 => Ok(Some(amount)),
        _ => Err("This takes an amount of zero or more.".to_owned()),
    }
}

/// Reads an object of JSON; nothing typed is an empty one.
///
/// # Errors
/// What is wrong with it, and where.
pub fn read_object(typed: &str) -> Result<Values, String> {
    if typed.trim().is_empty() {
        return Ok(Values::new());
    }
    match json(typed)? {
        Value::Object(object) => Ok(object),
        _ => Err("This takes an object: {\"name\": value}.".to_owned()),
    }
}

/// A value as its field shows it: lists and blocks as indented JSON, the rest as plain text.
pub fn show(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        // Writing plain data to a text cannot fail.
        Value::Array(_) | Value::Object(_) => serde_json::to_string_pretty(value).unwrap_or_default(),
    }
}

/// A value in one short line, for differences.
pub fn show_short(value: &Value) -> String {
    match value {
        Value::Array(list) => format!("a list of {}", list.len()),
        Value::Object(block) => format!("a block of {}", block.len()),
        other => show(other),
    }
}

/// What holds where a setting is not set, as its field hints at it; empty where nothing does.
pub fn default_text(setting: &Setting, settings: &Settings<'_>) -> String {
    match setting.default {
        DefaultValue::Flag(flag) => show(&Value::Bool(flag)),
        DefaultValue::Whole(number) => number.to_string(),
        DefaultValue::Text(text) => text.to_owned(),
        DefaultValue::SameAs(other) => match setting.kind {
            SettingKind::Whole(..) => settings.whole(other).map_or_else(String::new, |number| number.to_string()),
            _ => settings.text(other).to_owned(),
        },
        DefaultValue::Absent => String::new(),
    }
}

/// Whether a name is that of a secret, whose value is shown masked (`format.md`).
pub fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["password", "passwd", "secret", "token", "api_key", "access_key", "private_key"]
        .iter()
        .any(|word| name.contains(word))
        && !name.ends_with("_arn")
}

/// Whether a list or block holds a literal secret anywhere.
pub fn holds_secret(value: &Value) -> bool {
    match value {
        Value::Object(block) => {
            let named = block.get("name").and_then(Value::as_str).is_some_and(is_secret);
            block.iter().any(|(name, value)| match value {
                Value::String(text) => !text.is_empty() && (is_secret(name) || (named && name == "value")),
                _ => holds_secret(value),
            })
        }
        Value::Array(list) => list.iter().any(holds_secret),
        _ => false,
    }
}

/// A number, with its thousands grouped or not; whole ones stay whole.
fn number(typed: &str) -> Option<Value> {
    let plain: String = typed.chars().filter(|c| !matches!(c, ',' | '_' | ' ' | '\u{a0}' | '\u{202f}')).collect();
    if let Ok(whole) = plain.parse::<i64>() {
        return Some(Value::from(whole));
    }
    let number: f64 = serde_json::from_str(&decimal(&plain)?).ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "checked: whole and within 2^53")]
    if number.fract() == 0.0 && number.abs() < 9e15 {
        return Some(Value::from(number as i64));
    }
    Some(Value::from(number))
}

/// A decimal number as JSON writes it: `+.5` is 0.5, `05.` is 5.0. JSON's reader is in the program anyway; Rust's own has ten kB of
/// tables.
fn decimal(typed: &str) -> Option<String> {
    let (sign, digits) = match typed.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", typed.strip_prefix('+').unwrap_or(typed)),
    };
    let (whole, rest) = digits.split_at(digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len()));
    let fraction = rest.strip_prefix('.');
    let begins = fraction.is_some_and(|fraction| fraction.starts_with(|c: char| c.is_ascii_digit()));
    if whole.is_empty() && !begins {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    Some(match fraction {
        Some(fraction) if !begins => format!("{sign}{whole}.0{fraction}"),
        _ => format!("{sign}{whole}{rest}"),
    })
}

fn json(typed: &str) -> Result<Value, String> {
    serde_json::from_str(typed).map_err(|error| {
        let full = error.to_string();
        let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(message, _)| message);
        format!("Not valid JSON at line {}, column {}: {message}.", error.line(), error.column())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn setting(kind: SettingKind) -> Setting {
        Setting { name: "x", label: "X", help: "", kind, default: DefaultValue::Absent, advanced: false }
    }

    fn check(kind: SettingKind, typed: &str, expected: Result<Option<Value>, &str>) {
        let found = read(&setting(kind), typed);
        assert_eq!(found, expected.map_err(str::to_owned), "{kind:?} {typed:?}");
    }

    #[test]
    fn what_is_typed_becomes_a_value_or_a_sentence() {
        let whole = SettingKind::Whole(0, 1000);
        check(whole, "", Ok(None));
        check(whole, " 12 ", Ok(Some(json!(12))));
        check(whole, "1,000", Ok(Some(json!(1000))));
        check(whole, "1001", Err("This takes a whole number from 0 to 1000."));
        check(whole, "1.5", Err("This takes a whole number from 0 to 1000."));
        check(whole, "many", Err("This takes a whole number from 0 to 1000."));
        check(SettingKind::Number(0.0, 1e15), "3 000 000", Ok(Some(json!(3_000_000))));
        check(SettingKind::Number(0.0, 1.0), "0.995", Ok(Some(json!(0.995))));
        check(SettingKind::Number(0.0, 1.0), "NaN", Err("This takes a number from 0 to 1."));
        check(SettingKind::Text, " admin ", Ok(Some(json!("admin"))));
        check(SettingKind::Suggested(&["a"]), "b", Ok(Some(json!("b"))));
        check(SettingKind::Choice(&["a"]), "b", Err("This takes one of a."));
        check(SettingKind::List, "[1]", Ok(Some(json!([1]))));
        check(SettingKind::List, "{}", Err("This takes a list."));
        check(SettingKind::Block, "{", Err("Not valid JSON at line 1, column 1: EOF while parsing an object."));
    }

    #[test]
    fn shares_may_be_percentages() {
        for (typed, share) in
            [("0.999", Ok(Some(0.999))), ("99.9 %", Ok(Some(0.999))), ("", Ok(None)), ("1", Ok(Some(1.0)))]
        {
            assert_eq!(read_share(typed), share, "{typed}");
        }
        assert_eq!(show_share(0.999), "99.9 %");
        assert!(read_share("101").is_err() && read_share("x").is_err() && read_amount("-1").is_err());
        assert_eq!(read_amount("$1,200"), Ok(Some(1200.0)));
    }

    #[test]
    fn shown_values_read_back() {
        for value in [json!(3), json!(0.5), json!("text"), json!([1, {"a": "b"}])] {
            let kind = match value {
                Value::Number(_) => SettingKind::Number(0.0, 10.0),
                Value::String(_) => SettingKind::Text,
                _ => SettingKind::List,
            };
            assert_eq!(read(&setting(kind), &show(&value)), Ok(Some(value)));
        }
        assert_eq!(read_usage("10.5"), Some(json!(10.5)));
        assert_eq!(read_usage("linux"), Some(json!("linux")));
    }

    #[test]
    fn secrets_are_found_at_any_depth() {
        assert!(is_secret("password") && is_secret("DB_PASSWORD") && !is_secret("db_name"));
        assert!(!is_secret("secret_arn"));
        assert!(holds_secret(&json!([{"environment": [{"name": "DB_PASSWORD", "value": "x"}]}])));
        assert!(holds_secret(&json!({"a": {"API_TOKEN": "x"}})));
        assert!(!holds_secret(&json!({"environment": [{"name": "HOST", "value": "x"}]})));
    }

    #[test]
    fn decimals_are_read_as_rust_reads_them() {
        for typed in [
            "1.5",
            ".5",
            "5.",
            "-.5",
            "+0.25",
            "007.50",
            "0.1",
            "1e3",
            "2.5E-7",
            "3.e2",
            "1e+2",
            "-0.0",
            "123456789.123456789",
            ".",
            "",
            "-",
            "e5",
            ".e5",
            "1.5.2",
            "1e",
            "0x10",
            "1-2",
            "abc",
            "1e999",
        ] {
            let ours: Option<f64> = decimal(typed).and_then(|text| serde_json::from_str(&text).ok());
            assert_eq!(ours, typed.parse().ok().filter(|number: &f64| number.is_finite()), "{typed}");
        }
    }
}
