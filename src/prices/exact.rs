//! Exact decimal arithmetic that cannot fail: it saturates far beyond any bill, and never panics.
//!
//! Quantities are rounded once to nine decimals, where a division or a product makes more of them.
//! Money is exact from there on: the longest unit price has ten decimals, and nineteen fit beside any bill.

use rust_decimal::Decimal;

/// The largest quantity that is computed with: 10^15. Larger ones are taken as this.
pub const LIMIT: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);

/// The product.
pub fn times(a: Decimal, b: Decimal) -> Decimal {
    a.saturating_mul(b)
}

/// The sum.
pub fn plus(a: Decimal, b: Decimal) -> Decimal {
    a.saturating_add(b)
}

/// The quotient; zero where the divisor is zero.
pub fn per(a: Decimal, b: Decimal) -> Decimal {
    if b == Decimal::ONE {
        return a;
    }
    a.checked_div(b).unwrap_or_default()
}

/// A quantity as lines carry it: at least zero, at most [`LIMIT`], nine decimals, no trailing zeros.
pub fn quantity(value: Decimal) -> Decimal {
    let value = value.clamp(Decimal::ZERO, LIMIT);
    if value.scale() == 0 { value } else { value.round_dp(9).normalize() }
}

/// The number in a JSON value, digit by digit as it is written; `None` where it is not a number or is
/// negative. Larger ones are [`LIMIT`].
pub fn number(value: &serde_json::Value) -> Option<Decimal> {
    if value.as_f64()? < 0.0 {
        return None;
    }
    if value.as_f64()? >= 1e15 {
        return Some(LIMIT);
    }
    if let Some(whole) = value.as_u64() {
        return Some(whole.into());
    }
    let text = value.as_number()?.to_string();
    let number = if text.contains(['e', 'E']) {
        Decimal::from_scientific_lossy(&text).unwrap_or_default()
    } else {
        text.parse().ok()?
    };
    Some(quantity(number))
}

/// A number for people: thousands separated, at most two decimals from 1 on and six below.
pub fn words(value: Decimal) -> String {
    let digits = if value.abs() >= Decimal::ONE { 2 } else { 6 };
    let value = if value.scale() == 0 { value } else { value.round_dp(digits).normalize() };
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::with_capacity(text.len() + 8);
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_write_them() {
        for (value, said) in [
            ("0", "0"),
            ("3000000", "3,000,000"),
            ("600000.50", "600,000.5"),
            ("28.6102294921875", "28.61"),
            ("0.0000166667", "0.000017"),
            ("-1234.5", "-1,234.5"),
            ("999", "999"),
        ] {
            assert_eq!(words(value.parse().unwrap()), said);
        }
    }

    #[test]
    fn json_numbers_keep_their_digits() {
        let read = |text: &str| number(&serde_json::from_str(text).unwrap()).map(|number| number.to_string());
        assert_eq!(read("0.1").as_deref(), Some("0.1"));
        assert_eq!(read("3000000").as_deref(), Some("3000000"));
        assert_eq!(read("1e20").as_deref(), Some("1000000000000000"));
        assert_eq!(read("1e-300").as_deref(), Some("0"));
        assert_eq!(read("-1"), None);
        assert_eq!(read("\"7\""), None);
        assert_eq!(LIMIT.to_string(), "1000000000000000");
    }
}
