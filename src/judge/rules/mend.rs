//! Fixes: commands gathered until they mend one finding, made so that they break nothing else.
//!
//! Widening a fleet to another zone takes along what must be there too: the load balancers' zones, the
//! mount targets, a NAT gateway. No fix is applied here; each is one undoable command.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Facts, Part};
use crate::judge::Fix;
use crate::model::{Command, Component, Connection, ConnectionKey, ConnectionKind, Id, Place, Tier, Values, Zone};
use crate::prices;
use crate::system::{Link, NodeIx};

/// How many zones a region is assumed to have that no table knows: every one has at least so many.
const ZONES_OF_A_REGION: usize = 3;

/// Commands under construction.
pub struct Mend<'f> {
    facts: &'f Facts<'f>,
    zones: BTreeMap<NodeIx, Vec<Zone>>,
    nats: BTreeMap<(NodeIx, Zone), Id>,
    endpoints: BTreeSet<(NodeIx, &'static str)>,
    /// One Zone file systems that this fix makes regional.
    pub made_regional: BTreeSet<NodeIx>,
    /// Components that this fix has dealt with already, and whether it could; so rings end.
    pub seen: BTreeMap<NodeIx, bool>,
    routed: BTreeSet<(NodeIx, Zone)>,
    taken: BTreeSet<Id>,
    commands: Vec<Command>,
}

impl<'f> Mend<'f> {
    /// A fix that does nothing yet.
    pub fn new(facts: &'f Facts<'f>) -> Self {
        Self {
            facts,
            zones: BTreeMap::new(),
            nats: BTreeMap::new(),
            endpoints: BTreeSet::new(),
            made_regional: BTreeSet::new(),
            seen: BTreeMap::new(),
            routed: BTreeSet::new(),
            taken: BTreeSet::new(),
            commands: Vec::new(),
        }
    }

    /// The fix under a label; `None` when there is nothing to do.
    pub fn fix(self, label: impl Into<String>) -> Option<Fix> {
        let label = label.into();
        let mut commands: Vec<Command> = self
            .zones
            .into_iter()
            .map(|(ix, zones)| Command::SetZones { id: self.facts.part(ix).id().clone(), zones })
            .collect();
        commands.extend(self.commands);
        let command = match commands.len() {
            0 => return None,
            1 => commands.pop()?,
            _ => Command::Batch { label: label.clone(), commands },
        };
        Some(Fix { label, command })
    }

    /// Sets a setting.
    pub fn set(&mut self, part: Part<'_>, setting: &str, value: impl Into<Value>) -> &mut Self {
        self.put(part, setting, Some(value.into()))
    }

    /// Clears a setting, so that its default holds.
    pub fn clear(&mut self, part: Part<'_>, setting: &str) -> &mut Self {
        self.put(part, setting, None)
    }

    fn put(&mut self, part: Part<'_>, setting: &str, value: Option<Value>) -> &mut Self {
        self.commands.push(Command::Set { id: part.id().clone(), setting: setting.to_owned(), value });
        self
    }

    /// Moves a component to another tier of its VPC.
    pub fn tier(&mut self, part: Part<'f>, tier: Tier) -> &mut Self {
        let component = part.node().component;
        let zones = self.zones_of(part).to_vec();
        self.commands.push(Command::Place {
            id: component.id.clone(),
            place: component.place.clone(),
            tier: Some(tier),
            zones,
            at: component.at,
        });
        self
    }

    /// Adds components and connections.
    pub fn add(&mut self, components: Vec<Component>, connections: Vec<Connection>) -> &mut Self {
        self.commands.push(Command::Add { components, connections });
        self
    }

    /// Removes a component.
    pub fn remove(&mut self, part: Part<'_>) -> &mut Self {
        self.commands.push(Command::Remove { components: vec![part.id().clone()], connections: Vec::new() });
        self
    }

    /// Removes connections.
    pub fn unlink(&mut self, connections: Vec<ConnectionKey>) -> &mut Self {
        self.commands.push(Command::Remove { components: Vec::new(), connections });
        self
    }

