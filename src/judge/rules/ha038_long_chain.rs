//! A request that needs many parts in a row.

use super::{Example, Facts, Pillar, Report, Rule};
use crate::judge::Severity;
use crate::model::Id;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA038",
    slug: "ha038_long_chain",
    title: "Long synchronous chain",
    pillar: Pillar::Availability,
    severity: Severity::Advice,
    when: "More than eight hard components are on a request path, not counting users and Route 53.",
    why: "Each hop multiplies in; nine parts at 99.99 % are 99.91 %.",
    fix: "Take one hop out: put a queue before it, or make it soft.",
    trades: &[],
    source: "Availability and Beyond (hard dependencies); Builders' Library",
    note: "In a chain every link must hold at the same time. Adding links lowers the product even when each is \
           excellent. Ask of each call whether the user really has to wait for it.",
    path: true,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; t1: dynamodb; t2: dynamodb; t3: dynamodb; t4: dynamodb; t5: dynamodb; t6: dynamodb; t7: dynamodb
                   users -> lb -> web => t1; web => t2; web => t3; web => t4; web => t5; web => t6; web => t7"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; t1: dynamodb; t2: dynamodb; t3: dynamodb; t4: dynamodb; t5: dynamodb; t6: dynamodb; t7: dynamodb
                   users -> lb -> web => t1; web => t2; web => t3; web => t4; web => t5; web => t6; web => t7 {"dependency": "soft"}"#,
        subject: "lb",
    },
    check,
};

/// The longest closure that is not remarked on.
const LIMIT: usize = 8;

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for (path, entry) in facts.request_paths() {
        let counts = |id: &&Id| facts.find(id).is_some_and(|part| !matches!(part.kind(), "users" | "route53"));
        let most = path.closure.len();
        let hops = if most > LIMIT { path.closure.iter().filter(counts).count() } else { most };
        if hops > LIMIT {
            let message = format!(
                "A request to {} needs {hops} components at the same time; each multiplies its own failures in.",
                entry.label()
            );
            report.find(entry, message);
        }
    }
}
