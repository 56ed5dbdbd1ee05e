//! The scene as signals: one per card, line and VPC, set only where something differs.
//!
//! [`Mirror::sync`] compares everything with what is shown; that costs a fraction of a millisecond, and
//! undo, load and paste need nothing of their own. The signals are counted by reference, so that a view on
//! its way out never reads a disposed one.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use crate::model::{ConnectionKey, Id, Point};
use crate::order::Gather as _;
use crate::picture::{Card, Edge, Rect, RegionBox, Scene, VpcBox, simple_route};

/// What is shown of a card.
#[derive(Clone)]
pub struct CardSignals {
    /// The card.
    pub card: ArcRwSignal<Card>,
    /// How far it is being dragged.
    pub offset: ArcRwSignal<Point>,
}

/// What is shown of a VPC.
#[derive(Clone)]
pub struct VpcSignals {
    /// The VPC.
    pub vpc: ArcRwSignal<VpcBox>,
    /// How far it is being dragged.
    pub offset: ArcRwSignal<Point>,
}

/// The scene as signals.
#[derive(Clone, Copy)]
pub struct Mirror {
    scene: StoredValue<Scene, LocalStorage>,
    /// The cards, by id.
    pub cards: RwSignal<Vec<Id>>,
    /// The lines, by key.
    pub edges: RwSignal<Vec<ConnectionKey>>,
    /// The VPCs, by id.
    pub vpcs: RwSignal<Vec<Id>>,
    /// The regions.
    pub regions: RwSignal<Vec<RegionBox>>,
    card_signals: StoredValue<BTreeMap<Id, CardSignals>, LocalStorage>,
    edge_signals: StoredValue<BTreeMap<ConnectionKey, ArcRwSignal<Edge>>, LocalStorage>,
    vpc_signals: StoredValue<BTreeMap<Id, VpcSignals>, LocalStorage>,
    dragged: StoredValue<BTreeSet<Id>, LocalStorage>,
}

impl Mirror {
    /// A mirror of nothing.
    pub fn new() -> Self {
        Self {
            scene: StoredValue::new_local(Scene::default()),
            cards: RwSignal::new(Vec::new()),
            edges: RwSignal::new(Vec::new()),
            vpcs: RwSignal::new(Vec::new()),
            regions: RwSignal::new(Vec::new()),
            card_signals: StoredValue::new_local(BTreeMap::new()),
            edge_signals: StoredValue::new_local(BTreeMap::new()),
            vpc_signals: StoredValue::new_local(BTreeMap::new()),
            dragged: StoredValue::new_local(BTreeSet::new()),
        }
    }

    /// Reads the scene. Watches nothing.
    pub fn with<T>(&self, read: impl FnOnce(&Scene) -> T) -> T {
        self.scene.with_value(read)
    }

    /// The signals of a card.
    pub fn card(&self, id: &Id) -> Option<CardSignals> {
        self.card_signals.with_value(|signals| signals.get(id).cloned())
    }

    /// The signal of a line.
    pub fn edge(&self, key: &ConnectionKey) -> Option<ArcRwSignal<Edge>> {
        self.edge_signals.with_value(|signals| signals.get(key).cloned())
    }

    /// The signals of a VPC.
    pub fn vpc(&self, id: &Id) -> Option<VpcSignals> {
        self.vpc_signals.with_value(|signals| signals.get(id).cloned())
    }

    /// Shows a scene: sets what differs, adds what is new, drops what is gone.
    pub fn sync(&self, scene: Scene) {
        self.card_signals.update_value(|signals| {
            let fresh = |card: &Card| CardSignals {
                card: ArcRwSignal::new(card.clone()),
                offset: ArcRwSignal::new(Point::default()),
            };
            merge(signals, scene.cards.iter().map(|card| (&card.id, card)), fresh, |signals, card| {
                set(&signals.card, card);
                set(&signals.offset, &Point::default());
            });
        });
        self.vpc_signals.update_value(|signals| {
            let fresh = |vpc: &VpcBox| VpcSignals {
                vpc: ArcRwSignal::new(vpc.clone()),
                offset: ArcRwSignal::new(Point::default()),
            };
            merge(signals, scene.vpcs.iter().map(|vpc| (&vpc.id, vpc)), fresh, |signals, vpc| {
                set(&signals.vpc, vpc);
                set(&signals.offset, &Point::default());
            });
        });
        self.edge_signals.update_value(|signals| {
            merge(
                signals,
                scene.edges.iter().map(|edge| (&edge.key, edge)),
                |edge| ArcRwSignal::new(edge.clone()),
                set,
            );
        });
        set_list(self.cards, scene.cards.iter().map(|card| card.id.clone()).collect());
        set_list(self.vpcs, scene.vpcs.iter().map(|vpc| vpc.id.clone()).collect());
        set_list(self.edges, scene.edges.iter().map(|edge| edge.key.clone()).collect());
        set_list(self.regions, scene.regions.clone());
        self.dragged.update_value(BTreeSet::clear);
        self.scene.set_value(scene);
    }

    /// Shows components where a drag has brought them; the lines that end at them follow as they can.
    pub fn drag(&self, ids: &[Id], by: Point) {
        let moving: BTreeSet<Id> = self.scene.with_value(|scene| {
            let inside = scene.cards.iter().filter(|card| card.place.vpc().is_some_and(|vpc| ids.contains(vpc)));
            inside.map(|card| card.id.clone()).chain(ids.iter().cloned()).gather()
        });
        for id in &moving {
            if let Some(signals) = self.card(id) {
                set(&signals.offset, &by);
            }
            if let Some(signals) = self.vpc(id) {
                set(&signals.offset, &by);
            }
        }
        self.scene.with_value(|scene| {
            let rect = |id: &Id| -> Option<Rect> {
                let rect = scene.rect_of(id)?;
                Some(if moving.contains(id) { rect.moved(by.x, by.y) } else { rect })
            };
            for edge in &scene.edges {
                if !moving.contains(&edge.key.from) && !moving.contains(&edge.key.to) {
                    continue;
                }
                let (Some(signal), Some(from), Some(to)) =
                    (self.edge(&edge.key), rect(&edge.key.from), rect(&edge.key.to))
                else {
                    continue;
                };
                set(&signal, &Edge { points: simple_route(&from, &to), label: None, ..edge.clone() });
            }
        });
        self.dragged.set_value(moving);
    }

    /// Puts everything back that a drag has moved.
    pub fn settle(&self) {
        if self.dragged.with_value(BTreeSet::is_empty) {
            return;
        }
        let scene = self.scene.with_value(Scene::clone);
        self.sync(scene);
    }
}

fn set<T: PartialEq + Clone + Send + Sync + 'static>(signal: &ArcRwSignal<T>, value: &T) {
    if signal.with_untracked(|old| old != value) {
        signal.set(value.clone());
    }
}

fn set_list<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<Vec<T>>, list: Vec<T>) {
    if signal.with_untracked(|old| *old != list) {
        signal.set(list);
    }
}

fn merge<'a, K: Ord + Clone + 'a, T: 'a, S>(
    signals: &mut BTreeMap<K, S>,
    things: impl Iterator<Item = (&'a K, &'a T)> + Clone,
    fresh: impl Fn(&T) -> S,
    update: impl Fn(&S, &T),
) {
    let kept: BTreeSet<&K> = things.clone().map(|(key, _)| key).gather();
    signals.retain(|key, _| kept.contains(key));
    for (key, thing) in things {
        match signals.get(key) {
            Some(signal) => update(signal, thing),
            None => {
                signals.insert(key.clone(), fresh(thing));
            }
        }
    }
}
