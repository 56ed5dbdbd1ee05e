//! How commands come to changes: every design that they lead to keeps the invariants and can be saved.

use std::collections::BTreeSet;

use super::{
    Change, Command, CommandError, Component, Connection, ConnectionKey, Design, Header, Id, Place, Point, Tier, Value,
    Values, Zone,
};
use crate::order::Gather as _;

/// Sets or clears a value.
pub fn put(values: &mut Values, name: &str, value: Option<&Value>) {
    match value {
        Some(value) => {
            values.insert(name.to_owned(), value.clone());
        }
        None => {
            values.remove(name);
        }
    }
}

/// Changes one component.
pub fn edit(design: &Design, id: &Id, f: impl FnOnce(&mut Component)) -> Result<Vec<Change>, CommandError> {
    let mut component = design.components.get(id).cloned().ok_or_else(|| CommandError::NoComponent(id.clone()))?;
    f(&mut component);
    Ok(vec![Change::PutComponent(Box::new(component))])
}

/// Adds components and connections.
pub fn plan_add(
    design: &Design,
    components: &[Component],
    connections: &[Connection],
) -> Result<Vec<Change>, CommandError> {
    let mut scratch = design.clone();
    let mut changes = Vec::new();
    for component in components {
        if component.id.is_empty() || scratch.components.contains_key(&component.id) {
            return Err(CommandError::IdTaken(component.id.clone()));
        }
        if !component.id.is_usable() {
            return Err(CommandError::BadId(component.id.clone()));
        }
        scratch.components.insert(component.id.clone(), component.clone());
    }
    // VPCs first: what is put into one may give it a lane.
    let (vpcs, others): (Vec<_>, Vec<_>) = components.iter().partition(|component| component.kind == "vpc");
    for component in vpcs.into_iter().chain(others) {
        let component = fit(&scratch, component.clone(), &mut changes)?;
        changes.push(Change::PutComponent(Box::new(component)));
    }
    let fresh: BTreeSet<Id> = components.iter().map(|component| component.id.clone()).gather();
    let mut seen = BTreeSet::new();
    for connection in connections {
        let connection = connection_of(connection);
        check_connection(design, &connection, &fresh)?;
        if !seen.insert(connection.key.clone()) {
            return Err(CommandError::ConnectionTaken(connection.key));
        }
        changes.push(Change::PutConnection(Box::new(connection)));
    }
    Ok(changes)
}

/// Makes a component fit its container: in a VPC it has a tier and zones, and the VPC has those zones.
/// What a file cannot hold (a position that is no number, a zone twice) is left out.
fn fit(scratch: &Design, mut component: Component, changes: &mut Vec<Change>) -> Result<Component, CommandError> {
    component.zones = unique(&component.zones);
    component.at = component.at.filter(|at| at.is_finite());
    component.size = component.size.filter(|size| size.is_drawable());
    if component.kind == "vpc" {
        component.settings.remove("zones");
        if component.zones.is_empty() {
            return Err(CommandError::NoZone(component.id));
        }
        if component.place.vpc().is_some() {
            return Err(CommandError::NestedVpc(component.id));
        }
    }
    let Some(vpc) = component.place.vpc() else {
        component.tier = None;
        return Ok(component);
    };
    let planned = changes.iter().rev().find_map(|change| match change {
        Change::PutComponent(parent) if parent.id == *vpc => Some(&**parent),
        _ => None,
    });
    let mut parent = planned
        .or_else(|| scratch.components.get(vpc))
        .filter(|parent| parent.kind == "vpc")
        .cloned()
        .ok_or_else(|| CommandError::NotAVpc(vpc.clone()))?;
    component.tier = Some(component.tier.unwrap_or(Tier::Private));
    if component.zones.is_empty() {
        component.zones = parent.zones.iter().copied().take(1).collect();
    }
    if component.zones.is_empty() {
        return Err(CommandError::NoZone(component.id));
    }
    let missing: Vec<Zone> = component.zones.iter().copied().filter(|zone| !parent.zones.contains(zone)).collect();
    if !missing.is_empty() {
        parent.zones.extend(missing);
        changes.push(Change::PutComponent(Box::new(parent)));
    }
    Ok(component)
}

/// Whether a new connection fits the design.
pub fn check_connection(design: &Design, connection: &Connection, fresh: &BTreeSet<Id>) -> Result<(), CommandError> {
    let key = &connection.key;
    for end in [&key.from, &key.to] {
        if !design.components.contains_key(end) && !fresh.contains(end) {
            return Err(CommandError::NoComponent(end.clone()));
        }
    }
    if key.from == key.to {
        return Err(CommandError::Itself(key.from.clone()));
    }
    if design.connections.contains_key(key) {
        return Err(CommandError::ConnectionTaken(key.clone()));
    }
    Ok(())
}

