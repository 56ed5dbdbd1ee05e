//! How requests flow: what reaches each component, and the words that say why.

use zonewise::system::{System, Traffic};

use super::drawn;

/// What reaches each of these components: `id = requests: trace`.
#[track_caller]
fn check(components: &str, connections: &str, expected: &[&str]) {
    let design = drawn(components, connections);
    let system = System::of(&design);
    let traffic = Traffic::of(&system);
    for line in expected {
        let id = line.split(' ').next().unwrap();
        let flow = traffic.node(system.find(id).unwrap());
        assert_eq!(format!("{id} = {}: {}", flow.requests.normalize(), flow.trace), *line);
    }
}

const PARTS: &str = r#"{"id": "u", "type": "users", "settings": {"requests_per_month": 1000000}},
    {"id": "cdn", "type": "cloudfront", "settings": {"cache_hit_ratio": 0.9}},
    {"id": "s", "type": "s3", "in": "us-east-1"}, {"id": "api", "type": "api_gateway", "in": "us-east-1"},
    {"id": "f", "type": "lambda", "in": "us-east-1"}, {"id": "g", "type": "lambda", "in": "us-east-1"},
    {"id": "t", "type": "dynamodb", "in": "us-east-1"},
    {"id": "v", "type": "vpc", "in": "us-east-1"}, {"id": "alb", "type": "alb", "in": "v"},
    {"id": "w1", "type": "asg", "in": "v"}, {"id": "w2", "type": "asg", "in": "v"}, {"id": "w3", "type": "asg", "in": "v"},
    {"id": "db", "type": "rds", "in": "v"}"#;

