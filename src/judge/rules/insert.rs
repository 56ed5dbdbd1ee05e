//! Fixes that put components between a caller and what it calls directly today.

use super::mend::{self, Mend};
use super::{Facts, Part};
use crate::judge::Fix;
use crate::model::{Component, Connection, ConnectionKind, Place, Tier, Zone};
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
    }
    let id = mend.fresh_id("alb");
    let mut lb = Component::new(id.as_str(), "alb");
    lb.place = Place::Vpc(vpc.id().clone());
    lb.tier = Some(Tier::Public);
    lb.zones = zones;
    let drawn: Vec<&Connection> = links.iter().filter_map(|link| link.drawn).collect();
    let mut connections = vec![Connection::new(id.as_str(), fleet.id().as_str(), ConnectionKind::Request)];
    for old in &drawn {
        let mut connection = (*old).clone();
        connection.key.to = id.clone();
        if !matches!(connection.settings.get("protocol").and_then(serde_json::Value::as_str), Some("HTTP" | "HTTPS")) {
            connection.settings.remove("protocol");
            connection.settings.remove("port");
        }
        connections.push(connection);
    }
    mend.unlink(drawn.iter().map(|connection| connection.key.clone()).collect());
    mend.add(vec![lb], connections);
    if fleet.kind() == "asg" && fleet.settings().text("health_check_type") != "ELB" {
        mend.set(fleet, "health_check_type", "ELB");
    }
    mend.fix(format!("Put a load balancer before {}", fleet.label()))
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
