//! A fleet whose data lies on a disk in one zone.

use super::{Example, Facts, Part, Pillar, Report, Rule, insert, words};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA023",
    slug: "ha023_fleet_on_zonal_disk",
    title: "Fleet depends on a zonal disk",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A fleet (Auto Scaling group, ECS or EKS service) has a data connection to an EBS volume. The subject \
           is the fleet.",
    why: "A volume attaches in one zone only, so replacements elsewhere come up without their data.",
    fix: "Put a regional file system with a mount target in each of its zones in place of the volume.",
    trades: &["HA041"],
    source: "Book 13.2.3, table 13.2",
    note: "Disks do not travel between zones; their snapshots do, slowly. A group that may restart anywhere \
           must keep its state somewhere that is everywhere. That is what shared file systems, databases and \
           object stores are for.",
    path: false,
    bad: Example {
        sketch: r#"ci: asg[a,b]{"min_size": 2}; vol: ebs[a]{"snapshots": true}; ci => vol"#,
        subject: "ci",
    },
    good: Example {
        sketch: r#"ci: asg[a,b]{"min_size": 2}; fs: efs[a,b]{"backup": true}; ci => fs"#,
        subject: "ci",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for fleet in facts.fleets() {
        let mut volumes: Vec<Part<'_>> = fleet.heads(ConnectionKind::Data);
        volumes.retain(|head| head.kind() == "ebs");
        if volumes.is_empty() {
            continue;
        }
        let (name, disks) = (fleet.label(), words::names(&volumes));
        let message = format!(
            "{name} keeps data on {disks}, which a member of one zone can attach; what starts elsewhere comes up without it."
        );
        let finding = report.find(fleet, message);
        for volume in &volumes {
            finding.about(volume.id());
        }
        finding.fix(insert::files(facts, fleet, &volumes));
    }
}
