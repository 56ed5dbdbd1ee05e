//! A bucket of a One Zone class that a path needs.

use super::{Example, Facts, Pillar, Report, Rule, mend, words};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA047",
    slug: "ha047_one_zone_bucket_on_path",
    title: "One-zone object storage on a path",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "An S3 bucket of the class ONEZONE_IA or EXPRESS_ONEZONE is inside a request or event path.",
    why: "The bucket lives and dies with one zone.",
    fix: "Use the class STANDARD.",
    trades: &[],
    source: "S3 SLA; S3 user guide (storage classes)",
    note: "S3 is famous for surviving the loss of a data centre, except in the classes that say One Zone. They are \
           meant for copies you can make again. Do not put them under something users wait for.",
    path: true,
    bad: Example {
        sketch: r#"users: users; cdn: cloudfront; b: s3{"storage_class": "ONEZONE_IA", "purpose": "assets"}; users -> cdn -> b"#,
        subject: "b",
    },
    good: Example {
        sketch: r#"users: users; cdn: cloudfront; b: s3{"purpose": "assets"}; users -> cdn -> b"#,
        subject: "b",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for bucket in facts.of_kinds(&["s3"]) {
        let class = bucket.settings().text("storage_class");
        if !matches!(class, "ONEZONE_IA" | "EXPRESS_ONEZONE") {
            continue;
        }
        let Some(path) = bucket.path() else { continue };
        let name = bucket.label();
        let message = format!("{name} keeps its objects in one zone ({class}); when it fails, {}.", words::stops(facts, path));
        let label = format!("Keep {name} in several zones");
        report.find(bucket, message).fix(mend::set(bucket, "storage_class", "STANDARD", label));
    }
}
