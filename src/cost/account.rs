//! What AWS counts once for the account: volume tiers and always-free allowances.
//!
//! A component's line stands at the price of its rate's first tier. Where the account's sum climbs further,
//! a line of the account holds the difference; with the free-tier option another takes the allowance off,
//! before the tiers and once.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::catalog::pricing::{Omission, Pooled};
use crate::order::Arrange as _;
use crate::prices::{self, Line, Range, Rate, times, words};

/// What the components have together of one rate in one region.
struct Pool {
    rate: &'static Rate,
    base: Range,
    /// Whether no component has lines of it: the account's lines are then the whole of it.
    direct: bool,
}

/// The sums over all components.
#[derive(Default)]
pub struct Account {
    pools: BTreeMap<[&'static str; 4], Pool>,
}

impl Account {
    /// Adds what a component has of a rate.
    pub fn add(&mut self, pooled: Pooled) {
        self.put(pooled, false);
    }

    /// Adds what no component has a line for.
    pub fn add_direct(&mut self, pooled: Pooled) {
        self.put(pooled, true);
    }

    fn put(&mut self, pooled: Pooled, direct: bool) {
        let Pooled { rate, base } = pooled;
        let key = [&*rate.service, &*rate.item, &*rate.dimension, rate.region];
        let pool = self.pools.entry(key).or_insert(Pool { rate, base: Range::default(), direct });
        pool.base = pool.base.plus(base);
    }

