//! Amazon Route 53: a hosted zone and a name whose answers lead to the targets.

mod price;
mod terraform;

pub(super) use terraform::full_name;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon Route 53.
pub const SERVICE: Service = Service {
    id: "route53",
    name: "Amazon Route 53",
    short: "Route 53",
    category: Category::Edge,
    summary: "DNS: a name that leads to one target or to several, by policy and health.",
    keywords: &["dns", "domain", "failover", "hosted zone", "record"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Global,
    tier: Tier::Public,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Request, &["alb", "api_gateway", "app_runner", "elastic_beanstalk", "cloudfront", "ec2", "nlb", "s3", "asg", "ecs_service", "eks"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
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
        name: "name",
        label: "Domain",
        help: "The domain of the hosted zone, such as example.com. Where it is missing, Terraform asks for it.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "record_name",
        label: "Record",
        help: "The name before the domain that leads to the targets, such as www; the domain itself where it is missing.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "routing_policy",
        label: "Routing policy",
        help: "How an answer is chosen among several targets: failover names the first choice while it is healthy.",
        kind: SettingKind::Choice(&["simple", "failover", "weighted", "latency", "multivalue"]),
        default: DefaultValue::Text("simple"),
        advanced: false,
    },
    Setting {
        name: "health_check",
        label: "Health checks",
        help: "Whether each target is checked from outside, so that a dead one is no longer named.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "ttl",
        label: "Time to live (s)",
        help: "Seconds for which resolvers may keep an answer, 0 to 2147483647. Answers by alias have 60 of AWS's own.",
        kind: SettingKind::Whole(0, 2_147_483_647),
        default: DefaultValue::Whole(60),
        advanced: false,
    },
    Setting {
        name: "resource_path",
        label: "Path of the checks",
        help: "The path that health checks over HTTP and HTTPS ask for.",
        kind: SettingKind::Text,
        default: DefaultValue::Text("/"),
        advanced: true,
    },
    Setting {
        name: "request_interval",
        label: "Interval of the checks (s)",
        help: "Seconds between two checks: 30, or 10 at an extra price.",
        kind: SettingKind::Whole(10, 30),
        default: DefaultValue::Whole(30),
        advanced: true,
    },
    Setting {
        name: "failure_threshold",
        label: "Failures",
        help: "How many checks in a row must fail before a target counts as dead, 1 to 10.",
        kind: SettingKind::Whole(1, 10),
        default: DefaultValue::Whole(3),
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
    UsageKey { name: "monthly_standard_queries", label: "Standard queries a month", help: "Queries that are not answered by an alias of an AWS resource." },
    UsageKey { name: "monthly_latency_based_queries", label: "Latency queries a month", help: "The same for the policy latency." },
    UsageKey { name: "monthly_geo_queries", label: "Geo queries a month", help: "Queries to records by geography, which the drawing does not have." },
];

/// Whether answers that name such a target are aliases of a resource of AWS: they have no time to live of
/// their own, and their queries are free (Route 53 developer guide, alias records, read 2025-11).
fn is_alias(kind: &str) -> bool {
    matches!(kind, "alb" | "nlb" | "cloudfront" | "api_gateway" | "s3")
}

/// AWS takes 10 or 30 seconds between checks.
fn interval(settings: &Settings<'_>) -> usize {
    if settings.count("request_interval") == 10 { 10 } else { 30 }
}

fn subtitle(settings: &Settings<'_>) -> String {
    let checks = if settings.flag("health_check") { "health checks" } else { "no health checks" };
    format!("{} · {checks}", settings.text("routing_policy"))
}

/// Route 53 SLA 100 % for hosted zones, read in a third-party page only (`reliability.md` A.1).
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 1.0, name: "Route 53 SLA, planning value", as_of: "" })
}
