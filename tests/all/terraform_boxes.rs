//! The Terraform of containers, registries and backups: what is drawn is there, and nothing that AWS refuses.

use zonewise::codec::{load, save, sketch};
use zonewise::model::{Design, Id};
use zonewise::terraform::Export;

use crate::support::cases;
use crate::support::exported::injections;
use crate::support::mutate::hostile_texts;
use crate::support::random::{self, Options};
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
    let all: String =
        export.files.iter().filter(|file| file.path.ends_with(".tf")).map(|file| file.text.as_str()).collect();
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

#[test]
fn random_designs_export_whole() {
    for seed in 0..cases(300) {
        let design = random::design(seed, &Options::BOXED);
        let result = std::panic::catch_unwind(|| check_whole(&exported(&design)));
        assert!(result.is_ok(), "seed {seed}");
    }
}

#[test]
fn random_designs_plan() {
    let Some(checker) = tfcheck::checker() else { return };
    let seeds: Vec<u64> = (0..cases(60)).collect();
    for batch in seeds.chunks(20) {
        let reload = |seed: &u64| load(save(&random::design(*seed, &Options::BOXED)).as_bytes()).unwrap().design;
        let designs: Vec<Design> = batch.iter().map(reload).collect();
        tfcheck::run_together(&checker, &format!("boxed-{}", batch[0]), &designs);
    }
}

/// Puts hostile text into every text of a value.
fn poison(value: &mut serde_json::Value, text: &str) {
    match value {
        serde_json::Value::String(own) => text.clone_into(own),
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| poison(item, text)),
        serde_json::Value::Object(map) => map.values_mut().for_each(|item| poison(item, text)),
        _ => {}
    }
}

#[test]
fn hostile_text_in_settings_stays_text() {
    for (at, text) in hostile_texts().into_iter().enumerate() {
        for (name, sketch) in SKETCHES {
            let clean = design(sketch);
            let ids: Vec<&Id> =
                clean.components.keys().filter(|id| !clean.components[*id].settings.is_empty()).collect();
            // One component after the other, so that each meets some of the texts, and one text all of a kind.
            for id in ids.iter().copied().cycle().skip(at).take(1) {
                let mut poisoned = clean.clone();
                let component = poisoned.components.get_mut(id).unwrap();
                component.settings.values_mut().for_each(|value| poison(value, &text));
                let export = exported(&poisoned);
                check_whole(&export);
                assert_eq!(injections(&export), Vec::<String>::new(), "{name}: {id}: {text:?}");
            }
        }
    }
}

