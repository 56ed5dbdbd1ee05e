//! The samples, recomputed by hand, in 730 hours.

use rust_decimal::Decimal;
use zonewise::cost::{Options, cents, remainder};

use super::{check, design, priced};

fn sample(name: &str) -> zonewise::model::Design {
    design(&std::fs::read_to_string(format!("public/samples/{name}.zonewise.json")).unwrap())
}

fn in_region(region: &str) -> Options {
    Options { region: Some(region.to_owned()), ..Options::default() }
}

/// 3,000,000 visits of 50 KB, 80 % from the cache: 600,000 reach the load balancer.
///
/// - alb: 730 x 0.0225 = 16.425. 600,000 x 50 KB / 1,048,576 = 28.610229 GB, at 1 GB a unit and hour more than
///   600,000 / 25 / 3,600 = 6.67 units by connections: 28.610229 x 0.008 = 0.2289. Two zones, two addresses:
///   1,460 x 0.005 = 7.30.
/// - cdn: 3,000,000 x 50 KB = 143.051147 GB x 0.085 = 12.1593; 300 x 0.01 = 3.00.
/// - db: 730 x 0.034 = 24.82; 5 GB x 0.23 = 1.15.
/// - files: 10 GB x 0.30 = 3.00; backup 10 GB x 0.05 = 0.50.
/// - web: 2 x 730 x 0.0104 = 15.184; 2 x 8 GB x 0.08 = 1.28. 600,000 queries of 4 KB = 2.288818 GB; one of the two
///   instances is in the other zone than the primary: half of it, paid on both sides: 2.288818 x 0.01 = 0.0229.
/// - Sum 85.0701. At most two instances more: + 2 x (7.592 + 0.64) = 101.5341.
#[test]
fn wordpress_highly_available() {
    let design = sample("wordpress-ha");
    check(
        &design,
        &Options::default(),
        &[
            "alb | Load balancer hours | 730 hour x 0.0225 = 16.43",
            "alb | Capacity units | 28.610229492 LCU-hour x 0.008 = 0.23",
            "alb | Public IPv4 addresses | 1460 hour x 0.005 = 7.30",
            "cdn | Data to viewers, US, Mexico, Canada | 143.051147461 GB x 0.085 = 12.16",
            "cdn | HTTPS requests, United States | 300 10k requests x 0.01 = 3.00",
            "db | Instance hours, db.t3.micro Multi-AZ | 730 hour x 0.034 = 24.82",
            "db | Storage, gp2 Multi-AZ | 5 GB-month x 0.23 = 1.15",
            "files | Storage, Standard | 10 GB-month x 0.3 = 3.00",
            "files | Backup storage | 10 GB-month x 0.05 = 0.50",
            "web | Instance hours, t3.micro | 1460 hour x 0.0104 = 15.18",
            "web | Root volumes, gp3 | 16 GB-month x 0.08 = 1.28",
            "web | Data between zones, from db | 2.288818359 GB x 0.01 = 0.02",
        ],
        "85.07",
    );
    let estimate = priced(&design, &Options::default());
    assert!(estimate.complete);
    assert_eq!(cents(estimate.total.min), cents(estimate.total.expected));
    assert_eq!(cents(estimate.total.max).to_string(), "101.53");
    // 16.43 + 0.23 + 7.30 + 12.16 + 3.00 + 24.82 + 1.15 + 3.00 + 0.50 + 15.18 + 1.28 + 0.02 = 85.07.
    assert_eq!(remainder(&estimate), Decimal::new(0, 2));
    let alb = &estimate.components[0].lines[1];
    assert_eq!(
        alb.formula,
        "28.61 GB (3,000,000 requests from Visitors x 20 % misses x 50 KB) / 1 GB = 28.61 LCU-hours, the largest dimension"
    );
}

