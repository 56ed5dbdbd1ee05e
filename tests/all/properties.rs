//! What holds of every design and every sequence of commands.

use serde_json::Value;
use zonewise::analysis::Analysis;
use zonewise::codec::{load, save};
use zonewise::cost;
use zonewise::model::{Change, Command, Design, History, Id, Touch, broken};
use zonewise::system::System;
use zonewise::terraform;

use crate::support::commands::command;
use crate::support::random::{self, Options, Rng};
use crate::support::{cases, small_or};

/// Every kind of change to this design: removing and replacing everything, and what is not there.
fn changes(design: &Design) -> Vec<Change> {
    let mut all = vec![
        Change::RemoveComponent(Id::new("nobody")),
        Change::PutHeader(Box::default()),
        Change::PutHeader(Box::new(design.header.clone())),
    ];
    for component in design.components.values() {
        let mut other = component.clone();
        other.notes = Some("changed".to_owned());
        all.push(Change::PutComponent(Box::new(other)));
        all.push(Change::PutComponent(Box::new(component.clone())));
        all.push(Change::RemoveComponent(component.id.clone()));
        let mut fresh = component.clone();
        fresh.id = design.free_id("fresh");
        all.push(Change::PutComponent(Box::new(fresh)));
    }
    for connection in design.connections.values() {
        let mut other = connection.clone();
        other.label = Some("changed".to_owned());
        all.push(Change::PutConnection(Box::new(other)));
        all.push(Change::RemoveConnection(connection.key.clone()));
        let mut fresh = connection.clone();
        fresh.key.id = Some("fresh".to_owned());
        all.push(Change::RemoveConnection(fresh.key.clone()));
        all.push(Change::PutConnection(Box::new(fresh)));
    }
    all
}

#[test]
fn a_change_and_its_inverse_are_nothing() {
    for seed in 0..cases(64) {
        let before = random::design(seed, &Options::EVERY);
        for change in changes(&before) {
            let mut design = before.clone();
            let (inverse, touch) = change.clone().apply(&mut design);
            assert_eq!(touch == Touch::Nothing, design == before, "seed {seed}: {change:?}");
            let (again, _) = inverse.apply(&mut design);
            assert_eq!(design, before, "seed {seed}: {change:?}");
            let mut redone = before.clone();
            again.apply(&mut redone);
            let mut once = before.clone();
            change.clone().apply(&mut once);
            assert_eq!(redone, once, "seed {seed}: the inverse of the inverse of {change:?}");
        }
    }
}

#[test]
fn commands_keep_the_invariants_and_can_be_undone_and_redone() {
    let (mut done, mut refused) = (0, 0);
    for seed in 0..cases(64) {
        let mut rng = Rng::new(seed);
        let mut design = random::design(seed, &Options::EVERY);
        let mut history = History::default();
        let mut states = vec![design.clone()];
        for step in 0..30 {
            let command = command(&mut rng, &design);
            let at = || format!("seed {seed}, step {step}: {command:?}\n{}", save(&design));
            let Ok(plan) = command.plan(&design) else {
                refused += 1;
                continue;
            };
            done += 1;
            let mut after = design.clone();
            let touch = history.commit(&mut after, plan.label.clone(), plan.changes);
            assert_eq!(broken(&after), [], "{}", at());
            assert!(touch > Touch::Nothing || after == design, "{}", at());
            saves_without_silent_change(&after, &at);
            design = after;
            if touch > Touch::Nothing {
                states.push(design.clone());
                assert_eq!(history.undo_label(), Some(plan.label.as_str()));
            }
            if rng.percent(10) {
                walk(&mut rng, &mut history, &mut design, &states);
            }
        }
        undo_and_redo_everything(&mut history, &mut design, &states, seed);
    }
    println!("{done} commands done, {refused} refused");
    assert!(done > 2 * refused / 3 && refused > done / 20, "{done} done, {refused} refused: one-sided");
}

