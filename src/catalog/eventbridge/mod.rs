//! Amazon EventBridge: a bus whose rules hand events to targets, and schedules.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon EventBridge.
pub const SERVICE: Service = Service {
    id: "eventbridge",
    name: "Amazon EventBridge",
    short: "EventBridge",
    category: Category::Integration,
    summary: "A bus: rules pick events, or the time of day, and hand them to targets.",
    keywords: &["event bus", "events", "rule", "schedule", "cron"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Private,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Event, &["ecs_service", "eventbridge", "kinesis", "lambda", "sns", "sqs", "step_functions"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[
        (ConnectionKind::Request, &["users", "external", "api_gateway", "step_functions", "vpc_endpoint", "nat_gateway", "ec2", "asg", "elastic_beanstalk", "lambda", "app_runner", "ecs_service", "eks"]),
        (ConnectionKind::Event, &["s3"]),
    ],
    offer: |_| Offer { protocol: "HTTPS", port: 443 },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "event_pattern",
        label: "Event pattern",
        help: "Which events its rules pick, as an object in EventBridge's form, such as {\"source\": [\"my.app\"]}. A connection may have a pattern of its own. All events of the bus where none is set.",
        kind: SettingKind::Block,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "schedule_expression",
        label: "Schedule",
        help: "When its rules run instead of waiting for events: rate(5 minutes), or cron(0 12 * * ? *) in UTC. A connection may have a schedule of its own.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "event_bus_name",
        label: "Bus",
        help: "Name of the bus. Where none is set: one of its own when components put events on it, else the account's default bus, which holds AWS's own events and schedules.",
        kind: SettingKind::Text,
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
];

const USAGE: &[UsageKey] = &[
    UsageKey { name: "monthly_custom_events", label: "Custom events a month", help: "Events that components put on the bus, each started 64 KB counted as one." },
    UsageKey { name: "monthly_third_party_events", label: "Partner events a month", help: "Events of outside services and events from other accounts." },
    UsageKey { name: "monthly_archive_processing_gb", label: "Archived (GB a month)", help: "Events put into an archive." },
    UsageKey { name: "archive_storage_gb", label: "Archive (GB)", help: "Size of the archive." },
    UsageKey { name: "monthly_schema_discovery_events", label: "Discovered events a month", help: "Events that schema discovery reads." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    let schedule = settings.text("schedule_expression");
    match (schedule, settings.text("event_bus_name")) {
        ("", "") => "event bus".to_owned(),
        ("", bus) => bus.chars().take(24).collect(),
        (schedule, _) => schedule.chars().take(24).collect(),
    }
}

/// 99.99 % is a planning value (`reliability.md` A.4).
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 0.9999, name: "EventBridge SLA, planning value", as_of: "" })
}
