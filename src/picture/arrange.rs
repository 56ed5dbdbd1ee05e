//! Where VPCs and the cards outside them stand: along the flow of requests, from left to right.
//!
//! A region begins at the origin, so that what is pinned (`at`) keeps its place beside what is not. Global
//! cards stand in columns to its left, or to its right when only the region calls them. In a region, what
//! leads into a VPC stands left of it, the rest right of it, in columns by the length of the path.

use std::collections::{BTreeMap, BTreeSet};

use super::flow::{Flow, flow, ranks, reach};
use super::geometry::Rect;
use super::measure::{COLUMN_GAP, FREE_WIDTH, GLOBAL_GAP, REGION_GAP, REGION_PAD, STACK_GAP};
use super::scene::Scene;
use crate::model::{Id, Place, Point};
use crate::order::{Arrange as _, Gather as _};
use crate::system::System;

/// How many cards a column takes before the next begins.
const COLUMN_CARDS: usize = 6;

/// Above so many cards, one that is in the way moves down rather than to the nearest free place.
const CAREFUL: usize = 300;

/// Gives every VPC and every card outside VPCs its place, and frames the regions.
pub fn arrange(system: &System<'_>, scene: &mut Scene) {
    let design = system.design;
    let flow = flow(system, |id| {
        let component = design.component(id)?;
        Some(component.place.vpc().unwrap_or(&component.id))
    });
    let pinned = |id: &Id| design.component(id).and_then(|component| component.at);

    let mut regions: Vec<&str> = design.components.values().filter_map(|c| design.region_of(c)).collect();
    regions.arrange_by_key(|region| (*region != design.header.region, *region));
    regions.dedup();
    let mut top = 0.0;
    for region in regions {
        arrange_region(scene, region, &flow, &pinned, top);
        let is_in = |card: &super::Card| matches!(&card.place, Place::Region(own) if own == region);
        let Some(frame) = scene.frame_of(region, is_in) else { continue };
        // A pinned member may reach up into the region above.
        let down = (top - REGION_PAD - frame.y).max(0.0);
        if down > 0.0 && top > 0.0 {
            for vpc in scene.vpcs.iter_mut().map(|vpc| vpc.id.clone()).collect::<Vec<_>>() {
                if scene.vpc(&vpc).is_some_and(|vpc| vpc.region == region) {
                    shift_vpc(scene, &vpc, 0.0, down);
                }
            }
            for card in scene.cards.iter_mut().filter(|card| is_in(card)) {
                card.rect.y += down;
            }
        }
        top = frame.bottom() + down + REGION_GAP + REGION_PAD;
    }
    scene.frame_regions();
    arrange_globals(system, scene, &flow, &pinned);
}

fn shift_vpc(scene: &mut Scene, id: &Id, dx: f64, dy: f64) {
    for vpc in scene.vpcs.iter_mut().filter(|vpc| vpc.id == *id) {
        vpc.shift(dx, dy);
    }
    for card in scene.cards.iter_mut().filter(|card| card.place.vpc() == Some(id)) {
        card.rect = card.rect.moved(dx, dy);
    }
}

fn arrange_region(scene: &mut Scene, region: &str, flow: &Flow<'_>, pinned: &impl Fn(&Id) -> Option<Point>, top: f64) {
    let vpcs: Vec<Id> = scene.vpcs.iter().filter(|vpc| vpc.region == region).map(|vpc| vpc.id.clone()).collect();
    let cards: Vec<Id> = scene
        .cards
        .iter()
        .filter(|card| matches!(&card.place, Place::Region(own) if own == region))
        .map(|card| card.id.clone())
        .collect();
    let members: BTreeSet<&Id> = vpcs.iter().chain(&cards).gather();
    let inner: Flow<'_> =
        flow.iter().copied().filter(|(from, to)| members.contains(from) && members.contains(to)).gather();
    let networks: BTreeSet<&Id> = vpcs.iter().gather();
    let downstream = reach(&networks, &inner, false);
    let upstream = reach(&networks, &inner, true);
    let is_before = |id: &Id| !networks.is_empty() && upstream.contains(id) && !downstream.contains(id);

    // What leads into a VPC: columns by the longest path to one, counted backwards.
    let before: Vec<&Id> = cards.iter().filter(|id| is_before(id)).collect();
    let backwards: Flow<'_> = inner
        .iter()
        .map(|(from, to)| (*to, *from))
        .filter(|(from, _)| is_before(from) || networks.contains(from))
        .gather();
    let mut things: Vec<&Id> = before.clone();
    things.extend(&networks);
    let rank = ranks(&things, &backwards);
    let mut columns = columns(before.iter().copied(), |id| rank.get(id).copied().unwrap_or(1).max(1) - 1);
    columns.reverse();
    let mut x = 0.0;
    for column in &columns {
        stack(scene, column, flow, pinned, x, top);
        x += FREE_WIDTH + COLUMN_GAP;
    }

    // The VPCs, above each other.
    let mut y = top;
    let mut widest: f64 = 0.0;
    for id in &vpcs {
        let at = pinned(id).unwrap_or(Point { x, y });
        shift_vpc(scene, id, at.x, at.y);
        settle_vpc(scene, id, &vpcs);
        let rect = scene.vpc(id).map(|vpc| vpc.rect).unwrap_or_default();
        if pinned(id).is_none() {
            y = rect.bottom() + REGION_GAP;
        }
        widest = widest.max(rect.right() - x);
    }
    if widest > 0.0 {
        x += widest + COLUMN_GAP;
    }

    // The rest: columns by the longest path from a VPC, or from the region's first card.
    let after: Vec<&Id> = cards.iter().filter(|id| !is_before(id)).collect();
    let onwards: Flow<'_> = inner
        .iter()
        .copied()
        .filter(|(from, to)| !is_before(from) && !is_before(to) && !networks.contains(to) && !networks.contains(from))
        .gather();
    let rank = ranks(&after, &onwards);
    for column in self::columns(after.iter().copied(), |id| rank.get(id).copied().unwrap_or(0)) {
        stack(scene, &column, flow, pinned, x, top);
        x += FREE_WIDTH + COLUMN_GAP;
    }
    settle_cards(scene, &cards, &vpcs, pinned);
}

