//! Fixes that put components between a caller and what it calls directly today.

use super::mend::{self, Mend};
use super::{Facts, Part, words};
use crate::catalog;
use crate::judge::Fix;
use crate::model::{Component, Connection, ConnectionKey, ConnectionKind, Id, Place, Tier, Zone};
use crate::system::Link;

/// Puts a load balancer between a fleet and those who call it over the given links.
///
/// The fleet is spread over two zones first when it is in one, because a load balancer needs two and
/// targets in both.
pub fn balancer<'f>(facts: &'f Facts<'f>, fleet: Part<'f>, links: &[&Link<'f>]) -> Option<Fix> {
    let vpc = fleet.vpc()?;
    let mut mend = Mend::new(facts);
    let mut zones: Vec<Zone> = fleet.zones().to_vec();
    if zones.len() < 2 {
        zones.push(mend.spread(fleet)?);
        mend.alternatives_survive(fleet, &|_| true);
    }
    let id = mend.fresh_id("alb");
    let mut lb = Component::new(id.as_str(), "alb");
    lb.place = Place::Vpc(vpc.id().clone());
    lb.tier = Some(Tier::Public);
    lb.zones = zones;
    let drawn: Vec<&Connection> = links.iter().filter_map(|link| link.drawn).collect();
    let mut connections = vec![Connection::new(id.as_str(), fleet.id().as_str(), ConnectionKind::Request)];
    connections.extend(drawn.iter().map(|old| led_to(old, &id)));
    mend.unlink(drawn.iter().map(|connection| connection.key.clone()).collect());
    mend.add(vec![lb], connections);
    if fleet.kind() == "asg" && fleet.settings().text("health_check_type") != "ELB" {
        mend.set(fleet, "health_check_type", "ELB");
    }
    mend.fix(format!("Put a load balancer before {}", fleet.label()))
}

/// A call that a load balancer takes in place of its former head.
fn led_to(old: &Connection, balancer: &Id) -> Connection {
    let mut connection = old.clone();
    connection.key.to = balancer.clone();
    if !matches!(connection.settings.get("protocol").and_then(serde_json::Value::as_str), Some("HTTP" | "HTTPS")) {
        connection.settings.remove("protocol");
        connection.settings.remove("port");
    }
    connection
}

/// Puts a group of two in two zones in the place of a server, behind a load balancer.
///
/// `None` for a server with a volume or with tasks on it: neither follows to another zone.
pub fn fleet<'f>(facts: &'f Facts<'f>, server: Part<'f>) -> Option<Fix> {
    let vpc = server.vpc()?;
    let holds = server.heads(ConnectionKind::Data).iter().any(|head| head.kind() == "ebs");
    if holds || !server.tails(ConnectionKind::Host).is_empty() {
        return None;
    }
    let mut mend = Mend::new(facts);
    let zones = vec![*server.zones().first()?, mend.next_zone(server)?];
    let mut group = server.node().component.clone();
    let (old, new) = (server.node().service, catalog::find("asg"));
    group.kind = new.id.to_owned();
    group.zones.clone_from(&zones);
    group.settings.retain(|name, _| new.setting(name).is_some() || old.setting(name).is_none());
    group.settings.remove("associate_public_ip_address");
    group.settings.insert("min_size".to_owned(), 2.into());
    group.settings.insert("health_check_type".to_owned(), "ELB".into());
    let outward = server.links_out().filter(|(link, head)| catalog::legal(new.id, link.kind, head.kind()));
    let mut connections: Vec<Connection> = outward.filter_map(|(link, _)| link.drawn.cloned()).collect();
    let (mut id, mut inside) = (None, true);
    for (link, tail) in server.links_in() {
        let Some(drawn) = link.drawn else { continue };
        let direct = link.kind == ConnectionKind::Request
            && !matches!(tail.kind(), "alb" | "nlb")
            && link.settings().text("purpose") != "admin";
        if direct {
            inside &= tail.vpc() == Some(vpc);
            connections.push(led_to(drawn, id.get_or_insert_with(|| mend.fresh_id("alb"))));
        } else if catalog::legal(tail.kind(), link.kind, new.id) && link.settings().text("action").is_empty() {
            connections.push(drawn.clone());
        }
    }
    let mut components = vec![group];
    if let Some(id) = id {
        let mut lb = Component::new(id.as_str(), "alb");
        lb.place = Place::Vpc(vpc.id().clone());
        lb.tier = Some(if inside { Tier::Private } else { Tier::Public });
        lb.zones.clone_from(&zones);
        connections.push(Connection::new(id.as_str(), server.id().as_str(), ConnectionKind::Request));
        components.push(lb);
    }
    mend.remove(server).add(components, connections);
    let near = server.mounts().into_iter().filter(|files| !files.settings().flag("one_zone"));
    for part in server.balanced_by().into_iter().chain(near) {
        for zone in &zones {
            mend.widen(part, *zone);
        }
    }
    for zone in &zones {
        mend.nat_for(server, *zone);
    }
    mend.fix(format!("Put a group of two behind a load balancer in place of {}", server.label()))
}

