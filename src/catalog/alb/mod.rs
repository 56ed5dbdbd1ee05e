//! Application Load Balancer: HTTP in, healthy targets out.

mod price;
mod terraform;

pub(super) use terraform::group_of as target_group;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Application Load Balancer.
pub const SERVICE: Service = Service {
    id: "alb",
    name: "Application Load Balancer",
    short: "Load Balancer",
    category: Category::Edge,
    summary: "Spreads HTTP requests over healthy targets in several zones.",
    keywords: &["alb", "elb", "load balancer", "http"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Spanning,
    tier: Tier::Public,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Request, &["asg", "cognito", "ec2", "ecs_service", "eks", "lambda"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[],
    offer: |_| Offer { protocol: "HTTP", port: 80 },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "protocol",
        label: "Listener protocol",
        help: "Protocol of the listener where no incoming connection says one: HTTP or HTTPS.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "idle_timeout",
        label: "Idle timeout (s)",
        help: "Seconds after which a silent connection is closed.",
        kind: SettingKind::Whole(1, 4000),
        default: DefaultValue::Whole(60),
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
    UsageKey { name: "new_connections", label: "New connections a second", help: "Average over the month." },
    UsageKey { name: "active_connections", label: "Active connections", help: "Average over the month." },
    UsageKey { name: "processed_bytes_gb", label: "Processed data (GB a month)", help: "Requests and answers together." },
    UsageKey { name: "rule_evaluations", label: "Rule evaluations a second", help: "Average over the month, beyond the first ten rules." },
];

fn subtitle(_: &Settings<'_>) -> String { "Application Load Balancer".to_owned() }

/// ELB SLA 99.99 % in two or more zones, 99.9 % in one (`reliability.md` A.1).
fn resilience(placed: &Placed<'_>) -> Resilience {
    let value = if placed.zones.len() >= 2 { 0.9999 } else { 0.999 };
    let sla = Sla { value, name: "ELB SLA", as_of: "2022-07" };
    Resilience::spread(Unit::one_per_zone(placed.zones, "node"), sla)
}
