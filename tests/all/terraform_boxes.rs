//! The Terraform of containers, registries and backups: what is drawn is there, and nothing that AWS refuses.

use zonewise::codec::sketch;
use zonewise::model::Design;
use zonewise::terraform::Export;

use crate::terraform::{check_whole, exported};
use crate::tfcheck;

/// Name and sketch.
const SKETCHES: &[(&str, &str)] = &[
    (
        "fargate behind a balancer, with a table, files, images, scaling and a shell",
        r#"users: users; lb: alb[a,b]; gw: nat_gateway[a]; images: ecr{"keep_images": 10, "scan_on_push": true, "image_tag_mutability": "IMMUTABLE"}
           api: ecs_service[a,b]{"cpu": 512, "memory": 1024, "desired_count": 2, "min_capacity": 2, "max_capacity": 6, "cpu_architecture": "ARM64", "enable_execute_command": true, "platform_version": "1.4.0", "health_check_grace_period_seconds": 30, "deployment_circuit_breaker": {"enable": true, "rollback": true}, "ephemeral_storage": {"size_in_gib": 40}, "container_definitions": [{"name": "api", "image": "images:1.4", "container_port": 3000, "cpu": 256, "memory": 512, "environment": {"MODE": "fast", "DEBUG": 1, "API_TOKEN": "in-clear"}}, {"name": "side car", "image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/side:2", "essential": false}], "scaling_policies": [
             {"id": "cpu", "policy_type": "TargetTrackingScaling", "predefined_metric_type": "ECSServiceAverageCPUUtilization", "target_value": 50, "scale_in_cooldown": 180, "scale_out_cooldown": 60},
             {"id": "requests", "policy_type": "TargetTrackingScaling", "predefined_metric_type": "ALBRequestCountPerTarget", "target_value": 100},
             {"id": "errors", "policy_type": "StepScaling", "adjustment_type": "PercentChangeInCapacity", "cooldown": 60, "step_adjustment": {"metric_interval_lower_bound": 0, "scaling_adjustment": 200}},
             {"id": "simple", "policy_type": "SimpleScaling", "scaling_adjustment": 1},
             {"id": "jobs", "policy_type": "TargetTrackingScaling", "metric_name": "Jobs", "namespace": "App", "dimensions": {"Queue": "q"}, "target_value": 3},
             {"id": "morning", "policy_type": "Scheduled", "recurrence": "0 8 * * 1-5", "min_capacity": 4, "time_zone": "Europe/Berlin"},
             {"id": "launch", "policy_type": "Scheduled", "start_time": "2027-01-01T12:00:00Z", "desired_capacity": 4}]}
           t: dynamodb; files: efs[a,b]; db: rds[a,b]
           users -> lb -> api {"port": 3000, "health_check": {"path": "/ok"}}
           api => t; api => files; api => db; api -> images"#,
    ),
    (
        "two containers on instances with dynamic ports and paths",
        r#"users: users; lb: alb[a,b]; host: asg[a,b]{"min_size": 2, "max_size": 4, "instance_type": "t3.small"}; n: nat_gateway[a]; t: dynamodb
           todo: ecs_service[a,b]{"launch_type": "EC2", "network_mode": "bridge", "desired_count": 2, "deployment_maximum_percent": 400, "log_retention_in_days": 14, "ordered_placement_strategy": [{"type": "spread", "field": "attribute:ecs.availability-zone"}, {"type": "binpack", "field": "memory"}], "container_definitions": [{"name": "main", "image": "nginx", "container_port": 8080, "cpu": 20, "memory": 200}, {"name": "files", "image": "nginx", "container_port": 8081, "host_port": 9081, "cpu": 20, "memory": 200, "essential": false}]}
           users -> lb
           lb -> todo {"id": "main", "port": 8080, "path_patterns": ["*/todos*"], "default_action": true}
           lb -> todo {"id": "files", "port": 8081, "path_patterns": ["*/files*"]}
           todo -host-> host {"managed_scaling": true}
           todo => t"#,
    ),
    (
        "services that call each other, spot, clusters, own and host networks",
        r#"users: users; lb: alb[a,b]; n: nat_gateway[a]; host: asg[a,b]{"min_size": 1, "user_data": "\#!/bin/bash\necho hi", "root_block_device": {"volume_size": 10}, "associate_public_ip_address": false}
           other: asg[a]{"user_data": "\#cloud-config"}
           front: ecs_service[a,b]{"capacity_provider_strategy": [{"capacity_provider": "FARGATE", "base": 1, "weight": 1}, {"capacity_provider": "FARGATE_SPOT", "weight": 3}]}
           back: ecs_service[a,b]{"cluster": "Back end", "memory": 700, "container_definitions": [{"name": "b", "image": "redis", "container_port": 6379, "secrets": {"KEY": "arn:aws:secretsmanager:us-east-1:111122223333:secret:x-AbCdEf:KEY::", "NOPE": "nobody"}}]}
           near: ecs_service[a,b]{"launch_type": "EC2"}
           flat: ecs_service[a,b]{"launch_type": "EC2", "network_mode": "host", "container_definitions": [{"name": "f", "image": "x", "container_port": 7000}]}
           deep: ecs_service[a,b]{"launch_type": "EC2", "network_mode": "bridge", "cluster": "Back end"}
           lone: ecs_service[a]{"launch_type": "EC2"}
           users -> lb -> front -> back; front -> near; near -> deep
           near -host-> host; flat -host-> host; deep -host-> host; deep -host-> other; front -host-> host"#,
    ),
    (
        "public tasks without an image drawn",
        r#"users: users; lb: alb[a,b]; web: ecs_service[a,b](public){"assign_public_ip": true, "log_retention_in_days": 8, "deployment_minimum_healthy_percent": 100, "deployment_maximum_percent": 100}; b: s3
           users -> lb -> web => b {"actions": ["s3:GetObject"]}"#,
    ),
    (
        "registries with copies",
        r#"one: ecr{"repository_name": "team/app"}; copy: ecr@eu-west-1; two: ecr{"encryption_type": "KMS", "force_delete": true, "repository_name": "No Good"}; far: ecr@eu-west-1; same: ecr
           one -replication-> copy; two -replication-> far; one -replication-> same"#,
    ),
    (
        "backups of everything, with a copy in another region",
        r#"web: asg[a,b]; db: rds[a,b]; cl: rds[a,b,c]{"multi_az_cluster": true, "instance_class": "db.m6gd.large", "storage_type": "io1", "iops": 3000, "allocated_storage": 100}; t: dynamodb; f: efs[a,b]; b: s3{"versioning": true}
           keep: backup{"delete_after": 120, "cold_storage_after": 30, "enable_continuous_backup": true, "schedule": "cron(0 1 ? * MON *)"}; there: backup@eu-west-1{"force_destroy": true}; bare: backup{"schedule": "at noon"}; far: dynamodb@eu-west-1
           db -management-> keep; keep -management-> cl; keep -management-> t; keep -management-> f; b -management-> keep; keep -management-> web; keep -management-> far
           keep -replication-> there; t -management-> bare"#,
    ),
    (
        "a service in another region, by every network",
        r#"west: vpc[a,b]@eu-west-1; lb: alb[a,b]@west; s: ecs_service[a,b]@west; users: users; users -> lb -> s {"protocol": "HTTPS", "port": 8443}"#,
    ),
];

