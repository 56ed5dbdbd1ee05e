//! A volume of which there is no copy.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "DU005",
    slug: "du005_volume_without_snapshots",
    title: "Volume without snapshots",
    pillar: Pillar::Durability,
    severity: Severity::Warning,
    when: "An EBS volume has snapshots false.",
    why: "The only copy is in one zone.",
    fix: "Make snapshots every day.",
    trades: &[],
    source: "Config EBS_IN_BACKUP_PLAN; checkov CKV2_AWS_9; TA \"EBS Snapshots\"; book 13.2.3",
    note: "A volume is copied inside its zone only, and a mistake is copied along. A snapshot lies in S3: it \
           survives the zone, and a new volume in any zone starts from it. What was written since the last one \
           is lost.",
    path: false,
    bad: Example {
        sketch: r#"v: ebs[a]"#,
        subject: "v",
    },
    good: Example {
        sketch: r#"v: ebs[a]{"snapshots": true}"#,
        subject: "v",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for volume in facts.of_kinds(&["ebs"]).filter(|volume| !volume.settings().flag("snapshots")) {
        let name = volume.label();
        let message = format!("{name} has no snapshots; its only copy lies in one zone.");
        report.find(volume, message).fix(mend::set(volume, "snapshots", true, format!("Make snapshots of {name}")));
    }
}
