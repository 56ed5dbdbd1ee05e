//! Storage whose encryption was switched off.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "SE003",
    slug: "se003_storage_not_encrypted",
    title: "Storage not encrypted",
    pillar: Pillar::Security,
    severity: Severity::Warning,
    when: "An RDS database, Aurora cluster, EBS volume or EFS file system has its encryption setting explicitly \
           false.",
    why: "Copies and snapshots leak data.",
    fix: "Switch encryption on. An existing store has to be copied into an encrypted one.",
    trades: &[],
    source: "checkov CKV_AWS_16, CKV_AWS_3, CKV_AWS_42",
    note: "Encryption at rest costs nothing here and is invisible to the application. It matters when a copy \
           leaves: a snapshot shared by mistake, a disk taken out of service. It can only be chosen when the store \
           is made.",
    path: false,
    bad: Example {
        sketch: r#"fs: efs[a,b]{"encrypted": false}"#,
        subject: "fs",
    },
    good: Example {
        sketch: r#"fs: efs[a,b]{"encrypted": true}"#,
        subject: "fs",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for part in facts.of_kinds(&["rds", "aurora", "ebs", "efs"]) {
        let setting = if matches!(part.kind(), "rds" | "aurora") { "storage_encrypted" } else { "encrypted" };
        if part.settings().get(setting).and_then(serde_json::Value::as_bool) == Some(false) {
            let name = part.label();
            let mut keys = [part.heads(ConnectionKind::Management), part.tails(ConnectionKind::Management)].concat();
            keys.retain(|key| key.kind() == "kms");
            let unused = match keys.first() {
                Some(key) => format!(", so the key {} encrypts nothing of it", key.label()),
                None => String::new(),
            };
            let message = format!("{name} is not encrypted{unused}; its copies and snapshots leak what is on it.");
            report.find(part, message).fix(mend::set(part, setting, true, format!("Encrypt {name}")));
        }
    }
}
