//! How figures and failures are said: money, availability, durations. One wording for screen, command
//! line and report. Pure text; nothing is computed here.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::judge::{Capacity, Failure, GLOBAL, Seconds};
use crate::system::System;

/// US dollars, rounded to cents: `$1,160.14`. What is more than nothing but rounds to it is `under $0.01`.
pub fn money(amount: Decimal) -> String {
    let cents = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    if cents.is_zero() && !amount.is_zero() {
        return if amount.is_sign_negative() { "above -$0.01" } else { "under $0.01" }.to_owned();
    }
    let sign = if cents.is_sign_negative() { "-" } else { "" };
    format!("{sign}${}", grouped(&format!("{:.2}", cents.abs())))
}

/// A difference in US dollars, with its sign: `+$22.46`, `-$3.00`, `$0.00`.
pub fn money_change(amount: Decimal) -> String {
    let text = money(amount);
    if amount.is_sign_negative() || amount.is_zero() { text } else { format!("+{text}") }
}

/// A price of one unit, with all its digits: `$0.0104`.
pub fn unit_price(price: Decimal) -> String {
    let price = price.normalize();
    let text = if price.scale() < 2 { format!("{price:.2}") } else { price.to_string() };
    format!("${}", grouped(&text))
}

/// A quantity with at most three decimals and grouped thousands: `1,460`, `0.266`.
pub fn quantity(amount: Decimal) -> String {
    let rounded = amount.round_dp_with_strategy(3, RoundingStrategy::MidpointAwayFromZero).normalize();
    if rounded.is_zero() && !amount.is_zero() {
        return amount.round_sf(2).unwrap_or(amount).normalize().to_string();
    }
    grouped(&rounded.to_string())
}

/// Groups the digits before the point by thousands.
fn grouped(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, rest) = number.find('.').map_or((number, ""), |at| number.split_at(at));
    let mut text = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(rest);
    text
}

/// An availability as a percentage with as many digits as its nines need: `99.73 %`, `99.9991 %`.
/// Never rounded up to `100 %`: it takes the unavailability, which keeps its digits.
pub fn availability(unavailability: f64) -> String {
    if unavailability <= 0.0 {
        return "100 %".to_owned();
    }
    let (mut digits, mut bound) = (2, 0.001);
    while unavailability < bound && digits < 10 {
        digits += 1;
        bound /= 10.0;
    }
    let percent = format!("{:.digits$}", 100.0 * (1.0 - unavailability));
    if percent.starts_with("100") { format!("above 99.{} %", "9".repeat(digits)) } else { format!("{percent} %") }
}

/// A downtime in a year, given in minutes: `23.7 h a year`, `4 min a year`.
pub fn downtime(minutes: f64) -> String {
    let text = if minutes <= 0.0 {
        "no downtime".to_owned()
    } else if minutes < 1.0 {
        format!("{:.0} s", (minutes * 60.0).max(1.0))
    } else if minutes < 60.0 {
        format!("{minutes:.1} min")
    } else if minutes < 60.0 * 72.0 {
        format!("{:.1} h", minutes / 60.0)
    } else {
        format!("{:.1} days", minutes / 1440.0)
    };
    format!("{text} a year")
}

/// A span of time: `0 s`, `60–120 s`, `5 min`, `30–90 min`; what has no end gives `never`.
pub fn span(seconds: Seconds, never: &str) -> String {
    let Some((low, high)) = seconds else { return never.to_owned() };
    if low == high {
        return short(high);
    }
    let (unit, name) = unit_of(high);
    let low = tenths(low, unit);
    format!("{low}\u{2013}{} {name}", tenths(high, unit))
}

fn short(seconds: u32) -> String {
    let (unit, name) = unit_of(seconds);
    format!("{} {name}", tenths(seconds, unit))
}

fn unit_of(seconds: u32) -> (u32, &'static str) {
    match seconds {
        0..=120 if !seconds.is_multiple_of(60) || seconds == 0 => (1, "s"),
        0..=7199 => (60, "min"),
        7200..=172_799 => (3600, "h"),
        _ => (86_400, "days"),
    }
}

