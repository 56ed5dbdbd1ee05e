//! A server that a path stands or falls with.

use super::{Example, Facts, Pillar, Report, Rule, insert, words};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA007",
    slug: "ha007_single_server",
    title: "Single server on a request path",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "An EC2 instance is a single point of failure of a request path: for the loss of a server, or among \
           the components to blame for the loss of a zone.",
    why: "One machine cannot be highly available by itself.",
    fix: "Replace it by an Auto Scaling group of two in two zones behind a load balancer. Not offered for a \
           server with a volume, because volumes do not follow to another zone.",
    trades: &["HA039", "HA041"],
    source: "Book 16 (EC2: no guarantees), 16.1; WA REL11",
    note: "Hardware fails, operating systems hang, disks fill up. With one server each of those events is your \
           outage. Two servers need a third thing in front of them that notices which one is alive.",
    path: true,
    bad: Example {
        sketch: r#"users: users; s: ec2[a](public){"auto_recovery": true}; users -> s"#,
        subject: "s",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; s: asg[a,b]{"min_size": 2}; users -> lb -> s"#,
        subject: "s",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for server in facts.of_kinds(&["ec2"]) {
        let lost = |ids: &[crate::model::Id]| ids.contains(server.id());
        let found = facts.request_paths().find(|(path, _)| lost(&path.spof_instance) || lost(&path.spof_zone_components));
        let Some((path, _)) = found else { continue };
        let event = match (lost(&path.spof_instance), server.zones().first()) {
            (false, Some(zone)) => format!("when zone {zone} fails"),
            _ => "when it or its zone fails".to_owned(),
        };
        let name = server.label();
        let message = format!("{name} is one machine; {event}, {} until somebody acts.", words::stops(facts, path));
        report.find(server, message).fix(insert::fleet(facts, server));
    }
}
