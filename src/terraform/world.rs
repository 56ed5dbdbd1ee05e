//! The design as the catalog's exporters read it, made of the resolved system.

use std::collections::BTreeMap;

use crate::catalog::exporting::{Cell, Seat, Tie, World};
use crate::model::Id;
use crate::system::{Cidr, System, subnets};

use super::names::Names;

/// Puts the pieces together.
pub fn of<'a>(system: &'a System<'a>, names: &BTreeMap<Id, Names>) -> World<'a> {
    let seats = system
        .nodes
        .iter()
        .map(|node| {
            let names = names.get(node.id());
            let vpc = node.kind() == "vpc";
            let cells = if vpc { subnets(system.design, node.id()) } else { Vec::new() };
            Seat {
                component: node.component,
                service: node.service,
                label: names.map_or_else(String::new, |names| names.label.clone()),
                slug: names.map_or_else(String::new, |names| names.slug.clone()),
                region: node.region,
                vpc: node.vpc.map(|vpc| vpc.0 as usize),
                cells: cells
                    .into_iter()
                    .map(|cell| Cell { tier: cell.tier, zone: cell.zone, cidr: cell.cidr.map(|cidr| cidr.to_string()) })
                    .collect(),
                range: vpc.then(|| range(node.settings().text("cidr_block"))).flatten(),
            }
        })
        .collect();
    let ties = system
        .links
        .iter()
        .map(|link| Tie { from: link.from.0 as usize, to: link.to.0 as usize, kind: link.kind, drawn: link.drawn })
        .collect();
    World::new(seats, ties, &system.design.header.region)
}

/// A range that AWS takes for a VPC: /16 to /28 (VPC user guide, read 2025-11).
fn range(text: &str) -> Option<String> {
    Cidr::parse(text).filter(|cidr| (16..=28).contains(&cidr.prefix())).map(|cidr| cidr.to_string())
}
