//! The Terraform of the samples and of random designs: as kept, whole, and the same as the drawing.

use std::collections::{BTreeMap, BTreeSet};

use ::hcl::{Body, Structure};
use zonewise::codec::{load, sketch};
use zonewise::model::{Design, broken};
use zonewise::system::System;
use zonewise::terraform::{Export, export, zip};

use crate::support::random::{self, Options};
use crate::support::{cases, golden, plannable_more};
use crate::terraform_cases::SKETCHES;

pub const SAMPLES: [&str; 7] =
    ["etherpad", "imagery", "notea", "serverless-web-app", "web-servers", "wordpress-ha", "wordpress-weak"];

pub fn sample(name: &str) -> Design {
    let bytes = std::fs::read(format!("public/samples/{name}.zonewise.json")).unwrap();
    load(&bytes).unwrap().design
}

pub fn exported(design: &Design) -> Export {
    export(&System::of(design))
}

/// Everything that is declared: `aws_lb.web`, `data.archive_file.f`, `var.name`, with its body.
pub fn declared(export: &Export) -> BTreeMap<String, Body> {
    let mut found = BTreeMap::new();
    for file in export.files.iter().filter(|file| file.path.ends_with(".tf")) {
        let body: Body =
            ::hcl::parse(&file.text).unwrap_or_else(|error| panic!("{}: {error}\n{}", file.path, file.text));
        for structure in body {
            let Structure::Block(block) = structure else { panic!("{}: an attribute at the top", file.path) };
            let labels: Vec<&str> = block.labels().iter().map(::hcl::BlockLabel::as_str).collect();
            let address = match block.identifier() {
                "resource" => labels.join("."),
                "data" => format!("data.{}", labels.join(".")),
                "variable" => format!("var.{}", labels.join(".")),
                kind => format!("{kind} {} {}", labels.join("."), found.len()),
            };
            assert!(labels.iter().all(|label| is_name(label)), "{address}");
            assert!(found.insert(address.clone(), block.body).is_none(), "{address} twice");
        }
    }
    found
}

fn is_name(label: &str) -> bool {
    !label.is_empty()
        && label
            .chars()
            .enumerate()
            .all(|(at, c)| c.is_ascii_alphabetic() || c == '_' || (at > 0 && c.is_ascii_digit()))
}

/// The references in an export's text, outside quoted text and inside `${}`.
fn references(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
        let code = outside_quotes(line);
        for token in code.split(|c| !word(c)) {
            let parts: Vec<&str> = token.split('.').collect();
            match parts.as_slice() {
                ["var", name, ..] => found.insert(format!("var.{name}")),
                ["data", kind, name, ..] if !name.is_empty() => found.insert(format!("data.{kind}.{name}")),
                [kind, name, ..] if kind.starts_with("aws_") => found.insert(format!("{kind}.{name}")),
                _ => false,
            };
        }
    }
    found
}

/// The line without quoted text, but with what stands between `${` and `}`.
fn outside_quotes(line: &str) -> String {
    let (mut out, mut stack, mut chars) = (String::new(), vec!['c'], line.chars().peekable());
    while let Some(c) = chars.next() {
        match (stack.last(), c) {
            (Some('q'), '\\') => drop(chars.next()),
            (Some('q'), '$') if chars.peek() == Some(&'$') => drop(chars.next()),
            (Some('q'), '$') if chars.peek() == Some(&'{') => {
                chars.next();
                stack.push('c');
                out.push(' ');
            }
            (Some('q'), '"') => drop(stack.pop()),
            (Some('q'), _) => {}
            (_, '"') => {
                stack.push('q');
                out.push(' ');
            }
            (_, '{') => stack.push('c'),
            (_, '}') if stack.len() > 1 => drop(stack.pop()),
            (_, c) => out.push(c),
        }
    }
    out
}

/// Parses, has legal and unique names, and refers to nothing that is not there.
pub fn check_whole(export: &Export) -> BTreeMap<String, Body> {
    let declared = declared(export);
    if let Some((file, reference)) = undeclared(export, &declared).into_iter().next() {
        let text = export.files.iter().find(|other| other.path == file).map_or("", |file| &*file.text);
        panic!("{file}: {reference} does not exist\n{text}");
    }
    declared
}

/// The references to what is not there, each with its file.
fn undeclared(export: &Export, declared: &BTreeMap<String, Body>) -> Vec<(String, String)> {
    let texts = export.files.iter().filter(|file| file.path.ends_with(".tf"));
    let all = texts.flat_map(|file| references(&file.text).into_iter().map(|found| (file.path.clone(), found)));
    all.filter(|(_, reference)| !declared.contains_key(reference)).collect()
}

#[test]
fn the_samples_export_as_kept() {
    for name in SAMPLES {
        let export = exported(&sample(name));
        check_whole(&export);
        golden::check_all(
            &format!("terraform/{name}"),
            export.files.iter().map(|file| (file.path.as_str(), file.text.as_str())),
        );
    }
}

