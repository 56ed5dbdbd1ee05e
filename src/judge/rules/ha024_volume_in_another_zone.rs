//! A volume that its server cannot attach.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::{ConnectionKind, Zone};

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA024",
    slug: "ha024_volume_in_another_zone",
    title: "Volume and server in different zones",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "An EC2 instance has a data connection to an EBS volume in another zone. The subject is the server.",
    why: "It cannot be attached at all.",
    fix: "Move the volume to the zone of the server. Not offered when servers of other zones attach it too.",
    trades: &[],
    source: "EBS user guide",
    note: "A volume and its server must share a zone, like a plug and a socket in the same room. To move data \
           to another zone you make a snapshot and create a new volume from it. The drawing should show where \
           each really is.",
    path: false,
    bad: Example {
        sketch: r#"s: ec2[a]{"auto_recovery": true}; v: ebs[b]{"snapshots": true}; s => v"#,
        subject: "s",
    },
    good: Example {
        sketch: r#"s: ec2[a]{"auto_recovery": true}; v: ebs[a]{"snapshots": true}; s => v"#,
        subject: "s",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for server in facts.of_kinds(&["ec2"]) {
        let Some(zone) = zone_of(server) else { continue };
        let mut volumes: Vec<Part<'_>> = server.heads(ConnectionKind::Data);
        volumes.retain(|head| head.kind() == "ebs" && zone_of(*head).is_some_and(|other| other != zone));
        if volumes.is_empty() {
            continue;
        }
        let (name, disks) = (server.label(), words::names(&volumes));
        let are = if volumes.len() == 1 { "is" } else { "are" };
        let message = format!("{name} stands in zone {zone}, and {disks} {are} in another zone, where it cannot be attached.");
        let free = |volume: &Part<'_>| {
            volume.vpc() == server.vpc()
                && volume.tails(ConnectionKind::Data).iter().all(|client| zone_of(*client).is_none_or(|other| other == zone))
        };
        let mut mend = Mend::new(facts);
        for volume in volumes.iter().filter(|_| volumes.iter().all(free)) {
            mend.move_to(*volume, zone);
        }
        let finding = report.find(server, message).fix(mend.fix(format!("Move {disks} to zone {zone}")));
        for volume in &volumes {
            finding.about(volume.id());
        }
    }
}

/// The zone that something zonal is in.
fn zone_of(part: Part<'_>) -> Option<Zone> {
    part.zones().first().copied()
}
