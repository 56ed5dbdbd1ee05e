//! Amazon SQS: queues, the place where work waits.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon SQS.
pub const SERVICE: Service = Service {
    id: "sqs",
    name: "Amazon SQS",
    short: "SQS",
    category: Category::Integration,
    summary: "A queue: work waits in it until a consumer takes it.",
    keywords: &["queue", "message", "worker", "dead letter", "fifo"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Private,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Event, &["asg", "elastic_beanstalk", "ec2", "ecs_service", "eks", "lambda", "sqs"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[
        (ConnectionKind::Request, &["users", "external", "api_gateway", "step_functions", "vpc_endpoint", "nat_gateway", "ec2", "asg", "elastic_beanstalk", "lambda", "app_runner", "ecs_service", "eks"]),
        (ConnectionKind::Event, &["sns", "eventbridge", "s3"]),
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
        name: "visibility_timeout_seconds",
        label: "Visibility timeout (s)",
        help: "How long a message stays hidden from other consumers once one has taken it, 0 to 43200 s; six times the timeout of a function that reads it.",
        kind: SettingKind::Whole(0, 43_200),
        default: DefaultValue::Whole(30),
        advanced: false,
    },
    Setting {
        name: "dead_letter_queue",
        label: "Dead-letter queue",
        help: "Whether messages that fail again and again move to a queue of their own; or draw a queue with is_dlq and an event connection to it.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "max_receive_count",
        label: "Attempts",
        help: "How often a message is handed out before it moves to the dead-letter queue, 1 to 1000.",
        kind: SettingKind::Whole(1, 1000),
        default: DefaultValue::Whole(5),
        advanced: false,
    },
    Setting {
        name: "is_dlq",
        label: "Is a dead-letter queue",
        help: "Whether it holds the failed messages of others, for people to look at.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "message_retention_seconds",
        label: "Retention (s)",
        help: "How long a message that nobody takes is kept, 60 s to 14 days (1209600 s).",
        kind: SettingKind::Whole(60, 1_209_600),
        default: DefaultValue::Whole(345_600),
        advanced: false,
    },
    Setting {
        name: "fifo_queue",
        label: "FIFO",
        help: "Whether order within a message group is kept and each message is delivered once.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "content_based_deduplication",
        label: "Deduplicate by content",
        help: "For FIFO queues: whether equal messages within five minutes count as one.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "delay_seconds",
        label: "Delay (s)",
        help: "How long a new message stays hidden, 0 to 900 s.",
        kind: SettingKind::Whole(0, 900),
        default: DefaultValue::Whole(0),
        advanced: true,
    },
    Setting {
        name: "receive_wait_time_seconds",
        label: "Long polling (s)",
        help: "How long a consumer's request waits for a message, 0 to 20 s; waiting saves empty requests.",
        kind: SettingKind::Whole(0, 20),
        default: DefaultValue::Whole(0),
        advanced: true,
    },
    Setting {
        name: "max_message_size",
        label: "Largest message (bytes)",
        help: "1024 to 1048576 bytes.",
        kind: SettingKind::Whole(1024, 1_048_576),
        default: DefaultValue::Whole(262_144),
        advanced: true,
    },
    Setting {
        name: "sqs_managed_sse_enabled",
        label: "Encryption by SQS",
        help: "Whether messages are encrypted with keys of SQS; a connected KMS key takes its place.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
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
    UsageKey { name: "monthly_requests", label: "Requests a month", help: "Sends, receives and deletes; three for each message where it is missing." },
    UsageKey { name: "request_size", label: "Message size (KB)", help: "Each started 64 KB count as a request." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    let kind = if settings.flag("fifo_queue") { "FIFO" } else { "standard" };
    let role = match (settings.flag("is_dlq"), settings.flag("dead_letter_queue")) {
        (true, _) => " · dead letters",
        (false, true) => " · with DLQ",
        (false, false) => "",
    };
    format!("{kind} · {} s{role}", settings.count("visibility_timeout_seconds"))
}

/// Messages are kept over several zones (`reliability.md` A.4); 99.9 % is a planning value.
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 0.999, name: "Messaging SLA, planning value", as_of: "" })
}
