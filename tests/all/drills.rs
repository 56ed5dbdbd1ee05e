//! Failure drills against `reliability.md` B: the reference outcomes, the traps of B.9, recovery of B.8,
//! and simulations, which must tell the same story as the drills.

use std::fmt::Write;

use zonewise::codec::{load, save, sketch};
use zonewise::judge::{Failure, Outcome, Seconds, Simulation, UnitStatus, Verdicts, simulate, verdicts};
use zonewise::model::{Design, Id, Zone};
use zonewise::system::System;

use crate::support::cases;
use crate::support::random::{self, Options};

pub fn ids(ids: &[Id]) -> String {
    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ")
}

pub fn seconds(seconds: Seconds) -> String {
    match seconds {
        None => "never".to_owned(),
        Some((low, high)) if low == high => format!("{low} s"),
        Some((low, high)) => format!("{low}-{high} s"),
    }
}

pub fn failure(failure: &Failure) -> String {
    match failure {
        Failure::Instance { component, unit } => format!("{component}.{unit}"),
        Failure::Zone { zone, .. } => format!("zone {zone}"),
        Failure::Region { region } => region.clone(),
        Failure::Service { kind, .. } => kind.clone(),
    }
}

/// Verdicts as lines: one for each path, then one for each drill that is noticed, apart from regions.
fn told(verdicts: &Verdicts) -> String {
    let mut text = String::new();
    for path in &verdicts.paths {
        if path.broken {
            writeln!(text, "{}: broken by {}", path.name, ids(&path.broken_because)).unwrap();
            continue;
        }
        let outcomes = [path.instance, path.zone, path.region].map(Outcome::name).join(" ");
        writeln!(text, "{}: {outcomes}", path.name).unwrap();
        for (what, list) in [
            ("spof", ids(&path.spof_instance)),
            ("dead zones", path.spof_zones.iter().map(|(_, zone)| zone.to_string()).collect::<Vec<_>>().join(" ")),
            ("blamed", ids(&path.spof_zone_components)),
            ("not judged", ids(&path.not_judged)),
        ] {
            if !list.is_empty() {
                writeln!(text, "  {what}: {list}").unwrap();
            }
        }
        for (id, time) in &path.interruptions {
            writeln!(text, "  interrupts: {id} {}", seconds(*time)).unwrap();
        }
        for drill in verdicts.drills.iter().filter(|drill| *drill.path == *path.name) {
            if drill.outcome == Outcome::Continues
                || matches!(drill.failure, Failure::Region { .. } | Failure::Service { .. })
            {
                continue;
            }
            let (what, why) = (failure(&drill.failure), ids(&drill.because));
            let times = format!("after {}, losing {}", seconds(drill.rto), seconds(drill.rpo));
            writeln!(text, "  {what} {} by {why} {times}", drill.outcome.name()).unwrap();
        }
    }
    text
}

pub fn drawn(drawing: &str) -> Design {
    let loaded = sketch(drawing).unwrap();
    assert_eq!(loaded.repairs, [], "{drawing}");
    loaded.design
}

#[track_caller]
pub fn agree(found: &str, expected: &str) {
    let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).filter(|l| !l.is_empty()).collect();
    let (found_lines, expected): (Vec<String>, Vec<String>) = (lines(found), lines(expected));
    assert_eq!(found_lines, expected, "\n{found}");
}

/// The verdict on a drawing that everybody enters by `lb`.
#[track_caller]
fn check(drawing: &str, expected: &str) {
    let entry = if drawing.contains("users ->") { "" } else { "\nusers -> lb" };
    let design = drawn(&format!("users: users\n{drawing}{entry}"));
    agree(&told(&verdicts(&System::of(&design))), expected);
}

fn sample(name: &str) -> Design {
    load(&std::fs::read(format!("public/samples/{name}.zonewise.json")).unwrap()).unwrap().design
}

#[test]
fn the_samples_have_their_reference_outcomes() {
    let check = |name, expected| agree(&told(&verdicts(&System::of(&sample(name)))), expected);
    check(
        "wordpress-ha",
        "cdn: recovers recovers fails
        interrupts: db 60-120 s
        db.0 recovers by db after 60-120 s, losing 0 s
        zone a recovers by db after 60-120 s, losing 0 s",
    );
    check(
        "wordpress-weak",
        "cdn: fails fails fails
        spof: db
        dead zones: a
        blamed: db files web
        db.0 fails by db after never, losing 300 s
        zone a fails by db files web after never, losing 300 s",
    );
    check(
        "serverless-web-app",
        "api: continues continues fails
      cdn: continues continues fails",
    );
}

