//! A load balancer that is enabled where it has nothing to call.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::Zone;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA051",
    slug: "ha051_enabled_zone_without_targets",
    title: "Enabled zone without targets",
    pillar: Pillar::Availability,
    severity: Severity::Advice,
    when: "An Application Load Balancer, or a Network Load Balancer with cross-zone balancing, has server or fleet \
           targets, and an enabled zone where no target can run.",
    why: "Works, but the zone adds no capacity and every request crosses zones.",
    fix: "Spread the fleet over the zones of the load balancer.",
    trades: &[],
    source: "ELB best practices (targets in all enabled zones)",
    note: "The load balancer can receive in that zone and answer from another. That is safe but it is not \
           redundancy. Match the zone lists and the latency and transfer bill shrink, too.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b,c]; web: asg[a,b]{"min_size": 3}; users -> lb -> web"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b,c]; web: asg[a,b,c]{"min_size": 3}; users -> lb -> web"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for lb in facts.balancers() {
        let targets = lb.targets();
        let crosses = lb.kind() == "alb" || lb.settings().flag("enable_cross_zone_load_balancing");
        let filled = |zone: &Zone| targets.iter().any(|target| target.target_zones().contains(zone));
        let empty: Vec<Zone> = lb.zones().iter().copied().filter(|zone| !filled(zone)).collect();
        if targets.is_empty() || !crosses || empty.is_empty() {
            continue;
        }
        let (zones, who) = (words::zones(&empty), words::names(&targets));
        let message = format!(
            "{} also receives requests in {zones}, where {who} cannot run; they cross to another zone and the zone adds nothing.",
            lb.label()
        );
        let finding = report.find(lb, message);
        if let [target] = targets.as_slice() {
            finding.cause(target.id());
        }
        for target in &targets {
            finding.about(target.id());
        }
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
