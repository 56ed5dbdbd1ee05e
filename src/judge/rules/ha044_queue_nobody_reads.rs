//! A queue that only fills.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::{self, Mend}, words};
use crate::judge::Severity;
use crate::model::{Connection, ConnectionKind};

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA044",
    slug: "ha044_queue_nobody_reads",
    title: "Queue nobody reads",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "An SQS queue has no event connection out of it, and is not marked is_dlq.",
    why: "Messages pile up until the retention deletes them.",
    fix: "Draw who reads it: an event connection from the queue to a function or a fleet.",
    trades: &["HA041"],
    source: "Book 14.2; SQS developer guide (message retention)",
    note: "Putting work into a queue is a promise to do it. Draw who keeps the promise: the connection leads from the \
           queue to its reader, because that is the way the work goes. A dead-letter queue is the exception: people \
           read it, so mark it as such.",
    path: false,
    bad: Example {
        sketch: r#"fn: lambda; jobs: sqs{"dead_letter_queue": true}; fn -> jobs"#,
        subject: "jobs",
    },
    good: Example {
        sketch: r#"fn: lambda; jobs: sqs{"dead_letter_queue": true}; work: lambda; fn -> jobs; jobs ~> work"#,
        subject: "jobs",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for queue in facts.of_kinds(&["sqs"]) {
        if queue.settings().flag("is_dlq") || queue.links_out().any(|(link, _)| link.kind == ConnectionKind::Event) {
            continue;
        }
        let name = queue.label();
        let writers: Vec<Part<'_>> =
            [queue.tails(ConnectionKind::Request), queue.tails(ConnectionKind::Event)].concat();
        let from = if writers.is_empty() { String::new() } else { format!(" from {}", words::names(&writers)) };
        let message = format!("Nobody reads {name}: what it gets{from} piles up until the retention deletes it.");
        let finding = report.find(queue, message);
        // A reader that does nothing else yet, in the same region.
        let mut mend = Mend::new(facts);
        let id = mend.fresh_id(&format!("{}-worker", queue.id()));
        let mut reader = mend::component(id.clone(), "lambda", queue.node().region);
        let hidden = queue.settings().count("visibility_timeout_seconds");
        // Its run must fit into the visibility timeout six times (DU011).
        reader.settings.insert("timeout".to_owned(), (hidden / 6).clamp(1, 3).into());
        let link = Connection::new(queue.id().as_str(), id.as_str(), ConnectionKind::Event);
        mend.add(vec![reader], vec![link]);
        finding.fix(mend.fix(format!("Let a function read {name}")));
    }
}
