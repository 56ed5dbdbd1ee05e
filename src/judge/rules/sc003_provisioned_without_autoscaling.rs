//! A table with fixed capacity.

use super::{Example, Facts, Pillar, Report, Rule, mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "SC003",
    slug: "sc003_provisioned_without_autoscaling",
    title: "Provisioned table without auto scaling",
    pillar: Pillar::Scalability,
    severity: Severity::Warning,
    when: "A DynamoDB table has billing_mode PROVISIONED and autoscaling false.",
    why: "Throttling looks like an outage to users.",
    fix: "Bill it on demand.",
    trades: &[],
    source: "Config DYNAMODB_AUTOSCALING_ENABLED; checkov CKV2_AWS_16",
    note: "Provisioned capacity is a promise in both directions: you pay for it unused, and you are throttled above \
           it. On-demand billing takes what comes. For steady load, provisioned capacity with auto scaling is \
           cheaper.",
    path: false,
    bad: Example {
        sketch: r#"tbl: dynamodb{"billing_mode": "PROVISIONED", "point_in_time_recovery": true}"#,
        subject: "tbl",
    },
    good: Example {
        sketch: r#"tbl: dynamodb{"billing_mode": "PAY_PER_REQUEST", "point_in_time_recovery": true}"#,
        subject: "tbl",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for part in facts.of_kinds(&["dynamodb"]) {
        if part.settings().text("billing_mode") == "PROVISIONED" && !part.settings().flag("autoscaling") {
            let name = part.label();
            report.find(part, format!("{name} serves {} reads and {} writes a second and refuses the rest, which looks like an outage to its users.", part.settings().count("read_capacity"), part.settings().count("write_capacity"))).fix(mend::set(part, "billing_mode", "PAY_PER_REQUEST", format!("Bill {name} on demand")));
        }
    }
}
