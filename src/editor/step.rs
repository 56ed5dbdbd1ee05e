//! The gestures on the canvas, as a state machine: pointers in, effects out.
//!
//! One gesture is one command at its end, and so one undo step. Until then nothing of the design changes:
//! views show what a gesture would do from the gesture itself.

use super::gesture::{Button, Effect, Gesture, Input, Picked, Pointer, View};
use super::hit::Hit;
use super::{connect, copy, drop, shift, stretch};
use crate::catalog::{self, Placed, Settings};
use crate::model::{Command, Id, Point, Zone};
use crate::picture::Rect;

/// How far a pointer moves before a press becomes a drag, in screen pixels.
const THRESHOLD: f64 = 4.0;

/// What an input makes of a gesture.
pub fn step(gesture: &Gesture, input: &Input, view: &View<'_>) -> (Gesture, Vec<Effect>) {
    match (gesture, input) {
        (_, Input::Cancel) => (Gesture::Idle, Vec::new()),
        (_, Input::Take { kind, at }) => {
            (Gesture::Place { kind, at: view.camera.to_world(*at), entered: false }, Vec::new())
        }
        (_, Input::Link { from }) => {
            let connect = Gesture::Connect { from: from.clone(), to: Point::default(), over: None, sticky: true };
            (connect, Vec::new())
        }
        (Gesture::Connect { from, sticky: true, .. }, Input::Down(pointer)) => {
            link_pressed(from.as_ref(), pointer, view)
        }
        (Gesture::Idle, Input::Down(pointer)) => down(pointer),
        (Gesture::Idle, Input::Double(pointer)) => (Gesture::Idle, double(pointer, view)),
        (Gesture::Press { down }, Input::Move(pointer)) => pressed(down, pointer, view),
        (Gesture::Press { down }, Input::Up(_)) => (Gesture::Idle, vec![clicked(down, view)]),
        (_, Input::Move(pointer)) => moved(gesture, pointer, view),
        (_, Input::Up(pointer)) => released(gesture, pointer, view),
        _ => (gesture.clone(), Vec::new()),
    }
}

fn down(pointer: &Pointer) -> (Gesture, Vec<Effect>) {
    let pans = pointer.button != Button::Main || pointer.held.space;
    let next = if pans { Gesture::Pan { last: pointer.at } } else { Gesture::Press { down: pointer.clone() } };
    (next, Vec::new())
}

/// A press that moves becomes a drag, once it has moved far enough.
fn pressed(down: &Pointer, pointer: &Pointer, view: &View<'_>) -> (Gesture, Vec<Effect>) {
    let far = (pointer.at.x - down.at.x).abs().max((pointer.at.y - down.at.y).abs()) >= THRESHOLD;
    if !far {
        return (Gesture::Press { down: down.clone() }, Vec::new());
    }
    let grab = view.camera.to_world(down.at);
    let is_selected = |id: &Id| view.selected.contains(id);
    let (begun, mut effects) = match &down.hit {
        // With a finger only what is selected is dragged; the rest moves the view.
        Hit::Card(id) | Hit::Band(id) | Hit::Frame(id) if down.touch && !is_selected(id) => {
            (Gesture::Pan { last: down.at }, Vec::new())
        }
        Hit::Ground | Hit::Line(_) if down.touch => (Gesture::Pan { last: down.at }, Vec::new()),
        Hit::Band(id) if !down.touch => {
            (Gesture::Connect { from: Some(id.clone()), to: grab, over: None, sticky: false }, Vec::new())
        }
        Hit::Handle(id, side) => {
            let zones = view.design.component(id).map(|component| component.zones.clone()).unwrap_or_default();
            (Gesture::Stretch { id: id.clone(), side: *side, zones }, Vec::new())
        }
        Hit::Card(id) | Hit::Frame(id) | Hit::Band(id) => {
            let mut ids = vec![id.clone()];
            let mut effects = Vec::new();
            if is_selected(id) {
                ids.extend(view.selected.iter().filter(|other| *other != id).cloned());
            } else {
                effects.push(select(ids.clone()));
            }
            (Gesture::Drag { ids, grab, by: Point::default(), copies: down.held.alt }, effects)
        }
        Hit::Ground | Hit::Line(_) => {
            (Gesture::Marquee { from: grab, to: grab, adds: down.held.shift || down.held.ctrl }, Vec::new())
        }
    };
    let (next, more) = moved(&begun, pointer, view);
    effects.extend(more);
    (next, effects)
}

