//! One drawn component.

use super::{Id, Place, Tier, Values, Zone};

/// A position on the canvas, in canvas units (CSS pixels at 100 %).
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Default)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// Whether both coordinates are numbers that can be drawn and saved.
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }
}

/// A size on the canvas, in canvas units.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Default)]
pub struct Size {
    /// Width, not negative.
    pub w: f64,
    /// Height, not negative.
    pub h: f64,
}

impl Size {
    /// Whether it can be drawn and saved: two numbers that are not negative.
    pub fn is_drawable(self) -> bool {
        self.w.is_finite() && self.h.is_finite() && self.w >= 0.0 && self.h >= 0.0
    }
}

/// One drawn component: a service with its settings and its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Component {
    /// Unique in the design.
    pub id: Id,
    /// Type id, such as `alb`. A type that the catalog does not know is kept as it is.
    pub kind: String,
    /// What people call it; the id is shown where it is absent.
    pub name: Option<String>,
    /// The container.
    pub place: Place,
    /// The row in the VPC. `None` outside VPCs.
    pub tier: Option<Tier>,
    /// The zones that the component is eligible for; their order carries meaning (the first is the
    /// primary's). Empty where zones do not apply.
    pub zones: Vec<Zone>,
    /// Settings by their Terraform names. Unknown names are kept.
    pub settings: Values,
    /// Usage that overrides what the traffic model derives, by Infracost's names.
    pub usage: Values,
    /// Position on the canvas. Inside a VPC it decides only the order within the row.
    pub at: Option<Point>,
    /// Size on the canvas, for what can be sized freely.
    pub size: Option<Size>,
    /// Free notes.
    pub notes: Option<String>,
    /// Why it is there; for the report.
    pub rationale: Option<String>,
    /// Fields of the file that this version does not know, kept for the next save.
    pub extra: Values,
}

impl Component {
    /// A component with nothing set, outside every container.
    pub fn new(id: impl Into<Id>, kind: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            kind: kind.into(),
            name: None,
            place: Place::Global,
            tier: None,
            zones: Vec::new(),
            settings: Values::new(),
            usage: Values::new(),
            at: None,
            size: None,
            notes: None,
            rationale: None,
            extra: Values::new(),
        }
    }

    /// What to call it on screen: the name, or the id where it has none.
    pub fn label(&self) -> &str {
        match self.name.as_deref() {
            Some(name) if !name.trim().is_empty() => name,
            _ => &self.id,
        }
    }

    /// Whether two versions differ in geometry alone, so that no meaning has changed.
    pub fn same_meaning(&self, other: &Self) -> bool {
        let mut moved = self.clone();
        moved.at = other.at;
        moved.size = other.size;
        moved == *other
    }
}
