//! AWS Certificate Manager: a certificate for HTTPS.

mod price;
mod terraform;

pub(super) use terraform::{edge_certificate, regional_certificate, show_further};

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Support};
use crate::model::{ConnectionKind, Tier};

/// AWS Certificate Manager.
pub const SERVICE: Service = Service {
    id: "acm",
    name: "AWS Certificate Manager",
    short: "Certificate",
    category: Category::Security,
    summary: "A public certificate for a load balancer or a distribution, renewed by AWS.",
    keywords: &["certificate", "tls", "ssl", "https"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Public,
    settings: SETTINGS,
    usage: &[],
    calls: &[(ConnectionKind::Management, &["*"])],
    called_by: &[(ConnectionKind::Management, &["*"])],
    offer: |_| Offer { protocol: "", port: 0 },
    strength: |_| None,
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "domain_name",
        label: "Domain name",
        help: "The name that it certifies, such as www.example.com. Where it is missing, that of the DNS record that leads to its holder.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "subject_alternative_names",
        label: "Further names",
        help: "A list of further names that it certifies, such as *.example.com.",
        kind: SettingKind::List,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "validation_method",
        label: "Validation",
        help: "How AWS learns that the domain is yours: a DNS record, or an e-mail.",
        kind: SettingKind::Choice(&["DNS", "EMAIL"]),
        default: DefaultValue::Text("DNS"),
        advanced: true,
    },
];

fn subtitle(settings: &Settings<'_>) -> String {
    match settings.text("domain_name") {
        "" => "public certificate".to_owned(),
        name => name.chars().take(40).collect(),
    }
}

/// Renewal is control plane; live connections do not depend on it (`reliability.md` A.1).
fn resilience(_: &Placed<'_>) -> Resilience { Resilience::not_judged() }
