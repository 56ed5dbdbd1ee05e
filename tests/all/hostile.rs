//! Hostile input: whatever the bytes, nothing panics, nothing takes long, nothing is lost in silence,
//! and no text of a design acts in its Terraform.

use std::path::PathBuf;

use serde_json::{Value, json};
use zonewise::analysis::Analysis;
use zonewise::codec::{LoadError, load, save};
use zonewise::cost;
use zonewise::judge::{self, Failure};
use zonewise::model::{Design, Point, Zone, broken};
use zonewise::system::System;
use zonewise::terraform;

use crate::support::cases;
use crate::support::exported::injections;
use crate::support::mutate::{MARK, hostile_texts, mutated};
use crate::support::random::{self, Options, Rng};

/// VPCs in the large design.
const LARGE: usize = 15;

/// Time for one file through everything, in seconds, unoptimised and on a busy machine.
const SECONDS: u64 = 20;

fn samples() -> Vec<(PathBuf, Vec<u8>)> {
    files("public/samples")
}

fn files(folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

/// Takes a file through everything that Zonewise does with one. `None` = it does not load.
#[expect(clippy::disallowed_types, reason = "the test measures time")]
fn through(bytes: &[u8], what: &dyn Fn() -> String) -> Option<Design> {
    let start = std::time::Instant::now();
    let loaded = match load(bytes) {
        Ok(loaded) => loaded,
        Err(error) => {
            let text = error.to_string();
            assert!(!text.is_empty() && text.len() < 2000, "{}: {text}", what());
            return None;
        }
    };
    let design = loaded.design;
    assert_eq!(broken(&design), [], "{}", what());
    for repair in &loaded.repairs {
        assert!(repair.place.len() + repair.message.len() < 2000, "{}: {repair:?}", what());
        assert!(!repair.message.chars().chain(repair.place.chars()).any(char::is_control), "{}: {repair:?}", what());
    }
    if loaded.repairs.is_empty() {
        nothing_is_lost(bytes, &design, what);
    }
    let saved = save(&design);
    let again = load(saved.as_bytes()).unwrap_or_else(|error| panic!("{}: saved, but: {error}", what()));
    assert_eq!(broken(&again.design), [], "{}", what());
    assert_eq!(again.design, design, "{}", what());
    assert_eq!(save(&again.design), saved, "{}", what());
    let analysis = Analysis::of(&design, &cost::Options::default());
    for path in &analysis.verdicts.paths {
        let availability = &path.availability;
        let bounds = 0.0 <= availability.low && availability.low <= availability.high && availability.high <= 1.0;
        assert!(bounds, "{}: {} is {} to {}", what(), path.name, availability.low, availability.high);
    }
    let system = System::of(&design);
    for region in system.regions() {
        for zone in system.zones_in_use(region).into_iter().take(1).chain([Zone::A]) {
            judge::simulate(&system, &[Failure::Zone { region: region.to_owned(), zone }]);
        }
    }
    let export = terraform::export(&system);
    terraform::zip(&export);
    assert_eq!(injections(&export), Vec::<String>::new(), "{}\n{saved}", what());
    let took = start.elapsed();
    assert!(took.as_secs() < SECONDS, "{} took {took:?}", what());
    Some(design)
}

/// Where the loader says nothing, everything in the file is in the design.
fn nothing_is_lost(bytes: &[u8], design: &Design, what: &dyn Fn() -> String) {
    let text = std::str::from_utf8(bytes).unwrap();
    let before: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
    let after: Value = serde_json::from_str(&save(design)).unwrap();
    let none = Vec::new();
    for (name, value) in before.as_object().unwrap() {
        let Some(items) = value.as_array().filter(|_| matches!(&**name, "components" | "connections")) else {
            let empty = value.is_null() || value == &json!({}) || value == &json!([]);
            assert!(empty || kept(value, &after[name]), "{}: {name} is lost\n{text}", what());
            continue;
        };
        let saved = after[name].as_array().unwrap_or(&none);
        assert_eq!(saved.len(), items.len(), "{}: {name}\n{text}", what());
        for item in items {
            let found = saved.iter().any(|other| kept(item, other));
            assert!(found, "{}: of {name}, {item} is lost\n{text}", what());
        }
    }
}

/// Whether everything in a value is in another; null and empty count as absent.
fn kept(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => before.iter().all(|(name, value)| {
            let absent = value.is_null()
                || value == ""
                || value == &json!({})
                || value == &json!([])
                || value == &json!(false) && name == "primary";
            after.get(name).map_or(absent, |after| kept(value, after))
        }),
        (Value::Number(before), Value::Number(after)) => before == after || before.as_f64() == after.as_f64(),
        _ => before == after,
    }
}

