//! Automated backups that are gone after a few days.

use super::{Example, Facts, Pillar, Report, Rule, mend, words};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "DU002",
    slug: "du002_short_backup_retention",
    title: "Short backup retention",
    pillar: Pillar::Durability,
    severity: Severity::Warning,
    when: "An RDS database or Aurora cluster has a backup_retention_period above 0 and below 7.",
    why: "A fault found after the weekend can no longer be undone.",
    fix: "Keep automated backups for 7 days.",
    trades: &[],
    source: "Security Hub RDS.11; cfn-lint E3719",
    note: "Mistakes are often found late: a wrong import on Friday shows on Monday. The retention should be longer \
           than the time it takes you to notice. AWS keeps up to 35 days.",
    path: false,
    bad: Example {
        sketch: r#"db: rds[a,b]{"backup_retention_period": 1}"#,
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
        let days = part.settings().whole("backup_retention_period").map_or(1, |days| usize::try_from(days).unwrap_or(0));
        if (1..7).contains(&days) {
            let name = part.label();
            report.find(part, format!("{name} keeps backups for {}; a fault that is found later than that can no longer be undone.", words::count(days, "day"))).fix(mend::set(part, "backup_retention_period", 7, format!("Keep backups of {name} for 7 days")));
        }
    }
}
