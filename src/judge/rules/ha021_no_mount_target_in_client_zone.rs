//! A client in a zone where its file system has no mount target.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::Zone;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA021",
    slug: "ha021_no_mount_target_in_client_zone",
    title: "File system has no mount target in a client zone",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A compute component has a data connection to a regional EFS file system whose zones do not include all \
           of its own. The subject is the client.",
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
    for client in facts.compute() {
        let lacks = |files: &Part<'_>| client.zones().iter().any(|zone| !files.zones().contains(zone));
        let mut mounts = client.mounts();
        mounts.retain(|files| files.is_judged() && !files.settings().flag("one_zone") && lacks(files));
        if mounts.is_empty() {
            continue;
        }
        let (mut missing, mut mend): (Vec<Zone>, _) = (Vec::new(), Mend::new(facts));
        for zone in client.zones() {
            for files in mounts.iter().filter(|files| !files.zones().contains(zone)) {
                mend.widen(*files, *zone);
                if !missing.contains(zone) {
                    missing.push(*zone);
                }
            }
        }
        let (zones, names) = (words::zones(&missing), words::names(&mounts));
        let message = format!(
            "{} can run in {zones}, where {names} {} no mount target; what starts there cannot mount it and never becomes healthy.",
            client.label(),
            if mounts.len() == 1 { "has" } else { "have" },
        );
        let finding = report.find(client, message).fix(mend.fix(format!("Add mount targets of {names} in {zones}")));
        for files in &mounts {
            finding.about(files.id());
        }
        if let [files] = mounts.as_slice() {
            finding.cause(files.id());
        }
    }
}
