//! Availability of paths against the worked examples of `reliability.md` B.7 and against sums done here.

use std::fmt::Write;

use zonewise::codec::sketch;
use zonewise::judge::{Availability, verdicts};
use zonewise::system::System;

use crate::support::random;

/// The availability of the first path of a drawing.
#[track_caller]
fn of(drawing: &str) -> Availability {
    let loaded = sketch(drawing).unwrap();
    assert_eq!(loaded.repairs, [], "{drawing}");
    let verdicts = verdicts(&System::of(&loaded.design));
    let path = verdicts.paths.into_iter().next_back().unwrap();
    assert!(!path.broken, "{drawing}");
    path.availability
}

/// Checks the unavailability to four significant digits, and that the steps multiply to the result.
#[track_caller]
fn check(drawing: &str, unavailability: &str) {
    let found = of(drawing);
    assert!(found.is_exact(), "{drawing}");
    assert_eq!(format!("{:.3e}", found.unavailability), unavailability, "{drawing}");
    let product: f64 = found.steps.iter().map(|step| step.value).product();
    assert!((product - found.low).abs() < 1e-12, "{drawing}: {product} {}", found.low);
    assert!((1.0 - found.low - found.unavailability).abs() < 1e-12, "{drawing}");
    assert_eq!(found.low, found.high, "{drawing}");
}

/// Two application stacks behind a load balancer that never fails.
const STACKS: &str = r#"users: users; lb: alb[a,b]{"availability": 1}
    one: asg[a,b]{"availability": 0.9998}; two: asg[a,b]{"availability": 0.9998}
    users -> lb; lb -> one; lb -> two
"#;

/// Load balancer, fleet, a database of 0.9999, a table, and a cache.
const CACHED: &str = r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; table: dynamodb
    db: rds[a,b]{"multi_az": true, "availability": 0.9999}; cache: elasticache[a]{"availability": 0.995}
    users -> lb -> web => db; web => table
"#;

fn servers(count: usize, need: usize) -> String {
    format!(
        r#"users: users; web: asg[a,b]{{"min_size": {count}, "need": {need}, "unit_availability": 0.995}}; users -> web"#
    )
}

