//! A One Zone file system under a client that spans zones.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA022",
    slug: "ha022_one_zone_files_under_fleet",
    title: "One Zone file system under a multi-zone client",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "A data connection to a One Zone EFS file system from a client with two or more zones. The subject is the \
           file system.",
    why: "The data lives and dies with one zone while the fleet pretends otherwise.",
    fix: "Make it regional, with a mount target in every zone of its clients.",
    trades: &[],
    source: "EFS SLA (One Zone 99.9 %); EFS user guide",
    note: "One Zone storage is cheaper because it keeps no copy elsewhere. That is right for data you can rebuild. \
           Under a fleet that is meant to survive a zone it cancels the fleet's redundancy.",
    path: false,
    bad: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2}; fs: efs[a]{"one_zone": true}; web => fs"#,
        subject: "fs",
    },
    good: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2}; fs: efs[a,b]; web => fs"#,
        subject: "fs",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for files in facts.of_kinds(&["efs"]).filter(|files| files.settings().flag("one_zone")) {
        let mut clients = files.tails(ConnectionKind::Data);
        clients.retain(|client| client.zones().len() >= 2);
        if clients.is_empty() {
            continue;
        }
        let (name, who) = (files.label(), words::names(&clients));
        let message = format!(
            "{name} keeps its data in {} while {who} spans more; the data lives and dies with that zone.",
            words::only(files.zones().get(..1).unwrap_or_default())
        );
        let mut mend = Mend::new(facts);
        mend.regional_files(files);
        // A mount target serves the zone of its own VPC: whoever mounts it from elsewhere would lose it.
        let beside = files.tails(ConnectionKind::Data).iter().all(|client| client.node().vpc == files.node().vpc);
        let fix = mend.fix(format!("Make {name} regional")).filter(|_| beside && files.vpc().is_some());
        let finding = report.find(files, message).fix(fix);
        for client in &clients {
            finding.about(client.id());
        }
    }
}
