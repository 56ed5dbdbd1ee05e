//! Rows of the price tables as values: rates with their tiers, instances, databases.

use rust_decimal::Decimal;

use super::{exact::plus, times};

/// A step of a rate: what a unit costs while the base quantity is in an interval.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tier {
    /// Where it starts, in the base quantity (requests, GB, GB-seconds); included.
    pub from: Decimal,
    /// Where it ends; `None` = never.
    pub to: Option<Decimal>,
    /// US dollars per unit of the rate.
    pub usd: Decimal,
    /// The date of the price, ISO 8601.
    pub as_of: String,
    /// Where it is from: an id of [`super::readable`].
    pub source: String,
}

/// What one dimension of a service costs in a region.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rate {
    /// The region, or CloudFront's geography (`geo:Japan`), or `global`.
    pub region: &'static str,
    /// The service, by the tables' name: `elb`, `s3`.
    pub service: String,
    /// What is sold: `ALB`, `Standard`.
    pub item: String,
    /// Which part of it is paid: `LCU hour`, `storage`.
    pub dimension: String,
    /// The unit of the price: `hour`, `GB-month`, `million requests`.
    pub unit: String,
    /// The steps, in order; at least one.
    pub tiers: Vec<Tier>,
}

/// The part of a quantity that lies in one tier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slice<'r> {
    /// The tier.
    pub tier: &'r Tier,
    /// How much of the base quantity lies in it.
    pub base: Decimal,
}

impl Rate {
    /// How much of the base quantity makes a unit: 1,000,000 requests for `million requests`.
    pub fn base_per_unit(&self) -> Decimal {
        Decimal::from(match self.unit.split(' ').next().unwrap_or_default() {
            "million" => 1_000_000,
            "100k" => 100_000,
            "10k" => 10_000,
            "1000" => 1_000,
            _ => 1_u32,
        })
    }

    /// Cuts a base quantity along the tiers. What lies beyond the last tier, or in a gap between two, is
    /// in no slice.
    pub fn slices(&self, base: Decimal) -> Vec<Slice<'_>> {
        self.tiers
            .iter()
            .filter_map(|tier| {
                let top = tier.to.map_or(base, |to| to.min(base));
                (top > tier.from).then(|| Slice { tier, base: top.saturating_sub(tier.from) })
            })
            .collect()
    }

    /// What a base quantity costs, and how much of it has no price.
    pub fn cost(&self, base: Decimal) -> (Decimal, Decimal) {
        let (mut usd, mut priced) = (Decimal::ZERO, Decimal::ZERO);
        for slice in self.slices(base) {
            usd = plus(usd, times(self.units(slice.base), slice.tier.usd));
            priced = plus(priced, slice.base);
        }
        (usd, base.saturating_sub(priced))
    }

    /// A base quantity in units of the price. Exact: units are powers of ten.
    pub fn units(&self, base: Decimal) -> Decimal {
        let each = self.base_per_unit();
        if each == Decimal::ONE { base } else { super::per(base, each) }
    }
}

/// An EC2 instance type on demand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Instance {
    /// `t3.micro`.
    pub kind: String,
    /// `linux`.
    pub os: String,
    /// US dollars per hour.
    pub usd: Decimal,
    /// The date of the price, ISO 8601.
    pub as_of: String,
    /// Where it is from: an id of [`super::readable`].
    pub source: String,
}

/// An RDS instance class on demand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Database {
    /// `mysql`, `postgres`, `mariadb`.
    pub engine: String,
    /// `db.t3.micro`.
    pub class: String,
    /// US dollars per hour of a single instance.
    pub single: Decimal,
    /// US dollars per hour with a standby; `None` = not known.
    pub multi: Option<Decimal>,
    /// Where the Multi-AZ price is from, where it was not published: `derived: 2 x single-AZ`.
    pub multi_basis: String,
    /// The date of the price, ISO 8601.
    pub as_of: String,
    /// Where it is from: an id of [`super::readable`].
    pub source: String,
}
