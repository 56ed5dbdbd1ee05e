//! The rules of queues, alarms and secrets: where each speaks and where it does not, and its fixes on random designs.

use serde_json::json;
use zonewise::catalog;
use zonewise::judge::rules;
use zonewise::model::{Connection, ConnectionKind, Design};

use super::fixes::wrong_fixes;
use super::{example, judge, of, subject};
use crate::support::cases;
use crate::support::random::{self, Options, Rng};

/// Everything that is judged, priced and exported with queues, topics, buses, alarms, logs, secrets and keys.
pub const TYPES: &[&str] = &[
    "users",
    "vpc",
    "cloudfront",
    "s3",
    "api_gateway",
    "lambda",
    "dynamodb",
    "alb",
    "asg",
    "rds",
    "efs",
    "nat_gateway",
    "sqs",
    "sqs",
    "sns",
    "eventbridge",
    "cloudwatch_alarm",
    "cloudwatch_logs",
    "secrets_manager",
    "ssm_parameter",
    "kms",
];

/// A random design with settings that these services read.
pub fn varied(seed: u64, plannable: bool) -> Design {
    let mut design = random::design(seed, &Options { components: 12, types: TYPES, ..Options::ODD });
    let mut rng = Rng::new(seed ^ 7);
    let settings = [
        ("sqs", "is_dlq", json!(true)),
        ("sqs", "dead_letter_queue", json!(true)),
        ("sqs", "fifo_queue", json!(true)),
        ("sqs", "visibility_timeout_seconds", json!(5)),
        ("sqs", "receive_wait_time_seconds", json!(20)),
        ("sns", "fifo_topic", json!(true)),
        ("sns", "display_name", json!("Somebody")),
        ("eventbridge", "schedule_expression", json!("rate(5 minutes)")),
        ("eventbridge", "event_pattern", json!({"source": ["a.b"]})),
        ("eventbridge", "event_bus_name", json!("default")),
        ("cloudwatch_alarm", "metric_name", json!("Jobs")),
        ("cloudwatch_alarm", "namespace", json!("App")),
        ("cloudwatch_alarm", "dimensions", json!({"A": "id", "B": "x"})),
        ("cloudwatch_alarm", "period", json!(10)),
        ("cloudwatch_logs", "retention_in_days", json!(17)),
        ("cloudwatch_logs", "log_group_class", json!("INFREQUENT_ACCESS")),
        ("secrets_manager", "automatically_after_days", json!(7)),
        ("secrets_manager", "recovery_window_in_days", json!(3)),
        ("ssm_parameter", "type", json!("SecureString")),
        ("ssm_parameter", "name", json!("db_password")),
        ("ssm_parameter", "value", json!("on")),
        ("ssm_parameter", "tier", json!("Advanced")),
        ("kms", "enable_key_rotation", json!(true)),
        ("kms", "multi_region", json!(true)),
        ("lambda", "timeout", json!(30)),
        ("lambda", "dead_letter_queue", json!(true)),
    ];
    consumers(&mut design, &mut rng);
    for component in design.components.values_mut() {
        for (kind, name, value) in &settings {
            if component.kind == *kind && rng.percent(if plannable { 15 } else { 25 }) {
                component.settings.insert((*name).to_owned(), value.clone());
            }
        }
    }
    design
}

/// Hands the events of most sources to something that works on them.
fn consumers(design: &mut Design, rng: &mut Rng) {
    let of = |design: &Design, kinds: &[&str]| -> Vec<zonewise::model::Id> {
        let parts = design.components.values().filter(|component| kinds.contains(&component.kind.as_str()));
        parts.map(|component| component.id.clone()).collect()
    };
    let consumers = of(design, &["lambda", "asg"]);
    for source in of(design, &["sqs", "sns", "eventbridge"]) {
        if consumers.is_empty() || rng.percent(30) {
            continue;
        }
        let consumer = rng.pick(&consumers).clone();
        let kinds = [&source, &consumer].map(|id| design.components[id].kind.clone());
        if catalog::legal(&kinds[0], ConnectionKind::Event, &kinds[1]) {
            random::link(design, Connection::new(source, consumer, ConnectionKind::Event));
        }
    }
}

/// The subjects of a rule's findings in a sketch.
#[track_caller]
fn check(rule: &str, sketch: &str, subjects: &[&str]) {
    let found: Vec<String> = of(&judge(&example(sketch)).findings, rule).into_iter().map(subject).collect();
    assert_eq!(found, subjects, "{rule}: {sketch}");
}

