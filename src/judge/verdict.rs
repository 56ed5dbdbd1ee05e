//! What judging finds out, as plain data that outlives the system it was read from.

use crate::model::{Id, Zone};

/// What a failure does to a path; ordered from best to worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
    /// Serves all along.
    Continues,
    /// Serves again after automatic recovery.
    Recovers,
    /// Does not serve until somebody acts.
    Fails,
}

impl Outcome {
    /// The word in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Continues => "continues",
            Self::Recovers => "recovers",
            Self::Fails => "fails",
        }
    }
}

/// One failure to play through (`reliability.md` B.4).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Failure {
    /// One unit of an instance-like component; the unit's position among its units.
    Instance {
        /// Whose unit.
        component: Id,
        /// Which one, counted from 0.
        unit: usize,
    },
    /// Every unit in a zone.
    Zone {
        /// The region.
        region: String,
        /// The zone.
        zone: Zone,
    },
    /// Every component of a region.
    Region {
        /// The region.
        region: String,
    },
    /// Every component of a type in a region.
    Service {
        /// The type id.
        kind: String,
        /// The region; [`GLOBAL`] for types outside regions.
        region: String,
    },
}

/// What stands for the region of a service that is outside every region.
pub const GLOBAL: &str = "global";

/// A duration as low and high, in seconds. `None` = no automatic end, or everything is lost.
pub type Seconds = Option<(u32, u32)>;

/// What one failure does to one path.
#[derive(Clone, PartialEq, Debug)]
pub struct Drill {
    /// What fails.
    pub failure: Failure,
    /// The path's name: the entry's id, or `from->to`. An [`Id`] because it is cheap to copy: a design has
    /// thousands of drills.
    pub path: Id,
    /// What happens to it.
    pub outcome: Outcome,
    /// The components to blame, in id order: for *fails* those without which it would not fail, for
    /// *recovers* those that are interrupted.
    pub because: Vec<Id>,
    /// Recovery time; `Some((0, 0))` when it continues, `None` when it fails.
    pub rto: Seconds,
    /// Data lost; `Some((0, 0))` = nothing, `None` = everything.
    pub rpo: Seconds,
    /// What is left of the path's servers and nodes that lose units, in id order. While the path continues,
    /// units that are alive and cut off from what they need count as lost, too.
    pub capacity: Vec<Capacity>,
}

/// What is left of a component right after a failure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Capacity {
    /// The component.
    pub component: Id,
    /// Units that are left.
    pub left: u32,
    /// Units it has when nothing has failed.
    pub of: u32,
    /// Units that the load needs.
    pub need: u32,
}

/// One factor of an availability, for the worked sum.
#[derive(Clone, PartialEq, Debug)]
pub struct AvailabilityStep {
    /// The component, or several that stand in for each other.
    pub components: Vec<Id>,
    /// Its availability, 0 to 1.
    pub value: f64,
    /// How it comes about: "ELB SLA", "2 of 3 units at 0.995", "either of origin1, origin2".
    pub how: String,
    /// When the figure was read; empty = planning value.
    pub as_of: String,
}

/// The availability of a path (`reliability.md` B.7).
#[derive(Clone, PartialEq, Debug)]
pub struct Availability {
    /// Lower bound of the availability, 0 to 1; the availability itself when exact.
    pub low: f64,
    /// Upper bound; equal to `low` when exact.
    pub high: f64,
    /// One minus the availability (that of `low`), computed without cancellation.
    pub unavailability: f64,
    /// Why it is only bounded, when it is.
    pub bounded_because: Option<String>,
    /// The factors of the worked sum, in the order of the path.
    pub steps: Vec<AvailabilityStep>,
}

impl Availability {
    /// Whether it is exact.
    pub fn is_exact(&self) -> bool {
        self.bounded_because.is_none()
    }

    /// Minutes of downtime in a year of 525,600 minutes.
    pub fn downtime_minutes_per_year(&self) -> f64 {
        525_600.0 * self.unavailability
    }
}

/// The verdict on one path.
#[derive(Clone, PartialEq, Debug)]
pub struct PathVerdict {
    /// Its name in JSON: the entry's id, or `from->to`.
    pub name: String,
    /// The first component of the path.
    pub entry: Id,
    /// Who calls it, or what delivers to it.
    pub caller: Id,
    /// Whether it is an event path.
    pub is_event: bool,
    /// Whether it does not serve even when nothing fails; then the rest is empty or worst.
    pub broken: bool,
    /// Components whose own state keeps a broken path from serving, in id order.
    pub broken_because: Vec<Id>,
    /// The hard closure (for an event path with its source), in id order.
    pub closure: Vec<Id>,
    /// Components of the closure that are not judged yet and count as always up.
    pub not_judged: Vec<Id>,
    /// The worst outcome over every single unit.
    pub instance: Outcome,
    /// The worst outcome over every zone.
    pub zone: Outcome,
    /// The worst outcome over every region.
    pub region: Outcome,
    /// The worst outcome over every service that is judged.
    pub service: Outcome,
    /// Components with a unit whose loss makes the path fail.
    pub spof_instance: Vec<Id>,
    /// Zones whose loss makes the path fail: region and zone.
    pub spof_zones: Vec<(String, Zone)>,
    /// Components whose units in one such zone alone make it fail: the blame list. May be empty.
    pub spof_zone_components: Vec<Id>,
    /// Components whose loss only interrupts the path, with their recovery time.
    pub interruptions: Vec<(Id, Seconds)>,
    /// Its availability.
    pub availability: Availability,
}

/// The verdict on a whole system.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Verdicts {
    /// Request paths in the order of their entries, then event paths.
    pub paths: Vec<PathVerdict>,
    /// Every failure (instances, zones, regions, services, in this order) against every path.
    pub drills: Vec<Drill>,
}

/// What a unit does in a simulation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnitStatus {
    /// Serves as before.
    Up,
    /// Gone.
    Lost,
    /// Alive, but something that it needs is not.
    Cut,
    /// Started in place of a lost one; serves after recovery.
    Starting,
    /// Takes over from a lost primary; serves after recovery.
    TakingOver,
}

/// A unit in a simulation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnitState {
    /// Its zone.
    pub zone: Zone,
    /// What its chip says.
    pub label: String,
    /// What it does.
    pub status: UnitStatus,
}

/// A component in a simulation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComponentState {
    /// Its units, in order, started ones at the end.
    pub units: Vec<UnitState>,
    /// Whether it serves right after the failure.
    pub now: bool,
    /// Whether it serves after automatic recovery.
    pub later: bool,
}

/// Something that happens after a failure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// Seconds after the failure, low and high; `None` = it does not end by itself.
    pub after: Seconds,
    /// Whom it concerns.
    pub component: Id,
    /// What happens: "db fails over to the standby in zone b".
    pub what: String,
}

/// Failures played through the whole system.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Simulation {
    /// Every component's state, by id.
    pub components: std::collections::BTreeMap<Id, ComponentState>,
    /// What it does to every path; the drill's failure is the first of those played.
    pub paths: Vec<Drill>,
    /// What happens, in the order of time.
    pub events: Vec<Event>,
}