/// Files on which something once went wrong; `mended` ones must say what was mended.
#[test]
fn the_corpus_comes_through() {
    let corpus = files("tests/corpus");
    assert!(corpus.len() >= 8);
    for (path, bytes) in corpus {
        let what = || path.display().to_string();
        assert!(through(&bytes, &what).is_some(), "{} does not load", what());
        let mended = !load(&bytes).unwrap().repairs.is_empty();
        assert_eq!(mended, what().contains("mended"), "{}: {:?}", what(), load(&bytes).unwrap().repairs);
    }
}

#[test]
fn mutated_samples_do_no_harm() {
    let samples = samples();
    let (cases, mut loaded) = (cases(60), 0);
    for seed in 0..cases {
        let mut rng = Rng::new(seed);
        let (path, bytes) = &samples[seed as usize % samples.len()];
        let file = mutated(&mut rng, bytes);
        let what = || format!("seed {seed} of {}: {}", path.display(), String::from_utf8_lossy(&file));
        loaded += u64::from(through(&file, &what).is_some());
    }
    println!("{cases} mutated files, {loaded} load");
    assert!(
        loaded * 10 > cases * 3 && loaded * 10 < cases * 9,
        "{loaded} of {cases} load: the mutations are one-sided"
    );
}

#[test]
fn hostile_texts_do_no_harm_in_any_place() {
    let mut arrived = 0;
    for (number, text) in hostile_texts().into_iter().enumerate() {
        let random = save(&random::design(number as u64, &Options::PLANNABLE)).into_bytes();
        for (path, bytes) in samples().into_iter().chain([(PathBuf::from("a random design"), random)]) {
            let mut file: Value = serde_json::from_slice(&bytes).unwrap();
            everywhere(&mut file, &text);
            let what = || format!("text {number} in {}", path.display());
            let bytes = file.to_string().into_bytes();
            let design = through(&bytes, &what).unwrap_or_else(|| panic!("{} does not load", what()));
            let export = terraform::export(&System::of(&design));
            assert!(export.files.iter().any(|file| file.path.ends_with(".tf")), "{} exports nothing", what());
            arrived += usize::from(export.files.iter().any(|file| file.text.contains(MARK)));
        }
    }
    println!("{arrived} exports carry a hostile text, none of them as anything but text");
    assert!(arrived > 20, "hostile texts reach only {arrived} exports: the test shows nothing");
}

/// Puts a text into every place that holds one: names, ids, labels, settings, notes.
fn everywhere(file: &mut Value, text: &str) {
    let ids: Vec<String> = file["components"]
        .as_array()
        .unwrap()
        .iter()
        .map(|component| component["id"].as_str().unwrap().to_owned())
        .collect();
    let hostile = |id: &Value| {
        let id = id.as_str().unwrap_or_default();
        if ids.iter().any(|other| other == id) && !text.chars().any(char::is_control) && text.len() < 200 {
            Value::from(format!("{id}{text}"))
        } else {
            Value::from(id)
        }
    };
    for name in ["name", "notes"] {
        file[name] = text.into();
    }
    file["meta"] = json!({"author": text, "student_id": text, "course": text, "date": text});
    file["suppress"] = json!([{"rule": "HA012", "reason": text}]);
    for component in file["components"].as_array_mut().unwrap() {
        component["id"] = hostile(&component["id"]);
        if component.get("in").is_some() {
            component["in"] = hostile(&component["in"]);
        }
        for name in ["name", "notes", "rationale"] {
            component[name] = text.into();
        }
        settings(&mut component["settings"], text);
        let mut tags = serde_json::Map::new();
        tags.insert(text.to_owned(), text.into());
        component["settings"]["tags"] = tags.clone().into();
        component["settings"]["environment"] = json!({"variables": tags});
        for name in ["user_data", "handler", "db_name", "username", "password", "image_id", "stage_name", "hash_key"] {
            component["settings"][name] = text.into();
        }
        component["settings"]["iam_statements"] = json!([{"actions": [text], "resources": [text]}]);
        component["settings"]["ingress"] =
            json!([{"protocol": text, "from_port": 1, "to_port": 2, "cidr_blocks": [text]}]);
    }
    for connection in file["connections"].as_array_mut().unwrap() {
        connection["from"] = hostile(&connection["from"]);
        connection["to"] = hostile(&connection["to"]);
        connection["label"] = text.into();
        connection["group"] = text.into();
        connection["settings"] = json!({"path_patterns": [text], "path_pattern": text, "routes": [text, format!("GET {text}")],
            "actions": [text], "host_headers": [text], "protocol": text, "port": text, "health_check": {"path": text}});
    }
}