/// As above with a single database, half the price: 730 x 0.017 = 12.41, 5 x 0.115 = 0.575; both instances are in the
/// primary's zone, so nothing crosses. Sum 72.0622; at most 88.5262. The rounded lines add up to a cent more:
/// 16.43 + 0.23 + 7.30 + 12.16 + 3.00 + 12.41 + 0.58 + 3.00 + 0.50 + 15.18 + 1.28 = 72.07.
#[test]
fn wordpress_in_one_zone() {
    let design = sample("wordpress-weak");
    check(
        &design,
        &Options::default(),
        &[
            "alb | Load balancer hours | 730 hour x 0.0225 = 16.43",
            "alb | Capacity units | 28.610229492 LCU-hour x 0.008 = 0.23",
            "alb | Public IPv4 addresses | 1460 hour x 0.005 = 7.30",
            "cdn | Data to viewers, US, Mexico, Canada | 143.051147461 GB x 0.085 = 12.16",
            "cdn | HTTPS requests, United States | 300 10k requests x 0.01 = 3.00",
            "db | Instance hours, db.t3.micro Single-AZ | 730 hour x 0.017 = 12.41",
            "db | Storage, gp2 Single-AZ | 5 GB-month x 0.115 = 0.58",
            "files | Storage, Standard | 10 GB-month x 0.3 = 3.00",
            "files | Backup storage | 10 GB-month x 0.05 = 0.50",
            "web | Instance hours, t3.micro | 1460 hour x 0.0104 = 15.18",
            "web | Root volumes, gp3 | 16 GB-month x 0.08 = 1.28",
        ],
        "72.06",
    );
    let estimate = priced(&design, &Options::default());
    assert_eq!(cents(estimate.total.max).to_string(), "88.53");
    assert_eq!(remainder(&estimate), Decimal::new(-1, 2));
}

/// 100,000 requests of 100 KB to the CDN, and as many to the API; each function takes half of those.
///
/// - functions: 0.05 million x 0.20 = 0.01; 50,000 x 0.1 s x 128 / 1,024 GB = 625 GB-s x 0.0000166667 = 0.0104.
/// - api: 0.1 million x 3.50 = 0.35.
/// - cdn: 100,000 x 100 KB / 1,048,576 = 9.536743 GB x 0.085 = 0.8106; 10 x 0.01 = 0.10.
/// - tables, eu-north-1: of 50,000 calls half write: 0.025 million x 0.67 = 0.01675, half read: 0.025 million x 0.1345 =
///   0.00336; 1 GB x 0.269.
/// - frontend: 1 GB x 0.023; 100,000 reads, nothing being cached: 100 x 0.0004 = 0.04.
/// - account: the API's answers, 9.536743 GB x 0.09 = 0.8583.
/// - Sum: 2 x 0.0204167 + 0.35 + 0.9106232 + 2 x 0.2891125 + 0.063 + 0.8583069 = 2.8010.
#[test]
fn serverless_in_its_region() {
    check(
        &sample("serverless-web-app"),
        &Options::default(),
        &[
            "add-contact-info | Requests | 0.05 million requests x 0.2 = 0.01",
            "add-contact-info | Duration, x86 | 625 GB-second x 0.0000166667 = 0.01",
            "api | Requests, REST API | 0.1 million requests x 3.5 = 0.35",
            "cdn | Data to viewers, US, Mexico, Canada | 9.536743164 GB x 0.085 = 0.81",
            "cdn | HTTPS requests, United States | 10 10k requests x 0.01 = 0.10",
            "contacts | Write request units | 0.025 million WRU x 0.67 = 0.02",
            "contacts | Read request units | 0.025 million RRU x 0.1345 = 0.00",
            "contacts | Storage | 1 GB-month x 0.269 = 0.27",
            "frontend | Storage, Standard | 1 GB-month x 0.023 = 0.02",
            "frontend | Reads (GET and others) | 100 1000 requests x 0.0004 = 0.04",
            "get-greetings | Requests | 0.05 million requests x 0.2 = 0.01",
            "get-greetings | Duration, x86 | 625 GB-second x 0.0000166667 = 0.01",
            "greetings | Write request units | 0.025 million WRU x 0.67 = 0.02",
            "greetings | Read request units | 0.025 million RRU x 0.1345 = 0.00",
            "greetings | Storage | 1 GB-month x 0.269 = 0.27",
            "account | Data out to the internet, eu-north-1 | 9.536743164 GB x 0.09 = 0.86",
        ],
        "2.80",
    );
}

