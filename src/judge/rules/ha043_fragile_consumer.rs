//! A consumer of messages that one loss stops.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::{Fix, Severity};
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA043",
    slug: "ha043_fragile_consumer",
    title: "Fragile message consumer",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "An event connection leads to an EC2 server, or to an Auto Scaling group or a container service that has \
           fewer than two units desired or fewer than two zones.",
    why: "Messages wait while it is down, and are dropped when their retention ends.",
    fix: "Let a fleet of two or more in two zones take the messages.",
    trades: &[],
    source: "Book 16.1.2 (figure 16.4), 17.3.2",
    note: "A queue forgives a worker that is slow or away, but not for ever: while nobody works, the promise that was \
           made to the user grows older, and after the retention it is broken. Keep two workers in two zones, and \
           scale them on the length of the queue.",
    path: false,
    bad: Example {
        sketch: r#"jobs: sqs{"dead_letter_queue": true}; work: asg[a,b]{"min_size": 1, "max_size": 4}; jobs ~> work"#,
        subject: "work",
    },
    good: Example {
        sketch: r#"jobs: sqs{"dead_letter_queue": true}; work: asg[a,b]{"min_size": 2, "max_size": 4}; jobs ~> work"#,
        subject: "work",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for consumer in facts.of_kinds(&["ec2", "asg", "ecs_service", "eks"]) {
        let sources = consumer.tails(ConnectionKind::Event);
        if sources.is_empty() {
            continue;
        }
        let (name, desired) = (consumer.label(), desired(consumer));
        let lone = consumer.kind() == "ec2";
        let zones = consumer.zones().len();
        let why = match (lone, desired < 2, zones < 2) {
            (true, _, _) => "it is one server".to_owned(),
            (_, true, true) => format!("it runs {} in {}", words::count(desired, "unit"), words::only(consumer.zones())),
            (_, true, false) => format!("it runs {}", words::count(desired, "unit")),
            (_, false, true) => format!("it runs in {}", words::only(consumer.zones())),
            _ => continue,
        };
        let message = format!(
            "The messages of {} wait while {name} is down, because {why}; what waits longer than the retention is lost.",
            words::names(&sources)
        );
        report.find(consumer, message).fix(if lone { None } else { strengthen(facts, consumer, desired) });
    }
}

/// How many units are wanted: of a group the desired capacity, of a service the count of tasks.
fn desired(consumer: Part<'_>) -> usize {
    let setting = if consumer.kind() == "asg" { "desired_capacity" } else { "desired_count" };
    match consumer.settings().whole(setting) {
        Some(count) => usize::try_from(count).unwrap_or(0),
        None => 1,
    }
}

/// Two units in two zones.
fn strengthen<'f>(facts: &'f Facts<'f>, consumer: Part<'f>, desired: usize) -> Option<Fix> {
    let mut mend = Mend::new(facts);
    if consumer.zones().len() < 2 {
        mend.spread(consumer)?;
        mend.reachable(consumer);
    }
    if desired < 2 && consumer.kind() == "asg" {
        mend.at_least(consumer, 2);
    } else if desired < 2 {
        mend.set(consumer, "desired_count", 2);
    }
    mend.fix(format!("Let two of {} in two zones take the messages", consumer.label()))
}
