//! Routes: which requests go over which connection.

use crate::catalog::exporting::{Edge, Module, Party};
use crate::model::{ConnectionKind, Value};

use super::{Protocol, backend, direct, protocol};

/// One route.
#[derive(Clone)]
pub struct Route<'w> {
    /// `GET`, `ANY`, ...; empty for the routes of a WebSocket API and for `$default`.
    pub method: String,
    /// The path's segments, or the one key of a WebSocket API.
    pub path: Vec<String>,
    /// Its connection.
    pub edge: Edge<'w>,
}

const METHODS: [&str; 8] = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

impl Route<'_> {
    /// The path as a text: `/pets/{id}`.
    pub fn path_text(&self) -> String {
        format!("/{}", self.path.join("/"))
    }

    /// The names of the variables in the path, without `+`.
    pub fn variables(&self) -> Vec<&str> {
        let inner = |part: &'_ str| -> Option<usize> { (part.starts_with('{') && part.ends_with('}')).then_some(part.len()) };
        self.path
            .iter()
            .filter_map(|part| part.get(1..inner(part)? - 1))
            .map(|name| name.trim_end_matches('+'))
            .collect()
    }
}

/// Every route that can be written; the others are named.
pub fn routes<'w>(me: Party<'w>, module: &mut Module) -> Vec<Route<'w>> {
    let mut found: Vec<Route<'w>> = Vec::new();
    for edge in me.outgoing().filter(|edge| edge.is_call()) {
        let function = edge.kind == ConnectionKind::Request && edge.to.kind() == "lambda";
        if !function && backend(edge).is_none() && direct::target(edge).is_none() {
            if edge.to.exported() {
                module.leave_out(format!("{}: an API calls it through a function only, as far as it is exported", edge.title()));
            }
            continue;
        }
        let drawn = edge.settings().list("routes");
        let mut wanted = Vec::new();
        for route in drawn {
            match route.as_str().and_then(|route| parse(me, route)) {
                Some((method, path)) => wanted.push(Route { method, path, edge }),
                None => module.leave_out(format!("{}: {} is no route", edge.title(), shown(route))),
            }
        }
        if drawn.is_empty() {
            wanted = all(me, edge);
        }
        for route in wanted {
            let same = |other: &Route<'_>| other.method == route.method && other.path == route.path;
            if let Some(other) = found.iter().find(|other| same(other)) {
                let key = format!("{} {}", route.method, route.path_text());
                module.leave_out(format!("{}: {} goes to {} already", edge.title(), key.trim(), other.edge.to.id()));
            } else {
                found.push(route);
            }
        }
    }
    found
}

fn shown(value: &Value) -> String {
    value.to_string().chars().take(60).collect()
}

/// What a connection without routes takes: everything.
fn all<'w>(me: Party<'w>, edge: Edge<'w>) -> Vec<Route<'w>> {
    let route = |method: &str, path: &[&str]| Route {
        method: method.to_owned(),
        path: path.iter().map(|part| (*part).to_owned()).collect(),
        edge,
    };
    if direct::target(edge).is_some() {
        return vec![route("POST", &[]), route("POST", &["{proxy+}"])];
    }
    match protocol(me) {
        Protocol::WebSocket => ["$connect", "$disconnect", "$default"].iter().map(|key| route("", &[key])).collect(),
        Protocol::Http if edge.to.kind() == "lambda" => vec![route("", &["$default"])],
        Protocol::Rest | Protocol::Http => vec![route("ANY", &[]), route("ANY", &["{proxy+}"])],
    }
}

fn parse(me: Party<'_>, text: &str) -> Option<(String, Vec<String>)> {
    let text = text.trim();
    if protocol(me) == Protocol::WebSocket {
        let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '$' | '_' | '-' | '.' | '/' | ':');
        return (!text.is_empty() && text.len() <= 100 && text.chars().all(legal)).then(|| (String::new(), vec![text.to_owned()]));
    }
    if text == "$default" {
        return (protocol(me) == Protocol::Http).then(|| (String::new(), vec![text.to_owned()]));
    }
    let (method, path) = text.split_once(char::is_whitespace).unwrap_or(("ANY", text));
    let method = if method == "*" { "ANY".to_owned() } else { method.to_ascii_uppercase() };
    if !METHODS.contains(&method.as_str()) {
        return None;
    }
    let path = path.trim().strip_prefix('/')?;
    let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let last = parts.len().saturating_sub(1);
    let legal = parts.iter().enumerate().all(|(index, part)| is_part(part, index == last));
    (legal && text.len() <= 500).then_some((method, parts))
}

/// `pets`, `{id}`, and at the end also `{proxy+}`.
fn is_part(part: &str, last: bool) -> bool {
    let word = |text: &str, more: &[char]| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(&c));
    match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => word(name, &['_', '-', '.']) || (last && name.strip_suffix('+').is_some_and(|name| word(name, &['_', '-', '.']))),
        None => word(part, &['_', '-', '.', ':']),
    }
}
