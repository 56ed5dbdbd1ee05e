//! What palette, panels and keyboard can ask of the canvas.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::mirror::Mirror;
use super::motion;
use crate::catalog;
use crate::editor::{self, Button, Camera, Effect, Gesture, Hit, Input, Modifiers, Pointer};
use crate::model::{Command, Id, Point, Size};
use crate::picture::Rect;
use crate::ui::workspace::{Selection, Workspace};

/// A step of the zoom buttons.
const ZOOM_STEP: f64 = 1.25;
/// A step of the arrow keys, in canvas units.
const GRID: f64 = 8.0;
/// Nudges that follow each other faster than this are one undo step, in milliseconds.
const BURST: u32 = 600;

/// The canvas' own state: camera, gesture, and the scene on show. Given to every view by context.
#[derive(Clone, Copy)]
pub struct CanvasHandle {
    /// Pan and zoom.
    pub camera: RwSignal<Camera>,
    /// The size of the canvas on screen.
    pub screen: RwSignal<Size>,
    /// The gesture in progress.
    pub gesture: RwSignal<Gesture>,
    /// The scene on show.
    pub mirror: Mirror,
    /// Whether the space bar is held.
    pub space: RwSignal<bool>,
    /// Whether the view is being moved.
    pub moving: RwSignal<bool>,
    pub(super) root: NodeRef<leptos::html::Div>,
    workspace: StoredValue<Option<Workspace>>,
    burst: StoredValue<Option<Timeout>, LocalStorage>,
    seen: StoredValue<bool>,
    /// Where a double click has asked for something to be put.
    pub(super) asked: StoredValue<Option<Point>>,
    /// Opens the search for components.
    pub(super) search: StoredValue<Option<Callback<()>>>,
}

impl CanvasHandle {
    /// A handle of a canvas that is not mounted yet.
    pub fn new() -> Self {
        Self {
            camera: RwSignal::new(Camera::default()),
            screen: RwSignal::new(Size::default()),
            gesture: RwSignal::new(Gesture::Idle),
            mirror: Mirror::new(),
            space: RwSignal::new(false),
            moving: RwSignal::new(false),
            root: NodeRef::new(),
            workspace: StoredValue::new(None),
            burst: StoredValue::new_local(None),
            seen: StoredValue::new(false),
            asked: StoredValue::new(None),
            search: StoredValue::new(None),
        }
    }

    /// The handle of the surrounding view.
    pub fn here() -> Self {
        expect_context()
    }

    pub(super) fn attach(&self, workspace: Workspace) {
        self.workspace.set_value(Some(workspace));
    }

    /// What opens when a double click asks for something to be put on the canvas.
    pub fn on_search(&self, open: impl Fn() + Send + Sync + 'static) {
        self.search.set_value(Some(Callback::new(move |()| open())));
    }

    pub(super) fn workspace(&self) -> Option<Workspace> {
        self.workspace.get_value()
    }

    /// Zooms in, at the middle.
    pub fn zoom_in(&self) {
        self.zoom_by(ZOOM_STEP);
    }

    /// Zooms out, at the middle.
    pub fn zoom_out(&self) {
        self.zoom_by(1.0 / ZOOM_STEP);
    }

    fn zoom_by(&self, factor: f64) {
        let camera = self.camera.get_untracked();
        motion::glide(self, camera.zoomed(self.middle(), factor));
    }

    /// Zooms to 100 %, at the middle.
    pub fn zoom_100(&self) {
        let camera = self.camera.get_untracked();
        motion::glide(self, camera.zoomed_to(self.middle(), 1.0));
    }

    fn middle(&self) -> Point {
        let screen = self.screen.get_untracked();
        Point { x: screen.w / 2.0, y: screen.h / 2.0 }
    }

    /// Shows everything.
    pub fn fit(&self) {
        let bounds = self.mirror.with(|scene| scene.bounds);
        self.show(&bounds, 1.0);
    }

    /// Shows the selection.
    pub fn fit_selection(&self) {
        let Some(workspace) = self.workspace() else { return };
        let ids = workspace.selection.with_untracked(|selection| selection.components.clone());
        let rect = self.mirror.with(|scene| ids.iter().filter_map(|id| scene.rect_of(id)).reduce(|a, b| a.union(&b)));
        if let Some(rect) = rect {
            self.show(&rect, 1.5);
        }
    }

    pub(super) fn show(&self, rect: &Rect, most: f64) {
        if rect.w > 0.0 {
            motion::glide(self, Camera::showing(rect, self.screen.get_untracked(), most));
        }
    }

    /// Shows everything without a movement, the first time that there is something and a place to show it.
    pub(super) fn first_look(&self) {
        let screen = self.screen.get_untracked();
        let bounds = self.mirror.with(|scene| scene.bounds);
        if screen.w > 0.0 && bounds.w > 0.0 && !self.seen.get_value() {
            self.seen.set_value(true);
            self.camera.set(Camera::showing(&bounds, screen, 1.0));
        }
    }

    /// Shows everything the next time that the scene changes: another design has been opened.
    pub(super) fn forget_look(&self) {
        self.seen.set_value(false);
    }

