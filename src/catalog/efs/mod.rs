//! Amazon EFS: a shared network file system with a mount target per zone.

mod price;
mod terraform;

use super::{Behaviour, Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon EFS.
pub const SERVICE: Service = Service {
    id: "efs",
    name: "Amazon EFS",
    short: "EFS",
    category: Category::Storage,
    summary: "A shared file system. Regional by itself, reached through a mount target in each zone.",
    keywords: &["nfs", "file system", "files", "shared", "mount"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Spanning,
    tier: Tier::Isolated,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Replication, &["efs"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[],
    offer: |_| Offer { protocol: "NFS", port: 2049 },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "one_zone",
        label: "One Zone",
        help: "Keeps the data in one zone only: cheaper, lost with the zone.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "backup",
        label: "Backups",
        help: "Whether AWS Backup keeps daily copies.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "encrypted",
        label: "Encryption",
        help: "Whether data is encrypted at rest.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: false,
    },
    Setting {
        name: "throughput_mode",
        label: "Throughput",
        help: "How reads and writes are paced and paid.",
        kind: SettingKind::Choice(&["bursting", "elastic", "provisioned"]),
        default: DefaultValue::Text("bursting"),
        advanced: true,
    },
    Setting {
        name: "provisioned_throughput_in_mibps",
        label: "Provisioned throughput (MiB/s)",
        help: "For provisioned throughput.",
        kind: SettingKind::Number(0.0, 3414.0),
        default: DefaultValue::Absent,
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
    Setting {
        name: "unit_availability",
        label: "Availability of one unit",
        help: "Availability of one unit, 0 to 1; the component then serves with the units it needs.",
        kind: SettingKind::Number(0.0, 1.0),
        default: DefaultValue::Absent,
        advanced: true,
    },
];

const USAGE: &[UsageKey] = &[
    UsageKey { name: "storage_gb", label: "Storage (GB)", help: "Data in the Standard or One Zone class." },
    UsageKey { name: "infrequent_access_storage_gb", label: "Infrequent access (GB)", help: "Data in the infrequent access class." },
    UsageKey { name: "monthly_elastic_read_gb", label: "Elastic reads (GB a month)", help: "For elastic throughput." },
    UsageKey { name: "monthly_elastic_write_gb", label: "Elastic writes (GB a month)", help: "For elastic throughput." },
    UsageKey { name: "monthly_infrequent_access_read_gb", label: "Infrequent reads (GB a month)", help: "Data read from the infrequent access class." },
    UsageKey { name: "monthly_infrequent_access_write_gb", label: "Infrequent writes (GB a month)", help: "Data moved into the infrequent access class." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    let class = if settings.flag("one_zone") { "One Zone" } else { "regional" };
    let backup = if settings.flag("backup") { " · backups" } else { "" };
    format!("{class}{backup}")
}

/// EFS SLA: Standard 99.99 %, One Zone 99.9 % (`reliability.md` A.3).
fn resilience(placed: &Placed<'_>) -> Resilience {
    if placed.settings.flag("one_zone") {
        let zones = placed.zones.get(..1).unwrap_or_default();
        let sla = Sla { value: 0.999, name: "EFS SLA, One Zone", as_of: "2022-05" };
        let rpo = placed.settings.flag("backup").then_some((86_400, 86_400));
        let units = Unit::one_per_zone(zones, "file system");
        return Resilience { behaviour: Behaviour::Single, rpo_seconds: rpo, ..Resilience::spread(units, sla) };
    }
    let sla = Sla { value: 0.9999, name: "EFS SLA, Standard", as_of: "2022-05" };
    Resilience::spread(Unit::one_per_zone(placed.zones, "mount target"), sla)
}