#[test]
fn zones_and_gateways() {
    // B.9 trap 1: egress is hard, because S3 is reached through the only NAT gateway.
    check(
        r#"lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; nat: nat_gateway[a]; blobs: s3
           lb -> web => blobs"#,
        "lb: continues fails fails
            dead zones: a
            blamed: nat
            zone a fails by nat after never, losing 0 s",
    );
    // Soft, because nothing outside the VPC is needed.
    check(
        r#"lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; nat: nat_gateway[a]; table: rds[a,b]{"multi_az": true}
           lb -> web => table"#,
        "lb: recovers recovers fails
            interrupts: table 60-120 s
            table.0 recovers by table after 60-120 s, losing 0 s
            zone a recovers by table after 60-120 s, losing 0 s",
    );
    // One gateway in each zone, and one that spans them.
    check(
        r#"lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; nata: nat_gateway[a]; natb: nat_gateway[b]; blobs: s3
           lb -> web => blobs"#,
        "lb: continues continues fails",
    );
    check(
        r#"lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; nat: nat_gateway[a]{"availability_mode": "regional"}; blobs: s3
           lb -> web => blobs"#,
        "lb: continues continues fails",
    );
    // Trap 13: needed only to start, and so invisible until the zone of both is lost.
    check(
        r#"lb: alb[a,b]; web: asg[a,b]; nat: nat_gateway[a]
           lb -> web
           web -egress-> nat {"dependency": "startup"}"#,
        "lb: recovers fails fails
            dead zones: a
            interrupts: web 600 s
            web.0 recovers by web after 600 s, losing 0 s
            zone a fails by nat web after never, losing 0 s",
    );
}

