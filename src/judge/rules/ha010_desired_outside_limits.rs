//! A group whose desired capacity lies outside its limits.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA010",
    slug: "ha010_desired_outside_limits",
    title: "Desired capacity outside min and max",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "An Auto Scaling group, and not min_size <= desired_capacity <= max_size.",
    why: "AWS rejects it; the drawing cannot exist.",
    fix: "Move desired between minimum and maximum; where the minimum is above the maximum, raise the maximum.",
    trades: &["HA039", "HA041", "HA053"],
    source: "cfn-lint E3706; EC2 Auto Scaling guide",
    note: "Minimum and maximum are the fence, desired is where the group stands now. A group can never stand \
           outside its fence. If you need more, move the fence first.",
    path: false,
    bad: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2, "desired_capacity": 5, "max_size": 4}"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2, "desired_capacity": 3, "max_size": 4}"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for group in facts.of_kinds(&["asg"]) {
        let settings = group.settings();
        let size = |name: &str| settings.count(name);
        let (min, desired, max) = (size("min_size"), size("desired_capacity"), size("max_size"));
        if min <= desired && desired <= max {
            continue;
        }
        let name = group.label();
        let message = format!("{name} wants {desired} members between a minimum of {min} and a maximum of {max}; AWS rejects that.");
        let (top, mut mend) = (max.max(min), Mend::new(facts));
        if top != max {
            mend.set(group, "max_size", top);
        }
        if desired != desired.clamp(min, top) {
            mend.set(group, "desired_capacity", desired.clamp(min, top));
        }
        report.find(group, message).fix(mend.fix(format!("Bring the sizes of {name} in order")));
    }
}
