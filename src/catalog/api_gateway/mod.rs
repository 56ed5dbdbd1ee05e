//! Amazon API Gateway: a managed entry for APIs.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon API Gateway.
pub const SERVICE: Service = Service {
    id: "api_gateway",
    name: "Amazon API Gateway",
    short: "API Gateway",
    category: Category::Edge,
    summary: "A managed HTTP entry that calls functions, services or HTTP backends.",
    keywords: &["rest", "http api", "websocket", "apigw"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Public,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Request, &["alb", "cognito", "dynamodb", "eventbridge", "external", "kinesis", "lambda", "nlb", "s3", "sns", "sqs", "step_functions", "asg", "ecs_service", "eks"]),
        (ConnectionKind::Data, &["dynamodb", "s3"]),
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
        name: "protocol_type",
        label: "API type",
        help: "REST has most features, HTTP is cheaper, WEBSOCKET keeps connections open.",
        kind: SettingKind::Choice(&["REST", "HTTP", "WEBSOCKET"]),
        default: DefaultValue::Text("REST"),
        advanced: false,
    },
    Setting {
        name: "stage_name",
        label: "Stage",
        help: "Name of the deployed stage; part of the address of a REST API.",
        kind: SettingKind::Text,
        default: DefaultValue::Text("prod"),
        advanced: false,
    },
    Setting {
        name: "authorization_type",
        label: "Authorisation",
        help: "Who may call the methods.",
        kind: SettingKind::Choice(&["NONE", "AWS_IAM", "COGNITO_USER_POOLS", "JWT", "CUSTOM"]),
        default: DefaultValue::Text("NONE"),
        advanced: false,
    },
    Setting {
        name: "throttling_rate_limit",
        label: "Throttling: requests a second",
        help: "Steady rate above which callers are refused; the account's limit where it is missing.",
        kind: SettingKind::Number(0.0, 1e9),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "throttling_burst_limit",
        label: "Throttling: burst",
        help: "Requests that may come at once.",
        kind: SettingKind::Whole(0, 1000000000),
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "vpc_link",
        label: "VPC link",
        help: "Whether private targets are reached over a VPC link.",
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
];

const USAGE: &[UsageKey] = &[
    UsageKey { name: "monthly_requests", label: "Requests a month", help: "Calls of the API." },
    UsageKey { name: "request_size_kb", label: "Request size (KB)", help: "For HTTP APIs: calls are counted in units of 512 KB." },
    UsageKey { name: "monthly_messages", label: "Messages a month", help: "For WebSocket APIs." },
    UsageKey { name: "message_size_kb", label: "Message size (KB)", help: "For WebSocket APIs: messages are counted in units of 32 KB." },
    UsageKey { name: "monthly_connection_mins", label: "Connection minutes a month", help: "For WebSocket APIs: minutes that all connections are open together." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    format!("{} API, stage {}", settings.text("protocol_type"), settings.text("stage_name"))
}

/// API Gateway SLA 99.95 % (`reliability.md` A.1).
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 0.9995, name: "API Gateway SLA", as_of: "2022-05" })
}
