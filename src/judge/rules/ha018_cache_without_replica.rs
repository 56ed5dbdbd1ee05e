//! A cache that a failure empties.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA018",
    slug: "ha018_cache_without_replica",
    title: "Cache without a replica",
    pillar: Pillar::Availability,
    severity: Severity::Advice,
    when: "An ElastiCache store has the role cache, unless its nodes span two zones and \
           automatic_failover_enabled is true.",
    why: "The site keeps running but the database takes the full load during a rebuild.",
    fix: "Give it a second node in another zone, automatic failover and Multi-AZ. Memcached has no replicas; \
           there is no fix for it.",
    trades: &[],
    source: "TA \"ElastiCache Multi-AZ clusters\"; WA REL05-BP01 (graceful degradation)",
    note: "When a cache vanishes, requests still work but all of them reach the database. Check that the \
           database can stand that for as long as it takes to warm the new node. If not, the soft dependency is \
           in truth a hard one.",
    path: false,
    bad: Example {
        sketch: r#"cache: elasticache[a]"#,
        subject: "cache",
    },
    good: Example {
        sketch: r#"cache: elasticache[a,b]{"num_cache_clusters": 2, "automatic_failover_enabled": true}"#,
        subject: "cache",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for cache in facts.of_kinds(&["elasticache"]) {
        if cache.holds_the_truth() || cache.fails_over_between_zones() {
            continue;
        }
        let name = cache.label();
        let message =
            format!("{name} has no replica in another zone that takes over; when it fails, all its load falls on what is behind it.");
        let mut mend = Mend::new(facts);
        let can = cache.settings().text("engine") != "memcached" && mend.cache_failover(cache);
        report.find(cache, message).fix(mend.fix(format!("Let {name} fail over to another zone")).filter(|_| can));
    }
}
