//! Amazon DynamoDB: a regional key-value table.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon DynamoDB.
pub const SERVICE: Service = Service {
    id: "dynamodb",
    name: "Amazon DynamoDB",
    short: "DynamoDB",
    category: Category::Database,
    summary: "A key-value table that spans the zones of its region by itself.",
    keywords: &["nosql", "table", "key value", "database"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Isolated,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Event, &["kinesis", "lambda"]),
        (ConnectionKind::Replication, &["dynamodb"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[],
    offer: |_| Offer { protocol: "HTTPS", port: 443 },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "billing_mode",
        label: "Capacity",
        help: "Pay per request, or for capacity that is set in advance.",
        kind: SettingKind::Choice(&["PAY_PER_REQUEST", "PROVISIONED"]),
        default: DefaultValue::Text("PAY_PER_REQUEST"),
        advanced: false,
    },
    Setting {
        name: "hash_key",
        label: "Partition key",
        help: "Name of the key attribute.",
        kind: SettingKind::Text,
        default: DefaultValue::Text("id"),
        advanced: false,
    },
    Setting {
        name: "hash_key_type",
        label: "Partition key type",
        help: "Text, number or binary.",
        kind: SettingKind::Choice(&["S", "N", "B"]),
        default: DefaultValue::Text("S"),
        advanced: true,
    },
    Setting {
        name: "range_key",
        label: "Sort key",
        help: "Name of the sort key, if there is one.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "range_key_type",
        label: "Sort key type",
        help: "Text, number or binary.",
        kind: SettingKind::Choice(&["S", "N", "B"]),
        default: DefaultValue::Text("S"),
        advanced: true,
    },
    Setting {
        name: "point_in_time_recovery",
        label: "Point-in-time recovery",
        help: "Keeps 35 days of history to go back to.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "read_capacity",
        label: "Read capacity units",
        help: "For provisioned capacity.",
        kind: SettingKind::Whole(1, 1000000),
        default: DefaultValue::Whole(5),
        advanced: false,
    },
    Setting {
        name: "write_capacity",
        label: "Write capacity units",
        help: "For provisioned capacity.",
        kind: SettingKind::Whole(1, 1000000),
        default: DefaultValue::Whole(5),
        advanced: false,
    },
    Setting {
        name: "autoscaling",
        label: "Auto scaling",
        help: "Whether provisioned capacity follows the load.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "deletion_protection_enabled",
        label: "Deletion protection",
        help: "Whether deleting it is refused.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "cross_region_backup",
        label: "Backups in another region",
        help: "Whether backups are copied to a second region.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "availability",
        label: "Availability",
        help: "Availability of the component, 0 to 1, in place of the planning value.",
        kind: SettingKind::Number(0.0, 1.0),
        default: DefaultValue::Absent,
        advanced: true,
    },
];

const USAGE: &[UsageKey] = &[
    UsageKey { name: "monthly_write_request_units", label: "Write request units a month", help: "Writes of up to 1 KB." },
    UsageKey { name: "monthly_read_request_units", label: "Read request units a month", help: "Strongly consistent reads of up to 4 KB." },
    UsageKey { name: "storage_gb", label: "Storage (GB)", help: "Size of the table." },
    UsageKey { name: "pitr_backup_storage_gb", label: "Recovery storage (GB)", help: "Size of the history; that of the table where it is missing." },
    UsageKey { name: "on_demand_backup_storage_gb", label: "Backups (GB)", help: "Size of on-demand backups." },
    UsageKey { name: "monthly_data_restored_gb", label: "Restores (GB a month)", help: "Data restored from backups." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    if settings.text("billing_mode") == "PROVISIONED" {
        format!("provisioned {} read · {} write", settings.count("read_capacity"), settings.count("write_capacity"))
    } else {
        "on demand".to_owned()
    }
}

/// DynamoDB SLA 99.99 % (`reliability.md` A.3, read in a third-party page).
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 0.9999, name: "DynamoDB SLA", as_of: "2022-05" })
}
