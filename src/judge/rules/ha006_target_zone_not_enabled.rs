//! Targets that a load balancer does not reach because their zone is not enabled on it.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::Zone;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA006",
    slug: "ha006_target_zone_not_enabled",
    title: "Target zone not enabled on the load balancer",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A server or fleet target can run in a zone that is missing from the zones of its load balancer. The \
           subject is the load balancer.",
    why: "Targets there are registered but receive no traffic.",
    fix: "Enable the missing zones on the load balancer.",
    trades: &[],
    source: "ELB guide \"Update the Availability Zones\"",
    note: "You can register a server in a zone the load balancer does not serve, and it will sit there idle. A \
           third of your capacity may be paid for and unreachable. Keep the two zone lists equal.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b,c]{"min_size": 3}; users -> lb -> web"#,
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
        let lacks = |target: &Part<'_>| target.target_zones().iter().any(|zone| !lb.zones().contains(zone));
        let targets: Vec<Part<'_>> = lb.targets().into_iter().filter(lacks).collect();
        if targets.is_empty() {
            continue;
        }
        let mut missing: Vec<Zone> = Vec::new();
        for zone in targets.iter().flat_map(|target| target.target_zones()) {
            if !lb.zones().contains(zone) && !missing.contains(zone) {
                missing.push(*zone);
            }
        }
        let (who, zones) = (words::names(&targets), words::zones(&missing));
        let message = format!(
            "{who} can run in {zones}, which {} does not serve: whatever runs there is paid for and gets no request.",
            lb.label()
        );
        let finding = report.find(lb, message);
        for target in &targets {
            finding.about(target.id());
        }
        let mut mend = Mend::new(facts);
        for zone in missing {
            mend.widen(lb, zone);
        }
        finding.fix(mend.fix(format!("Enable {zones} on {}", lb.label())));
    }
}
