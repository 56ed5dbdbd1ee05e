//! How long recovery takes and what data is lost with a component (`reliability.md` B.8).
//!
//! Says what one component's own loss costs; which losses matter to a path is the drills' business.

use super::groups;
use super::verdict::Seconds;
use crate::catalog::Behaviour;
use crate::model::ConnectionKind;
use crate::system::{NodeIx, System};

/// Nothing: no time, no data.
pub const NOTHING: Seconds = Some((0, 0));
/// Data lost when the newest snapshot is the default one, a day old (B.8).
const DAY: (u32, u32) = (86_400, 86_400);
/// Data lost when a database is restored to a point in time: about five minutes (A.3).
const POINT_IN_TIME: (u32, u32) = (300, 300);
/// Data lost with asynchronous replication where no lag is set (B.8).
const LAG: (u32, u32) = (60, 60);

/// What the loss of a component costs.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Recovery time of a loss that it recovers from: seconds, low and high.
    pub rto: (u32, u32),
    /// Data lost with units that do not make up all its copies.
    pub some: Seconds,
    /// Data lost with its first unit, where others survive.
    pub primary: Seconds,
    /// Data lost with all its units.
    pub all: Seconds,
    /// Data lost with the component, in a lost region.
    pub region: Seconds,
}

/// The worse of two: the longer, and nothing is worse than no end.
pub fn worse(a: Seconds, b: Seconds) -> Seconds {
    let ((a_low, a_high), (b_low, b_high)) = (a?, b?);
    Some((a_low.max(b_low), a_high.max(b_high)))
}

/// What the loss of a component costs.
pub fn cost(system: &System<'_>, ix: NodeIx) -> Cost {
    let node = system.node(ix);
    let (resilience, settings) = (&node.resilience, node.settings());
    let keeps_state = settings.flag("stateful") || settings.flag("instance_store");
    let rto = groups::moves_users_after(node).map_or(resilience.rto_seconds, |time| (time, time));
    let cost = |some, primary, all, region| Cost { rto, some, primary, all, region };
    if node.service.is_compute() {
        let units = if keeps_state { snapshot(system, ix) } else { NOTHING };
        return cost(units, units, units, if keeps_state { elsewhere(system, ix) } else { NOTHING });
    }
    let own = resilience.rpo_seconds;
    let region = if node.service.is_data_store() { elsewhere(system, ix) } else { NOTHING };
    match resilience.behaviour {
        Behaviour::Failover => cost(NOTHING, own, worse(own, restored(system, ix)), region),
        Behaviour::PrimaryReplaced => cost(NOTHING, own, own, region),
        Behaviour::Quorum { .. } => cost(NOTHING, NOTHING, own, region),
        _ => cost(own, own, own, region),
    }
}

/// The age of the newest copy of a unit's disk.
fn snapshot(system: &System<'_>, ix: NodeIx) -> Seconds {
    let settings = system.node(ix).settings();
    let interval = settings.number("backup_interval_hours");
    (interval.is_some() || settings.flag("snapshots")).then(|| interval.map_or(DAY, hours))
}

/// The age of what a data store without a surviving copy is restored from.
fn restored(system: &System<'_>, ix: NodeIx) -> Seconds {
    let settings = system.node(ix).settings();
    if settings.count("backup_retention_period") > 0 || settings.flag("point_in_time_recovery") {
        return Some(POINT_IN_TIME);
    }
    let copied = settings.flag("backup") || settings.count("snapshot_retention_limit") > 0;
    if copied { Some(settings.number("backup_interval_hours").map_or(DAY, hours)) } else { snapshot(system, ix) }
}

/// The age of the copy in another region.
fn elsewhere(system: &System<'_>, ix: NodeIx) -> Seconds {
    let node = system.node(ix);
    let replica = system
        .out_of(ix)
        .filter(|link| link.kind == ConnectionKind::Replication && system.node(link.to).region != node.region)
        .map(|link| {
            let set = link.settings().number("replica_lag_seconds");
            set.or_else(|| system.node(link.to).settings().number("replica_lag_seconds")).map_or(LAG, seconds)
        })
        .min();
    let settings = node.settings();
    let backup = || {
        let interval = settings.number("backup_interval_hours").map_or(DAY, hours);
        settings.flag("cross_region_backup").then_some(interval)
    };
    replica.or_else(backup)
}

fn hours(hours: f64) -> (u32, u32) {
    seconds(hours * 3600.0)
}

fn seconds(seconds: f64) -> (u32, u32) {
    let whole = seconds.clamp(0.0, 4e9).ceil() as u32;
    (whole, whole)
}
