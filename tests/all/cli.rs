//! The command line as its users meet it: the real binary on the samples and on bad input.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::terraform::SAMPLES;

fn sample(name: &str) -> String {
    format!("public/samples/{name}.zonewise.json")
}

fn zonewise(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zonewise")).args(args).stdin(Stdio::null()).output().unwrap()
}

fn fed(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_zonewise"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Whoever refuses a large input closes the pipe before all of it is written.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

#[track_caller]
fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[track_caller]
fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[track_caller]
fn code(output: &Output, expected: i32) {
    assert_eq!(output.status.code(), Some(expected), "{}{}", stdout(output), stderr(output));
}

#[track_caller]
fn json(args: &[&str]) -> Value {
    let output = zonewise(args);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", stdout(&output), stderr(&output)))
}

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Asserts that a document has the fields of a shape: objects field by field (a document may have more),
/// the first element of an array for each of the document's, other values by their type.
#[track_caller]
fn shape(document: &Value, expected: &Value, place: &str) {
    match (document, expected) {
        (Value::Object(fields), Value::Object(expected)) => {
            for (name, expected) in expected {
                let field = fields.get(name).unwrap_or_else(|| panic!("{place}.{name} is missing"));
                shape(field, expected, &format!("{place}.{name}"));
            }
        }
        (Value::Array(items), Value::Array(expected)) => {
            for (index, item) in items.iter().enumerate() {
                shape(item, &expected[0], &format!("{place}[{index}]"));
            }
        }
        (Value::Null, Value::String(kind)) if kind.ends_with('?') => {}
        (Value::Number(_), Value::String(kind)) => assert_eq!(kind.trim_end_matches('?'), "number", "{place}"),
        (Value::String(_), Value::String(kind)) => assert_eq!(kind.trim_end_matches('?'), "text", "{place}"),
        (Value::Bool(_), Value::String(kind)) => assert_eq!(kind, "flag", "{place}"),
        (Value::Array(_) | Value::Object(_), Value::String(kind)) => {
            assert_eq!(kind.trim_end_matches('?'), "any", "{place}");
        }
        _ => panic!("{place}: {document} where {expected} was expected"),
    }
}

#[test]
fn check_says_by_its_exit_code_whether_a_design_has_errors() {
    for name in SAMPLES {
        let output = zonewise(&["check", &sample(name), "--format", "json"]);
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        let errors = document["findings"].as_array().unwrap().iter().filter(|one| one["severity"] == "error").count();
        code(&output, i32::from(errors > 0));
        code(&zonewise(&["check", &sample(name)]), i32::from(errors > 0));
        assert_eq!(errors > 0, matches!(name, "wordpress-weak" | "etherpad"), "{name}: {errors} errors");
    }
}

#[test]
fn check_has_the_shape_of_the_contract() {
    let expected = serde_json::json!({
        "file": "text",
        "findings": [{
            "rule": "text", "cause": "text", "severity": "text", "components": ["text"], "connections": [["text"]],
            "message": "text", "fixes": ["text"],
        }],
        "suppressed": [{"rule": "text", "reason": "text"}],
        "repairs": [{"place": "text", "message": "text"}],
    });
    let one = json(&["check", &sample("wordpress-weak"), "--format", "json"]);
    assert!(!one["findings"].as_array().unwrap().is_empty());
    shape(&one, &expected, "check");
    let many = json(&["check", &sample("wordpress-weak"), &sample("wordpress-ha"), "--format", "json"]);
    assert_eq!(many.as_array().unwrap().len(), 2);
    assert_eq!(many[0], one);
    shape(&many, &serde_json::json!([expected]), "check");
}

#[test]
fn a_suppressed_finding_is_listed_apart_with_its_reason() {
    let folder = folder("suppressed");
    let mut design: Value = serde_json::from_slice(&fs::read(sample("wordpress-weak")).unwrap()).unwrap();
    design["suppress"] = serde_json::json!([{"rule": "HA008", "component": "web", "reason": "a rehearsal"}]);
    let file = folder.join("weak.json");
    fs::write(&file, design.to_string()).unwrap();
    let document = json(&["check", text(&file), "--format", "json"]);
    assert!(document["findings"].as_array().unwrap().iter().all(|finding| finding["rule"] != "HA008"));
    assert_eq!(document["suppressed"][0]["rule"], "HA008");
    assert_eq!(document["suppressed"][0]["reason"], "a rehearsal");
}

#[test]
fn drills_have_the_shape_of_the_contract() {
    let expected = serde_json::json!({
        "paths": [{
            "path": "text", "entry": "text", "availability": "number", "downtime_minutes_per_year": "number", "steps": ["any"],
            "survives": {"instance": "text", "zone": "text", "region": "text", "service": "text"},
            "spof": {"instance": ["text"], "zone": ["text"]},
        }],
        "drills": [{
            "failure": "any", "path": "text", "outcome": "text", "because": ["text"], "rto_seconds": "any?", "rpo_seconds": "any?",
            "capacity_left": [{"component": "text", "left": "number", "of": "number", "need": "number"}],
        }],
    });
    for name in SAMPLES {
        let document = json(&["drills", &sample(name), "--format", "json"]);
        shape(&document, &expected, name);
        let paths = document["paths"].as_array().unwrap();
        assert!(!paths.is_empty(), "{name}");
        for path in paths {
            let (availability, minutes) = (path["availability"].as_f64().unwrap(), &path["downtime_minutes_per_year"]);
            assert!((0.0..=1.0).contains(&availability), "{name}");
            assert!((minutes.as_f64().unwrap() - 525_600.0 * (1.0 - availability)).abs() < 0.01, "{name}: {minutes}");
        }
        for drill in document["drills"].as_array().unwrap() {
            let outcome = drill["outcome"].as_str().unwrap();
            assert!(["continues", "recovers", "fails"].contains(&outcome), "{outcome}");
            let failure = drill["failure"].as_object().unwrap();
            let named: Vec<&str> = failure.keys().map(String::as_str).collect();
            let forms =
                [&["instance", "unit"][..], &["zone"], &["region"], &["service", "region"], &["region", "service"]];
            assert!(forms.contains(&named.as_slice()), "{named:?}");
        }
    }
}

/// The fixed decimal text of a JSON number, so that no float comes between.
fn cents(text: &str) -> i128 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{rest:0<18}").parse().unwrap()
}