/// What a person sees after saving and opening is what was there, or the loader says what it mended.
fn saves_without_silent_change(design: &Design, at: &impl Fn() -> String) {
    let text = save(design);
    let loaded = load(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{}", at()));
    assert_eq!(broken(&loaded.design), [], "{}", at());
    if loaded.repairs.is_empty() {
        assert_eq!(loaded.design, *design, "changed without a word: {}", at());
        assert_eq!(save(&loaded.design), text, "{}", at());
    }
}

/// A few steps back and as many forth again.
fn walk(rng: &mut Rng, history: &mut History, design: &mut Design, states: &[Design]) {
    let back = rng.below(states.len());
    for number in 1..=back {
        history.undo(design).unwrap();
        assert_eq!(*design, states[states.len() - 1 - number]);
    }
    for _ in 0..back {
        history.redo(design).unwrap();
    }
    assert_eq!(*design, states[states.len() - 1]);
}

fn undo_and_redo_everything(history: &mut History, design: &mut Design, states: &[Design], seed: u64) {
    let (first, last) = (save(&states[0]), save(design));
    for before in states.iter().rev().skip(1) {
        history.undo(design).unwrap();
        assert_eq!(design, before, "seed {seed}");
    }
    assert_eq!(history.undo(design), None);
    assert_eq!(save(design), first, "seed {seed}");
    for after in &states[1..] {
        history.redo(design).unwrap();
        assert_eq!(design, after, "seed {seed}");
    }
    assert_eq!(history.redo(design), None);
    assert_eq!(save(design), last, "seed {seed}");
}

#[test]
fn two_merged_steps_are_undone_as_one() {
    for seed in 0..cases(64) {
        let mut rng = Rng::new(seed);
        let mut design = random::design(seed, &Options::EVERY);
        let (mut history, mut states) = (History::default(), vec![design.clone()]);
        while states.len() < 4 {
            let Ok(plan) = command(&mut rng, &design).plan(&design) else { continue };
            if history.commit(&mut design, plan.label, plan.changes) > Touch::Nothing {
                states.push(design.clone());
            }
        }
        history.merge_last_two();
        history.undo(&mut design).unwrap();
        assert_eq!(design, states[1], "seed {seed}");
        history.redo(&mut design).unwrap();
        assert_eq!(design, states[3], "seed {seed}");
    }
}

#[test]
fn a_refused_batch_changes_nothing_and_a_batch_is_its_parts() {
    for seed in 0..cases(64) {
        let mut rng = Rng::new(seed);
        let design = random::design(seed, &Options::EVERY);
        let mut commands = Vec::new();
        let mut parts = design.clone();
        for _ in 0..6 {
            let next = command(&mut rng, &parts);
            if let Ok(plan) = next.plan(&parts) {
                plan.changes.into_iter().for_each(|change| drop(change.apply(&mut parts)));
                commands.push(next);
            }
        }
        let batch = Command::Batch { label: "All".to_owned(), commands };
        let mut whole = design.clone();
        for change in batch.plan(&whole).unwrap().changes {
            change.apply(&mut whole);
        }
        assert_eq!(whole, parts, "seed {seed}");
    }
}

/// A JSON text with the members of every object and the items of the two lists in another order.
fn shuffled(rng: &mut Rng, value: &Value, name: &str) -> String {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            rng.shuffle(&mut members);
            let texts: Vec<String> = members
                .into_iter()
                .map(|(name, value)| format!("{}: {}", Value::from(name.as_str()), shuffled(rng, value, name)))
                .collect();
            format!("{{{}}}", texts.join(", "))
        }
        Value::Array(items) => {
            let mut items: Vec<&Value> = items.iter().collect();
            if matches!(name, "components" | "connections") {
                rng.shuffle(&mut items);
            }
            format!("[{}]", items.into_iter().map(|item| shuffled(rng, item, "")).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

#[test]
fn the_order_in_which_things_were_drawn_means_nothing() {
    let options = cost::Options::default();
    let mut findings = 0;
    for seed in 0..small_or(cases(64)) {
        let flavour = if seed % 2 == 0 { Options::EVERY } else { Options::PLANNABLE };
        let design = random::design(seed, &flavour);
        let text = save(&design);
        let mut rng = Rng::new(seed);
        let file = shuffled(&mut rng, &serde_json::from_str(&text).unwrap(), "");
        let loaded = load(file.as_bytes()).unwrap();
        assert_eq!(loaded.repairs, [], "seed {seed}\n{file}");
        assert_eq!(save(&loaded.design), text, "seed {seed}");
        let redrawn = redrawn(&mut rng, &design);
        let analysis = Analysis::of(&design, &options);
        findings += analysis.findings.len();
        let export = terraform::export(&System::of(&design));
        for other in [&loaded.design, &redrawn] {
            assert_eq!(save(other), text, "seed {seed}");
            assert_eq!(Analysis::of(other, &options), analysis, "seed {seed}");
            let again = terraform::export(&System::of(other));
            assert_eq!(again, export, "seed {seed}");
            assert_eq!(terraform::zip(&again), terraform::zip(&export), "seed {seed}");
        }
    }
    println!("{findings} findings compared");
}

/// The same design, drawn by commands in another order.
fn redrawn(rng: &mut Rng, design: &Design) -> Design {
    let mut made = Design { header: design.header.clone(), ..Design::default() };
    let mut components: Vec<_> = design.components.values().cloned().collect();
    rng.shuffle(&mut components);
    components.sort_by_key(|component| component.kind != "vpc");
    let mut connections: Vec<_> = design.connections.values().cloned().collect();
    rng.shuffle(&mut connections);
    let adds =
        components.into_iter().map(|component| Command::Add { components: vec![component], connections: vec![] });
    for command in adds.chain(connections.into_iter().map(Command::Connect)) {
        for change in command.plan(&made).unwrap().changes {
            change.apply(&mut made);
        }
    }
    made
}
