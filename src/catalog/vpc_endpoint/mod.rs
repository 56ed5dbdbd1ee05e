//! A VPC endpoint: a private way from a VPC to a service of AWS.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// VPC endpoint.
pub const SERVICE: Service = Service {
    id: "vpc_endpoint",
    name: "VPC endpoint",
    short: "VPC endpoint",
    category: Category::Network,
    summary: "A private way from the whole VPC to a service of AWS, past the NAT gateway.",
    keywords: &["privatelink", "gateway endpoint", "interface endpoint", "private"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Spanning,
    tier: Tier::Private,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Request, &["api_gateway", "cognito", "dynamodb", "ecr", "eventbridge", "external", "kinesis", "lambda", "s3", "secrets_manager", "sns", "sqs", "ssm_parameter", "step_functions"]),
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
        name: "vpc_endpoint_type",
        label: "Type",
        help: "Gateway: a route to S3 or DynamoDB, in no zone and free. Interface: a network card in each chosen zone.",
        kind: SettingKind::Choice(&["Gateway", "Interface"]),
        default: DefaultValue::Text("Interface"),
        advanced: false,
    },
    Setting {
        name: "service_name",
        label: "Service",
        help: "The service's name, such as com.amazonaws.us-east-1.s3. Where it is missing, a drawn connection says which.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "private_dns_enabled",
        label: "Private DNS",
        help: "Whether the service's usual name leads to an interface endpoint within the VPC.",
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
    Setting {
        name: "unit_availability",
        label: "Availability of one unit",
        help: "Availability of one network card, 0 to 1; the endpoint then serves with one of them.",
        kind: SettingKind::Number(0.0, 1.0),
        default: DefaultValue::Absent,
        advanced: true,
    },
];

const USAGE: &[UsageKey] = &[
    UsageKey { name: "monthly_data_processed_gb", label: "Processed data (GB a month)", help: "Data through an interface endpoint, both ways." },
];

/// Whether it is a route rather than network cards.
fn is_gateway(settings: &Settings<'_>) -> bool {
    settings.text("vpc_endpoint_type") == "Gateway"
}

/// The last parts of the names of a type's services at AWS: `com.amazonaws.us-east-1.secretsmanager`.
/// Empty for types that no endpoint leads to. (AWS PrivateLink guide, services that integrate, read 2025-11.)
pub fn service_names(kind: &str) -> &'static [&'static str] {
    match kind {
        "s3" => &["s3"],
        "dynamodb" => &["dynamodb"],
        "api_gateway" => &["execute-api"],
        "cognito" => &["cognito-idp"],
        "ecr" => &["ecr.api", "ecr.dkr"],
        "eventbridge" => &["events"],
        "kinesis" => &["kinesis-streams"],
        "lambda" => &["lambda"],
        "secrets_manager" => &["secretsmanager"],
        "sns" => &["sns"],
        "sqs" => &["sqs"],
        "ssm_parameter" => &["ssm"],
        "step_functions" => &["states"],
        "cloudwatch_logs" => &["logs"],
        "cloudwatch_alarm" => &["monitoring"],
        "kms" => &["kms"],
        "xray" => &["xray"],
        _ => &[],
    }
}

/// Whether a service name of an endpoint (`com.amazonaws.us-east-1.s3`) leads to components of a type. The
/// name's last part may also be the type id.
pub fn leads_to(service_name: &str, kind: &str) -> bool {
    let last = service_name.rsplit('.').next().unwrap_or_default();
    let ends = |name: &&str| service_name.strip_suffix(*name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    !last.is_empty() && (last == kind || service_names(kind).iter().any(ends))
}

fn subtitle(settings: &Settings<'_>) -> String {
    let kind = settings.text("vpc_endpoint_type");
    match settings.text("service_name").rsplit('.').next().unwrap_or_default() {
        "" => kind.to_owned(),
        service => format!("{kind} · {}", service.chars().take(30).collect::<String>()),
    }
}

/// A gateway endpoint is an entry of route tables: 1. An interface endpoint has planning values of 99.99 % in
/// two or more zones and 99.5 % in one, without a source at AWS (`reliability.md` A.5).
fn resilience(placed: &Placed<'_>) -> Resilience {
    if is_gateway(&placed.settings) {
        return Resilience::regional(Sla { value: 1.0, name: "gateway endpoint, a route", as_of: "" });
    }
    let value = if placed.zones.len() >= 2 { 0.9999 } else { 0.995 };
    let sla = Sla { value, name: "interface endpoint, planning value", as_of: "" };
    Resilience::spread(Unit::one_per_zone(placed.zones, "network card"), sla)
}
