//! Network Load Balancer: TCP and UDP connections in, healthy targets out.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Network Load Balancer.
pub const SERVICE: Service = Service {
    id: "nlb",
    name: "Network Load Balancer",
    short: "Network LB",
    category: Category::Edge,
    summary: "Spreads TCP, TLS and UDP connections over healthy targets, with one fixed address a zone.",
    keywords: &["nlb", "elb", "load balancer", "tcp", "udp", "tls"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Spanning,
    tier: Tier::Public,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Request, &["alb", "asg", "ec2", "ecs_service", "eks"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[],
    offer: |_| Offer { protocol: "TCP", port: 80 },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "enable_cross_zone_load_balancing",
        label: "Cross-zone balancing",
        help: "Whether the node of each zone also uses the targets in other zones. Without it a zone needs a target of its own.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "protocol",
        label: "Listener protocol",
        help: "Protocol of the listener where no incoming connection says one: TCP, TLS, UDP or TCP_UDP; TCP where it is missing.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "enable_deletion_protection",
        label: "Deletion protection",
        help: "Whether Terraform and the console refuse to delete it.",
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
    UsageKey { name: "new_connections", label: "New connections a second", help: "Average over the month; for UDP, flows." },
    UsageKey { name: "active_connections", label: "Active connections", help: "Average over the month; for UDP, flows." },
    UsageKey { name: "processed_bytes_gb", label: "Processed data (GB a month)", help: "Requests and answers together." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    if settings.flag("enable_cross_zone_load_balancing") { "cross-zone".to_owned() } else { "each zone by itself".to_owned() }
}

/// ELB SLA 99.99 % in two or more zones, 99.9 % in one (`reliability.md` A.1).
fn resilience(placed: &Placed<'_>) -> Resilience {
    let value = if placed.zones.len() >= 2 { 0.9999 } else { 0.999 };
    let sla = Sla { value, name: "ELB SLA", as_of: "2022-07" };
    Resilience::spread(Unit::one_per_zone(placed.zones, "node"), sla)
}
