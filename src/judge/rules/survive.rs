//! Fixes that let components survive the loss of a zone.

use super::mend::Mend;
use super::{Facts, Part, words};
use crate::catalog::Behaviour;
use crate::judge::Fix;
use crate::model::{ConnectionKind, Dependency, Zone};

impl<'f> Mend<'f> {
    /// Gives a database a standby in a second zone. `false` where there is no second zone to be had.
    pub fn multi_az(&mut self, database: Part<'f>) -> bool {
        let placed = self.zones_of(database).len() >= 2 || self.spread(database).is_some();
        if placed {
            self.set(database, "multi_az", true);
        }
        placed
    }

    /// Gives an Aurora cluster an instance in a zone where it has none. `false` where there is no such zone.
    pub fn reader(&mut self, cluster: Part<'f>) -> bool {
        let taken = cluster.unit_zones();
        let free = self.zones_of(cluster).iter().find(|zone| !taken.contains(zone)).copied();
        let Some(zone) = free.or_else(|| self.spread(cluster)) else { return false };
        // The writer and its readers stay in their order.
        let units = cluster.node().resilience.units.iter().map(|unit| unit.zone);
        let zones: Vec<String> = units.chain([zone]).map(|zone| zone.to_string()).collect();
        self.set(cluster, "instance_zones", zones);
        true
    }

    /// Gives a store in memory a replica in another zone that takes over. `false` where there is no such zone.
    pub fn cache_failover(&mut self, store: Part<'f>) -> bool {
        if self.zones_of(store).len() < 2 && self.spread(store).is_none() {
            return false;
        }
        if store.settings().text("engine") == "memcached" {
            self.set(store, "engine", "valkey").clear(store, "engine_version");
        }
        if store.settings().count("num_cache_clusters") < 2 {
            self.set(store, "num_cache_clusters", 2);
        }
        self.set(store, "automatic_failover_enabled", true).set(store, "multi_az_enabled", true);
        true
    }

