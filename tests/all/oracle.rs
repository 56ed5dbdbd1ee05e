//! The engine against a second judge, on hand cases and on random designs.

use serde_json::Value;
use zonewise::catalog::{self, Support};
use zonewise::codec::{load, save, sketch};
use zonewise::judge::{self, Drill, Failure, Outcome, PathVerdict, Verdicts};
use zonewise::model::{Dependency, Design};
use zonewise::system::System;

use crate::rules::glue::varied;
use crate::support::cases;
use crate::support::oracle::{Effect, Judgement, Oracle, Path, Scenario};
use crate::support::random::{self, Options};

/// The largest difference of availability that is taken as equal.
const TOLERANCE: f64 = 1e-12;

fn oracle(design: &Design) -> Oracle {
    Oracle::of(&serde_json::from_str::<Value>(&save(design)).unwrap())
}

fn effect(outcome: Outcome) -> Effect {
    match outcome {
        Outcome::Continues => Effect::Continues,
        Outcome::Recovers => Effect::Recovers,
        Outcome::Fails => Effect::Fails,
    }
}

fn scenario(failure: &Failure) -> Scenario {
    match failure {
        Failure::Instance { component, unit } => Scenario::Instance(component.to_string(), *unit),
        Failure::Zone { region, zone } => Scenario::Zone(region.clone(), zone.letter()),
        Failure::Region { region } => Scenario::Region(region.clone()),
        Failure::Service { kind, region } => Scenario::Service(kind.clone(), region.clone()),
    }
}

/// Everything in which the engine differs from the oracle, the first difference first.
fn differences(design: &Design, verdicts: &Verdicts) -> Vec<String> {
    let oracle = oracle(design);
    let paths = oracle.paths();
    let mut found = Vec::new();
    let names: Vec<String> = paths.iter().map(Path::name).collect();
    let engine_names: Vec<&str> = verdicts.paths.iter().map(|path| path.name.as_str()).collect();
    if names != engine_names {
        return vec![format!("paths: oracle {names:?}, engine {engine_names:?}")];
    }
    for (path, verdict) in paths.iter().zip(&verdicts.paths) {
        let judgement = oracle.judge(path);
        found.extend(path_differences(&judgement, verdict).into_iter().map(|text| format!("{}: {text}", path.name())));
        if !judgement.broken {
            found.extend(drill_differences(&oracle, path, verdicts));
        }
    }
    found
}

fn path_differences(oracle: &Judgement, engine: &PathVerdict) -> Vec<String> {
    let mut found = Vec::new();
    let mut same = |what: &str, ours: String, theirs: String| {
        if ours != theirs {
            found.push(format!("{what}: oracle {ours}, engine {theirs}"));
        }
    };
    same("broken", oracle.broken.to_string(), engine.broken.to_string());
    if oracle.broken || engine.broken {
        return found;
    }
    same("closure", format!("{:?}", oracle.closure), format!("{{{}}}", quoted(&engine.closure)));
    same("instance", format!("{:?}", oracle.instance), format!("{:?}", effect(engine.instance)));
    same("zone", format!("{:?}", oracle.zone), format!("{:?}", effect(engine.zone)));
    same("region", format!("{:?}", oracle.region), format!("{:?}", effect(engine.region)));
    same("spof of instances", format!("{:?}", oracle.spof_instance), format!("[{}]", quoted(&engine.spof_instance)));
    let zones: Vec<(String, char)> =
        engine.spof_zones.iter().map(|(region, zone)| (region.clone(), zone.letter())).collect();
    same("spof of zones", format!("{:?}", oracle.spof_zones), format!("{zones:?}"));
    let blamed = format!("[{}]", quoted(&engine.spof_zone_components));
    same("blamed for zones", format!("{:?}", oracle.spof_zone_components), blamed);
    let availability = &engine.availability;
    let up = (availability.low - oracle.availability).abs() + (availability.high - oracle.availability).abs();
    let down = (availability.unavailability - oracle.unavailability).abs();
    if !(availability.is_exact() && up <= 2.0 * TOLERANCE && down <= 1e-14 + 1e-9 * oracle.unavailability) {
        found.push(format!(
            "availability: oracle {} (down {:e}), engine {} to {} (down {:e})",
            oracle.availability,
            oracle.unavailability,
            availability.low,
            availability.high,
            availability.unavailability
        ));
    }
    found
}

fn quoted(ids: &[zonewise::model::Id]) -> String {
    ids.iter().map(|id| format!("{id:?}")).collect::<Vec<_>>().join(", ")
}

