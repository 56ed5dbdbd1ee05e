//! The flow of requests between things, and how far along it each of them is.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ConnectionKind, Id};
use crate::order::Gather as _;
use crate::system::System;

/// Edges between things by id, those that only attach or watch left out.
pub type Flow<'a> = BTreeSet<(&'a Id, &'a Id)>;

/// The flow between what `of` makes of the components; edges within one thing are left out.
pub fn flow<'a>(system: &'a System<'_>, of: impl Fn(&'a Id) -> Option<&'a Id>) -> Flow<'a> {
    system
        .design
        .connections
        .values()
        .filter(|connection| connection.kind != ConnectionKind::Management)
        .filter_map(|connection| Some((of(&connection.key.from)?, of(&connection.key.to)?)))
        .filter(|(from, to)| from != to)
        .gather()
}

/// The length of the longest path to each thing, edges that close a ring left out.
pub fn ranks<'a>(things: &[&'a Id], flow: &Flow<'a>) -> BTreeMap<&'a Id, usize> {
    let mut state: BTreeMap<&Id, bool> = BTreeMap::new();
    let mut finished: Vec<&Id> = Vec::new();
    let mut kept: Flow<'a> = Flow::new();
    let called: BTreeSet<&Id> = flow.iter().map(|(_, to)| *to).gather();
    let (first, rest): (Vec<&Id>, Vec<&Id>) = things.iter().partition(|thing| !called.contains(*thing));
    for start in first.into_iter().chain(rest) {
        let mut stack = vec![(start, false)];
        while let Some((thing, leaving)) = stack.pop() {
            if leaving {
                state.insert(thing, true);
                finished.push(thing);
                continue;
            }
            if state.contains_key(thing) {
                continue;
            }
            state.insert(thing, false);
            stack.push((thing, true));
            for (_, to) in flow.iter().filter(|(from, _)| *from == thing) {
                if state.get(to) == Some(&false) {
                    continue;
                }
                kept.insert((thing, to));
                stack.push((to, false));
            }
        }
    }
    // The search may meet a thing again between the push and the pop: such edges must not run backwards.
    let place: BTreeMap<&Id, usize> = finished.iter().rev().enumerate().map(|(index, thing)| (*thing, index)).gather();
    let mut rank: BTreeMap<&Id, usize> = things.iter().map(|thing| (*thing, 0)).gather();
    for thing in finished.iter().rev() {
        let own = rank.get(thing).copied().unwrap_or(0);
        for (_, to) in kept.iter().filter(|(from, to)| from == thing && place.get(from) < place.get(to)) {
            let next = rank.entry(to).or_insert(0);
            *next = (*next).max(own + 1);
        }
    }
    rank
}

/// What is reachable from any of some things, these included.
pub fn reach<'a>(from: &BTreeSet<&'a Id>, flow: &Flow<'a>, backwards: bool) -> BTreeSet<&'a Id> {
    let mut found = from.clone();
    loop {
        let more: Vec<&Id> = flow
            .iter()
            .map(|(from, to)| if backwards { (*to, *from) } else { (*from, *to) })
            .filter(|(near, far)| found.contains(near) && !found.contains(far))
            .map(|(_, far)| far)
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

/// The order of a VPC's components along the flow: the length of the longest path to each.
pub fn order_within<'a>(system: &'a System<'_>, vpc: &Id) -> BTreeMap<&'a Id, usize> {
    let is_in = |id: &Id| system.design.component(id).is_some_and(|component| component.place.vpc() == Some(vpc));
    let things: Vec<&Id> = system.design.components.keys().filter(|id| is_in(id)).collect();
    let flow = flow(system, |id| is_in(id).then_some(id));
    ranks(&things, &flow)
}
