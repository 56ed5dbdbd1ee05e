//! A read replica beside a database without a standby.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA014",
    slug: "ha014_replica_mistaken_for_failover",
    title: "Read replica mistaken for failover",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "An RDS database is a single instance (neither multi_az nor multi_az_cluster) and has an outgoing \
           replication connection.",
    why: "Replication is asynchronous and promotion is not automatic.",
    fix: "Make the database Multi-AZ, and keep the replica for reads.",
    trades: &[],
    source: "RDS user guide (read replicas vs Multi-AZ); TA \"Amazon RDS Multi-AZ\"",
    note: "A read replica answers questions; it does not take over. Someone must promote it, and whatever had \
           not arrived yet is gone. Use replicas for read load and for regional recovery, and a standby for \
           failure.",
    path: false,
    bad: Example {
        sketch: r#"db: rds[a,b]; rep: rds_replica[b]; db -replication-> rep"#,
        subject: "db",
    },
    good: Example {
        sketch: r#"db: rds[a,b]{"multi_az": true}; rep: rds_replica[b]; db -replication-> rep"#,
        subject: "db",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for db in facts.of_kinds(&["rds"]).filter(|db| db.is_single_database()) {
        let copies: Vec<Part<'_>> = db.heads(ConnectionKind::Replication);
        if copies.is_empty() {
            continue;
        }
        let message = format!(
            "{} is copied to {}, which lags behind and does not take over by itself; it is still one instance.",
            db.label(),
            words::names(&copies)
        );
        let mut mend = Mend::new(facts);
        let can = mend.multi_az(db);
        let fix = mend.fix(format!("Make {} Multi-AZ", db.label())).filter(|_| can);
        let finding = report.find(db, message).fix(fix);
        for copy in &copies {
            finding.about(copy.id());
        }
    }
}
