//! Dragging something out of the palette: listeners on the window, for as long as the button is down.

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, PointerEvent};

use super::handle::CanvasHandle;
use crate::editor::{Button, Hit, Input, Modifiers, Pointer};
use crate::model::Point;

/// Follows the pointer from the palette until it is let go.
pub fn take(canvas: CanvasHandle, kind: &'static str, event: &PointerEvent) {
    let Some(root) = canvas.root.get_untracked() else { return };
    let rect = root.unchecked_ref::<Element>().get_bounding_client_rect();
    let corner = Point { x: rect.left(), y: rect.top() };
    let size = (rect.width(), rect.height());
    let (id, start) = (event.pointer_id(), (event.client_x(), event.client_y()));
    let read = move |event: &PointerEvent| Pointer {
        at: Point { x: f64::from(event.client_x()) - corner.x, y: f64::from(event.client_y()) - corner.y },
        button: Button::Main,
        held: Modifiers::default(),
        touch: event.pointer_type() == "touch",
        hit: Hit::Ground,
    };
    let inside = move |at: Point| at.x >= 0.0 && at.y >= 0.0 && at.x <= size.0 && at.y <= size.1;
    let listeners: StoredValue<Vec<EventListener>, LocalStorage> = StoredValue::new_local(Vec::new());
    // Not in the middle of one of them: a listener cannot drop itself while it runs.
    let stop = move || {
        crate::ui::platform::soon(move || {
            listeners.try_update_value(Vec::clear);
        });
    };
    let began = StoredValue::new(false);
    let moved = EventListener::new(&window(), "pointermove", move |event| {
        let Some(event) = event.dyn_ref::<PointerEvent>().filter(|event| event.pointer_id() == id) else { return };
        let far = (event.client_x() - start.0).abs().max((event.client_y() - start.1).abs()) >= 5;
        let pointer = read(event);
        if !began.get_value() && far {
            began.set_value(true);
            canvas.input(&Input::Take { kind, at: pointer.at });
        } else if began.get_value() {
            canvas.input(&Input::Move(pointer));
        }
    });
    let up = EventListener::new(&window(), "pointerup", move |event| {
        let Some(event) = event.dyn_ref::<PointerEvent>().filter(|event| event.pointer_id() == id) else { return };
        let pointer = read(event);
        if began.get_value() {
            if inside(pointer.at) {
                canvas.input(&Input::Up(pointer));
                canvas.focus();
            } else {
                canvas.cancel();
            }
        }
        stop();
    });
    let cancelled = EventListener::new(&window(), "pointercancel", move |_| {
        canvas.cancel();
        stop();
    });
    listeners.set_value(vec![moved, up, cancelled]);
}
