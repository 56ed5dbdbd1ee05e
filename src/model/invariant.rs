//! What holds of every design, whatever the sequence of commands: swept after each test step.

use super::{Design, Place};
use crate::order::Arrange as _;

/// A broken invariant, in words; a test that meets one fails.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken(pub String);

/// Everything that is wrong with the design's structure. Empty for every design that the loader
/// returns and that commands have changed since.
pub fn broken(design: &Design) -> Vec<Broken> {
    let mut found = Vec::new();
    for (id, component) in &design.components {
        if *id != component.id {
            found.push(Broken(format!("{id}: stored under another id")));
        }
        if !id.is_usable() {
            found.push(Broken(format!("{id}: an empty id, or one that is too long or holds control characters")));
        }
        if component.kind == "vpc" && component.zones.is_empty() {
            found.push(Broken(format!("{id}: a VPC without a zone")));
        }
        if component.kind == "vpc" && component.place.vpc().is_some() {
            found.push(Broken(format!("{id}: a VPC in a VPC")));
        }
        if let Place::Vpc(vpc) = &component.place {
            match design.components.get(vpc) {
                Some(parent) if parent.kind == "vpc" => {
                    if let Some(zone) = component.zones.iter().find(|zone| !parent.zones.contains(zone)) {
                        found.push(Broken(format!("{id}: zone {zone} is not a zone of {vpc}")));
                    }
                }
                Some(_) => found.push(Broken(format!("{id}: {vpc} is not a VPC"))),
                None => found.push(Broken(format!("{id}: its VPC {vpc} does not exist"))),
            }
            if component.tier.is_none() {
                found.push(Broken(format!("{id}: in a VPC without a tier")));
            }
            if component.zones.is_empty() {
                found.push(Broken(format!("{id}: in a VPC without a zone")));
            }
        }
        let mut seen = component.zones.clone();
        seen.arrange();
        seen.dedup();
        if seen.len() != component.zones.len() {
            found.push(Broken(format!("{id}: a zone is listed twice")));
        }
        if let Some(at) = component.at
            && !at.is_finite()
        {
            found.push(Broken(format!("{id}: its position is not finite")));
        }
        if component.size.is_some_and(|size| !size.is_drawable()) {
            found.push(Broken(format!("{id}: its size is negative or not finite")));
        }
    }
    for (key, connection) in &design.connections {
        if *key != connection.key {
            found.push(Broken(format!("{key}: stored under another key")));
        }
        if key.from == key.to {
            found.push(Broken(format!("{key}: connects a component to itself")));
        }
        for end in [&key.from, &key.to] {
            if !design.components.contains_key(end) {
                found.push(Broken(format!("{key}: {end} does not exist")));
            }
        }
    }
    found
}
