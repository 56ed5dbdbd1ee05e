//! Masses of hostile bytes into the loader: no panic, bounded memory, bounded time, errors that name the limit.
//!
//! `ZONEWISE_CASES=100000 cargo test --profile bench --test all -- --nocapture hostile_loader` is the long run of
//! `docs/evidence/hostile.md`.

use std::time::Duration;

use serde_json::{Value, json};
use zonewise::codec::{LoadError, Loaded, load, save};
use zonewise::model::broken;

use crate::support::mutate::mutated;
use crate::support::random::{self, Options, Rng};
use crate::support::{cases, small_or};

/// The longest that one file may take, unoptimised and on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);
/// The most memory that the process may ever have held, in KiB; the other tests run in it, too.
const MOST_KIB: u64 = 1 << 20;

/// How long the loader took, the longest of all.
#[derive(Default)]
struct Clock {
    longest: Duration,
    loaded: u64,
}

impl Clock {
    #[expect(clippy::disallowed_types, reason = "the test measures time")]
    fn load(&mut self, bytes: &[u8], what: &dyn Fn() -> String) -> Result<Loaded, LoadError> {
        let start = std::time::Instant::now();
        let result = load(bytes);
        self.longest = self.longest.max(start.elapsed());
        assert!(self.longest < LONGEST, "{} took {:?}", what(), self.longest);
        match &result {
            Ok(loaded) => {
                self.loaded += 1;
                assert_eq!(broken(&loaded.design), [], "{}", what());
                assert!(loaded.repairs.len() <= 1001, "{} has {} repairs", what(), loaded.repairs.len());
            }
            Err(error) => assert!((1..2000).contains(&error.to_string().len()), "{}: {error}", what()),
        }
        result
    }
}

/// The most memory that this process has held so far, in KiB; `None` where the system does not tell.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

fn memory_is_bounded(what: &str) {
    if let Some(peak) = peak_kib() {
        assert!(peak < MOST_KIB, "{what}: {peak} KiB");
        println!("{what}: at most {} MiB held by the whole process", peak / 1024);
    }
}

/// Samples, and designs of every type.
fn originals() -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = std::fs::read_dir("public/samples").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let samples = paths.into_iter().map(|path| std::fs::read(path).unwrap());
    let random = (0..40).map(|seed| save(&random::design(seed, &Options::EVERY)).into_bytes());
    samples.chain(random).collect()
}

#[test]
fn mutated_files_are_loaded_or_refused() {
    let originals = originals();
    let (cases, mut clock) = (cases(64), Clock::default());
    for seed in 0..cases {
        let mut rng = Rng::new(seed ^ 0x10ad);
        let file = mutated(&mut rng, &originals[seed as usize % originals.len()]);
        let what = || format!("seed {seed}: {}", String::from_utf8_lossy(&file));
        if let Ok(loaded) = clock.load(&file, &what) {
            let saved = save(&loaded.design);
            let again = clock.load(saved.as_bytes(), &what).unwrap_or_else(|error| panic!("{}: {error}", what()));
            clock.loaded -= 1;
            assert_eq!(again.design, loaded.design, "{}", what());
        }
    }
    println!("{cases} mutated files, {} load; the longest took {:?}", clock.loaded, clock.longest);
    assert!(clock.loaded * 10 > cases * 3 && clock.loaded * 10 < cases * 9, "{} of {cases} load", clock.loaded);
    memory_is_bounded("mutated files");
}