#[test]
fn costs_have_the_shape_of_the_contract_and_add_up() {
    let line = serde_json::json!({
        "name": "text", "quantity": "number", "unit": "text", "unit_price": "number", "monthly": "number", "formula": "text",
        "source": "text", "as_of": "text",
    });
    let expected = serde_json::json!({
        "currency": "text", "region": "text", "hours": "number",
        "total": {"min": "number", "expected": "number", "max": "number"},
        "complete": "flag",
        "account": {"lines": [line.clone()]},
        "components": [{"id": "text", "lines": [line], "monthly": "number"}],
        "not_counted": [{"component": "text?", "what": "text", "why": "text"}],
    });
    for name in SAMPLES {
        let output = zonewise(&["cost", &sample(name), "--format", "json"]);
        code(&output, 0);
        shape(&serde_json::from_slice(&output.stdout).unwrap(), &expected, name);
        // The digits as they are printed: the lines add up to the total exactly.
        let exact: ExactCost = serde_json::from_slice(&output.stdout).unwrap();
        let lines = exact.components.iter().flat_map(|component| &component.lines).chain(&exact.account.lines);
        let sum: i128 = lines.map(|line| cents(line.monthly.get())).sum();
        assert!(!exact.components.is_empty(), "{name}");
        assert_eq!(sum, cents(exact.total.expected.get()), "{name}");
        assert!(cents(exact.total.min.get()) <= cents(exact.total.expected.get()), "{name}");
        assert!(cents(exact.total.expected.get()) <= cents(exact.total.max.get()), "{name}");
    }
}

#[derive(serde::Deserialize)]
struct ExactCost {
    total: ExactTotal,
    account: ExactLines,
    components: Vec<ExactLines>,
}

#[derive(serde::Deserialize)]
struct ExactTotal {
    min: Box<serde_json::value::RawValue>,
    expected: Box<serde_json::value::RawValue>,
    max: Box<serde_json::value::RawValue>,
}

