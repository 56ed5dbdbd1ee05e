//! `zonewise catalog`: every component type with its settings as JSON, and the page about them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::json;
use super::output::Outcome;
use crate::catalog::{self, Category, DefaultValue, Scope, SettingKind, Support};

#[derive(Serialize)]
struct Service {
    id: &'static str,
    name: &'static str,
    short: &'static str,
    category: &'static str,
    summary: &'static str,
    support: &'static str,
    scope: &'static str,
    tier: Option<&'static str>,
    settings: Vec<Setting>,
    usage: Vec<Usage>,
    connects_to: BTreeMap<&'static str, &'static [&'static str]>,
}

#[derive(Serialize)]
struct Setting {
    name: &'static str,
    label: &'static str,
    help: &'static str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<&'static [&'static str]>,
    default: Default,
    advanced: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Default {
    Flag(bool),
    Whole(i64),
    Text(&'static str),
    SameAs { same_as: &'static str },
    Absent,
}

#[derive(Serialize)]
struct Usage {
    name: &'static str,
    label: &'static str,
    help: &'static str,
}

/// Prints the catalog, in palette order.
pub fn run() -> Outcome {
    Outcome::done(json::text(&catalog::all().map(service).collect::<Vec<_>>()))
}

fn service(service: &'static catalog::Service) -> Service {
    Service {
        id: service.id,
        name: service.name,
        short: service.short,
        category: service.category.name(),
        summary: service.summary,
        support: support(service.support),
        scope: scope(service.scope),
        tier: service.scope.fits_vpc().then(|| service.tier.name()),
        settings: service.settings.iter().map(setting).collect(),
        usage: service.usage.iter().map(|key| Usage { name: key.name, label: key.label, help: key.help }).collect(),
        connects_to: service.calls.iter().map(|(kind, heads)| (kind.name(), *heads)).collect(),
    }
}

fn setting(setting: &'static catalog::Setting) -> Setting {
    let (kind, range, choices) = match setting.kind {
        SettingKind::Flag => ("flag", None, None),
        SettingKind::Whole(low, high) =>
        {
            #[expect(clippy::cast_precision_loss, reason = "limits of settings are far below 2^53")]
            ("whole", Some([low as f64, high as f64]), None)
        }
        SettingKind::Number(low, high) => ("number", Some([low, high]), None),
        SettingKind::Text => ("text", None, None),
        SettingKind::Choice(choices) => ("choice", None, Some(choices)),
        SettingKind::Suggested(choices) => ("suggested", None, Some(choices)),
        SettingKind::List => ("list", None, None),
        SettingKind::Block => ("block", None, None),
    };
    let default = match setting.default {
        DefaultValue::Flag(value) => Default::Flag(value),
        DefaultValue::Whole(value) => Default::Whole(value),
        DefaultValue::Text(value) => Default::Text(value),
        DefaultValue::SameAs(same_as) => Default::SameAs { same_as },
        DefaultValue::Absent => Default::Absent,
    };
    let (name, label, help) = (setting.name, setting.label, setting.help);
    Setting { name, label, help, kind, range, choices, default, advanced: setting.advanced }
}

fn support(support: Support) -> &'static str {
    match support {
        Support::Full => "full",
        Support::Drawn => "drawn",
        Support::Unknown => "unknown",
    }
}

fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Global => "global",
        Scope::Regional => "regional",
        Scope::RegionalOrVpc => "regional_or_vpc",
        Scope::Zonal => "zonal",
        Scope::Spanning => "spanning",
        Scope::Container => "container",
    }
}

/// `docs/catalog.md`: which types there are, and how far Zonewise has come with each.
pub fn page() -> String {
    let full = catalog::all().filter(|service| service.support == Support::Full).count();
    let mut page = format!(
        "# Catalog\n\nMade from `src/catalog/` by a test; edit the services, not this page.\n\n\
         {} types. {full} are judged, priced and exported (**full**). The others can be drawn, connected and saved, and are named \
         wherever something is left out of the verdict, the price or the Terraform (*drawn*).\n",
        catalog::all().count(),
    );
    for category in Category::ALL {
        // Writing to a String cannot fail, here and below.
        let _ = write!(
            page,
            "\n## {}\n\n| type | service | support | lives | |\n| --- | --- | --- | --- | --- |\n",
            category.name()
        );
        for service in catalog::all().filter(|service| service.category == category) {
            let support = match service.support {
                Support::Full => "**full**",
                _ => "*drawn*",
            };
            let lives = match service.scope {
                Scope::Global => "outside regions",
                Scope::Regional => "in a region",
                Scope::RegionalOrVpc => "in a region or VPC",
                Scope::Zonal => "in one zone of a VPC",
                Scope::Spanning => "over zones of a VPC",
                Scope::Container => "in a region; holds others",
            };
            let _ =
                writeln!(page, "| `{}` | {} | {support} | {lives} | {} |", service.id, service.name, service.summary);
        }
    }
    page
}