    /// Edits a drawn connection; an implied one is left alone.
    pub fn edit(&mut self, link: &Link<'_>, change: impl FnOnce(&mut Connection)) -> &mut Self {
        if let Some(drawn) = link.drawn {
            let mut connection = drawn.clone();
            change(&mut connection);
            self.commands.push(Command::SetConnection(connection));
        }
        self
    }

    /// An id that neither the design nor this fix uses yet.
    pub fn fresh_id(&mut self, stem: &str) -> Id {
        let design = self.facts.system.design;
        let mut id = design.free_id(stem);
        let mut number = 2_u64;
        while self.taken.contains(&id) {
            id = design.free_id(&format!("{stem}-{number}"));
            number += 1;
        }
        self.taken.insert(id.clone());
        id
    }

    /// A zone that a component is not in yet: one where its neighbours are, else one of its VPC, else the
    /// next letter. `None` outside VPCs and where it is everywhere already.
    pub fn next_zone(&self, part: Part<'f>) -> Option<Zone> {
        let vpc = part.vpc()?;
        let mine = self.zones_of(part);
        let neighbours = [part.balanced_by(), part.targets(), part.mounts(), part.nats()].concat();
        let region = part.node().region.unwrap_or(&self.facts.system.design.header.region);
        let of_region = prices::zones(region).unwrap_or(ZONES_OF_A_REGION);
        let near = neighbours.iter().filter(|near| near.node().vpc == part.node().vpc);
        near.flat_map(|near| near.zones().iter().copied())
            .chain(vpc.zones().iter().copied())
            .chain((0..of_region).filter_map(Zone::nth))
            .find(|zone| !mine.contains(zone))
    }

    /// Widens a component to one more zone; returns it. Not a fleet with a volume, which would not follow.
    pub fn spread(&mut self, part: Part<'f>) -> Option<Zone> {
        let disks = || part.heads(ConnectionKind::Data).iter().any(|head| head.kind() == "ebs");
        if part.node().service.is_fleet() && disks() {
            return None;
        }
        let zone = self.next_zone(part)?;
        self.widen(part, zone);
        Some(zone)
    }

    /// Moves a component to one zone.
    pub fn move_to(&mut self, part: Part<'f>, zone: Zone) -> &mut Self {
        self.zones.insert(part.ix, vec![zone]);
        self
    }

    /// Widens a component to a zone, with everything that must be there with it.
    pub fn widen(&mut self, part: Part<'f>, zone: Zone) -> &mut Self {
        if part.vpc().is_none() || self.zones_of(part).contains(&zone) {
            return self;
        }
        let mut zones = self.zones_of(part).to_vec();
        zones.push(zone);
        self.zones.insert(part.ix, zones);
        if part.node().service.is_fleet() {
            for balancer in part.balanced_by() {
                self.widen(balancer, zone);
            }
        }
        if part.node().service.is_compute() {
            for files in part.mounts() {
                if !files.settings().flag("one_zone") || self.made_regional.contains(&files.ix) {
                    self.widen(files, zone);
                }
            }
            for host in part.heads(ConnectionKind::Host) {
                self.widen(host, zone);
            }
            // With one zone it did not matter in which zone its NAT gateway stands; now it does.
            for zone in self.zones_of(part).to_vec() {
                self.nat_for(part, zone);
            }
        }
        self
    }

    /// Sees that a component with zonal NAT gateways has one in a zone.
    pub fn nat_for(&mut self, client: Part<'f>, zone: Zone) -> &mut Self {
        let nats = client.nats();
        let served = nats.iter().any(|nat| !nat.is_zonal_nat() || nat.zones().first() == Some(&zone));
        let (Some(model), false) = (nats.first(), served) else { return self };
        let Some(vpc) = client.vpc() else { return self };
        let settings = model.settings().raw().clone();
        let id = self.nat_in(vpc, zone, settings);
        let drawn = client.links_out().find(|(link, head)| link.drawn.is_some() && head == model);
        let drawn = drawn.and_then(|(link, _)| link.drawn).filter(|_| self.routed.insert((client.ix, zone)));
        if let Some(connection) = drawn {
            let mut connection = connection.clone();
            connection.key = ConnectionKey { to: id, ..connection.key };
            connection.primary = false;
            self.commands.push(Command::Connect(connection));
        }
        self
    }

