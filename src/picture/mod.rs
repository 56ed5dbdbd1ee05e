//! The picture of a design: where everything stands, as pure geometry.
//!
//! [`Scene::of`] turns a design into boxes, cards and lines. The canvas shows a scene as HTML and the
//! export draws the same scene as SVG, so the two cannot differ. Inside a VPC nothing is free: x and
//! width follow from the zones, the row from the tier (zones are lanes, tiers are rows). Nothing here
//! knows a screen, a pointer or a colour, and the same design gives the same scene to the last digit.

mod arrange;
mod arrow;
mod card;
mod flow;
mod geometry;
mod grid;
mod label;
mod measure;
mod route;
mod scene;
mod search;
mod svg;
mod tokens;
mod vpc;

pub use arrow::{arrow, shortened};
pub use card::{Card, Chip, ChipState, Part};
pub use geometry::Rect;
pub use label::Label;
pub use measure::{HEADER, NARROW, text_width};
pub use route::{path_data, simple_route};
pub use scene::{Edge, Played, RegionBox, Scene};
pub use svg::{Options as SvgOptions, Skin, escaped, svg};
pub use tokens::Theme;
pub use vpc::{Cell, Lane, Row, VpcBox};
