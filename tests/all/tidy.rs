//! What keeps the code easy to live in, checked by reading the source: floors, the browser's border, the
//! purity of the core, module docs, file sizes, registries, generated pages, what leaks into the text.
//!
//! Code after `#[cfg(test)]` at the start of a line is a file's tests; imports of tests are free.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::golden;

/// The floor of every folder or file of `src`, in tenths; a folder imports only from floors below its own.
/// On floor 5 `editor` stands on the two single files.
const FLOORS: [(&str, u8); 21] = [
    ("main", 80),
    ("maker", 80),
    ("ui", 70),
    ("cli", 70),
    ("compare", 56),
    ("report", 60),
    ("grade", 60),
    ("editor", 55),
    ("analysis", 50),
    ("wording", 50),
    ("judge", 40),
    ("cost", 40),
    ("terraform", 40),
    ("picture", 40),
    ("system", 30),
    ("codec", 30),
    ("catalog", 20),
    ("model", 10),
    ("hcl", 10),
    ("prices", 10),
    ("order", 5),
];

fn floor(folder: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == folder).map(|(_, floor)| *floor)
}

/// Every text file of the project below a folder, by its path from the project's root.
fn files(folder: &str, endings: &[&str]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), folder, endings, &mut found);
    found
}

fn walk(folder: &Path, prefix: &str, endings: &[&str], found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        let made = ["target", "dist", "node_modules", ".git", "style/generated", "tests/browser/out"];
        if made.contains(&path.as_str()) {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), &path, endings, found);
        } else if (endings.is_empty() || endings.iter().any(|ending| name.ends_with(ending)))
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            found.insert(path, text);
        }
    }
}

/// The code of a Rust file: without its tests, comments and doc comments.
fn code(text: &str) -> String {
    let tests = text.find("\n#[cfg(test)]").unwrap_or(text.len());
    text[..tests].lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// `src/judge/rules/mod.rs` -> `judge`, `src/analysis.rs` -> `analysis`.
fn folder_of(path: &str) -> &str {
    path.trim_start_matches("src/").trim_end_matches(".rs").split('/').next().unwrap()
}

/// The folders that a file's code names: `crate::judge::..`, `crate::{judge, cost}`, and `super::` where it
/// reaches the crate's root.
fn imports(path: &str, code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    let root = "super::".repeat(inner.split('/').count());
    for start in ["crate::", root.as_str()] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            let chained = code[..at].ends_with("super::");
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') || chained {
                continue;
            }
            let rest = &code[at + start.len()..];
            match rest.strip_prefix('{') {
                None => found.insert(word(rest)),
                Some(list) => {
                    let mut depth = 0;
                    let mut item = String::new();
                    for c in list.chars() {
                        match c {
                            '}' if depth == 0 => break,
                            '{' => depth += 1,
                            '}' => depth -= 1,
                            ',' if depth == 0 => {
                                found.insert(word(item.trim()));
                                item.clear();
                                continue;
                            }
                            _ => {}
                        }
                        item.push(c);
                    }
                    found.insert(word(item.trim()))
                }
            };
        }
    }
    found.remove("");
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn imports_are_found_however_they_are_written() {
    let cases = [
        ("src/cost/mod.rs", "use crate::{model::{Id, Zone}, catalog};", vec!["catalog", "model"]),
        (
            "src/cost/a/b.rs",
            "fn f() { crate::judge::verdicts(); super::super::super::codec::load(); }",
            vec!["codec", "judge"],
        ),
        ("src/cost/mod.rs", "use super::system::System; use self::estimate::Line;", vec!["system"]),
        ("src/cost/a.rs", "use super::estimate::Line;", vec![]),
    ];
    for (path, code, expected) in cases {
        assert_eq!(imports(path, code).into_iter().collect::<Vec<_>>(), expected, "{code}");
    }
}

