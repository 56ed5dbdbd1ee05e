//! The availability of a path (`reliability.md` B.7): exact with shared components counted once.
//!
//! Components without which the path cannot serve are factors of a product. What is left are groups of
//! alternatives; those that share a component are worked out together by a decision diagram
//! ([`bdd`]), the others each by itself. A diagram that would grow too large gives bounds ([`bounds`]).

#![expect(clippy::indexing_slicing, reason = "positions come from the structure, whose arrays have one length")]

mod bdd;
mod bounds;
mod node;
mod structure;

use bdd::{Diagram, FALSE, Function, TRUE, TooLarge};
use node::Chance;
pub use structure::Structure;

use super::verdict::{Availability, AvailabilityStep};
use crate::model::Id;
use crate::order::Arrange as _;
use crate::system::{NodeIx, Path, PathKind, System};

/// Functions that one diagram may have. Reached in a few milliseconds.
const DIAGRAM_LIMIT: usize = 40_000;
/// Components that one diagram may test; bounds the depth of its recursion.
const VARIABLE_LIMIT: usize = 1_000;

/// The availability of a path that does not serve at all.
pub fn none() -> Availability {
    Availability { low: 0.0, high: 0.0, unavailability: 1.0, bounded_because: None, steps: Vec::new() }
}

/// The availability of a path.
pub fn of(structure: &Structure<'_, '_>, path: &Path) -> Availability {
    let entry = path.entry.0;
    let source = match path.kind {
        PathKind::Request { .. } => None,
        PathKind::Event { source } => Some(source.0),
    };
    let serves = |node: u32| structure.needs(entry, node);
    let mut series: Vec<u32> = source.filter(|source| !serves(*source)).into_iter().collect();
    series.extend(structure.walk(&[entry], |_| false).into_iter().filter(|node| serves(*node)));
    let mut steps: Vec<AvailabilityStep> =
        series.iter().filter(|node| counts(structure.system, **node)).map(|node| single(structure, *node)).collect();
    let mut low = series.iter().fold(Chance::CERTAIN, |sum, node| sum.and(structure.chances[*node as usize]));
    let mut high = low;
    let mut bounded = Vec::new();
    for factor in factors(structure, entry) {
        // The source is up wherever the path works, so it is certain in what is left.
        let (worst, best) = match exact(structure, &factor, entry, source) {
            Ok(chance) => (chance, chance),
            Err(TooLarge) => {
                bounded.push(factor.name(structure.system));
                bounds::of(structure, &factor, entry, source)
            }
        };
        (low, high) = (low.and(worst), high.and(best));
        steps.push(AvailabilityStep {
            components: factor.components(structure.system),
            value: worst.up,
            how: factor.name(structure.system),
            as_of: String::new(),
        });
    }
    Availability {
        low: low.up,
        high: high.up,
        unavailability: low.down,
        bounded_because: (!bounded.is_empty()).then(|| {
            let named = bounded.join("; ");
            format!("{named}: these alternatives share too much to be counted exactly, so the figure is a lower bound")
        }),
        steps,
    }
}

/// Whether a component is a factor at all: judged, or with an availability that the user set.
fn counts(system: &System<'_>, node: u32) -> bool {
    let node = system.node(NodeIx(node));
    node.is_judged() || node.settings().number("availability").is_some()
}

fn single(structure: &Structure<'_, '_>, node: u32) -> AvailabilityStep {
    let origin = node::origin(structure.system, NodeIx(node));
    AvailabilityStep {
        components: vec![structure.system.node(NodeIx(node)).id().clone()],
        value: structure.chances[node as usize].up,
        how: origin.how,
        as_of: origin.as_of.to_owned(),
    }
}

/// Groups of alternatives that share components with each other and with no others.
struct Factor<'a> {
    groups: Vec<&'a [u32]>,
}

impl Factor<'_> {
    fn name(&self, system: &System<'_>) -> String {
        let label = |node: &u32| system.node(NodeIx(*node)).id().to_string();
        let one = |group: &&[u32]| format!("either of {}", group.iter().map(label).collect::<Vec<_>>().join(", "));
        self.groups.iter().map(one).collect::<Vec<_>>().join(" and ")
    }

    fn components(&self, system: &System<'_>) -> Vec<Id> {
        let mut nodes: Vec<u32> = self.groups.iter().flat_map(|group| group.iter().copied()).collect();
        nodes.arrange();
        nodes.dedup();
        nodes.into_iter().map(|node| system.node(NodeIx(node)).id().clone()).collect()
    }
}

