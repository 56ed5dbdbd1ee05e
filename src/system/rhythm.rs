//! How often a schedule runs in a month: `rate(5 minutes)`, `cron(0 3 ? * MON-FRI *)`.
//!
//! The forms are those of EventBridge's rules (EventBridge user guide, "Schedule expressions", read 2026-11). A
//! month has 730 hours. No clock is read: only how often is asked, never when.

use rust_decimal::Decimal;

use crate::prices::{per, times};

const HOURS: u32 = 730;
const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// Runs in a month; `None` for what is no schedule.
pub fn runs_a_month(expression: &str) -> Option<Decimal> {
    let (form, rest) = expression.trim().split_once('(')?;
    let inner = rest.strip_suffix(')')?;
    match form {
        "rate" => rate(inner),
        "cron" => cron(inner),
        _ => None,
    }
}

fn rate(inner: &str) -> Option<Decimal> {
    let (count, unit) = inner.trim().split_once(' ')?;
    let count: u32 = count.parse().ok().filter(|count| *count > 0)?;
    let minutes: u32 = match unit.trim() {
        "minute" | "minutes" => 1,
        "hour" | "hours" => 60,
        "day" | "days" => 1440,
        _ => return None,
    };
    Some(per(Decimal::from(HOURS * 60), times(count.into(), minutes.into())))
}

fn cron(inner: &str) -> Option<Decimal> {
    let fields: Vec<&str> = inner.split_whitespace().collect();
    let [minutes, hours, day, month, weekday, _year] = fields.as_slice() else { return None };
    let of_day = times(many(minutes, 0, 59, &[])?.into(), many(hours, 0, 23, &[])?.into());
    let all_days = per(HOURS.into(), 24.into());
    let days = match (*day, *weekday) {
        ("*" | "?", "*" | "?") => all_days,
        // The third Friday, the last day: once a month.
        (_, "*" | "?") if day.contains(['L', 'W']) => Decimal::ONE,
        ("*" | "?", _) if weekday.contains(['L', '#']) => Decimal::ONE,
        (_, "*" | "?") => many(day, 1, 31, &[])?.into(),
        ("*" | "?", _) => per(times(all_days, many(weekday, 1, 7, &DAYS)?.into()), 7.into()),
        _ => return None,
    };
    Some(per(times(times(of_day, days), many(month, 1, 12, &MONTHS)?.into()), 12.into()))
}

/// How many values from the first to the last a field names: lists, ranges, steps.
fn many(field: &str, first: u32, last: u32, names: &[&str]) -> Option<u32> {
    let value = |text: &str| {
        let number = text.parse().ok();
        let named = || names.iter().zip(first..).find(|(name, _)| text.eq_ignore_ascii_case(name)).map(|(_, at)| at);
        number.or_else(named).filter(|number| (first..=last).contains(number))
    };
    let mut hit = [false; 60];
    for part in field.split(',') {
        let (range, step) = part.split_once('/').unwrap_or((part, "1"));
        let step: usize = step.parse().ok().filter(|step| *step > 0)?;
        let (from, to) = match range {
            "*" | "?" => (first, last),
            _ => match range.split_once('-') {
                Some((from, to)) => (value(from)?, value(to)?),
                None if part.contains('/') => (value(range)?, last),
                None => (value(range)?, value(range)?),
            },
        };
        // FRI-MON goes round the end of the week.
        let all: Vec<u32> = if from <= to { (from..=to).collect() } else { (from..=last).chain(first..=to).collect() };
        for at in all.into_iter().step_by(step) {
            if let Some(slot) = hit.get_mut(at as usize) {
                *slot = true;
            }
        }
    }
    u32::try_from(hit.iter().filter(|hit| **hit).count()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_counted() {
        for (expression, runs) in [
            ("rate(1 minute)", "43800"),
            ("rate(5 minutes)", "8760"),
            ("rate(2 hours)", "365"),
            ("rate(1 day)", "30.416666667"),
            ("cron(0 3 * * ? *)", "30.416666667"),
            ("cron(0/15 * * * ? *)", "2920"),
            ("cron(0 8-17 ? * MON-FRI *)", "217.261904762"),
            ("cron(0 8-17 ? * FRI-SUN *)", "130.357142857"),
            ("cron(0 0 1 * ? *)", "1"),
            ("cron(0 0 1,15 JAN-JUN ? *)", "1"),
            ("cron(0 0 L * ? *)", "1"),
            ("cron(0 0 ? * 6#3 *)", "1"),
        ] {
            let found = runs_a_month(expression).map(|runs| runs.round_dp(9).normalize().to_string());
            assert_eq!(found.as_deref(), Some(runs), "{expression}");
        }
        for expression in [
            "",
            "rate()",
            "rate(0 minutes)",
            "rate(5 weeks)",
            "cron(0 3 * * ?)",
            "cron(61 3 * * ? *)",
            "cron(0 0 1 * MON *)",
            "at(now)",
            "rate(5 minutes",
        ] {
            assert_eq!(runs_a_month(expression), None, "{expression}");
        }
    }
}
