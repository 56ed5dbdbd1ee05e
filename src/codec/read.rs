//! Reading the fields of a file, leniently: what does not fit is named, never dropped in silence.

use std::collections::BTreeMap;

use serde_json::Value;

use super::load::{Limits, LoadError, Repairs};
use super::resolve::is_region;
use crate::model::{
    Component, Connection, ConnectionKind, Dependency, Design, Header, Id, Meta, Place, Point, Requirements, Size,
    Suppression, Tier, Values, Zone,
};

/// Reads values and collects the repairs.
pub struct Reader {
    limits: Limits,
    /// For every stem the number to go on with, so that thousands of equal names take no longer than others.
    numbers: BTreeMap<String, u64>,
    /// What was mended, in the order of the file.
    pub repairs: Repairs,
}

impl Reader {
    /// A reader that has seen nothing yet.
    pub fn new(limits: Limits) -> Self {
        Self { limits, numbers: BTreeMap::new(), repairs: Repairs::new(limits.repairs) }
    }

    /// Notes a repair.
    pub fn repair(&mut self, place: &str, message: impl Into<String>) {
        self.repairs.push(place, message);
    }

    /// Reads the whole file but its format.
    pub fn design(&mut self, mut root: Values) -> Result<Design, LoadError> {
        let components = self.items(&mut root, "components", self.limits.components)?;
        let connections = self.items(&mut root, "connections", self.limits.connections)?;
        let header = self.header(root);
        let mut design = Design { header, ..Design::default() };
        for (index, value) in components.into_iter().enumerate() {
            if let Some(component) = self.component(&format!("components[{index}]"), value, &design) {
                design.components.insert(component.id.clone(), component);
            }
        }
        for (index, value) in connections.into_iter().enumerate() {
            if let Some(connection) = self.connection(&format!("connections[{index}]"), value, &design) {
                design.connections.insert(connection.key.clone(), connection);
            }
        }
        Ok(design)
    }

