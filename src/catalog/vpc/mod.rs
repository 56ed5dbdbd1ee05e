//! Amazon VPC: the container whose columns are zones and whose rows are tiers.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Support, UsageKey};
use crate::model::{ConnectionKind, Tier};

/// Virtual Private Cloud.
pub const SERVICE: Service = Service {
    id: "vpc",
    name: "Virtual Private Cloud",
    short: "VPC",
    category: Category::Network,
    summary: "A private network in one region, drawn with a lane per zone and a row per subnet tier.",
    keywords: &["network", "subnet", "vpc", "zone"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Container,
    tier: Tier::Public,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
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
        name: "cidr_block",
        label: "CIDR block",
        help: "The address range, /16 to /28. Subnets are cut from it unless they are listed.",
        kind: SettingKind::Text,
        default: DefaultValue::Text("10.0.0.0/16"),
        advanced: false,
    },
    Setting {
        name: "subnets",
        label: "Subnets",
        help: "Address ranges by tier and zone, such as {\"public\": {\"a\": \"10.0.2.0/24\"}}; each optional. A listed subnet exists even when it is empty.",
        kind: SettingKind::Block,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "default",
        label: "Default VPC",
        help: "Whether this is the account's default VPC.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "enable_dns_hostnames",
        label: "DNS host names",
        help: "Whether instances get DNS names.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: true,
    },
];

const USAGE: &[UsageKey] = &[];

fn subtitle(settings: &Settings<'_>) -> String { settings.text("cidr_block").to_owned() }

/// Fault tolerant in the region; never a single point of failure (`reliability.md` A.5).
fn resilience(_: &Placed<'_>) -> Resilience { Resilience::not_judged() }
