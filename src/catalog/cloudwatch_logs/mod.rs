//! Amazon CloudWatch Logs: groups that keep what components write.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Support, UsageKey};
use crate::model::{ConnectionKind, Tier};

/// Amazon CloudWatch Logs.
pub const SERVICE: Service = Service {
    id: "cloudwatch_logs",
    name: "Amazon CloudWatch Logs",
    short: "Logs",
    category: Category::Operations,
    summary: "A log group: keeps what the components that are connected to it write.",
    keywords: &["log group", "logging", "cloudwatch", "access log"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Private,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[(ConnectionKind::Management, &["*"])],
    called_by: &[(ConnectionKind::Management, &["*"])],
    offer: |_| Offer { protocol: "HTTPS", port: 443 },
    strength: |_| None,
    subtitle,
    resilience: |_: &Placed<'_>| Resilience::not_judged(),
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "retention_in_days",
        label: "Retention (days)",
        help: "How long lines are kept: 1, 3, 5, 7, 14, 30, 60, 90, ... days; 0 = for ever, which grows for ever.",
        kind: SettingKind::Whole(0, 3653),
        default: DefaultValue::Whole(0),
        advanced: false,
    },
    Setting {
        name: "log_group_class",
        label: "Class",
        help: "INFREQUENT_ACCESS halves the price of writing and does without live features.",
        kind: SettingKind::Choice(&["STANDARD", "INFREQUENT_ACCESS"]),
        default: DefaultValue::Text("STANDARD"),
        advanced: false,
    },
    Setting {
        name: "skip_destroy",
        label: "Keep when destroyed",
        help: "Whether Terraform leaves the log group behind when it destroys the rest.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
];

const USAGE: &[UsageKey] = &[
    UsageKey { name: "monthly_data_ingested_gb", label: "Written (GB a month)", help: "What components write to the group; 1 KB for each of their requests where it is missing." },
    UsageKey { name: "storage_gb", label: "Stored (GB)", help: "Size of what is kept, compressed." },
    UsageKey { name: "monthly_data_scanned_gb", label: "Searched (GB a month)", help: "Data that Logs Insights reads." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    match settings.count("retention_in_days") {
        0 => "kept for ever".to_owned(),
        1 => "kept 1 day".to_owned(),
        days => format!("kept {days} days"),
    }
}
