//! Amazon ElastiCache: a store in memory, as a cache or for sessions.

mod price;
mod terraform;

use super::{Behaviour, Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon ElastiCache.
pub const SERVICE: Service = Service {
    id: "elasticache",
    name: "Amazon ElastiCache",
    short: "ElastiCache",
    category: Category::Database,
    summary: "A store in memory: a cache that may be missed, or sessions that may not.",
    keywords: &["cache", "redis", "valkey", "memcached", "session", "memory"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Spanning,
    tier: Tier::Isolated,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Replication, &["elasticache"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[],
    offer: |settings| Offer { protocol: "TCP", port: port(settings) },
    strength: by_role,
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "engine",
        label: "Engine",
        help: "Valkey and Redis can have replicas; Memcached has none.",
        kind: SettingKind::Choice(&["redis", "valkey", "memcached"]),
        default: DefaultValue::Text("redis"),
        advanced: false,
    },
    Setting {
        name: "node_type",
        label: "Node type",
        help: "Size of every node.",
        kind: SettingKind::Suggested(&["cache.t3.micro", "cache.t4g.micro", "cache.t3.small", "cache.t4g.small", "cache.m7g.large", "cache.r7g.large"]),
        default: DefaultValue::Text("cache.t3.micro"),
        advanced: false,
    },
    Setting {
        name: "num_cache_clusters",
        label: "Nodes",
        help: "The primary and its replicas; for Memcached the nodes that share the keys.",
        kind: SettingKind::Whole(1, 40),
        default: DefaultValue::Whole(1),
        advanced: false,
    },
    Setting {
        name: "role",
        label: "Role",
        help: "cache may be missed; session and primary hold what is nowhere else.",
        kind: SettingKind::Choice(&["cache", "session", "primary"]),
        default: DefaultValue::Text("cache"),
        advanced: false,
    },
    Setting {
        name: "automatic_failover_enabled",
        label: "Automatic failover",
        help: "Whether a replica takes over for the primary by itself.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "multi_az_enabled",
        label: "Multi-AZ",
        help: "Whether the service sees that a failover reaches another zone; needs a replica.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "snapshot_retention_limit",
        label: "Backups kept (days)",
        help: "Daily snapshots; 0 switches them off.",
        kind: SettingKind::Whole(0, 35),
        default: DefaultValue::Whole(0),
        advanced: false,
    },
    Setting {
        name: "at_rest_encryption_enabled",
        label: "Encryption at rest",
        help: "Whether what it writes to disk and its snapshots are encrypted.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: true,
    },
    Setting {
        name: "transit_encryption_enabled",
        label: "Encryption in transit",
        help: "Whether clients connect with TLS.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "engine_version",
        label: "Engine version",
        help: "Such as 7.1; AWS's default where it is missing.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "port",
        label: "Port",
        help: "6379, or 11211 for Memcached, where it is missing.",
        kind: SettingKind::Whole(1, 65535),
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "replica_lag_seconds",
        label: "Lag of replicas (s)",
        help: "Writes that a failover may lose; 60 where it is missing.",
        kind: SettingKind::Number(0.0, 86400.0),
        default: DefaultValue::Absent,
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
    UsageKey { name: "snapshot_storage_size_gb", label: "Snapshot storage (GB)", help: "Snapshots beyond the free one." },
];

/// The port that the engine listens on.
fn port(settings: &Settings<'_>) -> u16 {
    let own = settings.whole("port").and_then(|port| u16::try_from(port).ok());
    own.unwrap_or(if settings.text("engine") == "memcached" { 11211 } else { 6379 })
}

/// Whether it may be missed: a cache holds copies, the other roles hold what is nowhere else.
fn is_cache(settings: &Settings<'_>) -> bool {
    settings.text("role") == "cache"
}

/// A cache may be missed; a session or primary store may not (`reliability.md` B.2).
fn by_role(settings: &Settings<'_>) -> Option<Dependency> {
    Some(if is_cache(settings) { Dependency::Soft } else { Dependency::Hard })
}

fn subtitle(settings: &Settings<'_>) -> String {
    let nodes = settings.count("num_cache_clusters");
    let noun = if nodes == 1 { "node" } else { "nodes" };
    let failover = if settings.flag("automatic_failover_enabled") { " · failover" } else { "" };
    format!("{} · {nodes} {noun} · {}{failover}", settings.text("node_type"), settings.text("role"))
}

/// ElastiCache SLA: 99.99 % with failover to another zone, else 99.5 %. A failover takes up to a minute or
/// so, a lost node about ten minutes, and comes back empty (`reliability.md` A.3, B.4, B.8).
fn resilience(placed: &Placed<'_>) -> Resilience {
    let settings = &placed.settings;
    let nodes = settings.count("num_cache_clusters");
    let mut units = Unit::dealt(placed.zones, nodes, "replica ");
    for (number, unit) in units.iter_mut().enumerate() {
        unit.label = if number == 0 { "primary".to_owned() } else { format!("replica {number}") };
    }
    let failover = settings.flag("automatic_failover_enabled");
    let spread = units.iter().any(|unit| units.first().is_some_and(|first| first.zone != unit.zone));
    let sla = if spread && failover {
        Sla { value: 0.9999, name: "ElastiCache SLA, Multi-AZ", as_of: "" }
    } else {
        Sla { value: 0.995, name: "ElastiCache SLA, one zone", as_of: "" }
    };
    let lag = settings.whole("replica_lag_seconds").and_then(|lag| u32::try_from(lag).ok()).unwrap_or(60);
    let restored = (settings.count("snapshot_retention_limit") > 0).then_some((86_400, 86_400));
    let (behaviour, rto, lost) = match (nodes, failover) {
        (0 | 1, _) => (Behaviour::Recreated, (600, 600), restored),
        (_, true) => (Behaviour::Failover, (10, 60), Some((0, lag))),
        (_, false) => (Behaviour::PrimaryReplaced, (600, 600), restored),
    };
    Resilience {
        units,
        behaviour,
        instance_like: true,
        sla: Some(sla),
        rto_seconds: rto,
        rpo_seconds: if is_cache(settings) { Some((0, 0)) } else { lost },
    }
}
