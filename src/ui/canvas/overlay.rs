//! What a gesture in progress would do: boxes, lines, targets and reasons over everything else.

use leptos::prelude::*;

use super::edges::arrow;
use super::handle::CanvasHandle;
use crate::catalog;
use crate::editor::{self, Gesture};
use crate::model::{Id, Point, Zone};
use crate::picture::{Rect, Scene, simple_route};
use crate::ui::parts::icon::ServiceIcon;
use crate::ui::workspace::Workspace;

/// A word at the pointer.
#[derive(Clone, PartialEq)]
struct Word {
    at: Point,
    text: String,
    refused: bool,
}

/// What is drawn over the scene.
#[derive(Clone, PartialEq, Default)]
struct Overlay {
    /// Where something would land or reach.
    target: Option<Rect>,
    /// The selection box.
    marquee: Option<Rect>,
    /// A line being drawn, with its arrow head.
    line: Option<(String, String)>,
    /// What is said at the pointer.
    word: Option<Word>,
    /// What is dragged out of the palette.
    ghost: Option<(&'static str, Point)>,
}

/// The overlay.
#[component]
pub fn GestureOverlay() -> impl IntoView {
    let (canvas, workspace) = (CanvasHandle::here(), Workspace::here());
    let overlay = Memo::new(move |_| canvas.gesture.with(|gesture| overlay(gesture, canvas, workspace)));
    let zoom = Memo::new(move |_| canvas.camera.get().zoom);
    let part = move |of: fn(&Overlay) -> Option<Rect>| Memo::new(move |_| overlay.with(of));
    let (target, marquee) = (part(|overlay| overlay.target), part(|overlay| overlay.marquee));
    view! {
        <Box_ class="zw-target" rect=target />
        <Box_ class="zw-marquee" rect=marquee />
        {move || {
            overlay
                .with(|overlay| overlay.line.clone())
                .map(|(line, head)| {
                    view! {
                        <svg class="zw-edges zw-over" width="1" height="1">
                            <path class="zw-line" d=line />
                            <path class="zw-arrow" d=head />
                        </svg>
                    }
                })
        }}
        {move || {
            overlay
                .with(|overlay| overlay.ghost)
                .map(|(kind, at)| {
                    let service = catalog::find(kind);
                    view! {
                        <div
                            class="zw-card zw-ghost"
                            aria-hidden="true"
                            style:transform=format!("translate({}px,{}px)", at.x - 26.0, at.y - 27.0)
                        >
                            <div class="zw-card-head">
                                <ServiceIcon service=service size=32 />
                                <div class="zw-card-text">
                                    <div class="zw-card-name">
                                        <b>{service.short}</b>
                                    </div>
                                </div>
                            </div>
                        </div>
                    }
                })
        }}
        {move || {
            overlay
                .with(|overlay| overlay.word.clone())
                .map(|word| {
                    let scale = 1.0 / zoom.get();
                    view! {
                        <div
                            class="zw-word"
                            class:refused=word.refused
                            style:transform=format!(
                                "translate({}px,{}px) scale({scale})",
                                word.at.x + 14.0 * scale,
                                word.at.y + 16.0 * scale,
                            )
                        >
                            {word.text}
                        </div>
                    }
                })
        }}
    }
}

#[component]
fn Box_(class: &'static str, rect: Memo<Option<Rect>>) -> impl IntoView {
    move || {
        rect.get().map(|rect| {
            view! {
                <div
                    class=class
                    style:left=format!("{}px", rect.x)
                    style:top=format!("{}px", rect.y)
                    style:width=format!("{}px", rect.w)
                    style:height=format!("{}px", rect.h)
                ></div>
            }
        })
    }
}

fn overlay(gesture: &Gesture, canvas: CanvasHandle, workspace: Workspace) -> Overlay {
    let scene = |read: &dyn Fn(&Scene) -> Overlay| canvas.mirror.with(|scene| read(scene));
    match gesture {
        Gesture::Idle | Gesture::Pan { .. } | Gesture::Press { .. } => Overlay::default(),
        Gesture::Marquee { from, to, .. } => Overlay { marquee: Some(Rect::between(*from, *to)), ..Overlay::default() },
        Gesture::Connect { from, to, over, .. } => scene(&|scene| {
            let Some(from) = from.as_ref().and_then(|from| scene.rect_of(from)) else { return Overlay::default() };
            let end = over
                .as_ref()
                .filter(|over| over.refused.is_none())
                .and_then(|over| scene.rect_of(&over.id))
                .unwrap_or(Rect::new(to.x, to.y, 0.0, 0.0));
            let points = simple_route(&from, &end);
            let reason = over.as_ref().and_then(|over| over.refused.clone());
            let line = Some((crate::picture::path_data(&points), arrow(&points)));
            let word = reason.map(|text| Word { at: *to, text, refused: true });
            Overlay { line, word, ..Overlay::default() }
        }),
        Gesture::Stretch { id, zones, .. } => scene(&|scene| Overlay {
            target: reach(scene, id, zones),
            word: reach(scene, id, zones).map(|rect| Word {
                at: Point { x: rect.x, y: rect.bottom() },
                text: zones_text(zones),
                refused: false,
            }),
            ..Overlay::default()
        }),
        Gesture::Drag { ids, grab, by, .. } => scene(&|scene| {
            let to = Point { x: grab.x + by.x, y: grab.y + by.y };
            let Some(first) = ids.first().and_then(|id| scene.card(id)) else { return Overlay::default() };
            let service = catalog::find(first.kind);
            if !service.scope.fits_vpc() {
                return Overlay::default();
            }
            let target = workspace.with(|design| editor::cell_of(design, scene, &first.id, *grab, to));
            Overlay { target, ..Overlay::default() }
        }),
        Gesture::Place { kind, at, .. } => scene(&|scene| {
            let landing = workspace.with(|design| editor::landing(design, scene, catalog::find(kind), *at));
            let word = (!landing.why.is_empty()).then(|| Word {
                at: Point { x: at.x, y: at.y + 24.0 },
                text: landing.why.clone(),
                refused: false,
            });
            Overlay { target: landing.highlight, word, ghost: Some((kind, *at)), ..Overlay::default() }
        }),
    }
}

/// Where a card would reach with these zones.
fn reach(scene: &Scene, id: &Id, zones: &[Zone]) -> Option<Rect> {
    let card = scene.card(id)?;
    let vpc = scene.vpc(card.place.vpc()?)?;
    let span =
        vpc.lanes.iter().filter(|lane| zones.contains(&lane.zone)).map(|lane| lane.rect).reduce(|a, b| a.union(&b))?;
    Some(Rect { y: card.rect.y - 6.0, h: card.rect.h + 12.0, ..span })
}

fn zones_text(zones: &[Zone]) -> String {
    let letters: Vec<String> = zones.iter().map(Zone::to_string).collect();
    format!("{} {}", if letters.len() == 1 { "zone" } else { "zones" }, letters.join(", "))
}
