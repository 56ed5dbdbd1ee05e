//! The samples of fleets, queues and containers, recomputed by hand in us-east-1, in 730 hours; without traffic, as
//! they are drawn. The total without public addresses is that of a bill before February 2024, when they were free.

use rust_decimal::Decimal;
use zonewise::cost::{Options, cents};

use super::{check, design, priced};

/// Compares with lines written down by hand, the total with the addresses, and the one without them.
#[track_caller]
fn sample(name: &str, expected: &[&str], total: &str, without_addresses: &str) {
    let design = design(&std::fs::read_to_string(format!("public/samples/{name}.zonewise.json")).unwrap());
    check(&design, &Options::default(), expected, total);
    let estimate = priced(&design, &Options::default());
    let lines = estimate.components.iter().flat_map(|component| &component.lines);
    let addresses: Decimal =
        lines.filter(|line| line.name == "Public IPv4 addresses").map(|line| line.monthly.expected).sum();
    assert_eq!(cents(estimate.total.expected - addresses).to_string(), without_addresses);
}

/// - alb: 730 x 0.0225 = 16.425; two zones: 1,460 x 0.005 = 7.30.
/// - web: 2 x 730 x 0.0104 = 15.184; 2 x 8 x 0.10 = 1.60; 1,460 x 0.005 = 7.30.
/// - Sum 47.809; without the addresses 33.209.
#[test]
fn web_servers() {
    sample(
        "web-servers",
        &[
            "alb | Load balancer hours | 730 hour x 0.0225 = 16.43",
            "alb | Public IPv4 addresses | 1460 hour x 0.005 = 7.30",
            "web | Instance hours, t3.micro | 1460 hour x 0.0104 = 15.18",
            "web | Root volumes, gp2 | 16 GB-month x 0.1 = 1.60",
            "web | Public IPv4 addresses | 1460 hour x 0.005 = 7.30",
        ],
        "47.81",
        "33.21",
    );
}

/// - alb: as above, 23.725.
/// - db: 730 x 0.017 = 12.41; 5 x 0.115 = 0.575. A standard parameter is free.
/// - etherpad: 730 x 0.0104 = 7.592; 8 x 0.10 = 0.80; 730 x 0.005 = 3.65.
/// - Sum 48.752; without the three addresses 37.802.
#[test]
fn etherpad() {
    sample(
        "etherpad",
        &[
            "alb | Load balancer hours | 730 hour x 0.0225 = 16.43",
            "alb | Public IPv4 addresses | 1460 hour x 0.005 = 7.30",
            "db | Instance hours, db.t3.micro Single-AZ | 730 hour x 0.017 = 12.41",
            "db | Storage, gp2 Single-AZ | 5 GB-month x 0.115 = 0.58",
            "db-host | Standard parameter | 1 month x 0 = 0.00",
            "etherpad | Instance hours, t3.micro | 730 hour x 0.0104 = 7.59",
            "etherpad | Root volumes, gp2 | 8 GB-month x 0.1 = 0.80",
            "etherpad | Public IPv4 addresses | 730 hour x 0.005 = 3.65",
        ],
        "48.75",
        "37.80",
    );
}

/// - alb: as above, 23.725.
/// - images: 730 x 0.00065 = 0.4745; 730 x 0.00013 = 0.0949.
/// - server and worker: each 7.592 + 0.80 + 3.65 = 12.042.
/// - Sum 48.3784; without the four addresses 33.7784.
#[test]
fn imagery() {
    sample(
        "imagery",
        &[
            "alb | Load balancer hours | 730 hour x 0.0225 = 16.43",
            "alb | Public IPv4 addresses | 1460 hour x 0.005 = 7.30",
            "images | Write capacity | 730 WCU-hour x 0.00065 = 0.47",
            "images | Read capacity | 730 RCU-hour x 0.00013 = 0.09",
            "server | Instance hours, t3.micro | 730 hour x 0.0104 = 7.59",
            "server | Root volumes, gp2 | 8 GB-month x 0.1 = 0.80",
            "server | Public IPv4 addresses | 730 hour x 0.005 = 3.65",
            "worker | Instance hours, t3.micro | 730 hour x 0.0104 = 7.59",
            "worker | Root volumes, gp2 | 8 GB-month x 0.1 = 0.80",
            "worker | Public IPv4 addresses | 730 hour x 0.005 = 3.65",
        ],
        "48.38",
        "33.78",
    );
}

/// - alb: as above, 23.725.
/// - notea: 2 tasks x 0.5 x 730 x 0.04048 = 29.5504; 2 x 1 x 730 x 0.004445 = 6.4897; 1,460 x 0.005 = 7.30.
/// - Sum 67.0651; without the four addresses 52.4651.
#[test]
fn notea() {
    sample(
        "notea",
        &[
            "alb | Load balancer hours | 730 hour x 0.0225 = 16.43",
            "alb | Public IPv4 addresses | 1460 hour x 0.005 = 7.30",
            "notea | Fargate vCPU hours, x86 | 730 vCPU-hour x 0.04048 = 29.55",
            "notea | Fargate memory, x86 | 1460 GB-hour x 0.004445 = 6.49",
            "notea | Public IPv4 addresses | 1460 hour x 0.005 = 7.30",
        ],
        "67.07",
        "52.47",
    );
}
