//! Files that somebody could send us: samples with bytes flipped, values swapped, ids doubled.

use serde_json::{Map, Value, json};

use super::random::{EVERY, Rng};

/// Texts that mean something somewhere: in Terraform, HTML, shells, spreadsheets, terminals. Those that
/// would do harm in Terraform carry [`MARK`].
pub fn hostile_texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "${file(\"zwhostile\")}",
        "${zwhostile}",
        "$${file(\"zwhostile\")}",
        "$$${file(\"zwhostile\")}",
        "%{ for x in zwhostile }${x}%{ endfor }",
        "%%{ if zwhostile }%{ endif }",
        "\"\n}\ninjected \"zwhostile\" {}\n#",
        "\nEOT\ninjected \"zwhostile\" {}\n<<EOT\n",
        "*/ injected \"zwhostile\" {} /*",
        "# injected = zwhostile",
        "\\",
        "\\\"${file(\"zwhostile\")}\\",
        "\"><script>zwhostile()</script>",
        "'; DROP TABLE x; --",
        "=cmd|' /C calc'!A0",
        "../../etc/zwhostile",
        "a\u{0}b",
        "line\r\nbreak\ttab",
        "\u{1b}[31mred",
        "\u{1f469}\u{200d}\u{1f4bb}\u{1f980}",
        "\u{202e}\u{5d0}\u{5d1} drawkcab \u{2066}",
        "\u{2028}\u{feff}\u{fffd}",
        "e\u{301}\u{301}\u{301}",
        "CON",
        "__proto__",
        "-",
        " ",
        "",
        "9",
        "0.0.0.0/0",
    ]
    .map(str::to_owned)
    .into();
    texts.push("x".repeat(5000));
    texts.push("\u{1f980}${file(\"zwhostile\")}".repeat(300));
    texts
}

/// What the harmful texts carry, so that an export can be searched for it.
pub const MARK: &str = "zwhostile";

/// Values of the wrong kind or of an absurd size.
fn absurd(rng: &mut Rng) -> Value {
    match rng.below(24) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1),
        3 => json!(0),
        4 => json!(1e308),
        5 => json!(-1e308),
        6 => json!(u64::MAX),
        7 => json!(i64::MIN),
        8 => json!(1_000_000_000_000_u64),
        9 => json!(0.1 + 0.2),
        10 => json!(5e-324),
        11 => json!([]),
        12 => json!({}),
        13 => json!([[[[]]]]),
        14 => (0..rng.range(1, 100)).fold(json!("deep"), |inner, _| json!([inner])),
        15 => (0..rng.range(1, 100)).fold(json!("deep"), |inner, _| json!({"in": inner})),
        16 => json!(["a", "a", "b", 1, null, "aa", "A", "\u{e4}"]),
        17 => json!(1000),
        18 => json!("NaN"),
        _ => Value::from(rng.pick(&hostile_texts()).clone()),
    }
}

/// A mutated copy of a file.
pub fn mutated(rng: &mut Rng, file: &[u8]) -> Vec<u8> {
    if rng.percent(40) {
        return bytes(rng, file);
    }
    let mut value: Value = serde_json::from_slice(file).unwrap();
    for _ in 0..rng.range(1, 5) {
        tree(rng, &mut value);
    }
    let mut text = value.to_string();
    if rng.percent(10) {
        // A number that no binary type holds, and an escape that is half a character.
        text = text.replacen("80", "1e400", 1).replacen("web", "w\\ud800", 1);
    }
    text.into_bytes()
}

fn bytes(rng: &mut Rng, file: &[u8]) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..rng.range(1, 4) {
        let at = rng.below(bytes.len());
        let end = at + rng.below((bytes.len() - at).min(200));
        match rng.below(6) {
            0 => bytes[at] ^= 1 << rng.below(8),
            1 => bytes[at] = *rng.pick(b"\"{}[],:0-9eE\\\0\xff \n"),
            2 => bytes.truncate(at.max(1)),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            _ => drop(bytes.splice(at..at, (*rng.pick(&TOKENS)).bytes())),
        }
        if bytes.is_empty() {
            return bytes;
        }
    }
    bytes
}

const TOKENS: [&str; 8] = ["null", "\"\"", "[[[[", "}}", "1e999", "-", "\\u0000", "\u{feff}"];

fn tree(rng: &mut Rng, file: &mut Value) {
    let list = *rng.pick(&["components", "components", "connections"]);
    let ids: Vec<Value> = file["components"]
        .as_array()
        .map_or(Vec::new(), |list| list.iter().map(|component| component["id"].clone()).collect());
    if rng.percent(8) {
        let names = ["name", "region", "meta", "requirements", "suppress", "backend", "notes", "components", "format"];
        file[*rng.pick(&names)] = absurd(rng);
        return;
    }
    let Some(items) = file.get_mut(list).and_then(Value::as_array_mut).filter(|items| !items.is_empty()) else {
        return;
    };
    let at = rng.below(items.len());
    match rng.below(9) {
        0 => {
            let again = items[at].clone();
            items.push(again);
        }
        1 => drop(items.remove(at)),
        2 => items[at] = absurd(rng),
        _ => {
            let Value::Object(item) = &mut items[at] else { return };
            field(rng, item, &ids);
        }
    }
}

fn field(rng: &mut Rng, item: &mut Map<String, Value>, ids: &[Value]) {
    let some_id = |rng: &mut Rng| if ids.is_empty() { Value::Null } else { rng.pick(ids).clone() };
    let fields = [
        "id",
        "type",
        "in",
        "tier",
        "zones",
        "name",
        "at",
        "size",
        "notes",
        "settings",
        "usage",
        "from",
        "to",
        "kind",
        "dependency",
        "group",
        "primary",
        "label",
        "unheard_of",
    ];
    let settings = [
        "min_size",
        "max_size",
        "desired_capacity",
        "need",
        "multi_az",
        "allocated_storage",
        "cidr_block",
        "subnets",
        "zones",
        "requests_per_month",
        "availability",
        "unit_availability",
        "user_data",
        "scaling_policies",
        "environment",
        "hash_key",
        "routes",
        "port",
        "protocol",
        "path_patterns",
        "health_check",
        "ingress",
        "actions",
        "iam_statements",
        "tags",
        "engine",
        "password",
        "db_name",
        "stage_name",
        "handler",
        "instance_type",
        "cache_hit_ratio",
        "boot_seconds",
        "root_block_device",
        "domain",
        "image_id",
        "default_root_object",
    ];
    match rng.below(10) {
        0 => drop(item.insert("in".to_owned(), some_id(rng))),
        1 => drop(item.insert("id".to_owned(), some_id(rng))),
        2 => drop(item.insert("type".to_owned(), Value::from(*rng.pick(EVERY)))),
        3 => {
            let all = ["a"; 1000].iter().chain(&["b", "c", "q"]).map(|zone| Value::from(*zone)).collect();
            item.insert("zones".to_owned(), all);
        }
        4 => drop(item.remove(*rng.pick(&fields))),
        5 | 6 => drop(item.insert((*rng.pick(&fields)).to_owned(), absurd(rng))),
        _ => {
            let name = (*rng.pick(&settings)).to_owned();
            let values = item.entry(if rng.percent(90) { "settings" } else { "usage" }).or_insert_with(|| json!({}));
            if let Value::Object(values) = values {
                values.insert(name, absurd(rng));
            }
        }
    }
}
