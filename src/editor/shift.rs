//! Moving what is drawn: the drop decides about container, lanes and tier.

use super::drop::snapped;
use super::hit::{Ground, ground};
use crate::catalog::{self, Scope};
use crate::model::{Command, Component, Design, Id, Place, Point, Tier, Zone};
use crate::order::Arrange as _;
use crate::picture::{Card, Rect, Scene, VpcBox};

/// How far outside its VPC something must be dropped to leave it, in canvas units.
const RESISTANCE: f64 = 24.0;

/// The command that moves components by a distance. `grab` is where the pointer took hold of the first
/// one. `None` where nothing would change.
pub fn shift(design: &Design, scene: &Scene, ids: &[Id], grab: Point, by: Point) -> Option<Command> {
    let mut commands = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        let Some(component) = design.component(id) else { continue };
        // What is inside a moved VPC moves with it.
        if component.place.vpc().is_some_and(|vpc| ids.contains(vpc)) {
            continue;
        }
        let Some(rect) = scene.rect_of(id) else { continue };
        let from = if index == 0 { grab } else { rect.centre() };
        commands.extend(moved(design, scene, component, from, by));
    }
    let label = || match ids {
        [id] => format!("Move {}", design.component(id).map_or(id.as_str(), |component| component.label())),
        many => format!("Move {} components", many.len()),
    };
    match commands.len() {
        0 | 1 => commands.pop(),
        _ => Some(Command::Batch { label: label(), commands }),
    }
}

/// The command that moves components by steps of the grid: outside VPCs by a distance, inside them by
/// lanes and rows.
pub fn nudge(design: &Design, scene: &Scene, ids: &[Id], dx: f64, dy: f64) -> Option<Command> {
    if let [id] = ids
        && let Some(card) = scene.card(id)
        && let Some(vpc) = card.place.vpc().and_then(|vpc| scene.vpc(vpc))
    {
        return nudge_inside(design, scene, vpc, card, dx, dy);
    }
    let free: Vec<Id> =
        ids.iter().filter(|id| scene.card(id).is_none_or(|card| card.place.vpc().is_none())).cloned().collect();
    let grab = scene.rect_of(free.first()?)?.centre();
    shift(design, scene, &free, grab, Point { x: dx, y: dy })
}

fn nudge_inside(design: &Design, scene: &Scene, vpc: &VpcBox, card: &Card, dx: f64, dy: f64) -> Option<Command> {
    let component = design.component(&card.id)?;
    let grab = card.rect.centre();
    if dx != 0.0 {
        let lanes: Vec<Zone> = vpc.lanes.iter().map(|lane| lane.zone).collect();
        let zones = shifted(&lanes, &component.zones, if dx > 0.0 { 1 } else { -1 });
        return (zones != component.zones).then(|| Command::SetZones { id: card.id.clone(), zones });
    }
    // To the other side of the neighbour in the row, else into the next row.
    let mates = mates(scene, card);
    let neighbour = if dy < 0.0 {
        mates.iter().filter(|mate| mate.rect.y < card.rect.y).max_by(|a, b| a.rect.y.total_cmp(&b.rect.y))
    } else {
        mates.iter().filter(|mate| mate.rect.y > card.rect.y).min_by(|a, b| a.rect.y.total_cmp(&b.rect.y))
    };
    let target = match neighbour {
        Some(mate) => mate.rect.centre().y + if dy < 0.0 { -1.0 } else { 1.0 },
        None => {
            let at = vpc.rows.iter().position(|row| Some(row.tier) == card.tier)?;
            let next = if dy < 0.0 { at.checked_sub(1)? } else { at + 1 };
            vpc.rows.get(next)?.rect.centre().y
        }
    };
    moved(design, scene, component, grab, Point { x: 0.0, y: target - grab.y }).pop_or_batch()
}

/// The other cards of a card's row.
fn mates<'a>(scene: &'a Scene, card: &Card) -> Vec<&'a Card> {
    scene
        .cards
        .iter()
        .filter(|other| other.id != card.id && other.place == card.place && other.tier == card.tier)
        .collect()
}

trait OneCommand {
    fn pop_or_batch(self) -> Option<Command>;
}

impl OneCommand for Vec<Command> {
    fn pop_or_batch(mut self) -> Option<Command> {
        match self.len() {
            0 | 1 => self.pop(),
            _ => Some(Command::Batch { label: "Move".to_owned(), commands: self }),
        }
    }
}

/// The commands that move one component.
fn moved(design: &Design, scene: &Scene, component: &Component, grab: Point, by: Point) -> Vec<Command> {
    let to = Point { x: grab.x + by.x, y: grab.y + by.y };
    let scope = catalog::find(&component.kind).scope;
    let Some(rect) = scene.rect_of(&component.id) else { return Vec::new() };
    let at = snapped(Point { x: rect.x + by.x, y: rect.y + by.y });
    let own = component.place.vpc().and_then(|vpc| scene.vpc(vpc));
    let inside = match (own, ground(scene, to)) {
        (_, Ground::Cell { vpc, .. }) if scope.fits_vpc() => scene.vpc(&vpc),
        // It cannot live outside, or was not pulled far enough.
        (Some(own), _) if scope.needs_vpc() || own.rect.grown(RESISTANCE).contains(to) => Some(own),
        _ => None,
    };
    if let Some(vpc) = inside {
        return into_vpc(scene, component, vpc, grab, to);
    }
    let place = match (scope, ground(scene, to), &component.place) {
        (Scope::Global, _, _) => Place::Global,
        (_, Ground::Region(region), _) => Place::Region(region),
        (_, _, Place::Vpc(vpc)) => {
            let region = scene.vpc(vpc).map_or(&design.header.region, |vpc| &vpc.region);
            Place::Region(region.clone())
        }
        (_, _, place) => place.clone(),
    };
    if place == component.place {
        return vec![Command::Move { positions: vec![(component.id.clone(), at)] }];
    }
    let zones = if scope == Scope::Container { component.zones.clone() } else { Vec::new() };
    vec![Command::Place { id: component.id.clone(), place, tier: None, zones, at: Some(at) }]
}

