//! Amazon Cognito: a pool of users who sign up and sign in.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon Cognito.
pub const SERVICE: Service = Service {
    id: "cognito",
    name: "Amazon Cognito",
    short: "Cognito",
    category: Category::Security,
    summary: "Sign-up and sign-in: a user pool and its client, whose tokens an API can demand.",
    keywords: &["login", "sign in", "user pool", "identity", "oauth", "jwt"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Public,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Request, &["lambda"]),
        (ConnectionKind::Management, &["*"]),
    ],
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
        name: "user_pool_tier",
        label: "Plan",
        help: "The pool's feature plan, by which each active user is paid.",
        kind: SettingKind::Choice(&["LITE", "ESSENTIALS", "PLUS"]),
        default: DefaultValue::Text("ESSENTIALS"),
        advanced: false,
    },
    Setting {
        name: "mfa_configuration",
        label: "Second factor",
        help: "Whether users need a second factor: OFF, OPTIONAL or ON (an authenticator app).",
        kind: SettingKind::Choice(&["OFF", "OPTIONAL", "ON"]),
        default: DefaultValue::Text("OFF"),
        advanced: false,
    },
    Setting {
        name: "deletion_protection",
        label: "Deletion protection",
        help: "ACTIVE: the pool cannot be deleted until that is changed.",
        kind: SettingKind::Choice(&["ACTIVE", "INACTIVE"]),
        default: DefaultValue::Text("INACTIVE"),
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
    UsageKey { name: "monthly_active_users", label: "Active users a month", help: "Users who sign in at least once in the month." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    format!("user pool, {}", settings.text("user_pool_tier").to_lowercase())
}

/// Cognito SLA 99.9 %, read in a third-party page only: a planning value (`reliability.md` A.1).
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 0.999, name: "Cognito SLA, planning value", as_of: "" })
}
