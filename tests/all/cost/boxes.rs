//! Containers, registries and backups, each figure recomputed by hand.

use zonewise::codec::sketch;
use zonewise::cost::{Estimate, Options, cents, estimate};
use zonewise::system::System;

fn priced(text: &str) -> Estimate {
    let loaded = sketch(text).unwrap();
    let mut design = loaded.design;
    // Usage figures stand among the settings of a sketch under `usage`.
    for component in design.components.values_mut() {
        if let Some(serde_json::Value::Object(usage)) = component.settings.remove("usage") {
            component.usage = usage;
        }
    }
    estimate(&System::of(&design), &Options::default())
}

/// The lines of a component whose names start so: money in cents, least, expected, most.
#[track_caller]
fn line(estimate: &Estimate, id: &str, name: &str) -> [String; 3] {
    let lines = estimate.components.iter().filter(|one| *one.id == *id).flat_map(|one| &one.lines);
    let found: Vec<_> = lines.filter(|line| line.name.starts_with(name)).collect();
    let [line] = found.as_slice() else { panic!("{} lines {name} of {id}; {:?}", found.len(), estimate.not_counted) };
    [line.monthly.min, line.monthly.expected, line.monthly.max].map(|usd| cents(usd).to_string())
}

#[track_caller]
fn check(text: &str, id: &str, expected: &[(&str, &str)]) {
    let estimate = priced(text);
    for (name, usd) in expected {
        assert_eq!(line(&estimate, id, name)[1], *usd, "{name}\n{text}");
    }
}

fn not_counted(estimate: &Estimate) -> String {
    estimate.not_counted.iter().map(|entry| format!("{}: {} ({})\n", entry.what, entry.why, entry.incomplete)).collect()
}

#[test]
fn tasks_on_fargate() {
    // 1 vCPU x 730 h x 0.04048 = 29.5504; 2 GB x 730 h x 0.004445 = 6.4897.
    let one = r#"s: ecs_service[a,b]{"cpu": 1024, "memory": 2048}"#;
    check(one, "s", &[("Fargate vCPU hours, x86", "29.55"), ("Fargate memory, x86", "6.49")]);
    // Two tasks of half the size cost the same; 2 x 730 x 0.005 for their addresses in a public tier.
    let two =
        r#"s: ecs_service[a,b](public){"cpu": 512, "memory": 1024, "desired_count": 2, "assign_public_ip": true}"#;
    check(two, "s", &[("Fargate vCPU", "29.55"), ("Fargate memory", "6.49"), ("Public IPv4", "7.30")]);
    // On Graviton: 730 x 0.03238 = 23.6374; 2 x 730 x 0.00356 = 5.1976.
    let arm = r#"s: ecs_service[a,b]{"cpu": 1024, "memory": 2048, "cpu_architecture": "ARM64"}"#;
    check(arm, "s", &[("Fargate vCPU hours, arm64", "23.64"), ("Fargate memory, arm64", "5.20")]);
    // 40 GB are 20 more than included: 20 x 730 x 0.000111 = 1.6206. 3 GB of logs: 1.50, and 10 GB kept: 0.30.
    let more = r#"s: ecs_service[a,b]{"ephemeral_storage": {"size_in_gib": 40}, "usage": {"monthly_data_ingested_gb": 3, "storage_gb": 10}}"#;
    check(more, "s", &[("Fargate ephemeral", "1.62"), ("Logs written", "1.50"), ("Logs kept", "0.30")]);
    // 256 units with 700 MiB is no size of Fargate; the next has 1 GB: 730 x 0.004445 = 3.24485.
    let odd = r#"s: ecs_service[a,b]{"memory": 700}"#;
    check(odd, "s", &[("Fargate vCPU", "7.39"), ("Fargate memory", "3.24")]);
}

