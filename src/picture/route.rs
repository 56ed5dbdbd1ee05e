//! The lines of connections: at right angles, around cards, apart from each other.

use super::geometry::Rect;
use super::grid::{BESIDE, Block, Grid};
use super::scene::{Edge, Scene};
use super::search::{End, search};
use crate::model::Point;
use crate::order::Arrange as _;
use crate::system::System;

/// Above so many cards or connections, lines take the simple way.
const CAREFUL: usize = 140;
/// The radius of a line's corners.
const RADIUS: f64 = 7.0;
/// How near parallel lines may come to each other where they meet a card.
const PORT_GAP: i32 = 14;

/// The lines of every drawn connection.
pub fn route(system: &System<'_>, scene: &Scene) -> Vec<Edge> {
    let ends: Vec<(usize, Rect, Rect)> = system
        .design
        .connections
        .keys()
        .enumerate()
        .filter_map(|(index, key)| Some((index, scene.rect_of(&key.from)?, scene.rect_of(&key.to)?)))
        .collect();
    let careful = scene.cards.len() <= CAREFUL && ends.len() <= CAREFUL;
    let mut lines = if careful { careful_routes(scene, &ends) } else { Vec::new() };
    lines.resize(ends.len(), None);
    let keys: Vec<_> = system.design.connections.values().collect();
    ends.iter()
        .zip(lines)
        .filter_map(|((index, from, to), line)| {
            let connection = keys.get(*index)?;
            let points = line.unwrap_or_else(|| simple_route(from, to));
            Some(Edge { key: connection.key.clone(), kind: connection.kind, points, label: None })
        })
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "canvas units are far below 2^31; more saturates")]
fn block(rect: &Rect) -> Block {
    let whole = |length: f64| length.round() as i32;
    Block { l: whole(rect.x), t: whole(rect.y), r: whole(rect.right()), b: whole(rect.bottom()) }
}

/// Where a line may meet a card, on the side that a direction of travel leaves by.
#[derive(Clone, Copy)]
struct Port {
    /// On the card's border.
    at: (i32, i32),
    /// Outside it, on the grid.
    out: (i32, i32),
    /// The direction that leaves the card: 0 right, 1 down, 2 left, 3 up.
    side: usize,
    /// What choosing it costs.
    cost: u32,
}

fn ports(card: Block, other: Block) -> Vec<Port> {
    let mut ports = Vec::new();
    let mut add = |side: usize, along: i32, cost: u32| {
        let (at, out) = match side {
            0 => ((card.r, along), (card.r + BESIDE[0], along)),
            1 => ((along, card.b), (along, card.b + BESIDE[0])),
            2 => ((card.l, along), (card.l - BESIDE[0], along)),
            _ => ((along, card.t), (along, card.t - BESIDE[0])),
        };
        ports.push(Port { at, out, side, cost });
    };
    let shared = |low: i32, high: i32, other_low: i32, other_high: i32| {
        let (low, high) = (low.max(other_low), high.min(other_high));
        (high - low >= 24).then_some(i32::midpoint(low, high))
    };
    let (width, height) = (card.r - card.l, card.b - card.t);
    for side in 0..4 {
        let (low, length, common) = if side % 2 == 0 {
            (card.t, height, shared(card.t, card.b, other.t, other.b))
        } else {
            (card.l, width, shared(card.l, card.r, other.l, other.r))
        };
        // Halfway first; to either side where other lines meet the card already.
        let middle = common.unwrap_or(low + length / 2);
        for (step, cost) in [(0, 0), (1, 5), (-1, 5), (2, 10), (-2, 10), (3, 15), (-3, 15)] {
            let along = middle + step * PORT_GAP;
            if along > low + 10 && along < low + length - 10 {
                add(side, along, cost);
            }
        }
    }
    ports
}

/// Routes with a search for each; `None` where there is no way.
fn careful_routes(scene: &Scene, ends: &[(usize, Rect, Rect)]) -> Vec<Option<Vec<Point>>> {
    let cards: Vec<Block> = scene.cards.iter().map(|card| block(&card.rect)).collect();
    let text: Vec<Block> = text_of(scene).iter().map(block).collect();
    let mut candidates: Vec<(usize, Vec<Port>, Vec<Port>)> = ends
        .iter()
        .enumerate()
        .map(|(index, (_, from, to))| (index, ports(block(from), block(to)), ports(block(to), block(from))))
        .collect();
    let all: Vec<(i32, i32)> =
        candidates.iter().flat_map(|(_, from, to)| from.iter().chain(to)).map(|port| port.out).collect();
    let mut grid = Grid::new(&cards, &text, &all);
    // Short ones first: they have the least choice.
    candidates.arrange_by_key(|(index, _, _)| {
        ends.get(*index).map(|(_, from, to)| {
            let (a, b) = (block(from), block(to));
            let gap =
                |low: i32, high: i32, other_low: i32, other_high: i32| (other_low - high).max(low - other_high).max(0);
            (gap(a.l, a.r, b.l, b.r) + gap(a.t, a.b, b.t, b.b), *index)
        })
    });
    let mut met: Vec<(i32, i32)> = Vec::new();
    let mut lines = vec![None; ends.len()];
    for (index, from, to) in candidates {
        let as_ends = |ports: &[Port], entering: bool| -> Vec<(End, Port)> {
            ports
                .iter()
                .filter_map(|port| {
                    let crossing = grid.find(port.out)?;
                    let near =
                        |other: &(i32, i32)| (other.0 - port.at.0).abs() + (other.1 - port.at.1).abs() < PORT_GAP - 2;
                    let taken = if met.iter().any(near) { 70 } else { 0 };
                    let direction = if entering { (port.side + 2) % 4 } else { port.side };
                    Some((End { crossing, direction, cost: port.cost + taken }, *port))
                })
                .collect()
        };
        let (from, to) = (as_ends(&from, false), as_ends(&to, true));
        let only = |ends: &[(End, Port)]| ends.iter().map(|(end, _)| *end).collect::<Vec<_>>();
        let Some((way, start, end)) = search(&grid, &only(&from), &only(&to)) else { continue };
        let (Some((_, start)), Some((_, end))) = (from.get(start), to.get(end)) else { continue };
        met.extend([start.at, end.at]);
        let mut points = vec![start.at];
        points.extend(way.iter().map(|crossing| grid.point(*crossing)));
        points.push(end.at);
        let points = corners(&points);
        for pair in points.windows(2) {
            if let [a, b] = pair {
                grid.occupy(*a, *b);
            }
        }
        if let Some(line) = lines.get_mut(index) {
            *line = Some(points.iter().map(|(x, y)| Point { x: f64::from(*x), y: f64::from(*y) }).collect());
        }
    }
    lines
}

