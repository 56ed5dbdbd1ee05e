//! A file system without backups.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "DU006",
    slug: "du006_file_system_not_backed_up",
    title: "File system not backed up",
    pillar: Pillar::Durability,
    severity: Severity::Warning,
    when: "An EFS file system has backup false.",
    why: "Copies across zones do not protect from deletion.",
    fix: "Switch backups on.",
    trades: &[],
    source: "Config EFS_IN_BACKUP_PLAN; checkov CKV2_AWS_18",
    note: "A shared file system has one tree: whoever deletes a folder deletes it for everybody. AWS Backup takes a \
           copy every day that you can go back to. Replication does not help here, because it replicates the \
           deletion.",
    path: false,
    bad: Example {
        sketch: "fs: efs[a,b]",
        subject: "fs",
    },
    good: Example {
        sketch: r#"fs: efs[a,b]{"backup": true}"#,
        subject: "fs",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for part in facts.of_kinds(&["efs"]) {
        if !part.settings().flag("backup") {
            let name = part.label();
            report.find(part, format!("{name} has no backups; its copies in several zones all forget a deleted file at once.")).fix(mend::set(part, "backup", true, format!("Back {name} up")));
        }
    }
}