#[test]
fn tasks_between_their_bounds_and_on_a_schedule() {
    let scaled =
        r#"s: ecs_service[a,b]{"cpu": 1024, "memory": 2048, "desired_count": 2, "min_capacity": 1, "max_capacity": 4}"#;
    assert_eq!(line(&priced(scaled), "s", "Fargate vCPU"), ["29.55", "59.10", "118.20"]);
    // 12 hours with at least 4 and 12 with at least 2 are 3 on average: 3 x 29.5504.
    let policies = r#"[{"id": "d", "policy_type": "Scheduled", "recurrence": "0 8 * * *", "min_capacity": 4}, {"id": "n", "policy_type": "Scheduled", "recurrence": "cron(0 20 * * ? *)", "min_capacity": 2}]"#;
    let timed = format!(
        r#"s: ecs_service[a,b]{{"cpu": 1024, "memory": 2048, "desired_count": 2, "max_capacity": 4, "scaling_policies": {policies}}}"#
    );
    assert_eq!(line(&priced(&timed), "s", "Fargate vCPU")[1], "88.65");
}

#[test]
fn spot_has_no_price_and_instances_are_paid_where_they_are() {
    // Of five tasks one is the base, a quarter of the other four is on demand: two at the price, three on Spot.
    let spot = r#"s: ecs_service[a,b]{"cpu": 1024, "memory": 2048, "desired_count": 5, "capacity_provider_strategy": [{"capacity_provider": "FARGATE", "base": 1, "weight": 1}, {"capacity_provider": "FARGATE_SPOT", "weight": 3}]}"#;
    let estimate = priced(spot);
    assert_eq!(line(&estimate, "s", "Fargate vCPU")[1], "59.10");
    assert!(
        !estimate.complete && not_counted(&estimate).contains("tasks on Fargate Spot"),
        "{}",
        not_counted(&estimate)
    );
    let hosted =
        r#"h: asg[a,b]{"min_size": 2}; s: ecs_service[a,b]{"launch_type": "EC2", "desired_count": 9}; s -host-> h"#;
    let estimate = priced(hosted);
    assert!(estimate.components.iter().all(|one| *one.id != *"s"), "a service on instances costs nothing itself");
    // The image with the agent needs 30 GB: 2 x 30 x 0.08.
    assert_eq!(line(&estimate, "h", "Root volumes, gp3")[1], "4.80");
    assert!(estimate.complete, "{}", not_counted(&estimate));
    let homeless = priced(r#"s: ecs_service{"launch_type": "EC2"}"#);
    assert!(!homeless.complete && not_counted(&homeless).contains("no group of instances is connected as host"));
}

#[test]
fn images() {
    check(r#"r: ecr{"usage": {"storage_gb": 50}}"#, "r", &[("Image storage", "5.00")]);
    assert!(!priced("r: ecr").complete);
}

#[test]
fn backups_by_what_they_are_copies_of() {
    // 100 GB x 0.095, 10 GB x 0.05 and 20 GB x 0.10, each one full copy of what is connected.
    let text = r#"keep: backup; db: rds[a,b]{"allocated_storage": 100}; f: efs[a,b]{"usage": {"storage_gb": 10}}; t: dynamodb{"usage": {"storage_gb": 20}}; x: s3
                  keep -management-> db; f -management-> keep; keep -management-> t; keep -management-> x"#;
    check(
        text,
        "keep",
        &[("Backups of databases", "9.50"), ("Backups of file systems", "0.50"), ("Backups of tables", "2.00")],
    );
    assert!(
        not_counted(&priced(text)).contains("backup of x: neither its size nor monthly_s3_backup_gb is set (true)")
    );
    // What is given counts in place of that, and what is sent elsewhere: 50 GB x 0.02.
    let text = r#"keep: backup{"usage": {"monthly_rds_snapshot_gb": 300, "monthly_cross_region_copy_gb": 50}}; db: rds[a,b]; far: backup@eu-west-1{"usage": {"monthly_efs_cold_backup_gb": 1}}
                  keep -management-> db; keep -replication-> far"#;
    check(text, "keep", &[("Backups of databases", "28.50"), ("Copies sent", "1.00")]);
}
