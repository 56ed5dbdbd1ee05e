//! A store of sessions or primary data without a copy.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "DU013",
    slug: "du013_session_store_without_backup",
    title: "Session store without backup",
    pillar: Pillar::Durability,
    severity: Severity::Warning,
    when: "An ElastiCache store has the role session or primary and snapshot_retention_limit 0.",
    why: "A full loss cannot be restored.",
    fix: "Keep snapshots for a day. Not offered for Memcached, which has none.",
    trades: &[],
    source: "checkov CKV_AWS_134; Config ELASTICACHE_REDIS_CLUSTER_AUTOMATIC_BACKUP_CHECK",
    note: "Memory forgets when the power goes, and replicas forget together with a command that empties them. A \
           daily snapshot brings most of it back: what is newer stays lost. For data that must not be lost at \
           all, use a database.",
    path: false,
    bad: Example {
        sketch: r#"sess: elasticache[a,b]{"role": "session", "num_cache_clusters": 2, "automatic_failover_enabled": true}"#,
        subject: "sess",
    },
    good: Example {
        sketch: r#"sess: elasticache[a,b]{"role": "session", "num_cache_clusters": 2, "automatic_failover_enabled": true, "snapshot_retention_limit": 1}"#,
        subject: "sess",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for store in facts.of_kinds(&["elasticache"]) {
        let settings = store.settings();
        if !store.holds_the_truth() || settings.count("snapshot_retention_limit") > 0 {
            continue;
        }
        let name = store.label();
        let message = format!("{name} keeps no snapshots; when all its nodes are lost, nothing brings back what was in them.");
        let fix = mend::set(store, "snapshot_retention_limit", 1, format!("Keep snapshots of {name} for a day"));
        report.find(store, message).fix(fix.filter(|_| settings.text("engine") != "memcached"));
    }
}
