//! A queue that hands a message out again while a function still works on it.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend, words};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "DU011",
    slug: "du011_visibility_too_short",
    title: "Visibility timeout too short",
    pillar: Pillar::Durability,
    severity: Severity::Warning,
    when: "An SQS queue has an event connection to a Lambda function whose timeout times 6 is greater than the queue's \
           visibility_timeout_seconds.",
    why: "A message is handed out again while the first copy is being processed.",
    fix: "Set the visibility timeout to six times the function's timeout.",
    trades: &[],
    source: "cdk-nag LambdaEventSourceSQSVisibilityTimeout; Lambda developer guide (using Lambda with SQS); book 14.2.6",
    note: "A message that has been taken is only hidden, not gone. When the function is slow, is throttled, or tries a \
           batch again, the time runs out, and somebody else gets the same message: the work is done twice, and the \
           dead-letter queue fills with messages that were handled. Six times the function's timeout leaves room for \
           its retries.",
    path: false,
    bad: Example {
        sketch: r#"jobs: sqs{"dead_letter_queue": true}; fn: lambda{"timeout": 10}; jobs ~> fn"#,
        subject: "jobs",
    },
    good: Example {
        sketch: r#"jobs: sqs{"dead_letter_queue": true, "visibility_timeout_seconds": 60}; fn: lambda{"timeout": 10}; jobs ~> fn"#,
        subject: "jobs",
    },
    check,
};

/// How many runs of the function a message stays hidden for.
const RUNS: usize = 6;
/// The longest visibility timeout that SQS takes, in seconds.
const LONGEST: usize = 43_200;

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for queue in facts.of_kinds(&["sqs"]) {
        let hidden = queue.settings().count("visibility_timeout_seconds");
        let needed = |function: &Part<'_>| function.settings().count("timeout").saturating_mul(RUNS);
        let mut functions = queue.heads(ConnectionKind::Event);
        functions.retain(|head| head.kind() == "lambda" && needed(head) > hidden);
        let Some(longest) = functions.iter().map(needed).max() else { continue };
        let name = queue.label();
        let run = longest / RUNS;
        let message = format!(
            "{name} hands a message out again after {hidden} s, while {} may still work on it: a run takes up to {run} s, and with its retries {longest} s.",
            words::names(&functions)
        );
        let label = format!("Hide the messages of {name} for {longest} s");
        let fix = (longest <= LONGEST).then(|| mend::set(queue, "visibility_timeout_seconds", longest, label)).flatten();
        report.find(queue, message).fix(fix);
    }
}