#[test]
fn a_service_on_fargate_is_all_that_is_drawn() {
    let export = of("fargate behind");
    holds(
        &export,
        "aws_ecs_task_definition.api",
        &[
            r#"requires_compatibilities = ["FARGATE"]"#,
            r#"cpu = "512""#,
            r#"memory = "1024""#,
            r#"cpu_architecture = "ARM64""#,
            "size_in_gib = 40",
            r#"image = "${aws_ecr_repository.images.repository_url}:1.4""#,
            "containerPort = 3000",
            r#"name = "MODE" value = "fast""#,
            "value = tostring(aws_db_instance.db.address)",
            "file_system_id = aws_efs_file_system.files.id",
        ],
    );
    holds(
        &export,
        "aws_ecs_service.api",
        &[
            "desired_count = 2",
            "target_group_arn = aws_lb_target_group.lb_api.arn",
            r#"container_name = "api""#,
            "container_port = 3000",
            "subnets = [aws_subnet.main_private_a.id, aws_subnet.main_private_b.id]",
            "health_check_grace_period_seconds = 30",
            "rollback = true",
            "ignore_changes = [desired_count]",
            "aws_lb_listener.lb_3000,",
        ],
    );
    holds(&export, "aws_lb_target_group.lb_api", &[r#"target_type = "ip""#, "port = 3000", r#"path = "/ok""#]);
    holds(&export, "aws_appautoscaling_target.api", &["min_capacity = 2", "max_capacity = 6"]);
    // Monday to Friday are 2 to 6 here.
    holds(&export, "aws_appautoscaling_scheduled_action.api_morning", &[r#"schedule = "cron(0 8 ? * 2-6 *)""#]);
    holds(&export, "aws_appautoscaling_scheduled_action.api_launch", &[r#"schedule = "at(2027-01-01T12:00:00)""#]);
    // The agent fetches images, the containers do not: the right to is in one role only.
    holds(
        &export,
        "aws_iam_role_policy.api_execution",
        &["ecr:GetAuthorizationToken", "aws_ecr_repository.images.arn", "repository/side"],
    );
    assert!(!block(&export, "aws_iam_role_policy.api").contains("ecr:"));
    let missing = left(&export);
    assert!(missing.contains("API_TOKEN of api holds a secret in clear"), "{missing}");
    assert!(export.files.iter().all(|file| !file.text.contains("in-clear")));
}

#[test]
fn containers_on_instances_have_their_hosts() {
    let export = of("two containers");
    holds(
        &export,
        "aws_ecs_capacity_provider.host",
        &["auto_scaling_group_arn = aws_autoscaling_group.host.arn", r#"status = "ENABLED""#],
    );
    holds(
        &export,
        "aws_ecs_cluster_capacity_providers.main",
        &["capacity_providers = [aws_ecs_capacity_provider.host.name]"],
    );
    holds(
        &export,
        "aws_launch_template.host",
        &[
            "vpc_security_group_ids = [aws_security_group.host.id, aws_security_group.todo.id]",
            "volume_size = 30",
            "cluster = aws_ecs_cluster.main.name",
        ],
    );
    holds(&export, "aws_autoscaling_group.host", &["AmazonECSManaged", "ignore_changes = [desired_capacity]"]);
    holds(
        &export,
        "aws_ecs_service.todo",
        &[
            "capacity_provider = aws_ecs_capacity_provider.host.name",
            r#"type = "binpack" field = "memory""#,
            r#"container_name = "files" container_port = 8081"#,
            "deployment_maximum_percent = 400",
        ],
    );
    holds(&export, "aws_lb_target_group.lb_todo", &[r#"target_type = "instance""#]);
    // A fixed port of the host, and any of those that are free.
    holds(&export, "aws_vpc_security_group_ingress_rule.todo_from_lb_9081", &["to_port = 9081"]);
    holds(&export, "aws_vpc_security_group_ingress_rule.todo_from_lb_32768", &["to_port = 65535"]);
    let boot = export.files.iter().find(|file| file.path == "user_data/host.sh.tftpl").unwrap();
    assert!(boot.text.contains("ECS_CLUSTER=${cluster}"), "{}", boot.text);
    assert!(export.files.iter().any(|file| file.text.contains("/aws/service/ecs/optimized-ami/amazon-linux-2023")));
    assert_eq!(left(&export), "");
}

#[test]
fn services_find_each_other_and_hosts_join_one_cluster() {
    let export = of("services that call");
    holds(&export, "aws_service_discovery_service.back", &[r#"type = "A""#]);
    holds(&export, "aws_service_discovery_service.deep", &[r#"type = "SRV""#]);
    holds(&export, "aws_ecs_task_definition.front", &[r#"value = "back.main.internal""#]);
    holds(&export, "aws_ecs_service.front", &[r#"capacity_provider = "FARGATE_SPOT" weight = 3"#, "base = 1"]);
    holds(&export, "aws_ecs_task_definition.back", &[r#"memory = "1024""#, ":KEY::"]);
    holds(&export, "aws_iam_role_policy.back_execution", &["secret:x-AbCdEf\""]);
    let missing = left(&export);
    for why in [
        "near -> host: the host has joined the cluster of another service",
        "front -> host: its launch type is FARGATE",
        "back: the secret NOPE of b: connect the service to the secret that it names",
        "back: Fargate has no tasks of 256 CPU units and 700 MiB; its next size is 256 and 1024",
        "its root volume of 10 GB is too small",
    ] {
        assert!(missing.contains(why), "{why}\n{missing}");
    }
}

#[test]
fn registries_and_vaults_are_copied() {
    let export = of("registries");
    holds(
        &export,
        "aws_ecr_replication_configuration.registry",
        &["registry_id = aws_ecr_repository.one.registry_id", r#"region = "eu-west-1""#],
    );
    holds(&export, "aws_ecr_repository.copy", &[r#"name = "team/app""#]);
    assert!(left(&export).contains("one -> same: a repository is copied to other regions"), "{}", left(&export));
    let export = of("backups of");
    holds(
        &export,
        "aws_backup_selection.keep",
        &[
            "aws_db_instance.db.arn,",
            "aws_rds_cluster.cl.arn,",
            "aws_dynamodb_table.t.arn,",
            "aws_efs_file_system.f.arn,",
            "aws_s3_bucket.b.arn,",
        ],
    );
    holds(
        &export,
        "aws_backup_plan.keep",
        &[
            r#"schedule = "cron(0 1 ? * MON *)""#,
            "cold_storage_after = 30",
            "delete_after = 120",
            "destination_vault_arn = aws_backup_vault.there.arn",
        ],
    );
    let missing = left(&export);
    for why in
        ["web has no data that AWS Backup copies", "far is in another region", "its schedule is no cron expression"]
    {
        assert!(missing.contains(why), "{why}\n{missing}");
    }
}