#[derive(serde::Deserialize)]
struct ExactLines {
    lines: Vec<ExactLine>,
}

#[derive(serde::Deserialize)]
struct ExactLine {
    monthly: Box<serde_json::value::RawValue>,
}

#[test]
fn options_of_cost_are_taken_over_or_refused() {
    let file = sample("wordpress-ha");
    let document = json(&["cost", &file, "--format", "json", "--region", "eu-west-1", "--hours", "720", "--free-tier"]);
    assert_eq!((document["region"].as_str(), document["hours"].as_u64()), (Some("eu-west-1"), Some(720)));
    assert_eq!(document["free_tier"], true);
    for wrong in [["--region", "mars"], ["--hours", "0"], ["--hours", "9999"], ["--format", "xml"]] {
        let output = zonewise(&["cost", &file, wrong[0], wrong[1]]);
        code(&output, 2);
        assert!(stderr(&output).contains(wrong[1]), "{}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn the_csv_has_a_row_for_every_line_and_no_formula_of_anybody() {
    let file = sample("wordpress-ha");
    let document = json(&["cost", &file, "--format", "json"]);
    let count = |list: &Value| list.as_array().unwrap().len();
    let lines: usize = document["components"].as_array().unwrap().iter().map(|one| count(&one["lines"])).sum();
    let rows = lines + count(&document["account"]["lines"]) + count(&document["not_counted"]);
    let text_of = |file: &str| stdout(&zonewise(&["cost", file, "--format", "csv"]));
    let records: Vec<csv::StringRecord> =
        csv::Reader::from_reader(text_of(&file).as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!(records.len(), rows);

    let folder = folder("csv");
    let hostile = folder.join("hostile.json");
    let design = fs::read_to_string(&file).unwrap().replace("\"db\"", "\"=1+1\"");
    fs::write(&hostile, design).unwrap();
    for record in csv::Reader::from_reader(text_of(text(&hostile)).as_bytes()).records() {
        let record = record.unwrap();
        assert!(record.iter().all(|cell| !cell.starts_with(['=', '@'])), "{record:?}");
    }
}

#[test]
fn terraform_writes_the_export_and_nothing_else() {
    let folder = folder("terraform");
    let out = folder.join("new/deep");
    let output = zonewise(&["terraform", &sample("wordpress-ha"), "--out", text(&out)]);
    code(&output, 0);
    let names = files(&out);
    assert!(names.iter().any(|name| name.ends_with(".tf")), "{names:?}");
    for name in &names {
        assert!(stdout(&output).contains(name.as_str()), "{name} is not listed");
    }
    // A second time into the same directory: the same bytes; files of others stay, and are named.
    let before: Vec<Vec<u8>> = names.iter().map(|name| fs::read(out.join(name)).unwrap()).collect();
    fs::write(out.join("mine.tf"), "# mine\n").unwrap();
    fs::write(out.join("notes.txt"), "mine\n").unwrap();
    let output = zonewise(&["terraform", &sample("wordpress-ha"), "--out", text(&out), "--layout", "flat"]);
    code(&output, 0);
    assert!(stderr(&output).contains("mine.tf"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(out.join("mine.tf")).unwrap(), "# mine\n");
    assert_eq!(names.iter().map(|name| fs::read(out.join(name)).unwrap()).collect::<Vec<_>>(), before);
    assert_eq!(files(&folder.join("new")).len(), names.len() + 2);
}

/// The files below a folder, by their paths in it.
fn files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            names.extend(files(&entry.path()).into_iter().map(|below| format!("{name}/{below}")));
        } else {
            names.push(name);
        }
    }
    names.sort();
    names
}

#[test]
fn terraform_refuses_a_file_for_a_directory() {
    let folder = folder("terraform-file");
    let file = folder.join("out");
    fs::write(&file, "mine").unwrap();
    code(&zonewise(&["terraform", &sample("wordpress-ha"), "--out", text(&file)]), 2);
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn terraform_does_not_write_through_links() {
    let folder = folder("terraform-links");
    let (out, victim) = (folder.join("out"), folder.join("victim.txt"));
    code(&zonewise(&["terraform", &sample("wordpress-ha"), "--out", text(&out)]), 0);
    let name = files(&out).into_iter().find(|name| name.ends_with(".tf")).unwrap();
    fs::write(&victim, "precious").unwrap();
    fs::remove_file(out.join(&name)).unwrap();
    std::os::unix::fs::symlink(&victim, out.join(&name)).unwrap();
    let output = zonewise(&["terraform", &sample("wordpress-ha"), "--out", text(&out)]);
    code(&output, 2);
    assert!(stderr(&output).contains("symbolic link"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
}

#[test]
fn fmt_is_idempotent_and_says_what_it_mended() {
    let folder = folder("fmt");
    let file = folder.join("design.json");
    let loose = r#"{"components": [{"id": "z", "type": "s3"}, {"id": "a", "type": "users"}], "connections": [{"from": "a", "to": "gone", "kind": "request"}]}"#;
    fs::write(&file, loose).unwrap();
    code(&zonewise(&["fmt", "--check", text(&file)]), 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), loose, "--check writes nothing");
    let output = zonewise(&["fmt", text(&file)]);
    code(&output, 0);
    assert!(stderr(&output).contains("gone"), "{}", stderr(&output));
    let canonical = fs::read_to_string(&file).unwrap();
    assert!(canonical.starts_with("{\n  \"format\": \"zonewise/1\","), "{canonical}");
    code(&zonewise(&["fmt", text(&file)]), 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), canonical);
    code(&zonewise(&["fmt", "--check", text(&file)]), 0);
    assert_eq!(stdout(&fed(&["fmt", "-"], canonical.as_bytes())), canonical);
    assert_eq!(files(&folder), ["design.json"], "nothing is left beside it");
}

#[test]
fn bad_input_is_refused_with_the_file_and_the_place() {
    let folder = folder("bad");
    let cases: [(&str, &[u8], &str); 6] = [
        ("empty.json", b"", "line 1"),
        ("cut.json", b"{\"format\": \"zonewise/1\",\n  \"components\": [", "line 2"),
        ("list.json", b"[]", "object"),
        ("other.json", b"{\"format\": \"drawio/9\", \"components\": []}", "drawio/9"),
        ("binary.json", b"\xff\xfe\x00", "UTF-8"),
        ("deep.json", &[b'['; 100_000], "line 1"),
    ];
    let out = folder.join("out");
    for (name, bytes, place) in cases {
        let file = folder.join(name);
        fs::write(&file, bytes).unwrap();
        for args in [
            &["check", text(&file)][..],
            &["check", text(&file), "--format", "json"],
            &["drills", text(&file)],
            &["cost", text(&file)],
            &["terraform", text(&file), "--out", text(&out)],
            &["fmt", text(&file)],
        ] {
            let output = zonewise(args);
            code(&output, 2);
            assert!(stderr(&output).contains(name) && stderr(&output).contains(place), "{args:?}: {}", stderr(&output));
            assert_eq!(stdout(&output), "", "{args:?}");
        }
        assert_eq!(fs::read(&file).unwrap(), bytes, "what cannot be read is not rewritten");
    }
    assert!(!out.exists());
    code(&zonewise(&["check", "no-such-file.json"]), 2);
}

#[test]
fn one_unreadable_file_does_not_hide_the_others() {
    let output = zonewise(&["check", "no-such-file.json", &sample("wordpress-weak"), "--format", "json"]);
    code(&output, 2);
    assert!(stderr(&output).contains("no-such-file.json"));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document.as_array().unwrap().len(), 1);
}

#[test]
fn wrong_arguments_are_refused_and_help_is_not() {
    for args in [&["nonsense"][..], &[], &["check"], &["drills"], &["terraform", "x.json"], &["cost", "a", "b"]] {
        let output = zonewise(args);
        code(&output, 2);
        assert!(stderr(&output).contains("Usage"), "{args:?}");
    }
    for args in [&["--help"][..], &["--version"], &["help", "cost"], &["check", "--help"]] {
        let output = zonewise(args);
        code(&output, 0);
        assert_ne!(stdout(&output), "", "{args:?}");
        assert_eq!(stderr(&output), "", "{args:?}");
    }
}

#[test]
fn descriptions_are_json_about_what_is_built() {
    let schema = json(&["schema"]);
    assert_eq!(schema["title"], "zonewise/1");
    let rules = json(&["rules"]);
    let ids: Vec<&str> = rules.as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    let built: Vec<&str> = zonewise::judge::rules::all().iter().map(|rule| rule.id).collect();
    assert_eq!(ids, built);
    let catalog = json(&["catalog"]);
    let ids: Vec<&str> = catalog.as_array().unwrap().iter().map(|service| service["id"].as_str().unwrap()).collect();
    let built: Vec<&str> = zonewise::catalog::all().map(|service| service.id).collect();
    assert_eq!(ids, built);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for name in SAMPLES {
        let file = sample(name);
        for args in [
            &["check", &file][..],
            &["check", &file, "--format", "json"],
            &["drills", &file],
            &["drills", &file, "--format", "json"],
            &["cost", &file],
            &["cost", &file, "--format", "json"],
            &["cost", &file, "--format", "csv"],
        ] {
            assert_eq!(zonewise(args).stdout, zonewise(args).stdout, "{args:?}");
        }
    }
}

#[test]
fn names_cannot_send_orders_to_a_terminal() {
    let folder = folder("terminal");
    let file = folder.join("design.json");
    let design = fs::read_to_string(sample("wordpress-weak")).unwrap().replace("\"web\"", "\"we\\u001b[2Jb\\u202e\"");
    fs::write(&file, design).unwrap();
    for command in ["check", "drills", "cost"] {
        let output = stdout(&zonewise(&[command, text(&file)]));
        assert!(output.contains("[2J"), "{command} does not name it: {output}");
        assert!(!output.contains(['\u{1b}', '\u{202e}']), "{command}: {output:?}");
    }
}

#[test]
fn the_standard_input_is_a_file_too() {
    let bytes = fs::read(sample("wordpress-ha")).unwrap();
    let output = fed(&["check", "-", "--format", "json"], &bytes);
    code(&output, 0);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["file"], "-");
    let endless = vec![b' '; 20 << 20];
    let output = fed(&["check", "-"], &endless);
    code(&output, 2);
    assert!(stderr(&output).contains("bytes"), "{}", stderr(&output));
}

