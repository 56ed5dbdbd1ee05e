//! AWS Secrets Manager: a secret, read by those who are connected to it.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// AWS Secrets Manager.
pub const SERVICE: Service = Service {
    id: "secrets_manager",
    name: "AWS Secrets Manager",
    short: "Secrets Manager",
    category: Category::Security,
    summary: "Keeps a secret, such as a password or an API key, and hands it to those who may read it.",
    keywords: &["secret", "password", "credentials", "rotation", "api key"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Private,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[(ConnectionKind::Management, &["*"])],
    called_by: &[
        (ConnectionKind::Request, &["vpc_endpoint", "nat_gateway", "ec2", "asg", "elastic_beanstalk", "lambda", "app_runner", "ecs_service", "eks"]),
        (ConnectionKind::Data, &["ec2", "asg", "elastic_beanstalk", "lambda", "app_runner", "ecs_service", "eks"]),
        (ConnectionKind::Management, &["*"]),
    ],
    offer: |_| Offer { protocol: "HTTPS", port: 443 },
    strength: |_| Some(Dependency::Startup),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "description",
        label: "Description",
        help: "What the secret is for; never the secret itself.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "recovery_window_in_days",
        label: "Recovery window (days)",
        help: "How long a deleted secret can be brought back: 7 to 30 days, or 0 for not at all.",
        kind: SettingKind::Whole(0, 30),
        default: DefaultValue::Whole(30),
        advanced: false,
    },
    Setting {
        name: "automatically_after_days",
        label: "Rotate after (days)",
        help: "How often a connected function replaces the secret, 1 to 1000 days.",
        kind: SettingKind::Whole(1, 1000),
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

const USAGE: &[UsageKey] =
    &[UsageKey { name: "monthly_requests", label: "Reads a month", help: "API calls; readers keep what they read." }];

fn subtitle(settings: &Settings<'_>) -> String {
    match settings.whole("automatically_after_days") {
        Some(days) => format!("rotates every {days} days"),
        None => "one secret".to_owned(),
    }
}

/// Secrets Manager SLA 99.99 % (`reliability.md` A.5, read in a third-party page).
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 0.9999, name: "Secrets Manager SLA", as_of: "2022-05" })
}
