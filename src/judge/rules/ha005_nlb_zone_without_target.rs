//! A zone of a Network Load Balancer that has no target and cannot borrow one.

use super::mend::{self, Mend};
use super::{Example, Facts, Pillar, Report, Rule, words};
use crate::judge::Severity;
use crate::model::Zone;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA005",
    slug: "ha005_nlb_zone_without_target",
    title: "NLB zone without a target while cross-zone is off",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "A Network Load Balancer without cross-zone balancing has a server or fleet target, and is enabled in a \
           zone in which no target can run.",
    why: "The zone leaves DNS, or sends clients to nothing while DNS catches up.",
    fix: "Switch cross-zone balancing on, or spread a fleet over the zone.",
    trades: &[],
    source: "ELB guide, target groups; checkov CKV_AWS_152; Config NLB_CROSS_ZONE_LOAD_BALANCING_ENABLED",
    note: "With cross-zone balancing off, each node of the load balancer talks only to targets beside it. A zone \
           without targets is taken out of DNS, so it adds no safety at all. Either put targets there, or let the \
           nodes reach across.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: nlb[a,b,c]; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: nlb[a,b,c]{"enable_cross_zone_load_balancing": true}; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for lb in facts.of_kinds(&["nlb"]) {
        let targets = lb.targets();
        let filled = |zone: &Zone| targets.iter().any(|target| target.target_zones().contains(zone));
        let empty: Vec<Zone> = lb.zones().iter().copied().filter(|zone| !filled(zone)).collect();
        if targets.is_empty() || empty.is_empty() || lb.settings().flag("enable_cross_zone_load_balancing") {
            continue;
        }
        let (name, zones, who) = (lb.label(), words::zones(&empty), words::names(&targets));
        let message = format!(
            "{name} is enabled in {zones}, where {who} cannot run; without cross-zone balancing whoever arrives there reaches nothing."
        );
        let finding = report.find(lb, message);
        for target in &targets {
            finding.about(target.id());
        }
        let label = format!("Let {name} use targets in other zones");
        finding.fix(mend::set(lb, "enable_cross_zone_load_balancing", true, label));
        let fleet = targets.iter().find(|target| target.node().service.is_fleet());
        finding.fix(fleet.and_then(|fleet| {
            let mut mend = Mend::new(facts);
            for zone in &empty {
                mend.widen(*fleet, *zone);
            }
            mend.fix(format!("Spread {} to {zones}", fleet.label()))
        }));
    }
}
