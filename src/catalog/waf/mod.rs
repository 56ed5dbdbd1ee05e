//! AWS WAF: rules that web requests must pass.

mod price;
mod terraform;

pub(super) use terraform::edge_acl;

use super::{Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier, Value};

/// AWS WAF.
pub const SERVICE: Service = Service {
    id: "waf",
    name: "AWS WAF",
    short: "WAF",
    category: Category::Security,
    summary: "Filters web requests before a distribution, a load balancer or an API: known attacks, floods.",
    keywords: &["firewall", "web acl", "filter", "flood", "ddos"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Regional,
    tier: Tier::Public,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[(ConnectionKind::Management, &["*"])],
    called_by: &[(ConnectionKind::Management, &["*"])],
    offer: |_| Offer { protocol: "", port: 0 },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "default_action",
        label: "Default action",
        help: "What happens to a request that no rule speaks about.",
        kind: SettingKind::Choice(&["allow", "block"]),
        default: DefaultValue::Text("allow"),
        advanced: true,
    },
    Setting {
        name: "managed_rule_groups",
        label: "Managed rule groups",
        help: "A list of AWS's rule groups, such as AWSManagedRulesSQLiRuleSet. Where it is missing: the common rules, known bad inputs, and addresses of bad repute.",
        kind: SettingKind::List,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "rate_limit",
        label: "Requests per address",
        help: "How many requests one address may send in five minutes, 10 to 2,000,000,000; 0 sets no limit.",
        kind: SettingKind::Whole(0, 2_000_000_000),
        default: DefaultValue::Whole(2000),
        advanced: false,
    },
];

const USAGE: &[UsageKey] = &[
    UsageKey { name: "monthly_requests", label: "Requests a month", help: "Requests that it inspects; where it is missing, those that reach what it protects." },
];

/// The rule groups where none are listed.
const USUAL: &[&str] =
    &["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesAmazonIpReputationList"];

/// The managed rule groups, each once: names of letters and digits.
fn rule_groups(settings: &Settings<'_>) -> Vec<String> {
    if !settings.is_set("managed_rule_groups") {
        return USUAL.iter().map(|name| (*name).to_owned()).collect();
    }
    let mut groups: Vec<String> = Vec::new();
    for name in settings.list("managed_rule_groups").iter().filter_map(Value::as_str) {
        if is_group(name) && !groups.iter().any(|group| group == name) {
            groups.push(name.to_owned());
        }
    }
    groups
}

fn is_group(name: &str) -> bool {
    (1..=128).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// The limit on requests from one address; WAF takes ten at the least.
fn rate_limit(settings: &Settings<'_>) -> Option<usize> {
    Some(settings.count("rate_limit")).filter(|limit| *limit > 0).map(|limit| limit.max(10))
}

fn subtitle(settings: &Settings<'_>) -> String {
    let rules = rule_groups(settings).len() + usize::from(rate_limit(settings).is_some());
    format!("{rules} rule{}", if rules == 1 { "" } else { "s" })
}

/// WAF SLA 99.95 % (`reliability.md` A.1). An attachment is no hop, so it stands on no path.
fn resilience(_: &Placed<'_>) -> Resilience {
    Resilience::regional(Sla { value: 0.9995, name: "WAF SLA", as_of: "2022-05" })
}
