//! Amazon Aurora: a relational database whose storage lies in three zones.

mod price;
mod terraform;

use super::{Behaviour, Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier, Value, Zone};

/// Amazon Aurora.
pub const SERVICE: Service = Service {
    id: "aurora",
    name: "Amazon Aurora",
    short: "Aurora",
    category: Category::Database,
    summary: "A relational database with storage over three zones. A reader in another zone takes over for the writer.",
    keywords: &["database", "mysql", "postgres", "sql", "cluster", "serverless"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Spanning,
    tier: Tier::Isolated,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Replication, &["aurora"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[],
    offer: |settings| Offer { protocol: "TCP", port: port(settings) },
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
        kind: SettingKind::Choice(&["aurora-mysql", "aurora-postgresql"]),
        default: DefaultValue::Text("aurora-mysql"),
        advanced: false,
    },
    Setting {
        name: "instance_class",
        label: "Instance class",
        help: "Size of every instance; db.serverless follows the load.",
        kind: SettingKind::Suggested(&["db.t3.medium", "db.t4g.medium", "db.r6g.large", "db.r5.large", "db.r6i.large", "db.serverless"]),
        default: DefaultValue::Text("db.t3.medium"),
        advanced: false,
    },
    Setting {
        name: "instance_zones",
        label: "Instances in zones",
        help: "One instance for each entry, such as [\"a\", \"b\"]; the first is the writer, the others are readers. One in the first zone where it is missing.",
        kind: SettingKind::List,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "serverlessv2_scaling_configuration",
        label: "Serverless capacity",
        help: "min_capacity and max_capacity in ACU, for db.serverless; 0.5 to 8 where it is missing.",
        kind: SettingKind::Block,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "storage_type",
        label: "Storage",
        help: "Standard bills every I/O; aurora-iopt1 has none, and dearer storage and instances.",
        kind: SettingKind::Choice(&["standard", "aurora-iopt1"]),
        default: DefaultValue::Text("standard"),
        advanced: false,
    },
    Setting {
        name: "backup_retention_period",
        label: "Backups kept (days)",
        help: "Automated backups. AWS keeps at least one day.",
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
        help: "Whether storage, backups and snapshots are encrypted.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: false,
    },
    Setting {
        name: "publicly_accessible",
        label: "Public address",
        help: "Whether the internet can reach its instances.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "engine_version",
        label: "Engine version",
        help: "Such as 8.0.mysql_aurora.3.08.0 or 16.6; AWS's default where it is missing.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "database_name",
        label: "Database name",
        help: "Name of the first database.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "master_username",
        label: "User name",
        help: "Name of the master user; the password is managed by AWS.",
        kind: SettingKind::Text,
        default: DefaultValue::Text("admin"),
        advanced: true,
    },
    Setting {
        name: "master_password",
        label: "Password",
        help: "A password in clear is a finding; it is shown masked and never exported.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "port",
        label: "Port",
        help: "3306 for MySQL, 5432 for PostgreSQL where it is missing.",
        kind: SettingKind::Whole(1150, 65535),
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "replica_lag_seconds",
        label: "Lag to other regions (s)",
        help: "How far a copy in another region is behind.",
        kind: SettingKind::Number(0.0, 86400.0),
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
    UsageKey { name: "storage_gb", label: "Storage (GB)", help: "What it stores; AWS bills what is used." },
    UsageKey { name: "capacity_units_per_hr", label: "ACU", help: "Average capacity units of each serverless instance." },
    UsageKey { name: "read_requests_per_sec", label: "Reads a second", help: "Read I/Os a second on average." },
    UsageKey { name: "write_requests_per_sec", label: "Writes a second", help: "Write I/Os a second on average." },
    UsageKey { name: "backup_snapshot_size_gb", label: "Backup storage (GB)", help: "Backups beyond the free size of the cluster." },
];

/// The port that the engine listens on.
fn port(settings: &Settings<'_>) -> u16 {
    let own = settings.whole("port").and_then(|port| u16::try_from(port).ok());
    own.unwrap_or(if settings.text("engine") == "aurora-postgresql" { 5432 } else { 3306 })
}

/// A writer and 15 readers (`reliability.md` A.6).
const MOST_INSTANCES: usize = 16;

/// The zones of its instances, the writer's first; the first zone of its own where none is listed.
pub fn instance_zones(settings: &Settings<'_>, zones: &[Zone]) -> Vec<Zone> {
    let zone = |entry: &Value| -> Option<Zone> {
        let mut letters = entry.as_str()?.chars();
        letters.next().filter(|_| letters.as_str().is_empty()).and_then(Zone::from_letter)
    };
    let listed: Vec<Zone> = settings.list("instance_zones").iter().filter_map(zone).take(MOST_INSTANCES).collect();
    if listed.is_empty() { zones.iter().take(1).copied().collect() } else { listed }
}

fn subtitle(settings: &Settings<'_>) -> String {
    let count = instance_zones(settings, &[Zone::A]).len();
    let readers = match count {
        1 => "writer only".to_owned(),
        2 => "1 reader".to_owned(),
        more => format!("{} readers", more - 1),
    };
    format!("{} · {readers}", settings.text("instance_class"))
}

/// Aurora SLA: 99.99 % with instances in two zones, 99.9 % in one. A reader takes over within a minute, a
/// single instance is made anew in about ten; storage lies in three zones, so nothing is lost
/// (`reliability.md` A.3, B.8).
fn resilience(placed: &Placed<'_>) -> Resilience {
    let zones = instance_zones(&placed.settings, placed.zones);
    let label = |number: usize| if number == 0 { "writer".to_owned() } else { format!("reader {number}") };
    let units: Vec<Unit> =
        zones.iter().enumerate().map(|(number, zone)| Unit { zone: *zone, label: label(number) }).collect();
    let spread = zones.iter().any(|zone| zones.first() != Some(zone));
    let sla = if spread {
        Sla { value: 0.9999, name: "Aurora SLA, two or more zones", as_of: "2022-05" }
    } else {
        Sla { value: 0.999, name: "Aurora SLA, one zone", as_of: "2022-05" }
    };
    let (behaviour, rto) =
        if units.len() >= 2 { (Behaviour::Failover, (30, 60)) } else { (Behaviour::Recreated, (600, 600)) };
    Resilience {
        units,
        behaviour,
        instance_like: true,
        sla: Some(sla),
        rto_seconds: rto,
        rpo_seconds: Some((0, 0)),
    }
}
