//! A function whose failed events vanish.

use super::{Example, Facts, Pillar, Report, Rule, mend, words};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "DU010",
    slug: "du010_events_without_failure_destination",
    title: "Event handler without failure destination",
    pillar: Pillar::Durability,
    severity: Severity::Warning,
    when: "A Lambda function has an event connection from SNS, EventBridge or S3, and dead_letter_queue false.",
    why: "After the retries the event is gone.",
    fix: "Give it a dead-letter queue.",
    trades: &[],
    source: "checkov CKV_AWS_116; Config LAMBDA_DLQ_CHECK",
    note: "An event is handed to the function in the background: nobody waits for the answer, so nobody sees the \
           error. Lambda tries again twice and then drops the event. A dead-letter queue keeps it, so that it can \
           be looked at and replayed.",
    path: false,
    bad: Example {
        sketch: r#"up: s3{"versioning": true}; fn: lambda; up ~> fn"#,
        subject: "fn",
    },
    good: Example {
        sketch: r#"up: s3{"versioning": true}; fn: lambda{"dead_letter_queue": true}; up ~> fn"#,
        subject: "fn",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for function in facts.of_kinds(&["lambda"]).filter(|function| !function.settings().flag("dead_letter_queue")) {
        let mut sources = function.tails(ConnectionKind::Event);
        sources.retain(|source| matches!(source.kind(), "sns" | "eventbridge" | "s3"));
        if sources.is_empty() {
            continue;
        }
        let name = function.label();
        let message = format!(
            "{name} handles events from {}; when it fails on one and the retries are over, the event is gone.",
            words::names(&sources)
        );
        let label = format!("Keep the failed events of {name}");
        report.find(function, message).fix(mend::set(function, "dead_letter_queue", true, label));
    }
}
