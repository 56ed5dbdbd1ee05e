//! Which values of a design are secrets: never exported, never put into a link, shown hidden.

use super::{Component, Value, Values};

/// What stands in place of a secret wherever a design is shown.
pub const HIDDEN: &str = "(hidden)";

/// Whether a name is one that secrets have.
pub fn names_a_secret(name: &str) -> bool {
    let name = name.to_lowercase();
    ["password", "passwd", "secret", "token", "api_key", "apikey", "access_key", "private_key"]
        .iter()
        .any(|word| name.contains(word))
        || name.split(['_', '-', '/']).any(|part| part == "key")
}

/// Whether a text only points to where the secret is.
pub fn is_reference(text: &str) -> bool {
    text.starts_with("arn:") || text.starts_with("resolve:") || text.starts_with("${") || text.starts_with("var.")
}

/// The settings with every secret in clear text replaced by [`HIDDEN`]: passwords, entries of an
/// environment with a secret's name, the value of a plain parameter with such a name.
pub fn without_secrets(component: &Component) -> Values {
    let mut settings = component.settings.clone();
    for name in ["password", "master_password"] {
        if let Some(value) = settings.get_mut(name) {
            hide(value);
        }
    }
    if let Some(environment) = settings.get_mut("environment") {
        hide_named(environment);
    }
    if let Some(Value::Array(containers)) = settings.get_mut("container_definitions") {
        for environment in containers.iter_mut().filter_map(|container| container.get_mut("environment")) {
            hide_named(environment);
        }
    }
    let called = settings.get("name").and_then(Value::as_str).unwrap_or(component.label());
    let secret_name = component.kind == "ssm_parameter" && names_a_secret(called);
    if secret_name && let Some(value) = settings.get_mut("value") {
        hide(value);
    }
    settings
}

fn hide(value: &mut Value) {
    if !value.as_str().is_some_and(|text| text.is_empty() || is_reference(text)) {
        *value = Value::from(HIDDEN);
    }
}

/// Hides what has a secret's name: in an object, in one below `variables`, in a list of name and value.
fn hide_named(environment: &mut Value) {
    match environment {
        Value::Object(entries) => {
            for (name, value) in entries.iter_mut() {
                match value {
                    Value::Object(_) => hide_named(value),
                    value if names_a_secret(name) => hide(value),
                    _ => {}
                }
            }
        }
        Value::Array(entries) => {
            for entry in entries.iter_mut().filter_map(Value::as_object_mut) {
                if entry.get("name").and_then(Value::as_str).is_some_and(names_a_secret)
                    && let Some(value) = entry.get_mut("value")
                {
                    hide(value);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_hidden_and_the_rest_stays() {
        let check = |kind: &str, settings: &str, expected: &str| {
            let mut component = Component::new(crate::model::Id::new("a"), kind);
            component.settings = serde_json::from_str(settings).unwrap();
            let expected: Values = serde_json::from_str(expected).unwrap();
            assert_eq!(without_secrets(&component), expected, "{settings}");
        };
        check("rds", r#"{"password":"x","engine":"mysql"}"#, r#"{"password":"(hidden)","engine":"mysql"}"#);
        check("rds", r#"{"password":"arn:aws:s"}"#, r#"{"password":"arn:aws:s"}"#);
        check(
            "lambda",
            r#"{"environment":{"variables":{"DB_PASSWORD":"x","STAGE":"a"}}}"#,
            r#"{"environment":{"variables":{"DB_PASSWORD":"(hidden)","STAGE":"a"}}}"#,
        );
        check(
            "ecs_service",
            r#"{"container_definitions":[{"environment":[{"name":"API_TOKEN","value":"x"},{"name":"A","value":"b"}]}]}"#,
            r#"{"container_definitions":[{"environment":[{"name":"API_TOKEN","value":"(hidden)"},{"name":"A","value":"b"}]}]}"#,
        );
        check("ssm_parameter", r#"{"name":"/app/token","value":"x"}"#, r#"{"name":"/app/token","value":"(hidden)"}"#);
        check("ssm_parameter", r#"{"name":"/app/host","value":"x"}"#, r#"{"name":"/app/host","value":"x"}"#);
    }
}
