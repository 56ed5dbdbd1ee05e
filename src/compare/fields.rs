//! The fields in which two versions of the same thing differ, as short texts. Secrets are never shown:
//! one that changed shows as the same, because to say more would be to say something about it.

use crate::order::Arrange as _;
use std::collections::BTreeMap;

use crate::model::{Component, Connection, Header, Place, Value, Values, without_secrets};

/// A field with its value in both versions; `None` = not set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its path: `settings.multi_az`, `zones`, `name`.
    pub name: String,
    /// In the first version.
    pub before: Option<String>,
    /// In the second version.
    pub after: Option<String>,
}

type Table = BTreeMap<String, String>;

/// The fields in which two components differ.
pub fn of_components(before: Option<&Component>, after: Option<&Component>) -> Vec<Field> {
    differing(&before.map(component).unwrap_or_default(), &after.map(component).unwrap_or_default())
}

/// The fields in which two connections differ.
pub fn of_connections(before: Option<&Connection>, after: Option<&Connection>) -> Vec<Field> {
    differing(&before.map(connection).unwrap_or_default(), &after.map(connection).unwrap_or_default())
}

/// The fields in which two headers differ.
pub fn of_headers(before: &Header, after: &Header) -> Vec<Field> {
    differing(&header(before), &header(after))
}

fn differing(before: &Table, after: &Table) -> Vec<Field> {
    let mut fields: Vec<Field> = before
        .iter()
        .filter(|(name, value)| after.get(*name) != Some(value))
        .map(|(name, value)| Field { name: name.clone(), before: Some(value.clone()), after: after.get(name).cloned() })
        .collect();
    fields.extend(after.iter().filter(|(name, _)| !before.contains_key(*name)).map(|(name, value)| Field {
        name: name.clone(),
        before: None,
        after: Some(value.clone()),
    }));
    fields.arrange_by(|one, other| one.name.cmp(&other.name));
    fields
}

fn component(component: &Component) -> Table {
    let mut table = Table::new();
    let mut put = |name: &str, value: Option<String>| {
        table.extend(value.map(|value| (name.to_owned(), value)));
    };
    put("type", Some(component.kind.clone()));
    put("name", component.name.clone());
    put(
        "in",
        match &component.place {
            Place::Global => None,
            Place::Region(region) => Some(region.clone()),
            Place::Vpc(vpc) => Some(vpc.to_string()),
        },
    );
    put("tier", component.tier.map(|tier| tier.name().to_owned()));
    let zones: Vec<String> = component.zones.iter().map(ToString::to_string).collect();
    put("zones", (!zones.is_empty()).then(|| zones.join(", ")));
    put("at", component.at.map(|at| format!("{}, {}", at.x, at.y)));
    put("size", component.size.map(|size| format!("{} x {}", size.w, size.h)));
    put("notes", component.notes.clone());
    put("rationale", component.rationale.clone());
    values(&mut table, "settings", &without_secrets(component));
    values(&mut table, "usage", &component.usage);
    values(&mut table, "", &component.extra);
    table
}

fn connection(connection: &Connection) -> Table {
    let mut table = Table::new();
    let mut put = |name: &str, value: Option<String>| {
        table.extend(value.map(|value| (name.to_owned(), value)));
    };
    put("kind", Some(connection.kind.name().to_owned()));
    put("dependency", connection.dependency.map(|dependency| dependency.name().to_owned()));
    put("group", connection.group.clone());
    put("primary", connection.primary.then(|| "true".to_owned()));
    put("label", connection.label.clone());
    values(&mut table, "settings", &connection.settings);
    values(&mut table, "", &connection.extra);
    table
}

fn header(header: &Header) -> Table {
    let mut table = Table::new();
    let mut put = |name: &str, value: Option<String>| {
        table.extend(value.filter(|value| !value.is_empty()).map(|value| (name.to_owned(), value)));
    };
    put("name", Some(header.name.clone()));
    put("region", Some(header.region.clone()));
    put("notes", header.notes.clone());
    put("meta.author", Some(header.meta.author.clone()));
    put("meta.student_id", Some(header.meta.student_id.clone()));
    put("meta.course", Some(header.meta.course.clone()));
    put("meta.date", Some(header.meta.date.clone()));
    let requirements = &header.requirements;
    put("requirements.availability_target", requirements.availability_target.map(|target| target.to_string()));
    put("requirements.dr_required", requirements.dr_required.map(|required| required.to_string()));
    put("requirements.monthly_budget_usd", requirements.monthly_budget_usd.map(|budget| budget.to_string()));
    put("requirements.environment", requirements.environment.clone());
    put("requirements.drill_date", requirements.drill_date.clone());
    for (index, suppression) in header.suppress.iter().enumerate() {
        let about = suppression.component.as_ref().map_or("everywhere", |id| id.as_str());
        let text = format!("{} {about}: {}", suppression.rule, suppression.reason);
        table.insert(format!("suppress[{index}]"), text);
    }
    if let Some(backend) = &header.backend {
        values(&mut table, "backend", backend);
    }
    values(&mut table, "meta", &header.meta.extra);
    values(&mut table, "requirements", &requirements.extra);
    values(&mut table, "", &header.extra);
    table
}

fn values(table: &mut Table, prefix: &str, values: &Values) {
    for (name, value) in values {
        let name = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        let text = match value {
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        table.insert(name, text);
    }
}
