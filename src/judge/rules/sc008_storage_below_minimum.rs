//! A database volume that is smaller than AWS makes them.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::catalog::least_storage;
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "SC008",
    slug: "sc008_storage_below_minimum",
    title: "Volume smaller than AWS makes them",
    pillar: Pillar::Scalability,
    severity: Severity::Warning,
    when: "An RDS database has less allocated_storage than AWS takes for its storage_type: 20 GB for gp2 and gp3, \
           100 GB for io1 and io2, 5 GB for standard.",
    why: "AWS refuses to create it, so the Terraform takes the least size, and then costs more than the drawing says.",
    fix: "Raise the storage to the least that AWS takes.",
    trades: &[],
    source: "Amazon RDS user guide, \"DB instance storage\" (read 2025-11)",
    note: "Every type of volume starts at a size of its own, and older examples were written when it was lower. \
           A size that AWS refuses shows up here, and not in the middle of an apply.",
    path: false,
    bad: Example {
        sketch: r#"db: rds[a,b]{"allocated_storage": 5, "storage_type": "gp2"}"#,
        subject: "db",
    },
    good: Example {
        sketch: r#"db: rds[a,b]{"allocated_storage": 20, "storage_type": "gp2"}"#,
        subject: "db",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for part in facts.of_kinds(&["rds"]) {
        let (size, kind) = (part.settings().count("allocated_storage"), part.settings().text("storage_type"));
        let least = least_storage(kind);
        if size < least {
            let name = part.label();
            let fix = mend::set(part, "allocated_storage", least, format!("Give {name} {least} GB"));
            report
                .find(part, format!("{name} has {size} GB of {kind} storage, and AWS asks for at least {least} GB."))
                .fix(fix);
        }
    }
}