fn into_vpc(scene: &Scene, component: &Component, vpc: &VpcBox, grab: Point, to: Point) -> Vec<Command> {
    let lanes: Vec<Zone> = vpc.lanes.iter().map(|lane| lane.zone).collect();
    let lane = |x: f64| vpc.lane_at(x).and_then(|lane| lanes.iter().position(|zone| *zone == lane.zone)).unwrap_or(0);
    let tier = vpc.row_at(to.y).map_or(Tier::Private, |row| row.tier);
    let scope = catalog::find(&component.kind).scope;
    let same = component.place.vpc() == Some(&vpc.id);
    let zones = if scope == Scope::Zonal && component.zones.len() <= 1 {
        lanes.get(lane(to.x)).copied().into_iter().collect()
    } else if same {
        let steps = isize::try_from(lane(to.x)).unwrap_or(0) - isize::try_from(lane(grab.x)).unwrap_or(0);
        shifted(&lanes, &component.zones, steps)
    } else {
        let kept: Vec<Zone> = component.zones.iter().copied().filter(|zone| lanes.contains(zone)).collect();
        if kept.is_empty() { lanes.clone() } else { kept }
    };
    let row_changes = !same || component.tier != Some(tier);
    let mut commands = Vec::new();
    let mut mates: Vec<&Card> = scene
        .cards
        .iter()
        .filter(|card| card.id != component.id && card.place.vpc() == Some(&vpc.id) && card.tier == Some(tier))
        .collect();
    mates.arrange_by(|a, b| a.rect.y.total_cmp(&b.rect.y).then(a.rect.x.total_cmp(&b.rect.x)));
    let before = |y: f64| mates.iter().filter(|mate| mate.rect.centre().y < y).count();
    let own_y = scene.card(&component.id).map_or(to.y, |card| card.rect.centre().y);
    let order_changes = row_changes || before(own_y) != before(own_y + to.y - grab.y);
    let place = Place::Vpc(vpc.id.clone());
    let at = if order_changes && !mates.is_empty() {
        // The order is now the user's: every card of the row is pinned to it.
        let slot = if row_changes { before(to.y) } else { before(own_y + to.y - grab.y) };
        let mut y = 0.0;
        let mut own = 0.0;
        let mut positions = Vec::new();
        for (index, mate) in mates.iter().enumerate() {
            if index == slot {
                own = y;
                y += 8.0;
            }
            positions.push((mate.id.clone(), Point { x: vpc.rect.x, y: vpc.rect.y + y }));
            y += 8.0;
        }
        if slot >= mates.len() {
            own = y;
        }
        commands.push(Command::Move { positions });
        Some(Point { x: vpc.rect.x, y: vpc.rect.y + own })
    } else {
        component.at
    };
    if component.place != place || component.tier != Some(tier) || component.zones != zones || component.at != at {
        commands.push(Command::Place { id: component.id.clone(), place, tier: Some(tier), zones, at });
    }
    commands
}

/// Zones moved by lanes, as far as there are lanes; their order and gaps stay.
fn shifted(lanes: &[Zone], zones: &[Zone], steps: isize) -> Vec<Zone> {
    let index = |zone: &Zone| lanes.iter().position(|lane| lane == zone).and_then(|at| isize::try_from(at).ok());
    let places: Vec<isize> = zones.iter().filter_map(index).collect();
    let last = isize::try_from(lanes.len()).unwrap_or(0) - 1;
    let (Some(low), Some(high)) = (places.iter().min(), places.iter().max()) else { return zones.to_vec() };
    let steps = steps.clamp(-low, (last - high).max(-low));
    places
        .iter()
        .filter_map(|place| usize::try_from(place + steps).ok().and_then(|at| lanes.get(at)).copied())
        .collect()
}

/// The cells that a card would occupy if it were dropped at a point, for the highlight under a drag. `None`
/// where it would be in no VPC.
pub fn cell_of(design: &Design, scene: &Scene, id: &Id, grab: Point, to: Point) -> Option<Rect> {
    let component = design.component(id)?;
    let by = Point { x: to.x - grab.x, y: to.y - grab.y };
    let own = || component.place.vpc().map(|vpc| (vpc.clone(), component.tier, component.zones.clone()));
    let (vpc, tier, zones) = moved(design, scene, component, grab, by)
        .into_iter()
        .find_map(|command| match command {
            Command::Place { id: other, place, tier, zones, .. } if other == *id => Some((place, tier, zones)),
            _ => None,
        })
        .map_or_else(own, |(place, tier, zones)| place.vpc().map(|vpc| (vpc.clone(), tier, zones)))?;
    let vpc = scene.vpc(&vpc)?;
    let row = vpc.rows.iter().find(|row| Some(row.tier) == tier)?;
    let lanes = vpc.lanes.iter().filter(|lane| zones.contains(&lane.zone)).map(|lane| lane.rect);
    let span = lanes.reduce(|all, lane| all.union(&lane))?;
    Some(Rect { y: row.rect.y, h: row.rect.h, ..span })
}
