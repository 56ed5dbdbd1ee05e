//! What a container service costs: on Fargate its tasks' vCPU and memory by the hour, at its minimum, desired
//! and maximum size. On instances of its own it costs nothing beside them. The cluster is free.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{network_mode, on_instances, sizes};
use crate::catalog::asg::schedule;
use crate::catalog::pricing::{Amount, Bill, Context};
use crate::model::ConnectionKind;
use crate::prices::{Range, number, per, plus, times, words};

/// Units of a vCPU, and MiB of a GB.
const PER_WHOLE: u32 = 1_024;
/// Ephemeral storage that a task on Fargate includes, in GB (AWS, 2026-08).
const INCLUDED_GB: u32 = 20;

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let settings = cx.settings();
    let size = size(cx, bill);
    if on_instances(&settings) {
        let hosts: Vec<&str> =
            cx.neighbours.iter().filter(|n| n.outgoing && n.kind == ConnectionKind::Host).map(|n| n.id).collect();
        match hosts.as_slice() {
            [] => bill.omit("tasks", "they run on instances, and no group of instances is connected as host"),
            hosts => bill.note("tasks", &format!("they run on the instances of {}, which are counted there", hosts.join(", "))),
        }
    } else {
        fargate(cx, bill, &size);
        if settings.flag("assign_public_ip") && cx.is_public() {
            cx.public_addresses(bill, size.count, "one per task");
        }
    }
    if network_mode(&settings) == "awsvpc" && on_instances(&settings) && settings.flag("assign_public_ip") {
        bill.note("public addresses", "tasks on instances get none");
    }
    logs(cx, bill);
}

/// How many tasks run.
struct Size {
    count: Range,
    /// "2 tasks".
    words: String,
    assumption: Option<String>,
}

fn size(cx: &Context<'_>, bill: &mut Bill) -> Size {
    let settings = cx.settings();
    let whole = |name: &str| Decimal::from(settings.count(name));
    let desired = whole("desired_count");
    let (min, max) = (whole("min_capacity"), whole("max_capacity"));
    let schedule = schedule::of(&renamed(settings.list("scaling_policies")), desired);
    if let Some(problem) = schedule.not_averaged {
        bill.omit("scheduled scaling", problem);
    }
    let mut expected = schedule.average;
    let mut assumption = None;
    let mut story = format!("{} tasks", words(expected));
    if schedule.scheduled {
        story = format!("{story} on average over the schedule");
    } else if let Some(given) = cx.given("tasks") {
        expected = given;
        story = format!("{} tasks (tasks given)", words(given));
    } else if min != max {
        assumption = Some(format!("the desired {desired} tasks all the time; {min} at least, {max} at most"));
    }
    if expected == Decimal::ONE {
        story = story.replacen("tasks", "task", 1);
    }
    let least = schedule.least.map_or(min, |least| least.min(min)).min(expected);
    let most = schedule.most.map_or(max, |most| most.max(max)).max(expected);
    Size { count: Range { min: least, expected, max: most }, words: story, assumption }
}

/// Scheduled actions with the names that those of a group of instances have.
fn renamed(policies: &[Value]) -> Vec<Value> {
    let rename = |policy: &Value| {
        let first = |names: &[&str]| names.iter().find_map(|name| policy.get(*name)).cloned().unwrap_or_default();
        let recurrence = first(&["recurrence"]);
        let five = recurrence.as_str().map_or("", |text| text.trim_start_matches("cron(").trim_end_matches(')'));
        let five: Vec<&str> = five.split_whitespace().take(5).collect();
        json!({
            "policy_type": first(&["policy_type"]),
            "recurrence": five.join(" "),
            "time_zone": first(&["time_zone"]),
            "desired_capacity": first(&["desired_count", "desired_capacity"]),
            "min_size": first(&["min_capacity", "min_size"]),
            "max_size": first(&["max_capacity", "max_size"]),
        })
    };
    policies.iter().map(rename).collect()
}

