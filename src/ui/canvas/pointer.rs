//! From the browser's pointer, wheel and key events to the gestures' inputs.
//!
//! One set of listeners on the canvas' root; what is met is found by geometry. However many movements a
//! frame brings, the last one counts.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::handle::CanvasHandle;
use crate::editor::{Button, Gesture, Hit, Input, Modifiers, Pointer, Wheel, hit};
use crate::model::Point;
use crate::ui::workspace::Workspace;

/// How long after the last turn of the wheel the view counts as moving, in milliseconds.
const WHEEL_REST: u32 = 180;

/// What the listeners remember between events.
#[derive(Clone, Copy)]
pub struct Pointers {
    canvas: CanvasHandle,
    workspace: Workspace,
    /// The root's upper left corner in the window, read when a gesture begins.
    corner: StoredValue<Point>,
    /// The pointer that the gesture belongs to.
    active: StoredValue<Option<i32>>,
    /// The latest movement, not yet acted upon.
    pending: StoredValue<Option<PointerEvent>, LocalStorage>,
    /// Fingers on the canvas, where they are.
    fingers: StoredValue<Vec<(i32, Point)>>,
    rest: StoredValue<Option<Timeout>, LocalStorage>,
    /// What the pointer is over while nothing goes on.
    pub hover: RwSignal<Option<Hit>>,
}

impl Pointers {
    /// Listeners of a canvas.
    pub fn new(canvas: CanvasHandle, workspace: Workspace) -> Self {
        Self {
            canvas,
            workspace,
            corner: StoredValue::new(Point::default()),
            active: StoredValue::new(None),
            pending: StoredValue::new_local(None),
            fingers: StoredValue::new(Vec::new()),
            rest: StoredValue::new_local(None),
            hover: RwSignal::new(None),
        }
    }

    fn read_corner(&self) {
        if let Some(root) = self.canvas.root.get_untracked() {
            let rect = root.unchecked_ref::<Element>().get_bounding_client_rect();
            self.corner.set_value(Point { x: rect.left(), y: rect.top() });
        }
    }

    fn at(&self, x: i32, y: i32) -> Point {
        let corner = self.corner.get_value();
        Point { x: f64::from(x) - corner.x, y: f64::from(y) - corner.y }
    }