#[test]
fn the_cases_export_whole() {
    for (name, text) in SKETCHES {
        println!("{name}");
        check_whole(&exported(&sketch(text).unwrap().design));
    }
}

#[test]
fn random_designs_export_whole() {
    for seed in 0..cases(300) {
        for options in [&Options::ODD, &Options::PLANNABLE] {
            let design = random::design(seed, options);
            let result = std::panic::catch_unwind(|| check_whole(&exported(&design)));
            assert!(result.is_ok(), "seed {seed}");
        }
    }
}

/// As random, and of every type that is exported: what refers to a component asks whether it is really written.
#[test]
fn designs_of_every_type_export_whole() {
    let mut missing: BTreeMap<(String, String), u64> = BTreeMap::new();
    for seed in 0..cases(64) {
        let export = exported(&random::design(seed, &Options::EVERY));
        let declared = std::panic::catch_unwind(|| declared(&export)).unwrap_or_else(|_| panic!("seed {seed}"));
        missing.extend(undeclared(&export, &declared).into_iter().map(|found| (found, seed)));
    }
    assert!(missing.is_empty(), "references to what is not there, each with a seed: {missing:#?}");
}

/// Sensible designs of every type: legal as drawn, whole, and nothing of them is left out.
#[test]
fn sensible_designs_of_every_type_export_whole() {
    let (mut kinds, mut left) = (BTreeSet::new(), BTreeMap::new());
    for seed in 0..cases(100) {
        let design = plannable_more::design(seed);
        assert_eq!(broken(&design), [], "seed {seed}");
        let export = exported(&design);
        let declared = declared(&export);
        assert_eq!(undeclared(&export, &declared), [], "seed {seed}");
        kinds.extend(design.components.values().map(|component| component.kind.clone()));
        left.extend(export.not_exported.into_iter().map(|item| (item.why, (seed, item.component.to_string()))));
    }
    assert!(left.is_empty(), "left out, each with a seed: {left:#?}");
    let missing: Vec<&&str> =
        random::EVERY.iter().filter(|kind| !kinds.contains(**kind) && **kind != "other").collect();
    assert!(missing.is_empty(), "never drawn: {missing:?}");
}

/// Hostile text in every place where a design holds text.
#[test]
fn text_of_a_design_stays_text() {
    const EVIL: &str = "x\"\n}\nresource \"aws_evil\" \"evil\" {}\n${file(\"/etc/passwd\")}%{ if true }\u{202e}\u{0}\\";
    let evil = serde_json::Value::from(EVIL);
    for seed in 0..cases(40) {
        let kind = |design: &Design| -> Vec<String> {
            let mut kinds: Vec<String> = check_whole(&exported(design))
                .into_keys()
                .map(|address| address.split('.').next().unwrap().to_owned())
                .collect();
            kinds.sort();
            kinds
        };
        let mut design = random::design(seed, &Options::PLANNABLE);
        let before = kind(&design);
        EVIL.clone_into(&mut design.header.name);
        for component in design.components.values_mut() {
            component.name = Some(EVIL.to_owned());
            component.settings.insert("tags".to_owned(), serde_json::json!({EVIL: EVIL, "Name": EVIL}));
            for name in ["hash_key", "default_root_object", "stage_name", "db_name", "image_id", "user_data", "comment"]
            {
                let takes = matches!(
                    (component.kind.as_str(), name),
                    ("dynamodb", "hash_key")
                        | ("cloudfront", "default_root_object")
                        | ("api_gateway", "stage_name")
                        | ("rds", "db_name")
                        | ("asg", "user_data")
                );
                if takes {
                    component.settings.insert(name.to_owned(), evil.clone());
                }
            }
        }
        for connection in design.connections.values_mut() {
            connection.settings.insert("actions".to_owned(), serde_json::json!([EVIL]));
            connection.settings.insert("path_pattern".to_owned(), evil.clone());
        }
        let after = kind(&design);
        let evil = exported(&design);
        assert!(!after.iter().any(|kind| kind == "aws_evil"), "seed {seed}");
        assert!(after.len() >= before.len(), "seed {seed}");
        let readme = &evil.files.iter().find(|file| file.path == "README.md").unwrap().text;
        assert!(!readme.contains("\u{0}") && !readme.lines().any(|line| line.starts_with("resource ")), "{readme}");
    }
}