fn moved(gesture: &Gesture, pointer: &Pointer, view: &View<'_>) -> (Gesture, Vec<Effect>) {
    let world = view.camera.to_world(pointer.at);
    let next = match gesture {
        Gesture::Pan { last } => {
            let camera = view.camera.panned(pointer.at.x - last.x, pointer.at.y - last.y);
            return (Gesture::Pan { last: pointer.at }, vec![Effect::Look(camera)]);
        }
        Gesture::Drag { ids, grab, copies, .. } => {
            let by = Point { x: world.x - grab.x, y: world.y - grab.y };
            Gesture::Drag { ids: ids.clone(), grab: *grab, by, copies: *copies }
        }
        Gesture::Marquee { from, adds, .. } => Gesture::Marquee { from: *from, to: world, adds: *adds },
        Gesture::Connect { from, sticky, .. } => {
            let over = match &pointer.hit {
                Hit::Card(id) | Hit::Band(id) | Hit::Handle(id, _) => {
                    from.as_ref().and_then(|from| pick(view, from, id))
                }
                _ => None,
            };
            Gesture::Connect { from: from.clone(), to: world, over, sticky: *sticky }
        }
        Gesture::Stretch { id, side, .. } => {
            let component = view.design.component(id);
            let vpc = component.and_then(|component| component.place.vpc()).and_then(|vpc| view.scene.vpc(vpc));
            let zones = match (component, vpc) {
                (Some(component), Some(vpc)) => stretch::stretched(vpc, &component.zones, *side, world.x),
                _ => Vec::new(),
            };
            Gesture::Stretch { id: id.clone(), side: *side, zones }
        }
        Gesture::Place { kind, entered, .. } => {
            Gesture::Place { kind, at: world, entered: *entered || pointer.at.x >= 0.0 }
        }
        Gesture::Idle | Gesture::Press { .. } => gesture.clone(),
    };
    (next, Vec::new())
}

/// The card as the head of a connection; `None` for the tail itself.
fn pick(view: &View<'_>, from: &Id, to: &Id) -> Option<Picked> {
    (from != to).then(|| Picked { id: to.clone(), refused: connect::connection(view.design, from, to).err() })
}

fn released(gesture: &Gesture, pointer: &Pointer, view: &View<'_>) -> (Gesture, Vec<Effect>) {
    // The end counts as a movement too: it may be the only one.
    let (gesture, mut effects) = moved(gesture, pointer, view);
    match &gesture {
        Gesture::Drag { ids, grab, by, copies } => effects.extend(dropped(ids, *grab, *by, *copies, view)),
        Gesture::Marquee { from, to, adds } => {
            let area = Rect::between(*from, *to);
            let mut components: Vec<Id> = if *adds { view.selected.to_vec() } else { Vec::new() };
            for card in view.scene.cards.iter().filter(|card| area.encloses(&card.rect)) {
                if !components.contains(&card.id) {
                    components.push(card.id.clone());
                }
            }
            for vpc in view.scene.vpcs.iter().filter(|vpc| area.encloses(&vpc.rect)) {
                if !components.contains(&vpc.id) {
                    components.push(vpc.id.clone());
                }
            }
            effects.push(select(components));
        }
        Gesture::Connect { sticky: true, .. } => return (gesture, effects),
        Gesture::Connect { from: Some(from), over: Some(over), .. } => effects.extend(linked(view, from, &over.id)),
        Gesture::Stretch { id, zones, .. } => {
            let same = view.design.component(id).is_some_and(|component| component.zones == *zones);
            if !same && !zones.is_empty() {
                effects.push(run(Command::SetZones { id: id.clone(), zones: zones.clone() }));
                effects.extend(idle_zones(view, id, zones).map(Effect::Say));
            }
        }
        Gesture::Place { kind, at, .. } => effects.extend(placed(view, kind, *at)),
        _ => {}
    }
    (Gesture::Idle, effects)
}

fn dropped(ids: &[Id], grab: Point, by: Point, copies: bool, view: &View<'_>) -> Vec<Effect> {
    if copies {
        let mut clip = copy::clip(view.design, ids);
        // What the layout has placed is dropped where it is seen.
        for component in clip.components.values_mut().filter(|component| component.place.vpc().is_none()) {
            component.at = view.scene.rect_of(&component.id).map(|rect| Point { x: rect.x, y: rect.y });
        }
        let (command, fresh) = copy::paste(view.design, &clip, by);
        return vec![run(command), select(fresh)];
    }
    shift::shift(view.design, view.scene, ids, grab, by).map(run).into_iter().collect()
}

