//! The lines of one component, as its service describes them.

use rust_decimal::Decimal;

use super::{Figure, Quote};
use crate::prices::{self, Line, Range, Rate, Tier, quantity, times, words};

/// How much is paid for, in the base quantity (requests, GB, hours), and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Amount {
    /// How much.
    pub base: Range,
    /// How it comes about: "2 instances x 730 h".
    pub formula: String,
    /// What was assumed.
    pub assumption: Option<String>,
}

impl Amount {
    /// The same whatever the size of the groups.
    pub fn of(value: Decimal, formula: impl Into<String>) -> Self {
        Self::range(Range::fixed(value), formula)
    }

    /// An amount that depends on the size of a group.
    pub fn range(base: Range, formula: impl Into<String>) -> Self {
        Self { base: base.map(quantity), formula: formula.into(), assumption: None }
    }

    /// A figure as it is.
    pub fn figure(figure: &Figure) -> Self {
        Self::of(figure.value, figure.story.clone()).assuming(figure.assumption.clone())
    }

    /// Adds an assumption.
    pub fn assuming(mut self, text: impl Into<Option<String>>) -> Self {
        self.assumption = match (self.assumption, text.into()) {
            (Some(one), Some(other)) if one != other => Some(format!("{one}; {other}")),
            (one, other) => one.or(other),
        };
        self
    }
}

/// Something that is not counted, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Omission {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
    /// Whether a price or a quantity is missing, or it is merely noted.
    pub incomplete: bool,
}

/// A quantity whose tiers or allowance AWS counts once for the account. Its line stands at the price of
/// the first tier; the cost engine adds the account's difference.
#[derive(Clone, Debug)]
pub struct Pooled {
    /// The rate.
    pub rate: &'static Rate,
    /// The base quantity, expected and at its ends.
    pub base: Range,
}

/// The lines of one component.
#[derive(Clone, Debug, Default)]
pub struct Bill {
    /// The lines.
    pub lines: Vec<Line>,
    /// What is not counted.
    pub omissions: Vec<Omission>,
    /// What the account adds up.
    pub pooled: Vec<Pooled>,
}

impl Bill {
    /// A line at a rate without tiers, or with tiers that each component has for itself: one line a tier.
    pub fn charge(&mut self, name: &str, quote: Quote, amount: Amount) {
        if amount.base.is_zero() {
            return;
        }
        let Some(rate) = self.found(name, quote) else { return };
        for (index, tier) in rate.tiers.iter().enumerate() {
            let part =
                |base: Decimal| tier.to.map_or(base, |to| to.min(base)).saturating_sub(tier.from).max(Decimal::ZERO);
            let name = match index {
                0 => name.to_owned(),
                _ => format!("{name}, above {}", words(tier.from)),
            };
            self.push(name, rate, tier, amount.base.map(part), &amount);
        }
        let unpriced = rate.cost(amount.base.max).1;
        if !unpriced.is_zero() {
            self.omit(name, &format!("no price for {} beyond the last tier", words(unpriced)));
        }
    }

    /// A line at the price of the first tier, where the caller has checked that each of several volumes
    /// stays within it.
    pub fn charge_first_tier(&mut self, name: &str, quote: Quote, amount: Amount) {
        if amount.base.is_zero() {
            return;
        }
        let Some(rate) = self.found(name, quote) else { return };
        let Some(tier) = rate.tiers.first() else { return };
        self.push(name.to_owned(), rate, tier, amount.base, &amount);
    }

    /// A line at a rate whose tiers or allowance the account has once: priced at the first tier here, and
    /// added up for the account.
    pub fn pool(&mut self, name: &str, quote: Quote, amount: Amount) {
        if amount.base.is_zero() {
            return;
        }
        let Some(rate) = self.found(name, quote) else { return };
        let Some(tier) = rate.tiers.first() else { return };
        self.pooled.push(Pooled { rate, base: amount.base });
        self.push(name.to_owned(), rate, tier, amount.base, &amount);
    }

    /// A line whose unit price is not a rate of the tables: instances and databases.
    pub fn hours(&mut self, name: String, usd: Decimal, dated: (&str, &str), amount: Amount) {
        let Amount { base, formula, assumption } = amount;
        if base.is_zero() {
            return;
        }
        self.lines.push(Line {
            name,
            quantity: base.expected,
            unit: "hour".to_owned(),
            unit_price: usd,
            monthly: base.times(usd).map(|usd| usd.normalize()),
            formula,
            assumption,
            source: prices::readable(dated.0),
            as_of: dated.1.to_owned(),
        });
    }

    /// A line whose money the user gave: Zonewise knows neither the service nor where the figure is from.
    pub fn as_given(&mut self, name: &str, usd: Decimal) {
        let monthly = Range::fixed(usd.normalize());
        self.lines.push(Line {
            name: name.to_owned(),
            quantity: Decimal::ONE,
            unit: "month".to_owned(),
            unit_price: monthly.expected,
            monthly,
            formula: "price given".to_owned(),
            assumption: Some("the figure is the user's own".to_owned()),
            source: "given in the design".to_owned(),
            as_of: String::new(),
        });
    }

    /// Names what has no price or no quantity; the estimate is then incomplete.
    pub fn omit(&mut self, what: &str, why: &str) {
        self.leave_out(what, why, true);
    }

    /// Names what is left out on purpose.
    pub fn note(&mut self, what: &str, why: &str) {
        self.leave_out(what, why, false);
    }

    fn leave_out(&mut self, what: &str, why: &str, incomplete: bool) {
        let omission = Omission { what: within_sentence(what), why: why.to_owned(), incomplete };
        if !self.omissions.contains(&omission) {
            self.omissions.push(omission);
        }
    }

    fn found(&mut self, name: &str, quote: Quote) -> Option<&'static Rate> {
        quote.map_err(|why| self.omit(name, &why)).ok()
    }

    fn push(&mut self, name: String, rate: &Rate, tier: &Tier, base: Range, amount: &Amount) {
        if base.is_zero() {
            return;
        }
        let units = base.map(|base| rate.units(base).normalize());
        self.lines.push(Line {
            name,
            quantity: units.expected,
            unit: rate.unit.clone(),
            unit_price: tier.usd,
            monthly: units.map(|units| times(units, tier.usd).normalize()),
            formula: amount.formula.clone(),
            assumption: amount.assumption.clone(),
            source: prices::readable(&tier.source),
            as_of: tier.as_of.clone(),
        });
    }
}

/// A line's name as it stands within a sentence: "storage, gp2", but "HTTPS requests".
fn within_sentence(name: &str) -> String {
    let mut rest = name.chars();
    match (rest.next(), rest.as_str().chars().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            std::iter::once(first.to_ascii_lowercase()).chain(rest).collect()
        }
        _ => name.to_owned(),
    }
}
