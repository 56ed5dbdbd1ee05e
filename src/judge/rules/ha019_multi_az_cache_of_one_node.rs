//! A cache that is to fail over and has nothing to fail over to.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA019",
    slug: "ha019_multi_az_cache_of_one_node",
    title: "Multi-AZ cache without a second node",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "An ElastiCache store has multi_az_enabled or automatic_failover_enabled true and fewer than two \
           nodes.",
    why: "The setting needs a replica to fail over to.",
    fix: "Set the number of nodes to 2.",
    trades: &[],
    source: "ElastiCache user guide (Multi-AZ requires a replica)",
    note: "Multi-AZ is not a switch that creates copies. It tells the service what to do with the copies you \
           have. With one node there is nothing to do.",
    path: false,
    bad: Example {
        sketch: r#"cache: elasticache[a,b]{"multi_az_enabled": true}"#,
        subject: "cache",
    },
    good: Example {
        sketch: r#"cache: elasticache[a,b]{"multi_az_enabled": true, "num_cache_clusters": 2}"#,
        subject: "cache",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for cache in facts.of_kinds(&["elasticache"]) {
        let settings = cache.settings();
        let wanted = settings.flag("multi_az_enabled") || settings.flag("automatic_failover_enabled");
        if !wanted || settings.count("num_cache_clusters") >= 2 {
            continue;
        }
        let name = cache.label();
        let message = format!("{name} is to fail over, but it has one node and nothing to fail over to.");
        let label = format!("Give {name} a second node");
        report.find(cache, message).fix(mend::set(cache, "num_cache_clusters", 2, label));
    }
}
