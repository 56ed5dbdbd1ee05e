//! What the cards share and each reads its part of: badges, refusals, what is in view.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use super::handle::CanvasHandle;
use crate::editor::{self, Gesture};
use crate::judge::Severity;
use crate::model::{ConnectionKey, Id};
use crate::order::Gather as _;
use crate::picture::Rect;
use crate::ui::workspace::Workspace;

/// Above so many cards, only those in or near the view are in the document.
const CULL_ABOVE: usize = 300;
/// What is in view changes in steps of this many canvas units.
const TILE: f64 = 512.0;

/// What the cards share.
#[derive(Clone, Copy)]
pub struct Reading {
    /// How many findings a component is the subject of, and how bad the worst is.
    pub badges: Memo<Arc<BTreeMap<Id, (usize, Severity)>>>,
    /// The components that a connection in progress cannot end at.
    pub refused: Memo<Arc<BTreeSet<Id>>>,
    /// The component that is selected alone.
    pub alone: Memo<Option<Id>>,
    /// The selected components.
    pub selected: Selector,
    /// The selected connections.
    pub lines: Memo<Vec<ConnectionKey>>,
    /// The cards in the document.
    pub cards: Memo<Vec<Id>>,
}

/// Tells each component whether it is selected, and only those whose answer changes.
#[derive(Clone, Copy)]
pub struct Selector {
    list: Memo<Arc<BTreeSet<Id>>>,
}

impl Selector {
    /// Whether it is selected, as a signal of its own.
    pub fn of(&self, id: Id) -> Memo<bool> {
        let list = self.list;
        Memo::new(move |_| list.with(|list| list.contains(&id)))
    }
}

impl Reading {
    /// What the cards of a canvas share.
    pub fn of(canvas: CanvasHandle, workspace: Workspace) -> Self {
        let badges = Memo::new(move |_| {
            let mut badges: BTreeMap<Id, (usize, Severity)> = BTreeMap::new();
            for finding in &workspace.analysis.get().findings {
                let Some(subject) = finding.components.first() else { continue };
                let badge = badges.entry(subject.clone()).or_insert((0, finding.severity));
                *badge = (badge.0 + 1, badge.1.min(finding.severity));
            }
            Arc::new(badges)
        });
        let tail = Memo::new(move |_| match canvas.gesture.get() {
            Gesture::Connect { from, .. } => from,
            _ => None,
        });
        let refused = Memo::new(move |_| {
            let Some(tail) = tail.get() else { return Arc::default() };
            Arc::new(workspace.with(|design| {
                let others = design.components.keys().filter(|id| **id != tail);
                others.filter(|id| editor::connection(design, &tail, id).is_err()).cloned().gather()
            }))
        });
        let alone = Memo::new(move |_| {
            workspace.selection.with(|selection| match selection.components.as_slice() {
                [one] if selection.connections.is_empty() => Some(one.clone()),
                _ => None,
            })
        });
        let list = Memo::new(move |_| {
            Arc::new(workspace.selection.with(|selection| selection.components.iter().cloned().gather()))
        });
        let tiles = Memo::new(move |_| {
            let visible = canvas.camera.get().visible(canvas.screen.get());
            let down = |length: f64| (length / TILE).floor() * TILE - TILE;
            let up = |length: f64| (length / TILE).ceil() * TILE + TILE;
            let (x, y) = (down(visible.x), down(visible.y));
            Rect::new(x, y, up(visible.right()) - x, up(visible.bottom()) - y)
        });
        let cards = Memo::new(move |_| {
            let all = canvas.mirror.cards.get();
            if all.len() <= CULL_ABOVE {
                return all;
            }
            workspace.drawn.track();
            let tiles = tiles.get();
            let near =
                |id: &Id| canvas.mirror.with(|scene| scene.card(id).is_some_and(|card| card.rect.overlaps(&tiles)));
            all.into_iter().filter(near).collect()
        });
        let lines = Memo::new(move |_| workspace.selection.with(|selection| selection.connections.clone()));
        Self { badges, refused, alone, selected: Selector { list }, lines, cards }
    }

    /// What the cards of the surrounding canvas share.
    pub fn here() -> Self {
        expect_context()
    }
}
