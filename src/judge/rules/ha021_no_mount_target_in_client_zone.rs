//! A client in a zone where its file system has no mount target.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::{ConnectionKind, Zone};

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA021",
    slug: "ha021_no_mount_target_in_client_zone",
    title: "File system has no mount target in a client zone",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A data connection to a regional EFS file system whose zones do not include every zone of the client. The \
           subject is the client.",
    why: "Units started in that zone cannot mount and never become healthy.",
    fix: "Add mount targets in the zones of the client.",
    trades: &[],
    source: "TA \"Amazon EFS no mount target redundancy\"; book 13.2.3",
    note: "The file system is regional but its doors are not: each zone has its own mount target. A server in a \
           zone without a door waits at boot until it times out. Make one mount target per zone your fleet may use.",
    path: false,
    bad: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2}; fs: efs[a]; web => fs"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2}; fs: efs[a,b]; web => fs"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for files in facts.of_kinds(&["efs"]).filter(|files| !files.settings().flag("one_zone")) {
        for client in files.tails(ConnectionKind::Data) {
            let without = |zone: &&Zone| !files.zones().contains(zone);
            let missing: Vec<Zone> = client.zones().iter().filter(without).copied().collect();
            if missing.is_empty() {
                continue;
            }
            let (zones, name) = (words::zones(&missing), files.label());
            let message = format!(
                "{} can run in {zones}, where {name} has no mount target; what starts there cannot mount it and never becomes healthy.",
                client.label()
            );
            let mut mend = Mend::new(facts);
            for zone in missing {
                mend.widen(files, zone);
            }
            report
                .find(client, message)
                .cause(files.id())
                .about(files.id())
                .fix(mend.fix(format!("Add mount targets of {name} in {zones}")));
        }
    }
}
