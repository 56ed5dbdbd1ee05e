//! What AWS demands beyond the drawing: a load balancer or a database subnet group over two zones.

use crate::catalog::{self, exporting::Leave};
use crate::model::{Component, ConnectionKind, Design, Id, Zone};

/// What was changed, for whom.
pub type Changes = Vec<(Id, Leave, String)>;

/// The design with the zones that AWS demands added behind the drawn ones, and what was added. The
/// drawn zones stay first, so that a database keeps its own.
pub fn meet(design: &Design) -> (Design, Changes) {
    let mut met = design.clone();
    let mut changes = Vec::new();
    for component in design.components.values() {
        let least = catalog::find(&component.kind).export.zones;
        let least =
            if component.settings.get("multi_az_cluster").is_some_and(|value| value == true) { 3 } else { least };
        let Some(vpc) = component.place.vpc() else { continue };
        let demands = catalog::find(&component.kind).export.zones > 0 && !lies_with_its_original(design, component);
        if !demands || component.zones.len() >= least {
            continue;
        }
        let lanes = met.components.get(vpc).map(|vpc| vpc.zones.clone()).unwrap_or_default();
        let zones = enough(component, &lanes, least);
        let added: Vec<String> = zones.iter().skip(component.zones.len()).map(ToString::to_string).collect();
        changes.push((
            component.id.clone(),
            Leave::Changed,
            format!("AWS demands subnets in {least} zones of it; it also has one in zone {}", added.join(" and ")),
        ));
        if let Some(vpc) = met.components.get_mut(vpc) {
            let missing: Vec<Zone> = zones.iter().filter(|zone| !vpc.zones.contains(zone)).copied().collect();
            vpc.zones.extend(missing);
        }
        if let Some(component) = met.components.get_mut(&component.id) {
            component.zones = zones;
        }
    }
    (met, changes)
}

/// Whether it is a replica in the VPC of what it copies: it then uses that one's subnet group.
fn lies_with_its_original(design: &Design, component: &Component) -> bool {
    design.connections.values().any(|connection| {
        connection.kind == ConnectionKind::Replication
            && connection.key.to == component.id
            && design.component(&connection.key.from).is_some_and(|from| {
                from.kind == "rds" && component.kind == "rds_replica" && from.place == component.place
            })
    })
}

/// The component's zones, then further lanes of its VPC, then the first zones that are left.
fn enough(component: &Component, lanes: &[Zone], least: usize) -> Vec<Zone> {
    let mut zones = component.zones.clone();
    let others = lanes.iter().copied().chain((0..26).filter_map(Zone::nth));
    for zone in others {
        if zones.len() >= least {
            break;
        }
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    zones
}
