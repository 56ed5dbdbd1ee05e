//! Scheduled scaling: the average size over a week of recurring actions (`format.md`, Scaling).
//!
//! Recurrences are cron expressions. Those that name days of the month or months have no weekly average and
//! are said so; one-time actions (`start_time`) do not change an ordinary month.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::order::Arrange as _;
use crate::model::Value;
use crate::prices::number;

const MINUTES_PER_DAY: u32 = 1_440;
const MINUTES_PER_WEEK: u32 = 7 * MINUTES_PER_DAY;

/// What a group's schedule makes of its size.
pub struct Schedule {
    /// Average number of instances; the desired one without a schedule.
    pub average: Decimal,
    /// Whether recurring actions make the average.
    pub scheduled: bool,
    /// The smallest minimum that an action sets.
    pub least: Option<Decimal>,
    /// The largest maximum that an action sets.
    pub most: Option<Decimal>,
    /// Why the schedule has no average.
    pub not_averaged: Option<&'static str>,
}

/// The schedule among a group's policies.
pub fn of(policies: &[Value], desired: Decimal) -> Schedule {
    let actions: Vec<&Value> = policies
        .iter()
        .filter(|policy| text(policy, "policy_type") == "Scheduled" && !text(policy, "recurrence").is_empty())
        .collect();
    let figure = |action: &Value, name: &str| action.get(name).and_then(number);
    let mut schedule = Schedule {
        average: desired,
        scheduled: false,
        least: actions.iter().filter_map(|action| figure(action, "min_size")).min(),
        most: actions.iter().filter_map(|action| figure(action, "max_size")).max(),
        not_averaged: None,
    };
    let mut zones: Vec<&str> = actions.iter().map(|action| text(action, "time_zone")).collect();
    zones.dedup();
    if zones.len() > 1 {
        schedule.not_averaged = Some("actions in several time zones are not averaged; the desired size is counted");
        return schedule;
    }
    let mut changes: BTreeMap<u32, Decimal> = BTreeMap::new();
    for action in &actions {
        let Some(size) = figure(action, "desired_capacity").or_else(|| figure(action, "min_size")) else { continue };
        let Some(minutes) = weekly(text(action, "recurrence")) else {
            schedule.not_averaged =
                Some("a recurrence that does not repeat weekly is not averaged; the desired size is counted");
            return schedule;
        };
        changes.extend(minutes.into_iter().map(|minute| (minute, size)));
    }
    if let Some(average) = average(&changes) {
        schedule.average = average;
        schedule.scheduled = true;
    }
    schedule
}

/// The time-weighted average of sizes that each hold until the next change, around the week.
fn average(changes: &BTreeMap<u32, Decimal>) -> Option<Decimal> {
    let first = changes.keys().next()?;
    let ends = changes.keys().skip(1).copied().chain([first + MINUTES_PER_WEEK]);
    let parts: Vec<(u32, Decimal)> =
        changes.iter().zip(ends).map(|((start, size), end)| (end - start, *size)).collect();
    super::price::weighted(&parts)
}

fn text<'a>(action: &'a Value, name: &str) -> &'a str {
    action.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The minutes of the week (from Sunday 0:00) at which a cron expression fires; `None` where it is not one or
/// does not repeat weekly.
fn weekly(recurrence: &str) -> Option<Vec<u32>> {
    let fields: Vec<&str> = recurrence.split_whitespace().collect();
    let [minute, hour, day, month, weekday] = fields.try_into().ok()?;
    if !matches!(day, "*" | "?") || month != "*" {
        return None;
    }
    let (minutes, hours) = (field(minute, 0, 59)?, field(hour, 0, 23)?);
    let mut days = field(&named(weekday), 0, 7)?;
    days.iter_mut().for_each(|day| *day %= 7);
    let mut at = Vec::with_capacity(days.len() * hours.len() * minutes.len());
    for day in &days {
        for hour in &hours {
            at.extend(minutes.iter().map(|minute| day * MINUTES_PER_DAY + hour * 60 + minute));
        }
    }
    Some(at)
}

/// Names of weekdays as numbers.
fn named(weekday: &str) -> String {
    let names = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    names.iter().zip(0..).fold(weekday.to_ascii_uppercase().replace('?', "*"), |text, (name, number): (&&str, u32)| {
        text.replace(*name, &number.to_string())
    })
}

/// The values of a cron field: `*`, `1`, `1-5`, `*/15`, `8-18/2`, and lists of these.
fn field(text: &str, low: u32, high: u32) -> Option<Vec<u32>> {
    let mut values = Vec::new();
    for part in text.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse::<u32>().ok().filter(|step| *step > 0)?),
            None => (part, 1),
        };
        let (from, to) = match (range, range.split_once('-')) {
            ("*", _) => (low, high.min(if high == 7 { 6 } else { high })),
            (_, Some((from, to))) => (from.parse().ok()?, to.parse().ok()?),
            (one, None) => {
                let one: u32 = one.parse().ok()?;
                (one, if part.contains('/') { high } else { one })
            }
        };
        if from < low || to > high || from > to {
            return None;
        }
        values.extend((from..=to).step_by(usize::try_from(step).ok()?));
    }
    values.arrange();
    values.dedup();
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Average of actions (recurrence, desired), with 9 desired when there is none.
    fn check(actions: &[(&str, u32)], expected: Result<&str, ()>) {
        let policies: Vec<Value> = actions
            .iter()
            .map(|(recurrence, desired)| {
                serde_json::json!({"policy_type": "Scheduled", "recurrence": recurrence, "desired_capacity": desired})
            })
            .collect();
        let schedule = of(&policies, Decimal::from(9));
        match expected {
            Ok(average) => assert_eq!(schedule.average.normalize().to_string(), average, "{actions:?}"),
            Err(()) => assert!(schedule.not_averaged.is_some() && schedule.average == Decimal::from(9), "{actions:?}"),
        }
    }

    #[test]
    fn schedules_average_over_the_week() {
        check(&[], Ok("9"));
        check(&[("0 8 * * *", 4), ("0 20 * * *", 2)], Ok("3"));
        check(&[("0 6 * * *", 4), ("0 12 * * *", 2)], Ok("2.5"));
        // Five days of 12 hours at 10, the rest at 3: (60 x 10 + 108 x 3) / 168.
        check(&[("0 8 * * 1-5", 10), ("0 20 * * MON-FRI", 3)], Ok("5.5"));
        check(&[("30 8 * * *", 7)], Ok("7"));
        check(&[("0 8 1 * *", 4)], Err(()));
        check(&[("0 8 * 6 *", 4)], Err(()));
        check(&[("nonsense", 4)], Err(()));
        check(&[("0 8-99 * * *", 4)], Err(()));
        check(&[("0 */0 * * *", 4)], Err(()));
    }
}
