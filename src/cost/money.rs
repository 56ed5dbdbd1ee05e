//! Money for display. The one rule: lines and totals are exact, and each is rounded once when it is shown,
//! to cents, half away from zero (half a cent counts as one). What rounding hides is shown as a remainder.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Estimate;
use crate::prices::words;

/// An amount rounded to cents.
pub fn cents(amount: Decimal) -> Decimal {
    let mut rounded = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(2);
    if rounded.is_zero() { Decimal::new(0, 2) } else { rounded }
}

/// An amount in words: `$1,402.88`, `-$10.24`; `< $0.01` for what is more than nothing and rounds to it.
pub fn dollars(amount: Decimal) -> String {
    let rounded = cents(amount);
    if rounded.is_zero() && !amount.is_zero() {
        return if amount.is_sign_negative() { "> -$0.01".to_owned() } else { "< $0.01".to_owned() };
    }
    let sign = if rounded.is_sign_negative() { "-" } else { "" };
    let text = words(rounded.abs().trunc());
    let fraction = (rounded.abs().fract() * Decimal::ONE_HUNDRED).normalize();
    format!("{sign}${text}.{:0>2}", fraction.to_string())
}

/// A unit price with all of its digits: `$0.0000166667`, and at least cents: `$0.10`.
pub fn unit_price(price: Decimal) -> String {
    let mut price = price.normalize();
    if price.scale() < 2 {
        price.rescale(2);
    }
    format!("${price}")
}

/// What rounding hides: the total as it is shown, less the sum of the lines as they are shown.
pub fn remainder(estimate: &Estimate) -> Decimal {
    let lines = estimate.components.iter().flat_map(|component| &component.lines).chain(&estimate.account);
    let shown = lines.fold(Decimal::ZERO, |sum, line| sum.saturating_add(cents(line.monthly.expected)));
    cents(estimate.total.expected).saturating_sub(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_rounded_half_away_from_zero_and_said() {
        for (amount, said) in [
            ("0", "$0.00"),
            ("0.004", "< $0.01"),
            ("0.005", "$0.01"),
            ("-0.004", "> -$0.01"),
            ("2.675", "$2.68"),
            ("-2.675", "-$2.68"),
            ("1402.88", "$1,402.88"),
            ("7", "$7.00"),
            ("1234567.8", "$1,234,567.80"),
        ] {
            assert_eq!(dollars(amount.parse().unwrap()), said);
        }
        assert_eq!(unit_price("0.0000166667".parse().unwrap()), "$0.0000166667");
        assert_eq!(unit_price("0.1".parse().unwrap()), "$0.10");
        assert_eq!(unit_price("6".parse().unwrap()), "$6.00");
    }
}
