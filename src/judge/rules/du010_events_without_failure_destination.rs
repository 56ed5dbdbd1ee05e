//! A function whose failed events vanish.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend, words};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "DU010",
    slug: "du010_events_without_failure_destination",
    title: "Event handler without failure destination",
    pillar: Pillar::Durability,
    severity: Severity::Warning,
    when: "A Lambda function has an event connection from SNS, EventBridge or S3, dead_letter_queue false, and no \
           connection to an SQS queue that is marked is_dlq.",
    why: "After the retries the event is gone.",
    fix: "Give it a dead-letter queue, or connect it to a drawn one.",
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
    let keeps = |function: &Part<'_>| function.settings().flag("dead_letter_queue") || keeps_failures(*function);
    for function in facts.of_kinds(&["lambda"]).filter(|function| !keeps(function)) {
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

/// Whether its failed events go to a drawn dead-letter queue. That of a topic or bus does not count: it takes what
/// could not be handed over, not what the function failed on.
fn keeps_failures(function: Part<'_>) -> bool {
    function.links_out().any(|(link, head)| {
        matches!(link.kind, ConnectionKind::Request | ConnectionKind::Event)
            && head.kind() == "sqs"
            && head.settings().flag("is_dlq")
    })
}