fn drill_differences(oracle: &Oracle, path: &Path, verdicts: &Verdicts) -> Vec<String> {
    let mut found = Vec::new();
    let drills: Vec<(Scenario, &Drill)> = verdicts
        .drills
        .iter()
        .filter(|drill| *drill.path == *path.name())
        .map(|drill| (scenario(&drill.failure), drill))
        .collect();
    for (scenario, drill) in &drills {
        let (ours, engine) = (oracle.outcome(path, scenario), effect(drill.outcome));
        if ours != engine {
            found.push(format!("{} under {scenario:?}: oracle {ours:?}, engine {engine:?}", path.name()));
        }
        let capacity: Vec<(String, u32, u32, u32)> =
            drill.capacity.iter().map(|part| (part.component.to_string(), part.left, part.of, part.need)).collect();
        let ours = oracle.capacity(path, scenario);
        if ours != capacity {
            found.push(format!("{} under {scenario:?}: left by oracle {ours:?}, by engine {capacity:?}", path.name()));
        }
    }
    let instances = oracle.instances().into_iter().map(|(id, unit)| Scenario::Instance(id, unit));
    let zones = oracle.zones().into_iter().map(|(region, zone)| Scenario::Zone(region, zone));
    let regions = oracle.regions().into_iter().map(Scenario::Region);
    // Of what is only labelled nothing can be said.
    let judged = |kind: &str| catalog::find(kind).support == Support::Full && kind != "other";
    let services = oracle.services().into_iter().filter(|(kind, _)| judged(kind));
    let services = services.map(|(kind, region)| Scenario::Service(kind, region));
    for scenario in instances.chain(zones).chain(regions).chain(services) {
        if !drills.iter().any(|(other, _)| *other == scenario) {
            found.push(format!("{}: the engine has no drill for {scenario:?}", path.name()));
        }
    }
    found
}

#[test]
fn the_engine_agrees_with_the_oracle_on_random_designs() {
    let (cases, mut paths, mut broken, mut outcomes) = (cases(64), 0, 0, [0_usize; 3]);
    for seed in 0..cases {
        let design = random::design(seed, &Options::EVERY);
        let verdicts = judge::verdicts(&System::of(&design));
        let differences = differences(&design, &verdicts);
        assert!(differences.is_empty(), "seed {seed}\n{}\n{}", save(&design), differences.join("\n"));
        paths += verdicts.paths.len();
        broken += verdicts.paths.iter().filter(|path| path.broken).count();
        for drill in &verdicts.drills {
            outcomes[drill.outcome as usize] += 1;
        }
    }
    println!("{cases} designs, {paths} paths ({broken} broken), drills that continue, recover, fail: {outcomes:?}");
    assert!(paths as u64 >= cases, "the designs have too few paths to show anything");
    assert!(outcomes.iter().all(|count| *count > 0), "the designs do not show every outcome: {outcomes:?}");
}

/// Larger ones have what small ones seldom have: several gateways, and sharing two levels deep.
#[test]
fn the_engine_agrees_with_the_oracle_on_containers_and_their_hosts() {
    let (mut hosted, mut wrong) = (0, Vec::new());
    for seed in 0..cases(300) {
        let design = random::design(seed, &Options::BOXED);
        let found = differences(&design, &judge::verdicts(&System::of(&design)));
        wrong.extend(found.first().map(|what| format!("seed {seed}: {what}")));
        hosted += u32::from(design.connections.values().any(|c| c.kind == zonewise::model::ConnectionKind::Host));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(hosted > 20, "{hosted} designs with hosts");
}

#[test]
fn the_engine_agrees_with_the_oracle_on_plannable_and_larger_designs() {
    let larger = Options { components: 13, ..Options::EVERY };
    for seed in 0..cases(64).div_ceil(4) {
        for options in [Options::PLANNABLE, larger] {
            let design = random::design(seed, &options);
            let verdicts = judge::verdicts(&System::of(&design));
            let differences = differences(&design, &verdicts);
            assert!(differences.is_empty(), "seed {seed}\n{}\n{}", save(&design), differences.join("\n"));
        }
    }
}

/// Servers, disks, replicas, proxies, Aurora and caches.
#[test]
fn the_engine_agrees_with_the_oracle_on_stores_and_servers() {
    for seed in 0..cases(300) {
        let design = crate::terraform_store::varied(seed);
        let verdicts = judge::verdicts(&System::of(&design));
        let differences = differences(&design, &verdicts);
        assert!(differences.is_empty(), "seed {seed}\n{}\n{}", save(&design), differences.join("\n"));
    }
}

/// Queues, topics and buses end the paths of those who call them, and begin those of who consumes; what is read at
/// start matters only to a unit that starts (`reliability.md` B.2, B.7).
#[test]
fn the_engine_agrees_with_the_oracle_on_designs_with_queues() {
    let (mut events, mut startup) = (0, 0);
    for seed in 0..cases(64) {
        let design = varied(seed, false);
        let system = System::of(&design);
        let verdicts = judge::verdicts(&system);
        let differences = differences(&design, &verdicts);
        assert!(differences.is_empty(), "seed {seed}\n{}\n{}", save(&design), differences.join("\n"));
        events += verdicts.paths.iter().filter(|path| path.is_event && !path.broken).count();
        startup += system.links.iter().filter(|link| link.strength == Some(Dependency::Startup)).count();
    }
    assert!(events > 8 && startup > 8, "too little to show anything: {events}, {startup}");
}

/// The samples, and the designs on which the two once differed (`tests/corpus`).
#[test]
fn the_engine_agrees_with_the_oracle_on_the_samples_and_the_corpus() {
    for folder in ["public/samples", "tests/corpus"] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let design = load(&std::fs::read(&path).unwrap()).unwrap().design;
            let verdicts = judge::verdicts(&System::of(&design));
            assert_eq!(differences(&design, &verdicts), Vec::<String>::new(), "{}", path.display());
        }
    }
}

