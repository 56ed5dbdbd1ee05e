//! The canvas' root: listeners, the element that carries pan and zoom, and its layers.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;

use super::card::CardView;
use super::controls::{Controls, EmptyHint};
use super::drill;
use super::edges::Edges;
use super::handle::CanvasHandle;
use super::overlay::GestureOverlay;
use super::places::{Regions, Vpc};
use super::pointer::Pointers;
use super::reading::Reading;
use crate::editor::{Gesture, Hit};
use crate::model::Size;
use crate::picture::{Played, Scene};
use crate::ui::workspace::Workspace;

/// The canvas. Fills its parent; needs a [`Workspace`] and a [`CanvasHandle`] in context.
#[component]
pub fn Canvas() -> impl IntoView {
    let (canvas, workspace) = (CanvasHandle::here(), Workspace::here());
    canvas.attach(workspace);
    let reading = Reading::of(canvas, workspace);
    provide_context(reading);
    let pointers = Pointers::new(canvas, workspace);
    pointers.watch_space();
    watch_size(canvas);
    Effect::new(move |_| {
        workspace.opened.track();
        canvas.forget_look();
    });
    Effect::new(move |_| {
        workspace.drawn.track();
        let played = workspace
            .simulation
            .with(|simulation| simulation.as_ref().map_or_else(Played::new, |simulation| drill::played(simulation)));
        let scene = workspace.with(|design| Scene::played(design, &played));
        canvas.mirror.sync(scene);
        canvas.first_look();
    });
    Effect::new(move |_| {
        canvas.screen.track();
        canvas.first_look();
    });
    Effect::new(move |_| {
        if let Some(id) = workspace.bring_into_view.get() {
            workspace.bring_into_view.set(None);
            canvas.bring_into_view(&id);
        }
    });
    let transform = move || {
        let camera = canvas.camera.get();
        format!("translate({}px,{}px) scale({})", camera.x, camera.y, camera.zoom)
    };
    let grid_at = move || {
        let camera = canvas.camera.get();
        format!("{}px {}px", camera.x, camera.y)
    };
    let grid_size = move || {
        let step = 16.0 * canvas.camera.get().zoom;
        let step = if step < 10.0 { step * 4.0 } else { step };
        format!("{step}px {step}px")
    };
    let doing = Memo::new(move |_| canvas.gesture.with(doing));
    let over = move || {
        pointers.hover.with(|hover| match hover {
            Some(Hit::Card(_) | Hit::Frame(_)) => "grab",
            Some(Hit::Band(_)) => "connect",
            Some(Hit::Handle(..)) => "stretch",
            Some(Hit::Line(_)) => "line",
            _ => "",
        })
    };
    let empty = Memo::new(move |_| canvas.mirror.cards.with(Vec::is_empty) && canvas.mirror.vpcs.with(Vec::is_empty));
    view! {
        <div
            node_ref=canvas.root
            class="zw-canvas"
            role="application"
            aria-label="Canvas"
            tabindex="0"
            data-doing=move || doing.get()
            data-over=over
            class:space=move || canvas.space.get()
            style:background-position=grid_at
            style:background-size=grid_size
            on:pointerdown=move |event| pointers.down(&event)
            on:pointermove=move |event| pointers.moved(&event)
            on:pointerup=move |event| pointers.up(&event)
            on:pointercancel=move |event| pointers.lost(&event)
            on:lostpointercapture=move |event| pointers.lost(&event)
            on:dblclick=move |event| pointers.double(&event)
            on:wheel=move |event| pointers.wheel(&event)
            on:contextmenu=move |event| event.prevent_default()
        >
            <div class="zw-world" class:moving=move || canvas.moving.get() style:transform=transform>
                <Regions />
                <For each=move || canvas.mirror.vpcs.get() key=|id| id.clone() let(id)>
                    <Vpc id=id />
                </For>
                <Edges />
                <For each=move || reading.cards.get() key=|id| id.clone() let(id)>
                    <CardView id=id />
                </For>
                <GestureOverlay />
            </div>
            <Show when=move || empty.get()>
                <EmptyHint />
            </Show>
            <Controls />
        </div>
    }
}

/// The gesture's name in the style sheet.
fn doing(gesture: &Gesture) -> &'static str {
    match gesture {
        Gesture::Idle | Gesture::Press { .. } => "",
        Gesture::Pan { .. } => "pan",
        Gesture::Drag { .. } => "drag",
        Gesture::Marquee { .. } => "marquee",
        Gesture::Connect { .. } => "connect",
        Gesture::Stretch { .. } => "stretch",
        Gesture::Place { .. } => "place",
    }
}

/// Keeps the size of the canvas on screen known.
fn watch_size(canvas: CanvasHandle) {
    Effect::new(move |_| {
        let Some(root) = canvas.root.get() else { return };
        let element: web_sys::Element = root.unchecked_into();
        let read = {
            let element = element.clone();
            move || {
                let size = Size { w: f64::from(element.client_width()), h: f64::from(element.client_height()) };
                if canvas.screen.try_get_untracked().is_some_and(|old| old != size) {
                    canvas.screen.set(size);
                }
            }
        };
        read();
        let seen = Closure::<dyn FnMut()>::new(read);
        let Ok(observer) = web_sys::ResizeObserver::new(seen.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let kept = StoredValue::new_local(Some((observer, seen)));
        on_cleanup(move || {
            if let Some((observer, _)) = kept.try_update_value(Option::take).flatten() {
                observer.disconnect();
            }
        });
    });
}
