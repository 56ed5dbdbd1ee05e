//! The short text form in which tests and rule examples are written.
//!
//! Statements end at a line break or `;`:
//!
//! ```text
//! requirements {"dr_required": true}
//! web: asg[a,b](private){"min_size": 2}      id: type[zones](tier)@place{settings}
//! users: users; lb: alb[a,b]
//! users -> lb -> web => db: ...              -> request, => data, ~> event, -KIND-> any other kind
//! lb -> web {"group": "main", "port": 80}    fields of the connection, the rest are settings
//! ```
//! Components that need a VPC, or have zones and may be in one, are put into a VPC `main` that is made
//! for them, unless `@place` says otherwise.

#![expect(clippy::indexing_slicing, reason = "indexing a JSON object that was just built adds the key")]

use std::collections::BTreeSet;

use serde_json::{Value, json};
use thiserror::Error;

use super::{LoadError, Loaded, load};
use crate::catalog;
use crate::model::{ConnectionKind, Values};

/// What is wrong with a sketch.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum SketchError {
    /// A statement that is none of the forms.
    #[error("cannot read \u{201c}{0}\u{201d}")]
    Statement(String),
    /// The design it describes cannot be loaded.
    #[error(transparent)]
    Load(#[from] LoadError),
}

/// Reads a sketch into a design, with the loader's repairs.
///
/// # Errors
/// When a statement is none of the forms.
pub fn sketch(text: &str) -> Result<Loaded, SketchError> {
    let mut file = Values::new();
    let (mut components, mut connections) = (Vec::new(), Vec::new());
    let mut lanes: BTreeSet<String> = BTreeSet::new();
    lanes.extend(["a".to_owned(), "b".to_owned()]);
    let mut needs_vpc = false;
    for statement in statements(text) {
        let wrong = || SketchError::Statement(statement.clone());
        if let Some(rest) = statement.strip_prefix("requirements ") {
            file.insert("requirements".to_owned(), serde_json::from_str(rest).map_err(|_| wrong())?);
        } else if let Some((id, rest)) = component_parts(&statement) {
            let component = component(id, rest, &mut lanes, &mut needs_vpc).ok_or_else(wrong)?;
            components.push(component);
        } else {
            connections.extend(chain(&statement).ok_or_else(wrong)?);
        }
    }
    if needs_vpc {
        let zones: Vec<String> = lanes.into_iter().collect();
        components.push(json!({"id": "main", "type": "vpc", "settings": {"zones": zones}}));
    }
    file.insert("format".to_owned(), super::FORMAT.into());
    file.insert("region".to_owned(), "us-east-1".into());
    file.insert("components".to_owned(), components.into());
    file.insert("connections".to_owned(), connections.into());
    Ok(load(Value::Object(file).to_string().as_bytes())?)
}

/// Splits at line breaks and semicolons outside braces and quotes; drops `#` comments.
fn statements(text: &str) -> Vec<String> {
    let (mut all, mut current, mut depth, mut quoted) = (Vec::new(), String::new(), 0_usize, false);
    for line in text.lines() {
        let line = line.split_once(" # ").map_or(line, |(code, _)| code);
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                '{' | '[' if !quoted => depth += 1,
                '}' | ']' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            if c == ';' && depth == 0 && !quoted {
                all.push(std::mem::take(&mut current));
            } else {
                current.push(c);
            }
        }
        if depth == 0 {
            all.push(std::mem::take(&mut current));
        } else {
            current.push(' ');
        }
    }
    all.push(current);
    all.into_iter().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty() && !s.starts_with('#')).collect()
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

fn component_parts(statement: &str) -> Option<(&str, &str)> {
    let (id, rest) = statement.split_once(':')?;
    is_id(id.trim()).then_some((id.trim(), rest.trim()))
}

fn component(id: &str, rest: &str, lanes: &mut BTreeSet<String>, needs_vpc: &mut bool) -> Option<Value> {
    let (head, settings) = match rest.find('{') {
        Some(at) => (rest.get(..at)?, serde_json::from_str(rest.get(at..)?).ok()?),
        None => (rest, Values::new()),
    };
    let end = head.find(['[', '(', '@']).unwrap_or(head.len());
    let kind = head.get(..end)?.trim();
    let between = |open: char, close: char| Some(head.split_once(open)?.1.split_once(close)?.0.trim());
    let zones: Vec<&str> = between('[', ']').map_or(Vec::new(), |zones| zones.split(',').map(str::trim).collect());
    let mut component = json!({"id": id, "type": kind, "settings": settings});
    if kind == "vpc" {
        component["settings"]["zones"] = json!(zones);
    } else if !zones.is_empty() {
        component["zones"] = json!(zones);
    }
    if let Some(tier) = between('(', ')') {
        component["tier"] = tier.into();
    }
    let scope = catalog::find(kind).scope;
    if let Some((_, place)) = head.rsplit_once('@') {
        component["in"] = place.trim().into();
    } else if scope.needs_vpc() || (scope.fits_vpc() && !zones.is_empty()) {
        component["in"] = "main".into();
        *needs_vpc = true;
        lanes.extend(zones.into_iter().map(str::to_owned));
    }
    Some(component)
}

fn chain(statement: &str) -> Option<Vec<Value>> {
    let (ends, fields) = match statement.find('{') {
        Some(at) => (statement.get(..at)?, serde_json::from_str(statement.get(at..)?).ok()?),
        None => (statement, Values::new()),
    };
    let words: Vec<&str> = ends.split_whitespace().collect();
    if words.len() < 3 || words.len().is_multiple_of(2) {
        return None;
    }
    let mut connections = Vec::new();
    for step in words.windows(3).step_by(2) {
        let [from, arrow, to] = step else { return None };
        let kind = arrow_kind(arrow)?;
        if !is_id(from) || !is_id(to) {
            return None;
        }
        let mut connection = json!({"from": from, "to": to, "kind": kind.name(), "settings": {}});
        for (name, value) in &fields {
            if matches!(name.as_str(), "id" | "group" | "primary" | "dependency" | "label") {
                connection[name] = value.clone();
            } else {
                connection["settings"][name] = value.clone();
            }
        }
        connections.push(connection);
    }
    Some(connections)
}

fn arrow_kind(arrow: &str) -> Option<ConnectionKind> {
    match arrow {
        "->" => Some(ConnectionKind::Request),
        "=>" => Some(ConnectionKind::Data),
        "~>" => Some(ConnectionKind::Event),
        _ => ConnectionKind::from_name(arrow.strip_prefix('-')?.strip_suffix("->")?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Tier, broken};

    #[test]
    fn a_sketch_gives_a_design_without_repairs() {
        let loaded = sketch(
            r#"users: users{"requests_per_month": 1000}
               lb: alb[a,b]; web: asg[a,b]{"min_size": 2}
               db: rds[a,b]
               users -> lb -> web => db"#,
        )
        .unwrap();
        assert_eq!(loaded.repairs, []);
        assert_eq!(broken(&loaded.design), []);
        assert_eq!(loaded.design.connections.len(), 3);
        assert_eq!(loaded.design.component("lb").unwrap().tier, Some(Tier::Public));
        let saved = super::super::save(&loaded.design);
        assert_eq!(load(saved.as_bytes()).unwrap(), Loaded { design: loaded.design, repairs: vec![] });
    }

    #[test]
    fn nonsense_is_an_error() {
        assert!(matches!(sketch("what is this"), Err(SketchError::Statement(_))));
    }
}