/// What a hand case expects of the oracle.
struct Expected {
    /// Instance, zone, region.
    effects: [Effect; 3],
    spof_instance: &'static [&'static str],
    spof_zones: &'static str,
    blamed: &'static [&'static str],
    availability: f64,
}

/// Judges the first path of a sketch by the oracle alone.
#[track_caller]
fn check(drawing: &str, expected: &Expected) {
    let loaded = sketch(drawing).unwrap();
    assert_eq!(loaded.repairs, [], "{drawing}");
    let oracle = oracle(&loaded.design);
    let found = oracle.judge(oracle.paths().first().unwrap());
    assert!(!found.broken, "{drawing}");
    assert_eq!([found.instance, found.zone, found.region], expected.effects, "{drawing}");
    assert_eq!(found.spof_instance, expected.spof_instance, "{drawing}");
    assert_eq!(found.spof_zones.iter().map(|(_, zone)| *zone).collect::<String>(), expected.spof_zones, "{drawing}");
    assert_eq!(found.spof_zone_components, expected.blamed, "{drawing}");
    assert!((found.availability - expected.availability).abs() < 1e-12, "{drawing}: {}", found.availability);
    assert!((1.0 - found.availability - found.unavailability).abs() < 1e-12, "{drawing}");
}

use Effect::{Continues, Fails, Recovers};

