//! A database with a public address.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "SE001",
    slug: "se001_public_database",
    title: "Database reachable from the internet",
    pillar: Pillar::Security,
    severity: Severity::Error,
    when: "An RDS database or Aurora cluster has publicly_accessible true.",
    why: "An attack surface with no availability benefit.",
    fix: "Take its public address away.",
    trades: &[],
    source: "Config RDS_INSTANCE_PUBLIC_ACCESS_CHECK; checkov CKV_AWS_17",
    note: "A database should be known only to the servers that use it. A public address invites guessing of \
           passwords and every flaw in its protocol, and it makes nothing more available. Operators come in through \
           Session Manager or a VPN.",
    path: false,
    bad: Example {
        sketch: r#"db: rds[a,b]{"publicly_accessible": true}"#,
        subject: "db",
    },
    good: Example {
        sketch: "db: rds[a,b]",
        subject: "db",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for part in facts.of_kinds(&["rds", "aurora"]) {
        if part.settings().flag("publicly_accessible") {
            let name = part.label();
            report.find(part, format!("{name} has a public address; anybody on the internet may try its door.")).fix(mend::set(part, "publicly_accessible", false, format!("Make {name} private")));
        }
    }
}
