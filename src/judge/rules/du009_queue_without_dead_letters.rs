//! A queue in which a message that cannot be handled goes round until it expires.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "DU009",
    slug: "du009_queue_without_dead_letters",
    title: "Queue without dead-letter queue",
    pillar: Pillar::Durability,
    severity: Severity::Warning,
    when: "An SQS queue has dead_letter_queue false, is not marked is_dlq, and has no event connection to another \
           SQS queue.",
    why: "A message that nobody can handle is tried again until it silently expires.",
    fix: "Give it a dead-letter queue, or draw one and an event connection to it.",
    trades: &[],
    source: "cdk-nag SQS3; WA REL",
    note: "Some messages can never be handled: a field is missing, an order was cancelled. Without a dead-letter queue \
           they come back after each visibility timeout, take the place of good ones, and vanish when the retention \
           ends. With one they are put aside after a few attempts, and an alarm on that queue tells you.",
    path: false,
    bad: Example {
        sketch: "jobs: sqs; fn: lambda; jobs ~> fn",
        subject: "jobs",
    },
    good: Example {
        sketch: r#"jobs: sqs{"dead_letter_queue": true}; fn: lambda; jobs ~> fn"#,
        subject: "jobs",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for queue in facts.of_kinds(&["sqs"]).filter(|queue| !is_safe(*queue)) {
        let name = queue.label();
        let message = format!("A message of {name} that nobody can handle is tried again until it expires; no dead-letter queue takes it.");
        let fix = mend::set(queue, "dead_letter_queue", true, format!("Give {name} a dead-letter queue"));
        report.find(queue, message).fix(fix);
    }
}

fn is_safe(queue: Part<'_>) -> bool {
    let drawn = || queue.heads(ConnectionKind::Event).iter().any(|head| head.kind() == "sqs" && *head != queue);
    queue.settings().flag("dead_letter_queue") || queue.settings().flag("is_dlq") || drawn()
}