/// Puts a copy of a server into another zone, with the same callers and the same that it calls. `None` for a
/// server with a volume, of which there is only one.
pub fn twin<'f>(facts: &'f Facts<'f>, server: Part<'f>) -> Option<Fix> {
    if server.heads(ConnectionKind::Data).iter().any(|head| head.kind() == "ebs") {
        return None;
    }
    let mut mend = Mend::new(facts);
    let zone = mend.next_zone(server)?;
    let id = mend.fresh_id(server.id());
    let mut copy = server.node().component.clone();
    copy.id = id.clone();
    copy.zones = vec![zone];
    // What lies on the local disks of one server is not on those of another.
    copy.settings.remove("instance_store");
    copy.at = None;
    let mut connections = Vec::new();
    for (link, _) in server.links_out().filter(|(link, _)| link.kind != ConnectionKind::Egress) {
        connections.extend(link.drawn.map(|drawn| Connection { key: from(drawn, &id), ..drawn.clone() }));
    }
    for (link, tail) in server.links_in().filter(|(_, tail)| tail.kind() != "elastic_ip") {
        let balanced = matches!(tail.kind(), "alb" | "nlb");
        // Others than a load balancer would need both; they keep the one that they have.
        let drawn = link.drawn.filter(|_| balanced || link.strength.is_none());
        connections.extend(drawn.map(|drawn| Connection { key: to(drawn, &id), ..drawn.clone() }));
    }
    mend.add(vec![copy], connections);
    let near = server.mounts().into_iter().filter(|files| !files.settings().flag("one_zone"));
    for part in server.balanced_by().into_iter().chain(near) {
        mend.widen(part, zone);
    }
    mend.fix(format!("Put a copy of {} into zone {zone}", server.label()))
}

fn from(drawn: &Connection, id: &Id) -> ConnectionKey {
    ConnectionKey { from: id.clone(), ..drawn.key.clone() }
}

fn to(drawn: &Connection, id: &Id) -> ConnectionKey {
    ConnectionKey { to: id.clone(), ..drawn.key.clone() }
}

/// Puts a regional file system in the place of volumes that a fleet uses. Volumes that nobody else uses go.
pub fn files<'f>(facts: &'f Facts<'f>, fleet: Part<'f>, volumes: &[Part<'f>]) -> Option<Fix> {
    let vpc = fleet.vpc()?;
    let mut mend = Mend::new(facts);
    let id = mend.fresh_id(&format!("{}-files", fleet.id()));
    let mut store = Component::new(id.as_str(), "efs");
    store.place = Place::Vpc(vpc.id().clone());
    store.tier = Some(Tier::Isolated);
    store.zones = fleet.zones().to_vec();
    store.settings.insert("backup".to_owned(), true.into());
    if facts.needs_recovery() {
        store.settings.insert("cross_region_backup".to_owned(), true.into());
    }
    let is_theirs = |head: &Part<'f>| volumes.contains(head);
    let links = fleet.links_out().filter(|(link, head)| link.kind == ConnectionKind::Data && is_theirs(head));
    mend.unlink(links.filter_map(|(link, _)| Some(link.drawn?.key.clone())).collect());
    for volume in volumes.iter().filter(|volume| volume.tails(ConnectionKind::Data).len() == 1) {
        mend.remove(*volume);
    }
    mend.add(vec![store], vec![Connection::new(fleet.id().as_str(), id.as_str(), ConnectionKind::Data)]);
    mend.fix(format!("Give {} a shared file system", fleet.label()))
}

/// Puts a proxy between a function and the databases that it opens connections to.
pub fn proxies<'f>(facts: &'f Facts<'f>, function: Part<'f>, databases: &[Part<'f>]) -> Option<Fix> {
    let mut mend = Mend::new(facts);
    for database in databases {
        let engine = database.settings().text("engine");
        // Oracle has no proxy, nor has the free edition of SQL Server.
        if engine.starts_with("oracle") || engine == "sqlserver-ex" {
            return None;
        }
        let id = mend.fresh_id(&format!("{}-proxy", database.id()));
        let mut proxy = Component::new(id.as_str(), "rds_proxy");
        proxy.place = Place::Vpc(database.vpc()?.id().clone());
        proxy.tier = database.node().tier;
        proxy.zones = database.zones().to_vec();
        let links = function.links_out().filter(|(link, head)| link.kind == ConnectionKind::Data && head == database);
        let drawn: Vec<&Connection> = links.filter_map(|(link, _)| link.drawn).collect();
        let mut connections = vec![Connection::new(id.as_str(), database.id().as_str(), ConnectionKind::Data)];
        for old in drawn.iter().take(1) {
            let mut connection = (*old).clone();
            connection.key.to = id.clone();
            connections.push(connection);
        }
        mend.unlink(drawn.iter().map(|connection| connection.key.clone()).collect());
        mend.add(vec![proxy], connections);
    }
    mend.fix(format!("Put RDS Proxy before {}", words::names(databases)))
}

/// Puts an API and a function between a table and those who reach it over the given links.
pub fn api<'f>(facts: &'f Facts<'f>, table: Part<'f>, links: &[&Link<'f>]) -> Option<Fix> {
    let mut mend = Mend::new(facts);
    let (api, function) = (mend.fresh_id("api"), mend.fresh_id(&format!("{}-fn", table.id())));
    let region = table.node().region;
    let drawn: Vec<&Connection> = links.iter().filter_map(|link| link.drawn).collect();
    let mut connections = vec![
        Connection::new(api.as_str(), function.as_str(), ConnectionKind::Request),
        Connection::new(function.as_str(), table.id().as_str(), ConnectionKind::Data),
    ];
    let mut callers: Vec<_> = drawn.iter().map(|connection| &connection.key.from).collect();
    callers.dedup();
    for caller in callers {
        connections.push(Connection::new(caller.as_str(), api.as_str(), ConnectionKind::Request));
    }
    mend.unlink(drawn.iter().map(|connection| connection.key.clone()).collect());
    mend.add(
        vec![mend::component(api, "api_gateway", region), mend::component(function, "lambda", region)],
        connections,
    );
    mend.fix(format!("Put an API and a function before {}", table.label()))
}