#[test]
fn the_oracle_knows_the_worked_examples() {
    let none: &[&str] = &[];
    let w1 = "users: users; lb: alb[a,b]; web: asg[a,b]{\"min_size\": 2}; db: rds[a,b]{\"multi_az\": true}
        users -> lb -> web => db";
    let expected = Expected {
        effects: [Recovers, Recovers, Fails],
        spof_instance: none,
        spof_zones: "",
        blamed: none,
        availability: 0.9999 * 0.9999 * 0.9995,
    };
    check(w1, &expected);
    let w3 = "users: users; lb: alb[a,b]; web: asg[a,b]{\"min_size\": 2, \"unit_availability\": 0.99}
        users -> lb -> web";
    let expected =
        Expected { effects: [Continues, Continues, Fails], availability: 0.9999 * (1.0 - 0.01 * 0.01), ..expected };
    check(w3, &expected);
    let w7 = "users: users; cdn: cloudfront; one: s3; two: s3{\"storage_class\": \"STANDARD_IA\"}
        users -> cdn; cdn -> one {\"group\": \"o\"}; cdn -> two {\"group\": \"o\"}";
    check(w7, &Expected { availability: 0.999 * (1.0 - 0.001 * 0.01), ..expected });
    let w8 = "users: users; cdn: cloudfront; api: api_gateway; fn: lambda; table: dynamodb
        users -> cdn -> api -> fn => table";
    check(w8, &Expected { availability: 0.999 * 0.9995 * 0.9995 * 0.9999, ..expected });
    // W10: two stacks over one shared database; the database counts once.
    let w10 = "users: users; cdn: cloudfront{\"availability\": 1}
        one: lambda{\"availability\": 0.9998}; two: lambda{\"availability\": 0.9998}
        api1: api_gateway{\"availability\": 1}; api2: api_gateway{\"availability\": 1}
        db: dynamodb{\"availability\": 0.9995}
        users -> cdn; cdn -> api1 {\"group\": \"o\"}; cdn -> api2 {\"group\": \"o\"}
        api1 -> one => db; api2 -> two => db";
    check(w10, &Expected { availability: 0.9995 * (1.0 - 0.0002 * 0.0002), ..expected });
    // W15 with a table in place of the outside service: a hard gateway on the way out.
    let w15 = "users: users; lb: alb[a,b]; web: asg[a,b]{\"min_size\": 2}; nat: nat_gateway[a]; table: dynamodb
        users -> lb -> web => table";
    let expected = Expected {
        effects: [Continues, Fails, Fails],
        spof_zones: "a",
        blamed: &["nat"],
        availability: 0.9999 * 0.9999 * 0.999 * 0.9999,
        ..expected
    };
    check(w15, &expected);
}

#[test]
fn the_oracle_knows_the_traps() {
    let none: &[&str] = &[];
    let single = Expected {
        effects: [Fails, Fails, Fails],
        spof_instance: &["db"],
        spof_zones: "a",
        blamed: &["db"],
        availability: 0.9999 * 0.9999 * 0.995,
    };
    let web = "users: users; lb: alb[a,b]; web: asg[a,b]{\"min_size\": 2}; users -> lb -> web;";
    check(&format!("{web} db: rds[a,b]; web => db"), &single);
    // A fleet of one over two zones recovers, but never continues (trap 4).
    let one = "users: users; lb: alb[a,b]; web: asg[a,b]; users -> lb -> web";
    let recovers = Expected {
        effects: [Recovers, Recovers, Fails],
        spof_instance: none,
        spof_zones: "",
        blamed: none,
        availability: 0.9999 * 0.995,
    };
    check(one, &recovers);
    // Exactly the needed capacity: an outage of a zone interrupts (trap 5).
    let exact = "users: users; lb: alb[a,b]; web: asg[a,b]{\"min_size\": 2, \"need\": 2}; users -> lb -> web";
    check(exact, &Expected { availability: 0.9999 * 0.9999, ..recovers });
    // Targets in a zone that the load balancer does not serve get nothing (trap 7).
    let apart = "users: users; lb: alb[a,b]; web: asg[b,c]{\"min_size\": 2, \"need\": 1}; users -> lb -> web";
    let fails = Expected {
        effects: [Recovers, Fails, Fails],
        spof_zones: "b",
        blamed: &["web"],
        availability: 0.9999 * 0.9999,
        ..recovers
    };
    check(apart, &fails);
    // No mount target in the fleet's second zone: half of the fleet never works (trap 10).
    let files =
        "users: users; lb: alb[a,b]; web: asg[a,b]{\"min_size\": 2}; files: efs[a]; users -> lb -> web => files";
    let half = Expected {
        effects: [Recovers, Fails, Fails],
        spof_zones: "a",
        blamed: &["files", "web"],
        availability: 0.9999 * 0.9999 * 0.9999,
        ..recovers
    };
    check(files, &half);
    // A gateway that is needed only to start: the zone kills a combination, and nobody alone is to blame.
    let start = "users: users; lb: alb[a,b]; web: asg[a,b]{\"min_size\": 1}; nat: nat_gateway[a]
        users -> lb -> web; web -egress-> nat {\"dependency\": \"startup\"}";
    let combined =
        Expected { effects: [Recovers, Fails, Fails], spof_zones: "a", availability: 0.9999 * 0.995, ..recovers };
    check(start, &combined);
}

#[test]
fn the_oracle_knows_the_samples() {
    let judge = |file: &str| {
        let design = load(&std::fs::read(format!("public/samples/{file}.zonewise.json")).unwrap()).unwrap().design;
        let oracle = oracle(&design);
        let paths = oracle.paths();
        paths.iter().map(|path| (path.name(), oracle.judge(path))).collect::<Vec<_>>()
    };
    let serverless = judge("serverless-web-app");
    assert_eq!(serverless.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["api", "cdn"]);
    for (name, found) in &serverless {
        assert_eq!([found.instance, found.zone, found.region], [Continues, Continues, Fails], "{name}");
    }
    let strong = &judge("wordpress-ha")[0].1;
    assert_eq!([strong.instance, strong.zone], [Recovers, Recovers]);
    assert!((strong.availability - 0.999 * 0.9999 * 0.9999 * 0.9995 * 0.9999).abs() < 1e-12);
    let weak = &judge("wordpress-weak")[0].1;
    assert_eq!([weak.instance, weak.zone], [Fails, Fails]);
    assert_eq!(weak.spof_instance, ["db"]);
    assert_eq!(weak.spof_zones, [("us-east-1".to_owned(), 'a')]);
    // The file system's mount target in zone a is the only one that the fleet can reach.
    assert_eq!(weak.spof_zone_components, ["db", "files", "web"]);
}
