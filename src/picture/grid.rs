//! The grid that lines run on: through every port, and beside every card.
//!
//! Whole numbers throughout, so that the result is the same on every machine.

use std::collections::BTreeSet;

use crate::order::{Arrange as _, Gather as _};

/// A rectangle in whole canvas units: left, top, right, bottom.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    /// The left side.
    pub l: i32,
    /// The top.
    pub t: i32,
    /// The right side.
    pub r: i32,
    /// The bottom.
    pub b: i32,
}

impl Block {
    /// The block grown by a distance on every side.
    pub fn grown(self, by: i32) -> Self {
        Self { l: self.l - by, t: self.t - by, r: self.r + by, b: self.b + by }
    }
}

/// How near a line may pass by a card.
pub const CLEARANCE: i32 = 6;
/// How far from a card the lines beside it run: an inner and an outer one.
pub const BESIDE: [i32; 2] = [10, 19];
/// Parallel lines nearer than this are taken for one.
pub const APART: i32 = 8;

/// What it costs to pass from one crossing to the next, beyond the length.
#[derive(Clone, Copy, Default)]
struct Segment {
    blocked: bool,
    extra: u32,
    used: bool,
}

/// The grid.
pub struct Grid {
    xs: Vec<i32>,
    ys: Vec<i32>,
    /// From a crossing to its right neighbour, row by row.
    across: Vec<Segment>,
    /// From a crossing to its lower neighbour, row by row.
    down: Vec<Segment>,
}

impl Grid {
    /// A grid around cards, with lines through every port. Text should not be crossed, but may be.
    pub fn new(cards: &[Block], text: &[Block], ports: &[(i32, i32)]) -> Self {
        let lines = |exact: BTreeSet<i32>, beside: Vec<i32>| {
            let mut lines: Vec<i32> = exact.iter().copied().collect();
            for line in beside {
                if !lines.iter().any(|other| (other - line).abs() < 4) {
                    lines.push(line);
                }
            }
            lines.arrange();
            lines
        };
        let beside = |low: fn(&Block) -> i32, high: fn(&Block) -> i32| {
            let mut lines: Vec<i32> = Vec::new();
            for distance in BESIDE {
                lines.extend(cards.iter().flat_map(|card| [low(card) - distance, high(card) + distance]));
            }
            lines
        };
        let xs = lines(ports.iter().map(|port| port.0).gather(), beside(|card| card.l, |card| card.r));
        let ys = lines(ports.iter().map(|port| port.1).gather(), beside(|card| card.t, |card| card.b));
        let size = xs.len() * ys.len();
        let mut grid = Self { across: vec![Segment::default(); size], down: vec![Segment::default(); size], xs, ys };
        for card in cards {
            grid.mark(card.grown(CLEARANCE), |segment| segment.blocked = true);
        }
        for text in text {
            grid.mark(*text, |segment| segment.extra += 90);
        }
        grid
    }

    /// Changes the segments that cut a block.
    fn mark(&mut self, block: Block, change: impl Fn(&mut Segment)) {
        let from = |lines: &[i32], low: i32| lines.partition_point(|line| *line <= low);
        let to = |lines: &[i32], high: i32| lines.partition_point(|line| *line < high);
        let (width, inside_x, inside_y) = (
            self.xs.len(),
            from(&self.xs, block.l)..to(&self.xs, block.r),
            from(&self.ys, block.t)..to(&self.ys, block.b),
        );
        // A segment begins one line before what it leads into.
        for y in inside_y.clone() {
            for x in inside_x.start.saturating_sub(1)..inside_x.end.max(inside_x.start) {
                if let Some(segment) = self.across.get_mut(y * width + x) {
                    change(segment);
                }
            }
        }
        for y in inside_y.start.saturating_sub(1)..inside_y.end.max(inside_y.start) {
            for x in inside_x.clone() {
                if let Some(segment) = self.down.get_mut(y * width + x) {
                    change(segment);
                }
            }
        }
    }

    /// How many crossings there are.
    pub fn len(&self) -> usize {
        self.across.len()
    }

    /// The crossing at a point. `None` where no lines cross.
    pub fn find(&self, (x, y): (i32, i32)) -> Option<usize> {
        Some(self.ys.binary_search(&y).ok()? * self.xs.len() + self.xs.binary_search(&x).ok()?)
    }

    /// The point of a crossing.
    pub fn point(&self, crossing: usize) -> (i32, i32) {
        let width = self.xs.len().max(1);
        let at = |lines: &[i32], index: usize| lines.get(index).copied().unwrap_or_default();
        (at(&self.xs, crossing % width), at(&self.ys, crossing / width))
    }

    /// The neighbour in a direction (right, down, left, up), with the cost of going there.
    pub fn step(&self, crossing: usize, direction: usize) -> Option<(usize, u32)> {
        let width = self.xs.len();
        let column = crossing % width.max(1);
        let (next, segment) = match direction {
            0 if column + 1 < width => (crossing + 1, self.across.get(crossing)),
            1 if crossing + width < self.len() => (crossing + width, self.down.get(crossing)),
            2 if column > 0 => (crossing - 1, self.across.get(crossing - 1)),
            3 if crossing >= width => (crossing - width, self.down.get(crossing - width)),
            _ => return None,
        };
        let segment = segment.filter(|segment| !segment.blocked)?;
        let (a, b) = (self.point(crossing), self.point(next));
        let length = (a.0 - b.0).unsigned_abs() + (a.1 - b.1).unsigned_abs();
        // Sharing a stretch with another line makes the two hard to tell apart.
        let shared = if segment.used { 30 + 3 * length } else { 0 };
        Some((next, length + segment.extra + shared))
    }

    /// Whether a line runs across the direction of travel at a crossing.
    pub fn is_crossed(&self, crossing: usize, direction: usize) -> bool {
        let width = self.xs.len();
        let used = |segments: &[Segment], index: Option<usize>| {
            index.and_then(|index| segments.get(index)).is_some_and(|segment| segment.used)
        };
        if direction.is_multiple_of(2) {
            used(&self.down, Some(crossing)) || used(&self.down, crossing.checked_sub(width))
        } else {
            used(&self.across, Some(crossing)) || used(&self.across, crossing.checked_sub(1))
        }
    }

    /// Notes that a straight line runs here, so that others keep apart.
    pub fn occupy(&mut self, a: (i32, i32), b: (i32, i32)) {
        let around = |low: i32, high: i32, along: bool| {
            if along { (low, high) } else { (low - APART, high + APART) }
        };
        let horizontal = a.1 == b.1;
        let (l, r) = around(a.0.min(b.0), a.0.max(b.0), horizontal);
        let (t, b_) = around(a.1.min(b.1), a.1.max(b.1), !horizontal);
        let width = self.xs.len();
        for (yi, y) in self.ys.iter().enumerate() {
            for (xi, x) in self.xs.iter().enumerate() {
                let index = yi * width + xi;
                if horizontal {
                    let next = self.xs.get(xi + 1).copied().unwrap_or(*x);
                    if (*y - a.1).abs() < APART
                        && *x < r
                        && next > l
                        && let Some(segment) = self.across.get_mut(index)
                    {
                        segment.used = true;
                    }
                } else {
                    let next = self.ys.get(yi + 1).copied().unwrap_or(*y);
                    if (*x - a.0).abs() < APART
                        && *y < b_
                        && next > t
                        && let Some(segment) = self.down.get_mut(index)
                    {
                        segment.used = true;
                    }
                }
            }
        }
    }
}
