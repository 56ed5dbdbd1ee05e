//! A group whose maximum equals its minimum.

use super::{Example, Facts, Pillar, Report, Rule, mend, words};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "SC001",
    slug: "sc001_group_cannot_grow",
    title: "Group cannot grow",
    pillar: Pillar::Scalability,
    severity: Severity::Warning,
    when: "An Auto Scaling group has max_size equal to min_size, or an ECS service with scaling policies max_capacity \
           equal to min_capacity.",
    why: "Load beyond the fixed number is refused.",
    fix: "Raise the maximum to twice the minimum.",
    trades: &["HA053"],
    source: "cfn-lint E3712; book ch. 17",
    note: "Elasticity is why the cloud is worth its price: capacity follows demand both ways. A group with one size \
           heals, but it neither grows for a rush nor shrinks for the night. The maximum also bounds the bill.",
    path: false,
    bad: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2, "max_size": 2}"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2, "max_size": 4}"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for part in facts.of_kinds(&["asg", "ecs_service"]) {
        let Some((min, max)) = part.bounds() else { continue };
        let maximum = if part.kind() == "asg" { "max_size" } else { "max_capacity" };
        if max == min {
            let name = part.label();
            let message = format!("{name} is fixed at {}; load beyond that is refused.", words::count(max, "member"));
            if part.is_clusterable() {
                let wanted = (2 * min).clamp(2, 1000);
                report.find(part, message).fix(mend::set(part, maximum, wanted, format!("Let {name} grow to {wanted}")));
            } else {
                report.find(part, format!("{message} Its application cannot run twice, so only a larger member helps."));
            }
        }
    }
}
