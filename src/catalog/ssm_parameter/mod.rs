//! SSM Parameter Store: a parameter, read by those who are connected to it.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// SSM Parameter Store.
pub const SERVICE: Service = Service {
    id: "ssm_parameter",
    name: "SSM Parameter Store",
    short: "Parameter",
    category: Category::Security,
    summary: "Keeps a parameter: a setting as text, or a secret as an encrypted one.",
    keywords: &["parameter", "configuration", "secure string", "systems manager", "ssm"],
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
        name: "type",
        label: "Type",
        help: "String and StringList are kept in clear text, SecureString is encrypted; secrets need the latter.",
        kind: SettingKind::Choice(&["String", "StringList", "SecureString"]),
        default: DefaultValue::Text("String"),
        advanced: false,
    },
    Setting {
        name: "name",
        label: "Name",
        help: "Letters, digits and . - _ /; made of the project's and the component's name where none is set.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "value",
        label: "Value",
        help: "The text of a String or StringList. A secret does not belong here.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "tier",
        label: "Tier",
        help: "Standard is free and holds 4 KB, Advanced is paid and holds 8 KB.",
        kind: SettingKind::Choice(&["Standard", "Advanced", "Intelligent-Tiering"]),
        default: DefaultValue::Text("Standard"),
        advanced: true,
    },
    Setting {
        name: "description",
        label: "Description",
        help: "What the parameter is for.",
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
    UsageKey { name: "parameter_storage_hrs", label: "Hours kept", help: "Hours of the month that an advanced parameter exists; all where it is missing." },
    UsageKey { name: "monthly_api_interactions", label: "API calls a month", help: "Paid for advanced parameters and with higher throughput." },
    UsageKey { name: "api_throughput_limit", label: "Throughput", help: "standard, higher or advanced; the latter two pay for API calls." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    format!("{} · {}", settings.text("type"), settings.text("tier"))
}

/// 99.9 % is a planning value (`reliability.md` A.5).
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 0.999, name: "Parameter Store, planning value", as_of: "" })
}
