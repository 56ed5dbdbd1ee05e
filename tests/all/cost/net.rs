//! Names, load balancers, endpoints, filters, pools and addresses: each price once by hand.

use zonewise::cost::Options;

use super::{check, drawn};

const VPC: &str = r#"{"id": "v", "type": "vpc", "in": "us-east-1", "settings": {"zones": ["a", "b", "c"]}},"#;

/// The lines of a design in us-east-1, without allowances.
#[track_caller]
fn lines(components: &str, connections: &str, expected: &[&str], total: &str) {
    check(&drawn(&format!("{VPC}{components}"), connections), &Options::default(), expected, total);
}

/// The lines of one component of such a design.
#[track_caller]
fn lines_of(id: &str, components: &str, connections: &str, expected: &[&str]) {
    let estimate = super::priced(&drawn(&format!("{VPC}{components}"), connections), &Options::default());
    let own = estimate.components.iter().find(|component| component.id.as_str() == id).unwrap();
    let said: Vec<String> = own.lines.iter().map(|line| super::said(id, line)).collect();
    assert_eq!(said.join("\n"), expected.join("\n"));
}

#[test]
fn network_load_balancers() {
    let nlb = |settings: &str, usage: &str| {
        format!(
            r#"{{"id": "n", "type": "nlb", "in": "v", "tier": "public", "zones": ["a", "b"], "settings": {{{settings}}}, "usage": {{{usage}}}}}"#
        )
    };
    // 730 x 0.0225 = 16.43; 1,600 new TCP connections a second are 2 units: 2 x 730 x 0.006 = 8.76; 2 x 3.65.
    let hours = "n | Load balancer hours | 730 hour x 0.0225 = 16.43";
    let addresses = "n | Public IPv4 addresses | 1460 hour x 0.005 = 7.30";
    let two = "n | Capacity units | 1460 NLCU-hour x 0.006 = 8.76";
    lines(&nlb("", r#""new_connections": 1600, "active_connections": 1000"#), "", &[hours, two, addresses], "32.49");
    // A unit carries 50 new TLS connections a second, 400 new UDP flows, 1 GB an hour of each.
    lines(&nlb(r#""protocol": "TLS""#, r#""new_connections": 100"#), "", &[hours, two, addresses], "32.49");
    lines(&nlb(r#""protocol": "UDP""#, r#""new_connections": 800"#), "", &[hours, two, addresses], "32.49");
    lines(&nlb("", r#""processed_bytes_gb": 1460"#), "", &[hours, two, addresses], "32.49");
    // From traffic: 14,600 answers of 104,857.6 KB are 1,460 GB; the connections are far less. 100 GB and more
    // leave for the internet: 1,460 x 0.09.
    let users = r#"{"id": "u", "type": "users", "settings": {"requests_per_month": 14600, "payload_kb": 104857.6}},"#;
    let out = "account | Data out to the internet, us-east-1 | 1460 GB x 0.09 = 131.40";
    lines(
        &format!("{users}{}", nlb("", "")),
        r#"{"from": "u", "to": "n", "kind": "request"}"#,
        &[hours, two, addresses, out],
        "163.89",
    );
    // One of two addresses is drawn as an Elastic IP and counted there.
    let eip = r#"{"id": "e", "type": "elastic_ip", "in": "us-east-1"},"#;
    let held = "e | Public IPv4 address | 730 hour x 0.005 = 3.65";
    let other = "n | Public IPv4 addresses | 730 hour x 0.005 = 3.65";
    let attach = r#"{"from": "e", "to": "n", "kind": "management"}"#;
    lines(&format!("{eip}{}", nlb("", r#""new_connections": 1600"#)), attach, &[held, hours, two, other], "32.49");
}

#[test]
fn names() {
    // A zone is 0.50; two checks 2 x 0.50, over HTTPS 2 x 1.00 more, every 10 seconds again.
    let dns = |settings: &str| format!(r#"{{"id": "d", "type": "route53", "settings": {{{settings}}}}}"#);
    let two = r#"{"id": "a1", "type": "app_runner", "in": "us-east-1"}, {"id": "a2", "type": "app_runner", "in": "eu-west-1"},
        {"id": "u", "type": "users", "settings": {"requests_per_month": 3000000, "payload_kb": 0}},"#;
    let calls = r#"{"from": "u", "to": "d", "kind": "request"}, {"from": "d", "to": "a1", "kind": "request"}, {"from": "d", "to": "a2", "kind": "request"}"#;
    let zone = "d | Hosted zone | 1 month x 0.5 = 0.50";
    let checks = "d | Health checks | 2 month x 0.5 = 1.00";
    let features =
        |count: &str, money: &str| format!("d | Health checks, optional features | {count} month x 1 = {money}");
    // Three million queries at 0.40, by latency at 0.60 a million.
    let standard = "d | Standard queries | 3 million queries x 0.4 = 1.20";
    let failover = r#""routing_policy": "failover", "health_check": true"#;
    lines_of("d", &format!("{two}{}", dns(failover)), calls, &[zone, checks, &features("2", "2.00"), standard]);
    let latency = r#""routing_policy": "latency", "health_check": true, "request_interval": 10"#;
    let by_latency = "d | Latency queries | 3 million queries x 0.6 = 1.80";
    lines_of("d", &format!("{two}{}", dns(latency)), calls, &[zone, checks, &features("4", "4.00"), by_latency]);
    // Answers by alias are free.
    let balancer =
        r#"{"id": "n", "type": "nlb", "in": "v", "tier": "private", "zones": ["a"], "usage": {"new_connections": 0}},"#;
    let hours = "n | Load balancer hours | 730 hour x 0.0225 = 16.43";
    lines(&format!("{balancer}{}", dns("")), r#"{"from": "d", "to": "n", "kind": "request"}"#, &[zone, hours], "16.93");
}

#[test]
fn endpoints() {
    // An interface in two zones is 2 x 7.30, and 100 GB 1.00; a gateway is free.
    let endpoint = |settings: &str, usage: &str| {
        format!(
            r#"{{"id": "p", "type": "vpc_endpoint", "in": "v", "zones": ["a", "b"], "settings": {{{settings}}}, "usage": {{{usage}}}}}"#
        )
    };
    let hours = "p | Endpoint hours | 1460 hour x 0.01 = 14.60";
    let data = "p | Data processed | 100 GB x 0.01 = 1.00";
    let sqs = r#""service_name": "com.amazonaws.us-east-1.sqs""#;
    lines(&endpoint(sqs, r#""monthly_data_processed_gb": 100"#), "", &[hours, data], "15.60");
    lines(
        &endpoint(r#""vpc_endpoint_type": "Gateway""#, ""),
        "",
        &["p | Gateway endpoint | 730 hour x 0 = 0.00"],
        "0.00",
    );
    // Calls of the VPC that are not drawn through it go through it all the same: 1,024 answers of 102,400 KB are
    // 100 GB.
    let calls = r#"{"from": "u", "to": "f", "kind": "request"}, {"from": "f", "to": "q", "kind": "request", "settings": {"payload_kb": 102400}}"#;
    let users = r#"{"id": "u", "type": "users", "settings": {"requests_per_month": 1024, "payload_kb": 0}}, {"id": "q", "type": "sqs", "in": "us-east-1"},
        {"id": "f", "type": "lambda", "in": "v", "zones": ["a"], "usage": {"monthly_requests": 0}},"#;
    lines_of("p", &format!("{users}{}", endpoint(sqs, "")), calls, &[hours, data]);
}

#[test]
fn filters_pools_addresses_and_others() {
    // An ACL 5.00, four rules of 1.00, ten million requests at 0.60.
    let waf = r#"{"id": "w", "type": "waf", "in": "us-east-1"}, {"id": "u", "type": "users", "settings": {"requests_per_month": 10000000, "payload_kb": 0}},
        {"id": "api", "type": "api_gateway", "in": "us-east-1", "usage": {"monthly_requests": 0}}"#;
    let calls = r#"{"from": "w", "to": "api", "kind": "management"}, {"from": "u", "to": "api", "kind": "request"}"#;
    let acl = "w | Web ACLs | 1 month x 5 = 5.00";
    let rules = "w | Rules | 4 month x 1 = 4.00";
    lines(waf, calls, &[acl, rules, "w | Inspected requests | 10 million requests x 0.6 = 6.00"], "15.00");
    // 20,000 users of the plan Essentials: 20,000 x 0.015.
    let pool = |settings: &str, users: u32| {
        format!(
            r#"{{"id": "c", "type": "cognito", "in": "us-east-1", "settings": {{{settings}}}, "usage": {{"monthly_active_users": {users}}}}}"#
        )
    };
    lines(&pool("", 20_000), "", &["c | Active users | 20000 MAU-month x 0.015 = 300.00"], "300.00");
    // 60,000 of Lite: 50,000 x 0.0055 + 10,000 x 0.0046 = 275 + 46.
    let lite = drawn(&format!("{VPC}{}", pool(r#""user_pool_tier": "LITE""#, 60_000)), "");
    let total = super::priced(&lite, &Options::default()).total.expected;
    assert_eq!(zonewise::cost::cents(total).to_string(), "321.00");
    // An address is 730 x 0.005, whoever holds it; the gateway's own line does not count it again.
    let nat = r#"{"id": "e", "type": "elastic_ip", "in": "us-east-1"}, {"id": "n", "type": "nat_gateway", "in": "v", "zones": ["a"]}"#;
    let attach = r#"{"from": "e", "to": "n", "kind": "management"}"#;
    let held = "e | Public IPv4 address | 730 hour x 0.005 = 3.65";
    lines(nat, attach, &[held, "n | Gateway hours | 730 hour x 0.045 = 32.85"], "36.50");
    lines(r#"{"id": "e", "type": "elastic_ip", "in": "us-east-1"}"#, "", &[held], "3.65");
    // What Zonewise does not know costs what the user says, and nothing is assumed where that is missing.
    let other =
        |settings: &str| format!(r#"{{"id": "o", "type": "other", "in": "us-east-1", "settings": {{{settings}}}}}"#);
    lines(
        &other(r#""price": 12.5, "label": "Amazon Bedrock""#),
        "",
        &["o | Price as given | 1 month x 12.5 = 12.50"],
        "12.50",
    );
    let unknown = super::priced(&drawn(&other(""), ""), &Options::default());
    assert!(!unknown.complete && unknown.components.is_empty(), "{unknown:?}");
    let certificate = r#"{"id": "a", "type": "acm", "in": "us-east-1"}"#;
    lines(certificate, "", &["a | Public certificate | 1 certificate x 0 = 0.00"], "0.00");
}
