//! What is written beside lines, where it touches nothing.

use std::collections::BTreeMap;

use super::geometry::Rect;
use super::route::text_of;
use super::scene::Scene;
use crate::model::{ConnectionKey, Point, Value};
use crate::order::{Arrange as _, Gather as _};
use crate::system::{Link, System};

/// Height of a label.
const HEIGHT: f64 = 14.0;
/// Distance between a line and its label.
const GAP: f64 = 5.0;
/// Above so many lines, each label takes the first place, whatever is there.
const CAREFUL: usize = 160;

/// A label.
#[derive(Clone, PartialEq, Debug)]
pub struct Label {
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub rect: Rect,
}

/// Writes a label beside every line that has something to say, in order of the lines.
pub fn place(system: &System<'_>, scene: &mut Scene) {
    let careful = scene.edges.len() <= CAREFUL;
    let cards: Vec<Rect> = scene.cards.iter().map(|card| card.rect.grown(1.0)).collect();
    let mut taken: Vec<Rect> = Vec::new();
    // A card's count of findings sits on its corner.
    taken.extend(scene.cards.iter().map(|card| Rect::new(card.rect.right() - 12.0, card.rect.y - 11.0, 24.0, 22.0)));
    taken.extend(text_of(scene));
    // Frames are lines too.
    taken.extend(scene.vpcs.iter().map(|vpc| &vpc.rect).chain(scene.regions.iter().map(|r| &r.rect)).flat_map(sides));
    let lines: Vec<Rect> = scene
        .edges
        .iter()
        .flat_map(|edge| edge.points.windows(2))
        .filter_map(|pair| match pair {
            [a, b] => Some(Rect::between(*a, *b).grown(2.0)),
            _ => None,
        })
        .collect();
    let links: BTreeMap<&ConnectionKey, &Link<'_>> =
        system.links.iter().filter_map(|link| Some((&link.drawn?.key, link))).gather();
    let texts: Vec<String> = scene
        .edges
        .iter()
        .map(|edge| links.get(&edge.key).map(|link| text(system, link)).unwrap_or_default())
        .collect();
    for (edge, text) in scene.edges.iter_mut().zip(texts) {
        if text.is_empty() {
            continue;
        }
        let w = super::text_width(&text, 11.0);
        let clashes = |rect: &Rect| {
            let hits = |others: &[Rect]| others.iter().filter(|other| other.overlaps(rect)).count();
            // What is behind a card cannot be read at all; a frame or a line only disturbs.
            if careful { hits(&cards) * 9 + hits(&taken) * 3 + hits(&lines) * 2 } else { 0 }
        };
        // The first place that touches nothing, else the one that touches least.
        let mut best: Option<(usize, Rect)> = None;
        for place in places(&edge.points, w) {
            let count = clashes(&place);
            if best.is_none_or(|(least, _)| count < least) {
                best = Some((count, place));
            }
            if count == 0 {
                break;
            }
        }
        if let Some((_, rect)) = best {
            taken.push(rect.grown(2.0));
            edge.label = Some(Label { text, rect });
        }
    }
}

fn sides(rect: &Rect) -> [Rect; 4] {
    [
        Rect::new(rect.x - 1.0, rect.y - 1.0, rect.w + 2.0, 2.0),
        Rect::new(rect.x - 1.0, rect.bottom() - 1.0, rect.w + 2.0, 2.0),
        Rect::new(rect.x - 1.0, rect.y - 1.0, 2.0, rect.h + 2.0),
        Rect::new(rect.right() - 1.0, rect.y - 1.0, 2.0, rect.h + 2.0),
    ]
}

/// Where a label may stand, the best places first: beside the longest stretches, near their middle.
fn places(points: &[Point], w: f64) -> Vec<Rect> {
    let mut stretches: Vec<(Point, Point)> = points
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some((*a, *b)),
            _ => None,
        })
        .collect();
    let length = |(a, b): &(Point, Point)| (a.x - b.x).abs() + (a.y - b.y).abs();
    stretches.arrange_by(|a, b| length(b).total_cmp(&length(a)));
    let mut places = Vec::new();
    for (a, b) in stretches {
        for share in [0.5, 0.3, 0.7, 0.15, 0.85] {
            let (x, y) = (a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
            if (a.x - b.x).abs() < 0.5 {
                places.push(Rect::new(x + GAP, y - HEIGHT / 2.0, w, HEIGHT));
                places.push(Rect::new(x - GAP - w, y - HEIGHT / 2.0, w, HEIGHT));
            } else {
                places.push(Rect::new(x - w / 2.0, y - HEIGHT - GAP + 1.0, w, HEIGHT));
                places.push(Rect::new(x - w / 2.0, y + GAP - 1.0, w, HEIGHT));
            }
        }
    }
    places
}

/// What a line says: the user's word, else protocol and port.
fn text(system: &System<'_>, link: &Link<'_>) -> String {
    if let Some(label) = link.drawn.and_then(|drawn| drawn.label.as_deref()).filter(|label| !label.trim().is_empty()) {
        return label.to_owned();
    }
    if !matches!(link.kind, crate::model::ConnectionKind::Request | crate::model::ConnectionKind::Data) {
        return String::new();
    }
    let head = system.node(link.to);
    let offer = (head.service.offer)(&head.settings());
    let settings = link.settings();
    let port = settings
        .raw()
        .get("port")
        .and_then(Value::as_u64)
        .and_then(|port| u16::try_from(port).ok())
        .unwrap_or(offer.port);
    let protocol = match settings.text("protocol") {
        "" => offer.protocol,
        said => said,
    };
    let protocol = match protocol {
        "" | "TCP" => known_protocol(port).unwrap_or(protocol),
        protocol => protocol,
    };
    match (protocol, port) {
        (_, 0) => protocol.to_owned(),
        ("", port) => port.to_string(),
        (protocol, port) => format!("{protocol} {port}"),
    }
}

/// The protocol that a port is registered for (IANA), where a card would otherwise say "TCP".
fn known_protocol(port: u16) -> Option<&'static str> {
    Some(match port {
        80 => "HTTP",
        443 => "HTTPS",
        1433 => "SQL Server",
        1521 => "Oracle",
        2049 => "NFS",
        3306 => "MySQL",
        5432 => "PostgreSQL",
        6379 => "Redis",
        11211 => "Memcached",
        _ => return None,
    })
}
