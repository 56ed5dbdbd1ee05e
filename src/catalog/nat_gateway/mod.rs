//! NAT gateway: the way out for private subnets.

mod price;
mod terraform;

use super::{Behaviour, Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// NAT Gateway.
pub const SERVICE: Service = Service {
    id: "nat_gateway",
    name: "NAT Gateway",
    short: "NAT Gateway",
    category: Category::Network,
    summary: "Lets private subnets reach the internet. A zonal one serves well only its own zone.",
    keywords: &["nat", "egress", "internet", "outbound"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Zonal,
    tier: Tier::Public,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Request, &["api_gateway", "cognito", "dynamodb", "ecr", "eventbridge", "external", "kinesis", "s3", "secrets_manager", "sns", "sqs", "ssm_parameter", "step_functions"]),
        (ConnectionKind::Data, &["dynamodb", "s3"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[],
    offer: |_| Offer { protocol: "", port: 0 },
    strength: |_| Some(Dependency::Soft),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "availability_mode",
        label: "Mode",
        help: "A zonal gateway lives in one zone; a regional one spreads itself over the zones in use.",
        kind: SettingKind::Choice(&["zonal", "regional"]),
        default: DefaultValue::Text("zonal"),
        advanced: false,
    },
    Setting {
        name: "primary",
        label: "First choice",
        help: "Whether zones without a gateway of their own use this one.",
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
    UsageKey { name: "monthly_data_processed_gb", label: "Processed data (GB a month)", help: "Data through the gateway, both ways." },
];

fn subtitle(settings: &Settings<'_>) -> String { settings.text("availability_mode").to_owned() }

/// Planning value 99.9 %, no AWS source (`reliability.md` A.5).
fn resilience(placed: &Placed<'_>) -> Resilience {
    let sla = Sla { value: 0.999, name: "NAT gateway, planning value", as_of: "" };
    if placed.settings.text("availability_mode") == "regional" {
        return Resilience::regional(sla);
    }
    let units = Unit::one_per_zone(placed.zones.get(..1).unwrap_or_default(), "gateway");
    Resilience { units, behaviour: Behaviour::Single, ..Resilience::regional(sla) }
}