fn call(from: &str, to: &str, rest: &str) -> String {
    format!(r#"{{"from": "{from}", "to": "{to}", "kind": "request"{rest}}}"#)
}

fn query(from: &str, to: &str, settings: &str) -> String {
    format!(r#"{{"from": "{from}", "to": "{to}", "kind": "data", "settings": {{{settings}}}}}"#)
}

#[test]
fn an_entry_sends_everything_over_each_connection() {
    let calls = [call("u", "cdn", ""), call("u", "api", ""), call("cdn", "s", "")].join(",");
    check(
        PARTS,
        &calls,
        &[
            "cdn = 1000000: 1,000,000 requests from u",
            "api = 1000000: 1,000,000 requests from u",
            "s = 100000: 1,000,000 requests from u x 10 % misses",
        ],
    );
    let calls = [
        call("u", "cdn", r#", "settings": {"requests_per_month": 250}"#),
        call("u", "api", r#", "settings": {"share": 0.25}"#),
    ]
    .join(",");
    check(PARTS, &calls, &["cdn = 250: 250 requests from u", "api = 250000: 1,000,000 requests from u x 25 %"]);
    let admin = call("u", "w1", r#", "settings": {"purpose": "admin"}"#);
    check(PARTS, &admin, &["w1 = 0: "]);
}

#[test]
fn dispatchers_divide_and_callers_multiply() {
    let calls = [
        call("u", "api", ""),
        call("api", "f", ""),
        call("api", "g", ""),
        query("f", "t", r#""calls_per_request": 3"#),
        query("g", "t", ""),
    ];
    check(
        PARTS,
        &calls.join(","),
        &[
            "f = 500000: 1,000,000 requests from u x 1/2 of them",
            "t = 2000000: 1,000,000 requests from u x 1/2 of them x 3 calls + 1,000,000 requests from u x 1/2 of them",
        ],
    );
    // Two target groups share equally; so do the members of one.
    let calls = [
        call("u", "alb", ""),
        call("alb", "w1", r#", "group": "site""#),
        call("alb", "w2", r#", "group": "site""#),
        call("alb", "w3", ""),
        query("w3", "db", ""),
    ];
    check(
        PARTS,
        &calls.join(","),
        &[
            "w1 = 250000: 1,000,000 requests from u x 1/4 of them",
            "w2 = 250000: 1,000,000 requests from u x 1/4 of them",
            "w3 = 500000: 1,000,000 requests from u x 1/2 of them",
            "db = 500000: 1,000,000 requests from u x 1/2 of them",
        ],
    );
    // What shares claim is theirs; the rest is divided.
    let calls = [
        call("u", "alb", ""),
        call("alb", "w1", r#", "settings": {"share": 0.6}"#),
        call("alb", "w2", ""),
        call("alb", "w3", ""),
    ];
    check(
        PARTS,
        &calls.join(","),
        &[
            "w1 = 600000: 1,000,000 requests from u x 60 %",
            "w2 = 200000: 1,000,000 requests from u x 1/2 of the 40 % left",
            "w3 = 200000: 1,000,000 requests from u x 1/2 of the 40 % left",
        ],
    );
    // A first choice takes everything.
    let calls = [
        call("u", "cdn", ""),
        call("cdn", "s", r#", "group": "origins""#),
        call("cdn", "alb", r#", "group": "origins", "primary": true"#),
    ];
    check(PARTS, &calls.join(","), &["alb = 100000: 1,000,000 requests from u x 10 % misses", "s = 0: "]);
}

#[test]
fn loops_end() {
    let calls = [call("u", "f", ""), call("f", "g", r#", "settings": {"calls_per_request": 2}"#), call("g", "f", "")];
    check(
        PARTS,
        &calls.join(","),
        &["f = 1000000: 1,000,000 requests from u", "g = 2000000: 1,000,000 requests from u x 2 calls"],
    );
    let design = drawn(PARTS, &calls.join(","));
    let system = System::of(&design);
    assert_eq!(Traffic::of(&system).loops.len(), 1);
    let estimate = zonewise::cost::estimate(&system, &zonewise::cost::Options::default());
    assert!(estimate.not_counted.iter().any(|entry| entry.what == "calls from g back to f" && !entry.incomplete));
}

#[test]
fn reads_and_writes_follow_the_actions() {
    for (settings, writes) in [
        (r#""actions": ["dynamodb:PutItem", "dynamodb:UpdateItem"]"#, "1000000"),
        (r#""actions": ["dynamodb:GetItem", "dynamodb:Query"]"#, "0"),
        (r#""actions": ["dynamodb:GetItem", "dynamodb:PutItem"]"#, "500000"),
        ("", "500000"),
        (r#""write_share": 0.1, "actions": ["dynamodb:GetItem"]"#, "100000"),
    ] {
        let design = drawn(PARTS, &[call("u", "f", ""), query("f", "t", settings)].join(","));
        let system = System::of(&design);
        let traffic = Traffic::of(&system);
        assert_eq!(traffic.node(system.find("t").unwrap()).writes.normalize().to_string(), writes, "{settings}");
    }
}

#[test]
fn answers_have_a_size() {
    let kb = |connections: &[String], id: &str| {
        let design = drawn(PARTS, &connections.join(","));
        let system = System::of(&design);
        let traffic = Traffic::of(&system);
        let flow = traffic.node(system.find(id).unwrap());
        (flow.answer_kb().round_dp(3).normalize().to_string(), flow.size_assumed.clone().unwrap_or_default())
    };
    let chain = [call("u", "alb", ""), call("alb", "w1", ""), query("w1", "db", "")];
    // What is handed on keeps its size; calls inside the system have one of their own.
    assert_eq!(kb(&chain, "w1"), ("100".into(), "answers of 100 KB".into()));
    assert_eq!(kb(&chain, "db"), ("4".into(), "4 KB a call inside the system".into()));
    let sized = [call("u", "w1", r#", "settings": {"payload_kb": 7}"#), query("w1", "db", r#""payload_kb": 64"#)];
    assert_eq!(kb(&sized, "w1"), ("7".into(), String::new()));
    assert_eq!(kb(&sized, "db"), ("64".into(), String::new()));
}
