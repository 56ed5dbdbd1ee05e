//! A database whose subnet group lies in one zone.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA015",
    slug: "ha015_database_subnets_in_one_zone",
    title: "Database subnet group in one zone",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "An RDS database or Aurora cluster has fewer than two zones.",
    why: "AWS wants two zones, and without a second one no standby can exist.",
    fix: "Add a zone to its subnet group. That costs nothing and is no standby yet.",
    trades: &[],
    source: "RDS user guide (DB subnet groups)",
    note: "The subnet group is the list of zones where the database may ever live. Choosing two costs nothing, even \
           for a single instance. Choosing one closes the door to Multi-AZ later.",
    path: false,
    bad: Example {
        sketch: "db: rds[a]",
        subject: "db",
    },
    good: Example {
        sketch: "db: rds[a,b]",
        subject: "db",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for db in facts.of_kinds(&["rds", "aurora"]).filter(|db| db.zones().len() < 2) {
        let message = format!(
            "{} may live in {}; AWS wants two zones in a database's subnet group, and without a second no standby can exist.",
            db.label(),
            words::only(db.zones())
        );
        let mut mend = Mend::new(facts);
        let zone = mend.spread(db);
        report
            .find(db, message)
            .fix(zone.and_then(|zone| mend.fix(format!("Let {} use zone {zone} too", db.label()))));
    }
}
