//! The scene: every box, card and line of a design, placed.

use std::collections::BTreeMap;

use super::arrange;
use super::card::{self, Card, Chip, ChipState};
use super::flow;
use super::geometry::{Rect, around};
use super::label::{self, Label};
use super::measure::{FREE_WIDTH, REGION_PAD};
use super::route;
use super::vpc::{Contents, Resident, VpcBox};
use crate::model::{ConnectionKey, ConnectionKind, Design, Id, Place, Point, Zone};
use crate::order::Arrange as _;
use crate::system::{Node, System, subnets};

/// What the units of components do while a failure is being played, in place of what they do otherwise.
pub type Played = BTreeMap<Id, Vec<(Zone, Chip)>>;

/// A region.
#[derive(Clone, PartialEq, Debug)]
pub struct RegionBox {
    /// The region's code.
    pub region: String,
    /// The frame.
    pub rect: Rect,
}

/// A drawn connection.
#[derive(Clone, PartialEq, Debug)]
pub struct Edge {
    /// The connection.
    pub key: ConnectionKey,
    /// What travels.
    pub kind: ConnectionKind,
    /// The corners of the line, from the tail's card to the head's. Neighbours share x or y.
    pub points: Vec<Point>,
    /// What is written beside it.
    pub label: Option<Label>,
}

/// Every box, card and line, placed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Scene {
    /// The smallest rectangle around everything.
    pub bounds: Rect,
    /// The regions, by code.
    pub regions: Vec<RegionBox>,
    /// The VPCs, by id.
    pub vpcs: Vec<VpcBox>,
    /// The cards, by id.
    pub cards: Vec<Card>,
    /// The lines, by key.
    pub edges: Vec<Edge>,
}

impl Scene {
    /// The scene of a design.
    pub fn of(design: &Design) -> Self {
        Self::played(design, &Played::new())
    }

    /// The scene of a design while failures are being played.
    pub fn played(design: &Design, played: &Played) -> Self {
        let system = System::of(design);
        let mut scene = Self::default();
        let mut free = Vec::new();
        for node in &system.nodes {
            if node.kind() == "vpc" {
                let (vpc, cards) = vpc_of(&system, node, played);
                scene.vpcs.push(vpc);
                scene.cards.extend(cards);
            } else if node.vpc.is_none() {
                free.push(free_card(node, played));
            }
        }
        scene.cards.extend(free);
        scene.cards.arrange_by(|a, b| a.id.cmp(&b.id));
        arrange::arrange(&system, &mut scene);
        scene.edges = route::route(&system, &scene);
        label::place(&system, &mut scene);
        let cards = scene.cards.iter().map(|card| &card.rect);
        let boxes = scene.regions.iter().map(|region| &region.rect);
        scene.bounds = around(cards.chain(boxes).chain(scene.vpcs.iter().map(|vpc| &vpc.rect))).unwrap_or_default();
        scene
    }

    /// The card of a component.
    pub fn card(&self, id: &str) -> Option<&Card> {
        self.cards.binary_search_by(|card| card.id.as_str().cmp(id)).ok().and_then(|index| self.cards.get(index))
    }

    /// The VPC of a component.
    pub fn vpc(&self, id: &str) -> Option<&VpcBox> {
        self.vpcs.iter().find(|vpc| vpc.id.as_str() == id)
    }

    /// The rectangle of a component, card or VPC.
    pub fn rect_of(&self, id: &str) -> Option<Rect> {
        self.card(id).map(|card| card.rect).or_else(|| self.vpc(id).map(|vpc| vpc.rect))
    }

    /// The frame of a region around its members. `None` where it has none.
    pub(super) fn frame_of(&self, region: &str, in_region: impl Fn(&Card) -> bool) -> Option<Rect> {
        let vpcs = self.vpcs.iter().filter(|vpc| vpc.region == region).map(|vpc| &vpc.rect);
        let cards = self.cards.iter().filter(|card| in_region(card)).map(|card| &card.rect);
        around(vpcs.chain(cards)).map(|rect| rect.grown(REGION_PAD))
    }

    /// Puts the regions' frames around their members.
    pub(super) fn frame_regions(&mut self) {
        let mut regions: Vec<&str> = self.vpcs.iter().map(|vpc| vpc.region.as_str()).collect();
        regions.extend(self.cards.iter().filter_map(|card| match &card.place {
            Place::Region(region) => Some(region.as_str()),
            _ => None,
        }));
        regions.arrange();
        regions.dedup();
        self.regions = regions
            .into_iter()
            .filter_map(|region| {
                let is_in = |card: &Card| matches!(&card.place, Place::Region(own) if own == region);
                let rect = self.frame_of(region, is_in)?;
                Some(RegionBox { region: region.to_owned(), rect })
            })
            .collect();
    }
}

/// The units of a node, as chips by zone.
fn units(node: &Node<'_>, played: &Played) -> Vec<(Zone, Chip)> {
    played.get(node.id()).cloned().unwrap_or_else(|| {
        let chip = |label: &String| Chip { label: label.clone(), state: ChipState::Up };
        node.resilience.units.iter().map(|unit| (unit.zone, chip(&unit.label))).collect()
    })
}

fn free_card(node: &Node<'_>, played: &Played) -> Card {
    let mut card = Card::of(node, FREE_WIDTH);
    let units = units(node, played);
    if let Some((zone, _)) = units.first() {
        let chips = units
            .iter()
            .map(|(zone, chip)| Chip { label: format!("{} in zone {zone}", chip.label), state: chip.state })
            .collect();
        card.set_parts(vec![super::Part { zone: *zone, x: 0.0, w: FREE_WIDTH, hole: false, chips }]);
    }
    card
}

fn vpc_of(system: &System<'_>, node: &Node<'_>, played: &Played) -> (VpcBox, Vec<Card>) {
    let region = node.region.unwrap_or_default();
    let mut residents: Vec<&Node<'_>> =
        system.nodes.iter().filter(|child| child.component.place.vpc() == Some(node.id())).collect();
    let order = flow::order_within(system, node.id());
    residents.arrange_by(|a, b| {
        let key = |node: &Node<'_>| node.component.at.map(|at| (at.y, at.x));
        match (key(a), key(b)) {
            (Some(a), Some(b)) => a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => std::cmp::Ordering::Equal,
        }
        .then_with(|| order.get(a.id()).cmp(&order.get(b.id())))
        .then_with(|| a.id().cmp(b.id()))
    });
    let residents: Vec<Resident<'_>> = residents
        .into_iter()
        .map(|node| {
            let units = units(node, played);
            let chips: Option<Box<dyn Fn(Zone) -> Vec<Chip>>> =
                card::has_units(node).then(|| Box::new(move |zone| card::chips_in(&units, zone)) as _);
            (Card::of(node, FREE_WIDTH), chips)
        })
        .collect();
    let subnets = subnets(system.design, node.id());
    let title = format!("VPC {} · {}", node.component.label(), node.settings().text("cidr_block"));
    let contents = Contents { id: node.id(), region, title, zones: &node.zones, subnets: &subnets };
    VpcBox::of(&contents, residents)
}
