//! The rules: each finds fault with its bad example and not with its good one, and its texts are complete.

mod boxes;
mod each_fix;
mod fixes;
pub mod glue;
mod store;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::json;
use zonewise::codec::{load, sketch};
use zonewise::judge::rules::{self, Rule};
use zonewise::judge::{self, Finding};
use zonewise::model::Design;
use zonewise::system::System;

use crate::support::random::{self, Options, Rng};
use crate::support::{cases, golden};

/// What judging says about a design.
struct Judged {
    findings: Vec<Finding>,
    broken_paths: BTreeSet<String>,
    broken_entries: BTreeSet<String>,
}

fn judge(design: &Design) -> Judged {
    let system = System::of(design);
    let verdicts = judge::verdicts(&system);
    let broken_paths = verdicts.paths.iter().filter(|path| path.broken).map(|path| path.name.clone()).collect();
    let broken_entries = verdicts.paths.iter().filter(|path| path.broken).map(|path| path.entry.to_string()).collect();
    Judged { findings: judge::findings(&system, &verdicts), broken_paths, broken_entries }
}

fn example(text: &str) -> Design {
    let loaded = sketch(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(loaded.repairs, [], "{text}");
    loaded.design
}

/// What a finding is about: a connection for NW004, else its first component.
fn subject(finding: &Finding) -> String {
    match finding.connections.as_slice() {
        [connection, ..] if finding.rule == "NW004" => connection.to_string(),
        _ => finding.components[0].to_string(),
    }
}

fn of<'a>(findings: &'a [Finding], rule: &str) -> Vec<&'a Finding> {
    findings.iter().filter(|finding| finding.rule == rule).collect()
}