/// Removes components with everything inside, and connections.
pub fn plan_remove(design: &Design, components: &[Id], connections: &[ConnectionKey]) -> Vec<Change> {
    let mut gone: BTreeSet<&Id> = components.iter().filter(|id| design.components.contains_key(*id)).gather();
    for component in design.components.values() {
        if component.place.vpc().is_some_and(|vpc| gone.contains(vpc)) {
            gone.insert(&component.id);
        }
    }
    let mut changes: Vec<Change> = design
        .connections
        .keys()
        .filter(|key| connections.contains(key) || gone.contains(&key.from) || gone.contains(&key.to))
        .map(|key| Change::RemoveConnection(key.clone()))
        .collect();
    changes.extend(gone.into_iter().map(|id| Change::RemoveComponent(id.clone())));
    changes
}

/// Puts a component elsewhere; a VPC takes what is in it along.
pub fn plan_place(
    design: &Design,
    id: &Id,
    place: &Place,
    tier: Option<Tier>,
    zones: &[Zone],
    at: Option<Point>,
) -> Result<Vec<Change>, CommandError> {
    let mut component = design.components.get(id).cloned().ok_or_else(|| CommandError::NoComponent(id.clone()))?;
    let mut changes = if component.kind == "vpc" { leave_lanes(design, id, zones)? } else { Vec::new() };
    component.place = place.clone();
    component.tier = tier;
    component.zones = zones.to_vec();
    component.at = at;
    let component = fit(design, component, &mut changes)?;
    changes.push(Change::PutComponent(Box::new(component)));
    Ok(changes)
}

/// Sets zones, everything else as it is.
pub fn plan_zones(design: &Design, id: &Id, zones: &[Zone]) -> Result<Vec<Change>, CommandError> {
    let component = design.components.get(id).ok_or_else(|| CommandError::NoComponent(id.clone()))?;
    if zones.is_empty() && component.place.vpc().is_some() {
        return Err(CommandError::NoZone(id.clone()));
    }
    plan_place(design, id, &component.place, component.tier, zones, component.at)
}

/// Takes what is in a VPC out of the lanes that it is to lose.
fn leave_lanes(design: &Design, vpc: &Id, kept: &[Zone]) -> Result<Vec<Change>, CommandError> {
    if kept.is_empty() {
        return Err(CommandError::NoZone(vpc.clone()));
    }
    let mut changes = Vec::new();
    for child in design.children_of(vpc) {
        let zones: Vec<Zone> = child.zones.iter().copied().filter(|zone| kept.contains(zone)).collect();
        match (zones.is_empty(), child.zones.first()) {
            (true, Some(last)) => return Err(CommandError::LastZone(child.id.clone(), *last)),
            _ if zones.len() < child.zones.len() => {
                changes.extend(edit(design, &child.id, |child| child.zones = zones)?);
            }
            _ => {}
        }
    }
    Ok(changes)
}

/// Several commands, each on what the ones before it left.
pub fn plan_batch(design: &Design, commands: &[Command]) -> Result<Vec<Change>, CommandError> {
    let mut scratch = design.clone();
    let mut changes = Vec::new();
    for command in commands {
        for change in command.plan(&scratch)?.changes {
            changes.push(change.clone());
            change.apply(&mut scratch);
        }
    }
    Ok(changes)
}

/// Each zone once, in order.
fn unique(zones: &[Zone]) -> Vec<Zone> {
    let mut kept = Vec::with_capacity(zones.len());
    for zone in zones {
        if !kept.contains(zone) {
            kept.push(*zone);
        }
    }
    kept
}

/// The connection as a file can hold it: an empty id or label is none.
pub fn connection_of(connection: &Connection) -> Connection {
    let mut connection = connection.clone();
    connection.key.id = connection.key.id.filter(|id| !id.is_empty());
    connection.group = connection.group.filter(|group| !group.is_empty());
    connection
}

/// The header as a file can hold it: a figure that is no number, or no share, is none.
pub fn header_of(header: &Header) -> Header {
    let mut header = header.clone();
    let requirements = &mut header.requirements;
    requirements.availability_target = requirements.availability_target.filter(|goal| (0.0..=1.0).contains(goal));
    requirements.monthly_budget_usd = requirements.monthly_budget_usd.filter(|budget| budget.is_finite());
    header
}
