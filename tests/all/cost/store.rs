//! Prices of single servers, disks, read replicas, proxies, Aurora and caches, recomputed by hand.

use rust_decimal::Decimal;
use zonewise::cost::{Options, cents};

use super::{drawn, priced};

const VPC: &str = r#"{"id": "v", "type": "vpc", "in": "us-east-1", "settings": {"zones": ["a", "b", "c"]}},"#;

fn one(kind: &str, rest: &str) -> String {
    format!(r#"{{"id": "x", "type": "{kind}", "in": "v", {rest}}}"#)
}

/// The money of the lines of `x` whose names start with these words, in cents.
#[track_caller]
fn check(components: &str, connections: &str, expected: &[(&str, &str)]) {
    let estimate = priced(&drawn(&format!("{VPC}{components}"), connections), &Options::default());
    let lines: Vec<_> =
        estimate.components.iter().filter(|one| one.id.as_str() == "x").flat_map(|one| &one.lines).collect();
    for (name, money) in expected {
        let found: Vec<_> = lines.iter().filter(|line| line.name.starts_with(name)).collect();
        let sum: Decimal = found.iter().map(|line| line.monthly.expected).sum();
        let names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
        assert!(!found.is_empty(), "no line {name} in {names:?}; {:?}", estimate.not_counted);
        assert_eq!(cents(sum).to_string(), *money, "{name}");
    }
}

/// What is named as not counted for `x`, and whether the estimate says that it is complete.
#[track_caller]
fn check_named(components: &str, connections: &str, what: &str, complete: bool) {
    let estimate = priced(&drawn(&format!("{VPC}{components}"), connections), &Options::default());
    let named: Vec<String> =
        estimate.not_counted.iter().map(|entry| format!("{}: {}", entry.what, entry.why)).collect();
    assert!(named.iter().any(|entry| entry.contains(what)), "{what} is not in {named:?}");
    assert_eq!(estimate.complete, complete, "{named:?}");
}

#[test]
fn servers() {
    // 730 x 0.0104 = 7.592; 8 GB x 0.08 = 0.64; in a public tier an address, 730 x 0.005.
    let expected = [("Instance hours, t3.micro", "7.59"), ("Root volume", "0.64"), ("Public IPv4", "3.65")];
    check(&one("ec2", r#""tier": "public""#), "", &expected);
    // 100 hours of m6i.large, 100 x 0.096; 7 metrics x 0.30; a root volume of 100 GB, 4,000 IOPS: 8.00 + 5.00.
    let settings = r#""settings": {"instance_type": "m6i.large", "monitoring": true, "root_block_device": {"volume_size": 100, "iops": 4000}}, "usage": {"monthly_hours": 100}"#;
    let expected = [("Instance hours, m6i.large", "9.60"), ("Detailed monitoring", "2.10"), ("Root volume", "13.00")];
    check(&one("ec2", settings), "", &expected);
    check_named(&one("ec2", r#""settings": {"market_type": "spot"}"#), "", "spot prices change by the hour", false);
    // An Elastic IP takes the place of the address that a public tier gives.
    let components = format!(r#"{},{{"id": "ip", "type": "elastic_ip"}}"#, one("ec2", r#""tier": "public""#));
    let held = r#"{"from": "ip", "to": "x", "kind": "management"}"#;
    let estimate = priced(&drawn(&format!("{VPC}{components}"), held), &Options::default());
    let own = estimate.components.iter().find(|one| one.id.as_str() == "x").unwrap();
    assert!(own.lines.iter().all(|line| !line.name.starts_with("Public IPv4")), "{:?}", own.lines);
}

#[test]
fn disks() {
    let ebs = |settings: &str, usage: &str| one("ebs", &format!(r#""settings": {{{settings}}}, "usage": {{{usage}}}"#));
    // 100 x 0.08 + 1,000 IOPS x 0.005 + 100 MB/s x 0.04; one full copy, 100 x 0.05.
    let gp3 = ebs(r#""size": 100, "iops": 4000, "throughput": 225, "snapshots": true"#, "");
    check(&gp3, "", &[("Volume", "17.00"), ("Volume, throughput", "4.00"), ("Snapshots", "5.00")]);
    // 30 x 0.125 + 300 x 0.065 = 3.75 + 19.50; snapshots of 10 GB.
    check(
        &ebs(r#""type": "io1", "size": 30, "iops": 300"#, r#""snapshot_storage_gb": 10"#),
        "",
        &[("Volume", "23.25"), ("Snapshots", "0.50")],
    );
    // 100 x 0.05, and 2 million requests x 0.05.
    check(
        &ebs(r#""type": "standard", "size": 100"#, r#""monthly_standard_io_requests": 2000000"#),
        "",
        &[("Volume", "5.00"), ("I/O requests", "0.10")],
    );
    check_named(&ebs(r#""type": "io2""#, ""), "", "iops is not set", false);
}

#[test]
fn replicas_and_proxies() {
    let original = r#"{"id": "d", "type": "rds", "in": "v", "settings": {"instance_class": "db.t3.large", "multi_az": true, "allocated_storage": 30, "storage_type": "gp2"}},"#;
    let copied = r#"{"from": "d", "to": "x", "kind": "replication"}"#;
    // Engine, size and kind of storage are those of the original, on one copy: 730 x 0.136; 30 x 0.115.
    let replica = format!("{original}{}", one("rds_replica", r#""settings": {"instance_class": "db.t3.large"}"#));
    check(&replica, copied, &[("Instance hours, db.t3.large Single-AZ", "99.28"), ("Storage, gp2 Single-AZ", "3.45")]);
    let larger =
        format!("{original}{}", one("rds_replica", r#""settings": {"allocated_storage": 100, "storage_type": "gp3"}"#));
    check(&larger, copied, &[("Storage, gp3 Single-AZ", "11.50")]);
    check_named(&one("rds_replica", r#""zones": ["a"]"#), "", "no database is drawn that it is a replica of", false);
    check_named(&one("rds_proxy", r#""zones": ["a", "b"]"#), "", "no table has prices of RDS Proxy", false);
}

#[test]
fn clusters() {
    let aurora =
        |settings: &str, usage: &str| one("aurora", &format!(r#""settings": {{{settings}}}, "usage": {{{usage}}}"#));
    // 2 x 730 x 0.29; 100 x 0.10; 10 a second x 2,628,000 s = 26.28 million x 0.20; 10 x 0.021.
    let large = aurora(
        r#""instance_class": "db.r5.large", "instance_zones": ["a", "b"]"#,
        r#""storage_gb": 100, "read_requests_per_sec": 10, "backup_snapshot_size_gb": 10"#,
    );
    check(
        &large,
        "",
        &[
            ("Instance hours", "423.40"),
            ("Storage, Standard", "10.00"),
            ("I/O, reads", "5.26"),
            ("Backup storage", "0.21"),
        ],
    );
    // Half a unit always on: 0.5 x 730 x 0.12; at most 8 x 730 x 0.12.
    let serverless = aurora(r#""instance_class": "db.serverless""#, r#""storage_gb": 1, "read_requests_per_sec": 0"#);
    check(&serverless, "", &[("Capacity units", "43.80")]);
    let estimate = priced(&drawn(&format!("{VPC}{serverless}"), ""), &Options::default());
    let range = estimate.components[0].lines[0].monthly;
    assert_eq!((cents(range.min).to_string(), cents(range.max).to_string()), ("43.80".into(), "700.80".into()));
    // I/O-Optimized: no I/O, storage 0.225, 2 units x 2 instances x 730 x 0.156.
    let optimized = aurora(
        r#""instance_class": "db.serverless", "storage_type": "aurora-iopt1", "instance_zones": ["a", "b"]"#,
        r#""storage_gb": 100, "capacity_units_per_hr": 2"#,
    );
    check(&optimized, "", &[("Capacity units", "455.52"), ("Storage, I/O-Optimized", "22.50")]);
    // A query is one I/O where nothing else is known: 3 million x 0.20 a million.
    let called = format!(
        r#"{{"id": "u", "type": "users", "settings": {{"requests_per_month": 3000000}}}}, {{"id": "f", "type": "lambda", "in": "v"}},{}"#,
        aurora("", r#""storage_gb": 10"#)
    );
    let calls = r#"{"from": "u", "to": "f", "kind": "request"}, {"from": "f", "to": "x", "kind": "data"}"#;
    check(&called, calls, &[("I/O requests", "0.60"), ("Instance hours, db.t3.medium", "59.86")]);
    check_named(&aurora("", ""), "", "storage_gb is not set", false);
    check_named(&aurora(r#""storage_type": "aurora-iopt1""#, r#""storage_gb": 1"#), "", "I/O-Optimized storage", false);
}

#[test]
fn caches() {
    let cache = |settings: &str| one("elasticache", &format!(r#""settings": {{{settings}}}"#));
    // A primary and a replica: 2 x 730 x 0.017; Valkey 20 % less, 2 x 730 x 0.0136; Memcached as Redis.
    check(&cache(r#""num_cache_clusters": 2"#), "", &[("Node hours", "24.82")]);
    check(&cache(r#""num_cache_clusters": 2, "engine": "valkey""#), "", &[("Node hours", "19.86")]);
    check(&cache(r#""engine": "memcached", "node_type": "cache.r7g.large""#), "", &[("Node hours", "159.87")]);
    check_named(&cache(r#""snapshot_retention_limit": 3"#), "", "one snapshot is free", false);
    check_named(
        &cache(r#""node_type": "cache.z9.huge""#),
        "",
        "no price in us-east-1 for cache.z9.huge with redis",
        false,
    );
}
