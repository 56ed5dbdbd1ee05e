//! Published examples and price mechanics, each as the smallest design that shows it.

use rust_decimal::Decimal;
use zonewise::cost::{Options, cents};

use super::{drawn, priced};

const VPC: &str = r#"{"id": "v", "type": "vpc", "in": "us-east-1", "settings": {"zones": ["a", "b", "c"]}},"#;

/// The money of the lines whose names start with these words (of all components and the account), in cents.
#[track_caller]
fn check(components: &str, connections: &str, free_tier: bool, expected: &[(&str, &str)]) {
    let options = Options { free_tier, ..Options::default() };
    let estimate = priced(&drawn(components, connections), &options);
    let all: Vec<_> = estimate.components.iter().flat_map(|one| &one.lines).chain(&estimate.account).collect();
    for (name, money) in expected {
        let found: Vec<_> = all.iter().filter(|line| line.name.starts_with(name)).collect();
        let sum: Decimal = found.iter().map(|line| line.monthly.expected).sum();
        let names: Vec<&str> = all.iter().map(|line| line.name.as_str()).collect();
        assert!(!found.is_empty(), "no line {name} in {names:?}; {:?}", estimate.not_counted);
        assert_eq!(cents(sum).to_string(), *money, "{name}");
    }
}

fn in_vpc(kind: &str, rest: &str) -> String {
    format!(r#"{VPC}{{"id": "x", "type": "{kind}", "in": "v", {rest}}}"#)
}

fn regional(kind: &str, settings: &str, usage: &str) -> String {
    format!(r#"{{"id": "x", "type": "{kind}", "in": "us-east-1", "settings": {{{settings}}}, "usage": {{{usage}}}}}"#)
}

#[test]
fn load_balancers() {
    // 50 new connections a second are 2 units: 2 x 730 x 0.008; two zones hold two addresses.
    let alb = in_vpc("alb", r#""tier": "public", "zones": ["a", "b"], "usage": {"new_connections": 50}"#);
    let expected = [("Load balancer hours", "16.43"), ("Capacity units", "11.68"), ("Public IPv4", "7.30")];
    check(&alb, "", false, &expected);
    // The largest dimension counts: 9,000 active connections are 3 units, more than 25 new ones and 1 GB an hour.
    let usage =
        r#""active_connections": 9000, "new_connections": 25, "processed_bytes_gb": 730, "rule_evaluations": 1000"#;
    check(&in_vpc("alb", &format!(r#""usage": {{{usage}}}"#)), "", false, &[("Capacity units", "17.52")]);
    // 730 GB are one unit all month, towards functions 2.5.
    let to_function = r#"{"id": "u", "type": "users", "settings": {"requests_per_month": 7300, "payload_kb": 104857.6}},
        {"id": "f", "type": "lambda", "in": "us-east-1"},"#;
    let calls = r#"{"from": "u", "to": "x", "kind": "request"}, {"from": "x", "to": "f", "kind": "request"}"#;
    let alb = format!("{to_function}{}", in_vpc("alb", r#""tier": "private""#));
    check(&alb, calls, false, &[("Capacity units", "14.60")]);
}

#[test]
fn volumes_and_instances() {
    let asg = |block: &str, more: &str| {
        in_vpc("asg", &format!(r#""tier": "private", "settings": {{"root_block_device": {{{block}}}{more}}}"#))
    };
    // 100 GB, 1,000 IOPS and 100 MB/s above what is included: 8.00 + 5.00 + 4.00 = 17.00.
    let gp3 = asg(r#""volume_size": 100, "iops": 4000, "throughput": 225"#, "");
    check(&gp3, "", false, &[("Root volumes", "17.00"), ("Root volumes, IOPS", "5.00"), ("Instance hours", "7.59")]);
    // io1 pays every provisioned IOPS: 3.75 + 19.50.
    let io1 = asg(r#""volume_type": "io1", "volume_size": 30, "iops": 300"#, "");
    check(&io1, "", false, &[("Root volumes", "23.25")]);
    // Seven metrics each: 2 x 7 x 0.30.
    let monitored = asg("", r#", "min_size": 2, "monitoring": true"#);
    check(&monitored, "", false, &[("Detailed monitoring", "4.20"), ("Instance hours", "15.18")]);
    // In a public tier every instance holds an address.
    let public = in_vpc("asg", r#""tier": "public", "settings": {"min_size": 3}"#);
    check(&public, "", false, &[("Public IPv4", "10.95")]);
    // 12 hours at 4 and 12 at 2 are 3 on average: 3 x 7.592.
    let policies = r#"{"id": "d", "policy_type": "Scheduled", "recurrence": "0 8 * * *", "desired_capacity": 4},
        {"id": "n", "policy_type": "Scheduled", "recurrence": "0 20 * * *", "desired_capacity": 2}"#;
    let sizes = r#""min_size": 2, "desired_capacity": 2, "max_size": 4"#;
    let scheduled = in_vpc("asg", &format!(r#""settings": {{{sizes}, "scaling_policies": [{policies}]}}"#));
    check(&scheduled, "", false, &[("Instance hours, t3.micro", "22.78")]);
    let estimate = priced(&drawn(&scheduled, ""), &Options::default());
    let range = estimate.components[0].lines[0].monthly;
    assert_eq!((cents(range.min).to_string(), cents(range.max).to_string()), ("15.18".into(), "30.37".into()));
}

#[test]
fn gateways() {
    // One in each of three zones: 3 x 32.85, and three addresses; 100 GB x 0.045.
    let nat = |id: &str, zone: &str| {
        format!(
            r#"{{"id": "{id}", "type": "nat_gateway", "in": "v", "zones": ["{zone}"], "usage": {{"monthly_data_processed_gb": 100}}}}"#
        )
    };
    let three = format!("{VPC}{},{},{}", nat("n1", "a"), nat("n2", "b"), nat("n3", "c"));
    check(&three, "", false, &[("Gateway hours", "98.55"), ("Public IPv4", "10.95"), ("Data processed", "13.50")]);
    let regional = r#""settings": {"availability_mode": "regional"}, "zones": ["a", "b"]"#;
    check(&in_vpc("nat_gateway", regional), "", false, &[("Gateway hours", "65.70"), ("Public IPv4", "7.30")]);
}

#[test]
fn databases() {
    let rds =
        |settings: &str, usage: &str| in_vpc("rds", &format!(r#""settings": {{{settings}}}, "usage": {{{usage}}}"#));
    let large = r#""instance_class": "db.t3.large", "multi_az": true, "allocated_storage": 30, "storage_type": "gp2""#;
    check(&rds(large, ""), "", false, &[("Instance hours", "198.56"), ("Storage", "6.90")]);
    // Published Multi-AZ prices are rounded on their own: 0.065 an hour, not 2 x 0.032.
    let small = r#""instance_class": "db.t4g.small", "multi_az": true"#;
    check(&rds(small, ""), "", false, &[("Instance hours", "47.45"), ("Storage, gp3", "4.60")]);
    // gp3 includes 3,000 IOPS below 400 GB and 12,000 from there on.
    let iops = |gb: u32, iops: u32| rds(&format!(r#""allocated_storage": {gb}, "iops": {iops}"#), "");
    check(&iops(399, 12000), "", false, &[("Provisioned IOPS", "180.00"), ("Storage", "45.89")]);
    check(&iops(400, 13000), "", false, &[("Provisioned IOPS", "20.00")]);
    let io1 = r#""storage_type": "io1", "iops": 1000, "allocated_storage": 100, "publicly_accessible": true"#;
    let expected =
        [("Provisioned IOPS", "100.00"), ("Storage", "12.50"), ("Backup storage", "0.95"), ("Public", "3.65")];
    check(&rds(io1, r#""additional_backup_storage_gb": 10"#), "", false, &expected);
    let magnetic = rds(r#""storage_type": "standard", "engine": "postgres""#, r#""monthly_standard_io_requests": 1"#);
    check(&magnetic, "", false, &[("Storage, magnetic", "2.00"), ("Instance hours", "13.14")]);
}

#[test]
fn file_systems() {
    let efs =
        |settings: &str, usage: &str| in_vpc("efs", &format!(r#""settings": {{{settings}}}, "usage": {{{usage}}}"#));
    check(&efs("", r#""storage_gb": 100"#), "", false, &[("Storage, Standard", "30.00")]);
    check(&efs(r#""one_zone": true"#, r#""storage_gb": 100"#), "", false, &[("Storage, One Zone", "16.00")]);
    let infrequent = r#""storage_gb": 1, "infrequent_access_storage_gb": 100"#;
    check(&efs("", infrequent), "", false, &[("Storage, infrequent", "2.50")]);
    check(&efs(r#""throughput_mode": "elastic""#, infrequent), "", false, &[("Storage, infrequent", "1.60")]);
    // 1,024 GB stored include 50 MB/s: 10 more x 6.00.
    let provisioned =
        efs(r#""throughput_mode": "provisioned", "provisioned_throughput_in_mibps": 60"#, r#""storage_gb": 1024"#);
    check(&provisioned, "", false, &[("Provisioned throughput", "60.00"), ("Storage", "307.20")]);
    let usage = r#""storage_gb": 1, "monthly_elastic_read_gb": 100, "monthly_elastic_write_gb": 50"#;
    let elastic = efs(r#""throughput_mode": "elastic""#, usage);
    check(&elastic, "", false, &[("Elastic throughput, reads", "3.00"), ("Elastic throughput, writes", "3.00")]);
}

#[test]
fn buckets() {
    // 60 TB: 51,200 x 0.023 + 10,240 x 0.022 = 1,402.88.
    let usage = r#""storage_gb": 61440, "monthly_tier_1_requests": 1000000, "monthly_tier_2_requests": 1000000"#;
    let bucket = regional("s3", "", usage);
    let expected = [("Storage", "1413.12"), ("Volume tier", "-10.24"), ("Writes", "5.00"), ("Reads", "0.40")];
    check(&bucket, "", false, &expected);
    // Usage in the blocks of the storage class, as usage files have it.
    let nested = r#""standard_infrequent_access": {"storage_gb": 100, "monthly_tier_1_requests": 1000, "monthly_tier_2_requests": 1000, "monthly_data_retrieval_gb": 10}"#;
    let expected = [("Storage, Standard-IA", "1.25"), ("Retrieval", "0.10"), ("Writes", "0.01"), ("Reads", "0.00")];
    check(&regional("s3", r#""storage_class": "STANDARD_IA""#, nested), "", false, &expected);
}

#[test]
fn cloudfront() {
    // 2 TB and 20 million requests; the first TB and 10 million are free: 1,024 x 0.085 + 1,000 x 0.01.
    let cdn = |usage: &str| format!(r#"{{"id": "x", "type": "cloudfront", "usage": {{{usage}}}}}"#);
    let usage = cdn(r#""monthly_data_transfer_to_internet_gb": 2048, "monthly_https_requests": 20000000"#);
    let expected = [("Data to viewers", "174.08"), ("HTTPS requests", "20.00")];
    check(&usage, "", false, &expected);
    check(&usage, "", true, &[("Always free, cloudfront data", "-87.04"), ("Always free, cloudfront HTTPS", "-10.00")]);
    // By geography: each has its own tiers. 11,264 GB in North America: 10,240 x 0.085 + 1,024 x 0.08 = 952.32.
    let usage = cdn(
        r#""monthly_data_transfer_to_internet_gb": {"us": 11264, "japan": 100, "india": 10}, "monthly_http_requests": {"europe": 1000000}"#,
    );
    let expected = [
        ("Data to viewers, US", "957.44"),
        ("Volume tier", "-5.12"),
        ("Data to viewers, Japan", "11.40"),
        ("Data to viewers, India", "1.09"),
        ("HTTP requests, EU", "0.90"),
    ];
    check(&usage, "", false, &expected);
}

#[test]
fn functions() {
    // 3 million calls of 1 s with 512 MB: 1.5 million GB-s; less 400,000 and 1 million calls: 18.33 + 0.40.
    let function = |arch: &str| {
        let settings = format!(r#""memory_size": 512, "architectures": {arch}"#);
        regional("lambda", &settings, r#""monthly_requests": 3000000, "request_duration_ms": 1000"#)
    };
    check(&function(r#""x86_64""#), "", false, &[("Requests", "0.60"), ("Duration", "25.00")]);
    let estimate = priced(&drawn(&function(r#"["x86_64"]"#), ""), &Options { free_tier: true, ..Options::default() });
    assert_eq!(cents(estimate.total.expected).to_string(), "18.73");
    check(&function(r#""arm64""#), "", false, &[("Duration, arm64", "20.00")]);
    // 6 billion GB-s at the first price, 1 billion at the second: 100,000.20 + 15,000.00.
    let busy =
        regional("lambda", r#""memory_size": 1024"#, r#""monthly_requests": 7000000000, "request_duration_ms": 1000"#);
    check(&busy, "", false, &[("Duration", "116666.90"), ("Volume tier", "-1666.70")]);
    // Run time is rounded up to a millisecond; 1,536 MB of storage are 1 GB above what is included.
    let odd = regional(
        "lambda",
        r#""memory_size": 1024, "ephemeral_storage": {"size": 1536}"#,
        r#""monthly_requests": 1000000000, "request_duration_ms": 0.2"#,
    );
    check(&odd, "", false, &[("Duration", "16.67"), ("Ephemeral storage", "0.03")]);
}

#[test]
fn interfaces() {
    // 333 million x 3.50 + 67 million x 2.80 = 1,353.10.
    let rest = regional("api_gateway", "", r#""monthly_requests": 400000000"#);
    check(&rest, "", false, &[("Requests, REST API", "1400.00"), ("Volume tier", "-46.90")]);
    // A call of 600 KB counts as two of 512 KB.
    let http =
        regional("api_gateway", r#""protocol_type": "HTTP""#, r#""monthly_requests": 1000000, "request_size_kb": 600"#);
    check(&http, "", false, &[("Requests, HTTP API", "2.00")]);
    let exact =
        regional("api_gateway", r#""protocol_type": "HTTP""#, r#""monthly_requests": 1000000, "request_size_kb": 512"#);
    check(&exact, "", false, &[("Requests, HTTP API", "1.00")]);
    let socket = regional(
        "api_gateway",
        r#""protocol_type": "WEBSOCKET""#,
        r#""monthly_messages": 1000000, "message_size_kb": 33, "monthly_connection_mins": 2000000"#,
    );
    check(&socket, "", false, &[("Messages", "2.00"), ("Connection minutes", "0.50")]);
}

#[test]
fn tables() {
    // 10 million writes of 2.5 KB are 30 million units.
    let usage = r#""monthly_write_request_units": 30000000, "monthly_read_request_units": 8000000, "storage_gb": 30"#;
    let on_demand = regional("dynamodb", r#""point_in_time_recovery": true"#, usage);
    let expected = [("Write", "18.75"), ("Read", "1.00"), ("Storage", "7.50"), ("Point-in-time", "6.00")];
    check(&on_demand, "", false, &expected);
    check(&on_demand, "", true, &[("Always free, dynamodb storage", "-6.25")]);
    // 20 write units all month: 20 x 730 x 0.00065; the free 25 cover them, and the 5 read units.
    let provisioned =
        regional("dynamodb", r#""billing_mode": "PROVISIONED", "write_capacity": 20"#, r#""storage_gb": 0"#);
    check(&provisioned, "", false, &[("Write capacity", "9.49"), ("Read capacity", "0.47")]);
    check(&provisioned, "", true, &[("Always free, dynamodb provisioned", "-9.96")]);
}

#[test]
fn data_out_to_the_internet() {
    // 1,048,576 requests of 1,000 KB are 1,000 GB: 90.00, with the account's 100 GB free 81.00.
    let users = r#"{"id": "u", "type": "users", "settings": {"requests_per_month": 1048576, "payload_kb": 1000}},"#;
    let api = format!("{users}{}", regional("api_gateway", "", ""));
    let call = r#"{"from": "u", "to": "x", "kind": "request"}"#;
    check(&api, call, false, &[("Data out to the internet", "90.00")]);
    check(&api, call, true, &[("Data out to the internet", "90.00"), ("Always free, data_transfer", "-9.00")]);
    // Twenty times as much climbs the tiers: 10,240 x 0.09 + 9,760 x 0.085.
    let more = api.replace("\"payload_kb\": 1000", "\"payload_kb\": 20000");
    check(
        &more,
        call,
        false,
        &[("Data out to the internet", "1751.20"), ("Data out to the internet, us-east-1, above", "829.60")],
    );
    // Behind a CDN nothing goes out from the region.
    let cdn = format!(r#"{{"id": "c", "type": "cloudfront"}},{api}"#);
    let behind = r#"{"from": "u", "to": "c", "kind": "request"}, {"from": "c", "to": "x", "kind": "request"}"#;
    assert_eq!(priced(&drawn(&cdn, behind), &Options::default()).account, []);
}
