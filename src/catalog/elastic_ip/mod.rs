//! An Elastic IP address: a public IPv4 address that stays when what holds it is replaced.

mod price;
mod terraform;

pub(super) use terraform::addresses;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Support};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Elastic IP address.
pub const SERVICE: Service = Service {
    id: "elastic_ip",
    name: "Elastic IP address",
    short: "Elastic IP",
    category: Category::Network,
    summary: "A public IPv4 address of your own, attached to a server, a group of one, a NAT gateway or a Network Load Balancer.",
    keywords: &["eip", "address", "static", "ipv4", "public"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Public,
    settings: SETTINGS,
    usage: &[],
    calls: &[
        (ConnectionKind::Management, &["asg", "ec2", "nat_gateway", "nlb", "cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[],
    offer: |_| Offer { protocol: "", port: 0 },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "claimed_at_boot",
        label: "Claimed at boot",
        help: "Whether an instance of an Auto Scaling group takes the address for itself when it starts, so that the address survives its replacement.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
];

fn subtitle(settings: &Settings<'_>) -> String {
    if settings.flag("claimed_at_boot") { "claimed at boot".to_owned() } else { "fixed address".to_owned() }
}

/// An address is no hop; it lives as long as what holds it.
fn resilience(_: &Placed<'_>) -> Resilience { Resilience::not_judged() }