/// In us-east-1 only the tables differ: 0.025 x 0.625 = 0.015625, 0.025 x 0.125 = 0.003125, 0.25 a GB. Sum: 2.8009884 -
/// 2 x (0.2891125 - 0.26875) = 2.7603.
#[test]
fn serverless_in_another_region() {
    check(
        &sample("serverless-web-app"),
        &in_region("us-east-1"),
        &[
            "add-contact-info | Requests | 0.05 million requests x 0.2 = 0.01",
            "add-contact-info | Duration, x86 | 625 GB-second x 0.0000166667 = 0.01",
            "api | Requests, REST API | 0.1 million requests x 3.5 = 0.35",
            "cdn | Data to viewers, US, Mexico, Canada | 9.536743164 GB x 0.085 = 0.81",
            "cdn | HTTPS requests, United States | 10 10k requests x 0.01 = 0.10",
            "contacts | Write request units | 0.025 million WRU x 0.625 = 0.02",
            "contacts | Read request units | 0.025 million RRU x 0.125 = 0.00",
            "contacts | Storage | 1 GB-month x 0.25 = 0.25",
            "frontend | Storage, Standard | 1 GB-month x 0.023 = 0.02",
            "frontend | Reads (GET and others) | 100 1000 requests x 0.0004 = 0.04",
            "get-greetings | Requests | 0.05 million requests x 0.2 = 0.01",
            "get-greetings | Duration, x86 | 625 GB-second x 0.0000166667 = 0.01",
            "greetings | Write request units | 0.025 million WRU x 0.625 = 0.02",
            "greetings | Read request units | 0.025 million RRU x 0.125 = 0.00",
            "greetings | Storage | 1 GB-month x 0.25 = 0.25",
            "account | Data out to the internet, us-east-1 | 9.536743164 GB x 0.09 = 0.86",
        ],
        "2.76",
    );
    let estimate = priced(&sample("serverless-web-app"), &in_region("us-east-1"));
    assert_eq!((estimate.region.as_str(), estimate.complete), ("us-east-1", true));
}

/// The always-free allowances cover the functions (below 1 million requests and 400,000 GB-s), the tables' storage (2 of
/// 25 GB), the CDN (below 1 TB and 10 million requests) and the API's answers (below 100 GB). What remains: the API
/// 0.35, the tables' requests 2 x (0.015625 + 0.003125), the bucket 0.063: 0.4505.
#[test]
fn serverless_with_the_free_tier() {
    let options = Options { free_tier: true, ..in_region("us-east-1") };
    let estimate = priced(&sample("serverless-web-app"), &options);
    assert_eq!(estimate.total.expected.to_string(), "0.4505");
    let free: Vec<&str> = estimate.account.iter().map(|line| line.name.as_str()).skip(1).collect();
    assert_eq!(
        free,
        [
            "Always free, lambda requests x86 in us-east-1",
            "Always free, lambda duration x86 in us-east-1",
            "Always free, dynamodb storage Standard in us-east-1",
            "Always free, cloudfront data transfer out to internet in US, Mexico, Canada",
            "Always free, cloudfront HTTPS requests in United States",
            "Always free, data_transfer internet egress in us-east-1",
        ]
    );
}

/// A month of 720 hours: only what is paid by the hour changes.
#[test]
fn a_month_of_720_hours() {
    let options = Options { hours: 720, ..Options::default() };
    let (long, short) =
        (priced(&sample("wordpress-ha"), &Options::default()), priced(&sample("wordpress-ha"), &options));
    // 10 hours less of: load balancer 0.0225, 2 addresses 0.01, database 0.034, 2 instances 0.0208 = 0.0873 an hour.
    assert_eq!((long.total.expected - short.total.expected).normalize().to_string(), "0.873");
}
