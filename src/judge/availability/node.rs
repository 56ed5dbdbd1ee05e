//! The availability of one component by itself: a(n) of `reliability.md` B.7.

use crate::catalog::{Behaviour, Support};
use crate::system::{NodeIx, System};

/// Availability and unavailability, each computed by itself so that neither loses digits.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Chance {
    /// Probability that it is up, 0 to 1.
    pub up: f64,
    /// Probability that it is down, 0 to 1.
    pub down: f64,
}

impl Chance {
    /// Always up.
    pub const CERTAIN: Self = Self { up: 1.0, down: 0.0 };

    /// Of an availability; one outside 0 to 1 is taken to the nearer end.
    pub fn of(availability: f64) -> Self {
        let up = availability.clamp(0.0, 1.0);
        Self { up, down: 1.0 - up }
    }

    /// Both of two independent things.
    pub fn and(self, other: Self) -> Self {
        Self { up: self.up * other.up, down: self.down + self.up * other.down }
    }
}

/// Where a figure comes from.
#[derive(Clone, PartialEq, Debug)]
pub struct Origin {
    /// "ELB SLA", "2 of 3 units at 0.995".
    pub how: String,
    /// When it was read; empty = no source.
    pub as_of: &'static str,
}

/// The chance of a component to be up.
pub fn chance(system: &System<'_>, ix: NodeIx) -> Chance {
    match basis(system, ix) {
        Basis::Set(availability) => Chance::of(availability),
        Basis::Units { units, need, each } => at_least(need, units, Chance::of(each)),
        Basis::Sla => system.node(ix).resilience.sla.map_or(Chance::CERTAIN, |sla| Chance::of(sla.value)),
        Basis::Nothing => Chance::CERTAIN,
    }
}

/// Where the chance of a component comes from.
pub fn origin(system: &System<'_>, ix: NodeIx) -> Origin {
    match (basis(system, ix), system.node(ix).resilience.sla) {
        (Basis::Set(_), _) => Origin { how: "availability set on the component".to_owned(), as_of: "" },
        (Basis::Units { units, need, each }, _) => {
            Origin { how: format!("{need} of {units} units at {each}"), as_of: "" }
        }
        (Basis::Sla, Some(sla)) => Origin { how: sla.name.to_owned(), as_of: sla.as_of },
        _ => Origin { how: "not judged, counts as always up".to_owned(), as_of: "" },
    }
}

enum Basis {
    Set(f64),
    Units { units: usize, need: usize, each: f64 },
    Sla,
    Nothing,
}

fn basis(system: &System<'_>, ix: NodeIx) -> Basis {
    let node = system.node(ix);
    let settings = node.settings();
    if let Some(availability) = settings.number("availability") {
        return Basis::Set(availability);
    }
    let (units, behaviour) = (node.resilience.units.len(), node.resilience.behaviour);
    if let (Some(each), true) = (settings.number("unit_availability"), behaviour != Behaviour::NoUnits) {
        let need = if let Behaviour::Fleet { need } = behaviour { need } else { 1 };
        return Basis::Units { units, need, each };
    }
    if node.service.support == Support::Full { Basis::Sla } else { Basis::Nothing }
}

/// At least `need` of `units` independent units, each with this chance.
///
/// The distribution of the number of failed units is built up unit by unit; all its terms are positive
/// sums, so both tails keep their digits.
pub fn at_least(need: usize, units: usize, each: Chance) -> Chance {
    if need == 0 {
        return Chance::CERTAIN;
    }
    let Some(spare) = units.checked_sub(need) else { return Chance { up: 0.0, down: 1.0 } };
    let mut failed = vec![0.0; spare + 1];
    if let Some(none) = failed.first_mut() {
        *none = 1.0;
    }
    let mut too_many = 0.0;
    for _ in 0..units {
        too_many += failed.last().copied().unwrap_or(0.0) * each.down;
        let mut fewer = 0.0;
        for chance in &mut failed {
            let here = *chance;
            *chance = here * each.up + fewer * each.down;
            fewer = here;
        }
    }
    Chance { up: failed.iter().sum(), down: too_many }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k_of_n_keeps_its_digits() {
        let check = |need, units, each, down: f64| {
            let chance = at_least(need, units, Chance::of(each));
            assert!((chance.down / down - 1.0).abs() < 1e-9, "{need} of {units}: {}", chance.down);
            assert!((chance.up + chance.down - 1.0).abs() < 1e-12, "{need} of {units}");
        };
        check(1, 3, 0.995, 1.25e-7);
        check(2, 3, 0.995, 7.475e-5);
        check(3, 3, 0.995, 0.014_925_125);
        check(1, 1, 0.9, 0.1);
        check(1, 4, 0.99, 1e-8);
        assert_eq!(at_least(0, 0, Chance::of(0.5)), Chance::CERTAIN);
        assert_eq!(at_least(2, 1, Chance::of(0.5)), Chance { up: 0.0, down: 1.0 });
    }
}
