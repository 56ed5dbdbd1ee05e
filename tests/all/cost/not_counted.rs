//! What has no price or no quantity is named, never zero and never filled in.

use zonewise::cost::{Options, cents};

use super::{drawn, priced};

/// What is left out: `component: what: why`, with `!` where the estimate is incomplete for it. That the VPC `v` is
/// free is not repeated.
#[track_caller]
fn check(components: &str, connections: &str, region: Option<&str>, expected: &[&str]) {
    let options = Options { region: region.map(str::to_owned), ..Options::default() };
    let estimate = priced(&drawn(components, connections), &options);
    let found: Vec<String> = estimate
        .not_counted
        .iter()
        .filter(|entry| entry.component.as_ref().is_none_or(|id| id.as_str() != "v"))
        .map(|entry| {
            let owner = entry.component.as_ref().map_or("account", |id| id.as_str());
            format!("{}{owner}: {}: {}", if entry.incomplete { "!" } else { "" }, entry.what, entry.why)
        })
        .collect();
    assert_eq!(found.join("\n"), expected.join("\n"));
    assert_eq!(estimate.complete, !expected.iter().any(|entry| entry.starts_with('!')));
}

const VPC: &str = r#"{"id": "v", "type": "vpc", "in": "us-east-1"},"#;

#[test]
fn without_traffic() {
    let components = format!(
        r#"{{"id": "u", "type": "users"}}, {{"id": "c", "type": "cloudfront"}}, {{"id": "api", "type": "api_gateway", "in": "us-east-1"}},
        {{"id": "f", "type": "lambda", "in": "us-east-1"}}, {{"id": "t", "type": "dynamodb", "in": "us-east-1", "usage": {{"storage_gb": 1}}}},
        {{"id": "s", "type": "s3", "in": "us-east-1", "usage": {{"storage_gb": 1}}}},
        {VPC} {{"id": "alb", "type": "alb", "in": "v", "tier": "public"}}"#
    );
    let calls = r#"{"from": "u", "to": "c", "kind": "request"}, {"from": "c", "to": "s", "kind": "request"},
        {"from": "u", "to": "api", "kind": "request"}, {"from": "api", "to": "f", "kind": "request"},
        {"from": "f", "to": "t", "kind": "data"}, {"from": "u", "to": "alb", "kind": "request"}"#;
    let missing = [
        "!alb: capacity units: no traffic given",
        "!api: requests: no traffic given",
        "!c: data to viewers: no traffic given",
        "!c: requests: no traffic given",
        "!f: requests: no traffic given",
        "!s: writes: no traffic given",
        "!s: reads: no traffic given",
        "!t: write request units: no traffic given",
        "!t: read request units: no traffic given",
        "!alb: data out to the internet: no traffic given",
        "!api: data out to the internet: no traffic given",
    ];
    check(&components, calls, None, &missing);
    // Without traffic being missing, nothing is; no traffic at all is a figure like any other.
    let silent = components.replace(r#""type": "users""#, r#""type": "users", "settings": {"requests_per_month": 0}"#);
    let nothing = "nothing to pay: nothing runs, nothing is stored and no request reaches it";
    let (api, cdn) = (format!("api: Amazon API Gateway: {nothing}"), format!("c: Amazon CloudFront: {nothing}"));
    check(&silent, calls, None, &[&api, &cdn, "f: logs: what a function writes to CloudWatch is not estimated"]);
    // Nothing leads to the function.
    let alone = r#"{"id": "f", "type": "lambda", "in": "us-east-1"}"#;
    let why = "!f: requests: no traffic given: nothing that sends requests leads here, and monthly_requests is not set";
    check(alone, "", None, &[why]);
}

#[test]
fn without_usage() {
    let components = format!(
        r#"{{"id": "s", "type": "s3", "in": "us-east-1", "usage": {{"monthly_tier_1_requests": 1, "monthly_tier_2_requests": 1}}}},
        {VPC} {{"id": "e", "type": "efs", "in": "v", "settings": {{"backup": true, "throughput_mode": "provisioned"}}}}"#
    );
    let missing = [
        "!e: storage: storage_gb is not set",
        "!e: provisioned throughput: provisioned_throughput_in_mibps is not set",
        "!e: backup storage: storage_gb is not set",
        "!s: storage: storage_gb is not set",
    ];
    check(&components, "", None, &missing);
}

#[test]
fn without_a_price() {
    // The tables lack load balancer hours in us-west-1 (as in ten other regions), and volumes.
    let alb = format!(r#"{VPC} {{"id": "alb", "type": "alb", "in": "v", "usage": {{"new_connections": 1}}}}"#);
    let missing = [
        "!alb: load balancer hours: no price in us-west-1 for ALB, load balancer hour",
        "!alb: capacity units: no price in us-west-1 for ALB, LCU hour",
    ];
    check(&alb, "", Some("us-west-1"), &missing);
    let db = |settings: &str| {
        format!(
            r#"{VPC} {{"id": "db", "type": "rds", "in": "v", "settings": {{"backup_retention_period": 0, {settings}}}}}"#
        )
    };
    check(
        &db(r#""engine": "oracle-se2""#),
        "",
        None,
        &["!db: instance hours, db.t3.micro Single-AZ: no price in us-east-1 for oracle-se2 on db.t3.micro"],
    );
    check(
        &db(r#""storage_type": "gp2""#),
        "",
        Some("eu-north-1"),
        &["!db: storage, gp2 Single-AZ: no price in eu-north-1 for gp2 Single-AZ, storage"],
    );
    check(
        &db(r#""storage_type": "io1", "multi_az_cluster": true"#),
        "",
        None,
        &["!db: instance hours and storage: no table has prices of Multi-AZ clusters"],
    );
    check(&db(r#""storage_type": "io1""#), "", None, &["!db: provisioned IOPS: io1 bills IOPS; iops is not set"]);
    // An unknown region has no prices at all, and an unknown instance type none anywhere.
    let group =
        |settings: &str| format!(r#"{VPC} {{"id": "g", "type": "asg", "in": "v", "settings": {{{settings}}}}}"#);
    check(
        &group(r#""instance_type": "z9.huge""#),
        "",
        None,
        &["!g: instance hours, z9.huge: no price in us-east-1 for z9.huge with linux"],
    );
    check(
        &group(r#""instance_type": "m6i.large""#),
        "",
        Some("moon-east-1"),
        &[
            "!g: instance hours, m6i.large: no price in moon-east-1 for m6i.large with linux",
            "!g: root volumes, gp3: no price in moon-east-1 for gp3, storage",
        ],
    );
    let spot = group(r#""instance_type": "m6i.large", "market_type": "spot""#);
    check(&spot, "", None, &["!g: instance hours, m6i.large: spot prices change by the hour; none is in the tables"]);
    let estimate = priced(&drawn(&spot, ""), &Options::default());
    assert_eq!(cents(estimate.total.expected).to_string(), "0.64", "the root volume is paid all the same");
}

#[test]
fn beyond_the_last_tier() {
    // Only the first 51,200 GB of this class have a price: the rest is taken off again, and named.
    let bucket = r#"{"id": "s", "type": "s3", "in": "us-east-1", "settings": {"storage_class": "INTELLIGENT_TIERING"},
        "usage": {"storage_gb": 51300, "monitored_objects": 0, "monthly_tier_1_requests": 0, "monthly_tier_2_requests": 0}}"#;
    check(
        bucket,
        "",
        None,
        &["!account: Intelligent-Tiering frequent, storage: no price in us-east-1 for 100 beyond the last tier"],
    );
    let estimate = priced(&drawn(bucket, ""), &Options::default());
    assert_eq!(cents(estimate.total.expected).to_string(), "1177.60");
}

#[test]
fn types_that_are_only_drawn() {
    let components = r#"{"id": "q", "type": "xray", "in": "us-east-1"}, {"id": "z", "type": "quantum_sock"}"#;
    let estimate = priced(&drawn(components, ""), &Options::default());
    let whys: Vec<&str> = estimate.not_counted.iter().map(|entry| entry.why.as_str()).collect();
    assert_eq!(whys, ["not priced yet", "not priced yet"]);
    assert_eq!(estimate.not_counted[0].what, "AWS X-Ray");
    assert!(!estimate.complete && estimate.components.is_empty() && estimate.total.expected.is_zero());
}

#[test]
fn us_east_1_has_every_price_but_these() {
    let options = Options { region: Some("us-east-1".to_owned()), ..Options::default() };
    let known = |why: &str| why.contains("Express One Zone") || why.contains("Multi-AZ clusters");
    let mut asked = 0;
    for seed in 0..300 {
        let design = crate::support::random::design(seed, &crate::support::random::Options::PLANNABLE);
        let estimate = priced(&design, &options);
        asked += estimate.components.len();
        for entry in estimate.not_counted.iter().filter(|entry| entry.incomplete) {
            // Components in another region than the design's keep theirs.
            let gap = entry.why.contains("no price in us-east-1") || entry.why.contains("no table");
            assert!(!gap || known(&entry.why), "seed {seed}: {entry:?}");
        }
    }
    assert!(asked > 300, "{asked}");
}
