//! Every rule with a fix, on designs where it fires: after the fix it is gone on that subject, no error has come up
//! that the rule does not declare, and undo gives the same bytes.
//!
//! A third of the designs are random ones that happen to break the rule. The others hold the rule's bad example,
//! changed at random and put into a random design, as part of it where both have a VPC. `ZONEWISE_CASES` sets how
//! many designs are tried for each rule.

use std::collections::BTreeMap;

use serde_json::json;
use zonewise::catalog;
use zonewise::judge::rules::{self, Rule};
use zonewise::model::{Component, Connection, ConnectionKind, Design, Id, Place, Zone, broken};

use super::fixes::try_fix;
use super::{example, judge, subject, varied};
use crate::support::cases;
use crate::support::random::{Options, Rng};

/// How often another design is tried for one on which the rule fires.
const ATTEMPTS: u64 = 12;

/// The bad example of a rule, changed and within a random design; and its subject's id there.
fn embedded(rule: &Rule, seed: u64) -> (Design, String) {
    let mut rng = Rng::new(seed ^ 0x00ff_1ce5);
    let options = *rng.pick(&[Options::ODD, Options::PLANNABLE, Options::BOXED]);
    let mut around = varied(seed, &options);
    let bad = example(rule.bad.sketch);
    if around.header.region != bad.header.region {
        // A region is where its components are: those of the example stand in their own.
        around.header.region = bad.header.region.clone();
    }
    let requirements = &mut around.header.requirements;
    let wanted = &bad.header.requirements;
    *requirements = zonewise::model::Requirements {
        availability_target: wanted.availability_target.or(requirements.availability_target),
        environment: wanted.environment.clone().or(requirements.environment.take()),
        dr_required: wanted.dr_required.or(requirements.dr_required),
        ..wanted.clone()
    };
    let vpcs: Vec<(Id, Vec<Zone>)> = around
        .components
        .values()
        .filter(|one| one.kind == "vpc" && one.place == Place::Region(bad.header.region.clone()))
        .map(|vpc| (vpc.id.clone(), vpc.zones.clone()))
        .collect();
    // Half of the time the example's VPC is one of the random design.
    let shared = (!vpcs.is_empty() && rng.percent(50)).then(|| rng.pick(&vpcs).clone());
    let mut names: BTreeMap<Id, Id> = BTreeMap::new();
    for component in bad.components.values() {
        let name = match &shared {
            Some((vpc, _)) if component.kind == "vpc" => vpc.clone(),
            _ => around.free_id(&format!("x-{}", component.id)),
        };
        names.insert(component.id.clone(), name);
    }
    for component in bad.components.values() {
        let name = names[&component.id].clone();
        if let (Some((vpc, _)), "vpc") = (&shared, &*component.kind) {
            let lanes = &mut around.components.get_mut(vpc).unwrap().zones;
            let missing: Vec<Zone> = component.zones.iter().filter(|zone| !lanes.contains(zone)).copied().collect();
            lanes.extend(missing);
            continue;
        }
        let mut copy = Component { id: name.clone(), ..component.clone() };
        if let Place::Vpc(vpc) = &component.place {
            copy.place = Place::Vpc(names[vpc].clone());
        }
        around.components.insert(name, copy);
    }
    for connection in bad.connections.values() {
        let mut copy = connection.clone();
        copy.key.from = names[&connection.key.from].clone();
        copy.key.to = names[&connection.key.to].clone();
        around.connections.insert(copy.key.clone(), copy);
    }
    let own: Vec<Id> = names.values().cloned().collect();
    changed(&mut rng, &mut around, &own);
    assert_eq!(broken(&around), [], "{} seed {seed}", rule.id);
    (around, names[&Id::from(rule.bad.subject.split("->").next().unwrap())].to_string())
}

