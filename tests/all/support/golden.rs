//! Golden files: a text that a test produces is compared with `tests/golden/<path>`.
//!
//! A difference fails with a unified diff and the command that accepts it. `UPDATE_GOLDEN=1` rewrites;
//! in CI (`CI=true`) it never does. A test that writes a whole folder of files uses [`check_all`], which
//! also fails on files that nothing produces any more.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Compares one text with its golden file.
#[track_caller]
pub fn check(path: &str, text: &str) {
    check_file(&root().join(path), text);
}

/// Compares one text with a file kept elsewhere in the project, by its path from the project's root.
#[track_caller]
pub fn check_kept(path: &str, text: &str) {
    check_file(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path), text);
}

/// Compares every file of a folder: what is produced and what is kept must be the same set.
#[track_caller]
pub fn check_all<'a>(folder: &str, files: impl IntoIterator<Item = (&'a str, &'a str)>) {
    let mut produced = BTreeSet::new();
    for (name, text) in files {
        check(&format!("{folder}/{name}"), text);
        produced.insert(name.to_owned());
    }
    let unused: Vec<String> =
        below(&root().join(folder), "").into_iter().filter(|name| !produced.contains(name)).collect();
    if unused.is_empty() {
        return;
    }
    assert!(may_write(), "tests/golden/{folder} has files that nothing produces: {unused:?}; {}", how_to_accept());
    for name in unused {
        fs::remove_file(root().join(folder).join(name)).unwrap();
    }
}

#[track_caller]
fn check_file(path: &Path, text: &str) {
    assert!(!text.contains('\r'), "{}: goldens have no carriage returns", path.display());
    let kept = fs::read_to_string(path).ok();
    if kept.as_deref() == Some(text) {
        return;
    }
    if may_write() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        return;
    }
    let shown = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display();
    match kept {
        None => panic!("{shown} does not exist; {}\n\n{text}", how_to_accept()),
        Some(kept) => panic!("{shown} differs; {}\n\n{}", how_to_accept(), diff(&kept, text)),
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn may_write() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0" && value != "false");
    set("UPDATE_GOLDEN") && !set("CI")
}

fn how_to_accept() -> &'static str {
    "if that is right, accept it with UPDATE_GOLDEN=1 cargo test"
}

fn below(folder: &Path, prefix: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            names.extend(below(&entry.path(), &format!("{name}/")));
        } else {
            names.push(name);
        }
    }
    names.sort();
    names
}

/// A unified diff with three lines of context, by the longest common subsequence of lines.
pub fn diff(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let edits = edits(&old, &new);
    let mut near = vec![false; edits.len()];
    for (at, (mark, _)) in edits.iter().enumerate() {
        if *mark != ' ' {
            let (first, last) = (at.saturating_sub(3), (at + 3).min(edits.len() - 1));
            near[first..=last].fill(true);
        }
    }
    let (mut text, mut old_line, mut new_line, mut gap) = (String::new(), 1, 1, true);
    for ((mark, line), near) in edits.iter().zip(near) {
        if near {
            if gap {
                writeln!(text, "@@ -{old_line} +{new_line} @@").unwrap();
            }
            writeln!(text, "{mark}{line}").unwrap();
        }
        gap = !near;
        old_line += usize::from(*mark != '+');
        new_line += usize::from(*mark != '-');
    }
    text
}

fn edits<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_mid, new_mid) = (&old_rest[..old_rest.len() - end], &new_rest[..new_rest.len() - end]);
    let mut all: Vec<(char, &str)> = old[..start].iter().map(|line| (' ', *line)).collect();
    if old_mid.len().saturating_mul(new_mid.len()) > 25_000_000 {
        all.extend(old_mid.iter().map(|line| ('-', *line)));
        all.extend(new_mid.iter().map(|line| ('+', *line)));
    } else {
        let mut common = vec![vec![0_u32; new_mid.len() + 1]; old_mid.len() + 1];
        for i in (0..old_mid.len()).rev() {
            for j in (0..new_mid.len()).rev() {
                common[i][j] = if old_mid[i] == new_mid[j] {
                    common[i + 1][j + 1] + 1
                } else {
                    common[i + 1][j].max(common[i][j + 1])
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < old_mid.len() || j < new_mid.len() {
            if i < old_mid.len() && j < new_mid.len() && old_mid[i] == new_mid[j] {
                all.push((' ', old_mid[i]));
                (i, j) = (i + 1, j + 1);
            } else if j == new_mid.len() || (i < old_mid.len() && common[i + 1][j] >= common[i][j + 1]) {
                all.push(('-', old_mid[i]));
                i += 1;
            } else {
                all.push(('+', new_mid[j]));
                j += 1;
            }
        }
    }
    all.extend(old_rest[old_rest.len() - end..].iter().map(|line| (' ', *line)));
    all
}

/// Every folder under `tests/golden` is named by a test; what no test names is left over.
#[test]
fn every_golden_folder_is_named_by_a_test() {
    let mut sources = String::new();
    for folder in ["tests", "src"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for name in below(&folder, "").into_iter().filter(|name| name.ends_with(".rs")) {
            sources += &fs::read_to_string(folder.join(name)).unwrap();
        }
    }
    let folders: BTreeSet<String> =
        below(&root(), "").into_iter().filter_map(|name| Some(name.split('/').next()?.to_owned())).collect();
    let left: Vec<&String> = folders
        .iter()
        .filter(|name| !sources.contains(&format!("\"{name}/")) && !sources.contains(&format!("\"{name}\"")))
        .collect();
    assert!(left.is_empty(), "tests/golden has what no test names: {left:?}");
}

#[test]
fn a_diff_shows_what_changed_with_three_lines_around() {
    let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10";
    let new = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11";
    assert_eq!(diff(old, new), "@@ -2 +2 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n 9\n 10\n+11\n");
    assert_eq!(diff("a", "a"), "");
}

#[test]
#[should_panic(expected = "does not exist; if that is right, accept it with UPDATE_GOLDEN=1")]
fn a_text_without_a_golden_fails() {
    if may_write() {
        panic!("does not exist; if that is right, accept it with UPDATE_GOLDEN=1");
    }
    check("no/such/file.txt", "text");
}
