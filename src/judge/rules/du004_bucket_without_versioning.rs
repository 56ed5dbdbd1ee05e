//! A bucket of data whose overwrites are final.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "DU004",
    slug: "du004_bucket_without_versioning",
    title: "Data bucket without versioning",
    pillar: Pillar::Durability,
    severity: Severity::Warning,
    when: "An S3 bucket has the purpose data (the default) and versioning false.",
    why: "Overwrites and deletes are final.",
    fix: "Switch versioning on, or declare the purpose as assets or logs.",
    trades: &[],
    source: "Config S3_BUCKET_VERSIONING_ENABLED; checkov CKV_AWS_21; TA",
    note: "S3 does not lose objects; it does what it is told, including to overwrite them. With versioning the old \
           content stays behind the new. Files that a build can make again do not need it: say so with the purpose.",
    path: false,
    bad: Example {
        sketch: "b: s3",
        subject: "b",
    },
    good: Example {
        sketch: r#"b: s3{"versioning": true}"#,
        subject: "b",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for part in facts.of_kinds(&["s3"]) {
        if matches!(part.settings().text("purpose"), "" | "data") && !part.settings().flag("versioning") {
            let name = part.label();
            report.find(part, format!("{name} holds data without versions; an overwritten or deleted object is gone for good.")).fix(mend::set(part, "versioning", true, format!("Keep versions in {name}")));
        }
    }
}
