//! An estimate as plain data. Money is exact decimal; it is rounded once, for display.

use crate::model::Id;
use crate::prices::{Line, Range};

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
    /// The sum of all lines, those of the account included; exact.
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