    /// Moves the camera so that a component is in view, if it is not: with everything else as long as that
    /// stays legible, so that somebody who adds one component after the other does not lose sight of them.
    pub(super) fn bring_into_view(&self, id: &Id) {
        let Some(rect) = self.mirror.with(|scene| scene.rect_of(id)) else { return };
        let (camera, screen) = (self.camera.get_untracked(), self.screen.get_untracked());
        if camera.visible(screen).grown(-24.0 / camera.zoom).encloses(&rect) && camera.zoom >= 0.4 {
            return;
        }
        let whole = Camera::showing(&self.mirror.with(|scene| scene.bounds), screen, 1.0);
        if whole.zoom >= 0.6 {
            motion::glide(self, whole);
            return;
        }
        let zoom = camera.zoom.clamp(0.6, 1.5);
        let centre = rect.centre();
        let x = screen.w / 2.0 - centre.x * zoom;
        let y = screen.h / 2.0 - centre.y * zoom;
        motion::glide(self, Camera { x, y, zoom });
    }

    /// Begins to drag a new component out of the palette. A press without a movement does nothing here: it
    /// ends as a click.
    pub fn start_palette_drag(&self, kind: &'static str, event: &leptos::ev::PointerEvent) {
        if event.button() == 0 && event.is_primary() {
            super::palette_drag::take(*self, kind, event);
        }
    }

    /// Adds a component without pointing anywhere: where its service usually lives, near what is selected;
    /// or where a double click has asked for something to be put.
    pub fn add_at_centre(&self, kind: &'static str) {
        let Some(workspace) = self.workspace() else { return };
        let service = catalog::find(kind);
        let near = workspace.selection.with_untracked(|selection| selection.components.last().cloned());
        let asked = self.asked.try_update_value(Option::take).flatten();
        let (command, id, why) = workspace.with(|design| {
            let landing = self.mirror.with(|scene| match asked {
                Some(at) => editor::landing(design, scene, service, at),
                None => editor::usual(design, scene, service, near.as_ref()),
            });
            editor::add(design, service, landing)
        });
        workspace.run(&command);
        workspace.selection.set(Selection::one(id.clone()));
        if !why.is_empty() {
            self.carry_out(workspace, vec![Effect::Say(editor::sentence(&why))]);
        }
        workspace.bring_into_view.set(Some(id));
        if asked.is_some() {
            self.focus();
        }
    }

    /// Adds copies of what is selected, and selects them.
    pub fn duplicate_selection(&self) {
        let Some(workspace) = self.workspace() else { return };
        let ids = workspace.selection.with_untracked(|selection| selection.components.clone());
        if ids.is_empty() {
            return;
        }
        let (command, fresh) = workspace.with(|design| editor::duplicate(design, &ids));
        if workspace.run(&command) {
            workspace.selection.set(Selection { components: fresh, connections: Vec::new() });
        }
    }

    /// Deletes what is selected.
    pub fn delete_selection(&self) {
        let Some(workspace) = self.workspace() else { return };
        let Selection { components, connections } = workspace.selection.get_untracked();
        if !components.is_empty() || !connections.is_empty() {
            workspace.run(&Command::Remove { components, connections });
            self.focus();
        }
    }

    /// Selects everything.
    pub fn select_all(&self) {
        let Some(workspace) = self.workspace() else { return };
        let components = workspace.with(|design| design.components.keys().cloned().collect());
        let connections = workspace.with(|design| design.connections.keys().cloned().collect());
        workspace.selection.set(Selection { components, connections });
    }

    /// Moves what is selected by steps of the grid; inside a VPC by lanes and rows. Quick repetitions are
    /// one undo step.
    pub fn nudge(&self, dx: f64, dy: f64) {
        let Some(workspace) = self.workspace() else { return };
        let ids = workspace.selection.with_untracked(|selection| selection.components.clone());
        let command =
            workspace.with(|design| self.mirror.with(|scene| editor::nudge(design, scene, &ids, dx * GRID, dy * GRID)));
        let Some(command) = command else { return };
        if !workspace.run(&command) {
            return;
        }
        let repeated = self.burst.try_update_value(|burst| burst.take().is_some()).unwrap_or(false);
        if repeated {
            workspace.merge_last_two();
        }
        let burst = self.burst;
        self.burst.set_value(Some(Timeout::new(BURST, move || {
            burst.try_update_value(|burst| *burst = None);
        })));
    }

    /// Begins to connect: from the selected component, or from the one that is pressed next. The next press
    /// on a card ends it.
    pub fn connect(&self) {
        let Some(workspace) = self.workspace() else { return };
        let from = workspace.selection.with_untracked(|selection| match selection.components.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        });
        let said = match &from {
            Some(from) => format!("Connect {from}: press the component that it calls. Escape gives up."),
            None => "Connect: press the component that calls, then the one that is called.".to_owned(),
        };
        self.input(&Input::Link { from });
        workspace.announcement.set(said);
    }

    /// Takes a card as an end of the connection that the keyboard has begun; whether there is one.
    pub(super) fn choose_end(&self, id: &Id) -> bool {
        let begun = self.gesture.with_untracked(|gesture| matches!(gesture, Gesture::Connect { sticky: true, .. }));
        if begun {
            let (button, held, hit) = (Button::Main, Modifiers::default(), Hit::Card(id.clone()));
            self.input(&Input::Down(Pointer { at: self.middle(), button, held, touch: false, hit }));
        }
        begun
    }

    /// Gives up the gesture in progress; whether there was one.
    pub fn cancel(&self) -> bool {
        let busy = self.gesture.with_untracked(|gesture| *gesture != Gesture::Idle);
        if busy {
            self.input(&Input::Cancel);
        }
        busy
    }

    /// Puts the keyboard on the canvas.
    pub fn focus(&self) {
        if let Some(root) = self.root.get_untracked() {
            // A canvas that cannot take the focus is not on screen.
            let _ = root.unchecked_ref::<web_sys::HtmlElement>().focus();
        }
    }
}

impl Default for CanvasHandle {
    fn default() -> Self {
        Self::new()
    }
}
