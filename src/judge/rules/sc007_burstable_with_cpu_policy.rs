//! A group of burstable instances that scales on CPU.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "SC007",
    slug: "sc007_burstable_with_cpu_policy",
    title: "CPU policy on burstable instances",
    pillar: Pillar::Scalability,
    severity: Severity::Warning,
    when: "An Auto Scaling group has a burstable instance type (t2, t3, t3a, t4g) and a scaling policy on CPU \
           utilisation.",
    why: "Out of credits, an instance is throttled to its baseline, and the policy adds members for a load that it \
           misreads.",
    fix: "Use an instance type with steady performance, or scale on another metric.",
    trades: &[],
    source: "EC2 user guide (CPU credits and baseline utilization); book 17.2.2",
    note: "A burstable instance earns credits while it idles and spends them under load. Its baseline is a fraction \
           of a core: 10 % on a t2.micro. Load tests look fine until the credits are gone. For steady load take a \
           fixed-performance type.",
    path: false,
    bad: Example {
        sketch: r#"web: asg[a,b]{"instance_type": "t3.micro", "min_size": 2, "max_size": 4, "scaling_policies": [{"id": "cpu", "policy_type": "TargetTrackingScaling", "predefined_metric_type": "ASGAverageCPUUtilization", "target_value": 70}]}"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"web: asg[a,b]{"instance_type": "m6i.large", "min_size": 2, "max_size": 4, "scaling_policies": [{"id": "cpu", "policy_type": "TargetTrackingScaling", "predefined_metric_type": "ASGAverageCPUUtilization", "target_value": 70}]}"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for group in facts.of_kinds(&["asg"]) {
        let kind = group.settings().text("instance_type");
        let burstable = ["t2.", "t3.", "t3a.", "t4g."].iter().any(|family| kind.starts_with(family));
        if !burstable || !group.settings().list("scaling_policies").iter().any(follows_cpu) {
            continue;
        }
        let name = group.label();
        let message = format!(
            "{name} scales on CPU load, but a {kind} only has a share of a core once its credits are used up; the measure then says little about the load."
        );
        let label = format!("Use m6i.large in {name}");
        report.find(group, message).fix(mend::set(group, "instance_type", "m6i.large", label));
    }
}

/// Whether a scaling policy reads CPU utilisation.
fn follows_cpu(policy: &serde_json::Value) -> bool {
    ["predefined_metric_type", "metric_name"]
        .iter()
        .filter_map(|name| policy.get(name)?.as_str())
        .any(|metric| metric.contains("CPUUtilization"))
}
