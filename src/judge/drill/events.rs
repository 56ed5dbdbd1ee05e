//! What happens after failures, in words and in the order of time.

#![expect(clippy::indexing_slicing, reason = "indices come from the net, and the arrays have its lengths")]

use super::loss::{Loss, Losses, Side};
use super::net::Net;
use super::simulate::Snapshot;
use crate::catalog::{Behaviour, Unit};
use crate::judge::groups;
use crate::judge::recovery::{Cost, NOTHING};
use crate::judge::verdict::{Event, Seconds};
use crate::model::Zone;
use crate::order::Arrange as _;
use crate::system::{Node, NodeIx, System};

/// Everything that happens, soonest first; what has no end by itself last.
pub fn of(system: &System<'_>, net: &Net, losses: &Losses, costs: &[Cost], later: &Snapshot) -> Vec<Event> {
    let mut events = Vec::new();
    for loss in &losses.list {
        let node = system.node(NodeIx(loss.node));
        if !groups::is_judged_node(node) {
            continue;
        }
        let teller = Teller { system, net, losses, later, loss, node, rto: costs[loss.node as usize].rto };
        for (after, what) in teller.tell() {
            events.push(Event { after, component: node.id().clone(), what });
        }
    }
    events.arrange_by_key(|event| event.after.map_or((1, 0, 0), |(low, high)| (0, high, low)));
    events
}

/// The units that are started after a loss: zone and label.
pub fn started(system: &System<'_>, net: &Net, losses: &Losses, loss: &Loss) -> Vec<(Zone, String)> {
    let (node, flat) = (system.node(NodeIx(loss.node)), &net.nodes[loss.node as usize]);
    let mut number = node.resilience.units.len();
    let mut all = Vec::new();
    for (slot, (_, count)) in flat.slots.range().zip(losses.counts(loss, Side::Later)) {
        for _ in 0..count {
            number += 1;
            let zone = Zone::nth(usize::from(net.slot_zone[slot])).unwrap_or(Zone::A);
            let label = match (flat.behaviour, node.resilience.units.first()) {
                (Behaviour::Fleet { .. }, Some(first)) => {
                    format!("{}{number}", first.label.trim_end_matches(|c: char| c.is_ascii_digit()))
                }
                (_, first) => first.map_or_else(String::new, |first| first.label.clone()),
            };
            all.push((zone, label));
        }
    }
    all
}

/// Tells one loss.
struct Teller<'a, 'd> {
    system: &'a System<'d>,
    net: &'a Net,
    losses: &'a Losses,
    later: &'a Snapshot,
    loss: &'a Loss,
    node: &'a Node<'d>,
    rto: (u32, u32),
}

impl Teller<'_, '_> {
    fn tell(&self) -> Vec<(Seconds, String)> {
        let id = self.node.id();
        let (now, later) = (self.losses.down(self.loss, Side::Now), self.losses.down(self.loss, Side::Later));
        let lost = self.lost();
        let zones = zones_of(lost.iter().map(|unit| unit.zone));
        let labels = listed(lost.iter().map(|unit| unit.label.clone()));
        if self.loss.gone {
            return vec![(None, format!("{id} is down until its region or service is back"))];
        }
        match self.node.resilience.behaviour {
            Behaviour::Fleet { .. } => self.fleet(&lost),
            Behaviour::Spread if self.loss.all => vec![(None, format!("{id} has no zone left"))],
            Behaviour::Spread if matches!(self.node.service.id, "alb" | "nlb") => {
                vec![(NOTHING, format!("{id} stops sending to {zones}"))]
            }
            Behaviour::Spread => vec![(NOTHING, format!("{id} goes on in {}", self.surviving_zones()))],
            Behaviour::Failover if later => vec![(None, format!("{id} has no unit left to take over"))],
            Behaviour::Failover if now => vec![(Some(self.rto), self.takes_over())],
            Behaviour::Failover => vec![(NOTHING, format!("{id} goes on without its {labels} in {zones}"))],
            Behaviour::Server { .. } | Behaviour::Recreated | Behaviour::PrimaryReplaced if now && !later => {
                vec![(Some(self.rto), format!("{id} is started again in {zones}"))]
            }
            _ if later => vec![(None, self.stays_down(&zones))],
            _ => vec![(NOTHING, format!("{id} goes on without its {labels} in {zones}"))],
        }
    }

    fn lost(&self) -> Vec<&Unit> {
        let units = self.node.resilience.units.iter().enumerate();
        units.filter(|(at, _)| self.losses.is_lost(self.loss, *at)).map(|(_, unit)| unit).collect()
    }

    fn fleet(&self, lost: &[&Unit]) -> Vec<(Seconds, String)> {
        let id = self.node.id();
        let started = started(self.system, self.net, self.losses, self.loss);
        let mut told = Vec::new();
        let mut zones: Vec<Zone> = started.iter().map(|(zone, _)| *zone).collect();
        zones.dedup();
        for zone in zones {
            let labels = listed(started.iter().filter(|(at, _)| *at == zone).map(|(_, label)| label.clone()));
            let slot = self.net.slot_in(self.loss.node, zone.index() as u8);
            if slot.is_none_or(|slot| self.later.starts[slot]) {
                told.push((Some(self.rto), format!("{id} starts {labels} in zone {zone}")));
            } else {
                let missing = self.missing_to_start();
                told.push((None, format!("{id} cannot start {labels} in zone {zone}: {missing} is down")));
            }
        }
        if started.len() < lost.len() {
            let labels = listed(lost.iter().map(|unit| unit.label.clone()));
            told.push((None, format!("{id} has no zone left to replace {labels}")));
        }
        told
    }

    fn missing_to_start(&self) -> String {
        let groups = groups::needed_to_start(self.system, NodeIx(self.loss.node));
        let heads = groups.iter().flat_map(|group| &group.links).map(|link| link.to);
        let down = heads.filter(|head| !self.later.serves[head.0 as usize]);
        listed(down.map(|head| self.system.node(head).id().to_string()))
    }

    fn takes_over(&self) -> String {
        let units = self.node.resilience.units.iter().enumerate();
        let next = units.filter(|(at, _)| !self.losses.is_lost(self.loss, *at)).map(|(_, unit)| unit).next();
        let id = self.node.id();
        next.map_or_else(
            || format!("{id} fails over"),
            |unit| format!("{id} fails over to the {} in zone {}", unit.label, unit.zone),
        )
    }

    fn surviving_zones(&self) -> String {
        let units = self.node.resilience.units.iter().enumerate();
        zones_of(units.filter(|(at, _)| !self.losses.is_lost(self.loss, *at)).map(|(_, unit)| unit.zone))
    }

    fn stays_down(&self, zones: &str) -> String {
        let id = self.node.id();
        if self.node.service.is_data_store() {
            format!("{id} in {zones} is down until somebody restores it")
        } else {
            format!("{id} in {zones} is down until its zone is back or somebody replaces it")
        }
    }
}

/// `zone a`, or `zones a and b`.
fn zones_of(zones: impl Iterator<Item = Zone>) -> String {
    let mut zones: Vec<Zone> = zones.collect();
    zones.arrange();
    zones.dedup();
    let word = if zones.len() == 1 { "zone" } else { "zones" };
    format!("{word} {}", listed(zones.iter().map(Zone::to_string)))
}

/// `a`, `a and b`, `a, b and c`.
fn listed(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