    fn items(&mut self, root: &mut Values, what: &'static str, limit: usize) -> Result<Vec<Value>, LoadError> {
        match root.remove(what) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(items)) if items.len() > limit => {
                Err(LoadError::TooMany { what, found: items.len(), limit })
            }
            Some(Value::Array(items)) => Ok(items),
            Some(_) => Err(LoadError::NotADesign(format!("\u{201c}{what}\u{201d} is not a list"))),
        }
    }

    fn header(&mut self, mut root: Values) -> Header {
        let place = "the design";
        let region = self.text(place, &mut root, "region").unwrap_or_default();
        let region = if region.is_empty() {
            self.repair("region", "missing; us-east-1 is taken");
            "us-east-1".to_owned()
        } else if is_region(&region) {
            region
        } else {
            let found = shorten(&region);
            self.repair("region", format!("\u{201c}{found}\u{201d} is not a region; us-east-1 is taken"));
            "us-east-1".to_owned()
        };
        Header {
            name: self.text(place, &mut root, "name").unwrap_or_default(),
            region,
            meta: self.meta(&mut root),
            requirements: self.requirements(&mut root),
            suppress: self.suppress(&mut root),
            backend: self.object(place, &mut root, "backend"),
            notes: self.text(place, &mut root, "notes"),
            extra: root,
        }
    }

    fn meta(&mut self, root: &mut Values) -> Meta {
        let Some(mut meta) = self.object("the design", root, "meta") else { return Meta::default() };
        let mut text = |name: &str| self.text("meta", &mut meta, name).unwrap_or_default();
        let (author, student_id) = (text("author"), text("student_id"));
        let (course, date) = (text("course"), text("date"));
        Meta { author, student_id, course, date, extra: meta }
    }

    fn requirements(&mut self, root: &mut Values) -> Requirements {
        let Some(mut values) = self.object("the design", root, "requirements") else {
            return Requirements::default();
        };
        let place = "requirements";
        Requirements {
            availability_target: self.take(
                place,
                &mut values,
                "availability_target",
                "a number from 0 to 1",
                |value| value.as_f64().filter(|target| (0.0..=1.0).contains(target)),
            ),
            dr_required: self.take(place, &mut values, "dr_required", "true or false", Value::as_bool),
            monthly_budget_usd: self.take(place, &mut values, "monthly_budget_usd", "a number", Value::as_f64),
            environment: self.text(place, &mut values, "environment"),
            drill_date: self.text(place, &mut values, "drill_date"),
            extra: values,
        }
    }

    fn suppress(&mut self, root: &mut Values) -> Vec<Suppression> {
        let mut found = Vec::new();
        let items = match root.remove("suppress") {
            None | Some(Value::Null) => return found,
            Some(Value::Array(items)) => items,
            Some(other) => {
                self.repair("suppress", "not a list; kept, not understood");
                root.insert("suppress".to_owned(), other);
                return found;
            }
        };
        for (index, item) in items.into_iter().enumerate() {
            let place = format!("suppress[{index}]");
            let Value::Object(mut item) = item else {
                self.repair(&place, "not an object; left out");
                continue;
            };
            let Some(rule) = self.text(&place, &mut item, "rule").filter(|rule| !rule.is_empty()) else {
                self.repair(&place, "names no rule; left out");
                continue;
            };
            let component = self.text(&place, &mut item, "component").map(Id::new);
            let reason = self.text(&place, &mut item, "reason").unwrap_or_default();
            for name in item.keys() {
                self.repair(&place, format!("unknown field \u{201c}{name}\u{201d}; left out"));
            }
            found.push(Suppression { rule, component, reason });
        }
        found
    }

    fn component(&mut self, place: &str, value: Value, design: &Design) -> Option<Component> {
        let Value::Object(mut fields) = value else {
            self.repair(place, "not an object; left out");
            return None;
        };
        let kind = self.text(place, &mut fields, "type").unwrap_or_default();
        let id = self.text(place, &mut fields, "id").unwrap_or_default();
        let place = &if id.is_empty() { place.to_owned() } else { format!("{place} ({})", shorten(&id)) };
        if kind.is_empty() {
            self.repair(place, "has no type; kept as \u{201c}other\u{201d}");
        }
        let kind = if kind.is_empty() { "other".to_owned() } else { kind };
        let id = self.id(place, &id, &kind, design);
        let mut component = Component::new(id, kind);
        component.name = self.text(place, &mut fields, "name");
        component.place = match self.text(place, &mut fields, "in") {
            None => Place::Global,
            // Which it is becomes clear when all components are read.
            Some(text) => Place::Region(text),
        };
        component.tier = self.take(place, &mut fields, "tier", "public, private or isolated", |value| {
            value.as_str().and_then(Tier::from_name)
        });
        component.settings = self.object(place, &mut fields, "settings").unwrap_or_default();
        component.zones = if component.kind == "vpc" {
            let listed = component.settings.remove("zones").or_else(|| fields.remove("zones"));
            self.zones(place, listed)
        } else {
            let listed = fields.remove("zones");
            self.zones(place, listed)
        };
        component.usage = self.object(place, &mut fields, "usage").unwrap_or_default();
        component.at = self.pair(place, &mut fields, "at").map(|(x, y)| Point { x, y });
        component.size = self.pair(place, &mut fields, "size").map(|(w, h)| Size { w: w.max(0.0), h: h.max(0.0) });
        component.notes = self.text(place, &mut fields, "notes");
        component.rationale = self.text(place, &mut fields, "rationale");
        for name in fields.keys() {
            self.repair(place, format!("unknown field \u{201c}{}\u{201d}; kept, without meaning", shorten(name)));
        }
        component.extra = fields;
        Some(component)
    }

    fn id(&mut self, place: &str, wanted: &str, kind: &str, design: &Design) -> Id {
        let usable =
            !wanted.is_empty() && wanted.len() <= self.limits.id_bytes && !wanted.chars().any(char::is_control);
        if !usable {
            let stem: String = wanted.chars().filter(|c| !c.is_control()).take(40).collect();
            let id = self.free_id(design, if stem.is_empty() { kind } else { &stem });
            self.repair(place, format!("its id is missing or unusable; it is now \u{201c}{}\u{201d}", shorten(&id)));
            return id;
        }
        if design.components.contains_key(wanted) {
            let id = self.free_id(design, &format!("{wanted}-"));
            self.repair(place, format!("the id is taken already; this one is now \u{201c}{}\u{201d}", shorten(&id)));
            return id;
        }
        Id::new(wanted)
    }

    fn free_id(&mut self, design: &Design, stem: &str) -> Id {
        if !stem.is_empty() && !design.components.contains_key(stem) {
            return Id::new(stem);
        }
        let is_free = |number: u64| !design.components.contains_key(format!("{stem}{number}").as_str());
        Id::new(format!("{stem}{}", self.numbered(stem, is_free)))
    }

    /// The first number from 2 on that is free for a stem. What was taken once stays taken.
    fn numbered(&mut self, stem: &str, mut is_free: impl FnMut(u64) -> bool) -> u64 {
        let mut number = self.numbers.get(stem).copied().unwrap_or(2);
        while !is_free(number) {
            number += 1;
        }
        self.numbers.insert(stem.to_owned(), number + 1);
        number
    }

    fn zones(&mut self, place: &str, value: Option<Value>) -> Vec<Zone> {
        let items = match value {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Array(items)) => items,
            Some(_) => {
                self.repair(place, "\u{201c}zones\u{201d} is not a list of letters; taken as missing");
                return Vec::new();
            }
        };
        let mut zones = Vec::new();
        for item in items {
            let mut letters = item.as_str().unwrap_or_default().chars();
            match (letters.next().and_then(Zone::from_letter), letters.next()) {
                (Some(zone), None) if !zones.contains(&zone) => zones.push(zone),
                (Some(zone), None) => self.repair(place, format!("zone {zone} is listed twice; once is enough")),
                _ => self.repair(place, format!("{} is not a zone letter; left out", shorten(&item.to_string()))),
            }
        }
        zones
    }

    fn connection(&mut self, place: &str, value: Value, design: &Design) -> Option<Connection> {
        let Value::Object(mut fields) = value else {
            self.repair(place, "not an object; left out");
            return None;
        };
        let from = self.text(place, &mut fields, "from").unwrap_or_default();
        let to = self.text(place, &mut fields, "to").unwrap_or_default();
        let place = &format!("{place} ({} -> {})", shorten(&from), shorten(&to));
        for end in [&from, &to] {
            if !design.components.contains_key(end.as_str()) {
                self.repair(place, format!("there is no component \u{201c}{}\u{201d}; left out", shorten(end)));
                return None;
            }
        }
        if from == to {
            self.repair(place, "connects a component to itself; left out");
            return None;
        }
        let kind = self.take(place, &mut fields, "kind", "a kind of connection", |value| {
            value.as_str().and_then(ConnectionKind::from_name)
        });
        let kind = kind.unwrap_or_else(|| {
            let kinds = crate::catalog::kinds_between(kind_of(design, &from), kind_of(design, &to));
            let kind = kinds.first().copied().unwrap_or(ConnectionKind::Request);
            self.repair(place, format!("its kind is missing or unknown; taken as {}", kind.name()));
            kind
        });
        let mut connection = Connection::new(from.as_str(), to.as_str(), kind);
        connection.key.id = self.text(place, &mut fields, "id").filter(|id| !id.is_empty());
        if design.connections.contains_key(&connection.key) {
            let stem = connection.key.id.clone().unwrap_or_default();
            let pair = format!("{from}\u{0}{to}\u{0}{stem}");
            let id = self.numbered(&pair, |number| {
                connection.key.id = Some(format!("{stem}{number}"));
                !design.connections.contains_key(&connection.key)
            });
            let id = format!("{stem}{id}");
            self.repair(
                place,
                format!("these two are connected already; this one now has the id \u{201c}{}\u{201d}", shorten(&id)),
            );
        }
        connection.dependency = self.take(place, &mut fields, "dependency", "hard, soft or startup", |value| {
            value.as_str().and_then(Dependency::from_name)
        });
        connection.group = self.text(place, &mut fields, "group").filter(|group| !group.is_empty());
        connection.primary = self.take(place, &mut fields, "primary", "true or false", Value::as_bool).unwrap_or(false);
        connection.label = self.text(place, &mut fields, "label");
        connection.settings = self.object(place, &mut fields, "settings").unwrap_or_default();
        for name in fields.keys() {
            self.repair(place, format!("unknown field \u{201c}{}\u{201d}; kept, without meaning", shorten(name)));
        }
        connection.extra = fields;
        Some(connection)
    }

    /// Takes a field that must be of some kind; another is named and put back among the unknown fields.
    fn take<T>(
        &mut self,
        place: &str,
        fields: &mut Values,
        name: &str,
        expected: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = fields.remove(name)?;
        if value.is_null() {
            return None;
        }
        let read = read(&value);
        if read.is_none() {
            let found = shorten(&value.to_string());
            self.repair(place, format!("\u{201c}{name}\u{201d} is {found}, not {expected}; taken as missing"));
        }
        read
    }

    fn text(&mut self, place: &str, fields: &mut Values, name: &str) -> Option<String> {
        self.take(place, fields, name, "a text", |value| value.as_str().map(str::to_owned))
    }

    fn object(&mut self, place: &str, fields: &mut Values, name: &str) -> Option<Values> {
        self.take(place, fields, name, "an object", |value| value.as_object().cloned())
    }

    fn pair(&mut self, place: &str, fields: &mut Values, name: &str) -> Option<(f64, f64)> {
        self.take(place, fields, name, "a list of two numbers within a million", |value| {
            let list = value.as_array().filter(|list| list.len() == 2)?;
            let number = |index: usize| list.get(index)?.as_f64().filter(|number| number.abs() <= 1e6);
            Some((number(0)?, number(1)?))
        })
    }
}

fn kind_of<'a>(design: &'a Design, id: &str) -> &'a str {
    design.component(id).map_or("", |component| &component.kind)
}

/// A text for a message: at most 60 characters.
pub fn shorten(text: &str) -> String {
    let mut short: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
    if text.chars().nth(60).is_some() {
        short.push('\u{2026}');
    }
    short
}
