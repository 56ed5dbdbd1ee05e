//! All servers behind a load balancer stand in one zone.

use super::{Example, Facts, Pillar, Report, Rule, insert, mend::Mend, words};
use crate::order::Arrange as _;
use crate::judge::Severity;
use crate::model::{ConnectionKind, Zone};

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA004",
    slug: "ha004_targets_in_one_zone",
    title: "All targets in one zone",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A load balancer has server or fleet targets (and no function targets), and their zones, taken together \
           (the zone list of a fleet, the zone of a server), are exactly one.",
    why: "Losing that zone loses all capacity however many servers there are.",
    fix: "Spread a fleet over a second zone that the load balancer serves; put a copy of a server into it.",
    trades: &[],
    source: "WA REL10-BP01; Security Hub ELB.13; book 16.1.2",
    note: "Ten servers in one zone are ten servers with one power feed as far as you can know. Redundancy counts \
           only across things that fail separately. Spread before you multiply.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for lb in facts.balancers() {
        let targets = lb.targets();
        let mut zones: Vec<Zone> = targets.iter().flat_map(|target| target.target_zones().iter().copied()).collect();
        zones.arrange();
        zones.dedup();
        let functions = lb.heads(ConnectionKind::Request).iter().any(|head| head.kind() == "lambda");
        let ([zone], false) = (zones.as_slice(), functions) else { continue };
        let (who, runs) = (words::names(&targets), if targets.len() == 1 { "runs" } else { "run" });
        let message = format!(
            "Behind {}, {who} {runs} in zone {zone} only; when zone {zone} fails, all capacity is gone, however many servers there are.",
            lb.label()
        );
        let finding = report.find(lb, message);
        for target in &targets {
            finding.about(target.id());
        }
        if let [target] = targets.as_slice() {
            finding.cause(target.id());
        }
        let fleet = targets.iter().find(|target| target.node().service.is_fleet());
        finding.fix(match (fleet, targets.first()) {
            (Some(fleet), _) => {
                let mut mend = Mend::new(facts);
                let zone = mend.spread(*fleet);
                zone.and_then(|zone| mend.fix(format!("Spread {} to zone {zone}", fleet.label())))
            }
            (None, Some(server)) => insert::twin(facts, *server),
            (None, None) => None,
        });
    }
}
