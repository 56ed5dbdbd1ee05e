//! A fleet over several zones that may shrink to one member.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA009",
    slug: "ha009_fleet_floor_below_two",
    title: "Fleet floor below two",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "A fleet with two or more zones has a floor below 2 (Auto Scaling group: min_size; container services and \
           Beanstalk: desired count; a single-instance environment counts 1). Advice instead of a warning when the \
           application cannot run twice (clusterable false), and when the fleet is on no request path.",
    why: "Failure is repaired, not tolerated; minutes of downtime each time.",
    fix: "Set the minimum to 2, and with it desired and maximum where they are lower.",
    trades: &[],
    source: "Book 13.3.1, 17.1; WA REL10",
    note: "One running copy in two possible zones is a recovery plan, not redundancy. When it dies, users wait \
           until a new machine boots and the application starts: about ten minutes in the book's example. For many \
           internal tools that is fine; say so on purpose.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 1, "max_size": 4}; users -> lb -> web"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2, "max_size": 4}; users -> lb -> web"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for fleet in facts.fleets().filter(|fleet| fleet.zones().len() >= 2 && fleet.floor() < 2) {
        let (name, floor, zones) = (fleet.label(), fleet.floor(), words::zones(fleet.zones()));
        let size = if fleet.kind() == "asg" { "may shrink to" } else { "keeps no more than" };
        let start = format!("{name} {size} {floor} in {zones}");
        let (severity, message) = if !fleet.is_clusterable() {
            (Severity::Advice, format!(
                "{start}; its application cannot run twice, so a failure always means waiting for a replacement."
            ))
        } else if fleet.is_on_request_path() {
            (Severity::Warning, format!("{start}; a failure is then repaired, not tolerated: requests wait for a new member."))
        } else {
            (Severity::Advice, format!("{start}; nobody waits for it directly, so a failure delays its work by one start."))
        };
        let fix = (fleet.is_clusterable() && fleet.has_size()).then(|| {
            let mut mend = Mend::new(facts);
            mend.at_least(fleet, 2);
            mend.fix(format!("Keep at least 2 members in {name}"))
        });
        report.find(fleet, message).severity(severity).fix(fix.flatten());
    }
}
