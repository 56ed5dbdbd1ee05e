//! A database without automated backups.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "DU001",
    slug: "du001_automated_backups_off",
    title: "Automated backups off",
    pillar: Pillar::Durability,
    severity: Severity::Error,
    when: "An RDS database or Aurora cluster has backup_retention_period 0.",
    why: "No point-in-time recovery from a bad release or a deletion.",
    fix: "Keep automated backups for 7 days.",
    trades: &[],
    source: "Config DB_INSTANCE_BACKUP_ENABLED; checkov CKV_AWS_133; cdk-nag RDS13; TA \"RDS Backups\"",
    note: "Backups and standbys answer different questions. A standby repeats every write at once, the wrong ones \
           too; a backup lets you go back to a minute before the mistake. Retention 0 switches the feature off \
           entirely, and with it the restore to a point in time.",
    path: false,
    bad: Example {
        sketch: r#"db: rds[a,b]{"backup_retention_period": 0}"#,
        subject: "db",
    },
    good: Example {
        sketch: r#"db: rds[a,b]{"backup_retention_period": 7}"#,
        subject: "db",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for part in facts.of_kinds(&["rds", "aurora"]) {
        if part.settings().whole("backup_retention_period").unwrap_or(1) == 0 {
            let name = part.label();
            report.find(part, format!("{name} keeps no automated backups; after a bad release or a deletion there is nothing to go back to.")).fix(mend::set(part, "backup_retention_period", 7, format!("Keep backups of {name} for 7 days")));
        }
    }
}