/// The ends and bends of a line.
fn corners(points: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut kept: Vec<(i32, i32)> = Vec::new();
    for point in points {
        if kept.last() == Some(point) {
            continue;
        }
        if let [.., a, b] = kept.as_slice()
            && ((a.0 == b.0 && b.0 == point.0) || (a.1 == b.1 && b.1 == point.1))
        {
            kept.pop();
        }
        kept.push(*point);
    }
    kept
}

/// Everything written on the ground that lines should not cross.
pub(super) fn text_of(scene: &Scene) -> Vec<Rect> {
    let mut text = Vec::new();
    for vpc in &scene.vpcs {
        text.extend(vpc.cells.iter().filter(|cell| !cell.cidr.is_empty()).map(|cell| cell.cidr_at.grown(3.0)));
        text.extend(vpc.rows.iter().map(|row| vpc.row_label(row).grown(2.0)));
        text.extend(vpc.lanes.iter().map(|lane| {
            let w = if lane.rail { lane.rect.w } else { super::text_width(&lane.name, 12.0) + 40.0 };
            Rect::new(lane.rect.x, lane.rect.y + 4.0, w.min(lane.rect.w), 22.0)
        }));
        let title = super::text_width(&vpc.title, 12.0) + 16.0;
        text.push(Rect::new(vpc.rect.x + 12.0, vpc.rect.y - 10.0, title, 20.0));
    }
    text.extend(scene.regions.iter().map(|region| {
        Rect::new(region.rect.x + 12.0, region.rect.y - 10.0, super::text_width(&region.region, 12.0) + 16.0, 20.0)
    }));
    text
}

/// A line with at most two bends that ignores everything in its way: for a card under the pointer.
pub fn simple_route(from: &Rect, to: &Rect) -> Vec<Point> {
    let (a, b) = (from.centre(), to.centre());
    let point = |x: f64, y: f64| Point { x, y };
    let beside = from.right() <= to.x || to.right() <= from.x;
    let above = from.bottom() <= to.y || to.bottom() <= from.y;
    let common_x = (from.x.max(to.x), from.right().min(to.right()));
    let common_y = (from.y.max(to.y), from.bottom().min(to.bottom()));
    if above && common_x.1 - common_x.0 >= 24.0 {
        let x = f64::midpoint(common_x.0, common_x.1);
        let (start, end) = if from.y < to.y { (from.bottom(), to.y) } else { (from.y, to.bottom()) };
        vec![point(x, start), point(x, end)]
    } else if beside && common_y.1 - common_y.0 >= 24.0 {
        let y = f64::midpoint(common_y.0, common_y.1);
        let (start, end) = if from.x < to.x { (from.right(), to.x) } else { (from.x, to.right()) };
        vec![point(start, y), point(end, y)]
    } else if beside {
        let (start, end) = if from.x < to.x { (from.right(), to.x) } else { (from.x, to.right()) };
        let middle = f64::midpoint(start, end);
        vec![point(start, a.y), point(middle, a.y), point(middle, b.y), point(end, b.y)]
    } else {
        let (start, end) = if a.y < b.y { (from.bottom(), to.y) } else { (from.y, to.bottom()) };
        let middle = f64::midpoint(start, end);
        vec![point(a.x, start), point(a.x, middle), point(b.x, middle), point(b.x, end)]
    }
}

/// A line as the `d` of an SVG path, with rounded corners.
pub fn path_data(points: &[Point]) -> String {
    use std::fmt::Write as _;
    let mut data = String::new();
    let mut put = |command: char, points: &[Point]| {
        data.push(command);
        for (index, point) in points.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            // Writing to a string cannot fail.
            let _ = write!(data, "{space}{} {}", tenth(point.x), tenth(point.y));
        }
    };
    let Some(first) = points.first() else { return String::new() };
    put('M', &[*first]);
    for window in points.windows(3) {
        let [a, corner, b] = window else { continue };
        let toward = |end: &Point| {
            let (dx, dy) = (end.x - corner.x, end.y - corner.y);
            let length = dx.abs().max(dy.abs());
            let share = if length > 0.0 { (RADIUS / length).min(0.5) } else { 0.0 };
            Point { x: corner.x + dx * share, y: corner.y + dy * share }
        };
        put('L', &[toward(a)]);
        put('Q', &[*corner, toward(b)]);
    }
    if let Some(last) = points.last() {
        put('L', &[*last]);
    }
    data
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