    fn meets(&self, at: Point) -> Hit {
        let camera = self.canvas.camera.get_untracked();
        let one = self.workspace.selection.with_untracked(|selection| match selection.components.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        });
        self.canvas.mirror.with(|scene| hit(scene, one.as_ref(), camera.to_world(at), camera.zoom))
    }

    fn pointer(&self, event: &PointerEvent) -> Pointer {
        let at = self.at(event.client_x(), event.client_y());
        Pointer {
            at,
            button: match event.button() {
                1 => Button::Middle,
                2 => Button::Second,
                _ => Button::Main,
            },
            held: Modifiers {
                shift: event.shift_key(),
                ctrl: event.ctrl_key() || event.meta_key(),
                alt: event.alt_key(),
                space: self.canvas.space.get_untracked(),
            },
            touch: event.pointer_type() == "touch",
            hit: self.meets(at),
        }
    }

    /// A button goes down.
    pub fn down(&self, event: &PointerEvent) {
        if is_control(event) {
            return;
        }
        self.read_corner();
        let touch = event.pointer_type() == "touch";
        if touch {
            let at = self.at(event.client_x(), event.client_y());
            self.fingers.update_value(|fingers| fingers.push((event.pointer_id(), at)));
            if self.fingers.with_value(Vec::len) == 2 {
                // Two fingers move and zoom, whatever one of them had begun.
                self.canvas.cancel();
                self.active.set_value(None);
                return;
            }
        }
        if self.active.get_value().is_some() {
            return;
        }
        if let Some(root) = self.canvas.root.get_untracked() {
            // Without capture the gesture still works inside the canvas.
            let _ = root.unchecked_ref::<Element>().set_pointer_capture(event.pointer_id());
        }
        if event.button() == 1 {
            // The browser would begin to scroll by itself.
            event.prevent_default();
        }
        self.active.set_value(Some(event.pointer_id()));
        let pointer = self.pointer(event);
        self.canvas.input(&Input::Down(pointer));
    }

    /// The pointer moves; acted upon once in a frame.
    pub fn moved(&self, event: &PointerEvent) {
        if self.fingers.with_value(Vec::len) == 2 {
            self.pinch(event);
            return;
        }
        let others = self.active.get_value().is_some_and(|active| active != event.pointer_id());
        if others {
            return;
        }
        let waiting = self.pending.with_value(Option::is_some);
        self.pending.set_value(Some(event.clone()));
        if !waiting {
            let pointers = *self;
            request_animation_frame(move || pointers.flush());
        }
    }

    fn flush(&self) {
        let Some(event) = self.pending.try_update_value(Option::take).flatten() else { return };
        let idle = self.canvas.gesture.with_untracked(|gesture| *gesture == Gesture::Idle);
        if idle {
            if event.buttons() == 0 {
                if self.corner.get_value() == Point::default() {
                    self.read_corner();
                }
                let met = (!is_control(&event)).then(|| self.meets(self.at(event.client_x(), event.client_y())));
                if self.hover.with_untracked(|hover| *hover != met) {
                    self.hover.set(met);
                }
            }
            return;
        }
        // What comes out of the palette is followed by listeners of its own.
        if self.canvas.gesture.with_untracked(|gesture| matches!(gesture, Gesture::Place { .. })) {
            return;
        }
        if self.active.get_value().is_none() {
            self.read_corner();
        }
        let pointer = self.pointer(&event);
        self.canvas.input(&Input::Move(pointer));
    }

    /// A button goes up.
    pub fn up(&self, event: &PointerEvent) {
        self.fingers.update_value(|fingers| fingers.retain(|(id, _)| *id != event.pointer_id()));
        if self.active.get_value() != Some(event.pointer_id()) {
            return;
        }
        self.flush();
        self.active.set_value(None);
        let pointer = self.pointer(event);
        self.canvas.input(&Input::Up(pointer));
    }

    /// The browser takes the pointer away.
    pub fn lost(&self, event: &PointerEvent) {
        self.fingers.update_value(|fingers| fingers.retain(|(id, _)| *id != event.pointer_id()));
        if self.active.get_value() == Some(event.pointer_id()) {
            self.active.set_value(None);
            self.pending.set_value(None);
            self.canvas.cancel();
        }
    }

    /// Two presses in quick succession.
    pub fn double(&self, event: &ev::MouseEvent) {
        let on_control = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if on_control.is_some_and(|target| matches!(target.closest("button, input"), Ok(Some(_)))) {
            return;
        }
        self.read_corner();
        let at = self.at(event.client_x(), event.client_y());
        let (held, hit) = (Modifiers::default(), self.meets(at));
        self.canvas.input(&Input::Double(Pointer { at, button: Button::Main, held, touch: false, hit }));
    }

    fn pinch(&self, event: &PointerEvent) {
        let at = self.at(event.client_x(), event.client_y());
        let before = self.fingers.get_value();
        self.fingers.update_value(|fingers| {
            for finger in fingers.iter_mut().filter(|(id, _)| *id == event.pointer_id()) {
                finger.1 = at;
            }
        });
        let after = self.fingers.get_value();
        let (Some(((_, a), (_, b))), Some(((_, c), (_, d)))) = (pair(&before), pair(&after)) else { return };
        let middle = |a: Point, b: Point| Point { x: f64::midpoint(a.x, b.x), y: f64::midpoint(a.y, b.y) };
        let apart = |a: Point, b: Point| (a.x - b.x).hypot(a.y - b.y).max(1.0);
        let (from, to) = (middle(a, b), middle(c, d));
        let camera = self.canvas.camera.get_untracked().panned(to.x - from.x, to.y - from.y);
        self.canvas.camera.set(camera.zoomed(to, apart(c, d) / apart(a, b)));
    }

    /// The wheel turns, or a trackpad is stroked or pinched.
    pub fn wheel(&self, event: &ev::WheelEvent) {
        event.prevent_default();
        self.read_corner();
        let at = self.at(event.client_x(), event.client_y());
        // Lines rather than pixels, or whole notches without a sideways part, come from a mouse.
        let by_lines = event.delta_mode() != 0;
        let (dx, dy) = (event.delta_x(), event.delta_y());
        let notches = by_lines || (dx == 0.0 && dy.abs() >= 90.0 && dy.fract() == 0.0);
        let scale = if by_lines { 33.0 } else { 1.0 };
        let ctrl = event.ctrl_key() || event.meta_key();
        let wheel = Wheel::read(dx * scale, dy * scale, ctrl, event.shift_key(), notches);
        let camera = self.canvas.camera.get_untracked();
        self.canvas.camera.set(camera.wheeled(at, wheel));
        let moving = self.canvas.moving;
        if !moving.get_untracked() {
            moving.set(true);
        }
        self.rest.set_value(Some(Timeout::new(WHEEL_REST, move || {
            moving.try_set(false);
        })));
    }

    /// Watches the space bar for as long as the surrounding view lives.
    pub fn watch_space(&self) {
        let space = self.canvas.space;
        let options = EventListenerOptions::enable_prevent_default();
        let down = EventListener::new_with_options(&window(), "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|event| event.code() == "Space") else { return };
            if event.default_prevented() {
                return;
            }
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let here = target.is_none_or(|target| {
                target.tag_name() == "BODY"
                    || (matches!(target.closest("[role=application]"), Ok(Some(_)))
                        && !matches!(target.closest("button, input"), Ok(Some(_))))
            });
            if here {
                event.prevent_default();
                if !space.get_untracked() {
                    space.set(true);
                }
            }
        });
        let up = EventListener::new(&window(), "keyup", move |event| {
            let released = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.code() == "Space");
            if released && space.get_untracked() {
                space.set(false);
            }
        });
        let listeners = StoredValue::new_local(Some((down, up)));
        on_cleanup(move || {
            listeners.try_update_value(Option::take);
        });
    }
}

fn pair<T: Copy>(list: &[T]) -> Option<(T, T)> {
    match list {
        [a, b] => Some((*a, *b)),
        _ => None,
    }
}

/// Whether the event belongs to a button or field on the canvas.
fn is_control(event: &PointerEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| matches!(target.closest("button, input, .zw-controls"), Ok(Some(_))))
}
