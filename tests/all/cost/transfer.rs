//! Data that moves between zones and regions, and through NAT gateways.

use zonewise::cost::Options;

use super::{drawn, priced};

const VPC: &str = r#"{"id": "u", "type": "users", "settings": {"requests_per_month": 1048576}},
    {"id": "v", "type": "vpc", "in": "us-east-1", "settings": {"zones": ["a", "b", "c"]}}"#;

/// The quantity of a line of a component; `-` where there is none.
#[track_caller]
fn check(parts: &[&str], connections: &[&str], expected: &[(&str, &str, &str)]) {
    let components = [&[VPC], parts].concat().join(",");
    let connections: Vec<String> = connections
        .iter()
        .map(|row| {
            let [from, kind, to, kb] = row.split(' ').collect::<Vec<_>>().try_into().unwrap();
            format!(r#"{{"from": "{from}", "to": "{to}", "kind": "{kind}", "settings": {{"payload_kb": {kb}}}}}"#)
        })
        .collect();
    let estimate = priced(&drawn(&components, &connections.join(",")), &Options::default());
    for (id, name, quantity) in expected {
        let lines =
            estimate.components.iter().filter(|component| component.id.as_str() == *id).flat_map(|one| &one.lines);
        let found: Vec<String> =
            lines.filter(|line| line.name == *name).map(|line| line.quantity.normalize().to_string()).collect();
        let found = if found.is_empty() { "-".to_owned() } else { found.join(" ") };
        assert_eq!(found, *quantity, "{id}: {name}; {:?}", estimate.not_counted);
    }
}

const WEB: &str = r#"{"id": "web", "type": "asg", "in": "v", "tier": "private", "zones": ["a", "b", "c"], "settings": {"min_size": 3}}"#;

#[test]
fn between_zones() {
    // 1,048,576 calls of 3 KB are 3 GB. Two of three instances are in another zone than the primary: 2 GB, twice.
    let db = r#"{"id": "db", "type": "rds", "in": "v", "zones": ["a", "b"], "settings": {"multi_az": true}}"#;
    let calls = ["u request web 1", "web data db 3"];
    check(&[WEB, db], &calls, &[("web", "Data between zones, from db", "4")]);
    // One instance, in the primary's zone: nothing crosses. Zones keep their order: the first is the primary's.
    let one = WEB.replace(r#""min_size": 3"#, r#""min_size": 1"#);
    check(&[&one, db], &calls, &[("web", "Data between zones, from db", "-")]);
    check(
        &[&one, &db.replace(r#"["a", "b"]"#, r#"["b", "a"]"#)],
        &calls,
        &[("web", "Data between zones, from db", "6")],
    );
    // A mount target in each zone keeps the files local; the instance in c has none: 1 GB, twice.
    let files = r#"{"id": "files", "type": "efs", "in": "v", "zones": ["a", "b", "c"], "usage": {"storage_gb": 1}}"#;
    let calls = ["u request web 1", "web data files 3"];
    check(&[WEB, files], &calls, &[("web", "Data between zones, from files", "-")]);
    let two = files.replace(r#", "c""#, "");
    check(&[WEB, &two], &calls, &[("web", "Data between zones, from files", "2")]);
    // A load balancer's targets are free of it; what calls a load balancer is not: 2 of 3 nodes are elsewhere.
    let alb = r#"{"id": "alb", "type": "alb", "in": "v", "tier": "private", "zones": ["a", "b", "c"]}"#;
    let other = WEB.replace(r#""id": "web""#, r#""id": "app""#);
    let calls = ["u request web 1", "web request alb 3", "alb request app 3"];
    let expected = [("alb", "Data between zones, from app", "-"), ("web", "Data between zones, from alb", "4")];
    check(&[WEB, alb, &other], &calls, &expected);
}

#[test]
fn between_regions() {
    let far = r#"{"id": "far", "type": "s3", "in": "eu-west-1", "usage": {"storage_gb": 1}}"#;
    let near = r#"{"id": "near", "type": "s3", "in": "us-east-1", "usage": {"storage_gb": 1}}"#;
    let function = r#"{"id": "f", "type": "lambda", "in": "us-east-1"}"#;
    let calls = ["u request f 1", "f data far 5", "f data near 5"];
    let expected = [("f", "Data between regions, from far", "5"), ("f", "Data between regions, from near", "-")];
    check(&[far, near, function], &calls, &expected);
}

#[test]
fn through_nat_gateways() {
    let nat = |zone: &str| format!(r#"{{"id": "nat-{zone}", "type": "nat_gateway", "in": "v", "zones": ["{zone}"]}}"#);
    let bucket = r#"{"id": "s", "type": "s3", "in": "us-east-1", "usage": {"storage_gb": 1}}"#;
    let calls = ["u request web 1", "web data s 3"];
    // Each zone uses its own gateway: 1 GB each.
    let three = [nat("a"), nat("b"), nat("c")];
    let parts: Vec<&str> = three.iter().map(String::as_str).chain([WEB, bucket]).collect();
    let expected =
        [("nat-a", "Data processed", "1"), ("nat-b", "Data processed", "1"), ("nat-c", "Data processed", "1")];
    check(&parts, &calls, &expected);
    // With one, everything goes through it; a public tier needs none.
    check(&[&nat("b"), WEB, bucket], &calls, &[("nat-b", "Data processed", "3")]);
    let public = WEB.replace("private", "public");
    check(&[&nat("b"), &public, bucket], &calls, &[("nat-b", "Data processed", "-")]);
    // An endpoint of the VPC leads past the gateway.
    let endpoint =
        r#"{"id": "e", "type": "vpc_endpoint", "in": "v", "settings": {"service_name": "com.amazonaws.us-east-1.s3"}}"#;
    check(&[&nat("b"), WEB, bucket, endpoint], &calls, &[("nat-b", "Data processed", "-")]);
}
