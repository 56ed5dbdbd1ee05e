//! Anything that Zonewise does not know: a label, a price and a note of the user's own.

mod price;
mod terraform;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Support};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Another service.
pub const SERVICE: Service = Service {
    id: "other",
    name: "Other AWS service",
    short: "Other",
    category: Category::Operations,
    summary: "Anything else, with a free label, price and note. It is drawn and its price is counted; it is not judged.",
    keywords: &["custom", "anything", "note", "generic"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Private,
    settings: SETTINGS,
    usage: &[],
    calls: ANYTHING,
    called_by: ANYTHING,
    offer: |_| Offer { protocol: "", port: 0 },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

/// What it is connected with is not judged.
const ANYTHING: &[(ConnectionKind, &[&str])] = &[
    (ConnectionKind::Request, &["*"]),
    (ConnectionKind::Data, &["*"]),
    (ConnectionKind::Event, &["*"]),
    (ConnectionKind::Replication, &["*"]),
    (ConnectionKind::Management, &["*"]),
    (ConnectionKind::Host, &["*"]),
    (ConnectionKind::Egress, &["*"]),
];

const SETTINGS: &[Setting] = &[
    Setting {
        name: "label",
        label: "What it is",
        help: "The service that it stands for, such as Amazon Bedrock.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "price",
        label: "Price (USD a month)",
        help: "What it costs in a month, in US dollars, as you found it. Where it is missing, it is listed as not counted.",
        kind: SettingKind::Number(0.0, 1e12),
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "note",
        label: "Note",
        help: "Why it is there, or where its price is from.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: false,
    },
];

fn subtitle(settings: &Settings<'_>) -> String {
    match settings.text("label") {
        "" => "not judged".to_owned(),
        label => label.chars().take(40).collect(),
    }
}

fn resilience(_: &Placed<'_>) -> Resilience { Resilience::not_judged() }
