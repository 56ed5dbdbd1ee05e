//! A request path that heals, but not unnoticed.

use super::{Example, Facts, Pillar, Report, Rule, words};
use crate::judge::{Outcome, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA040",
    slug: "ha040_path_only_recovers",
    title: "Path only recovers",
    pillar: Pillar::Availability,
    severity: Severity::Advice,
    when: "Of a request path neither the worst instance nor the worst zone outcome is: fails, and at least one is: \
           recovers.",
    why: "Users see errors until recovery ends.",
    fix: "See the interruptions; raise the minimum of a group, or accept the time on purpose.",
    trades: &[],
    source: "Book (HA vs fault tolerance)",
    note: "Highly available means it heals; fault tolerant means you do not notice. Healing takes the time shown. \
           Decide whether that time is acceptable before paying for more.",
    path: true,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 1}; users -> lb -> web"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for (path, entry) in facts.request_paths() {
        let worst = path.instance.max(path.zone);
        if worst != Outcome::Recovers {
            continue;
        }
        let waits: Vec<String> = path
            .interruptions
            .iter()
            .map(|(id, time)| format!("{} ({})", facts.label(id), words::duration(*time)))
            .collect();
        let what = if waits.is_empty() { String::new() } else { format!(" of {}", words::list(&waits)) };
        let message =
            format!("A failure{what} is mended without anybody, but {} meanwhile.", words::stops(facts, path));
        let finding = report.find(entry, message);
        for (id, _) in &path.interruptions {
            finding.about(id);
        }
    }
}
