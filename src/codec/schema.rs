//! The JSON Schema of the file format, generated from the types that are written.

use serde_json::Value;

use super::{FORMAT, v1::File};
use crate::model::{ConnectionKind, Dependency, Tier};

/// The JSON Schema of `zonewise/1`, as indented JSON that ends in a line break.
pub fn schema() -> String {
    let mut schema = schemars::schema_for!(File).to_value();
    let optional =
        |names: &mut dyn Iterator<Item = &'static str>| names.map(Value::from).chain([Value::Null]).collect();
    let kinds: Value = ConnectionKind::ALL.iter().map(|kind| Value::from(kind.name())).collect();
    let tiers: Value = optional(&mut Tier::ALL.iter().map(|tier| tier.name()));
    let strengths: Value = optional(&mut Dependency::ALL.iter().map(|strength| strength.name()));
    for (place, keyword, value) in [
        ("/properties/format", "const", FORMAT.into()),
        ("/$defs/Component/properties/tier", "enum", tiers),
        ("/$defs/Connection/properties/kind", "enum", kinds),
        ("/$defs/Connection/properties/dependency", "enum", strengths),
    ] {
        if let Some(property) = schema.pointer_mut(place).and_then(Value::as_object_mut) {
            property.insert(keyword.to_owned(), value);
        }
    }
    // Writing plain data to memory cannot fail; were it to, the kept copy of the schema would differ.
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
