//! The always-free allowances of an account.

use std::sync::LazyLock;

use rust_decimal::Decimal;

/// What an account may use of something each month without paying.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allowance {
    /// The service, by the tables' name.
    pub service: String,
    /// What is free: `requests`.
    pub what: String,
    /// How much of it, in the base quantity (requests, GB, GB-seconds).
    pub quantity: Decimal,
    /// Its unit.
    pub unit: String,
    /// The date of the statement, ISO 8601.
    pub as_of: String,
    /// Where it is from: an id of [`super::readable`].
    pub source: String,
}

static ALLOWANCES: LazyLock<Vec<Allowance>> = LazyLock::new(|| {
    csv::Reader::from_reader(include_bytes!("data/allowances.csv").as_slice())
        .records()
        .filter_map(Result::ok)
        .filter_map(|row| {
            Some(Allowance {
                service: row.get(0)?.to_owned(),
                what: row.get(1)?.to_owned(),
                quantity: row.get(2)?.parse().ok()?,
                unit: row.get(3)?.to_owned(),
                as_of: row.get(4)?.to_owned(),
                source: row.get(5)?.to_owned(),
            })
        })
        .collect()
});

/// Every always-free allowance, in the order of the table.
pub fn allowances() -> &'static [Allowance] {
    &ALLOWANCES
}
