//! A database of one instance that a path needs.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA013",
    slug: "ha013_single_database_instance",
    title: "Single database instance on a path",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "An RDS database is a single instance (neither multi_az nor multi_az_cluster) and is inside the hard \
           closure of a request or event path. Advice instead of an error when the environment is dev.",
    why: "No automatic recovery from loss of its host or zone.",
    fix: "Make it Multi-AZ: a synchronous standby in a second zone.",
    trades: &[],
    source: "Config RDS_MULTI_AZ_SUPPORT; checkov CKV_AWS_157; cdk-nag RDS3; book ch. 16",
    note: "The database is usually the one box nobody doubled. A Multi-AZ instance keeps a synchronous copy in \
           another zone and changes one DNS name when the first dies. Expect one to two minutes of errors, and no \
           lost commits.",
    path: true,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; db: rds[a,b]; users -> lb -> web => db"#,
        subject: "db",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; db: rds[a,b]{"multi_az": true}; users -> lb -> web => db"#,
        subject: "db",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for db in facts.of_kinds(&["rds"]).filter(|db| db.is_single_database()) {
        let Some(path) = db.path() else { continue };
        let place = db.zones().first().map_or(String::new(), |zone| format!(" in zone {zone}"));
        let message = format!(
            "{} is one instance{place}; when its host or its zone fails, {} until somebody restores it.",
            db.label(),
            words::stops(facts, path)
        );
        let severity = if facts.is_dev() { Severity::Advice } else { Severity::Error };
        let mut mend = Mend::new(facts);
        let can = mend.multi_az(db);
        let fix = mend.fix(format!("Make {} Multi-AZ", db.label())).filter(|_| can);
        report.find(db, message).severity(severity).fix(fix);
    }
}
