//! Amazon RDS: a managed relational database.

mod price;
mod terraform;

pub use price::replica_lines;
pub use terraform::is_cluster;

use super::{Behaviour, Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon RDS.
pub const SERVICE: Service = Service {
    id: "rds",
    name: "Amazon RDS",
    short: "RDS",
    category: Category::Database,
    summary: "A managed relational database. Multi-AZ keeps a synchronous standby in another zone.",
    keywords: &["database", "mysql", "postgres", "sql", "mariadb"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Spanning,
    tier: Tier::Isolated,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Replication, &["rds", "rds_replica"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[],
    offer: |settings| Offer { protocol: "TCP", port: default_port(settings.text("engine")) },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "engine",
        label: "Engine",
        help: "The database software.",
        kind: SettingKind::Choice(&["mysql", "postgres", "mariadb", "oracle-ee", "oracle-se2", "sqlserver-ex", "sqlserver-web", "sqlserver-se", "sqlserver-ee"]),
        default: DefaultValue::Text("mysql"),
        advanced: false,
    },
    Setting {
        name: "instance_class",
        label: "Instance class",
        help: "Size of the database server.",
        kind: SettingKind::Suggested(&["db.t3.micro", "db.t3.small", "db.t3.medium", "db.t4g.micro", "db.m6i.large", "db.r6i.large"]),
        default: DefaultValue::Text("db.t3.micro"),
        advanced: false,
    },
    Setting {
        name: "multi_az",
        label: "Multi-AZ",
        help: "Keeps a synchronous standby in another zone that takes over by itself.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "multi_az_cluster",
        label: "Multi-AZ cluster",
        help: "One writer and two readable standbys in three zones.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "allocated_storage",
        label: "Storage (GB)",
        help: "Size of the volume.",
        kind: SettingKind::Whole(5, 65536),
        default: DefaultValue::Whole(20),
        advanced: false,
    },
    Setting {
        name: "storage_type",
        label: "Storage type",
        help: "Kind of volume.",
        kind: SettingKind::Choice(&["gp2", "gp3", "io1", "io2", "standard"]),
        default: DefaultValue::Text("gp3"),
        advanced: false,
    },
    Setting {
        name: "max_allocated_storage",
        label: "Storage may grow to (GB)",
        help: "Upper limit of automatic growth; no growth where it is missing.",
        kind: SettingKind::Whole(0, 65536),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "backup_retention_period",
        label: "Backups kept (days)",
        help: "Automated backups; 0 switches them off.",
        kind: SettingKind::Whole(0, 35),
        default: DefaultValue::Whole(1),
        advanced: false,
    },
    Setting {
        name: "deletion_protection",
        label: "Deletion protection",
        help: "Whether deleting it is refused.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "storage_encrypted",
        label: "Encryption",
        help: "Whether volume, backups and snapshots are encrypted.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: false,
    },
    Setting {
        name: "publicly_accessible",
        label: "Public address",
        help: "Whether the internet can reach it.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "engine_version",
        label: "Engine version",
        help: "Such as 8.0; AWS's default where it is missing.",
        kind: SettingKind::Text,
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
        name: "db_name",
        label: "Database name",
        help: "Name of the first database.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "username",
        label: "User name",
        help: "Name of the master user; the password is managed by AWS.",
        kind: SettingKind::Text,
        default: DefaultValue::Text("admin"),
        advanced: true,
    },
    Setting {
        name: "password",
        label: "Password",
        help: "A password in clear is a finding; it is shown masked and never exported.",
        kind: SettingKind::Text,
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
    UsageKey { name: "additional_backup_storage_gb", label: "Backup storage (GB)", help: "Backups beyond the free size of the volume." },
    UsageKey { name: "monthly_standard_io_requests", label: "I/O requests a month", help: "For magnetic storage." },
];

/// The port that the engine listens on by default.
pub fn default_port(engine: &str) -> u16 {
    match engine {
        "postgres" => 5432,
        "oracle-ee" | "oracle-se2" => 1521,
        "sqlserver-ex" | "sqlserver-web" | "sqlserver-se" | "sqlserver-ee" => 1433,
        _ => 3306,
    }
}

/// The least size in GB that AWS takes for a type of storage (RDS user guide, "Amazon RDS DB instance
/// storage", read 2025-11).
pub fn least_storage(storage_type: &str) -> usize {
    match storage_type {
        "standard" => 5,
        "io1" | "io2" => 100,
        _ => 20,
    }
}

/// How many instances the mode runs: 1, 2 or 3.
fn instances(settings: &Settings<'_>) -> usize {
    match (settings.flag("multi_az_cluster"), settings.flag("multi_az")) {
        (true, _) => 3,
        (false, true) => 2,
        (false, false) => 1,
    }
}

fn subtitle(settings: &Settings<'_>) -> String {
    let mode = match instances(settings) {
        3 => " · Multi-AZ cluster",
        2 => " · Multi-AZ",
        _ => "",
    };
    let (class, size) = (settings.text("instance_class"), settings.count("allocated_storage"));
    format!("{class} · {size} GB{mode}")
}

/// RDS SLA: Multi-AZ 99.95 %, single instance 99.5 %; failover 60 to 120 s, Multi-AZ cluster under
/// 35 s (`reliability.md` A.3, B.8).
fn resilience(placed: &Placed<'_>) -> Resilience {
    let settings = &placed.settings;
    let instances = instances(settings);
    let labels: &[&str] = match instances {
        3 => &["writer", "reader 1", "reader 2"],
        2 => &["primary", "standby"],
        _ => &["instance"],
    };
    let units: Vec<Unit> = placed
        .zones
        .iter()
        .zip(labels)
        .map(|(zone, label)| Unit { zone: *zone, label: (*label).to_owned() })
        .collect();
    let backed_up = settings.count("backup_retention_period") > 0;
    let restore = backed_up.then_some((300, 300));
    let (behaviour, value, name, rto, rpo) = match instances {
        3 => (Behaviour::Failover, 0.9995, "RDS SLA, Multi-AZ cluster", (35, 35), Some((0, 0))),
        2 => (Behaviour::Failover, 0.9995, "RDS SLA, Multi-AZ", (60, 120), Some((0, 0))),
        _ => (Behaviour::Single, 0.995, "RDS SLA, single instance", (1800, 5400), restore),
    };
    Resilience {
        units,
        behaviour,
        instance_like: true,
        sla: Some(Sla { value, name, as_of: "2024-01" }),
        rto_seconds: rto,
        rpo_seconds: rpo,
    }
}