#[test]
fn zones_and_fleets() {
    // Trap 4: one unit over two zones recovers, and is never continuously available.
    check(
        r#"lb: alb[a,b]; web: asg[a,b]; lb -> web"#,
        "lb: recovers recovers fails
        interrupts: web 600 s
        web.0 recovers by web after 600 s, losing 0 s
        zone a recovers by web after 600 s, losing 0 s",
    );
    // Trap 5: exactly the needed capacity.
    check(
        r#"lb: alb[a,b]; web: asg[a,b]{"min_size": 2, "need": 2}; lb -> web"#,
        "lb: recovers recovers fails
        interrupts: web 600 s
        web.0 recovers by web after 600 s, losing 0 s
        web.1 recovers by web after 600 s, losing 0 s
        zone a recovers by web after 600 s, losing 0 s
        zone b recovers by web after 600 s, losing 0 s",
    );
    check(r#"lb: alb[a,b]; web: asg[a,b]{"min_size": 4, "need": 2}; lb -> web"#, "lb: continues continues fails");
    // A fleet in one zone has nowhere to go.
    check(
        r#"lb: alb[a,b]; web: asg[a]{"min_size": 4}; lb -> web"#,
        "lb: continues fails fails
        dead zones: a
        blamed: web
        zone a fails by web after never, losing 0 s",
    );
    // Trap 7: targets in a zone that is not enabled get nothing.
    check(r#"lb: alb[a,b]; web: asg[a,b,c]{"min_size": 3, "need": 3}; lb -> web"#, "lb: broken by lb");
    check(
        r#"lb: alb[a,b]; web: asg[a,b,c]{"min_size": 3, "need": 2}; lb -> web"#,
        "lb: recovers recovers fails
        interrupts: web 600 s
        web.0 recovers by web after 600 s, losing 0 s
        web.1 recovers by web after 600 s, losing 0 s
        zone a recovers by web after 600 s, losing 0 s
        zone b recovers by web after 600 s, losing 0 s",
    );
    // Two target groups are both needed; two targets of one group are not.
    check(
        r#"lb: alb[a,b]; web: asg[a]{"min_size": 2}; jobs: asg[b]{"min_size": 2}
           lb -> web; lb -> jobs"#,
        "lb: continues continues fails",
    );
    check(
        r#"lb: alb[a,b]; web: asg[a]{"min_size": 2}; jobs: asg[b]{"min_size": 2}
           lb -> web {"group": "web"}
           lb -> jobs {"group": "jobs"}"#,
        "lb: continues fails fails
            dead zones: a b
            blamed: jobs web
            zone a fails by web after never, losing 0 s
            zone b fails by jobs after never, losing 0 s",
    );
    // A function in a VPC is as placeless as its subnets.
    check(
        r#"users -> fn; fn: lambda[a]"#,
        "fn: continues fails fails
        dead zones: a
        blamed: fn
        zone a fails by fn after never, losing 0 s",
    );
    check(r#"users -> fn; fn: lambda[a,b]"#, "fn: continues continues fails");
}

#[test]
fn stores() {
    // Trap 10: a mount target is missing in zone b, so only zone a works.
    check(
        r#"lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; files: efs[a]; lb -> web => files"#,
        "lb: recovers fails fails
        dead zones: a
        blamed: files web
        web.0 recovers by web after 600 s, losing 0 s
        zone a fails by files web after never, losing 0 s",
    );
    check(
        r#"lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; files: efs[a]{"one_zone": true}; lb -> web => files"#,
        "lb: continues fails fails
        dead zones: a
        blamed: files
        zone a fails by files after never, losing never",
    );
    check(
        r#"lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; files: efs[a,b]; lb -> web => files"#,
        "lb: continues continues fails",
    );
    check(
        r#"users -> cdn; cdn: cloudfront; one: s3{"storage_class": "ONEZONE_IA"}; cdn -> one"#,
        "cdn: continues fails fails
        dead zones: a
        blamed: one
        zone a fails by one after never, losing never",
    );
    // An origin group hides the loss; unlabelled origins are both needed.
    check(
        r#"users -> cdn; cdn: cloudfront; one: s3{"storage_class": "ONEZONE_IA"}; two: s3
           cdn -> one {"group": "images", "primary": true}
           cdn -> two {"group": "images"}"#,
        "cdn: continues continues fails",
    );
    check(
        r#"users -> cdn; cdn: cloudfront; one: s3{"storage_class": "ONEZONE_IA"}; two: s3
           cdn -> one; cdn -> two"#,
        "cdn: continues fails fails
            dead zones: a
            blamed: one
            zone a fails by one after never, losing never",
    );
    // Trap 2 and B.8: failover, cluster, and a single instance with and without backups.
    for (settings, expected) in [
        (
            r#"{"multi_az": true}"#,
            "fn: recovers recovers fails
            interrupts: db 60-120 s
            db.0 recovers by db after 60-120 s, losing 0 s
            zone a recovers by db after 60-120 s, losing 0 s",
        ),
        (
            r#"{"multi_az_cluster": true}"#,
            "fn: recovers recovers fails
            interrupts: db 35 s
            db.0 recovers by db after 35 s, losing 0 s
            zone a recovers by db after 35 s, losing 0 s",
        ),
        (
            "",
            "fn: fails fails fails
            spof: db
            dead zones: a
            blamed: db
            db.0 fails by db after never, losing 300 s
            zone a fails by db after never, losing 300 s",
        ),
        (
            r#"{"backup_retention_period": 0}"#,
            "fn: fails fails fails
            spof: db
            dead zones: a
            blamed: db
            db.0 fails by db after never, losing never
            zone a fails by db after never, losing never",
        ),
    ] {
        check(&format!("users -> fn; fn: lambda; db: rds[a,b,c]{settings}; fn => db"), expected);
    }
    // A soft dependency is none.
    check(r#"users -> fn; fn: lambda; db: rds[a]; fn => db {"dependency": "soft"}"#, "fn: continues continues fails");
}

#[test]
fn recovery() {
    check(
        r#"lb: alb[a,b]; web: asg[a,b]{"boot_seconds": 90, "stateful": true}; lb -> web"#,
        "lb: recovers recovers fails
        interrupts: web 90 s
        web.0 recovers by web after 90 s, losing never
        zone a recovers by web after 90 s, losing never",
    );
    check(
        r#"lb: alb[a,b]; web: asg[a,b]{"baked_image": true, "stateful": true, "snapshots": true, "backup_interval_hours": 6}
           lb -> web"#,
        "lb: recovers recovers fails
            interrupts: web 300 s
            web.0 recovers by web after 300 s, losing 21600 s
            zone a recovers by web after 300 s, losing 21600 s",
    );
    // A started unit waits for the database's failover, and then boots.
    check(
        r#"lb: alb[a,b]; web: asg[a,b]; db: rds[a,b]{"multi_az": true}
           lb -> web
           web => db {"dependency": "startup"}"#,
        "lb: recovers recovers fails
            interrupts: db 60-120 s
            interrupts: web 600 s
            web.0 recovers by web after 600 s, losing 0 s
            zone a recovers by db web after 660-720 s, losing 0 s",
    );
    // The slower of two recoveries that are both needed; the faster of two that stand in for each other.
    check(
        r#"lb: alb[a,b]; web: asg[a,b]; db: rds[a,b]{"multi_az": true}
           lb -> web => db"#,
        "lb: recovers recovers fails
            interrupts: db 60-120 s
            interrupts: web 600 s
            db.0 recovers by db after 60-120 s, losing 0 s
            web.0 recovers by web after 600 s, losing 0 s
            zone a recovers by db web after 600 s, losing 0 s",
    );
    check(
        r#"lb: alb[a,b]; web: asg[a,b]; quick: asg[a,b]{"boot_seconds": 60}
           lb -> web; lb -> quick"#,
        "lb: continues recovers fails
            interrupts: quick 60 s
            zone a recovers by quick after 60 s, losing 0 s",
    );
}

#[test]
fn rings_broken_drawings_events_and_types_that_are_not_judged() {
    check(r#"users -> one; one: lambda; two: lambda; one -> two -> one"#, "one: continues continues fails");
    check(r#"lb: alb[a,b]; web: asg[a,b]{"min_size": 0}; lb -> web"#, "lb: broken by web");
    check(r#"lb: alb[a]; web: asg[b]; lb -> web"#, "lb: broken by lb");
    check(r#"users -> fn; fn: lambda[a]; files: efs[b]; fn => files"#, "fn: broken by fn");
    check(
        r#"users -> in; in: s3; fn: lambda[a]; in ~> fn"#,
        "in: continues continues fails
      in->fn: continues fails fails
        dead zones: a
        blamed: fn
        zone a fails by fn after never, losing 0 s",
    );
    check(
        r#"users -> dns; dns: route53; lb: alb[a]; web: asg[a]; dns -> lb -> web"#,
        "dns: recovers fails fails
        dead zones: a
        blamed: lb web
        web.0 recovers by web after 600 s, losing 0 s
        zone a fails by lb web after never, losing 0 s",
    );
    check(
        r#"users -> dns; dns: route53{"routing_policy": "failover", "health_check": true}
           lb: alb[a]; web: asg[a]; page: s3
           dns -> lb {"primary": true}
           dns -> page
           lb -> web"#,
        "dns: recovers recovers fails
            interrupts: dns 150 s
            web.0 recovers by dns after 150 s, losing 0 s
            zone a recovers by dns after 150 s, losing 0 s",
    );
}

/// A simulation as lines: units that are not up, and events.
fn played(design: &Design, failures: &[Failure]) -> String {
    let Simulation { components, paths, events } = simulate(&System::of(design), failures);
    let mut text = String::new();
    for path in paths {
        let times = format!("after {}, losing {}", seconds(path.rto), seconds(path.rpo));
        writeln!(text, "{} {} by {} {times}", path.path, path.outcome.name(), ids(&path.because)).unwrap();
    }
    for (id, component) in components {
        for unit in component.units.iter().filter(|unit| unit.status != UnitStatus::Up) {
            writeln!(text, "{id} {} {} {:?}", unit.zone, unit.label, unit.status).unwrap();
        }
        match (component.now, component.later) {
            (true, true) => {}
            (now, later) => writeln!(text, "{id} serves now {now}, later {later}").unwrap(),
        }
    }
    for event in events {
        writeln!(text, "{}: {}", seconds(event.after), event.what).unwrap();
    }
    text
}

fn zone(letter: char) -> Failure {
    Failure::Zone { region: "us-east-1".to_owned(), zone: Zone::from_letter(letter).unwrap() }
}

#[test]
fn simulations_tell_what_happens() {
    let instance = |component: &str, unit| Failure::Instance { component: component.into(), unit };
    let ha = sample("wordpress-ha");
    agree(
        &played(&ha, &[zone('a')]),
        "cdn recovers by db after 60-120 s, losing 0 s
      alb a node Lost
      alb b node Cut
      alb serves now false, later true
      cdn serves now false, later true
      db a primary Lost
      db b standby TakingOver
      db serves now false, later true
      files a mount target Lost
      web a i-1 Lost
      web b i-2 Cut
      web b i-3 Starting
      web serves now false, later true
      0 s: alb stops sending to zone a
      0 s: files goes on in zone b
      60-120 s: db fails over to the standby in zone b
      600 s: web starts i-3 in zone b",
    );
    agree(
        &played(&ha, &[instance("web", 1)]),
        "cdn continues by  after 0 s, losing 0 s
      web b i-2 Lost
      web b i-3 Starting
      600 s: web starts i-3 in zone b",
    );
    agree(
        &played(&ha, &[zone('a'), instance("web", 1)]),
        "cdn recovers by db web after 600 s, losing 0 s
      alb a node Lost
      alb b node Cut
      alb serves now false, later true
      cdn serves now false, later true
      db a primary Lost
      db b standby TakingOver
      db serves now false, later true
      files a mount target Lost
      web a i-1 Lost
      web b i-2 Lost
      web b i-3 Starting
      web b i-4 Starting
      web serves now false, later true
      0 s: alb stops sending to zone a
      0 s: files goes on in zone b
      60-120 s: db fails over to the standby in zone b
      600 s: web starts i-3 and i-4 in zone b",
    );
    agree(
        &played(&ha, &[zone('a'), zone('b')]),
        "cdn fails by alb db files web after never, losing 300 s
      alb a node Lost
      alb b node Lost
      alb serves now false, later false
      cdn serves now false, later false
      db a primary Lost
      db b standby Lost
      db serves now false, later false
      files a mount target Lost
      files b mount target Lost
      files serves now false, later false
      web a i-1 Lost
      web b i-2 Lost
      web serves now false, later false
      never: alb has no zone left
      never: db has no unit left to take over
      never: files has no zone left
      never: web has no zone left to replace i-1 and i-2",
    );
    agree(&played(&ha, &[]), "");
    agree(
        &played(&ha, &[instance("nobody", 0), instance("web", 9), zone('f')]),
        "cdn continues by  after 0 s, losing 0 s",
    );
    agree(
        &played(&ha, &[Failure::Service { kind: "efs".to_owned(), region: "us-east-1".to_owned() }]),
        "cdn fails by files after never, losing 0 s
      alb a node Cut
      alb b node Cut
      alb serves now false, later false
      cdn serves now false, later false
      files a mount target Lost
      files b mount target Lost
      files serves now false, later false
      web a i-1 Cut
      web b i-2 Cut
      web serves now false, later false
      never: files is down until its region or service is back",
    );
    agree(
        &played(&sample("wordpress-weak"), &[zone('a')]),
        "cdn fails by db files web after never, losing 300 s
      alb a node Lost
      alb b node Cut
      alb serves now false, later false
      cdn serves now false, later false
      db a instance Lost
      db serves now false, later false
      files a mount target Lost
      web a i-1 Lost
      web a i-2 Lost
      web serves now false, later false
      0 s: alb stops sending to zone a
      0 s: files goes on in zone b
      never: db in zone a is down until somebody restores it
      never: web has no zone left to replace i-1 and i-2",
    );
    let startup = drawn(
        r#"users: users; lb: alb[a,b]; web: asg[a,b]; nat: nat_gateway[a]
           users -> lb -> web
           web -egress-> nat {"dependency": "startup"}"#,
    );
    agree(
        &played(&startup, &[zone('a')]),
        "lb fails by nat web after never, losing 0 s
      lb a node Lost
      lb b node Cut
      lb serves now false, later false
      nat a gateway Lost
      nat serves now false, later false
      web a i-1 Lost
      web b i-2 Starting
      web serves now false, later false
      0 s: lb stops sending to zone a
      never: nat in zone a is down until its zone is back or somebody replaces it
      never: web cannot start i-2 in zone b: nat is down",
    );
}

#[test]
fn a_simulation_of_one_failure_is_its_drill() {
    let samples = ["wordpress-ha", "wordpress-weak", "serverless-web-app"].map(sample);
    let random = (0..cases(64)).map(|seed| random::design(seed, &Options::EVERY));
    let mut seen = 0;
    for design in samples.into_iter().chain(random) {
        let system = System::of(&design);
        for drill in verdicts(&system).drills {
            let simulation = simulate(&system, std::slice::from_ref(&drill.failure));
            let told = || format!("{}\n{drill:?}\n{:?}", save(&design), simulation.paths);
            assert!(simulation.paths.contains(&drill), "{}", told());
            seen += 1;
        }
    }
    assert!(seen > 100, "there were {seen} drills only");
}

#[test]
fn a_second_failure_never_helps() {
    let (mut seen, mut worse) = (0, 0);
    for seed in 0..cases(64) {
        let design = random::design(seed, &Options::EVERY);
        let system = System::of(&design);
        let failures: Vec<Failure> = verdicts(&system).drills.into_iter().map(|drill| drill.failure).collect();
        for pair in failures.chunk_by(|a, b| a == b).map(|same| same[0].clone()).collect::<Vec<_>>().windows(2) {
            let both = simulate(&system, pair).paths;
            for failure in pair {
                let one = simulate(&system, std::slice::from_ref(failure)).paths;
                for (one, both) in one.iter().zip(&both) {
                    let continues = [one, both].map(|drill| drill.outcome == Outcome::Continues);
                    assert!(continues[0] || !continues[1], "{}\n{pair:?}", save(&design));
                    seen += 1;
                    worse += usize::from(continues == [true, false]);
                }
            }
        }
    }
    assert!(seen > 100 && worse > 0, "{seen} pairs, {worse} worse");
}
