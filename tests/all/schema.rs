//! The JSON Schema of the format is current, and what Zonewise writes is valid against it.

use serde_json::{Value, json};
use zonewise::codec::{save, schema};

use crate::support::golden;
use crate::support::random::{self, Options};

#[test]
fn the_kept_schema_is_current() {
    golden::check_kept("public/zonewise-1.schema.json", &schema());
}

#[test]
fn what_is_written_is_valid_against_the_schema() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    for entry in std::fs::read_dir("public/samples").unwrap() {
        let path = entry.unwrap().path();
        let file: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(problems(&schema, &schema, &file, "$"), Vec::<String>::new(), "{}", path.display());
    }
    for seed in 0..100 {
        for options in [Options::ODD, Options::PLANNABLE] {
            let text = save(&random::design(seed, &options));
            let file: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(problems(&schema, &schema, &file, "$"), Vec::<String>::new(), "{text}");
        }
    }
}

#[test]
fn the_schema_refuses_what_is_no_design() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let component = |field: &str, value: Value| {
        let mut component = json!({"id": "x", "type": "s3", "settings": {}});
        component[field] = value;
        json!({"format": "zonewise/1", "name": "", "region": "", "components": [component], "connections": []})
    };
    assert_eq!(problems(&schema, &schema, &component("tier", json!("public")), "$"), Vec::<String>::new());
    for (file, place) in [
        (json!([]), "$ "),
        (json!({"components": []}), "$ lacks format"),
        (json!({"format": "zonewise/2", "components": []}), "$.format"),
        (json!({"format": "zonewise/1", "components": {}}), "$.components"),
        (component("id", json!(7)), "$.components[0].id"),
        (component("zones", json!("a")), "$.components[0].zones"),
        (component("at", json!([1])), "$.components[0].at"),
        (component("at", json!([1, "2"])), "$.components[0].at"),
        (component("settings", json!([])), "$.components[0].settings"),
        (component("tier", json!("cellar")), "$.components[0].tier"),
    ] {
        let found = problems(&schema, &schema, &file, "$");
        assert!(found.iter().any(|problem| problem.starts_with(place)), "{file}: {found:?}");
    }
}

/// Everything in which a value differs from a schema; knows the keywords that the schema uses, and
/// panics at any other, so that none is skipped.
fn problems(root: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let Some(keywords) = schema.as_object() else {
        return if schema == &json!(false) { vec![format!("{place} is not allowed")] } else { vec![] };
    };
    let mut found = Vec::new();
    for (keyword, rule) in keywords {
        let length = value.as_array().map(|items| items.len() as u64);
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "default" | "format" => {}
            "$ref" => {
                let target = root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap();
                found.extend(problems(root, target, value, place));
            }
            "anyOf" => {
                let fits = |rule| problems(root, rule, value, place).is_empty();
                if !rule.as_array().unwrap().iter().any(fits) {
                    found.push(format!("{place} is none of the alternatives"));
                }
            }
            "const" if value != rule => found.push(format!("{place} is not {rule}")),
            "enum" if !rule.as_array().unwrap().contains(value) => found.push(format!("{place} is none of {rule}")),
            "const" | "enum" => {}
            "type" => {
                let one = |name: &Value| is_type(value, name.as_str().unwrap());
                if !rule.as_array().map_or_else(|| one(rule), |names| names.iter().any(one)) {
                    found.push(format!("{place} is not of type {rule}"));
                }
            }
            "required" => {
                let missing = |name: &&Value| value.is_object() && value.get(name.as_str().unwrap()).is_none();
                let missing = rule.as_array().unwrap().iter().filter(missing);
                found.extend(missing.map(|name| format!("{place} lacks {}", name.as_str().unwrap())));
            }
            "properties" => {
                for (name, rule) in rule.as_object().unwrap() {
                    if let Some(member) = value.get(name) {
                        found.extend(problems(root, rule, member, &format!("{place}.{name}")));
                    }
                }
            }
            "additionalProperties" => {
                let known = keywords.get("properties").and_then(Value::as_object);
                for (name, member) in value.as_object().into_iter().flatten() {
                    if known.is_none_or(|known| !known.contains_key(name)) {
                        found.extend(problems(root, rule, member, &format!("{place}.{name}")));
                    }
                }
            }
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(problems(root, rule, item, &format!("{place}[{at}]")));
                }
            }
            "minItems" if length < rule.as_u64() && length.is_some() => found.push(format!("{place} is too short")),
            "maxItems" if length > rule.as_u64() => found.push(format!("{place} is too long")),
            "minItems" | "maxItems" => {}
            other => panic!("the schema uses {other}, which this check does not know"),
        }
    }
    found
}

fn is_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("no JSON type is called {other}"),
    }
}
