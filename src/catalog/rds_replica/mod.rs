//! RDS read replica: an asynchronous copy of a database, for reads.

mod price;
mod terraform;

use super::{rds, Behaviour, Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// RDS read replica.
pub const SERVICE: Service = Service {
    id: "rds_replica",
    name: "RDS read replica",
    short: "Read replica",
    category: Category::Database,
    summary: "An asynchronous copy of an RDS database, for reads. It does not take over by itself.",
    keywords: &["database", "replica", "read", "rds", "copy"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Zonal,
    tier: Tier::Isolated,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[],
    offer: |settings| Offer { protocol: "TCP", port: rds::default_port(settings.text("engine")) },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "instance_class",
        label: "Instance class",
        help: "Size of the replica's server.",
        kind: SettingKind::Suggested(&["db.t3.micro", "db.t3.small", "db.t3.medium", "db.t4g.micro", "db.m6i.large", "db.r6i.large"]),
        default: DefaultValue::Text("db.t3.micro"),
        advanced: false,
    },
    Setting {
        name: "allocated_storage",
        label: "Storage (GB)",
        help: "Size of its volume; at least that of the original. The original's where it is missing.",
        kind: SettingKind::Whole(5, 65536),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "storage_type",
        label: "Storage type",
        help: "Kind of volume; the original's where it is missing.",
        kind: SettingKind::Choice(&["gp2", "gp3", "io1", "io2", "standard"]),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "replica_lag_seconds",
        label: "Lag (s)",
        help: "How far it is behind the original; 60 where it is missing.",
        kind: SettingKind::Number(0.0, 86400.0),
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "engine",
        label: "Engine",
        help: "Only for the port; the original's where it is missing.",
        kind: SettingKind::Choice(&["mysql", "postgres", "mariadb", "oracle-ee", "oracle-se2", "sqlserver-ex", "sqlserver-web", "sqlserver-se", "sqlserver-ee"]),
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "iops",
        label: "Provisioned IOPS",
        help: "For io1, io2 and large gp3 volumes.",
        kind: SettingKind::Whole(0, 256000),
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "backup_retention_period",
        label: "Backups kept (days)",
        help: "Backups of the replica itself; 0 = none.",
        kind: SettingKind::Whole(0, 35),
        default: DefaultValue::Whole(0),
        advanced: true,
    },
    Setting {
        name: "deletion_protection",
        label: "Deletion protection",
        help: "Whether deleting it is refused.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "publicly_accessible",
        label: "Public address",
        help: "Whether the internet can reach it.",
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
    UsageKey { name: "additional_backup_storage_gb", label: "Backup storage (GB)", help: "Backups beyond the free size of the volume." },
    UsageKey { name: "monthly_standard_io_requests", label: "I/O requests a month", help: "For magnetic storage." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    match settings.count("allocated_storage") {
        0 => settings.text("instance_class").to_owned(),
        size => format!("{} · {size} GB", settings.text("instance_class")),
    }
}

/// RDS SLA of a single instance. Nothing brings a replica back or promotes it by itself; it is made anew
/// from its original, which is a copy that lags (`reliability.md` A.3, B.8).
fn resilience(placed: &Placed<'_>) -> Resilience {
    let lag = placed.settings.whole("replica_lag_seconds").and_then(|lag| u32::try_from(lag).ok()).unwrap_or(60);
    Resilience {
        units: Unit::one_per_zone(placed.zones.get(..1).unwrap_or_default(), "replica"),
        behaviour: Behaviour::Single,
        instance_like: true,
        sla: Some(Sla { value: 0.995, name: "RDS SLA, single instance", as_of: "2024-01" }),
        rto_seconds: (1800, 5400),
        rpo_seconds: Some((0, lag)),
    }
}
