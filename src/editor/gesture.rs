//! The words of the gestures' state machine: what can happen, what can be going on, what can follow.

use super::camera::Camera;
use super::hit::{Hit, Side};
use crate::model::{Command, ConnectionKey, Design, Id, Point, Zone};
use crate::picture::{Rect, Scene};

/// Which button of the pointer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Button {
    /// The main one, or a finger.
    #[default]
    Main,
    /// The wheel.
    Middle,
    /// The one for menus.
    Second,
}

/// The keys that are held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key")]
pub struct Modifiers {
    /// Shift.
    pub shift: bool,
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    /// Alt, or Option on a Mac.
    pub alt: bool,
    /// The space bar.
    pub space: bool,
}

/// A pointer event.
#[derive(Clone, PartialEq, Debug)]
pub struct Pointer {
    /// Where, in screen pixels from the canvas' upper left corner.
    pub at: Point,
    /// Which button.
    pub button: Button,
    /// Which keys.
    pub held: Modifiers,
    /// Whether it is a finger.
    pub touch: bool,
    /// What it meets.
    pub hit: Hit,
}

/// What happens to the canvas.
#[derive(Clone, PartialEq, Debug)]
pub enum Input {
    /// A button goes down.
    Down(Pointer),
    /// The pointer moves.
    Move(Pointer),
    /// The button goes up.
    Up(Pointer),
    /// Two presses in quick succession.
    Double(Pointer),
    /// Something is taken from the palette.
    Take {
        /// The type id.
        kind: &'static str,
        /// Where the pointer is.
        at: Point,
    },
    /// Connecting begins from the keyboard: the next card that is pressed is the tail, or the head.
    Link {
        /// The tail, when it is known.
        from: Option<Id>,
    },
    /// The gesture is given up.
    Cancel,
}

/// What the pointer has picked as the head of a connection.
#[derive(Clone, PartialEq, Debug)]
pub struct Picked {
    /// The card.
    pub id: Id,
    /// Why it cannot be the head; `None` = it can.
    pub refused: Option<String>,
}

/// What is going on. Positions are on the canvas but where they are called screen.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Gesture {
    /// Nothing.
    #[default]
    Idle,
    /// The view follows the pointer.
    Pan {
        /// Where the pointer was last, on screen.
        last: Point,
    },
    /// A button is down, and may yet become a drag.
    Press {
        /// Where and on what it went down.
        down: Pointer,
    },
    /// Components follow the pointer.
    Drag {
        /// Which; the one under the pointer first.
        ids: Vec<Id>,
        /// Where they were grabbed.
        grab: Point,
        /// How far they are moved.
        by: Point,
        /// Whether copies are moved.
        copies: bool,
    },
    /// A box is drawn around what shall be selected.
    Marquee {
        /// Where it began.
        from: Point,
        /// Where the pointer is.
        to: Point,
        /// Whether it adds to the selection.
        adds: bool,
    },
    /// A line is drawn from a card.
    Connect {
        /// The tail; `None` = still to be picked.
        from: Option<Id>,
        /// Where the pointer is.
        to: Point,
        /// The card under the pointer.
        over: Option<Picked>,
        /// Whether it was begun by key, and ends with a press rather than a release.
        sticky: bool,
    },
    /// A card is stretched over lanes.
    Stretch {
        /// Which.
        id: Id,
        /// Its side.
        side: Side,
        /// The zones it would have.
        zones: Vec<Zone>,
    },
    /// Something from the palette follows the pointer.
    Place {
        /// The type id.
        kind: &'static str,
        /// Where the pointer is.
        at: Point,
        /// Whether the pointer has been over the canvas.
        entered: bool,
    },
}

/// What a step has to change beside the gesture.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// The view is another.
    Look(Camera),
    /// These and no others are selected.
    Select {
        /// Components.
        components: Vec<Id>,
        /// Connections.
        connections: Vec<ConnectionKey>,
    },
    /// A command is carried out.
    Run(Box<Command>),
    /// Something worth saying happened.
    Say(String),
    /// Something was refused, with the reason.
    Refuse(String),
    /// A component's name is edited.
    Rename(Id),
    /// The quick search opens, for something to be put here.
    Search(Point),
    /// The view shows this rectangle.
    Show(Rect),
}

/// What a step reads.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The design.
    pub design: &'a Design,
    /// Its scene.
    pub scene: &'a Scene,
    /// The view.
    pub camera: Camera,
    /// The selected components.
    pub selected: &'a [Id],
    /// The selected connections.
    pub lines: &'a [ConnectionKey],
}