/// Things by column, a column that would be too long broken into several.
fn columns<'a>(things: impl Iterator<Item = &'a Id>, column: impl Fn(&Id) -> usize) -> Vec<Vec<&'a Id>> {
    let mut by_column: BTreeMap<usize, Vec<&Id>> = BTreeMap::new();
    for thing in things {
        by_column.entry(column(thing)).or_default().push(thing);
    }
    by_column
        .into_values()
        .flat_map(|column| {
            let parts = column.len().div_ceil(COLUMN_CARDS).max(1);
            let size = column.len().div_ceil(parts).max(1);
            column.chunks(size).map(<[&Id]>::to_vec).collect::<Vec<_>>()
        })
        .collect()
}

/// Puts cards above each other, each as near as can be to the height of those that lead to it.
fn stack(scene: &mut Scene, column: &[&Id], flow: &Flow<'_>, pinned: &impl Fn(&Id) -> Option<Point>, x: f64, top: f64) {
    let placed_left = |id: &Id| {
        let rect = scene.card(id).map(|card| card.rect)?;
        (rect.x < x).then_some(rect.centre().y)
    };
    let mut wishes: Vec<(f64, &Id)> = column
        .iter()
        .map(|id| {
            let sources: Vec<f64> =
                flow.iter().filter(|(_, to)| to == id).filter_map(|(from, _)| placed_left(from)).collect();
            #[expect(clippy::cast_precision_loss, reason = "a count of connections")]
            let mean = sources.iter().sum::<f64>() / (sources.len().max(1)) as f64;
            (if sources.is_empty() || x <= 0.0 { f64::INFINITY } else { mean }, *id)
        })
        .collect();
    wishes.arrange_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    let mut y = top;
    for (wish, id) in wishes {
        let at = pinned(id);
        for card in scene.cards.iter_mut().filter(|card| card.id == *id) {
            let wished = if wish.is_finite() { wish - card.rect.h / 2.0 } else { y };
            let place = at.unwrap_or(Point { x, y: wished.max(y) });
            (card.rect.x, card.rect.y) = (place.x, place.y);
            if at.is_none() {
                y = card.rect.bottom() + STACK_GAP;
            }
        }
    }
}

/// Moves a VPC down until it overlaps no VPC that stands before it in the list.
fn settle_vpc(scene: &mut Scene, id: &Id, vpcs: &[Id]) {
    let earlier: Vec<Rect> =
        vpcs.iter().take_while(|other| *other != id).filter_map(|other| scene.vpc(other)).map(|vpc| vpc.rect).collect();
    loop {
        let Some(rect) = scene.vpc(id).map(|vpc| vpc.rect) else { return };
        let Some(blocker) = earlier.iter().find(|other| other.grown(STACK_GAP / 2.0).overlaps(&rect)) else { return };
        shift_vpc(scene, id, 0.0, blocker.bottom() + STACK_GAP - rect.y);
    }
}

/// Moves cards that overlap VPCs or each other to a free place; pinned ones have the first choice.
fn settle_cards(scene: &mut Scene, cards: &[Id], vpcs: &[Id], pinned: &impl Fn(&Id) -> Option<Point>) {
    let mut taken: Vec<Rect> = vpcs.iter().filter_map(|id| scene.vpc(id)).map(|vpc| vpc.rect).collect();
    settle(scene, cards, pinned, &mut taken);
}

