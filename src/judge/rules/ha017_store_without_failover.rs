//! A store of sessions or primary data that one failure takes along.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA017",
    slug: "ha017_store_without_failover",
    title: "Session or primary store without failover",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "An ElastiCache store has the role session or primary, unless its nodes span two zones and \
           automatic_failover_enabled is true.",
    why: "Here the cache is the truth; losing it logs everybody out or loses data.",
    fix: "Give it a second node in another zone, automatic failover and Multi-AZ. Memcached has no replicas; \
           the fix makes it Valkey.",
    trades: &[],
    source: "checkov CKV2_AWS_50; cdk-nag AEC4; TA \"ElastiCache Multi-AZ clusters\"",
    note: "A cache may forget; a session store may not. The picture is the same box, the meaning is different, \
           so the role setting decides how strict we are. If losing it would hurt, give it a replica in another \
           zone and automatic failover.",
    path: false,
    bad: Example {
        sketch: r#"sess: elasticache[a]{"role": "session", "snapshot_retention_limit": 1}"#,
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
        if !store.holds_the_truth() || store.fails_over_between_zones() {
            continue;
        }
        let name = store.label();
        let what = if store.settings().text("role") == "session" { "the sessions of everybody" } else { "data that is nowhere else" };
        let message = format!("{name} holds {what}, and no replica in another zone takes over for it.");
        let mut mend = Mend::new(facts);
        let can = mend.cache_failover(store);
        report.find(store, message).fix(mend.fix(format!("Let {name} fail over to another zone")).filter(|_| can));
    }
}