/// Replaces every text in settings; numbers and flags stay.
fn settings(value: &mut Value, text: &str) {
    match value {
        Value::String(_) => *value = text.into(),
        Value::Object(members) => members.values_mut().for_each(|value| settings(value, text)),
        Value::Array(items) => items.iter_mut().for_each(|value| settings(value, text)),
        _ => {}
    }
}

#[test]
fn random_designs_come_through() {
    for seed in 0..cases(24) {
        for options in [Options::EVERY, Options::PLANNABLE] {
            let text = save(&random::design(seed, &options));
            through(text.as_bytes(), &|| format!("seed {seed}: {text}")).unwrap();
        }
    }
}

#[test]
fn every_number_survives_saving_and_loading() {
    let mut rng = Rng::new(7);
    for _ in 0..2000 {
        let number = f64::from_bits(rng.bits());
        let share = (rng.bits() >> 11) as f64 / (1_u64 << 53) as f64;
        let mut design = Design::new("Numbers", "us-east-1");
        let mut made = zonewise::model::Component::new("users", "users");
        random::set(&mut made, "payload_kb", number);
        random::set(&mut made, "share", share);
        made.at = Some(Point { x: share, y: share * 1e6 });
        random::add(&mut design, made);
        let again = load(save(&design).as_bytes()).unwrap().design;
        assert_eq!(again, design, "{number:e} {share:e}");
    }
}

fn file(components: Value, connections: Value) -> Vec<u8> {
    json!({"format": "zonewise/1", "region": "us-east-1", "components": components, "connections": connections})
        .to_string()
        .into_bytes()
}

