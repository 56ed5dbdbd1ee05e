//! Amazon RDS Proxy: shares connections to a database among many clients.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon RDS Proxy.
pub const SERVICE: Service = Service {
    id: "rds_proxy",
    name: "Amazon RDS Proxy",
    short: "RDS Proxy",
    category: Category::Database,
    summary: "Shares database connections among many clients and holds them over a failover.",
    keywords: &["connection pool", "database", "proxy", "rds", "aurora"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Spanning,
    tier: Tier::Isolated,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Data, &["rds", "aurora"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[],
    offer: |settings| Offer { protocol: "TCP", port: port(settings.text("engine_family")) },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "engine_family",
        label: "Engine family",
        help: "The protocol it speaks; that of the database behind it where it is missing.",
        kind: SettingKind::Choice(&["MYSQL", "POSTGRESQL", "SQLSERVER"]),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "require_tls",
        label: "TLS only",
        help: "Whether clients must connect with TLS.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: false,
    },
    Setting {
        name: "idle_client_timeout",
        label: "Idle clients (s)",
        help: "After how many seconds an idle client is disconnected.",
        kind: SettingKind::Whole(1, 28800),
        default: DefaultValue::Whole(1800),
        advanced: true,
    },
    Setting {
        name: "max_connections_percent",
        label: "Share of connections (%)",
        help: "The most of the database's connections that it opens.",
        kind: SettingKind::Whole(1, 100),
        default: DefaultValue::Whole(100),
        advanced: true,
    },
    Setting {
        name: "max_idle_connections_percent",
        label: "Idle connections (%)",
        help: "The most of the database's connections that it keeps open without use; half of its share where it is missing.",
        kind: SettingKind::Whole(0, 100),
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "connection_borrow_timeout",
        label: "Wait for a connection (s)",
        help: "How long a client waits for a free connection.",
        kind: SettingKind::Whole(0, 3600),
        default: DefaultValue::Whole(120),
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
];

/// The port of a family of engines; 0 = that of the database behind.
fn port(family: &str) -> u16 {
    match family {
        "MYSQL" => 3306,
        "POSTGRESQL" => 5432,
        "SQLSERVER" => 1433,
        _ => 0,
    }
}

fn subtitle(settings: &Settings<'_>) -> String {
    match settings.text("engine_family") {
        "" => "connection pool".to_owned(),
        family => format!("connection pool · {family}"),
    }
}

/// AWS keeps a proxy in two zones at the least, so it outlives each of them and has no units. AWS promises no
/// number for it alone; planned like the Multi-AZ databases that it stands before.
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 0.9995, name: "planning value, as RDS Multi-AZ", as_of: "" })
}
