//! Queues, topics, buses, alarms, logs, secrets, parameters and keys, each recomputed by hand from the tables.

use zonewise::cost::Options;

use super::{check, drawn, lines, priced};

fn priced_lines(components: &str, connections: &str) -> Vec<String> {
    lines(&priced(&drawn(components, connections), &Options::default()))
}

/// What is left out, in words.
fn left(components: &str, connections: &str) -> Vec<String> {
    let estimate = priced(&drawn(components, connections), &Options::default());
    let said = |entry: &zonewise::cost::NotCounted| {
        let owner = entry.component.as_ref().map_or("account", |id| id.as_str());
        format!("{}{owner}: {}: {}", if entry.incomplete { "!" } else { "" }, entry.what, entry.why)
    };
    estimate.not_counted.iter().map(said).collect()
}

const CHAIN: &str = r#"{"id": "u", "type": "users", "settings": {"requests_per_month": 2000000, "payload_kb": 0}},
    {"id": "q", "type": "sqs", "in": "us-east-1", "settings": {"dead_letter_queue": true}}"#;

#[test]
fn a_queue_pays_three_requests_a_message() {
    // 2,000,000 messages x 3 = 6 million requests at 0.40 = 2.40.
    let send = r#"{"from": "u", "to": "q", "kind": "request"}"#;
    let design = drawn(CHAIN, send);
    check(&design, &Options::default(), &["q | Requests | 6 million requests x 0.4 = 2.40"], "2.40");
    // The account's million free requests, once: 2.40 - 0.40.
    let free = Options { free_tier: true, ..Options::default() };
    assert_eq!(zonewise::cost::cents(priced(&design, &free).total.expected).to_string(), "2.00");
    // A message of 200 KB counts as four (NOTES 22), in FIFO at 0.50: 1,000,000 x 4 = 4 million = 2.00.
    let fifo = r#"{"id": "q", "type": "sqs", "in": "us-east-1", "settings": {"fifo_queue": true}, "usage": {"monthly_requests": 1000000, "request_size": 200}}"#;
    check(&drawn(fifo, ""), &Options::default(), &["q | Requests, FIFO | 4 million requests x 0.5 = 2.00"], "2.00");
    // 150 billion, tiers of the account: 100 at 0.40, 50 at 0.30 = 40,000 + 15,000 = 60,000 - 5,000.
    let large = r#"{"id": "q", "type": "sqs", "in": "us-east-1", "usage": {"monthly_requests": 150000000000}}"#;
    let expected = [
        "q | Requests | 150000 million requests x 0.4 = 60000.00",
        "account | Volume tier, sqs standard queue in us-east-1: requests (64 KB units) above 100,000,000,000 | 50000 million requests x -0.1 = -5000.00",
    ];
    check(&drawn(large, ""), &Options::default(), &expected, "55000.00");
}

#[test]
fn dead_letters_take_no_share_of_the_work() {
    // All 2,000,000 messages go to the function, none to the dead-letter queue: 2 million calls at 0.20 = 0.40.
    let components = format!(
        r#"{CHAIN}, {{"id": "f", "type": "lambda", "in": "us-east-1"}}, {{"id": "lost", "type": "sqs", "in": "us-east-1", "settings": {{"is_dlq": true}}}}"#
    );
    let links = r#"{"from": "u", "to": "q", "kind": "request"}, {"from": "q", "to": "f", "kind": "event"}, {"from": "q", "to": "lost", "kind": "event"}"#;
    let found = priced_lines(&components, links);
    assert!(found.contains(&"f | Requests | 2 million requests x 0.2 = 0.40".to_owned()), "{found:?}");
    assert!(!found.iter().any(|line| line.starts_with("lost")), "{found:?}");
    let left = left(&components, links);
    assert!(
        left.contains(
            &"lost: requests: how many messages fail is not estimated; monthly_requests would say".to_owned()
        ),
        "{left:?}"
    );
}

#[test]
fn a_topic_pays_publishes_and_people() {
    // 3,000,000 publishes at 0.50 = 1.50; queues and functions are free; e-mail 30 x 100k at 2.00 = 60.00;
    // HTTPS 3 million at 0.60 = 1.80.
    let components = r#"{"id": "u", "type": "users", "settings": {"requests_per_month": 3000000, "payload_kb": 0}},
        {"id": "ops", "type": "users", "settings": {"requests_per_month": 0}},
        {"id": "t", "type": "sns", "in": "us-east-1"}, {"id": "q", "type": "sqs", "in": "us-east-1", "usage": {"monthly_requests": 0}}"#;
    let links = r#"{"from": "u", "to": "t", "kind": "request"}, {"from": "t", "to": "q", "kind": "event"},
        {"from": "t", "to": "ops", "kind": "event"}, {"id": "hook", "from": "t", "to": "ops", "kind": "event", "settings": {"protocol": "https"}}"#;
    let expected = [
        "t | Publishes | 3 million requests x 0.5 = 1.50",
        "t | Deliveries, HTTP | 3 million deliveries x 0.6 = 1.80",
        "t | Deliveries, e-mail | 30 100k deliveries x 2 = 60.00",
    ];
    check(&drawn(components, links), &Options::default(), &expected, "63.30");
    // FIFO, 1,000,000 messages of 4 KB to two queues: publishes 0.30; 1e6 x 4 / 1,048,576 = 3.814697266 GB x 0.017 =
    // 0.064850; deliveries 2 million x 0.01 = 0.02; 7.629394531 GB x 0.001 = 0.007629.
    let fifo = r#"{"id": "t", "type": "sns", "in": "us-east-1", "settings": {"fifo_topic": true}, "usage": {"monthly_requests": 1000000}},
        {"id": "a", "type": "sqs", "in": "us-east-1", "usage": {"monthly_requests": 0}}, {"id": "b", "type": "sqs", "in": "us-east-1", "usage": {"monthly_requests": 0}}"#;
    let links = r#"{"from": "t", "to": "a", "kind": "event"}, {"from": "t", "to": "b", "kind": "event"}"#;
    let estimate = priced(&drawn(fifo, links), &Options::default());
    assert_eq!(estimate.total.expected.round_dp(6).to_string(), "0.392479");
}

