//! AWS Lambda: functions without servers.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// AWS Lambda.
pub const SERVICE: Service = Service {
    id: "lambda",
    name: "AWS Lambda",
    short: "Lambda",
    category: Category::Compute,
    summary: "Runs a function per request or event; you pay for the time it runs.",
    keywords: &["function", "serverless", "faas"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::RegionalOrVpc,
    tier: Tier::Private,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Request, &["alb", "api_gateway", "app_runner", "elastic_beanstalk", "cognito", "dynamodb", "ec2", "ecr", "eventbridge", "external", "kinesis", "lambda", "nlb", "opensearch", "s3", "secrets_manager", "sns", "sqs", "mq", "ssm_parameter", "step_functions", "vpc_endpoint"]),
        (ConnectionKind::Data, &["aurora", "dynamodb", "elasticache", "memorydb", "opensearch", "rds", "rds_replica", "rds_proxy", "s3", "efs"]),
        (ConnectionKind::Egress, &["internet_gateway", "nat_gateway"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[],
    offer: |_| Offer { protocol: "HTTPS", port: 443 },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "runtime",
        label: "Runtime",
        help: "Language and version.",
        kind: SettingKind::Suggested(&["python3.13", "python3.12", "nodejs22.x", "nodejs20.x", "java21", "provided.al2023"]),
        default: DefaultValue::Text("python3.13"),
        advanced: false,
    },
    Setting {
        name: "memory_size",
        label: "Memory (MB)",
        help: "Memory of one execution; CPU grows with it.",
        kind: SettingKind::Whole(128, 10240),
        default: DefaultValue::Whole(128),
        advanced: false,
    },
    Setting {
        name: "timeout",
        label: "Timeout (s)",
        help: "Longest run of one execution.",
        kind: SettingKind::Whole(1, 900),
        default: DefaultValue::Whole(3),
        advanced: false,
    },
    Setting {
        name: "dead_letter_queue",
        label: "Failure destination",
        help: "Whether events that fail for good are kept.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "architectures",
        label: "Architecture",
        help: "Processor; arm64 is cheaper.",
        kind: SettingKind::Choice(&["x86_64", "arm64"]),
        default: DefaultValue::Text("x86_64"),
        advanced: true,
    },
    Setting {
        name: "handler",
        label: "Handler",
        help: "Entry point in the code.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "environment",
        label: "Environment",
        help: "Variables for the function.",
        kind: SettingKind::Block,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "reserved_concurrent_executions",
        label: "Reserved concurrency",
        help: "Executions kept for this function; also its limit.",
        kind: SettingKind::Whole(-1, 100000),
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
    UsageKey { name: "monthly_requests", label: "Requests a month", help: "Executions of the function." },
    UsageKey { name: "request_duration_ms", label: "Duration (ms)", help: "Average run of one execution; 100 is assumed where it is missing." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    format!("{} · {} MB", settings.text("runtime"), settings.count("memory_size"))
}

/// Lambda SLA 99.95 % (`reliability.md` A.2, read in a third-party page). Zones apply only in a VPC.
fn resilience(placed: &Placed<'_>) -> Resilience {
    let sla = Sla { value: 0.9995, name: "Lambda SLA", as_of: "2022-05" };
    if placed.in_vpc {
        Resilience::spread(Unit::one_per_zone(placed.zones, "subnet"), sla)
    } else {
        Resilience::regional(sla)
    }
}
