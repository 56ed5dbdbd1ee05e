//! Bounds on the availability of alternatives that share too much to be counted exactly.
//!
//! All functions here rise with every component, and such functions of independent components are
//! never negatively correlated. So the product of the chances of several needs is a lower bound, and
//! the product of the chances that several alternatives fail is a lower bound on all failing. Leaving
//! alternatives out only lowers the chance, so a trimmed structure that can be counted is another
//! lower bound, often the better one.

#![expect(clippy::indexing_slicing, reason = "positions come from the structure, whose arrays have one length")]

use super::node::Chance;
use super::{Factor, Structure};

/// Chances of being down: at least, and at most.
#[derive(Clone, Copy)]
struct Down {
    least: f64,
    most: f64,
}

/// Bounds on the chance that all groups of a factor are satisfied: the worst and the best case.
pub fn of(structure: &Structure<'_, '_>, factor: &Factor<'_>, entry: u32, source: Option<u32>) -> (Chance, Chance) {
    let serves = |node: u32| structure.needs(entry, node);
    let members: Vec<u32> = factor.groups.iter().flat_map(|group| group.iter().copied()).collect();
    let certain = |node: u32| Some(node) == source;
    let plain = downs(structure, &members, serves, certain);
    let mut all = Down { least: 0.0, most: 0.0 };
    for group in &factor.groups {
        let mut one = any_of(group, &plain);
        one.most = one.most.min(shared_first(structure, group, serves, certain));
        all = both(all, one);
    }
    let chance = |down: f64| Chance { up: 1.0 - down, down };
    let (mut worst, best) = (chance(all.most.min(1.0)), chance(all.least));
    for most in TRIMMED_TO {
        let groups = factor.groups.iter().map(|group| group.get(..most).unwrap_or(group)).collect();
        let trimmed = super::exact(&structure.trimmed(most), &Factor { groups }, entry, source);
        if let Ok(chance) = trimmed
            && chance.down < worst.down
        {
            worst = chance;
            break;
        }
    }
    (worst, best)
}

/// Alternatives of each group that are kept where counting all of them is too much.
const TRIMMED_TO: [usize; 2] = [2, 1];

/// All alternatives of a group fail at most this often: something that two of them share is down, or
/// they fail each by itself.
fn shared_first(
    structure: &Structure<'_, '_>,
    group: &[u32],
    serves: impl Fn(u32) -> bool + Copy,
    certain: impl Fn(u32) -> bool + Copy,
) -> f64 {
    let mut users = vec![0_usize; structure.chances.len()];
    for member in group {
        structure.walk(&[*member], serves).into_iter().for_each(|node| users[node as usize] += 1);
    }
    let shared = |node: u32| users[node as usize] > 1;
    let mut any_down = Chance::CERTAIN;
    for (chance, users) in structure.chances.iter().zip(&users) {
        if *users > 1 {
            any_down = any_down.and(*chance);
        }
    }
    let apart = downs(structure, group, serves, |node| certain(node) || shared(node));
    any_down.down + group.iter().map(|member| apart[*member as usize].most).product::<f64>()
}

/// Bounds for every node reached from these. In a ring a node that has not been bounded yet may be
/// anything.
fn downs(
    structure: &Structure<'_, '_>,
    from: &[u32],
    serves: impl Fn(u32) -> bool + Copy,
    certain: impl Fn(u32) -> bool,
) -> Vec<Down> {
    let mut downs = vec![Down { least: 0.0, most: 1.0 }; structure.chances.len()];
    for (node, down) in (0..).zip(downs.iter_mut()) {
        if serves(node) {
            *down = Down { least: 0.0, most: 0.0 };
        }
    }
    for node in structure.heads_first(from, serves) {
        let own = if certain(node) { 0.0 } else { structure.chances[node as usize].down };
        let needs = structure.groups(node).iter().map(|group| any_of(group, &downs));
        let needs = needs.fold(Down { least: 0.0, most: 0.0 }, both);
        downs[node as usize] = Down { least: own + (1.0 - own) * needs.least, most: own + (1.0 - own) * needs.most };
    }
    downs
}

fn any_of(group: &[u32], downs: &[Down]) -> Down {
    group.iter().map(|member| downs[*member as usize]).fold(Down { least: 1.0, most: 1.0 }, |sum, one| Down {
        least: sum.least * one.least,
        most: sum.most.min(one.most),
    })
}

fn both(a: Down, b: Down) -> Down {
    Down { least: a.least.max(b.least), most: a.most + (1.0 - a.most) * b.most }
}
