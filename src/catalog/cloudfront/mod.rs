//! Amazon CloudFront: a cache at the edge, in front of origins.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon CloudFront.
pub const SERVICE: Service = Service {
    id: "cloudfront",
    name: "Amazon CloudFront",
    short: "CloudFront",
    category: Category::Edge,
    summary: "Content delivery: caches answers at the edge and fetches the rest from its origins.",
    keywords: &["cdn", "edge", "cache", "distribution"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Global,
    tier: Tier::Public,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Request, &["alb", "api_gateway", "app_runner", "elastic_beanstalk", "ec2", "external", "lambda", "nlb", "s3", "asg", "ecs_service", "eks"]),
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
        name: "cache_hit_ratio",
        label: "Cache hits",
        help: "Share of requests answered from the cache, 0 to 1; the rest reaches the origins. 0 is assumed where it is missing.",
        kind: SettingKind::Number(0.0, 1.0),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "price_class",
        label: "Price class",
        help: "Which edge locations serve the distribution.",
        kind: SettingKind::Choice(&["PriceClass_100", "PriceClass_200", "PriceClass_All"]),
        default: DefaultValue::Text("PriceClass_All"),
        advanced: false,
    },
    Setting {
        name: "viewer_protocol_policy",
        label: "Viewer protocol",
        help: "What happens to plain HTTP requests.",
        kind: SettingKind::Choice(&["redirect-to-https", "https-only", "allow-all"]),
        default: DefaultValue::Text("redirect-to-https"),
        advanced: false,
    },
    Setting {
        name: "default_root_object",
        label: "Default root object",
        help: "Object served for the root address, such as index.html.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "compress",
        label: "Compression",
        help: "Whether the edge compresses answers.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: true,
    },
    Setting {
        name: "is_ipv6_enabled",
        label: "IPv6",
        help: "Whether the distribution answers over IPv6.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: true,
    },
    Setting {
        name: "allowed_methods",
        label: "Allowed methods",
        help: "HTTP methods that reach the origins; all seven where it is missing.",
        kind: SettingKind::List,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "cached_methods",
        label: "Cached methods",
        help: "HTTP methods whose answers are cached; GET and HEAD where it is missing.",
        kind: SettingKind::List,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "origin_protocol_policy",
        label: "Origin protocol",
        help: "Protocol towards custom origins; follows the connection where it is missing.",
        kind: SettingKind::Choice(&["http-only", "https-only", "match-viewer"]),
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
    UsageKey { name: "monthly_http_requests", label: "HTTP requests a month", help: "Requests over plain HTTP." },
    UsageKey { name: "monthly_https_requests", label: "HTTPS requests a month", help: "Requests over HTTPS." },
    UsageKey { name: "monthly_data_transfer_to_internet_gb", label: "Data to viewers (GB a month)", help: "Data sent from the edge to viewers." },
    UsageKey { name: "monthly_data_transfer_to_origin_gb", label: "Data to origins (GB a month)", help: "Uploads from viewers to the origins." },
    UsageKey { name: "monthly_invalidation_requests", label: "Invalidations a month", help: "Paths taken out of the cache; the first 1,000 are free." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    match settings.number("cache_hit_ratio") {
        Some(ratio) => format!("{} % cache hits", super::percent(ratio)),
        None => "no cache hits assumed".to_owned(),
    }
}

/// CloudFront SLA 99.9 % (`reliability.md` A.1).
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 0.999, name: "CloudFront SLA", as_of: "2022-05" })
}