/// The groups of the necessary components that none of them satisfies, joined where they share.
fn factors<'a>(structure: &'a Structure<'_, '_>, entry: u32) -> Vec<Factor<'a>> {
    let serves = |node: u32| structure.needs(entry, node);
    let mut open: Vec<&[u32]> = Vec::new();
    for node in structure.walk(&[entry], |_| false).into_iter().filter(|node| serves(*node)) {
        for group in structure.groups(node) {
            if !group.iter().any(|member| serves(*member)) && !open.contains(&group.as_slice()) {
                open.push(group);
            }
        }
    }
    if open.len() < 2 {
        return open.into_iter().map(|group| Factor { groups: vec![group] }).collect();
    }
    let reach: Vec<Vec<u32>> = open.iter().map(|group| structure.walk(group, serves)).collect();
    let mut owner: Vec<Option<usize>> = vec![None; structure.chances.len()];
    let mut joined: Vec<usize> = (0..open.len()).collect();
    for (group, reach) in reach.iter().enumerate() {
        for node in reach.iter().filter(|node| structure.chances[**node as usize].down > 0.0) {
            match owner[*node as usize] {
                None => owner[*node as usize] = Some(group),
                Some(other) => {
                    let (from, to) = (joined[group].max(joined[other]), joined[group].min(joined[other]));
                    joined.iter_mut().filter(|root| **root == from).for_each(|root| *root = to);
                }
            }
        }
    }
    let mut factors: Vec<Factor<'a>> = Vec::new();
    for root in 0..open.len() {
        let groups: Vec<&[u32]> = open.iter().zip(&joined).filter(|(_, at)| **at == root).map(|(g, _)| *g).collect();
        if !groups.is_empty() {
            factors.push(Factor { groups });
        }
    }
    factors
}

/// The chance that all groups of a factor are satisfied, given that whatever the entry cannot do
/// without serves and that the source is up.
fn exact(
    structure: &Structure<'_, '_>,
    factor: &Factor<'_>,
    entry: u32,
    source: Option<u32>,
) -> Result<Chance, TooLarge> {
    let serves = |node: u32| structure.needs(entry, node);
    let members: Vec<u32> = factor.groups.iter().flat_map(|group| group.iter().copied()).collect();
    let walk = structure.walk(&members, serves);
    let mut chances = Vec::new();
    let mut variable_of = vec![None; structure.chances.len()];
    for node in &walk {
        let chance = structure.chances[*node as usize];
        if Some(*node) != source && chance.down > 0.0 {
            variable_of[*node as usize] = Some(chances.len() as u32);
            chances.push(chance);
        }
    }
    if chances.len() > VARIABLE_LIMIT {
        return Err(TooLarge);
    }
    let mut diagram = Diagram::new(chances, DIAGRAM_LIMIT);
    // Rings: the greatest fixed point, so everything serves until it is shown not to.
    let mut functions: Vec<Function> = vec![TRUE; structure.chances.len()];
    let order = structure.heads_first(&members, serves);
    let mut changed = true;
    while changed {
        changed = false;
        for node in &order {
            let mut function = all_groups(&mut diagram, structure.groups(*node), &functions)?;
            if let Some(variable) = variable_of[*node as usize] {
                let own = diagram.variable(variable)?;
                function = diagram.and(own, function)?;
            }
            changed |= std::mem::replace(&mut functions[*node as usize], function) != function;
        }
    }
    let groups: Vec<Vec<u32>> = factor.groups.iter().map(|group| group.to_vec()).collect();
    let all = all_groups(&mut diagram, &groups, &functions)?;
    Ok(diagram.chance(all))
}

fn all_groups(diagram: &mut Diagram, groups: &[Vec<u32>], functions: &[Function]) -> Result<Function, TooLarge> {
    let mut all = TRUE;
    // The last first: what is tested first is put on top of what is tested later.
    for group in groups.iter().rev() {
        let mut any = FALSE;
        for member in group.iter().rev() {
            any = diagram.or(functions[*member as usize], any)?;
        }
        all = diagram.and(any, all)?;
    }
    Ok(all)
}
