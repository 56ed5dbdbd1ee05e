//! Amazon SNS: topics that hand each message to all of their subscribers.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon SNS.
pub const SERVICE: Service = Service {
    id: "sns",
    name: "Amazon SNS",
    short: "SNS",
    category: Category::Integration,
    summary: "A topic: each message goes to every subscriber, to queues, functions and people.",
    keywords: &["topic", "notification", "publish", "subscribe", "email", "fan-out"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Private,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Event, &["external", "lambda", "sqs", "users"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[
        (ConnectionKind::Request, &["users", "external", "api_gateway", "step_functions", "vpc_endpoint", "nat_gateway", "ec2", "asg", "elastic_beanstalk", "lambda", "app_runner", "ecs_service", "eks"]),
        (ConnectionKind::Event, &["eventbridge", "s3"]),
        (ConnectionKind::Management, &["cloudwatch_alarm"]),
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
        name: "fifo_topic",
        label: "FIFO",
        help: "Whether order within a message group is kept; such a topic delivers to queues only.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "content_based_deduplication",
        label: "Deduplicate by content",
        help: "For FIFO topics: whether equal messages within five minutes count as one.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "display_name",
        label: "Display name",
        help: "What e-mails and text messages name as the sender, at most 100 characters.",
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
    UsageKey { name: "monthly_requests", label: "Publishes a month", help: "Messages published to the topic." },
    UsageKey { name: "request_size_kb", label: "Message size (KB)", help: "Each started 64 KB count as a publish." },
    UsageKey { name: "http_subscriptions", label: "HTTP subscribers", help: "Deliveries to HTTP and HTTPS, for each publish; those that are drawn where it is missing." },
    UsageKey { name: "email_subscriptions", label: "E-mail subscribers", help: "Deliveries by e-mail, for each publish; those that are drawn where it is missing." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    if settings.flag("fifo_topic") { "FIFO topic" } else { "standard topic" }.to_owned()
}

/// 99.9 % is a planning value (`reliability.md` A.4).
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 0.999, name: "Messaging SLA, planning value", as_of: "" })
}
