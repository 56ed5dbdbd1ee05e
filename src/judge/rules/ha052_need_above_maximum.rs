//! A group that may never be as large as it needs to be.

use super::{Example, Facts, Pillar, Report, Rule, mend::{self, Mend}};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA052",
    slug: "ha052_need_above_maximum",
    title: "Need above the maximum",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A fleet needs more members (need) than it may have: an Auto Scaling group more than its max_size, an ECS \
           service with scaling policies more than its max_capacity.",
    why: "The group can never be large enough.",
    fix: "Raise the maximum to the need plus what one zone holds, and desired to the need.",
    trades: &[],
    source: "EC2 Auto Scaling guide",
    note: "The maximum is a safety belt against runaway cost. If it sits below what you need at peak, it is a \
           brake. Leave room for the peak plus the units a lost zone takes away.",
    path: false,
    bad: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2, "max_size": 4, "need": 5}"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2, "max_size": 10, "need": 5}"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for group in facts.of_kinds(&["asg", "ecs_service"]) {
        let Some((_, max)) = group.bounds() else { continue };
        let need = group.need();
        if need <= max {
            continue;
        }
        let (maximum, desired) = match group.kind() {
            "asg" => ("max_size", "desired_capacity"),
            _ => ("max_capacity", "desired_count"),
        };
        let name = group.label();
        let message = format!("{name} needs {need} members at peak but may have {max} at most.");
        let enough = mend::members_for(need, group.zones().len()).unwrap_or(need).min(1000);
        let mut mend = Mend::new(facts);
        mend.set(group, maximum, enough);
        if group.node().resilience.units.len() < need {
            mend.set(group, desired, need);
        }
        let fix = mend.fix(format!("Let {name} grow to {enough}"));
        report.find(group, message).fix(fix.filter(|_| enough >= need));
    }
}
