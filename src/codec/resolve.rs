//! Placement, once all components are known: containers, omitted tiers and zones, settings' values.

use std::collections::BTreeSet;

use super::{load::Repairs, read::shorten};
use crate::catalog::{self, Scope, Support};
use crate::model::{Component, ConnectionKind, Design, Id, Place, Tier, Zone};
use crate::order::Gather as _;
use crate::prices;

/// Resolves what the file leaves open; every invariant of the model holds afterwards.
pub fn resolve(design: &mut Design, repairs: &mut Repairs) {
    let region = design.header.region.clone();
    let vpcs: BTreeSet<Id> =
        design.components.values().filter(|component| component.kind == "vpc").map(|vpc| vpc.id.clone()).gather();
    let public: BTreeSet<Id> = design
        .connections
        .values()
        .filter(|connection| connection.kind == ConnectionKind::Request)
        .filter(|connection| {
            design.component(&connection.key.from).is_some_and(|from| matches!(&*from.kind, "users" | "route53"))
        })
        .map(|connection| connection.key.to.clone())
        .gather();
    let mut note = |component: &Component, message: String| {
        repairs.push(&format!("component {}", shorten(&component.id)), message);
    };
    for component in design.components.values_mut() {
        place(component, &vpcs, &region, &mut note);
        check_settings(component, &mut note);
        if component.kind == "vpc" && component.zones.is_empty() {
            component.zones = [Some(Zone::A), Zone::nth(1)].into_iter().flatten().collect();
        }
    }
    let mut lanes: std::collections::BTreeMap<Id, Vec<Zone>> = design
        .components
        .values()
        .filter(|component| component.kind == "vpc")
        .map(|vpc| (vpc.id.clone(), vpc.zones.clone()))
        .gather();
    for component in design.components.values_mut() {
        let service = catalog::find(&component.kind);
        let Some(lanes) = component.place.vpc().and_then(|vpc| lanes.get_mut(vpc)) else {
            if component.tier.take().is_some() {
                note(component, "has a tier outside a VPC; left out".to_owned());
            }
            continue;
        };
        if component.tier.is_none() {
            component.tier = Some(if public.contains(&component.id) { Tier::Public } else { service.tier });
        }
        if component.zones.is_empty() {
            let all = if service.scope == Scope::Zonal { 1 } else { lanes.len() };
            component.zones = lanes.iter().copied().take(all).collect();
        }
        for zone in &component.zones {
            if !lanes.contains(zone) {
                note(component, format!("is in zone {zone}, which its VPC did not have; the VPC has it now"));
                lanes.push(*zone);
            }
        }
    }
    for (vpc, zones) in lanes {
        if let Some(vpc) = design.components.get_mut(&vpc) {
            vpc.zones = zones;
        }
    }
    // What is in a VPC is in its lanes, which are named once.
    for component in design.components.values().filter(|component| component.place.vpc().is_none()) {
        let Some(name) = design.region_of(component) else { continue };
        let Some(count) = prices::zones(name) else { continue };
        let beyond: Vec<String> =
            component.zones.iter().filter(|zone| zone.index() >= count).map(ToString::to_string).collect();
        if let (Some(last), false) = (Zone::nth(count.saturating_sub(1)), beyond.is_empty()) {
            let zones = if beyond.len() == 1 { "zone" } else { "zones" };
            note(
                component,
                format!("has {zones} {}, but {name} has {count} zones, a to {last}; kept", beyond.join(" and ")),
            );
        }
    }
}

/// Decides the container: `in` names a VPC or a region, and the service must be able to live there.
fn place(component: &mut Component, vpcs: &BTreeSet<Id>, region: &str, note: &mut impl FnMut(&Component, String)) {
    let service = catalog::find(&component.kind);
    let global = service.scope == Scope::Global;
    let wanted = std::mem::replace(&mut component.place, Place::Global);
    component.place = match wanted {
        Place::Region(name) if vpcs.contains(name.as_str()) && component.id.as_str() != name => {
            if service.scope.fits_vpc() {
                Place::Vpc(Id::new(name))
            } else {
                note(component, format!("{} cannot be in a VPC; it is beside it now", service.name));
                if global { Place::Global } else { Place::Region(region.to_owned()) }
            }
        }
        Place::Region(name) if global && service.support != Support::Unknown => {
            note(component, format!("{} is global; it is not in {} now", service.name, shorten(&name)));
            Place::Global
        }
        Place::Region(name) if is_region(&name) => Place::Region(name),
        Place::Region(name) => {
            note(
                component,
                format!("\u{201c}{}\u{201d} is neither a VPC nor a region; it is in {region} now", shorten(&name)),
            );
            Place::Region(region.to_owned())
        }
        _ if global || (service.support == Support::Unknown) => Place::Global,
        _ => Place::Region(region.to_owned()),
    };
}

/// Whether a text looks like an AWS region code: `us-east-1`, `ap-southeast-2`, `us-gov-west-1`.
pub fn is_region(name: &str) -> bool {
    let parts: Vec<&str> = name.split('-').collect();
    parts.len() >= 3
        && name.len() <= 25
        && parts.last().is_some_and(|last| !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()))
        && parts.iter().rev().skip(1).all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()))
}

/// Names settings that are unknown or have a value that they do not take. All are kept.
fn check_settings(component: &mut Component, note: &mut impl FnMut(&Component, String)) {
    let service = catalog::find(&component.kind);
    match service.support {
        Support::Unknown => {
            note(
                component,
                format!("its type \u{201c}{}\u{201d} is not known; kept as it is", shorten(&component.kind)),
            );
            return;
        }
        Support::Drawn => return,
        Support::Full => {}
    }
    let mut messages = Vec::new();
    for (name, value) in &component.settings {
        match service.setting(name) {
            None if COMMON.contains(&name.as_str()) => {}
            None => messages.push(format!("unknown setting \u{201c}{}\u{201d}; kept, without meaning", shorten(name))),
            Some(setting) => {
                if let Err(problem) = setting.check(value) {
                    let found = shorten(&value.to_string());
                    messages.push(format!("{name} is {found}, not {}; kept, the default counts", problem.expected));
                }
            }
        }
    }
    for message in messages {
        note(component, message);
    }
}

/// Settings that any component may have (`format.md`).
const COMMON: &[&str] = &[
    "ingress",
    "iam_statements",
    "tags",
    "availability",
    "unit_availability",
    "snapshots",
    "backup_interval_hours",
    "replica_lag_seconds",
    "launch_configuration",
    "instance_refresh",
    "spot_price",
    "region",
];