#[test]
fn a_bus_pays_what_components_put_on_it_and_a_schedule_drives_its_target() {
    // 5,000,000 events at 1.00 a million = 5.00.
    let components = r#"{"id": "u", "type": "users", "settings": {"requests_per_month": 5000000, "payload_kb": 0}}, {"id": "bus", "type": "eventbridge", "in": "us-east-1"}"#;
    check(
        &drawn(components, r#"{"from": "u", "to": "bus", "kind": "request"}"#),
        &Options::default(),
        &["bus | Custom events | 5 million events x 1 = 5.00"],
        "5.00",
    );
    // Every five minutes: 730 x 12 = 8,760 runs, of 100 ms with 128 MB: 8,760 x 0.1 x 0.125 = 109.5 GB-s.
    let clock = r#"{"id": "clock", "type": "eventbridge", "in": "us-east-1", "settings": {"schedule_expression": "rate(5 minutes)"}}, {"id": "f", "type": "lambda", "in": "us-east-1"}"#;
    let found = priced_lines(clock, r#"{"from": "clock", "to": "f", "kind": "event"}"#);
    assert_eq!(found[0], "f | Requests | 0.00876 million requests x 0.2 = 0.00", "{found:?}");
    assert!(found[1].starts_with("f | Duration, x86 | 109.5 GB-second"), "{found:?}");
}

#[test]
fn alarms_count_the_metrics_that_they_watch() {
    // Two watched queues at 0.10, one fast alarm at 0.30.
    let components = r#"{"id": "a", "type": "sqs", "in": "us-east-1", "usage": {"monthly_requests": 0}}, {"id": "b", "type": "sqs", "in": "us-east-1", "usage": {"monthly_requests": 0}},
        {"id": "duty", "type": "sns", "in": "us-east-1"}, {"id": "fast", "type": "cloudwatch_alarm", "in": "us-east-1", "settings": {"period": 10}},
        {"id": "watch", "type": "cloudwatch_alarm", "in": "us-east-1"}"#;
    let links = r#"{"from": "a", "to": "watch", "kind": "management"}, {"from": "b", "to": "watch", "kind": "management"}, {"from": "a", "to": "fast", "kind": "management"},
        {"from": "watch", "to": "duty", "kind": "management"}, {"from": "fast", "to": "duty", "kind": "management"}"#;
    let expected = [
        "fast | Alarm, high resolution | 1 month x 0.3 = 0.30",
        "watch | Alarm, standard resolution | 2 month x 0.1 = 0.20",
    ];
    check(&drawn(components, links), &Options::default(), &expected, "0.50");
}

#[test]
fn logs_grow_with_the_requests_of_those_who_write() {
    // 10,485,760 requests x 1 KB = 10 GB at 0.50 = 5.00; 4 GB kept at 0.03 = 0.12; 100 GB searched at 0.005 = 0.50.
    let components = r#"{"id": "u", "type": "users", "settings": {"requests_per_month": 10485760, "payload_kb": 0}}, {"id": "api", "type": "api_gateway", "in": "us-east-1", "settings": {"protocol_type": "HTTP"}},
        {"id": "log", "type": "cloudwatch_logs", "in": "us-east-1", "usage": {"storage_gb": 4, "monthly_data_scanned_gb": 100}}"#;
    let links = r#"{"from": "u", "to": "api", "kind": "request"}, {"from": "api", "to": "log", "kind": "management"}"#;
    let found = priced_lines(components, links);
    let of_log: Vec<&String> = found.iter().filter(|line| line.starts_with("log")).collect();
    let expected = [
        "log | Ingestion | 10 GB x 0.5 = 5.00",
        "log | Storage | 4 GB-month x 0.03 = 0.12",
        "log | Searches | 100 GB x 0.005 = 0.50",
    ];
    assert_eq!(of_log, expected, "{found:?}");
    // Infrequent access at 0.25, two KB a request.
    let rare =
        components.replace(r#""usage": {"#, r#""settings": {"log_group_class": "INFREQUENT_ACCESS"}, "usage": {"#);
    let links = links.replace(r#""kind": "management""#, r#""kind": "management", "settings": {"payload_kb": 2}"#);
    let found = priced_lines(&rare, &links);
    assert!(found.contains(&"log | Ingestion, infrequent access | 20 GB x 0.25 = 5.00".to_owned()), "{found:?}");
}

#[test]
fn secrets_parameters_and_keys_cost_by_the_month() {
    // 0.40 + 20,000 calls / 10,000 x 0.05 = 0.50; an advanced parameter for half the month 0.025, 10,000 calls 0.05;
    // a standard one 0; a key 1.00 and 1,000,000 requests / 10,000 x 0.03 = 3.00.
    let components = r#"{"id": "a", "type": "secrets_manager", "in": "us-east-1", "usage": {"monthly_requests": 20000}},
        {"id": "b", "type": "ssm_parameter", "in": "us-east-1", "settings": {"tier": "Advanced"}, "usage": {"parameter_storage_hrs": 365, "monthly_api_interactions": 10000}},
        {"id": "c", "type": "ssm_parameter", "in": "us-east-1"}, {"id": "d", "type": "kms", "in": "us-east-1", "usage": {"monthly_requests": 1000000}}"#;
    let expected = [
        "a | Secret | 1 month x 0.4 = 0.40",
        "a | API calls | 2 10k requests x 0.05 = 0.10",
        "b | Advanced parameter | 0.5 month x 0.05 = 0.03",
        "b | API calls | 1 10k interactions x 0.05 = 0.05",
        "c | Standard parameter | 1 month x 0 = 0.00",
        "d | Key | 1 month x 1 = 1.00",
        "d | Requests | 100 10k requests x 0.03 = 3.00",
    ];
    check(&drawn(components, ""), &Options::default(), &expected, "4.58");
}

#[test]
fn what_is_told_to_people_closes_no_loop() {
    let components = r#"{"id": "u", "type": "users", "settings": {"requests_per_month": 1000000, "payload_kb": 0}},
        {"id": "f", "type": "lambda", "in": "us-east-1"}, {"id": "t", "type": "sns", "in": "us-east-1"}"#;
    let links = r#"{"from": "u", "to": "f", "kind": "request"}, {"from": "f", "to": "t", "kind": "request"}, {"from": "t", "to": "u", "kind": "event"}"#;
    assert!(!left(components, links).iter().any(|entry| entry.contains("loop")));
    // A million publishes 0.50, ten times 100,000 e-mails 20.00.
    let found = priced_lines(components, links);
    assert!(found.contains(&"t | Deliveries, e-mail | 10 100k deliveries x 2 = 20.00".to_owned()), "{found:?}");
}

#[test]
fn what_is_read_at_start_is_no_traffic() {
    let components = r#"{"id": "u", "type": "users", "settings": {"requests_per_month": 1000000, "payload_kb": 0}}, {"id": "v", "type": "vpc", "in": "us-east-1"}, {"id": "n", "type": "nat_gateway", "in": "v", "tier": "public"},
        {"id": "f", "type": "lambda", "in": "v", "tier": "private"}, {"id": "s", "type": "secrets_manager", "in": "us-east-1"}"#;
    let links = r#"{"from": "u", "to": "f", "kind": "request"}, {"from": "f", "to": "s", "kind": "data"}"#;
    let left = left(components, links);
    assert!(left.iter().any(|entry| entry.starts_with("n: data processed: nothing drawn is fetched")), "{left:?}");
    let found = priced_lines(components, links);
    assert!(!found.iter().any(|line| line.contains("Data processed")), "{found:?}");
    // Where every request reads it, the connection says so.
    let each = links.replace(r#""kind": "data""#, r#""kind": "data", "settings": {"calls_per_request": 1}"#);
    let found = priced_lines(components, &each);
    assert!(found.iter().any(|line| line.starts_with("n | Data processed")), "{found:?}");
}

#[test]
fn what_has_no_price_or_figure_is_named() {
    let components = r#"{"id": "q", "type": "sqs", "in": "us-east-1"}, {"id": "k", "type": "kms", "in": "us-east-1"}, {"id": "l", "type": "cloudwatch_logs", "in": "us-east-1"},
        {"id": "b", "type": "eventbridge", "in": "us-east-1"}, {"id": "x", "type": "eventbridge", "in": "eu-west-1", "usage": {"monthly_custom_events": 5}}, {"id": "t", "type": "sns", "in": "us-east-1"}"#;
    let expected = [
        "b: events: AWS's own events and schedules are free, and no component puts events on the bus",
        "!k: requests: monthly_requests is not set",
        "!l: ingestion: nothing that is connected says how much is written, and monthly_data_ingested_gb is not set",
        "!l: storage: storage_gb is not set",
        "!q: requests: no traffic given: nothing that sends requests leads here, and monthly_requests is not set",
        "!t: requests: no traffic given: nothing that sends requests leads here, and monthly_requests is not set",
        "!x: custom events: no price in eu-west-1 for custom events, events (64 KB units)",
    ];
    assert_eq!(left(components, ""), expected);
}
