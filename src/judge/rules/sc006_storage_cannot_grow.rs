//! A database whose disk stays as large as it is.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "SC006",
    slug: "sc006_storage_cannot_grow",
    title: "Database storage cannot grow",
    pillar: Pillar::Scalability,
    severity: Severity::Advice,
    when: "An RDS database has no max_allocated_storage above its allocated_storage.",
    why: "A full disk stops writes.",
    fix: "Let the storage grow to several times its size.",
    trades: &[],
    source: "TA \"storage autoscaling turned off\"",
    note: "Disks fill slowly and then all at once. Storage auto scaling adds space when little is left, up to a \
           limit that you choose; you pay for what is allocated. It never shrinks again.",
    path: false,
    bad: Example {
        sketch: r#"db: rds[a,b]{"allocated_storage": 20}"#,
        subject: "db",
    },
    good: Example {
        sketch: r#"db: rds[a,b]{"allocated_storage": 20, "max_allocated_storage": 100}"#,
        subject: "db",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for part in facts.of_kinds(&["rds"]) {
        let (now, limit) = (part.settings().count("allocated_storage"), part.settings().count("max_allocated_storage"));
        let to = (5 * now).clamp(100, 65_536);
        if limit <= now {
            let name = part.label();
            report.find(part, format!("{name} has {now} GB and cannot grow; a full disk stops every write.")).fix(mend::set(part, "max_allocated_storage", to, format!("Let the storage of {name} grow to {to} GB")));
        }
    }
}