fn design(text: &str) -> Design {
    let text = text.replace("\\#", "#");
    sketch(&text).unwrap_or_else(|error| panic!("{error}: {text}")).design
}

fn of(name: &str) -> Export {
    let (_, text) = SKETCHES.iter().find(|(known, _)| known.starts_with(name)).unwrap();
    exported(&design(text))
}

/// The text of one block of an export.
#[track_caller]
fn block(export: &Export, address: &str) -> String {
    let (kind, label) = address.split_once('.').unwrap();
    let head = format!("resource \"{kind}\" \"{label}\" {{\n");
    let all: String = export.files.iter().filter(|file| file.path.ends_with(".tf")).map(|file| file.text.as_str()).collect();
    let at = all.find(&head).unwrap_or_else(|| panic!("no {address}"));
    let rest = &all[at..];
    rest[..rest.find("\n}\n").unwrap()].to_owned()
}

#[track_caller]
fn holds(export: &Export, address: &str, lines: &[&str]) {
    let text = block(export, address);
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in lines {
        assert!(flat(&text).contains(&flat(line)), "{address} has no `{line}`:\n{text}");
    }
}

fn left(export: &Export) -> String {
    export.not_exported.iter().map(|item| format!("{}: {}\n", item.component, item.why)).collect()
}

#[test]
fn the_cases_export_whole() {
    for (name, text) in SKETCHES {
        println!("{name}");
        check_whole(&exported(&design(text)));
    }
}

#[test]
fn the_cases_plan() {
    let Some(checker) = tfcheck::checker() else { return };
    let designs: Vec<Design> = SKETCHES.iter().map(|(_, text)| design(text)).collect();
    tfcheck::run_together(&checker, "boxes", &designs);
}
