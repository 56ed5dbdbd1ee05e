//! What the rules say about containers and backups, beyond the rules' own examples.

use super::{example, judge, of, subject};

/// Says on which subjects a rule finds fault with a design, and how severely.
#[track_caller]
fn check(rule: &str, text: &str, expected: &[&str]) {
    let findings = judge(&example(text)).findings;
    let found: Vec<String> =
        of(&findings, rule).into_iter().map(|one| format!("{} {}", one.severity.name(), subject(one))).collect();
    assert_eq!(found, expected, "{rule}: {text}");
}

const USERS: &str = "users: users; lb: alb[a,b]; users -> lb -> s";

#[test]
fn fleets_of_containers_are_judged_as_fleets() {
    let behind = |service: &str| format!("s: ecs_service{service}; {USERS}");
    check("HA004", &behind(r#"[a]{"desired_count": 4}"#), &["error lb"]);
    check("HA004", &behind(r#"[a,b]{"desired_count": 4}"#), &[]);
    check("HA008", &behind(r#"[a]{"desired_count": 4}"#), &["error s"]);
    check("HA008", &behind("[a,b]"), &[]);
    check("HA009", &behind("[a,b]"), &["warning s"]);
    check("HA009", &behind(r#"[a,b]{"clusterable": false}"#), &["advice s"]);
    check("HA009", &behind(r#"[a,b]{"desired_count": 2}"#), &[]);
    // A worker that nobody waits for.
    check("HA009", "s: ecs_service[a,b]", &["advice s"]);
    check("HA011", &behind(r#"[a,b]{"desired_count": 4, "need": 3}"#), &["warning s"]);
    check("HA011", &behind(r#"[a,b,c]{"desired_count": 9, "need": 6}"#), &[]);
    check("HA045", &behind(r#"[a,b]{"desired_count": 2, "stateful": true}"#), &["warning s"]);
    check("HA045", &behind(r#"[a,b]{"desired_count": 2}"#), &[]);
    check(
        "HA035",
        r#"users: users; cdn: cloudfront; s: ecs_service[a,b]{"desired_count": 2}; users -> cdn -> s"#,
        &["error s"],
    );
    check("HA035", &behind(r#"[a,b]{"desired_count": 2}"#), &[]);
    // Outside of a VPC it has no zone at all.
    check("HA008", r#"s: ecs_service@us-east-1"#, &["error s"]);
}

#[test]
fn the_size_of_a_service_is_bounded_by_its_scaling() {
    let policy = r#""scaling_policies": [{"id": "cpu", "policy_type": "TargetTrackingScaling", "target_value": 50}]"#;
    let scaled = |rest: &str| format!(r#"s: ecs_service[a,b]{{"desired_count": 2, {rest}{policy}}}; {USERS}"#);
    let still = format!(r#"s: ecs_service[a,b]{{"desired_count": 2}}; {USERS}"#);
    check("SC002", &still, &["warning s"]);
    check("SC002", &scaled(r#""max_capacity": 4, "#), &[]);
    // Nothing scales it: that is what SC002 says, and there are no bounds.
    check("SC001", &still, &[]);
    check("SC001", &scaled(""), &["warning s"]);
    check("SC001", &scaled(r#""max_capacity": 4, "#), &[]);
    check("HA052", &scaled(r#""max_capacity": 4, "need": 5, "#), &["error s"]);
    check("HA052", &scaled(r#""max_capacity": 5, "need": 5, "#), &[]);
}

#[test]
fn tasks_need_a_way_to_their_image_and_secrets() {
    let service = |rest: &str| format!(r#"r: ecr; s: ecs_service[a,b]{rest}; s -> r; {USERS}"#);
    check("NW008", &service(r#"{"desired_count": 2}"#), &["error s"]);
    check("NW008", &format!("n: nat_gateway[a]; {}", service("")), &[]);
    let endpoint = r#"e: vpc_endpoint[a,b]{"service_name": "com.amazonaws.us-east-1.ecr.dkr"}; "#;
    check("NW008", &format!("{endpoint}{}", service("")), &[]);
    check("NW008", &service("(public)"), &["error s"]);
    check("NW008", &service(r#"(public){"assign_public_ip": true}"#), &[]);
    // Servers start from an image that is there.
    check("NW008", "r: ecr; s: asg[a,b]; s -> r", &[]);
    let public = |flag: bool| format!(r#"s: ecs_service[a,b](public){{"assign_public_ip": {flag}}}; {USERS}"#);
    check("SE008", &public(true), &["advice s"]);
    check("SE008", &public(false), &[]);
    check(
        "SE008",
        &format!(r#"s: ecs_service[a,b](public){{"assign_public_ip": true, "launch_type": "EC2"}}; {USERS}"#),
        &[],
    );
}

#[test]
fn hosts_are_where_their_tasks_are() {
    let on =
        |hosts: &str| format!(r#"s: ecs_service[a,b]{{"launch_type": "EC2", "desired_count": 2}}; {hosts}; {USERS}"#);
    check("HA037", &on("h: asg[a]; s -host-> h"), &["error s"]);
    check("HA037", &on("h: asg[b,a,c]; s -host-> h"), &[]);
    // Each of two hosts is needed by itself, unless they are alternatives.
    check("HA037", &on("h: asg[a]; i: asg[b]; s -host-> h; s -host-> i"), &["error s"]);
    let either = r#"h: asg[a]; i: asg[b]; s -host-> h {"group": "g"}; s -host-> i {"group": "g"}"#;
    check("HA037", &on(either), &[]);
    check("HA037", &on("h: asg[a,b]"), &[]);
    // The path fails with the zone of the only host, whatever the service says.
    check("HA039", &on(r#"h: asg[a]{"min_size": 4, "max_size": 4}; s -host-> h"#), &["error lb"]);
    check("HA039", &on(r#"h: asg[a,b]{"min_size": 4, "max_size": 4}; s -host-> h"#), &[]);
}

#[test]
fn copies_and_drills() {
    check("OP005", "b: backup", &["advice b"]);
    check("OP005", "b: backup; c: backup@eu-west-1; b -replication-> c", &[]);
    let needed = r#"requirements {"dr_required": true}; "#;
    check("OP003", &format!("{needed}users: users; f: lambda; users -> f"), &["advice f"]);
    check("OP003", &format!("{needed}t: dynamodb"), &["advice t"]);
    check("OP003", "users: users; f: lambda; users -> f", &[]);
    check("OP003", r#"requirements {"dr_required": true, "drill_date": "2026-10-01"}; t: dynamodb"#, &[]);
}
