//! Amazon ECR: a registry of container images, needed by tasks that are being started.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon ECR.
pub const SERVICE: Service = Service {
    id: "ecr",
    name: "Amazon ECR",
    short: "ECR",
    category: Category::Compute,
    summary: "A private registry of container images; tasks fetch their image from it when they start.",
    keywords: &["registry", "docker", "image", "container", "repository"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Private,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[(ConnectionKind::Replication, &["ecr"]), (ConnectionKind::Management, &["*"])],
    called_by: &[(ConnectionKind::Management, &["*"])],
    offer: |_| Offer { protocol: "HTTPS", port: 443 },
    strength: |_| Some(Dependency::Startup),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "repository_name",
        label: "Repository name",
        help: "Name of the repository at AWS; made from the component's where it is missing.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "image_tag_mutability",
        label: "Tags",
        help: "Whether a tag may be moved to another image.",
        kind: SettingKind::Choice(&["MUTABLE", "IMMUTABLE"]),
        default: DefaultValue::Text("MUTABLE"),
        advanced: false,
    },
    Setting {
        name: "scan_on_push",
        label: "Scan on push",
        help: "Whether images are searched for known weaknesses when they arrive.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "keep_images",
        label: "Images kept",
        help: "Older images than so many are deleted; all are kept where it is missing.",
        kind: SettingKind::Whole(1, 10_000),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "encryption_type",
        label: "Encryption",
        help: "Whose key encrypts the images: AES256 Amazon S3's, KMS one of AWS KMS.",
        kind: SettingKind::Choice(&["AES256", "KMS"]),
        default: DefaultValue::Text("AES256"),
        advanced: true,
    },
    Setting {
        name: "force_delete",
        label: "Delete with images",
        help: "Whether destroying deletes the images, too.",
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

const USAGE: &[UsageKey] = &[UsageKey { name: "storage_gb", label: "Storage (GB)", help: "All images together." }];

fn subtitle(settings: &Settings<'_>) -> String {
    match settings.whole("keep_images") {
        Some(1) => "keeps 1 image".to_owned(),
        Some(images) => format!("keeps {images} images"),
        None => "keeps every image".to_owned(),
    }
}

/// Planning value of the ECR SLA, 99.9 % (`reliability.md` A.5).
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 0.999, name: "ECR SLA", as_of: "" })
}