#[test]
fn extreme_files_are_refused_or_mended() {
    let deep = format!("{{\"format\": \"zonewise/1\", \"notes\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let many =
        |count: usize| Value::Array((0..count).map(|n| json!({"id": format!("t{n}"), "type": "dynamodb"})).collect());
    let fails: Vec<(&str, Vec<u8>)> = vec![
        ("nothing", vec![]),
        ("not text", vec![0xff, 0xfe, 0]),
        ("a number", b"1e400".to_vec()),
        ("a list", b"[]".to_vec()),
        ("an empty object", b"{}".to_vec()),
        ("another format", br#"{"format": "zonewise/2", "components": []}"#.to_vec()),
        ("deep nesting", deep.into_bytes()),
        ("components that are no list", br#"{"format": "zonewise/1", "components": {}}"#.to_vec()),
        ("too many components", file(many(5001), json!([]))),
        ("too many bytes", vec![b' '; (8 << 20) + 1]),
    ];
    for (what, bytes) in fails {
        let error = load(&bytes).expect_err(what);
        assert!(!error.to_string().is_empty() && error.to_string().len() < 500, "{what}: {error}");
    }
    assert!(matches!(load(&file(many(5001), json!([]))), Err(LoadError::TooMany { found: 5001, .. })));
    let zones = Value::Array(vec!["a".into(); 100_000]);
    let letters = Value::Array(('a'..='z').map(|letter| letter.to_string().into()).collect());
    let asg = |settings: Value| json!({"id": "web", "type": "asg", "in": "v", "zones": letters, "settings": settings});
    let vpc = json!({"id": "v", "type": "vpc", "in": "us-east-1"});
    let entry = json!({"id": "u", "type": "users"});
    let call = json!([{"from": "u", "to": "web", "kind": "request"}]);
    let loads: Vec<(&str, Vec<u8>)> = vec![
        ("an empty design", file(json!([]), json!([]))),
        ("100,000 zones", file(json!([{"id": "v", "type": "vpc", "settings": {"zones": zones}}]), json!([]))),
        ("26 lanes", file(json!([vpc, entry, asg(json!({"min_size": 26}))]), call.clone())),
        ("an enormous fleet", file(json!([vpc, entry, asg(json!({"desired_capacity": 1e308}))]), call.clone())),
        ("a fleet at the limit", file(json!([vpc, entry, asg(json!({"min_size": 1000, "need": 1000}))]), call.clone())),
        ("a negative fleet", file(json!([vpc, entry, asg(json!({"min_size": -5}))]), call.clone())),
        (
            "a ring of containers",
            file(json!([{"id": "x", "type": "vpc", "in": "y"}, {"id": "y", "type": "vpc", "in": "x"}]), json!([])),
        ),
        ("a container in itself", file(json!([{"id": "x", "type": "vpc", "in": "x"}]), json!([]))),
        (
            "a call to itself",
            file(json!([{"id": "f", "type": "lambda"}]), json!([{"from": "f", "to": "f", "kind": "request"}])),
        ),
        ("the same id 500 times", file(Value::Array(vec![json!({"id": "x", "type": "s3"}); 500]), json!([]))),
        ("no ids", file(Value::Array(vec![json!({"type": "s3"}); 500]), json!([]))),
    ];
    for (what, bytes) in loads {
        through(&bytes, &|| what.to_owned()).expect(what);
    }
}

/// A ring of functions that all need each other and one table: the worst for fixed points and sums.
#[test]
fn a_dense_ring_is_judged_in_time() {
    let count = 40;
    let mut components = vec![json!({"id": "u", "type": "users"}), json!({"id": "t", "type": "dynamodb"})];
    let mut connections = vec![json!({"from": "u", "to": "f0", "kind": "request"})];
    for from in 0..count {
        components.push(json!({"id": format!("f{from}"), "type": "lambda"}));
        connections.push(json!({"from": format!("f{from}"), "to": "t", "kind": "data"}));
        for to in (0..count).filter(|to| *to != from && (from * 7 + to) % 3 == 0) {
            let group = format!("g{}", to % 4);
            connections
                .push(json!({"from": format!("f{from}"), "to": format!("f{to}"), "kind": "request", "group": group}));
        }
    }
    through(&file(components.into(), connections.into()), &|| "a dense ring".to_owned()).unwrap();
}

/// Many components of every kind: everything grows with the file, nothing explodes.
#[test]
fn a_large_design_is_judged_in_time() {
    let mut components = vec![json!({"id": "u", "type": "users", "settings": {"requests_per_month": 1e9}})];
    let mut connections = Vec::new();
    for n in 0..LARGE {
        let id = |stem: &str| format!("{stem}{n}");
        components.push(json!({"id": id("v"), "type": "vpc", "settings": {"zones": ["a", "b", "c"]}}));
        components.push(json!({"id": id("lb"), "type": "alb", "in": id("v"), "zones": ["a", "b", "c"]}));
        components.push(json!({"id": id("web"), "type": "asg", "in": id("v"), "zones": ["a", "b", "c"], "settings": {"min_size": 30}}));
        components.push(json!({"id": id("db"), "type": "rds", "in": id("v"), "zones": ["a", "b", "c"], "settings": {"multi_az": true}}));
        components.push(json!({"id": id("t"), "type": "dynamodb"}));
        connections.push(json!({"from": "u", "to": id("lb"), "kind": "request"}));
        connections.push(json!({"from": id("lb"), "to": id("web"), "kind": "request"}));
        connections.push(json!({"from": id("web"), "to": id("db"), "kind": "data"}));
        connections.push(json!({"from": id("web"), "to": id("t"), "kind": "data"}));
        connections.push(
            json!({"from": id("web"), "to": format!("lb{}", (n + 1) % LARGE), "kind": "request", "group": "others"}),
        );
        connections.push(
            json!({"from": id("web"), "to": format!("lb{}", (n + 7) % LARGE), "kind": "request", "group": "others"}),
        );
    }
    through(&file(components.into(), connections.into()), &|| "a large design".to_owned()).unwrap();
}