fn settle(scene: &mut Scene, cards: &[Id], pinned: &impl Fn(&Id) -> Option<Point>, taken: &mut Vec<Rect>) {
    let (first, rest): (Vec<&Id>, Vec<&Id>) = cards.iter().partition(|id| pinned(id).is_some());
    for id in first.into_iter().chain(rest) {
        let Some(rect) = scene.card(id).map(|card| card.rect) else { continue };
        let free = nearest_free(rect, taken);
        for card in scene.cards.iter_mut().filter(|card| card.id == *id) {
            card.rect = free;
        }
        taken.push(free);
    }
}

/// The nearest place at which a rectangle overlaps none of the others.
pub fn nearest_free(rect: Rect, taken: &[Rect]) -> Rect {
    const GAP: f64 = 16.0;
    let blocked = |rect: &Rect| taken.iter().find(|other| other.grown(GAP - 1.0).overlaps(rect));
    let Some(mut blocker) = blocked(&rect) else { return rect };
    if taken.len() <= CAREFUL {
        let beside = |other: &Rect| {
            [
                Rect { y: other.bottom() + GAP, ..rect },
                Rect { x: other.right() + GAP, ..rect },
                Rect { y: other.y - GAP - rect.h, ..rect },
                Rect { x: other.x - GAP - rect.w, ..rect },
            ]
        };
        let distance = |place: &Rect| (place.x - rect.x).abs() + (place.y - rect.y).abs();
        let near = taken
            .iter()
            .flat_map(beside)
            .filter(|place| blocked(place).is_none())
            .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        if let Some(place) = near {
            return place;
        }
    }
    let mut place = rect;
    loop {
        place.y = blocker.bottom() + GAP;
        match blocked(&place) {
            Some(next) => blocker = next,
            None => return place,
        }
    }
}

/// Places the cards outside every region.
fn arrange_globals(system: &System<'_>, scene: &mut Scene, flow: &Flow<'_>, pinned: &impl Fn(&Id) -> Option<Point>) {
    let globals: Vec<Id> =
        scene.cards.iter().filter(|card| card.place == Place::Global).map(|card| card.id.clone()).collect();
    let ids: BTreeSet<&Id> = globals.iter().gather();
    let inner: Flow<'_> = flow.iter().copied().filter(|(from, to)| ids.contains(from) && ids.contains(to)).gather();
    let regional: BTreeSet<&Id> =
        flow.iter().flat_map(|(from, to)| [*from, *to]).filter(|id| !ids.contains(id)).gather();
    let called = reach(&regional, flow, false);
    let calling = reach(&regional, flow, true);
    let order: Vec<&Id> = globals.iter().collect();
    let rank = ranks(&order, &inner);
    let (after, before): (Vec<&Id>, Vec<&Id>) =
        globals.iter().partition(|id| called.contains(*id) && !calling.contains(*id));
    let frame = super::geometry::around(scene.regions.iter().map(|region| &region.rect));
    let right = frame.map_or(0.0, |frame| frame.right()) + COLUMN_GAP;
    let sides = [(before, -REGION_PAD - COLUMN_GAP - FREE_WIDTH, -1.0), (after, right, 1.0)];
    for (mut side, mut x, direction) in sides {
        side.arrange_by_key(|id| (rank.get(id).copied().unwrap_or(0), *id));
        let parts = side.len().div_ceil(COLUMN_CARDS).max(1);
        let size = side.len().div_ceil(parts).max(1);
        let mut columns: Vec<&[&Id]> = side.chunks(size).collect();
        if direction < 0.0 {
            columns.reverse();
        }
        for column in columns {
            let mut y = 24.0;
            for id in column {
                let at = pinned(id);
                for card in scene.cards.iter_mut().filter(|card| card.id == **id) {
                    let place = at.unwrap_or(Point { x, y });
                    (card.rect.x, card.rect.y) = (place.x, place.y);
                    if at.is_none() {
                        y = card.rect.bottom() + GLOBAL_GAP;
                    }
                }
            }
            x += direction * (FREE_WIDTH + COLUMN_GAP);
        }
    }
    level(system, scene, pinned);
    let mut taken: Vec<Rect> = scene.regions.iter().map(|region| region.rect).collect();
    settle(scene, &globals, pinned, &mut taken);
}

/// Moves the global cards that nobody pinned up or down together, so that lines from them run level.
fn level(system: &System<'_>, scene: &mut Scene, pinned: &impl Fn(&Id) -> Option<Point>) {
    let drops: Vec<f64> = system
        .design
        .connections
        .keys()
        .filter_map(|key| {
            let (tail, head) = (scene.card(&key.from)?, scene.card(&key.to)?);
            let leaves = tail.place == Place::Global && head.place != Place::Global && pinned(&tail.id).is_none();
            leaves.then(|| head.rect.centre().y - tail.rect.centre().y)
        })
        .collect();
    if drops.is_empty() {
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of connections")]
    let mean = (drops.iter().sum::<f64>() / drops.len() as f64).round();
    for card in scene.cards.iter_mut().filter(|card| card.place == Place::Global && pinned(&card.id).is_none()) {
        card.rect.y += mean;
    }
}