/// What to say when a card now reaches zones in which nothing of it runs: the picture must not pass off an
/// eligible zone as a standby.
fn idle_zones(view: &View<'_>, id: &Id, zones: &[Zone]) -> Option<String> {
    let component = view.design.component(id)?;
    let service = catalog::find(&component.kind);
    let settings = Settings::new(&component.settings, service.settings);
    let units = (service.resilience)(&Placed { settings, zones, in_vpc: true, tier: component.tier }).units;
    let is_new = |zone: &Zone| !component.zones.contains(zone) && units.iter().all(|unit| unit.zone != *zone);
    let idle: Vec<String> = zones.iter().filter(|zone| is_new(zone)).map(Zone::to_string).collect();
    let name = component.label();
    (!idle.is_empty() && !units.is_empty())
        .then(|| format!("{name} may now use zone {}; nothing of it runs there yet.", idle.join(" and ")))
}

/// The effects of putting a new component at a point.
fn placed(view: &View<'_>, kind: &str, at: Point) -> Vec<Effect> {
    let service = catalog::find(kind);
    let landing = drop::landing(view.design, view.scene, service, at);
    let (command, id, why) = drop::add(view.design, service, landing);
    let mut effects = vec![run(command), select(vec![id])];
    if !why.is_empty() {
        effects.push(Effect::Say(sentence(&why)));
    }
    effects
}

/// A clause as a sentence: with a capital letter and a full stop.
pub fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

fn linked(view: &View<'_>, from: &Id, to: &Id) -> Vec<Effect> {
    match connect::connection(view.design, from, to) {
        Ok(connection) => {
            let key = connection.key.clone();
            let chosen = Effect::Select { components: Vec::new(), connections: vec![key] };
            vec![run(Command::Connect(connection)), chosen]
        }
        Err(reason) => vec![Effect::Refuse(reason)],
    }
}

fn link_pressed(from: Option<&Id>, pointer: &Pointer, view: &View<'_>) -> (Gesture, Vec<Effect>) {
    let (Hit::Card(id) | Hit::Band(id) | Hit::Handle(id, _)) = &pointer.hit else { return (Gesture::Idle, Vec::new()) };
    match from {
        Some(from) if from != id => (Gesture::Idle, linked(view, from, id)),
        _ => {
            let to = view.camera.to_world(pointer.at);
            (Gesture::Connect { from: Some(id.clone()), to, over: None, sticky: true }, Vec::new())
        }
    }
}

fn clicked(down: &Pointer, view: &View<'_>) -> Effect {
    let adds = down.held.shift || down.held.ctrl;
    let toggled = |id: &Id| {
        let mut components = view.selected.to_vec();
        match components.iter().position(|other| other == id) {
            Some(at) => {
                components.remove(at);
            }
            None => components.push(id.clone()),
        }
        Effect::Select { components, connections: view.lines.to_vec() }
    };
    match &down.hit {
        Hit::Card(id) | Hit::Band(id) | Hit::Handle(id, _) | Hit::Frame(id) if adds => toggled(id),
        Hit::Card(id) | Hit::Band(id) | Hit::Handle(id, _) | Hit::Frame(id) => select(vec![id.clone()]),
        Hit::Line(key) => Effect::Select { components: Vec::new(), connections: vec![key.clone()] },
        Hit::Ground if adds => Effect::Select { components: view.selected.to_vec(), connections: view.lines.to_vec() },
        Hit::Ground => select(Vec::new()),
    }
}

fn double(pointer: &Pointer, view: &View<'_>) -> Vec<Effect> {
    match &pointer.hit {
        Hit::Card(id) | Hit::Band(id) | Hit::Handle(id, _) => vec![Effect::Rename(id.clone())],
        Hit::Frame(id) => view.scene.vpc(id).map(|vpc| Effect::Show(vpc.rect)).into_iter().collect(),
        Hit::Ground => vec![Effect::Search(view.camera.to_world(pointer.at))],
        Hit::Line(_) => Vec::new(),
    }
}

fn select(components: Vec<Id>) -> Effect {
    Effect::Select { components, connections: Vec::new() }
}

fn run(command: Command) -> Effect {
    Effect::Run(Box::new(command))
}