fn fargate(cx: &Context<'_>, bill: &mut Bill, size: &Size) {
    let settings = cx.settings();
    let (item, what) = if settings.text("cpu_architecture") == "ARM64" { ("linux arm64", "arm64") } else { ("linux x86", "x86") };
    let hours = cx.given("monthly_hours").unwrap_or(cx.hours);
    let spot = size.count.map(|count| on_spot(settings.list("capacity_provider_strategy"), count));
    if !spot.is_zero() {
        bill.omit("tasks on Fargate Spot", "Spot prices change with demand; none is in the tables");
    }
    let paid = Range {
        min: size.count.min.saturating_sub(spot.min),
        expected: size.count.expected.saturating_sub(spot.expected),
        max: size.count.max.saturating_sub(spot.max),
    };
    let story = if spot.is_zero() {
        size.words.clone()
    } else {
        format!("{}, {} of them not on Spot,", size.words, words(paid.expected))
    };
    let drawn = (settings.count("cpu"), settings.count("memory"));
    let (units, mib) = sizes::fargate(drawn.0, drawn.1);
    let resized = ((units, mib) != drawn)
        .then(|| format!("the next size of Fargate, {units} CPU units and {mib} MiB, for the {} and {} asked for", drawn.0, drawn.1));
    let mut charge = |name: &str, item: &str, dimension: &str, each: Decimal, unit: &str| {
        let formula = format!("{story} x {} {unit} x {} h", words(each), words(hours));
        let amount = Amount::range(paid.times(each).times(hours), formula).assuming(size.assumption.clone()).assuming(resized.clone());
        bill.charge(name, cx.rate("fargate", item, dimension), amount);
    };
    let whole = |count: usize| per(count.into(), PER_WHOLE.into());
    charge(&format!("Fargate vCPU hours, {what}"), item, "vCPU-hour", whole(units), "vCPU");
    charge(&format!("Fargate memory, {what}"), item, "memory", whole(mib), "GB");
    let stored = settings.block("ephemeral_storage").and_then(|block| block.get("size_in_gib")).and_then(number);
    let more = stored.unwrap_or_default().saturating_sub(INCLUDED_GB.into()).max(Decimal::ZERO);
    charge("Fargate ephemeral storage", "ephemeral storage above 20 GB", "storage", more, "GB");
}

/// How many of the tasks the strategy puts on Spot: bases first, then by weight.
fn on_spot(strategy: &[Value], count: Decimal) -> Decimal {
    let figure = |entry: &Value, name: &str| entry.get(name).and_then(number).unwrap_or_default();
    let is_spot = |entry: &&Value| entry.get("capacity_provider").and_then(Value::as_str) == Some("FARGATE_SPOT");
    let sum = |name: &str, spot: bool| {
        let entries = strategy.iter().filter(|entry| !spot || is_spot(entry));
        entries.fold(Decimal::ZERO, |sum, entry| plus(sum, figure(entry, name)))
    };
    let (base, weight) = (sum("base", false).min(count), sum("weight", false));
    let first = sum("base", true).min(base);
    // Weights may be left out where there is one provider only.
    let only_spot = !strategy.is_empty() && strategy.iter().all(|entry| is_spot(&entry));
    let share = if only_spot { Decimal::ONE } else { per(sum("weight", true), weight) };
    plus(first, times(count.saturating_sub(base), share)).min(count)
}

/// What the containers write to their log group.
fn logs(cx: &Context<'_>, bill: &mut Bill) {
    match cx.given("monthly_data_ingested_gb") {
        Some(gb) => bill.charge(
            "Logs written",
            cx.rate("cloudwatch", "logs standard", "data ingested"),
            Amount::of(gb, "monthly_data_ingested_gb given"),
        ),
        None => bill.note("logs", "what the containers write to CloudWatch is not estimated"),
    }
    if let Some(gb) = cx.given("storage_gb") {
        let quote = cx.rate("cloudwatch", "logs", "archived storage (compressed)");
        bill.charge("Logs kept", quote, Amount::of(gb, "storage_gb given"));
    }
}
