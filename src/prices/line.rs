//! A cost line and the range of its money.

use rust_decimal::Decimal;

use super::{exact::plus, times};

/// US dollars a month (or quantities), at the least, expected and at most: Auto Scaling groups at their
/// minimum, desired and maximum size.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Range {
    /// With every group at its minimum.
    pub min: Decimal,
    /// With every group at its desired size.
    pub expected: Decimal,
    /// With every group at its maximum.
    pub max: Decimal,
}

impl Range {
    /// The same whatever the size of the groups.
    pub fn fixed(value: Decimal) -> Self {
        Self { min: value, expected: value, max: value }
    }

    /// Each end changed in the same way.
    pub fn map(self, change: impl Fn(Decimal) -> Decimal) -> Self {
        if self.is_fixed() {
            return Self::fixed(change(self.expected));
        }
        Self { min: change(self.min), expected: change(self.expected), max: change(self.max) }
    }

    /// The sum, end by end.
    pub fn plus(self, other: Self) -> Self {
        if self.is_fixed() && other.is_fixed() {
            return Self::fixed(plus(self.expected, other.expected));
        }
        Self {
            min: plus(self.min, other.min),
            expected: plus(self.expected, other.expected),
            max: plus(self.max, other.max),
        }
    }

    /// The product with one factor.
    pub fn times(self, factor: Decimal) -> Self {
        self.map(|value| times(value, factor))
    }

    fn is_fixed(self) -> bool {
        self.min == self.expected && self.expected == self.max
    }

    /// Whether nothing remains at either end.
    pub fn is_zero(self) -> bool {
        self.min.is_zero() && self.expected.is_zero() && self.max.is_zero()
    }
}

impl From<Decimal> for Range {
    fn from(value: Decimal) -> Self {
        Self::fixed(value)
    }
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