    /// Gives the clients of a zonal NAT gateway one in each of their own zones; clients without zones of
    /// this VPC need a regional one.
    fn nat_per_zone(&mut self, nat: Part<'f>, concerns: &dyn Fn(Part<'f>) -> bool) {
        let mut clients = nat.tails(ConnectionKind::Egress);
        clients.retain(|client| concerns(*client));
        if clients.iter().any(|client| client.node().vpc != nat.node().vpc) {
            self.set(nat, "availability_mode", "regional");
            return;
        }
        for client in clients {
            for zone in self.zones_of(client).to_vec() {
                self.nat_for(client, zone);
            }
        }
    }

    /// Gives a file system a mount target in every zone of its clients, and a client one wherever it runs.
    fn align(&mut self, part: Part<'f>, concerns: &dyn Fn(Part<'f>) -> bool) {
        if part.kind() == "efs" {
            for client in part.tails(ConnectionKind::Data).into_iter().filter(|client| concerns(*client)) {
                for zone in self.zones_of(client).to_vec() {
                    self.widen(part, zone);
                }
            }
        }
        for files in part.mounts() {
            for zone in self.zones_of(part).to_vec() {
                self.widen(files, zone);
            }
        }
    }

    /// Sees that those who need a file system, or a part itself, can start in another zone: that they have
    /// one, and that what a new unit asks for is still there. `false` when that is something that cannot survive,
    /// such as a single server.
    fn clients_restart(&mut self, part: Part<'f>, concerns: &dyn Fn(Part<'f>) -> bool) -> bool {
        let mut start = true;
        let clients = if part.kind() == "efs" { part.tails(ConnectionKind::Data) } else { Vec::new() };
        for client in clients.into_iter().filter(|client| concerns(*client)).chain([part]) {
            if client != part {
                self.survive_a_zone(client, concerns);
            }
            let startup = client.links_out().filter(|(link, _)| link.strength == Some(Dependency::Startup));
            for (_, head) in startup {
                start &= self.survive_a_zone(head, concerns) || head.unit_zones().len() != 1;
            }
        }
        start
    }

    /// Turns a One Zone file system into a regional one with a mount target for every client.
    pub fn regional_files(&mut self, files: Part<'f>) -> &mut Self {
        self.made_regional.insert(files.ix);
        for client in files.tails(ConnectionKind::Data) {
            for zone in self.zones_of(client).to_vec() {
                self.widen(files, zone);
            }
        }
        self.set(files, "one_zone", false)
    }

    /// Mends whatever makes a component fall with one zone, as far as it concerns some components. `false`
    /// when nothing general is known.
    fn survive_a_zone(&mut self, part: Part<'f>, concerns: &dyn Fn(Part<'f>) -> bool) -> bool {
        if let Some(mended) = self.seen.get(&part.ix) {
            return *mended;
        }
        self.seen.insert(part.ix, true);
        let mended = self.mend_for_a_zone(part, concerns);
        self.seen.insert(part.ix, mended);
        mended
    }

    /// Alternatives that stand in one zone together fall together: lets each of a component's survive by itself.
    /// `false` when some that cannot, such as single servers, are left in one zone.
    pub fn alternatives_survive(&mut self, part: Part<'f>, concerns: &dyn Fn(Part<'f>) -> bool) -> bool {
        let targets = part.alternatives();
        let mut left: Vec<Zone> = Vec::new();
        let mut lasts = targets.is_empty();
        for target in targets {
            let zones = target.unit_zones();
            lasts |= self.survive_a_zone(target, concerns) || zones.len() != 1;
            left.extend(zones);
        }
        lasts || left.iter().any(|zone| left.first() != Some(zone))
    }

    fn mend_for_a_zone(&mut self, part: Part<'f>, concerns: &dyn Fn(Part<'f>) -> bool) -> bool {
        match (part.kind(), part.node().resilience.behaviour) {
            ("rds", Behaviour::Single) => self.multi_az(part),
            ("aurora", _) if part.unit_zones().len() < 2 => self.reader(part),
            ("elasticache", _) if !part.fails_over_between_zones() && part.settings().text("engine") != "memcached" => {
                self.cache_failover(part)
            }
            ("nat_gateway", Behaviour::Single) => {
                self.nat_per_zone(part, concerns);
                true
            }
            // A mount target serves the zone of its own VPC; a client elsewhere would lose its files.
            ("efs", Behaviour::Single)
                if part.tails(ConnectionKind::Data).iter().any(|client| client.vpc() != part.vpc()) =>
            {
                false
            }
            // What starts in another zone comes up without its volume.
            (_, Behaviour::Fleet { .. })
                if part.heads(ConnectionKind::Data).iter().any(|head| head.kind() == "ebs") =>
            {
                false
            }
            ("efs", Behaviour::Single) => {
                self.regional_files(part);
                let start = self.clients_restart(part, concerns);
                start && (self.zones_of(part).len() >= 2 || self.spread(part).is_some())
            }
            ("s3", Behaviour::Single) => {
                self.set(part, "storage_class", "STANDARD");
                true
            }
            (_, Behaviour::Fleet { .. } | Behaviour::Spread) if part.zones().len() == 1 || misses_mounts(part) => {
                self.align(part, concerns);
                let start = self.clients_restart(part, concerns);
                if self.zones_of(part).len() < 2 && self.spread(part).is_none() {
                    return false;
                }
                if part.node().service.is_fleet() {
                    self.reachable(part);
                }
                self.alternatives_survive(part, concerns) && start
            }
            _ => false,
        }
    }
}

/// Whether it is a client or a file system with a zone in which the two do not meet.
fn misses_mounts(part: Part<'_>) -> bool {
    let lacks = |client: &Part<'_>, files: &Part<'_>| client.zones().iter().any(|zone| !files.zones().contains(zone));
    match part.kind() {
        "efs" => part.tails(ConnectionKind::Data).iter().any(|client| lacks(client, &part)),
        _ => part.mounts().iter().any(|files| lacks(&part, files)),
    }
}

/// The components to speak of when these fall with a zone: without those that span zones themselves and
/// only fall because who uses them does not.
pub fn roots<'f>(blamed: &[Part<'f>]) -> Vec<Part<'f>> {
    let spans = |part: &Part<'_>| {
        part.node().resilience.behaviour == Behaviour::Spread && part.zones().len() >= 2 && !misses_mounts(*part)
    };
    let roots: Vec<Part<'f>> = blamed.iter().filter(|part| !spans(part)).copied().collect();
    if roots.is_empty() { blamed.to_vec() } else { roots }
}

/// One fix that lets all these components survive the loss of a zone, as far as it concerns those that
/// pass the test; `None` when one of them has no general remedy.
pub fn all_survive<'f>(facts: &'f Facts<'f>, parts: &[Part<'f>], concerns: &dyn Fn(Part<'f>) -> bool) -> Option<Fix> {
    let mut mend = Mend::new(facts);
    for part in parts {
        if !mend.survive_a_zone(*part, concerns) {
            return None;
        }
    }
    let labels: Vec<&str> = parts.iter().map(|part| part.label()).collect();
    mend.fix(format!("Let {} survive the loss of a zone", words::list(&labels)))
}
