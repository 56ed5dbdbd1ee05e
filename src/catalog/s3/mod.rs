//! Amazon S3: regional object storage.

mod price;
mod terraform;

use super::{Behaviour, Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier, Zone};

/// Amazon S3.
pub const SERVICE: Service = Service {
    id: "s3",
    name: "Amazon S3",
    short: "S3",
    category: Category::Storage,
    summary: "Object storage that spans the zones of its region, except in its One Zone classes.",
    keywords: &["bucket", "objects", "static", "website", "files"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Isolated,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Event, &["eventbridge", "lambda", "sns", "sqs"]),
        (ConnectionKind::Replication, &["s3"]),
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
        name: "storage_class",
        label: "Storage class",
        help: "One Zone classes live and die with one zone.",
        kind: SettingKind::Choice(&["STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "EXPRESS_ONEZONE"]),
        default: DefaultValue::Text("STANDARD"),
        advanced: false,
    },
    Setting {
        name: "purpose",
        label: "Purpose",
        help: "data must not be lost; assets can be uploaded again.",
        kind: SettingKind::Choice(&["data", "assets", "logs"]),
        default: DefaultValue::Text("data"),
        advanced: false,
    },
    Setting {
        name: "versioning",
        label: "Versioning",
        help: "Keeps earlier versions of overwritten and deleted objects.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "website",
        label: "Website",
        help: "index_document and error_document of a static website.",
        kind: SettingKind::Block,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "acl",
        label: "Access list",
        help: "public-read lets everybody read every object.",
        kind: SettingKind::Choice(&["private", "public-read", "public-read-write", "authenticated-read"]),
        default: DefaultValue::Text("private"),
        advanced: true,
    },
    Setting {
        name: "block_public_acls",
        label: "Block public ACLs",
        help: "Refuses access lists that make objects public.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: true,
    },
    Setting {
        name: "block_public_policy",
        label: "Block public policies",
        help: "Refuses bucket policies that make objects public.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: true,
    },
    Setting {
        name: "ignore_public_acls",
        label: "Ignore public ACLs",
        help: "Ignores access lists that make objects public.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: true,
    },
    Setting {
        name: "restrict_public_buckets",
        label: "Restrict public buckets",
        help: "Lets only the account read a bucket with a public policy.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: true,
    },
    Setting {
        name: "sse_algorithm",
        label: "Encryption",
        help: "How objects are encrypted at rest.",
        kind: SettingKind::Choice(&["AES256", "aws:kms"]),
        default: DefaultValue::Text("AES256"),
        advanced: true,
    },
    Setting {
        name: "force_destroy",
        label: "Destroy with objects",
        help: "Whether Terraform may destroy a bucket that still holds objects.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "cross_region_backup",
        label: "Copy in another region",
        help: "Whether objects are copied to a second region.",
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
    UsageKey { name: "storage_gb", label: "Storage (GB)", help: "Data kept in the bucket's storage class." },
    UsageKey { name: "monthly_tier_1_requests", label: "Writes a month", help: "PUT, COPY, POST and LIST requests." },
    UsageKey { name: "monthly_tier_2_requests", label: "Reads a month", help: "GET and all other requests." },
    UsageKey { name: "monthly_data_retrieval_gb", label: "Retrieval (GB a month)", help: "Data read from an infrequent access class." },
    UsageKey { name: "infrequent_access_storage_gb", label: "Infrequent storage (GB)", help: "For intelligent tiering: data that is read rarely." },
    UsageKey { name: "monitored_objects", label: "Monitored objects", help: "For intelligent tiering: objects of 128 KB and more." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    let versioning = if settings.flag("versioning") { " · versioning" } else { "" };
    format!("{}{versioning}", settings.text("storage_class").to_ascii_lowercase().replace('_', " "))
}

/// S3 SLA: Standard and Express One Zone 99.9 %, other classes 99 % (`reliability.md` A.3).
fn resilience(placed: &Placed<'_>) -> Resilience {
    let class = placed.settings.text("storage_class");
    let value = if matches!(class, "STANDARD" | "EXPRESS_ONEZONE") { 0.999 } else { 0.99 };
    let sla = Sla { value, name: "S3 SLA", as_of: "2023-11" };
    if matches!(class, "ONEZONE_IA" | "EXPRESS_ONEZONE") {
        let zone = placed.zones.first().copied().unwrap_or(Zone::A);
        let units = vec![Unit { zone, label: "bucket".to_owned() }];
        return Resilience {
            units,
            behaviour: Behaviour::Single,
            rpo_seconds: placed.settings.flag("cross_region_backup").then_some((86_400, 86_400)),
            ..Resilience::regional(sla)
        };
    }
    Resilience::regional(sla)
}
