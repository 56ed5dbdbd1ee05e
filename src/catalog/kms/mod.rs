//! AWS KMS: a key of one's own, for what is connected to it.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// AWS KMS.
pub const SERVICE: Service = Service {
    id: "kms",
    name: "AWS KMS",
    short: "KMS",
    category: Category::Security,
    summary: "A key of your own that encrypts what is connected to it.",
    keywords: &["key", "encryption", "cmk", "customer managed key"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Private,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[(ConnectionKind::Management, &["*"])],
    called_by: &[(ConnectionKind::Management, &["*"])],
    offer: |_| Offer { protocol: "HTTPS", port: 443 },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "description",
        label: "Description",
        help: "What the key is for.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "enable_key_rotation",
        label: "Rotation",
        help: "Whether AWS makes new key material every year.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "deletion_window_in_days",
        label: "Deletion window (days)",
        help: "How long a key that is to be deleted can be saved, 7 to 30 days. What it encrypts is lost with it.",
        kind: SettingKind::Whole(7, 30),
        default: DefaultValue::Whole(30),
        advanced: false,
    },
    Setting {
        name: "multi_region",
        label: "Multi-Region key",
        help: "Whether copies of the key can be made in other regions.",
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
    UsageKey { name: "monthly_requests", label: "Requests a month", help: "Encrypting, decrypting and making data keys." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    let rotation = if settings.flag("enable_key_rotation") { "rotates yearly" } else { "no rotation" };
    format!("symmetric · {rotation}")
}

/// KMS SLA 99.999 % (November 2022; `reliability.md` A.5). It is counted inside the services that use it, because
/// keys are attached and never on a path.
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 0.99999, name: "KMS SLA", as_of: "2022-11" })
}
