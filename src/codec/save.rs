//! Canonical saving: sorted by id, one component or connection a line, so that diffs read well.

use serde::Serialize;
use serde_json::ser::Formatter;

use super::v1::File;
use crate::model::Design;

/// The canonical text of a design, ending in a line break. The same design gives the same bytes.
pub fn save(design: &Design) -> String {
    let file = File::from(design);
    let mut lines = vec![field("format", &file.format), field("name", &file.name), field("region", &file.region)];
    lines.extend(file.meta.as_ref().map(|meta| field("meta", meta)));
    lines.extend(file.requirements.as_ref().map(|requirements| field("requirements", requirements)));
    if !file.suppress.is_empty() {
        lines.push(list("suppress", &file.suppress));
    }
    lines.extend(file.backend.as_ref().map(|backend| field("backend", backend)));
    lines.extend(file.notes.as_ref().map(|notes| field("notes", notes)));
    lines.extend(file.extra.iter().map(|(name, value)| field(name, value)));
    lines.push(list("components", &file.components));
    lines.push(list("connections", &file.connections));
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

fn field(name: &str, value: &impl Serialize) -> String {
    format!("  {}: {}", line(&name), line(value))
}

fn list<T: Serialize>(name: &str, items: &[T]) -> String {
    if items.is_empty() {
        return format!("  {}: []", line(&name));
    }
    let items: Vec<String> = items.iter().map(|item| format!("    {}", line(item))).collect();
    format!("  {}: [\n{}\n  ]", line(&name), items.join(",\n"))
}

/// One line of JSON with a space behind commas and colons.
fn line(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Spaced);
    // Writing plain data to memory cannot fail; were it to, an empty line would not load and be seen.
    if value.serialize(&mut serializer).is_err() {
        return String::new();
    }
    String::from_utf8(bytes).unwrap_or_default()
}

struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + std::io::Write>(&mut self, writer: &mut W, first: bool) -> std::io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + std::io::Write>(&mut self, writer: &mut W, first: bool) -> std::io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> std::io::Result<()> {
        writer.write_all(b": ")
    }
}