    /// The lines of the account, and what has no price.
    ///
    /// With the free tier, the always-free allowances are taken off, those per hour for so many hours.
    pub fn lines(self, free_tier: bool, hours: Decimal) -> (Vec<Line>, Vec<Omission>) {
        let (mut lines, mut omissions) = (Vec::new(), Vec::new());
        for pool in self.pools.values() {
            if !pool.direct {
                lines.extend(tier_lines(pool));
            }
            let unpriced = pool.rate.cost(pool.base.max).1;
            if !unpriced.is_zero() {
                omissions.push(Omission {
                    what: format!("{}, {}", pool.rate.item, pool.rate.dimension),
                    why: format!("no price in {} for {} beyond the last tier", pool.rate.region, words(unpriced)),
                    incomplete: true,
                });
            }
        }
        if free_tier {
            let pools: Vec<&Pool> = self.pools.values().collect();
            for rule in RULES {
                lines.extend(allowance_lines(rule, &pools, hours));
            }
        }
        (lines, omissions)
    }
}

/// One line for each tier that the sum climbs into: its part at the difference to the first tier. A part
/// beyond the last tier is taken off again: it has no price.
fn tier_lines(pool: &Pool) -> Vec<Line> {
    let Some(first) = pool.rate.tiers.first() else { return Vec::new() };
    let mut lines = Vec::new();
    let mut line = |from: Decimal, to: Option<Decimal>, usd: Option<Decimal>, source: &str, as_of: &str| {
        let part = |base: Decimal| to.map_or(base, |to| to.min(base)).saturating_sub(from).max(Decimal::ZERO);
        let units = pool.base.map(|base| pool.rate.units(part(base)).normalize());
        if units.is_zero() {
            return;
        }
        let difference = usd.unwrap_or_default().saturating_sub(first.usd);
        let why = match usd {
            Some(usd) => format!("{usd} instead of {} above {}", first.usd, words(from)),
            None => format!("taken off again: no price above {}", words(from)),
        };
        lines.push(Line {
            name: format!("Volume tier, {}: {} above {}", title(pool), pool.rate.dimension, words(from)),
            quantity: units.expected,
            unit: pool.rate.unit.clone(),
            unit_price: difference,
            monthly: units.times(difference).map(|usd| usd.normalize()),
            formula: format!("{} {} in the account x ({why})", words(units.expected), pool.rate.unit),
            assumption: None,
            source: prices::readable(source),
            as_of: as_of.to_owned(),
        });
    };
    for tier in pool.rate.tiers.iter().skip(1) {
        line(tier.from, tier.to, Some(tier.usd), &tier.source, &tier.as_of);
    }
    if let Some(last) = pool.rate.tiers.last()
        && let Some(end) = last.to
    {
        line(end, None, None, &last.source, &last.as_of);
    }
    lines
}

fn title(pool: &Pool) -> String {
    format!("{} {} in {}", pool.rate.service, pool.rate.item, pool.rate.region.trim_start_matches("geo:"))
}

/// An always-free allowance, by its name in the table, and the rates that share it.
struct Rule {
    service: &'static str,
    what: &'static str,
    applies: fn(&Rate) -> bool,
    /// Whether the allowance is a capacity that is free all the time, so that it counts for every hour.
    hourly: bool,
}

const RULES: &[Rule] = &[
    Rule { service: "lambda", what: "requests", applies: |rate| rate.item.starts_with("requests"), hourly: false },
    Rule {
        service: "lambda",
        what: "duration, x86 and arm64 together",
        applies: |rate| rate.item.starts_with("duration") && !rate.item.contains("provisioned"),
        hourly: false,
    },
    Rule {
        service: "dynamodb",
        what: "storage, Standard class",
        applies: |rate| rate.item == "storage Standard",
        hourly: false,
    },
    Rule {
        service: "dynamodb",
        what: "provisioned WCU",
        applies: |rate| rate.item == "provisioned Standard" && rate.dimension == "WCU-hour",
        hourly: true,
    },
    Rule {
        service: "dynamodb",
        what: "provisioned RCU",
        applies: |rate| rate.item == "provisioned Standard" && rate.dimension == "RCU-hour",
        hourly: true,
    },
    Rule {
        service: "cloudfront",
        what: "data transfer out to the internet",
        applies: |rate| rate.item == "data transfer out to internet",
        hourly: false,
    },
    Rule {
        service: "cloudfront",
        what: "HTTP and HTTPS requests",
        applies: |rate| rate.dimension == "requests",
        hourly: false,
    },
    Rule {
        service: "cloudwatch",
        what: "custom metrics",
        applies: |rate| rate.item == "custom metrics",
        hourly: false,
    },
    Rule {
        service: "cloudwatch",
        what: "alarms, standard resolution",
        applies: |rate| rate.item == "alarm standard resolution",
        hourly: false,
    },
    Rule {
        service: "cloudwatch",
        what: "logs: ingestion, archive and Logs Insights scans together",
        applies: |rate| rate.item == "logs" || rate.item.starts_with("logs "),
        hourly: false,
    },
    Rule {
        service: "kms",
        what: "requests (AWS managed keys free of the monthly fee)",
        applies: |rate| rate.item == "symmetric requests",
        hourly: false,
    },
    Rule {
        service: "sns",
        what: "standard publishes",
        applies: |rate| rate.item == "standard topic" && rate.dimension.starts_with("publish requests"),
        hourly: false,
    },
    Rule {
        service: "sns",
        what: "HTTP/S deliveries",
        applies: |rate| rate.dimension == "HTTP/S deliveries",
        hourly: false,
    },
    Rule {
        service: "sns",
        what: "email deliveries",
        applies: |rate| rate.dimension == "email deliveries",
        hourly: false,
    },
    Rule {
        service: "sqs",
        what: "requests, standard and FIFO together",
        applies: |rate| rate.item == "standard queue" || rate.item == "FIFO queue",
        hourly: false,
    },
    Rule {
        service: "data_transfer",
        what: "data out to the internet, all services and regions together",
        applies: |rate| rate.item == "internet egress",
        hourly: false,
    },
];

/// The lines that take an allowance off, from the cheapest rate first so that they do not promise too much.
fn allowance_lines(rule: &Rule, pools: &[&Pool], hours: Decimal) -> Vec<Line> {
    let found = prices::allowances().iter().find(|row| row.service == rule.service && row.what == rule.what);
    let Some(allowance) = found else { return Vec::new() };
    let free = if rule.hourly { times(allowance.quantity, hours) } else { allowance.quantity };
    let mut left = Range::fixed(free);
    let mut sharing: Vec<&Pool> =
        pools.iter().copied().filter(|pool| pool.rate.service == rule.service && (rule.applies)(pool.rate)).collect();
    sharing.arrange_by_key(|pool| pool.rate.tiers.first().map(|tier| tier.usd));
    let mut lines = Vec::new();
    for pool in sharing {
        let taken = Range {
            min: left.min.min(pool.base.min),
            expected: left.expected.min(pool.base.expected),
            max: left.max.min(pool.base.max),
        };
        left = left.plus(taken.times(Decimal::NEGATIVE_ONE));
        for tier in &pool.rate.tiers {
            let part =
                |base: Decimal| tier.to.map_or(base, |to| to.min(base)).saturating_sub(tier.from).max(Decimal::ZERO);
            let off = |base: Decimal, taken: Decimal| {
                pool.rate.units(part(base).saturating_sub(part(base.saturating_sub(taken)))).normalize()
            };
            let units = Range {
                min: off(pool.base.min, taken.min),
                expected: off(pool.base.expected, taken.expected),
                max: off(pool.base.max, taken.max),
            };
            if units.is_zero() {
                continue;
            }
            lines.push(Line {
                name: format!("Always free, {}", title(pool)),
                quantity: units.expected,
                unit: pool.rate.unit.clone(),
                unit_price: -tier.usd,
                monthly: units.times(-tier.usd).map(|usd| usd.normalize()),
                formula: format!(
                    "{} {} of {} free in the account ({})",
                    words(taken.expected),
                    allowance.unit,
                    words(free),
                    allowance.what
                ),
                assumption: None,
                source: prices::readable(&allowance.source),
                as_of: allowance.as_of.clone(),
            });
        }
    }
    lines
}
