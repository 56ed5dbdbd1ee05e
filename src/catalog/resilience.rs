//! How a placed component stands failures: its units, their behaviour, its availability.

use super::Settings;
use crate::model::{Tier, Zone};

/// A component with its settings and its resolved placement, as its service sees it.
pub struct Placed<'a> {
    /// Its settings, with the service's defaults.
    pub settings: Settings<'a>,
    /// Its zones, in order; empty where zones do not apply.
    pub zones: &'a [Zone],
    /// Whether it is in a VPC.
    pub in_vpc: bool,
    /// Its tier, in a VPC.
    pub tier: Option<Tier>,
}

/// One thing that can be lost by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    /// The zone it is in.
    pub zone: Zone,
    /// What its chip says: `i-1`, `primary`, `standby`, `mount target`.
    pub label: String,
}

impl Unit {
    /// One unit per zone, all with the same label.
    pub fn one_per_zone(zones: &[Zone], label: &str) -> Vec<Self> {
        zones.iter().map(|zone| Self { zone: *zone, label: label.to_owned() }).collect()
    }

    /// `count` units dealt round robin over the zones, labelled with the stem and their number from 1.
    pub fn dealt(zones: &[Zone], count: usize, stem: &str) -> Vec<Self> {
        zones
            .iter()
            .cycle()
            .take(if zones.is_empty() { 0 } else { count })
            .enumerate()
            .map(|(index, zone)| Self { zone: *zone, label: format!("{stem}{}", index + 1) })
            .collect()
    }
}

/// What happens to the units when some are lost (`reliability.md` B.4).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Behaviour {
    /// No units: regional and global services ignore instance and zone failures.
    NoUnits,
    /// Missing units are started again, in another zone when their own is gone; serves with `need` units.
    Fleet {
        /// Units that the load needs.
        need: usize,
    },
    /// One server; comes back after the loss of its host only with automatic recovery.
    Server {
        /// Whether a recovery alarm or the like brings it back.
        auto_recovery: bool,
    },
    /// Unit 0 serves, another takes over: RDS Multi-AZ, Aurora with a reader, cache with failover.
    Failover,
    /// Down until somebody restores it: single-AZ RDS, EBS, One Zone S3, a zonal NAT gateway.
    Single,
    /// One unit that AWS recreates after the loss of its host, not of its zone.
    Recreated,
    /// Unit 0 serves; it is replaced after the loss of its host, not of its zone.
    PrimaryReplaced,
    /// Search nodes: stays up with replicas, in three zones also when a zone is lost.
    Quorum {
        /// Copies beside the primary shard.
        replicas: usize,
    },
    /// The units in the remaining zones go on: load balancers, functions in a VPC, mount targets.
    Spread,
}

/// An availability promise, as a planning value.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sla {
    /// The promised availability, 0 to 1.
    pub value: f64,
    /// Which promise: "ELB SLA, two or more zones".
    pub name: &'static str,
    /// When it was read, as month or year; empty = planning value without a source.
    pub as_of: &'static str,
}

/// How a placed component stands failures.
#[derive(Clone, PartialEq, Debug)]
pub struct Resilience {
    /// What can be lost by itself; empty for [`Behaviour::NoUnits`].
    pub units: Vec<Unit>,
    /// What happens when some are lost.
    pub behaviour: Behaviour,
    /// Whether its units can die one at a time (`reliability.md` B.1, instance-like types).
    pub instance_like: bool,
    /// Availability for planning. `None` = never a node of the sum (users, VPCs, types not judged yet).
    pub sla: Option<Sla>,
    /// Recovery time after a loss that it recovers from: seconds, low and high.
    pub rto_seconds: (u32, u32),
    /// Data lost when the loss is recovered from, or restored from backup: seconds, low and high.
    /// `None` = everything since the last copy is lost, and there is none.
    pub rpo_seconds: Option<(u32, u32)>,
}

impl Resilience {
    /// A service without units, with an availability promise.
    pub fn regional(sla: Sla) -> Self {
        Self {
            units: Vec::new(),
            behaviour: Behaviour::NoUnits,
            instance_like: false,
            sla: Some(sla),
            rto_seconds: (0, 0),
            rpo_seconds: Some((0, 0)),
        }
    }

    /// Something that is never part of the sum.
    pub fn not_judged() -> Self {
        Self {
            units: Vec::new(),
            behaviour: Behaviour::NoUnits,
            instance_like: false,
            sla: None,
            rto_seconds: (0, 0),
            rpo_seconds: Some((0, 0)),
        }
    }

    /// Units that go on in the remaining zones.
    pub fn spread(units: Vec<Unit>, sla: Sla) -> Self {
        Self { units, behaviour: Behaviour::Spread, ..Self::regional(sla) }
    }
}