#[test]
fn queues_without_dead_letters() {
    check("DU009", "q: sqs; fn: lambda; q ~> fn", &["q"]);
    check("DU009", r#"q: sqs{"is_dlq": true}"#, &[]);
    check("DU009", r#"q: sqs; lost: sqs{"is_dlq": true}; q ~> lost"#, &[]);
    // Any other queue takes them; only the first is safe.
    check("DU009", "q: sqs; r: sqs; q ~> r", &["r"]);
    check("DU009", r#"q: sqs{"fifo_queue": true}; r: sqs{"dead_letter_queue": true}"#, &["q"]);
}

#[test]
fn queues_that_nobody_reads() {
    check("HA044", "fn: lambda; q: sqs; fn -> q", &["q"]);
    check("HA044", "fn: lambda; q: sqs; q ~> fn", &[]);
    check("HA044", r#"q: sqs{"is_dlq": true}; r: sqs; r ~> q"#, &[]);
}

#[test]
fn messages_that_come_back_too_soon() {
    check("DU011", r#"q: sqs; fn: lambda{"timeout": 5}; q ~> fn"#, &[]);
    check("DU011", r#"q: sqs; fn: lambda{"timeout": 6}; q ~> fn"#, &["q"]);
    check("DU011", r#"q: sqs{"visibility_timeout_seconds": 5400}; fn: lambda{"timeout": 900}; q ~> fn"#, &[]);
    check("DU011", r#"q: sqs{"visibility_timeout_seconds": 17}; fn: lambda; q ~> fn"#, &["q"]);
    // A function that only writes into it does not count.
    check("DU011", r#"q: sqs; fn: lambda{"timeout": 60}; fn -> q"#, &[]);
}

#[test]
fn fragile_consumers() {
    for (consumer, fragile) in [
        (r#"w: asg[a,b]{"min_size": 2}"#, false),
        (r#"w: asg[a,b]{"min_size": 1}"#, true),
        (r#"w: asg[a,b]{"min_size": 1, "desired_capacity": 2, "max_size": 2}"#, false),
        (r#"w: asg[a]{"min_size": 4}"#, true),
        ("w: lambda", false),
    ] {
        check("HA043", &format!("q: sqs; {consumer}; q ~> w"), if fragile { &["w"] } else { &[] });
    }
    // Requests are another matter.
    check("HA043", r#"users: users; w: asg[a,b]{"min_size": 1}; lb: alb[a,b]; users -> lb -> w"#, &[]);
}

#[test]
fn alarms_that_tell_nobody() {
    check("OP002", "w: cloudwatch_alarm; lb: alb[a,b]; lb -management-> w", &["w"]);
    check("OP002", "w: cloudwatch_alarm; t: sns; t -management-> w", &["w"]);
    for head in ["t: sns", "t: asg[a,b]"] {
        check("OP002", &format!("w: cloudwatch_alarm; {head}; w -management-> t"), &[]);
    }
    check("OP002", "w: cloudwatch_alarm; t: sqs; w -management-> t", &["w"]);
}

#[test]
fn events_that_fail() {
    check("DU010", "t: sns; fn: lambda; t ~> fn", &["fn"]);
    check("DU010", "t: eventbridge; fn: lambda; t ~> fn", &["fn"]);
    check("DU010", r#"t: sns; fn: lambda; lost: sqs{"is_dlq": true}; t ~> fn; fn -> lost"#, &[]);
    // The topic's dead letters are what it could not hand over, not what the function failed on.
    check("DU010", r#"t: sns; fn: lambda; lost: sqs{"is_dlq": true}; t ~> fn; t ~> lost"#, &["fn"]);
    check("DU010", "q: sqs; fn: lambda; q ~> fn", &[]);
}

#[test]
fn parameters_in_clear() {
    check("SE007", r#"p: ssm_parameter{"name": "/app/db_password"}"#, &["p"]);
    check("SE007", r#"p: ssm_parameter{"name": "/app/api-key", "type": "String", "value": "x"}"#, &["p"]);
    check("SE007", "token: ssm_parameter", &["token"]);
    check("SE007", r#"p: ssm_parameter{"name": "/app/db_password", "type": "SecureString"}"#, &[]);
    check("SE007", r#"p: ssm_parameter{"name": "/app/mode", "value": "on"}"#, &[]);
    check("SE007", "monkey: ssm_parameter", &[]);
}

#[test]
fn every_fix_of_random_designs_with_queues_mends_it_and_nothing_else_breaks() {
    let (mut wrong, mut fired) = (Vec::new(), std::collections::BTreeSet::new());
    for seed in 0..cases(150) {
        let design = varied(seed, false);
        fired.extend(judge(&design).findings.iter().map(|finding| finding.rule));
        wrong.extend(wrong_fixes(&design).into_iter().map(|what| format!("seed {seed}: {what}")));
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n"));
    for id in ["DU009", "DU011", "HA043", "HA044", "OP002", "SE007"] {
        assert!(rules::find(id).is_some() && fired.contains(id), "{id} never fires");
    }
}
