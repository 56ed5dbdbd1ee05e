//! The cheapest way through the grid: short, with few bends, crossings and shared stretches.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::grid::Grid;

/// What a bend costs, in units of length.
const BEND: u32 = 46;
/// What it costs to cross another line.
const CROSSING: u32 = 22;

/// A place where a line may leave or enter a card: the crossing outside it, the direction of travel, and
/// what choosing it costs.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// The crossing.
    pub crossing: usize,
    /// The direction: 0 right, 1 down, 2 left, 3 up.
    pub direction: usize,
    /// What choosing it costs.
    pub cost: u32,
}

/// The cheapest way from one of the first ends to one of the second: the crossings passed, and the
/// positions of the chosen ends in their lists.
pub fn search(grid: &Grid, from: &[End], to: &[End]) -> Option<(Vec<usize>, usize, usize)> {
    let states = grid.len() * 4;
    let mut best = vec![u32::MAX; states];
    let mut came = vec![u32::MAX; states];
    let mut origin = vec![0_u8; states];
    let goals: Vec<(i32, i32)> = to.iter().map(|end| grid.point(end.crossing)).collect();
    let ahead = |crossing: usize| {
        let (x, y) = grid.point(crossing);
        goals.iter().map(|goal| (goal.0 - x).unsigned_abs() + (goal.1 - y).unsigned_abs()).min().unwrap_or(0)
    };
    let mut heap = BinaryHeap::new();
    for (index, end) in from.iter().enumerate() {
        let state = end.crossing * 4 + end.direction;
        if let (Some(best), Some(origin), Ok(index)) = (best.get_mut(state), origin.get_mut(state), u8::try_from(index))
            && end.cost < *best
        {
            (*best, *origin) = (end.cost, index);
            heap.push(Reverse((end.cost + ahead(end.crossing), end.cost, state)));
        }
    }
    // The cheapest arrival so far: its cost, state and end.
    let mut arrival: Option<(u32, usize, usize)> = None;
    while let Some(Reverse((estimate, cost, state))) = heap.pop() {
        if arrival.is_some_and(|(cost, _, _)| cost <= estimate) {
            break;
        }
        if best.get(state).is_none_or(|best| cost > *best) {
            continue;
        }
        let (crossing, direction) = (state / 4, state % 4);
        for (index, end) in to.iter().enumerate().filter(|(_, end)| end.crossing == crossing) {
            let opposite = (direction + 2) % 4 == end.direction;
            let bend = if direction == end.direction { 0 } else { BEND };
            let total = cost + end.cost + bend;
            if !opposite && arrival.is_none_or(|(cost, _, _)| total < cost) {
                arrival = Some((total, state, index));
            }
        }
        for turn in [0, 1, 3] {
            let next_direction = (direction + turn) % 4;
            let Some((next, step)) = grid.step(crossing, next_direction) else { continue };
            let bend = if turn == 0 { 0 } else { BEND };
            let crossed = if turn == 0 && grid.is_crossed(crossing, direction) { CROSSING } else { 0 };
            let total = cost + step + bend + crossed;
            let next_state = next * 4 + next_direction;
            let Some(known) = best.get_mut(next_state).filter(|known| total < **known) else { continue };
            *known = total;
            if let (Some(came), Ok(state)) = (came.get_mut(next_state), u32::try_from(state)) {
                *came = state;
            }
            let first = origin.get(state).copied().unwrap_or(0);
            if let Some(origin) = origin.get_mut(next_state) {
                *origin = first;
            }
            heap.push(Reverse((total + ahead(next), total, next_state)));
        }
    }
    let (_, mut state, end) = arrival?;
    let start = usize::from(origin.get(state).copied().unwrap_or(0));
    let mut way = vec![state / 4];
    while let Some(previous) = came.get(state).copied().filter(|previous| *previous != u32::MAX) {
        state = previous as usize;
        way.push(state / 4);
        if way.len() > states {
            return None;
        }
    }
    way.reverse();
    Some((way, start, end))
}
