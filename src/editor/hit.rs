//! What is under a point of the canvas.

use crate::model::{ConnectionKey, Id, Point, Tier, Zone};
use crate::picture::{Rect, Scene};

/// How wide the band along a card's border is from which connections are drawn, in screen pixels.
const BAND: f64 = 8.0;
/// How near a line must be to be meant, in screen pixels.
const LINE: f64 = 6.0;
/// Half the height of a stretch handle, in canvas units.
const HANDLE: f64 = 16.0;

/// A side of a card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// The left side.
    Left,
    /// The right side.
    Right,
}

/// What a pointer meets.
#[derive(Clone, PartialEq, Debug)]
pub enum Hit {
    /// A card's inside.
    Card(Id),
    /// The band along a card's border.
    Band(Id),
    /// A stretch handle of the selected card.
    Handle(Id, Side),
    /// A line.
    Line(ConnectionKey),
    /// The frame or title of a VPC.
    Frame(Id),
    /// Nothing that can be grabbed.
    Ground,
}

/// The container under a point.
#[derive(Clone, PartialEq, Debug)]
pub enum Ground {
    /// A cell of a VPC, also where there is no subnet yet.
    Cell {
        /// The VPC.
        vpc: Id,
        /// The row.
        tier: Tier,
        /// The lane.
        zone: Zone,
    },
    /// A region, beside its VPCs.
    Region(String),
    /// Outside every region.
    Outside,
}

/// What is at a point of the canvas, at a zoom. Only a card that is selected alone has handles.
pub fn hit(scene: &Scene, selected: Option<&Id>, at: Point, zoom: f64) -> Hit {
    let (band, line) = (BAND / zoom.max(0.3), LINE / zoom.max(0.3));
    if let Some(card) = selected.and_then(|id| scene.card(id)).filter(|card| card.place.vpc().is_some()) {
        let level = (at.y - card.rect.centre().y).abs() <= HANDLE;
        for (side, x) in [(Side::Left, card.rect.x), (Side::Right, card.rect.right())] {
            if level && (at.x - x).abs() <= band {
                return Hit::Handle(card.id.clone(), side);
            }
        }
    }
    if let Some(card) = scene.cards.iter().rev().find(|card| card.rect.contains(at)) {
        // Small cards keep an inside that can be grabbed.
        let band = band.min(card.rect.h / 5.0).min(card.rect.w / 5.0);
        let inside = card.rect.grown(-band).contains(at);
        return if inside { Hit::Card(card.id.clone()) } else { Hit::Band(card.id.clone()) };
    }
    let near = scene.edges.iter().rev().find(|edge| {
        edge.points.windows(2).any(|pair| match pair {
            [a, b] => Rect::between(*a, *b).grown(line).contains(at),
            _ => false,
        }) || edge.label.as_ref().is_some_and(|label| label.rect.contains(at))
    });
    if let Some(edge) = near {
        return Hit::Line(edge.key.clone());
    }
    let frame = scene.vpcs.iter().find(|vpc| {
        let on_title = Rect::new(vpc.rect.x, vpc.rect.y - 12.0, vpc.rect.w.min(260.0), 24.0).contains(at);
        on_title || (vpc.rect.grown(band / 2.0).contains(at) && !vpc.rect.grown(-band).contains(at))
    });
    frame.map_or(Hit::Ground, |vpc| Hit::Frame(vpc.id.clone()))
}

/// The container at a point of the canvas.
pub fn ground(scene: &Scene, at: Point) -> Ground {
    for vpc in scene.vpcs.iter().filter(|vpc| vpc.rect.contains(at)) {
        if let (Some(lane), Some(row)) = (vpc.lane_at(at.x), vpc.row_at(at.y)) {
            return Ground::Cell { vpc: vpc.id.clone(), tier: row.tier, zone: lane.zone };
        }
    }
    scene
        .regions
        .iter()
        .find(|region| region.rect.contains(at))
        .map_or(Ground::Outside, |region| Ground::Region(region.region.clone()))
}