/// A million random bytes: as one file, and cut into files; of all bytes, of those that JSON is made of, and
/// behind a good beginning.
#[test]
fn random_bytes_are_refused() {
    let total = small_or(cases(64)) as usize * 2000;
    let alphabet = br#"{}[]",:0123456789.-eE\\ntrufalsu \n"#;
    let beginnings: [&[u8]; 3] = [b"", br#"{"format":"zonewise/1","components":["#, br#"{"components":[{"id":""#];
    let mut clock = Clock::default();
    for (number, beginning) in beginnings.iter().enumerate() {
        for of_json in [false, true] {
            let mut rng = Rng::new(number as u64 * 2 + u64::from(of_json));
            let bytes: Vec<u8> =
                (0..total).map(|_| if of_json { *rng.pick(alphabet) } else { rng.below(256) as u8 }).collect();
            let mut rest = bytes.as_slice();
            let mut files = vec![bytes.as_slice()];
            while !rest.is_empty() {
                let (file, more) = rest.split_at(rng.range(1, 300).min(rest.len()));
                files.push(file);
                rest = more;
            }
            for file in files {
                let file = [beginning, file].concat();
                let result = clock.load(&file, &|| format!("{file:?}"));
                assert!(result.is_err() || file.len() < 400, "{file:?} loads");
            }
        }
    }
    println!("6 x {total} random bytes, {} files load; the longest took {:?}", clock.loaded, clock.longest);
    memory_is_bounded("random bytes");
}

fn with(rest: &str) -> Vec<u8> {
    format!(r#"{{"format": "zonewise/1", "region": "us-east-1", {rest}}}"#).into_bytes()
}

fn list(count: usize, item: impl Fn(usize) -> Value) -> String {
    Value::Array((0..count).map(item).collect()).to_string()
}

/// A limit is named with what was found, and what is just within it is opened.
#[test]
fn limits_are_named() {
    let components =
        |count| with(&format!(r#""components": {}"#, list(count, |n| json!({"id": n.to_string(), "type": "s3"}))));
    let call = |n: usize| json!({"from": "0", "to": "1", "kind": "request", "id": n.to_string()});
    let pair = r#"[{"id": "0", "type": "users"}, {"id": "1", "type": "s3"}]"#;
    let connections = |count| with(&format!(r#""components": {pair}, "connections": {}"#, list(count, call)));
    let nested = |depth: usize| with(&format!(r#""components": [], "x": {}{}"#, "[".repeat(depth), "]".repeat(depth)));
    let values = |count: usize| with(&format!(r#""components": [], "x": [{}1]"#, "1,".repeat(count)));
    let cases: [(Vec<u8>, Vec<u8>, &str); 5] = [
        (components(5_000), components(5_001), "5001 components; at most 5000 can be opened"),
        (connections(20_000), connections(20_001), "20001 connections; at most 20000 can be opened"),
        (nested(119), nested(120), "line 1 is nested more than 120 levels deep; at most 120 can be opened"),
        (values(499_900), values(500_001), "500008 values; at most 500000 can be opened"),
        (
            [components(1), vec![b' '; (8 << 20) - components(1).len()]].concat(),
            [components(1), vec![b' '; (8 << 20) - components(1).len() + 1]].concat(),
            "the file has 8388609 bytes; at most 8388608 can be opened",
        ),
    ];
    let mut clock = Clock::default();
    for (within, beyond, error) in cases {
        assert!(clock.load(&within, &|| format!("within: {error}")).is_ok(), "within: {error}");
        assert_eq!(clock.load(&beyond, &|| error.to_owned()).unwrap_err().to_string(), error);
    }
    println!("at the limits the longest took {:?}", clock.longest);
    memory_is_bounded("limits");
}

/// Files that are as dear as they can be within the limits.
#[test]
fn the_dearest_files_stay_within_time_and_memory() {
    let pair = r#"[{"id": "0", "type": "users"}, {"id": "1", "type": "s3"}]"#;
    let many = |item: &str, count: usize| vec![item; count].join(",");
    let files = [
        ("many small objects", with(&format!(r#""components": [], "x": [{}]"#, many(r#"{"a":1}"#, 240_000)))),
        ("many wrong suppressions", with(&format!(r#""components": [], "suppress": [{}]"#, many("1", 490_000)))),
        ("one id", with(&format!(r#""components": [{}]"#, many(r#"{"id":"x","type":"s3"}"#, 5_000)))),
        ("no id", with(&format!(r#""components": [{}]"#, many(r#"{"type":"s3"}"#, 5_000)))),
        (
            "one connection",
            with(&format!(
                r#""components": {pair}, "connections": [{}]"#,
                many(r#"{"from":"0","to":"1","kind":"request"}"#, 20_000)
            )),
        ),
        (
            "many zones",
            with(&format!(
                r#""components": [{{"id":"v","type":"vpc","settings":{{"zones":[{}]}}}}]"#,
                many("\"a\"", 400_000)
            )),
        ),
        (
            "many unknown settings",
            with(&format!(
                r#""components": [{{"id":"t","type":"s3","settings":{{{}}}}}]"#,
                (0..200_000).map(|n| format!(r#""s{n}":1"#)).collect::<Vec<_>>().join(",")
            )),
        ),
        ("one long text", with(&format!(r#""components": [], "notes": "{}""#, "x".repeat(8_000_000)))),
        ("escapes", with(&format!(r#""components": [], "notes": "{}""#, "\\u0041".repeat(1_300_000)))),
        ("brackets without end", vec![b'['; 8 << 20]),
        ("quotes", vec![b'"'; 8 << 20]),
    ];
    for (what, file) in files {
        let mut clock = Clock::default();
        let result = clock.load(&file, &|| what.to_owned());
        let told = result.map_or_else(|error| error.to_string(), |loaded| format!("{} repairs", loaded.repairs.len()));
        println!("{what}: {} bytes, {:?}, {told}", file.len(), clock.longest);
        memory_is_bounded(what);
    }
}
