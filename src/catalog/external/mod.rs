//! A system that somebody else runs: it calls this one, or this one calls it.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support};
use crate::model::{ConnectionKind, Dependency, Tier};

/// External system.
pub const SERVICE: Service = Service {
    id: "external",
    name: "External system",
    short: "External",
    category: Category::Entry,
    summary: "A system that somebody else runs: a payment provider that is called, a partner that calls.",
    keywords: &["third party", "partner", "saas", "api", "on premises", "outside"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Global,
    tier: Tier::Public,
    settings: SETTINGS,
    usage: &[],
    calls: &[
        (ConnectionKind::Request, &["alb", "api_gateway", "app_runner", "elastic_beanstalk", "cloudfront", "cognito", "ec2", "lambda", "nlb", "route53", "s3", "sqs", "sns", "eventbridge", "kinesis", "global_accelerator", "asg", "ecs_service", "eks"]),
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
        name: "requests_per_month",
        label: "Requests a month",
        help: "How many requests it sends in a month, where it calls and nothing here calls it. Usage and cost follow from it.",
        kind: SettingKind::Number(0.0, 1e15),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "payload_kb",
        label: "Answer size (KB)",
        help: "Average size of an answer to it in kilobytes; 100 is assumed where it is missing.",
        kind: SettingKind::Number(0.0, 1e9),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "domain_name",
        label: "Host name",
        help: "The host name under which it is called, such as api.example.com. Callers get it as a variable.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "availability",
        label: "Availability",
        help: "Availability of the system, 0 to 1, in place of the planning value of 0.99: what its owner promises.",
        kind: SettingKind::Number(0.0, 1.0),
        default: DefaultValue::Absent,
        advanced: false,
    },
];

fn subtitle(settings: &Settings<'_>) -> String {
    match (settings.number("requests_per_month"), settings.text("domain_name")) {
        (Some(requests), _) => format!("{} requests a month", super::short_number(requests)),
        (None, "") => "run by others".to_owned(),
        (None, name) => name.chars().take(40).collect(),
    }
}

/// Planning value 99 %, no source: nobody here knows it (`reliability.md` B.7).
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 0.99, name: "outside system, planning value", as_of: "" })
}
