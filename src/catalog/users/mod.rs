//! The people who call the system: where requests start.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Support, UsageKey};
use crate::model::{ConnectionKind, Tier};

/// Users.
pub const SERVICE: Service = Service {
    id: "users",
    name: "Users",
    short: "Users",
    category: Category::Entry,
    summary: "The people who call the system. Requests, and so usage and price, start here.",
    keywords: &["visitors", "clients", "browser", "internet", "people"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Global,
    tier: Tier::Public,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Request, &["alb", "api_gateway", "app_runner", "elastic_beanstalk", "cloudfront", "cognito", "ec2", "lambda", "nlb", "route53", "s3", "sqs", "sns", "eventbridge", "kinesis", "global_accelerator", "asg", "ecs_service", "eks"]),
    ],
    called_by: &[],
    offer: |_| Offer { protocol: "", port: 0 },
    strength: |_| None,
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "requests_per_month",
        label: "Requests a month",
        help: "How many requests these users send in a month. Usage and cost follow from it; where it is missing, they are listed as not counted.",
        kind: SettingKind::Number(0.0, 1e15),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "payload_kb",
        label: "Answer size (KB)",
        help: "Average size of an answer in kilobytes; 100 is assumed where it is missing.",
        kind: SettingKind::Number(0.0, 1e9),
        default: DefaultValue::Absent,
        advanced: false,
    },
];

const USAGE: &[UsageKey] = &[];

fn subtitle(settings: &Settings<'_>) -> String {
    match settings.number("requests_per_month") {
        Some(requests) => format!("{} requests a month", super::short_number(requests)),
        None => "no traffic given".to_owned(),
    }
}

fn resilience(_: &Placed<'_>) -> Resilience { Resilience::not_judged() }
