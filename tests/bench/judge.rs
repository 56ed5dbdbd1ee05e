//! How long judging takes, by size and shape of the design.
//!
//! `cargo bench --bench judge`. Two shapes: *wide*, cells with an entry each that share a table and a
//! file system; *deep*, cells of which each calls the next, so that the last one's database is under
//! every path.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot build its designs shall stop")]

use std::fmt::Write;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use zonewise::analysis::Analysis;
use zonewise::codec::sketch;
use zonewise::cost;
use zonewise::judge::{findings, verdicts};
use zonewise::model::Design;
use zonewise::system::System;

/// Sizes of designs, each twice the one before: what grows linearly doubles.
const SIZES: [usize; 4] = [125, 250, 500, 1000];

/// Components in one cell.
const CELL: usize = 10;

fn cell(text: &mut String, n: usize) {
    write!(
        text,
        r#"
        lb{n}: alb[a,b,c]; web{n}: asg[a,b,c]{{"min_size": 3, "need": 2}}; jobs{n}: asg[a,b]{{"min_size": 2}}
        db{n}: rds[a,b,c]{{"multi_az": true}}; files{n}: efs[a,b,c]; fn{n}: lambda[a,b]; table{n}: dynamodb; blobs{n}: s3
        nata{n}: nat_gateway[a]; natb{n}: nat_gateway[b]
        lb{n} -> web{n} => db{n}; web{n} => files{n}; web{n} => table{n}; jobs{n} => db{n}; jobs{n} => blobs{n}
        web{n} -> fn{n} => table{n}
        web{n} -egress-> nata{n}; web{n} -egress-> natb{n}; jobs{n} -egress-> nata{n}; jobs{n} -egress-> natb{n}
        fn{n} -egress-> nata{n}
        lb{n} -> jobs{n} {{"group": "jobs"}}"#
    )
    .unwrap();
}

fn wide(components: usize) -> Design {
    let mut text = String::from("users: users");
    let cells = components / CELL;
    for n in 0..cells {
        cell(&mut text, n);
        write!(text, "\nweb{n} => table{}", (n + 1) % cells).unwrap();
        if n % 10 == 0 {
            write!(text, "\nusers -> lb{n}").unwrap();
        } else {
            write!(text, "\nweb{} -> lb{n}", n - n % 10).unwrap();
        }
    }
    sketch(&text).unwrap().design
}

fn deep(components: usize) -> Design {
    let mut text = String::from("users: users\nusers -> lb0");
    for n in 0..components / CELL {
        cell(&mut text, n);
        if n > 0 {
            write!(text, "\nweb{} -> lb{n}", n - 1).unwrap();
        }
    }
    sketch(&text).unwrap().design
}

/// Everything that is derived anew when the meaning of a design changes.
fn analysis(criterion: &mut Criterion) {
    let options = cost::Options::default();
    let mut group = criterion.benchmark_group("analysis");
    for (shape, design) in [("wide", wide(500)), ("deep", deep(500))] {
        let system = System::of(&design);
        let judged = verdicts(&system);
        group.bench_function(BenchmarkId::new("all", shape), |b| b.iter(|| Analysis::of(black_box(&design), &options)));
        group.bench_function(BenchmarkId::new("findings", shape), |b| b.iter(|| findings(black_box(&system), &judged)));
        group.bench_function(BenchmarkId::new("cost", shape), |b| {
            b.iter(|| cost::estimate(black_box(&system), &options));
        });
    }
    group.finish();
}

fn judging(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("verdicts");
    for size in SIZES {
        for (shape, design) in [("wide", wide(size)), ("deep", deep(size))] {
            let system = System::of(&design);
            group.bench_function(BenchmarkId::new(shape, size), |b| b.iter(|| verdicts(black_box(&system))));
        }
    }
    group.finish();
    let mut group = criterion.benchmark_group("system");
    for size in SIZES {
        let design = wide(size);
        group.bench_function(BenchmarkId::new("wide", size), |b| b.iter(|| System::of(black_box(&design))));
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(15)
        .warm_up_time(std::time::Duration::from_millis(500))
        .measurement_time(std::time::Duration::from_secs(2));
    targets = judging, analysis
}
criterion_main!(benches);
