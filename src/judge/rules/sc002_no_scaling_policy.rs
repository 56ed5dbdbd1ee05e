//! A fleet whose size nobody but people changes.

use serde_json::json;

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::{self, Mend}};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "SC002",
    slug: "sc002_no_scaling_policy",
    title: "No scaling policy",
    pillar: Pillar::Scalability,
    severity: Severity::Warning,
    when: "An Auto Scaling group, ECS or EKS service has no scaling policy.",
    why: "Capacity follows a person instead of load.",
    fix: "Add target tracking on the average CPU at 70 %.",
    trades: &[],
    source: "Book 17.2; WA REL07",
    note: "Target tracking works like a thermostat: you name a value, such as 70 % CPU, and the group adds or \
           removes members to hold it. It needs a metric that moves in proportion to the number of members; latency \
           and queue length do not.",
    path: false,
    bad: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2, "max_size": 4}"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2, "max_size": 4, "scaling_policies": [{"id": "cpu", "policy_type": "TargetTrackingScaling", "predefined_metric_type": "ASGAverageCPUUtilization", "target_value": 70}]}"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for fleet in facts.of_kinds(&["asg", "ecs_service", "eks"]) {
        if !fleet.settings().list("scaling_policies").is_empty() {
            continue;
        }
        let name = fleet.label();
        let message = format!("{name} has no scaling policy; its size follows a person, not the load.");
        if !fleet.is_clusterable() {
            report.find(fleet, format!("{message} Its application cannot run twice, so a policy could only replace it."));
            continue;
        }
        let metric = if fleet.kind() == "asg" { "ASGAverageCPUUtilization" } else { "ECSServiceAverageCPUUtilization" };
        let policies = json!([{
            "id": "cpu",
            "policy_type": "TargetTrackingScaling",
            "predefined_metric_type": metric,
            "target_value": 70
        }]);
        let label = format!("Let {name} follow its CPU load");
        let mut mend = Mend::new(facts);
        mend.set(fleet, "scaling_policies", policies);
        if fleet.kind() == "ecs_service" {
            room(&mut mend, fleet);
        }
        report.find(fleet, message).fix(mend.fix(label));
    }
}

/// Bounds of a service come into force with its first policy: it must be free to grow, and as far as it needs.
fn room<'f>(mend: &mut Mend<'f>, service: Part<'f>) {
    let settings = service.settings();
    let (least, most) = (settings.count("min_capacity"), settings.count("max_capacity"));
    let enough = mend::members_for(service.need(), service.zones().len()).unwrap_or(service.need());
    let wanted = enough.max(2 * settings.count("desired_count")).max(least + 1).max(2);
    if most <= least || most < service.need() {
        mend.set(service, "max_capacity", wanted.min(5000));
    }
}