#[test]
fn every_folder_imports_only_from_floors_below_it() {
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (path, text) in files("src", &[".rs"]) {
        let folder = folder_of(&path);
        if folder == "lib" {
            continue;
        }
        let Some(own) = floor(folder) else {
            wrong.push(format!("{path}: src/{folder} has no floor"));
            continue;
        };
        for other in imports(&path, &code(&text)) {
            seen += 1;
            match floor(&other) {
                _ if other == folder => {}
                Some(floor) if floor < own => {}
                Some(floor) => wrong.push(format!("{path} (floor {own}) imports {other} (floor {floor})")),
                // A macro or item of the crate's root.
                None => wrong.push(format!("{path} imports {other}, which has no floor")),
            }
        }
    }
    assert!(seen > 100, "the reader of imports finds next to nothing");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Fails when code outside some folders holds one of the words.
#[track_caller]
fn only_in(folders: &[&str], words: &[&str], why: &str) {
    let mut wrong = Vec::new();
    for (path, text) in files("src", &[".rs"]) {
        if folders.contains(&folder_of(&path)) {
            continue;
        }
        let code = code(&text);
        wrong.extend(words.iter().filter(|word| code.contains(**word)).map(|word| format!("{path} has {word}")));
    }
    assert!(wrong.is_empty(), "{why}:\n{}", wrong.join("\n"));
}

#[test]
fn only_the_browser_shell_names_the_browser() {
    only_in(
        &["ui", "maker"],
        &["web_sys", "js_sys", "wasm_bindgen", "gloo", "console_error_panic_hook"],
        "the core knows no browser",
    );
    // The crate's root gives the framework another name, so that the paths of its macros lead to `ui::dom`.
    only_in(&["ui", "lib"], &["leptos"], "the core knows no browser");
}

/// What the framework has for every type anew is used in one place, and what the standard library sorts for every type
/// anew is sorted by `order`: the browser's module is paid for by everybody who opens it.
#[test]
fn what_is_made_anew_for_every_type_is_used_in_one_place() {
    only_in(
        &["order", "cli"],
        &[
            ".sort()",
            ".sort_by(",
            ".sort_by_key(",
            ".sort_by_cached_key(",
            ".sort_unstable()",
            ".sort_unstable_by(",
            ".sort_unstable_by_key(",
            "collect::<BTree",
            "collect::<std::collections::BTree",
        ],
        "use `arrange`, `arrange_by`, `arrange_by_key` and `gather` of `crate::order`",
    );
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (path, text) in files("src", &[".rs"]) {
        let code = code(&text);
        let inside = path.starts_with("src/ui/dom/") || path == "src/lib.rs";
        seen += usize::from(inside && code.contains("framework"));
        if !inside && code.contains("framework::") {
            wrong.push(format!("{path} names the framework"));
        }
        // A declared map or set that is collected on the same line.
        for line in code.lines().filter(|_| !["cli", "order"].contains(&folder_of(&path))) {
            if line.contains(": BTree") && line.ends_with(".collect();") {
                wrong.push(format!("{path} sorts to collect: {}", line.trim()));
            }
        }
    }
    assert!(seen > 3, "the renderer is not where it was");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_shells_reach_the_outside() {
    only_in(
        &["ui", "cli", "main"],
        &[
            "std::fs",
            "std::net::Tcp",
            "std::net::Udp",
            "std::env",
            "std::process",
            "std::thread",
            "stdin(",
            "stdout(",
            "println!",
            "eprintln!",
            "dbg!(",
        ],
        "the core does no I/O",
    );
    only_in(
        &["ui", "cli", "main"],
        &[
            "SystemTime",
            "Instant::now",
            "rand::",
            "getrandom",
            "static mut",
            "thread_local!",
            "Mutex<",
            "RwLock<",
            "Atomic",
        ],
        "the core reads no clock and no randomness and keeps no state",
    );
}

#[test]
fn only_the_resolved_system_names_petgraph() {
    only_in(&["system"], &["petgraph"], "indices of a graph are never stored");
}

#[test]
fn every_file_says_what_it_is_for() {
    for folder in ["src", "tests"] {
        for (path, text) in files(folder, &[".rs"]) {
            assert!(text.starts_with("//! "), "{path} does not begin with a module doc");
        }
    }
    for (path, text) in files("tests", &[".mjs"]) {
        assert!(text.starts_with("// ") || text.starts_with("#!"), "{path} does not say what it is for");
    }
}

#[test]
fn no_file_grows_beyond_its_limit() {
    const SOFT: usize = 300;
    const HARD: usize = 600;
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "style", ".ci"] {
        for (path, text) in files(folder, &[".rs", ".mjs", ".css", "test", "setup"]) {
            let lines = text.lines().count();
            if lines > HARD {
                wrong.push(format!("{path}: {lines} lines, more than {HARD}"));
            } else if lines > SOFT {
                println!("note: {path} has {lines} lines; {SOFT} is the aim");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The names in the list that a macro call holds.
fn listed(text: &str, call: &str) -> BTreeSet<String> {
    let (_, rest) = text.split_once(&format!("\n{call}![")).unwrap();
    let (list, _) = rest.split_once("];").unwrap();
    list.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_service_folder_and_every_rule_file_is_listed() {
    let sources = files("src", &[".rs"]);
    let services = listed(&sources["src/catalog/mod.rs"], "services");
    let folders: BTreeSet<String> = sources
        .iter()
        .filter(|(_, text)| text.contains("pub const SERVICE: Service"))
        .filter_map(|(path, _)| Some(path.strip_prefix("src/catalog/")?.split_once('/')?.0.to_owned()))
        .collect();
    assert_eq!(folders, services, "folders of src/catalog and the list services![]");

    let rules = listed(&sources["src/judge/rules/mod.rs"], "rules");
    let files: BTreeSet<String> = sources
        .iter()
        .filter(|(path, text)| path.starts_with("src/judge/rules/") && text.contains("pub const RULE: Rule"))
        .map(|(path, _)| path.trim_start_matches("src/judge/rules/").trim_end_matches(".rs").to_owned())
        .collect();
    assert_eq!(files, rules, "rules in src/judge/rules and the list rules![]");
}

#[test]
fn no_text_names_a_registry_or_a_machine() {
    // Put together here, so that this file does not hold them.
    let words = [
        ["registry.", "npmjs"],
        ["registry.", "yarnpkg"],
        ["index.", "crates.io"],
        ["static.", "crates.io"],
        ["pypi", ".org"],
        ["files.python", "hosted"],
        ["proxy.", "golang"],
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["\"reso", "lved\""],
    ]
    .map(|parts| parts.concat());
    let mut wrong = Vec::new();
    for (path, text) in files("", &[]) {
        for word in &words {
            for (number, _) in text.lines().enumerate().filter(|(_, line)| line.contains(word)) {
                wrong.push(format!("{path}:{} has {word}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn generated_pages_are_current() {
    golden::check_kept("docs/catalog.md", &zonewise::cli::catalog_page());
}

#[test]
fn every_dependency_is_used() {
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let sources = files("src", &[".rs"]).into_values().collect::<Vec<_>>().join("\n");
    let tests = files("tests", &[".rs"]).into_values().collect::<Vec<_>>().join("\n");
    let (mut section, mut seen) = (String::new(), 0);
    for line in manifest.lines() {
        if line.starts_with('[') {
            line.clone_into(&mut section);
        } else if section.ends_with("dependencies]")
            && let Some((name, _)) = line.split_once(" = ")
            && !line.starts_with([' ', '#'])
        {
            seen += 1;
            let name = name.replace('-', "_");
            // `hcl-rs` is the library `hcl`.
            let name = name.strip_suffix("_rs").unwrap_or(&name);
            let used = [format!("{name}::"), format!("use {name} ")];
            let used_in = |text: &str| used.iter().any(|used| text.contains(used.as_str()));
            let dev = section.contains("dev-dependencies");
            assert!(used_in(&sources) || (dev && used_in(&tests)), "nothing uses {name} of {section}");
        }
    }
    assert!(seen > 10, "the reader of Cargo.toml finds next to nothing");
}
