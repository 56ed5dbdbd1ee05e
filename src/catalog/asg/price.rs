//! What an Auto Scaling group costs: instance hours, root volumes, monitoring, addresses, at its minimum,
//! desired and maximum size. The group itself is free.

use rust_decimal::Decimal;

use super::schedule;
use crate::catalog::ebs::{Volume, volume};
use crate::catalog::pricing::{Amount, Bill, Context};
use crate::model::ConnectionKind;
use crate::prices::{Range, number, per, times, words};

/// Metrics that detailed monitoring of an instance sends, each paid as a custom metric (AWS, 2026-08).
const DETAILED_METRICS: u32 = 7;
/// Size of the root volume where none is set, in GB: that of Amazon Linux.
const ROOT_GB: u32 = 8;
/// Least size of the root volume of a host of containers, in GB: its image needs it (AWS, 2026-11).
const HOST_GB: u32 = 30;

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let size = size(cx, bill);
    instances(cx, bill, &size);
    root_volumes(cx, bill, &size);
    monitoring(cx, bill, size.count, &size.words);
    let addresses = cx.settings().get("associate_public_ip_address").and_then(serde_json::Value::as_bool);
    if addresses.unwrap_or(cx.is_public()) {
        cx.public_addresses(bill, size.count, "one per instance");
    }
}

/// How many instances run.
struct Size {
    count: Range,
    /// "2 instances".
    words: String,
    assumption: Option<String>,
}

fn size(cx: &Context<'_>, bill: &mut Bill) -> Size {
    let settings = cx.settings();
    let whole = |name: &str| Decimal::from(settings.count(name));
    let (min, desired, max) = (whole("min_size"), whole("desired_capacity"), whole("max_size"));
    let schedule = schedule::of(settings.list("scaling_policies"), desired);
    if let Some(problem) = schedule.not_averaged {
        bill.omit("scheduled scaling", problem);
    }
    let mut expected = schedule.average;
    let mut assumption = None;
    let mut words = format!("{} instances", words(expected));
    if schedule.scheduled {
        words = format!("{words} on average over the schedule");
    } else if let Some(given) = cx.given("instances") {
        expected = given;
        words = format!("{} instances (instances given)", crate::prices::words(given));
    } else if min != max {
        assumption = Some(format!("the desired {desired} instances all the time; {min} at least, {max} at most"));
    }
    if expected == Decimal::ONE {
        words = words.replacen("instances", "instance", 1);
    }
    let least = schedule.least.map_or(min, |least| least.min(min)).min(expected);
    let most = schedule.most.map_or(max, |most| most.max(max)).max(expected);
    Size { count: Range { min: least, expected, max: most }, words, assumption }
}

fn instances(cx: &Context<'_>, bill: &mut Bill, size: &Size) {
    instance_hours(cx, bill, size.count, &size.words, size.assumption.clone());
}

/// The hours of instances that are all alike, by the settings `instance_type` and `market_type`.
pub fn instance_hours(cx: &Context<'_>, bill: &mut Bill, count: Range, times: &str, assumption: Option<String>) {
    let settings = cx.settings();
    let kind = settings.text("instance_type");
    let name = format!("Instance hours, {kind}");
    if settings.text("market_type") == "spot" {
        bill.omit(&name, "spot prices change by the hour; none is in the tables");
        return;
    }
    let os = match cx.usage.text("operating_system") {
        "" => "linux",
        given => given,
    };
    let Some(price) = cx.instance(kind, os) else {
        bill.omit(&name, &format!("no price in {} for {kind} with {os}", cx.region));
        return;
    };
    let hours = cx.given("monthly_hours").or_else(|| cx.given("monthly_hrs")).unwrap_or(cx.hours);
    let amount = Amount::range(count.times(hours), format!("{times} x {} h", words(hours))).assuming(assumption);
    bill.hours(name, price.usd, (&price.source, &price.as_of), amount);
    if kind.starts_with("t3") || kind.starts_with("t4g") {
        bill.note("surplus CPU credits", &format!("{kind} is assumed to stay within the credits that it earns"));
    }
}

/// What detailed monitoring of instances sends.
pub fn monitoring(cx: &Context<'_>, bill: &mut Bill, count: Range, times: &str) {
    if cx.settings().flag("monitoring") {
        let quote = cx.rate("cloudwatch", "custom metrics", "metric-month");
        let formula = format!("{DETAILED_METRICS} metrics x {times}");
        bill.pool("Detailed monitoring", quote, Amount::range(count.times(DETAILED_METRICS.into()), formula));
    }
}

fn root_volumes(cx: &Context<'_>, bill: &mut Bill, size: &Size) {
    root_volume(cx, bill, "Root volumes", size.count, &size.words);
}

/// The root volumes of instances that are all alike, by the setting `root_block_device`.
pub fn root_volume(cx: &Context<'_>, bill: &mut Bill, name: &str, count: Range, times: &str) {
    let block = cx.settings().block("root_block_device");
    let value = |name: &str| block.and_then(|block| block.get(name));
    let figure = |name: &str| value(name).and_then(number);
    let kind = value("volume_type").and_then(serde_json::Value::as_str).unwrap_or("gp3");
    let hosts = cx.neighbours.iter().any(|other| {
        !other.outgoing && other.kind == ConnectionKind::Host && other.component.text("launch_type") == "EC2"
    });
    let usual = if hosts { HOST_GB } else { ROOT_GB };
    let size = figure("volume_size").filter(|gb| !hosts || *gb >= HOST_GB.into());
    let root = Volume {
        name,
        kind,
        gb: size.unwrap_or(usual.into()),
        iops: figure("iops"),
        throughput: figure("throughput"),
        count,
        times,
        assumption: size.is_none().then(|| format!("root volumes of {usual} GB")),
    };
    volume(cx, bill, root);
    if kind == "standard" {
        bill.omit(&format!("{name}, I/O requests"), "no figure for the I/O of magnetic volumes");
    }
}

/// The share of a whole, as the schedule's average needs it.
pub(super) fn weighted(parts: &[(u32, Decimal)]) -> Option<Decimal> {
    let whole: u32 = parts.iter().map(|(weight, _)| weight).sum();
    let sum =
        parts.iter().fold(Decimal::ZERO, |sum, (weight, value)| sum.saturating_add(times(*value, (*weight).into())));
    (whole > 0).then(|| per(sum, whole.into()))
}
