//! Amazon CloudWatch alarms: what watches a metric, and whom it tells.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Support, UsageKey};
use crate::model::{ConnectionKind, Tier};

/// Amazon CloudWatch alarm.
pub const SERVICE: Service = Service {
    id: "cloudwatch_alarm",
    name: "Amazon CloudWatch alarm",
    short: "Alarm",
    category: Category::Operations,
    summary: "Watches a metric of what is connected to it, and acts when the metric leaves its bounds.",
    keywords: &["alarm", "monitoring", "cloudwatch", "metric", "alert"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Private,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[(ConnectionKind::Management, &["*"])],
    called_by: &[(ConnectionKind::Management, &["*"])],
    offer: |_| Offer { protocol: "", port: 0 },
    strength: |_| None,
    subtitle,
    resilience: |_: &Placed<'_>| Resilience::not_judged(),
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "metric_name",
        label: "Metric",
        help: "The metric's name, such as CPUUtilization. Where none is set, a usual one for what is watched.",
        kind: SettingKind::Suggested(&[
            "CPUUtilization",
            "HTTPCode_ELB_5XX_Count",
            "HTTPCode_Target_5XX_Count",
            "TargetResponseTime",
            "UnHealthyHostCount",
            "Errors",
            "Throttles",
            "FreeStorageSpace",
            "ApproximateAgeOfOldestMessage",
            "ApproximateNumberOfMessagesVisible",
            "StatusCheckFailed_System",
        ]),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "namespace",
        label: "Namespace",
        help: "Where the metric is from, such as AWS/EC2; that of what is watched where none is set.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "comparison_operator",
        label: "Comparison",
        help: "How the metric is compared with the threshold.",
        kind: SettingKind::Choice(&[
            "GreaterThanOrEqualToThreshold",
            "GreaterThanThreshold",
            "LessThanThreshold",
            "LessThanOrEqualToThreshold",
        ]),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "threshold",
        label: "Threshold",
        help: "The value that the metric is compared with, in the metric's unit; a usual one where none is set.",
        kind: SettingKind::Number(-1e15, 1e15),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "statistic",
        label: "Statistic",
        help: "How the values of one period become one.",
        kind: SettingKind::Choice(&["Average", "Sum", "Maximum", "Minimum", "SampleCount"]),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "period",
        label: "Period (s)",
        help: "Length of one period: 10, 20, 30, or a multiple of 60 seconds. Below 60 it is a high-resolution alarm.",
        kind: SettingKind::Whole(10, 86_400),
        default: DefaultValue::Whole(60),
        advanced: false,
    },
    Setting {
        name: "evaluation_periods",
        label: "Periods",
        help: "How many of the last periods are looked at.",
        kind: SettingKind::Whole(1, 1440),
        default: DefaultValue::Whole(3),
        advanced: false,
    },
    Setting {
        name: "datapoints_to_alarm",
        label: "Of them beyond",
        help: "How many of these periods must be beyond the threshold; all where none is set.",
        kind: SettingKind::Whole(1, 1440),
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "treat_missing_data",
        label: "Missing data",
        help: "What a period without data counts as.",
        kind: SettingKind::Choice(&["missing", "notBreaching", "breaching", "ignore"]),
        default: DefaultValue::Text("missing"),
        advanced: true,
    },
    Setting {
        name: "dimensions",
        label: "Dimensions",
        help: "Maps a dimension of the metric to an attribute of what is watched (arn_suffix, id, name), or to a text.",
        kind: SettingKind::Block,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "alarm_description",
        label: "Description",
        help: "What whoever is told should know, at most 1024 characters.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: true,
    },
];

const USAGE: &[UsageKey] = &[];

fn subtitle(settings: &Settings<'_>) -> String {
    let metric = settings.text("metric_name");
    let shown: String = if metric.is_empty() { "usual metric".to_owned() } else { metric.chars().take(26).collect() };
    match settings.number("threshold") {
        Some(threshold) => format!("{shown} · {}", super::short_number(threshold)),
        None => shown,
    }
}
