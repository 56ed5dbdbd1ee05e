//! The real `terraform init`, `validate`, `fmt -check` and `plan` on exports, where the checker is there.
//!
//! `ZONEWISE_TFCHECK=1 cargo test --test all tfcheck -- --nocapture` runs it; `ZONEWISE_CASES` sets how many
//! random designs. The variable may also hold the checker's path. Without it or the checker it prints "not run" and passes.

#![allow(clippy::disallowed_types, reason = "an evidence run says how long it took")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use zonewise::codec::{load, sketch};
use zonewise::model::Design;
use zonewise::terraform::Export;

use crate::support::random::{self, Options};
use crate::support::{cases, plannable_more};
use crate::terraform::{SAMPLES, exported};
use crate::terraform_cases::SKETCHES;
use crate::terraform_net;

const CHECKER: &str = "../shared/tools/tfcheck/tfcheck";
/// Random designs to a run of terraform.
const BATCH: usize = 20;

pub fn checker() -> Option<PathBuf> {
    let wanted = std::env::var("ZONEWISE_TFCHECK").unwrap_or_default();
    let path = if wanted == "1" { Path::new(env!("CARGO_MANIFEST_DIR")).join(CHECKER) } else { PathBuf::from(&wanted) };
    if !wanted.is_empty() && path.exists() {
        return Some(path);
    }
    println!("tfcheck: not run (ZONEWISE_TFCHECK=1 and {CHECKER}, or its path in the variable, are needed)");
    None
}

fn write(folder: &Path, export: &Export) {
    for file in &export.files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.text).unwrap();
    }
}

/// The values that the export asks for, as lines of a module block or a tfvars file.
fn answers(export: &Export) -> Vec<String> {
    let example = export.files.iter().find(|file| file.path == "terraform.tfvars.example").unwrap();
    example.text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).map(str::to_owned).collect()
}

/// Runs the checker on one folder; gives the number of resources to add.
fn run(checker: &Path, folder: &Path, what: &str) -> u64 {
    let done = Command::new(checker).args(["--plan", "--fmt"]).arg(folder).output().unwrap();
    let text = String::from_utf8_lossy(&done.stdout);
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{what}\n{text}\n{errors}");
    let added = text.lines().find_map(|line| line.trim().strip_prefix("plan: ")?.split(' ').next()?.parse().ok());
    let added: u64 = added.unwrap_or_else(|| panic!("{what}: no plan\n{text}"));
    println!("tfcheck: {what}: valid, fmt-clean, {added} resources planned");
    added
}

/// Several exports as modules of one root.
pub fn run_together(checker: &Path, name: &str, designs: &[Design]) -> u64 {
    let stem: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let folder = std::env::temp_dir().join(format!("zonewise-tfcheck-{}-{stem}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    let mut root = String::new();
    for (number, design) in designs.iter().enumerate() {
        let export = exported(design);
        let module = format!("m{number}");
        write(&folder.join(&module), &export);
        let _ = writeln!(root, "module \"{module}\" {{\n  source = \"./{module}\"\n");
        for line in answers(&export) {
            let _ = writeln!(root, "  {line}");
        }
        root.push_str("}\n");
    }
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("main.tf"), root.replace("\n\n}", "\n}")).unwrap();
    let added = run(checker, &folder, &format!("{name} ({} designs)", designs.len()));
    fs::remove_dir_all(&folder).unwrap();
    added
}

#[test]
fn the_samples_plan() {
    let Some(checker) = checker() else { return };
    for name in SAMPLES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/terraform").join(name);
        run(&checker, &folder, name);
    }
}

#[test]
fn the_cases_plan() {
    let Some(checker) = checker() else { return };
    let designs: Vec<Design> =
        SKETCHES.iter().chain(terraform_net::SKETCHES).map(|(_, text)| sketch(text).unwrap().design).collect();
    run_together(&checker, "cases", &designs);
}

/// Sketches of another file as modules of one root, where the checker is there.
pub fn sketches_plan(name: &str, sketches: &[(&str, &str)]) {
    let designs: Vec<Design> = sketches.iter().map(|(_, text)| sketch(text).unwrap().design).collect();
    designs_plan(name, &designs);
}

/// Designs of another file as modules of one root, where the checker is there.
pub fn designs_plan(name: &str, designs: &[Design]) {
    let Some(checker) = checker() else { return };
    run_together(&checker, name, designs);
}

#[test]
fn random_designs_plan() {
    let Some(checker) = checker() else { return };
    let (mut resources, count) = (0, cases(100));
    let seeds: Vec<u64> = (0..count).collect();
    for batch in seeds.chunks(BATCH) {
        let designs: Vec<Design> = batch.iter().map(|seed| random::design(*seed, &Options::PLANNABLE)).collect();
        resources += run_together(&checker, &format!("random-{}-{}", batch[0], batch[batch.len() - 1]), &designs);
    }
    println!("tfcheck: {count} random designs, {resources} resources planned");
}

#[test]
fn odd_designs_plan() {
    let Some(checker) = checker() else { return };
    let (mut resources, count) = (0, cases(100));
    let seeds: Vec<u64> = (0..count).collect();
    for batch in seeds.chunks(BATCH) {
        let reload = |seed: &u64| {
            let design = random::design(*seed, &Options::ODD);
            load(zonewise::codec::save(&design).as_bytes()).unwrap().design
        };
        let designs: Vec<Design> = batch.iter().map(reload).collect();
        resources += run_together(&checker, &format!("odd-{}-{}", batch[0], batch[batch.len() - 1]), &designs);
    }
    println!("tfcheck: {count} odd designs, {resources} resources planned");
}

/// As odd, and of every type that is exported.
#[test]
fn designs_of_every_type_plan() {
    let Some(checker) = checker() else { return };
    let (mut resources, count) = (0, cases(100));
    let seeds: Vec<u64> = (0..count).collect();
    for batch in seeds.chunks(BATCH) {
        let reload = |seed: &u64| {
            let design = random::design(*seed, &Options::EVERY);
            load(zonewise::codec::save(&design).as_bytes()).unwrap().design
        };
        let designs: Vec<Design> = batch.iter().map(reload).collect();
        resources += run_together(&checker, &format!("every-{}-{}", batch[0], batch[batch.len() - 1]), &designs);
    }
    println!("tfcheck: {count} designs of every type, {resources} resources planned");
}

/// Sensible designs of every type.
#[test]
fn sensible_designs_of_every_type_plan() {
    let Some(checker) = checker() else { return };
    let (mut resources, count) = (0, cases(100));
    let seeds: Vec<u64> = (0..count).collect();
    for batch in seeds.chunks(BATCH) {
        let designs: Vec<Design> = batch.iter().map(|seed| plannable_more::design(*seed)).collect();
        resources += run_together(&checker, &format!("sensible-{}-{}", batch[0], batch[batch.len() - 1]), &designs);
    }
    println!("tfcheck: {count} sensible designs of every type, {resources} resources planned");
}
