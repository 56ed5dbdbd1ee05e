//! Copies: duplicating, and what the clipboard carries.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Command, Component, ConnectionKey, Design, Id, Place, Point};
use crate::order::Gather as _;

/// How far a copy lies from its original.
const OFFSET: f64 = 24.0;

/// A part of a design as a design of its own: components, what is inside VPCs among them, and the
/// connections between them.
pub fn clip(design: &Design, ids: &[Id]) -> Design {
    let mut clip = Design::new(design.header.name.clone(), design.header.region.clone());
    for component in design.components.values() {
        let chosen = ids.contains(&component.id) || component.place.vpc().is_some_and(|vpc| ids.contains(vpc));
        if chosen {
            clip.components.insert(component.id.clone(), component.clone());
        }
    }
    let inner = |key: &ConnectionKey| clip.components.contains_key(&key.from) && clip.components.contains_key(&key.to);
    clip.connections =
        design.connections.iter().filter(|(key, _)| inner(key)).map(|(k, c)| (k.clone(), c.clone())).gather();
    clip
}

/// Adds copies of everything in a clip under free ids: the command, and the ids of the copies. What is not
/// inside another copied component moves by the offset. A place that the design does not have is replaced
/// by one that it has.
pub fn paste(design: &Design, clip: &Design, offset: Point) -> (Command, Vec<Id>) {
    let mut taken: BTreeSet<Id> = design.components.keys().cloned().gather();
    let mut renamed: BTreeMap<&Id, Id> = BTreeMap::new();
    for id in clip.components.keys() {
        let fresh = free(&taken, stem(id));
        taken.insert(fresh.clone());
        renamed.insert(id, fresh);
    }
    let components: Vec<Component> = clip
        .components
        .values()
        .map(|original| {
            let mut copy = original.clone();
            copy.id = renamed.get(&original.id).cloned().unwrap_or_else(|| original.id.clone());
            let inside = original.place.vpc().and_then(|vpc| renamed.get(vpc)).cloned();
            if let Some(vpc) = inside {
                copy.place = Place::Vpc(vpc);
            } else {
                settle(design, clip, &mut copy);
                copy.at = copy.at.map(|at| Point { x: at.x + offset.x, y: at.y + offset.y });
            }
            copy
        })
        .collect();
    let new = |id: &Id| renamed.get(id).cloned().unwrap_or_else(|| id.clone());
    let connections = clip
        .connections
        .values()
        .map(|connection| {
            let mut copy = connection.clone();
            copy.key.from = new(&connection.key.from);
            copy.key.to = new(&connection.key.to);
            copy
        })
        .collect();
    let ids = components.iter().map(|component| component.id.clone()).collect();
    (Command::Add { components, connections }, ids)
}

/// Adds copies beside the originals: the command, and the ids of the copies.
pub fn duplicate(design: &Design, ids: &[Id]) -> (Command, Vec<Id>) {
    paste(design, &clip(design, ids), Point { x: OFFSET, y: OFFSET })
}

/// Puts a component whose VPC does not come along into one of the design.
fn settle(design: &Design, clip: &Design, copy: &mut Component) {
    let Place::Vpc(vpc) = &copy.place else { return };
    let is_vpc = |id: &Id| design.component(id).is_some_and(|component| component.kind == "vpc");
    if is_vpc(vpc) {
        return;
    }
    match design.components.values().find(|component| component.kind == "vpc") {
        Some(other) => {
            let lanes = other.zones.clone();
            copy.place = Place::Vpc(other.id.clone());
            copy.zones.retain(|zone| lanes.contains(zone));
            if copy.zones.is_empty() {
                copy.zones = lanes.into_iter().take(1).collect();
            }
        }
        None => {
            let region = if design.header.region.is_empty() { &clip.header.region } else { &design.header.region };
            copy.place = Place::Region(region.clone());
            copy.tier = None;
        }
    }
}

/// An id without the number at its end: the copy of `web2` is `web3`.
fn stem(id: &Id) -> &str {
    match id.trim_end_matches(|letter: char| letter.is_ascii_digit()) {
        "" => id,
        stem => stem,
    }
}

fn free(taken: &BTreeSet<Id>, stem: &str) -> Id {
    let mut number = 1_u64;
    loop {
        let id = if number == 1 { Id::new(stem) } else { Id::new(format!("{stem}{number}")) };
        if !taken.contains(&id) {
            return id;
        }
        number += 1;
    }
}
