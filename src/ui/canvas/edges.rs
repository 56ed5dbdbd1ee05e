//! The lines of connections, in one SVG.

use leptos::prelude::*;

use super::drill;
use super::handle::CanvasHandle;
use super::reading::Reading;
use crate::model::{ConnectionKey, Point};
use crate::picture::path_data;
use crate::ui::workspace::Workspace;

/// Length of an arrow head.
const ARROW: f64 = 9.0;
/// Half the width of an arrow head.
const ARROW_HALF: f64 = 4.2;

/// Every line.
#[component]
pub fn Edges() -> impl IntoView {
    let canvas = CanvasHandle::here();
    let edges = canvas.mirror.edges;
    view! {
        <svg class="zw-edges" width="1" height="1">
            <For each=move || edges.get() key=|key| key.clone() let(key)>
                <EdgeView key_=key />
            </For>
        </svg>
    }
}

#[component]
fn EdgeView(key_: ConnectionKey) -> impl IntoView {
    let key = key_;
    let (canvas, workspace, reading) = (CanvasHandle::here(), Workspace::here(), Reading::here());
    let Some(edge) = canvas.mirror.edge(&key) else { return ().into_any() };
    let (own, drawn) = (key.clone(), edge.clone());
    let fare = Memo::new(move |_| drill::line_fare(workspace, drawn.with(|edge| edge.kind), &own.from, &own.to));
    let own = key.clone();
    let selected = Memo::new(move |_| reading.lines.with(|lines| lines.contains(&own)));
    let own = key.clone();
    let beside = Memo::new(move |_| reading.alone.with(|alone| alone.as_ref().is_some_and(|alone| own.touches(alone))));
    let (line, head, label, kind) = (edge.clone(), edge.clone(), edge.clone(), edge);
    view! {
        <g
            class="zw-edge"
            class:selected=move || selected.get()
            class:beside=move || beside.get()
            data-connection=key.to_string()
            data-connection-id=key.id.clone()
            data-kind=move || kind.with(|edge| edge.kind.name())
            data-fare=move || fare.get().class()
        >
            <path class="zw-line" d=move || line.with(|edge| path_data(&shortened(&edge.points))) />
            <path class="zw-arrow" d=move || head.with(|edge| arrow(&edge.points)) />
            {move || {
                label
                    .with(|edge| {
                        edge.label
                            .as_ref()
                            .map(|label| {
                                view! {
                                    <text x=label.rect.x y=label.rect.bottom() - 3.5>
                                        {label.text.clone()}
                                    </text>
                                }
                            })
                    })
            }}
        </g>
    }
    .into_any()
}

/// The unit vector along the last stretch of a line, and its end.
fn last_stretch(points: &[Point]) -> Option<(Point, Point)> {
    let [.., before, end] = points else { return None };
    let (dx, dy) = (end.x - before.x, end.y - before.y);
    let length = dx.abs().max(dy.abs());
    (length > 0.0).then(|| (*end, Point { x: dx / length, y: dy / length }))
}

/// The line without the part under its arrow head.
fn shortened(points: &[Point]) -> Vec<Point> {
    let mut points = points.to_vec();
    if let Some((end, along)) = last_stretch(&points)
        && let Some(last) = points.last_mut()
    {
        *last = Point { x: end.x - along.x * ARROW, y: end.y - along.y * ARROW };
    }
    points
}

/// The outline of a line's arrow head.
pub fn arrow(points: &[Point]) -> String {
    let Some((end, along)) = last_stretch(points) else { return String::new() };
    let back = Point { x: end.x - along.x * ARROW, y: end.y - along.y * ARROW };
    let aside = Point { x: -along.y * ARROW_HALF, y: along.x * ARROW_HALF };
    format!("M{} {}L{} {}L{} {}Z", end.x, end.y, back.x + aside.x, back.y + aside.y, back.x - aside.x, back.y - aside.y)
}
