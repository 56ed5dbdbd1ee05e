//! An estimate as plain data. Money is exact decimal; it is rounded once, for display.

use rust_decimal::Decimal;

use crate::model::Id;

/// How to estimate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// Moves the components of the design's region to another one.
    pub region: Option<String>,
    /// Hours in a month: 730 as AWS's calculator has it, or 720.
    pub hours: u32,
    /// Whether free allowances are taken off.
    pub free_tier: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { region: None, hours: 730, free_tier: false }
    }
}

/// US dollars a month, at the least, expected and at most (Auto Scaling groups at min, desired, max).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Range {
    /// With every group at its minimum.
    pub min: Decimal,
    /// With every group at its desired size.
    pub expected: Decimal,
    /// With every group at its maximum.
    pub max: Decimal,
}

/// One line of an estimate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// What is paid: "Instance hours, t3.micro".
    pub name: String,
    /// How much of it is expected.
    pub quantity: Decimal,
    /// Its unit: `hour`, `GB-month`, `million requests`.
    pub unit: String,
    /// US dollars per unit.
    pub unit_price: Decimal,
    /// US dollars a month, exact.
    pub monthly: Range,
    /// How the quantity comes about: "2 instances x 730 h".
    pub formula: String,
    /// What was assumed where the drawing does not say.
    pub assumption: Option<String>,
    /// Where the price is from.
    pub source: String,
    /// The date of the price, ISO 8601.
    pub as_of: String,
}

/// The lines of one component.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComponentCost {
    /// Which component.
    pub id: Id,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The sum of its lines.
    pub monthly: Range,
}

/// Something that the estimate leaves out, by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotCounted {
    /// Whose; `None` = the whole design's.
    pub component: Option<Id>,
    /// What: "requests", "data between zones".
    pub what: String,
    /// Why: "no traffic given", "no price for this region".
    pub why: String,
    /// Whether the total is incomplete for it (a price or quantity is missing), or it is merely noted.
    pub incomplete: bool,
}

/// A monthly estimate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Estimate {
    /// The region that the design's components were priced in.
    pub region: String,
    /// Hours in the month.
    pub hours: u32,
    /// The sum of all lines.
    pub total: Range,
    /// Whether every part of the design has a price and a quantity.
    pub complete: bool,
    /// Lines that AWS counts once for the account: tiers, allowances.
    pub account: Vec<Line>,
    /// The components with at least one line, in id order.
    pub components: Vec<ComponentCost>,
    /// What is left out, by name.
    pub not_counted: Vec<NotCounted>,
}

impl Estimate {
    /// An estimate of nothing.
    pub fn empty(region: String, hours: u32) -> Self {
        Self {
            region,
            hours,
            total: Range::default(),
            complete: true,
            account: Vec::new(),
            components: Vec::new(),
            not_counted: Vec::new(),
        }
    }
}
