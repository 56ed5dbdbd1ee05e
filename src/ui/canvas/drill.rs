//! From a simulation to what the canvas shows of it.

use crate::judge::{Failure, Simulation, UnitStatus};
use crate::model::{ConnectionKind, Id, Zone};
use crate::picture::{Chip, ChipState, Played};
use crate::ui::workspace::Workspace;

/// What the units do, as chips.
pub fn played(simulation: &Simulation) -> Played {
    let chip = |label: &String, status: UnitStatus, later: bool| Chip {
        label: label.clone(),
        state: match status {
            UnitStatus::Cut if later => ChipState::Waiting,
            UnitStatus::Up => ChipState::Up,
            UnitStatus::Lost => ChipState::Lost,
            UnitStatus::Cut => ChipState::Cut,
            UnitStatus::Starting => ChipState::Starting,
            UnitStatus::TakingOver => ChipState::TakingOver,
        },
    };
    let units = simulation.components.iter().filter(|(_, state)| !state.units.is_empty());
    units
        .map(|(id, state)| {
            (
                id.clone(),
                state.units.iter().map(|unit| (unit.zone, chip(&unit.label, unit.status, state.later))).collect(),
            )
        })
        .collect()
}

/// How a component fares while failures are being played.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fare {
    /// Nothing is being played, or nothing is known of it.
    Calm,
    /// It serves.
    Serves,
    /// It serves again after recovery.
    Recovers,
    /// It does not serve until somebody acts.
    Down,
}

impl Fare {
    /// The word on the card; empty where none is needed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Calm | Self::Serves => "",
            Self::Recovers => "recovering",
            Self::Down => "down",
        }
    }

    /// The fare's name in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Calm => "",
            Self::Serves => "serves",
            Self::Recovers => "recovers",
            Self::Down => "down",
        }
    }

    /// How a component fares. Watches the simulation.
    pub fn of(workspace: Workspace, id: &Id) -> Self {
        workspace.simulation.with(|simulation| {
            match simulation.as_ref().and_then(|simulation| simulation.components.get(id)) {
                None => Self::Calm,
                Some(state) if state.now => Self::Serves,
                Some(state) if state.later => Self::Recovers,
                Some(_) => Self::Down,
            }
        })
    }
}

/// How a line fares: as the worse of its ends, if it carries anything.
pub fn line_fare(workspace: Workspace, kind: ConnectionKind, from: &Id, to: &Id) -> Fare {
    let carries = matches!(kind, ConnectionKind::Request | ConnectionKind::Data | ConnectionKind::Egress);
    if !carries || workspace.simulation.with(Option::is_none) {
        return Fare::Calm;
    }
    // What is never part of a failure (users, VPCs) does not break a line.
    let rank = |fare: Fare| match fare {
        Fare::Calm | Fare::Serves => 0,
        Fare::Recovers => 1,
        Fare::Down => 2,
    };
    match rank(Fare::of(workspace, from)).max(rank(Fare::of(workspace, to))) {
        0 => Fare::Serves,
        1 => Fare::Recovers,
        _ => Fare::Down,
    }
}

/// Whether a zone fails, by itself or with its region. Watches the failures.
pub fn zone_fails(workspace: Workspace, region: &str, zone: Zone) -> bool {
    workspace.failures.with(|failures| {
        failures.iter().any(|failure| match failure {
            Failure::Zone { region: other, zone: other_zone } => other == region && *other_zone == zone,
            Failure::Region { region: other } => other == region,
            _ => false,
        })
    })
}

/// Whether a region fails. Watches the failures.
pub fn region_fails(workspace: Workspace, region: &str) -> bool {
    workspace.failures.with(|failures| {
        failures.iter().any(|failure| matches!(failure, Failure::Region { region: other } if other == region))
    })
}

/// Plays a failure, or takes it back.
pub fn toggle(workspace: Workspace, failure: &Failure) {
    workspace.failures.update(|failures| match failures.iter().position(|other| other == failure) {
        Some(at) => {
            failures.remove(at);
        }
        None => failures.push(failure.clone()),
    });
}