#[test]
fn the_worked_examples() {
    // W1 to W15, in order.
    check(
        r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; db: rds[a,b]{"multi_az": true}
           users -> lb -> web => db"#,
        "6.999e-4",
    );
    check("users: users; web: asg[a]; db: rds[a]; users -> web => db", "9.975e-3");
    check(
        r#"users: users; lb: alb[a,b]; one: asg[a]{"availability": 0.99}; two: asg[b]{"availability": 0.99}
           users -> lb; lb -> one; lb -> two"#,
        "2.000e-4",
    );
    check(&servers(3, 1), "1.250e-7");
    check(&servers(3, 2), "7.475e-5");
    check(&servers(3, 3), "1.493e-2");
    check(
        r#"users: users; cdn: cloudfront; one: s3; two: s3{"storage_class": "STANDARD_IA"}; users -> cdn
           cdn -> one {"group": "site"}
           cdn -> two {"group": "site"}"#,
        "1.010e-3",
    );
    check(
        "users: users; cdn: cloudfront; api: api_gateway; fn: lambda; table: dynamodb; users -> cdn -> api -> fn => table",
        "2.099e-3",
    );
    check(
        r#"users: users; dns: route53{"routing_policy": "weighted", "health_check": true}; far: vpc[a,b]@eu-west-1
           lb1: alb[a,b]; web1: asg[a,b]{"min_size": 2}; table1: dynamodb; lb1 -> web1 => table1
           lb2: alb[a,b]@far; web2: asg[a,b]@far{"min_size": 2}; table2: dynamodb@eu-west-1; lb2 -> web2 => table2
           users -> dns; dns -> lb1; dns -> lb2"#,
        "8.998e-8",
    );
    check(&format!(r#"{STACKS}; db: rds[a,b]{{"multi_az": true}}; one => db; two => db"#), "5.000e-4");
    check(
        &format!(
            r#"{STACKS}; db1: rds[a,b]{{"multi_az": true}}; db2: rds[a,b]{{"multi_az": true}}; one => db1; two => db2"#
        ),
        "4.899e-7",
    );
    check(&format!(r#"{CACHED}; web => cache {{"dependency": "soft"}}"#), "3.999e-4");
    check(&format!(r#"{CACHED}; web => cache {{"dependency": "hard"}}"#), "5.398e-3");
    check(&servers(5, 4), "2.475e-4");
    check(
        r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; nat: nat_gateway[a]{"availability_mode": "regional"}
           api: external{"availability": 0.99}; users -> lb -> web -> api"#,
        "1.119e-2",
    );
}

#[test]
fn small_unavailabilities_keep_their_digits() {
    check(r#"users: users; fleet: asg[a,b,c]{"min_size": 3, "unit_availability": 0.999}; users -> fleet"#, "1.000e-9");
    check(
        r#"users: users; fleet: asg[a,b,c]{"min_size": 4, "need": 2, "unit_availability": 0.9995}; users -> fleet"#,
        "4.998e-10",
    );
    check(
        r#"users: users; lb: alb[a,b]{"availability": 0.9999999999}
           one: asg[a,b]{"availability": 0.9999}; two: asg[a,b]{"availability": 0.9999}; three: asg[a,b]{"availability": 0.999}
           users -> lb; lb -> one; lb -> two; lb -> three"#,
        "1.100e-10",
    );
}

#[test]
fn what_is_shared_counts_once() {
    // The table is under both functions; the ring adds nothing.
    check(
        r#"users: users; api: api_gateway; one: lambda; two: lambda; table: dynamodb{"availability": 0.9}
           users -> api; api -> one => table; api -> two => table; one -> two; two -> one"#,
        "1.013e-1",
    );
    // Delivered by the table that the function then writes to.
    check(
        r#"users: users; table: dynamodb{"availability": 0.9}; fn: lambda{"availability": 0.8}
           table ~> fn => table"#,
        "2.800e-1",
    );
    check(
        r#"users: users; bucket: s3{"availability": 0.9}; fn: lambda{"availability": 0.8}
           table: dynamodb{"availability": 0.5}; bucket ~> fn => table"#,
        "6.400e-1",
    );
    // Two groups of alternatives that share one member: 0.9 + 0.1 x 0.8 x 0.8.
    check(
        r#"users: users; fn: lambda{"availability": 1}; x: dynamodb{"availability": 0.9}
           y: dynamodb{"availability": 0.8}; z: dynamodb{"availability": 0.8}; users -> fn
           fn => y {"group": "one"}
           fn => x {"group": "one"}
           fn => z {"group": "two"}
           fn => x {"group": "two", "id": "again"}"#,
        "3.600e-2",
    );
}

#[test]
fn steps_say_where_each_figure_comes_from() {
    let told = |drawing: &str| {
        let mut text = String::new();
        for step in of(drawing).steps {
            let ids: Vec<&str> = step.components.iter().map(|id| id.as_str()).collect();
            writeln!(text, "{} {} {} {}", ids.join(" "), step.value, step.how, step.as_of).unwrap();
        }
        text
    };
    assert_eq!(
        told(
            r#"users: users; dns: route53; cdn: cloudfront; web: asg[a,b]{"min_size": 3, "need": 2, "unit_availability": 0.99}
               one: s3; two: s3{"availability": 0.98}; db: rds[a]{"availability": 0.97}
               users -> dns -> cdn -> web => db
               cdn -> one {"group": "site"}
               cdn -> two {"group": "site"}"#
        ),
        "dns 1 Route 53 SLA, planning value \n\
         cdn 0.999 CloudFront SLA 2022-05\n\
         web 0.999702 2 of 3 units at 0.99 \n\
         db 0.97 availability set on the component \n\
         one two 0.99998 either of one, two \n"
    );
}

/// Layers of functions, each of which needs any one of three in the next layer.
fn mesh(layers: usize, width: usize, up: f64) -> String {
    let mut text = "users: users; entry: lambda{\"availability\": 1}; users -> entry".to_owned();
    for layer in 0..layers {
        for at in 0..width {
            write!(text, "\nf{layer}x{at}: lambda{{\"availability\": {up}}}").unwrap();
            if layer == 0 {
                write!(text, "\nentry -> f0x{at} {{\"group\": \"g\"}}").unwrap();
            } else {
                for head in heads(at, width) {
                    write!(text, "\nf{}x{at} -> f{layer}x{head} {{\"group\": \"g\"}}", layer - 1).unwrap();
                }
            }
        }
    }
    text
}

fn heads(at: usize, width: usize) -> [usize; 3] {
    [at, (at + 1) % width, (at + 5) % width]
}

/// The same by hand: the distribution of who serves, layer by layer from the last.
fn mesh_down(layers: usize, width: usize, up: f64) -> f64 {
    let mut chances = vec![0.0; 1 << width];
    for (set, chance) in chances.iter_mut().enumerate() {
        *chance = (0..width).map(|at| if set >> at & 1 == 1 { up } else { 1.0 - up }).product();
    }
    for _ in 1..layers {
        let mut next = vec![0.0; 1 << width];
        for (set, chance) in chances.iter().enumerate() {
            let able: Vec<bool> =
                (0..width).map(|at| heads(at, width).iter().any(|head| set >> head & 1 == 1)).collect();
            spread(&mut next, *chance, &able, up, 0, 0);
        }
        chances = next;
    }
    chances[0]
}

fn spread(next: &mut [f64], chance: f64, able: &[bool], up: f64, at: usize, set: usize) {
    match able.get(at) {
        None => next[set] += chance,
        Some(true) => {
            spread(next, chance * up, able, up, at + 1, set | 1 << at);
            spread(next, chance * (1.0 - up), able, up, at + 1, set);
        }
        Some(false) => spread(next, chance, able, up, at + 1, set),
    }
}

#[test]
fn a_mesh_is_exact_while_it_is_small_and_bounded_beyond() {
    let close = |layers, width, up| {
        let (found, by_hand) = (of(&mesh(layers, width, up)), mesh_down(layers, width, up));
        assert!(found.is_exact(), "{layers} x {width}");
        assert!((found.unavailability / by_hand - 1.0).abs() < 1e-9, "{layers} x {width}: {by_hand:e} {found:?}");
    };
    close(2, 7, 0.9);
    close(3, 8, 0.7);
    close(4, 7, 0.99);
    for (layers, width, up) in [(7, 10, 0.9), (6, 11, 0.99)] {
        let (found, by_hand) = (of(&mesh(layers, width, up)), mesh_down(layers, width, up));
        println!("{layers} x {width}: {} <= {} <= {}", found.low, 1.0 - by_hand, found.high);
        assert!(!found.is_exact(), "{layers} x {width}: the limit is not tried");
        assert!(found.unavailability >= by_hand && 1.0 - found.high <= by_hand * (1.0 + 1e-9) + 1e-15);
        assert!(found.low < found.high && found.low > 0.0);
    }
}

/// A worked example with the types it speaks of: availability, its unavailability in four digits, and minutes a
/// year. One whose types are not all judged yet is named and left out.
#[track_caller]
fn worked(name: &str, drawing: &str, unavailability: &str, minutes: f64) -> bool {
    let loaded = sketch(&format!("users: users\n{drawing}")).unwrap();
    let kinds = loaded.design.components.values().map(|component| component.kind.as_str());
    let missing: Vec<&str> = kinds.filter(|kind| !random::is_built(kind)).collect();
    if !missing.is_empty() {
        println!("{name}: not built yet: {}", missing.join(", "));
        return false;
    }
    assert_eq!(loaded.repairs, [], "{name}");
    let verdicts = verdicts(&System::of(&loaded.design));
    let path = &verdicts.paths[0];
    assert!(!path.broken && path.not_judged.is_empty(), "{name}: {:?}", path.not_judged);
    let found = &path.availability;
    assert!(found.is_exact(), "{name}");
    assert_eq!(format!("{:.3e}", found.unavailability), unavailability, "{name}: {found:?}");
    let told = found.downtime_minutes_per_year();
    assert!((told / minutes - 1.0).abs() < 5e-4, "{name}: {told} minutes, not {minutes}");
    let product: f64 = found.steps.iter().map(|step| step.value).product();
    assert!((product - found.low).abs() < 1e-12, "{name}: {product} {}", found.low);
    true
}

/// W1 to W15 of B.7, each drawn with the services that it names.
#[test]
fn the_worked_examples_drawn_with_the_services_they_name() {
    let web = r#"lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#;
    let servers = |zones: &[&str], need: usize| {
        // Servers of which some are needed are a fleet with a count; single ones stand in for each other.
        let count = zones.len();
        format!(r#"web: asg[a,b]{{"min_size": {count}, "need": {need}, "unit_availability": 0.995}}; users -> web"#)
    };
    let region = |n: usize, vpc: &str, place: &str| {
        format!(
            r#"lb{n}: alb[a,b]{vpc}; web{n}: asg[a,b]{vpc}{{"min_size": 2}}; table{n}: dynamodb{place}; dns -> lb{n} -> web{n} => table{n}"#
        )
    };
    let dns = |policy: &str| {
        format!(
            "dns: route53{{\"routing_policy\": \"{policy}\", \"health_check\": true}}; far: vpc[a,b]@eu-west-1; users -> dns\n{}\n{}",
            region(1, "", ""),
            region(2, "@far", "@eu-west-1")
        )
    };
    let stacks = r#"lb: alb[a,b]{"availability": 1}; one: ecs_service[a,b]{"availability": 0.9998}
        two: ecs_service[a,b]{"availability": 0.9998}; users -> lb; lb -> one; lb -> two"#;
    let cached = format!(
        r#"{web}; db: aurora[a,b]{{"instance_zones": ["a", "b"]}}; table: dynamodb; web => db; web => table
           cache: elasticache[a]; web => cache"#
    );
    let cases: [(&str, String, &str, f64); 18] = [
        ("W1", format!(r#"{web}; db: rds[a,b]{{"multi_az": true}}; web => db"#), "6.999e-4", 367.9),
        ("W2", "web: ec2[a]; db: rds[a,b]; users -> web => db".to_owned(), "9.975e-3", 5243.0),
        (
            "W3",
            r#"lb: alb[a,b]; one: ec2[a]{"availability": 0.99}; two: ec2[b]{"availability": 0.99}
               users -> lb; lb -> one; lb -> two"#
                .to_owned(),
            "2.000e-4",
            105.1,
        ),
        ("W4", servers(&["a", "b", "a"], 1), "1.250e-7", 0.065_70),
        (
            "W4 with servers",
            r#"dns: cloudfront{"availability": 1}; one: ec2[a]; two: ec2[b]; three: ec2[c]; users -> dns
               dns -> one {"group": "o"}
               dns -> two {"group": "o"}
               dns -> three {"group": "o"}"#
                .to_owned(),
            "1.250e-7",
            0.065_70,
        ),
        ("W5", servers(&["a", "b", "a"], 2), "7.475e-5", 39.29),
        ("W6", servers(&["a", "b", "a"], 3), "1.493e-2", 7845.0),
        (
            "W7",
            r#"cdn: cloudfront; one: s3; two: s3{"storage_class": "STANDARD_IA"}; users -> cdn
               cdn -> one {"group": "site"}
               cdn -> two {"group": "site"}"#
                .to_owned(),
            "1.010e-3",
            530.9,
        ),
        (
            "W8",
            "cdn: cloudfront; api: api_gateway; fn: lambda; table: dynamodb; users -> cdn -> api -> fn => table"
                .to_owned(),
            "2.099e-3",
            1103.0,
        ),
        ("W9", dns("weighted"), "8.998e-8", 0.047_29),
        ("W9 with failover", dns("failover"), "8.998e-8", 0.047_29),
        ("W10", format!(r#"{stacks}; db: rds[a,b]{{"multi_az": true}}; one => db; two => db"#), "5.000e-4", 262.8),
        (
            "W11, two databases",
            format!(
                r#"{stacks}; db1: rds[a,b]{{"multi_az": true}}; db2: rds[a,b]{{"multi_az": true}}; one => db1; two => db2"#
            ),
            "4.899e-7",
            0.257_5,
        ),
        ("W12", cached.clone(), "3.999e-4", 210.2),
        ("W13", cached.replace("web => cache", r#"web => cache {"dependency": "hard"}"#), "5.398e-3", 2837.0),
        (
            "W13 by its role",
            cached.replace("elasticache[a]", r#"elasticache[a]{"role": "session"}"#),
            "5.398e-3",
            2837.0,
        ),
        ("W14", servers(&["a", "b", "a", "b", "a"], 4), "2.475e-4", 130.1),
        ("W15", format!("{web}; nat: nat_gateway[a]; pay: external; web -> pay"), "1.119e-2", 5880.0),
    ];
    let built = cases.iter().filter(|(name, drawing, down, minutes)| worked(name, drawing, down, *minutes)).count();
    println!("{built} of {} worked examples", cases.len());
    assert!(built >= 7, "only {built} worked examples can be drawn");
}

#[test]
fn a_queue_ends_one_path_and_begins_another() {
    // The producer needs the queue, not the consumer: 1 - 0.9995 x 0.999, with the consumer's own path behind it.
    let drawing = r#"users: users; api: lambda; jobs: sqs{"dead_letter_queue": true}; work: asg[a]; jobs ~> work; users -> api -> jobs"#;
    let paths = verdicts(&System::of(&sketch(drawing).unwrap().design)).paths;
    let names: Vec<(&str, String)> =
        paths.iter().map(|path| (path.name.as_str(), format!("{:.3e}", path.availability.unavailability))).collect();
    // 1 - 0.999 x 0.995 for the consumer.
    assert_eq!(names, [("api", "1.499e-3".to_owned()), ("jobs->work", "5.995e-3".to_owned())]);
    // The consumer, by a queue (0.999), a topic (0.999), a bus (0.9999): 1 - a x 0.9999 x 0.995.
    for (source, unavailability) in [("sqs", "6.094e-3"), ("sns", "6.094e-3"), ("eventbridge", "5.199e-3")] {
        let consumer = if source == "sqs" { "work" } else { "fn" };
        let drawing = format!(
            r#"jobs: {source}; work: asg[a,b]{{"min_size": 2}}; fn: lambda{{"availability": 0.9999}}; db: rds[a,b]; jobs ~> {consumer} => db"#
        );
        check(&drawing, unavailability);
    }
    // Secrets and parameters are read at start: they are no part of the sum.
    let with_secret =
        r#"users: users; api: lambda; pw: secrets_manager; cfg: ssm_parameter; users -> api => pw; api => cfg"#;
    check(with_secret, "5.000e-4");
}