/// Changes the example a little: settings that rules read, zones, connections to what is around it.
fn changed(rng: &mut Rng, design: &mut Design, own: &[Id]) {
    for id in own {
        let component = design.components.get_mut(id).unwrap();
        let mut set = |chance: u64, name: &str, value: serde_json::Value| {
            if rng.percent(chance) && !component.settings.contains_key(name) {
                component.settings.insert(name.to_owned(), value);
            }
        };
        match &*component.kind {
            "asg" => {
                set(15, "max_size", json!(6));
                set(10, "stateful", json!(true));
                set(10, "need", json!(2));
                set(10, "health_check_type", json!("ELB"));
                set(5, "clusterable", json!(false));
            }
            "ecs_service" => {
                set(15, "desired_count", json!(3));
                set(10, "stateful", json!(true));
                set(10, "need", json!(2));
                set(10, "max_capacity", json!(6));
                set(10, "assign_public_ip", json!(true));
            }
            "rds" => {
                set(15, "multi_az", json!(true));
                set(10, "deletion_protection", json!(true));
            }
            "efs" => set(15, "one_zone", json!(true)),
            "dynamodb" => set(15, "point_in_time_recovery", json!(true)),
            "nat_gateway" => set(10, "availability_mode", json!("regional")),
            "s3" => set(10, "versioning", json!(true)),
            _ => {}
        }
        let Place::Vpc(vpc) = component.place.clone() else { continue };
        let lanes = design.components[&vpc].zones.clone();
        let component = design.components.get_mut(id).unwrap();
        let spans = catalog::find(&component.kind).scope == catalog::Scope::Spanning;
        let more: Vec<Zone> = lanes.into_iter().filter(|zone| !component.zones.contains(zone)).collect();
        if spans && !more.is_empty() && rng.percent(10) {
            component.zones.push(*rng.pick(&more));
        }
    }
    let all: Vec<Id> = design.components.keys().cloned().collect();
    for _ in 0..rng.range(0, 4) {
        let (mut from, mut to) = (rng.pick(own).clone(), rng.pick(&all).clone());
        if rng.percent(50) {
            std::mem::swap(&mut from, &mut to);
        }
        let kinds = catalog::kinds_between(&design.components[&from].kind, &design.components[&to].kind);
        let calls: Vec<ConnectionKind> =
            kinds.into_iter().filter(|kind| !matches!(kind, ConnectionKind::Egress | ConnectionKind::Host)).collect();
        if from == to || calls.is_empty() || design.components[&to].kind == "users" {
            continue;
        }
        let drawn = Connection::new(from, to, *rng.pick(&calls));
        design.connections.entry(drawn.key.clone()).or_insert(drawn);
    }
}

/// Tries the fixes of one rule on so many designs on which it fires; says how many there were, and what is wrong.
fn try_rule(rule: &Rule, wanted: u64) -> (u64, Vec<String>) {
    let (mut fired, mut wrong) = (0, Vec::new());
    for seed in 0..wanted * ATTEMPTS {
        if fired >= wanted {
            break;
        }
        let (design, only) = match seed % 3 {
            0 => {
                let flavours = [Options::ODD, Options::PLANNABLE, Options::BOXED];
                (varied(seed, Rng::new(seed).pick(&flavours)), None)
            }
            _ => {
                let (design, subject) = embedded(rule, seed);
                (design, Some(subject))
            }
        };
        let before = judge(&design);
        let found: Vec<_> = before.findings.iter().filter(|one| one.rule == rule.id && !one.fixes.is_empty()).collect();
        // The example's own finding where it still is there, else any.
        let own = found.iter().find(|one| only.as_ref().is_some_and(|id| subject(one).starts_with(id.as_str())));
        let Some(finding) = own.or(found.first()) else { continue };
        fired += 1;
        for fix in &finding.fixes {
            try_fix(&design, &before, finding, fix, &mut |what| {
                wrong.push(format!(
                    "{} seed {seed} on {}, \u{201c}{}\u{201d}: {what}",
                    rule.id,
                    subject(finding),
                    fix.label
                ));
            });
        }
    }
    (fired, wrong)
}

/// The rules whose bad example comes with a fix.
fn mendable() -> Vec<&'static Rule> {
    let has_fix = |rule: &&&'static Rule| {
        judge(&example(rule.bad.sketch)).findings.iter().any(|one| one.rule == rule.id && !one.fixes.is_empty())
    };
    rules::all().iter().filter(has_fix).copied().collect()
}

#[test]
fn every_fix_of_every_rule_mends_it_wherever_it_fires() {
    let wanted = cases(64);
    let rules = mendable();
    let half = rules.len().div_ceil(2);
    let results: Vec<(&Rule, u64, Vec<String>)> = std::thread::scope(|scope| {
        let parts: Vec<_> = rules
            .chunks(half)
            .map(|part| {
                scope.spawn(move || {
                    let one = |rule: &&'static Rule| {
                        let (fired, wrong) = try_rule(rule, wanted);
                        (*rule, fired, wrong)
                    };
                    part.iter().map(one).collect::<Vec<_>>()
                })
            })
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    let mut wrong: Vec<String> = Vec::new();
    let mut tried = 0;
    for (rule, fired, complaints) in results {
        println!("{}: {fired} designs, {} complaints", rule.id, complaints.len());
        assert_eq!(fired, wanted, "{} fires on too few designs", rule.id);
        tried += fired;
        wrong.extend(complaints.into_iter().take(4));
    }
    assert!(wrong.is_empty(), "{} complaints shown, {tried} designs:\n{}", wrong.len(), wrong.join("\n"));
    println!("{} rules with a fix, {tried} designs", rules.len());
}