#[test]
fn every_rule_finds_fault_with_its_bad_example_alone() {
    let mut wrong = String::new();
    for rule in rules::all() {
        let bad = judge(&example(rule.bad.sketch)).findings;
        let subjects: Vec<String> = of(&bad, rule.id).into_iter().map(subject).collect();
        if subjects != [rule.bad.subject] {
            writeln!(wrong, "{}: the bad example gives {subjects:?}, not {:?}", rule.id, rule.bad.subject).unwrap();
        }
        let good = judge(&example(rule.good.sketch)).findings;
        if let [finding, ..] = of(&good, rule.id).as_slice() {
            writeln!(wrong, "{}: the good example is found fault with: {}", rule.id, finding.message).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_rule_has_complete_texts() {
    let mut ids = BTreeSet::new();
    for rule in rules::all() {
        let Rule { id, slug, title, when, why, fix, source, note, .. } = rule;
        assert!(ids.insert(id), "{id} is used twice");
        assert!(slug.starts_with(&format!("{}_", id.to_lowercase())), "{id}: {slug}");
        for (name, text) in
            [("title", title), ("when", when), ("why", why), ("fix", fix), ("source", source), ("note", note)]
        {
            assert!(text.len() >= 8 && text.trim() == *text && !text.contains("  "), "{id}: {name}: {text:?}");
            assert!(
                text.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()) || name == "source",
                "{id}: {text}"
            );
        }
        for text in [when, why, fix, note] {
            assert!(text.ends_with('.'), "{id}: {text}");
        }
        assert!(note.matches(". ").count() + note.matches(": ").count() >= 1, "{id}: the note is too short: {note}");
        assert!(rule.trades.iter().all(|trade| rules::find(trade).is_some()), "{id}: {:?}", rule.trades);
        assert_eq!(rules::find(id).map(|found| found.id), Some(*id));
    }
}

#[test]
fn every_file_is_a_rule_of_that_name() {
    let mut files: Vec<String> = std::fs::read_dir("src/judge/rules")
        .unwrap()
        .filter_map(|entry| Some(entry.unwrap().file_name().to_str()?.strip_suffix(".rs")?.to_owned()))
        .filter(|name| name.as_bytes().get(2).is_some_and(u8::is_ascii_digit))
        .collect();
    files.sort();
    let mut slugs: Vec<&str> = rules::all().iter().map(|rule| rule.slug).collect();
    assert_eq!(slugs, rules::FILES);
    slugs.sort_unstable();
    assert_eq!(files, slugs);
}

#[test]
fn the_documentation_is_current() {
    golden::check_kept("docs/rules.md", &rules::page());
}

/// A random design with settings that the rules read and that designs for other tests seldom have.
fn varied(seed: u64, options: &Options) -> Design {
    let mut design = random::design(seed, options);
    let mut rng = Rng::new(seed);
    if rng.percent(25) {
        design.header.requirements.environment = Some("dev".to_owned());
    }
    let settings = [
        ("rds", "publicly_accessible", json!(true)),
        ("rds", "storage_encrypted", json!(false)),
        ("rds", "password", json!("correct horse")),
        ("rds", "backup_retention_period", json!(0)),
        ("efs", "encrypted", json!(false)),
        ("asg", "instance_store", json!(true)),
        ("asg", "clusterable", json!(false)),
        ("asg", "associate_public_ip_address", json!(true)),
        ("asg", "scaling_policies", json!([{"metric_name": "CPUUtilization"}])),
        ("dynamodb", "billing_mode", json!("PROVISIONED")),
        ("alb", "protocol", json!("TLS")),
        ("lambda", "environment", json!({"variables": {"API_TOKEN": "x"}})),
    ];
    for component in design.components.values_mut() {
        for (kind, name, value) in &settings {
            if component.kind == *kind && rng.percent(12) {
                component.settings.insert((*name).to_owned(), value.clone());
            }
        }
    }
    design
}

#[test]
fn findings_are_sorted_and_say_whole_sentences() {
    for seed in 0..cases(60) {
        let design = varied(seed, &Options::ODD);
        let findings = judge(&design).findings;
        let keys: Vec<_> =
            findings.iter().map(|f| (f.severity, &f.cause, f.rule, &f.components, &f.connections)).collect();
        assert!(keys.is_sorted(), "seed {seed}");
        assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "seed {seed}: a finding comes twice");
        for finding in &findings {
            let message = &finding.message;
            assert!(message.ends_with('.') && !message.contains("  ") && !message.contains("  "), "{message}");
            assert!(finding.components.iter().all(|id| design.components.contains_key(id)), "{finding:?}");
            assert!(finding.connections.iter().all(|key| design.connections.contains_key(key)), "{finding:?}");
            assert!(finding.fixes.iter().all(|fix| !fix.label.is_empty()), "{finding:?}");
        }
    }
}

/// The samples' findings, as a table: severity, rule, subject, cause, message.
#[test]
fn the_samples_have_these_findings() {
    for name in crate::terraform::SAMPLES {
        let bytes = std::fs::read(format!("public/samples/{name}.zonewise.json")).unwrap();
        let design = load(&bytes).unwrap().design;
        let mut table = String::new();
        for finding in judge(&design).findings {
            let (severity, rule, cause) = (finding.severity.name(), finding.rule, &finding.cause);
            writeln!(table, "{severity:8} {rule} {} [{cause}] {}", subject(&finding), finding.message).unwrap();
            for fix in &finding.fixes {
                writeln!(table, "           fix: {}", fix.label).unwrap();
            }
        }
        golden::check(&format!("findings/{name}.txt"), &table);
    }
}

#[test]
fn the_samples_have_the_findings_that_their_descriptions_name() {
    let pairs = |name: &str| -> BTreeSet<(String, &str, String)> {
        let bytes = std::fs::read(format!("public/samples/{name}.zonewise.json")).unwrap();
        let findings = judge(&load(&bytes).unwrap().design).findings;
        findings.iter().map(|f| (f.severity.name().to_owned(), f.rule, subject(f))).collect()
    };
    let errors = |name: &str| -> Vec<(&str, String)> {
        pairs(name).into_iter().filter(|f| f.0 == "error").map(|(_, rule, on)| (rule, on)).collect()
    };
    assert_eq!(errors("wordpress-ha"), []);
    assert_eq!(errors("serverless-web-app"), []);
    let weak = ["HA004 alb", "HA008 web", "HA013 db", "HA039 cdn"].map(|f| f.split_once(' ').unwrap());
    assert_eq!(errors("wordpress-weak"), weak.map(|(rule, on)| (rule, on.to_owned())));
    let serverless = pairs("serverless-web-app");
    for (rule, on) in [("DU003", "greetings"), ("DU003", "contacts"), ("SC005", "api")] {
        assert!(serverless.iter().any(|found| found.1 == rule && found.2 == on), "{rule} on {on}");
    }
    assert!(pairs("wordpress-ha").iter().any(|found| found.1 == "SC007" && found.2 == "web"));
    for (_, rule, on) in pairs("wordpress-ha").iter().filter(|found| found.2 == "alb" || found.2 == "files") {
        assert!(!rule.starts_with("HA"), "{rule} on {on}");
    }
}

/// Three systems of a textbook, with the findings that its readers are told, by rule and subject.
#[test]
fn known_systems_have_the_findings_that_are_known_of_them() {
    let balanced = r#"users: users; lb: alb[a,b]; web: asg[a,b](public){"min_size": 2, "max_size": 2}
                      users -> lb {"protocol": "HTTP", "port": 80}; lb -> web"#;
    let etherpad = r#"users: users; lb: alb[a,b]
                      web: asg[a,b](public){"min_size": 1, "max_size": 2, "health_check_type": "ELB", "clusterable": false}
                      db: rds[a,b](public){"backup_retention_period": 0, "password": "etherpad123"}
                      users -> lb {"protocol": "HTTP", "port": 80}; lb -> web => db"#;
    let imagery = r#"users: users; lb: alb[a,b]; queue: sqs; images: dynamodb{"billing_mode": "PROVISIONED"}; files: s3
                     server: asg[a,b](public){"min_size": 1, "max_size": 2, "health_check_type": "ELB"}
                     worker: asg[a,b](public){"min_size": 1, "max_size": 2}
                     users -> lb {"protocol": "HTTP", "port": 80}; lb -> server; server -> queue; server => images
                     server => files; queue ~> worker; worker => images; worker => files"#;
    let cases: [(&str, &[&str]); 3] = [
        (balanced, &["warning HA012 web", "warning SC002 web", "warning SE006 lb", "advice SE008 web"]),
        (
            etherpad,
            &[
                "error DU001 db",
                "error HA013 db",
                "error SE002 db",
                "warning SE007 db",
                "warning SE006 lb",
                "advice HA009 web",
                "error HA039 lb",
            ],
        ),
        (
            imagery,
            &[
                "warning HA009 server",
                "advice HA009 worker",
                "warning SC002 server",
                "warning SC003 images",
                "warning SE006 lb",
                "advice HA040 lb",
            ],
        ),
    ];
    for (text, expected) in cases {
        let findings = judge(&example(text)).findings;
        let found: BTreeSet<String> =
            findings.iter().map(|f| format!("{} {} {}", f.severity.name(), f.rule, subject(f))).collect();
        for one in expected {
            assert!(found.contains(*one), "{one} is missing from {found:#?}");
        }
        let errors = |list: &mut dyn Iterator<Item = &str>| list.filter(|f| f.starts_with("error")).count();
        assert_eq!(errors(&mut found.iter().map(String::as_str)), errors(&mut expected.iter().copied()), "{found:#?}");
    }
}

#[test]
fn alternatives_in_a_ring_end() {
    let text = r#"users: users; one: alb[a]; two: alb[a]; f1: lambda[a]; f2: lambda[a]
                  users -> one -> f1; one -> f2; f1 -> two {"group": "g"}; f1 -> one {"group": "g"}; two -> f2; f2 -> one"#;
    assert!(!judge(&example(text)).findings.is_empty());
}
