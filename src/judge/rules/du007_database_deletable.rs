//! A database that one wrong step can delete.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "DU007",
    slug: "du007_database_deletable",
    title: "Database can be deleted by accident",
    pillar: Pillar::Durability,
    severity: Severity::Warning,
    when: "An RDS database or Aurora cluster has deletion_protection false.",
    why: "One wrong template removes it.",
    fix: "Switch deletion protection on.",
    trades: &[],
    source: "Config RDS_INSTANCE_DELETION_PROTECTION_ENABLED; checkov CKV_AWS_139, CKV_AWS_293; cdk-nag RDS10",
    note: "Infrastructure as code makes deleting as easy as creating. Deletion protection makes the service refuse \
           until somebody switches it off on purpose. It costs nothing.",
    path: false,
    bad: Example {
        sketch: "db: rds[a,b]",
        subject: "db",
    },
    good: Example {
        sketch: r#"db: rds[a,b]{"deletion_protection": true}"#,
        subject: "db",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for part in facts.of_kinds(&["rds", "aurora"]) {
        if !part.settings().flag("deletion_protection") {
            let name = part.label();
            report.find(part, format!("{name} can be deleted by one wrong template or click.")).fix(mend::set(part, "deletion_protection", true, format!("Protect {name} from deletion")));
        }
    }
}
