//! Data on disks that are empty after a replacement.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "DU012",
    slug: "du012_state_on_instance_store",
    title: "State on instance store",
    pillar: Pillar::Durability,
    severity: Severity::Error,
    when: "An EC2 instance or Auto Scaling group has instance_store true.",
    why: "Local disks are empty after recovery or replacement.",
    fix: "Do not keep data on local disks; use EBS, EFS or a database.",
    trades: &[],
    source: "Book 13.1.1",
    note: "Local disks belong to the host, not to the instance. When the instance starts on another host they are \
           new and empty. They suit caches and scratch files; what must last belongs on EBS, EFS or into a \
           database.",
    path: false,
    bad: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2, "instance_store": true}"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2}"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for part in facts.of_kinds(&["ec2", "asg"]) {
        if part.settings().flag("instance_store") {
            let name = part.label();
            report.find(part, format!("{name} keeps data on local disks; they are empty after every recovery and replacement.")).fix(mend::set(part, "instance_store", false, format!("Keep no data on local disks of {name}")));
        }
    }
}
