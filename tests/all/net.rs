//! Findings about names, Network Load Balancers, endpoints, outside systems and addresses: which rules speak, and
//! about what.

use zonewise::codec::sketch;
use zonewise::judge;
use zonewise::system::System;

/// The findings of these rules, as `RULE subject`, in the order of the list.
#[track_caller]
fn check(text: &str, rules: &[&str], expected: &str) {
    let loaded = sketch(text).unwrap();
    assert_eq!(loaded.repairs, [], "{text}");
    let system = System::of(&loaded.design);
    let verdicts = judge::verdicts(&system);
    let mut found: Vec<String> = judge::findings(&system, &verdicts)
        .iter()
        .filter(|finding| rules.contains(&finding.rule))
        .map(|finding| format!("{} {}", finding.rule, finding.components[0]))
        .collect();
    found.sort();
    assert_eq!(found.join(", "), expected, "{text}");
}

const BALANCERS: &[&str] = &["HA001", "HA002", "HA003", "HA004", "HA005", "HA006", "HA051"];

#[test]
fn rules_about_balancers_speak_about_both_kinds() {
    let web = r#"users: users; web: asg[a,b]{"min_size": 2}; users -> lb"#;
    check(&format!("{web}; lb: nlb[a,b]; lb -> web"), BALANCERS, "");
    check(&format!("{web}; lb: nlb[a,b]"), BALANCERS, "HA003 lb");
    check(&format!("{web}; lb: nlb[a]; lb -> web"), BALANCERS, "HA002 lb, HA006 lb");
    check(&format!("{web}; lb: nlb[a,b,c]; lb -> web"), BALANCERS, "HA005 lb");
    let crossing = r#"lb: nlb[a,b,c]{"enable_cross_zone_load_balancing": true}"#;
    check(&format!("{web}; {crossing}; lb -> web"), BALANCERS, "HA051 lb");
    check(r#"users: users; lb: nlb[a,b]; s: asg[a]{"min_size": 2}; users -> lb -> s"#, BALANCERS, "HA004 lb, HA005 lb");
    // An Application Load Balancer behind it is no server or fleet.
    check(r#"lb: nlb[a,b]; inner: alb[a,b](private); web: asg[a,b]{"min_size": 2}; lb -> inner -> web"#, BALANCERS, "");
    let said = |protocol: &str| {
        format!(r#"users: users; lb: nlb[a,b]; web: asg[a,b]; users -> lb {{"protocol": "{protocol}"}}; lb -> web"#)
    };
    check(&said("HTTP"), &["NW007"], "NW007 lb");
    check(&said("udp"), &["NW007"], "");
    check("users: users; lb: nlb[a,b](private); web: asg[a,b]; users -> lb -> web", &["NW001"], "NW001 lb");
    check("api: api_gateway; lb: nlb[a,b](private); web: asg[a,b]; api -> lb -> web", &["NW006", "NW004"], "NW006 api");
    let grace = r#"web: asg[a,b]{"min_size": 2, "health_check_type": "EC2"}; lb: nlb[a,b]; lb -> web"#;
    check(grace, &["HA012"], "HA012 web");
}

#[test]
fn rules_about_names() {
    const NAMES: &[&str] = &["HA031", "HA032", "HA033", "HA034", "HA035", "SE004", "SE006"];
    let two = r#"users: users; l1: nlb[a,b]; l2: nlb[a,b]; web: asg[a,b]{"min_size": 2}; l1 -> web; l2 -> web; users -> dns; dns -> l1; dns -> l2"#;
    let dns = |settings: &str| format!("{two}; dns: route53{settings}");
    check(&dns(""), NAMES, "HA031 dns");
    check(&dns(r#"{"health_check": true}"#), NAMES, "HA031 dns");
    check(&dns(r#"{"routing_policy": "latency"}"#), NAMES, "HA031 dns");
    check(&dns(r#"{"routing_policy": "failover", "health_check": true, "ttl": 61}"#), NAMES, "HA033 dns");
    check(&dns(r#"{"routing_policy": "multivalue", "health_check": true, "ttl": 60}"#), NAMES, "");
    // A simple name with one target needs no checks, however long its answers are remembered.
    check(
        r#"users: users; dns: route53{"ttl": 3600}; lb: nlb[a,b]; web: asg[a,b]; users -> dns -> lb -> web"#,
        NAMES,
        "",
    );
    check(r#"dns: route53{"routing_policy": "failover"}"#, NAMES, "HA032 dns");
    check("dns: route53; s: ec2[a](public); t: ec2[b](public); dns -> s; dns -> t", NAMES, "HA031 dns, HA034 dns");
    // Who looks up a name goes on in the protocol that he says, and is a caller of what the name leads to.
    let by = |protocol: &str| {
        format!(
            r#"users: users; dns: route53; lb: alb[a,b]; web: asg[a,b]; users -> dns {{"protocol": "{protocol}"}}; dns -> lb -> web"#
        )
    };
    check(&by("HTTPS"), NAMES, "SE004 lb");
    check(&by("HTTP"), NAMES, "SE004 lb, SE006 lb");
    check(&format!("{}; f: waf; f -management-> lb", by("HTTPS")), NAMES, "");
    check(&format!("{}; c: acm; lb -management-> c; f: waf; lb -management-> f", by("HTTP")), NAMES, "");
    // A group of one that takes its address along needs no load balancer.
    let one = r#"users: users; web: asg[a](public){"max_size": 1}; ip: elastic_ip{"claimed_at_boot": true}; users -> web; ip -management-> web"#;
    check(one, NAMES, "");
    check(&one.replace("true", "false"), NAMES, "HA035 web");
}

#[test]
fn rules_about_endpoints() {
    const WAYS: &[&str] = &["HA025", "HA026", "HA027", "NW004", "NW008"];
    let web = r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#;
    check(&format!("{web}; q: sqs; web -> q"), WAYS, "NW008 web");
    // An endpoint serves its whole VPC, whether it is drawn as called or names its service.
    check(
        &format!(r#"{web}; q: sqs; web -> q; ep: vpc_endpoint[a,b]{{"service_name": "com.amazonaws.us-east-1.sqs"}}"#),
        WAYS,
        "",
    );
    check(
        &format!(r#"{web}; q: sqs; web -> q; ep: vpc_endpoint[a]{{"service_name": "com.amazonaws.us-east-1.sqs"}}"#),
        WAYS,
        "HA027 ep",
    );
    check(&format!("{web}; q: sqs; web -> ep -> q; ep: vpc_endpoint[b]"), WAYS, "HA027 ep");
    check(
        &format!(
            "{web}; s: secrets_manager; f: lambda[a]; f -> s; ep: vpc_endpoint[a]{{\"service_name\": \"com.amazonaws.us-east-1.secretsmanager\"}}"
        ),
        WAYS,
        "",
    );
    // A route has no zone.
    let gateway = r#"ep: vpc_endpoint[a]{"vpc_endpoint_type": "Gateway"}"#;
    check(
        &format!("{web}; t: dynamodb; web => t; {gateway}; n: nat_gateway[a]{{\"availability_mode\": \"regional\"}}"),
        WAYS,
        "",
    );
    check(&format!("{web}; t: dynamodb; web => t; n: nat_gateway[a]"), WAYS, "HA025 web, HA026 n");
    check(&format!("{web}; t: dynamodb; web -> ep => t; {gateway}; n: nat_gateway[a]"), WAYS, "HA025 web");
}

#[test]
fn rules_about_outside_systems_and_second_regions() {
    let web = r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb -> web; pay: external; n: nat_gateway[a]"#;
    check(&format!("{web}; web -> pay"), &["HA048"], "HA048 web");
    check(&format!(r#"{web}; web -> pay {{"dependency": "soft"}}"#), &["HA048"], "");
    let two = format!(r#"{web}; bank: external; web -> pay {{"group": "pay"}}; web -> bank {{"group": "pay"}}"#);
    check(&two, &["HA048"], "");
    check(&two.replace(r#"bank {"group": "pay"}"#, "bank"), &["HA048"], "HA048 web");
    // On a path of messages too; off every path not.
    check("q: sqs; f: lambda; pay: external; q ~> f -> pay", &["HA048"], "HA048 f");
    check("f: lambda; pay: external; f -> pay", &["HA048"], "");
    // As a caller it is an entry like users.
    check("partner: external; api: api_gateway; f: lambda; partner -> api -> f", &["HA048", "NW004", "HA053"], "");

    let copied = r#"users: users; api: api_gateway; f: lambda; t: dynamodb; copy: dynamodb@eu-west-1; b: s3; c2: s3@eu-west-1; users -> api -> f => t; t -replication-> copy; b -replication-> c2"#;
    let needed = r#"requirements {"dr_required": true}"#;
    check(copied, &["OP004"], "");
    check(&format!("{needed}; {copied}"), &["OP004"], "OP004 c2");
    check(&format!("{needed}; {copied}; g: lambda@eu-west-1; g => copy"), &["OP004"], "OP004 c2");
    check(&format!("{needed}; {copied}; h: lambda@eu-west-1; users -> h => copy"), &["OP004"], "");
}

#[test]
fn what_is_not_judged_is_named() {
    let loaded =
        sketch(r#"users: users; f: lambda; box: other{"label": "Amazon Bedrock"}; users -> f -> box"#).unwrap();
    let verdicts = judge::verdicts(&System::of(&loaded.design));
    let ids: Vec<&str> = verdicts.paths[0].not_judged.iter().map(|id| id.as_str()).collect();
    assert_eq!(ids, ["box"]);
}