/// A number of units with at most one decimal.
fn tenths(seconds: u32, unit: u32) -> String {
    let text = format!("{:.1}", f64::from(seconds) / f64::from(unit));
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A failure in the terms of the design: `zone us-east-1a`, `primary of db`.
pub fn failure(system: &System<'_>, failure: &Failure) -> String {
    match failure {
        Failure::Instance { component, unit } => {
            let node = system.find(component).map(|ix| system.node(ix));
            let label = node.map_or(component.as_str(), |node| node.component.label());
            match node.map(|node| node.resilience.units.as_slice()) {
                Some([_]) | None => label.to_owned(),
                Some(units) => match units.get(*unit) {
                    Some(unit) => format!("{} of {label}", unit.label),
                    None => format!("unit {} of {label}", unit + 1),
                },
            }
        }
        Failure::Zone { region, zone } => format!("zone {region}{zone}"),
        Failure::Region { region } => format!("region {region}"),
        Failure::Service { kind, region } => {
            let name = crate::catalog::find(kind).name;
            if region == GLOBAL { format!("every {name}") } else { format!("every {name} in {region}") }
        }
    }
}

/// What is left of components: `web 1 of 2`.
pub fn capacity(capacity: &[Capacity]) -> String {
    let each: Vec<String> =
        capacity.iter().map(|part| format!("{} {} of {}", part.component, part.left, part.of)).collect();
    each.join(", ")
}

/// A count with its noun: `1 error`, `3 errors`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// Texts joined as in a sentence: `a`, `a and b`, `a, b and c`.
pub fn list<S: AsRef<str>>(texts: &[S]) -> String {
    match texts {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [all @ .., last] => {
            let all: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", all.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_rounded_once_and_never_to_nothing() {
        let cases = [
            ("0", "$0.00"),
            ("0.004", "under $0.01"),
            ("0.005", "$0.01"),
            ("1234567.5", "$1,234,567.50"),
            ("-3", "-$3.00"),
            ("-1234", "-$1,234.00"),
        ];
        for (amount, said) in cases {
            assert_eq!(money(amount.parse().unwrap()), said, "{amount}");
        }
        assert_eq!(money_change("22.459".parse().unwrap()), "+$22.46");
        assert_eq!(money_change(Decimal::ZERO), "$0.00");
        assert_eq!(unit_price("0.0000002".parse().unwrap()), "$0.0000002");
        assert_eq!(unit_price("3".parse().unwrap()), "$3.00");
        assert_eq!(quantity("1460.000".parse().unwrap()), "1,460");
        assert_eq!(quantity("0.000012345".parse().unwrap()), "0.000012");
    }

    #[test]
    fn availability_keeps_its_nines() {
        let cases = [
            (0.0, "100 %"),
            (0.0027, "99.73 %"),
            (0.00519899, "99.48 %"),
            (0.0001, "99.990 %"),
            (0.00001, "99.9990 %"),
            (1e-15, "above 99.9999999999 %"),
            (1.0, "0.00 %"),
        ];
        for (unavailability, said) in cases {
            assert_eq!(availability(unavailability), said, "{unavailability}");
        }
        assert_eq!(downtime(1422.0), "23.7 h a year");
        assert_eq!(downtime(0.5), "30 s a year");
    }

    #[test]
    fn spans_share_one_unit() {
        let cases = [
            (Some((0, 0)), "0 s"),
            (Some((60, 120)), "1\u{2013}2 min"),
            (Some((35, 35)), "35 s"),
            (Some((300, 300)), "5 min"),
            (Some((1800, 5400)), "30\u{2013}90 min"),
            (Some((7200, 14400)), "2\u{2013}4 h"),
            (None, "never"),
        ];
        for (seconds, said) in cases {
            assert_eq!(span(seconds, "never"), said, "{seconds:?}");
        }
    }
}
