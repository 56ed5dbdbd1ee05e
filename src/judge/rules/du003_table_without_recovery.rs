//! A table whose history is not kept.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "DU003",
    slug: "du003_table_without_recovery",
    title: "Table without point-in-time recovery",
    pillar: Pillar::Durability,
    severity: Severity::Warning,
    when: "A DynamoDB table has point_in_time_recovery false.",
    why: "Replication copies mistakes; only history undoes them.",
    fix: "Switch point-in-time recovery on.",
    trades: &[],
    source: "Config DYNAMODB_PITR_ENABLED; checkov CKV_AWS_28; cdk-nag DDB3",
    note: "A table is stored in three zones, so hardware rarely loses data. People and programs do. Point-in-time \
           recovery lets you restore the table as it was at any second of the last 35 days, into a new table.",
    path: false,
    bad: Example {
        sketch: "tbl: dynamodb",
        subject: "tbl",
    },
    good: Example {
        sketch: r#"tbl: dynamodb{"point_in_time_recovery": true}"#,
        subject: "tbl",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for part in facts.of_kinds(&["dynamodb"]) {
        if !part.settings().flag("point_in_time_recovery") {
            let name = part.label();
            report.find(part, format!("{name} keeps no history; copies in other zones repeat a mistake, and only history undoes it.")).fix(mend::set(part, "point_in_time_recovery", true, format!("Keep the history of {name}")));
        }
    }
}
