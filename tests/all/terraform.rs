//! The Terraform of the samples and of random designs: as kept, whole, and the same as the drawing.

use std::collections::{BTreeMap, BTreeSet};

use ::hcl::{Body, Structure};
use zonewise::codec::{load, sketch};
use zonewise::model::Design;
use zonewise::system::System;
use zonewise::terraform::{Export, export};

use crate::support::random::{self, Options};
use crate::support::{cases, golden};
use crate::terraform_cases::SKETCHES;

const SAMPLES: [&str; 3] = ["serverless-web-app", "wordpress-ha", "wordpress-weak"];

fn sample(name: &str) -> Design {
    let bytes = std::fs::read(format!("public/samples/{name}.zonewise.json")).unwrap();
    load(&bytes).unwrap().design
}

fn exported(design: &Design) -> Export {
    export(&System::of(design))
}

/// Everything that is declared: `aws_lb.web`, `data.archive_file.f`, `var.name`, with its body.
fn declared(export: &Export) -> BTreeMap<String, Body> {
    let mut found = BTreeMap::new();
    for file in export.files.iter().filter(|file| file.path.ends_with(".tf")) {
        let body: Body = ::hcl::parse(&file.text).unwrap_or_else(|error| panic!("{}: {error}\n{}", file.path, file.text));
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
        && label.chars().enumerate().all(|(at, c)| c.is_ascii_alphabetic() || c == '_' || (at > 0 && c.is_ascii_digit()))
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
fn check_whole(export: &Export) -> BTreeMap<String, Body> {
    let declared = declared(export);
    for file in export.files.iter().filter(|file| file.path.ends_with(".tf")) {
        for reference in references(&file.text) {
            assert!(declared.contains_key(&reference), "{}: {reference} does not exist\n{}", file.path, file.text);
        }
    }
    declared
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
