//! An Aurora cluster whose instances fall together.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA016",
    slug: "ha016_aurora_without_reader",
    title: "Aurora without a reader in another zone",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "An Aurora cluster has fewer than two instances, or all of them in one zone (instance_zones).",
    why: "Storage survives a zone, but nobody is left to read it.",
    fix: "Add an instance in another zone.",
    trades: &[],
    source: "Config RDS_CLUSTER_MULTI_AZ_ENABLED; TA \"RDS DB clusters with all instances in the same AZ\"; \
           Aurora SLA",
    note: "Aurora copies your data to three zones by itself, which makes people think the cluster is done. The \
           compute that speaks SQL is still one instance. A second one in another zone turns a long rebuild \
           into a short failover.",
    path: false,
    bad: Example {
        sketch: r#"db: aurora[a,b]{"instance_zones": ["a"]}"#,
        subject: "db",
    },
    good: Example {
        sketch: r#"db: aurora[a,b]{"instance_zones": ["a", "b"]}"#,
        subject: "db",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for db in facts.of_kinds(&["aurora"]) {
        let zones = db.unit_zones();
        if zones.len() >= 2 {
            continue;
        }
        let (name, count) = (db.label(), db.node().resilience.units.len());
        let message = format!(
            "{name} has {} in {}; when that zone fails, its storage lives on and nobody is left to read it.",
            words::count(count, "instance"),
            words::only(&zones)
        );
        let mut mend = Mend::new(facts);
        let can = mend.reader(db);
        let fix = mend.fix(format!("Add a reader to {name} in another zone")).filter(|_| can);
        report.find(db, message).fix(fix);
    }
}