#[test]
fn ids_of_any_text_give_legal_names() {
    let ids = ["", "a b", "A-B", "a_b", "\u{1f980}", "9", "\"", "${x}", "web", "Web", "WEB", "aws_lb", "null", "for"];
    let text: Vec<String> = ids
        .iter()
        .enumerate()
        .map(|(number, id)| {
            let id = serde_json::Value::from(*id);
            let kind = ["asg", "alb", "rds", "lambda", "s3"][number % 5];
            format!(r#"{{"id": {id}, "type": "{kind}", "in": "main", "zones": ["a", "b"]}}"#)
        })
        .collect();
    let vpc = r#"{"id": "main", "type": "vpc", "settings": {"zones": ["a", "b"]}}"#;
    let all = text.join(", ");
    let file = format!(r#"{{"format": "zonewise/1", "region": "us-east-1", "components": [{vpc}, {all}]}}"#);
    let design = load(file.as_bytes()).unwrap().design;
    assert_eq!(design.components.len(), ids.len() + 1);
    let declared = check_whole(&exported(&design));
    let groups = declared.keys().filter(|address| address.starts_with("aws_autoscaling_group.")).count();
    assert_eq!(groups, 3, "{:?}", declared.keys());
}

#[test]
fn the_order_of_drawing_does_not_matter() {
    for seed in 0..cases(50) {
        let design = random::design(seed, &Options::PLANNABLE);
        let saved = zonewise::codec::save(&design);
        let mut value: serde_json::Value = serde_json::from_str(&saved).unwrap();
        for list in ["components", "connections"] {
            value[list].as_array_mut().unwrap().reverse();
        }
        let again = load(value.to_string().as_bytes()).unwrap().design;
        let (first, second) = (exported(&load(saved.as_bytes()).unwrap().design), exported(&again));
        assert_eq!(first, second, "seed {seed}");
        assert_eq!(zip(&first), zip(&second), "seed {seed}");
    }
}

#[test]
fn the_zip_holds_the_files_and_no_time() {
    let export = exported(&sample("wordpress-ha"));
    let bytes = zip(&export);
    assert_eq!(bytes, zip(&export));
    let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut names = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        let kept = export.files.iter().find(|kept| kept.path == file.name()).unwrap();
        assert_eq!(kept.text, text);
        assert_eq!(file.last_modified(), Some(::zip::DateTime::default()));
        names.push(file.name().to_owned());
    }
    assert!(names.is_sorted());
    assert_eq!(names.len(), export.files.len());
}

#[test]
fn secrets_in_clear_stay_in_the_drawing() {
    let text = r#"db: rds[a,b]{"password": "hunter2-in-clear"}; f: lambda{"environment": {"variables": {"API_TOKEN": "t0ken-in-clear", "MODE": "fast"}}}"#;
    let export = exported(&sketch(text).unwrap().design);
    for file in &export.files {
        assert!(!file.text.contains("in-clear"), "{}", file.path);
    }
    let named = |id: &str, what: &str| {
        export.not_exported.iter().any(|item| item.component.as_str() == id && item.why.contains(what))
    };
    assert!(named("db", "password") && named("f", "API_TOKEN"), "{:?}", export.not_exported);
    assert!(export.files.iter().any(|file| file.text.contains("MODE = \"fast\"")));
}

#[test]
fn remote_state_is_that_of_the_drawing() {
    let versions = |backend: &str| {
        let file = format!(r#"{{"format": "zonewise/1", "region": "us-east-1", "backend": {backend}}}"#);
        let export = exported(&load(file.as_bytes()).unwrap().design);
        export.files.into_iter().find(|file| file.path == "versions.tf").unwrap().text
    };
    let own = versions(r#"{"bucket": "b", "key": "k", "region": "eu-west-1", "encrypt": true, "secret_key": "s"}"#);
    assert!(
        own.contains("backend \"s3\" {") && own.contains("use_lockfile = true") && own.contains("encrypt      = true"),
        "{own}"
    );
    assert!(!own.contains("secret_key"), "{own}");
    let table = versions(r#"{"bucket": "b", "key": "k", "region": "eu-west-1", "dynamodb_table": "locks"}"#);
    assert!(table.contains("dynamodb_table = \"locks\"") && !table.contains("use_lockfile"), "{table}");
}

/// Types that are only drawn, and connections to them, are named.
#[test]
fn nothing_is_dropped_in_silence() {
    let text = r#"users: users; dns: vpn; lb: alb[a,b]; web: asg[a,b](isolated); q: xray; n: nat_gateway[a]; t: dynamodb; c: lambda
                  users -> dns -> lb -> web -> q; web -egress-> n; t -replication-> c; lb -> web {"id": "x", "wait": 3}"#;
    let export = exported(&sketch(text).unwrap().design);
    let whys: Vec<String> =
        export.not_exported.iter().map(|item| format!("{}: {}", item.component, item.why)).collect();
    for expected in [
        "dns: AWS Site-to-Site VPN is drawn, but not exported yet",
        "q: AWS X-Ray is drawn, but not exported yet",
        "lb: dns -> lb: dns is not exported",
        "users: users -> dns: dns is not exported",
        "web: web -> q: q is not exported",
        "web: web -> n: only private subnets of the same VPC leave by a NAT gateway",
        "t: t -> c: a connection of kind replication between these has no resource",
        "lb: lb -> web: its setting wait is not understood",
    ] {
        assert!(whys.iter().any(|why| why == expected), "{expected}\n{whys:#?}");
    }
    let readme = export.files.iter().find(|file| file.path == "README.md").unwrap();
    assert_eq!(readme.text.matches("\n- **").count(), whys.len(), "{}", readme.text);
}