#[test]
fn diff_says_whether_designs_differ() {
    let (ha, weak) = (sample("wordpress-ha"), sample("wordpress-weak"));
    let same = zonewise(&["diff", &ha, &ha]);
    code(&same, 0);
    assert_eq!(stdout(&same), "The designs are the same.\n");
    let differs = zonewise(&["diff", &ha, &weak, "--format", "json"]);
    code(&differs, 1);
    let document: Value = serde_json::from_slice(&differs.stdout).unwrap();
    assert_eq!(document["layout_only"], false);
    assert_eq!(document["findings"]["new"].as_array().unwrap().len(), 6);
    assert_eq!(document["paths"][0]["before"]["zone"], "recovers");
    assert_eq!(document["paths"][0]["after"]["zone"], "fails");
    assert_eq!(
        document["monthly"]["before"].to_string(),
        json(&["cost", &ha, "--format", "json"])["total"]["expected"].to_string()
    );
    code(&zonewise(&["diff", &ha, "no-such-file"]), 2);
}

#[test]
fn svg_draws_what_the_core_draws() {
    let folder = folder("svg");
    let out = folder.join("picture.svg");
    let file = sample("wordpress-ha");
    code(&zonewise(&["svg", &file, "--out", text(&out)]), 0);
    let plain = fs::read_to_string(&out).unwrap();
    assert_eq!(plain, stdout(&zonewise(&["svg", &file, "--out", "-"])));
    fs::write(folder.join("rds.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    let skinned = stdout(&zonewise(&["svg", &file, "--out", "-", "--icons", text(&folder)]));
    assert_eq!(skinned.matches("<image ").count(), 1, "the database has an icon of its own");
    code(&zonewise(&["svg", &file, "--out", "-", "--icons", "no-such-folder"]), 2);
}
