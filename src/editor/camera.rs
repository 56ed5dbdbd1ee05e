//! The camera: which part of the canvas is on screen, and how large.

use crate::model::{Point, Size};
use crate::picture::Rect;

/// The smallest zoom.
pub const MIN_ZOOM: f64 = 0.1;
/// The largest zoom.
pub const MAX_ZOOM: f64 = 4.0;
/// Distance kept free around what is shown whole, in screen pixels.
const MARGIN: f64 = 32.0;

/// Pan and zoom: `screen = world * zoom + (x, y)`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Camera {
    /// Where the canvas' origin is on screen, to the right.
    pub x: f64,
    /// Where the canvas' origin is on screen, downwards.
    pub y: f64,
    /// Screen pixels per canvas unit.
    pub zoom: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { x: 0.0, y: 0.0, zoom: 1.0 }
    }
}

/// What a turn of the wheel means.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Wheel {
    /// The view moves.
    Pan {
        /// Screen pixels to the right.
        dx: f64,
        /// Screen pixels downwards.
        dy: f64,
    },
    /// The view grows or shrinks at the pointer.
    Zoom {
        /// The factor.
        factor: f64,
    },
}

impl Wheel {
    /// Reads a wheel event: deltas in pixels, whether Ctrl or a pinch is reported, whether Shift is held, and
    /// whether the deltas come in whole notches (a mouse) rather than smoothly (a trackpad).
    pub fn read(dx: f64, dy: f64, ctrl: bool, shift: bool, notches: bool) -> Self {
        if ctrl || (notches && !shift) {
            // A notch is about 100 pixels; a pinch reports a few pixels at a time.
            let strength = if notches { 0.0016 } else { 0.01 };
            let delta = (dy * strength).clamp(-0.4, 0.4);
            let factor = if delta > 0.0 { 1.0 / (1.0 + delta) } else { 1.0 - delta };
            Self::Zoom { factor }
        } else if shift && dx == 0.0 {
            Self::Pan { dx: -dy, dy: 0.0 }
        } else {
            Self::Pan { dx: -dx, dy: -dy }
        }
    }
}

impl Camera {
    /// The point of the canvas under a point of the screen.
    pub fn to_world(&self, screen: Point) -> Point {
        Point { x: (screen.x - self.x) / self.zoom, y: (screen.y - self.y) / self.zoom }
    }

    /// Where a point of the canvas is on screen.
    pub fn to_screen(&self, world: Point) -> Point {
        Point { x: world.x * self.zoom + self.x, y: world.y * self.zoom + self.y }
    }

    /// The camera moved by screen pixels.
    pub fn panned(&self, dx: f64, dy: f64) -> Self {
        Self { x: self.x + dx, y: self.y + dy, ..*self }
    }

    /// The camera at another zoom, with the point of the canvas under a point of the screen kept there.
    pub fn zoomed_to(&self, screen: Point, zoom: f64) -> Self {
        let zoom = zoom.clamp(MIN_ZOOM, MAX_ZOOM);
        let world = self.to_world(screen);
        Self { x: screen.x - world.x * zoom, y: screen.y - world.y * zoom, zoom }
    }

    /// The camera zoomed by a factor at a point of the screen.
    pub fn zoomed(&self, screen: Point, factor: f64) -> Self {
        self.zoomed_to(screen, self.zoom * factor)
    }

    /// What a turn of the wheel at a point of the screen makes of it.
    pub fn wheeled(&self, screen: Point, wheel: Wheel) -> Self {
        match wheel {
            Wheel::Pan { dx, dy } => self.panned(dx, dy),
            Wheel::Zoom { factor } => self.zoomed(screen, factor),
        }
    }

    /// The camera that shows a rectangle whole and in the middle, never larger than `most`.
    pub fn showing(rect: &Rect, screen: Size, most: f64) -> Self {
        let room = |length: f64| (length - 2.0 * MARGIN).max(1.0);
        let zoom = (room(screen.w) / rect.w.max(1.0)).min(room(screen.h) / rect.h.max(1.0)).clamp(MIN_ZOOM, most);
        let centre = rect.centre();
        Self { x: screen.w / 2.0 - centre.x * zoom, y: screen.h / 2.0 - centre.y * zoom, zoom }
    }

    /// The part of the canvas that is on a screen of this size.
    pub fn visible(&self, screen: Size) -> Rect {
        let corner = self.to_world(Point { x: 0.0, y: 0.0 });
        Rect::new(corner.x, corner.y, screen.w / self.zoom, screen.h / self.zoom)
    }

    /// The camera on its way to another: `share` from 0 to 1, slow at both ends.
    pub fn toward(&self, other: &Self, share: f64) -> Self {
        let share = share.clamp(0.0, 1.0);
        let eased = share * share * (3.0 - 2.0 * share);
        let between = |from: f64, to: f64| from + (to - from) * eased;
        Self { x: between(self.x, other.x), y: between(self.y, other.y), zoom: between(self.zoom, other.zoom) }
    }
}