    /// A NAT gateway of this fix in a zone of a VPC, added when it is asked for first.
    pub fn nat_in(&mut self, vpc: Part<'f>, zone: Zone, mut settings: Values) -> Id {
        if let Some(id) = self.nats.get(&(vpc.ix, zone)) {
            return id.clone();
        }
        settings.remove("primary");
        let id = self.fresh_id(&format!("nat-{zone}"));
        let mut nat = Component::new(id.as_str(), "nat_gateway");
        nat.place = Place::Vpc(vpc.id().clone());
        nat.tier = Some(Tier::Public);
        nat.zones = vec![zone];
        nat.settings = settings;
        self.nats.insert((vpc.ix, zone), id.clone());
        self.add(vec![nat], Vec::new());
        id
    }

    /// A gateway endpoint for S3 or DynamoDB in a VPC, once.
    pub fn endpoint(&mut self, vpc: Part<'f>, service: &'static str) -> &mut Self {
        if self.endpoints.insert((vpc.ix, service)) {
            let region = vpc.node().region.unwrap_or(&self.facts.system.design.header.region);
            let mut endpoint = Component::new(self.fresh_id(&format!("{service}-endpoint")).as_str(), "vpc_endpoint");
            endpoint.place = Place::Vpc(vpc.id().clone());
            endpoint.tier = Some(Tier::Private);
            endpoint.zones = vpc.zones().to_vec();
            endpoint.settings.insert("vpc_endpoint_type".to_owned(), json!("Gateway"));
            endpoint.settings.insert("service_name".to_owned(), json!(format!("com.amazonaws.{region}.{service}")));
            self.add(vec![endpoint], Vec::new());
        }
        self
    }

    /// Sees that what a fleet needs in each of its zones is there: mount targets, and its load balancers.
    pub fn reachable(&mut self, fleet: Part<'f>) -> &mut Self {
        let mut near = fleet.balanced_by();
        near.extend(fleet.mounts().into_iter().filter(|files| !files.settings().flag("one_zone")));
        for (part, zone) in near.iter().flat_map(|part| fleet.zones().iter().map(move |zone| (part, zone))) {
            self.widen(*part, *zone);
        }
        self
    }

    /// Raises a fleet's floor, and with it the desired size and the maximum where they are set lower.
    pub fn at_least(&mut self, group: Part<'f>, floor: usize) -> &mut Self {
        let settings = group.settings();
        let (lowest, others): (&str, &[&str]) = match group.kind() {
            // What a service starts with is its desired count; its bounds are those of its scaling.
            "ecs_service" => ("desired_count", &["min_capacity", "max_capacity"]),
            _ => ("min_size", &["desired_capacity", "max_size"]),
        };
        if settings.count(lowest) < floor {
            self.set(group, lowest, floor);
        }
        for name in others.iter().copied() {
            if settings.is_set(name) && settings.count(name) < floor {
                self.set(group, name, floor);
            }
        }
        self
    }

    /// The zones that a component has after this fix.
    pub fn zones_of<'s>(&'s self, part: Part<'s>) -> &'s [Zone] {
        self.zones.get(&part.ix).map_or(part.zones(), Vec::as_slice)
    }
}

/// A fix that sets one setting.
pub fn set(part: Part<'_>, setting: &str, value: impl Into<Value>, label: impl Into<String>) -> Option<Fix> {
    let command = Command::Set { id: part.id().clone(), setting: setting.to_owned(), value: Some(value.into()) };
    Some(Fix { label: label.into(), command })
}

/// A new component of a service beside the VPCs of a region, or global.
pub fn component(id: Id, kind: &str, region: Option<&str>) -> Component {
    let mut component = Component::new(id.as_str(), kind);
    component.place = region.map_or(Place::Global, |region| Place::Region(region.to_owned()));
    component
}

/// The fewest members with which a fleet over so many zones keeps what it needs when the fullest is lost.
pub fn members_for(need: usize, zones: usize) -> Option<usize> {
    (zones >= 2).then(|| (need..=need.saturating_mul(2)).find(|d| d - d.div_ceil(zones) >= need))?
}
