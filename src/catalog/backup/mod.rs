//! AWS Backup: a plan that copies what it is connected to into a vault, and from there to other regions.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Support, UsageKey};
use crate::model::{ConnectionKind, Tier};

/// AWS Backup.
pub const SERVICE: Service = Service {
    id: "backup",
    name: "AWS Backup",
    short: "Backup",
    category: Category::Operations,
    summary: "Copies what it is connected to into a vault on a schedule, and on to a vault in another region.",
    keywords: &["vault", "plan", "snapshot", "restore", "copy"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Private,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[(ConnectionKind::Replication, &["backup"]), (ConnectionKind::Management, &["*"])],
    called_by: &[(ConnectionKind::Management, &["*"])],
    offer: |_| Offer { protocol: "", port: 0 },
    strength: |_| None,
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "schedule",
        label: "Schedule",
        help: "When copies are made, as a cron expression in UTC.",
        kind: SettingKind::Text,
        default: DefaultValue::Text("cron(0 5 * * ? *)"),
        advanced: false,
    },
    Setting {
        name: "delete_after",
        label: "Kept (days)",
        help: "How long a copy is kept.",
        kind: SettingKind::Whole(1, 36_500),
        default: DefaultValue::Whole(35),
        advanced: false,
    },
    Setting {
        name: "cold_storage_after",
        label: "To cold storage after (days)",
        help: "When copies move to cold storage, at least 90 days before they are deleted; never where it is missing.",
        kind: SettingKind::Whole(1, 36_500),
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "enable_continuous_backup",
        label: "Point in time",
        help: "Whether data can be restored to any second of the last 35 days, where the service allows it.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "start_window",
        label: "Start within (min)",
        help: "A copy that has not begun so long after its time is given up.",
        kind: SettingKind::Whole(60, 100_000),
        default: DefaultValue::Whole(480),
        advanced: true,
    },
    Setting {
        name: "completion_window",
        label: "Complete within (min)",
        help: "A copy that is not complete so long after its time is given up.",
        kind: SettingKind::Whole(120, 100_000),
        default: DefaultValue::Whole(10_080),
        advanced: true,
    },
    Setting {
        name: "force_destroy",
        label: "Delete with copies",
        help: "Whether destroying deletes the copies, too.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
];

const USAGE: &[UsageKey] = &[
    UsageKey { name: "monthly_efs_warm_backup_gb", label: "File systems, warm (GB)", help: "Copies of file systems in warm storage." },
    UsageKey { name: "monthly_efs_cold_backup_gb", label: "File systems, cold (GB)", help: "Copies of file systems in cold storage." },
    UsageKey { name: "monthly_ebs_snapshot_gb", label: "Volumes (GB)", help: "Snapshots of EBS volumes." },
    UsageKey { name: "monthly_rds_snapshot_gb", label: "Databases (GB)", help: "Snapshots of RDS databases." },
    UsageKey { name: "monthly_aurora_snapshot_gb", label: "Aurora (GB)", help: "Snapshots of Aurora clusters." },
    UsageKey { name: "monthly_dynamodb_backup_gb", label: "Tables (GB)", help: "Copies of DynamoDB tables." },
    UsageKey { name: "monthly_s3_backup_gb", label: "Buckets (GB)", help: "Copies of S3 buckets." },
    UsageKey { name: "monthly_cross_region_copy_gb", label: "Sent to other regions (GB a month)", help: "Copies that go to each vault in another region." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    format!("{} days · {}", settings.count("delete_after"), settings.text("schedule"))
}

/// It is on no path; what it keeps decides how much is lost (`reliability.md` A.5, B.2).
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::not_judged()
}
