//! Random commands: every variant, fitting and not fitting the design.

use serde_json::json;
use zonewise::catalog::{self, Scope};
use zonewise::model::{
    Command, Component, Connection, ConnectionKey, ConnectionKind, Dependency, Design, Header, Id, Place, Point,
    Suppression, Tier, Value, Zone,
};

use super::random::{EVERY, Rng, zones};

/// One command on this design; about a third do not fit it.
pub fn command(rng: &mut Rng, design: &Design) -> Command {
    one(rng, design, 2)
}

fn one(rng: &mut Rng, design: &Design, depth: usize) -> Command {
    let id = some_id(rng, design);
    match rng.below(if depth > 0 { 14 } else { 13 }) {
        0 | 1 => add(rng, design),
        2 => Command::Remove {
            components: (0..rng.below(3)).map(|_| some_id(rng, design)).collect(),
            connections: (0..rng.below(3)).map(|_| some_key(rng, design)).collect(),
        },
        3 => Command::Rename { id, name: (*rng.pick(&["", "  ", "Web", "\u{1f980}", "a\nb"])).to_owned() },
        4 => Command::Set {
            id,
            setting: (*rng.pick(&["min_size", "multi_az", "zones", "", "no such"])).to_owned(),
            value: value(rng),
        },
        5 => Command::SetUsage { id, key: "storage_gb".to_owned(), value: value(rng) },
        6 => Command::Place {
            place: place(rng, design, design.component(&id).map_or("", |component| &component.kind)),
            id,
            tier: rng.percent(60).then(|| *rng.pick(&Tier::ALL)),
            zones: some_zones(rng),
            at: point(rng),
        },
        7 => Command::Move {
            positions: (0..rng.below(4)).filter_map(|_| Some((some_id(rng, design), point(rng)?))).collect(),
        },
        8 => Command::SetZones { id, zones: some_zones(rng) },
        9 | 10 => Command::Connect(connection(rng, design)),
        11 => {
            let mut changed = connection(rng, design);
            if let Some(existing) = nth(design.connections.keys(), rng) {
                changed.key = existing;
            }
            Command::SetConnection(changed)
        }
        12 if rng.percent(50) => Command::SetHeader(header(rng, design)),
        12 => Command::Annotate { id, notes: rng.percent(50).then(|| "A note".to_owned()), rationale: None },
        _ => {
            let mut scratch = design.clone();
            let mut commands = Vec::new();
            for _ in 0..rng.below(4) {
                let next = one(rng, &scratch, depth - 1);
                if let Ok(plan) = next.plan(&scratch) {
                    plan.changes.into_iter().for_each(|change| drop(change.apply(&mut scratch)));
                }
                commands.push(next);
            }
            Command::Batch { label: "Several".to_owned(), commands }
        }
    }
}

fn nth<'a, T: Clone + 'a>(mut items: impl ExactSizeIterator<Item = &'a T>, rng: &mut Rng) -> Option<T> {
    let at = rng.below(items.len());
    items.nth(at).cloned()
}

fn some_id(rng: &mut Rng, design: &Design) -> Id {
    match nth(design.components.keys(), rng) {
        Some(id) if rng.percent(92) => id,
        _ => Id::new(*rng.pick(&["", "nobody", "main"])),
    }
}

fn some_key(rng: &mut Rng, design: &Design) -> ConnectionKey {
    match nth(design.connections.keys(), rng) {
        Some(key) if rng.percent(85) => key,
        _ => ConnectionKey::new(some_id(rng, design), some_id(rng, design)),
    }
}

fn some_zones(rng: &mut Rng) -> Vec<Zone> {
    let mut chosen = rng.some(&zones("abc"), 0);
    if rng.percent(10) {
        chosen.extend(zones("az"));
    }
    chosen
}

fn point(rng: &mut Rng) -> Option<Point> {
    let wild = [f64::NAN, f64::INFINITY, 1e300, -0.0, 0.1, 12.5];
    match rng.below(4) {
        0 => None,
        1 => Some(Point { x: *rng.pick(&wild), y: *rng.pick(&wild) }),
        _ => Some(Point { x: rng.below(1000) as f64, y: rng.below(1000) as f64 / 8.0 }),
    }
}

fn value(rng: &mut Rng) -> Option<Value> {
    let values =
        [json!(null), json!(true), json!(3), json!(-1), json!(1e308), json!("x"), json!(["a", 7]), json!({"a": {}})];
    rng.percent(80).then(|| rng.pick(&values).clone())
}

/// A container for a component of a type; global types are the only ones that lie nowhere.
fn place(rng: &mut Rng, design: &Design, kind: &str) -> Place {
    let global = catalog::find(kind).scope == Scope::Global;
    match rng.below(6) {
        0 if global => Place::Global,
        0 => Place::Region("eu-north-1".to_owned()),
        1 | 2 => Place::Region((*rng.pick(&["us-east-1", "eu-west-1"])).to_owned()),
        3 => Place::Vpc(some_id(rng, design)),
        _ => {
            let vpcs: Vec<&Id> =
                design.components.values().filter(|vpc| vpc.kind == "vpc").map(|vpc| &vpc.id).collect();
            if vpcs.is_empty() { Place::Region("us-east-1".to_owned()) } else { Place::Vpc((*rng.pick(&vpcs)).clone()) }
        }
    }
}

fn add(rng: &mut Rng, design: &Design) -> Command {
    let mut components = Vec::new();
    for _ in 0..rng.below(4) {
        let kind = if rng.percent(90) { *rng.pick(EVERY) } else { *rng.pick(&["ec2", "unheard_of", "vpc"]) };
        let id =
            if rng.percent(80) { design.free_id(&format!("{kind}{}", rng.below(1000))) } else { some_id(rng, design) };
        let mut made = Component::new(id, kind);
        made.place = place(rng, design, kind);
        if rng.percent(20)
            && let Some(last) = components.last()
        {
            let last: &Component = last;
            made.place = Place::Vpc(last.id.clone());
        }
        made.zones = some_zones(rng);
        made.tier = rng.percent(50).then(|| *rng.pick(&Tier::ALL));
        made.at = point(rng);
        components.push(made);
    }
    let mut connections = Vec::new();
    for _ in 0..rng.below(3) {
        let mut drawn = connection(rng, design);
        if let Some(new) = components.first() {
            if rng.percent(50) {
                drawn.key.from = new.id.clone();
            } else {
                drawn.key.to = new.id.clone();
            }
        }
        connections.push(drawn);
    }
    Command::Add { components, connections }
}

fn connection(rng: &mut Rng, design: &Design) -> Connection {
    let mut drawn = Connection::new(some_id(rng, design), some_id(rng, design), *rng.pick(&ConnectionKind::ALL));
    if rng.percent(20) {
        drawn.key.id = Some((*rng.pick(&["", "second"])).to_owned());
    }
    if rng.percent(30) {
        drawn.dependency = Some(*rng.pick(&Dependency::ALL));
    }
    if rng.percent(20) {
        drawn.group = Some((*rng.pick(&["", "main"])).to_owned());
    }
    drawn
}

fn header(rng: &mut Rng, design: &Design) -> Header {
    let mut header = design.header.clone();
    header.name = (*rng.pick(&["", "Other", "\u{202e}drawkcab"])).to_owned();
    header.region = (*rng.pick(&["us-east-1", "eu-north-1"])).to_owned();
    header.requirements.monthly_budget_usd = rng.percent(50).then_some(0.1 + 0.2);
    if rng.percent(30) {
        header.suppress.push(Suppression { rule: "HA012".to_owned(), component: None, reason: String::new() });
    }
    header
}
