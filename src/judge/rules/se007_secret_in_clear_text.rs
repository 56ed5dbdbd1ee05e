//! A password written into the design.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::catalog::{Support};
use serde_json::Value;

/// The rule.
pub const RULE: Rule = Rule {
    id: "SE007",
    slug: "se007_secret_in_clear_text",
    title: "Secret in clear text",
    pillar: Pillar::Security,
    severity: Severity::Warning,
    when: "A component has a literal password, an environment entry with the name of a secret, or is an SSM \
           parameter of type String with such a name.",
    why: "The design is shared, committed and mailed, and the secret travels with it.",
    fix: "Leave the password out: RDS then keeps it in Secrets Manager by itself. Make a parameter a SecureString.",
    trades: &[],
    source: "WA SEC02-BP03; RDS user guide (password management with Secrets Manager)",
    note: "A password in a file is known to everybody who ever had the file, and to its history. RDS can create the \
           password, keep it in Secrets Manager and rotate it. Applications then ask for it at start.",
    path: false,
    bad: Example {
        sketch: r#"db: rds[a,b]{"password": "hunter2hunter2"}"#,
        subject: "db",
    },
    good: Example {
        sketch: "db: rds[a,b]",
        subject: "db",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for (ix, node) in facts.system.each_node() {
        let part = facts.part(ix);
        let found = secrets(part);
        if found.is_empty() || node.service.support == Support::Unknown {
            continue;
        }
        let name = part.label();
        let message = format!(
            "{name} has a secret in clear text ({}); whoever gets the file gets in.",
            words::list(&found)
        );
        let mut mend = Mend::new(facts);
        let fix = match (part.kind(), found.as_slice()) {
            (_, [setting]) if setting.ends_with("password") && part.settings().is_set(setting) => {
                mend.clear(part, setting);
                mend.fix(format!("Let AWS manage the password of {name}"))
            }
            ("ssm_parameter", [one]) if one == CLEAR => {
                mend.set(part, "type", "SecureString");
                if part.settings().raw().contains_key("value") {
                    mend.clear(part, "value");
                }
                mend.fix(format!("Keep {name} encrypted, and its value out of the design"))
            }
            _ => None,
        };
        report.find(part, message).fix(fix);
    }
}

/// What a parameter of type String holds, whatever it is set to outside the design.
const CLEAR: &str = "a parameter that is not encrypted";

/// The names, never the values, of what holds a secret in clear text.
fn secrets(part: Part<'_>) -> Vec<String> {
    let settings = &part.node().component.settings;
    let mut found = Vec::new();
    for name in ["password", "master_password", "secret_string"] {
        if settings.get(name).and_then(Value::as_str).is_some_and(|text| !text.is_empty() && !is_reference(text)) {
            found.push(name.to_owned());
        }
    }
    let containers = settings.get("container_definitions").and_then(Value::as_array).into_iter().flatten();
    let environments = settings.get("environment").into_iter().chain(containers.filter_map(|one| one.get("environment")));
    for environment in environments.filter_map(Value::as_object) {
        let environment = environment.get("variables").and_then(Value::as_object).unwrap_or(environment);
        let secret = |(name, value): &(&String, &Value)| {
            names_a_secret(name) && value.as_str().is_some_and(|text| !text.is_empty() && !is_reference(text))
        };
        found.extend(environment.iter().filter(secret).map(|(name, _)| format!("environment {name}")));
    }
    let plain = part.kind() == "ssm_parameter" && part.settings().text("type") != "SecureString";
    let named = [settings.get("name").and_then(Value::as_str).unwrap_or_default(), part.label(), part.id().as_str()];
    if plain && named.into_iter().any(names_a_secret) {
        found.push(CLEAR.to_owned());
    }
    found
}

/// Whether a name is one that secrets have.
fn names_a_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["password", "passwd", "secret", "token", "api_key", "apikey", "access_key", "private_key"]
        .iter()
        .any(|word| name.contains(word))
        || name.split(['_', '-', '/', '.', ' ']).any(|part| part == "key")
}

/// Whether a text only points to where the secret is.
fn is_reference(text: &str) -> bool {
    text.starts_with("arn:") || text.starts_with("resolve:") || text.starts_with("${") || text.starts_with("var.")
}
