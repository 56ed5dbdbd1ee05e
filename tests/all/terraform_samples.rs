//! The samples of fleets, queues and containers: every part of the drawing is in the export.

use zonewise::terraform::Export;

use crate::terraform::{exported, sample};

/// Text without blanks, so that it does not matter how lines are broken and aligned.
fn tight(text: &str) -> String {
    text.split_whitespace().collect::<String>().replace(",]", "]")
}

/// Compares an export with fragments by file, and with all that it leaves out or changes.
#[track_caller]
fn holds(name: &str, fragments: &[(&str, &str)], left: &[&str]) {
    let export: Export = exported(&sample(name));
    for (path, fragment) in fragments {
        let file = export.files.iter().find(|file| file.path == *path).unwrap_or_else(|| panic!("{name}: no {path}"));
        assert!(tight(&file.text).contains(&tight(fragment)), "{name}: {path} lacks {fragment}\n{}", file.text);
    }
    let said: Vec<String> =
        export.not_exported.iter().map(|item| format!("{}: {}", item.component, item.why)).collect();
    assert_eq!(said, left);
}

#[test]
fn web_servers() {
    holds(
        "web-servers",
        &[
            ("network.tf", r#"cidr_block = "172.31.38.0/24""#),
            ("edge.tf", r#"internal = false subnets = [aws_subnet.net_public_a.id, aws_subnet.net_public_b.id]"#),
            (
                "edge.tf",
                r#"path = "/index.html" interval = 10 timeout = 5 healthy_threshold = 3 unhealthy_threshold = 2 matcher = "200-299""#,
            ),
            (
                "compute.tf",
                "min_size = 2 desired_capacity = 2 max_size = 2 vpc_zone_identifier = [aws_subnet.net_public_a.id, aws_subnet.net_public_b.id]",
            ),
            ("compute.tf", r#"volume_type = "gp2" volume_size = 8"#),
            (
                "security.tf",
                r#"security_group_id = aws_security_group.alb.id description = "visitors to alb" cidr_ipv4 = "0.0.0.0/0" ip_protocol = "tcp" from_port = 80"#,
            ),
            (
                "security.tf",
                r#"security_group_id = aws_security_group.web.id description = "alb to web" referenced_security_group_id = aws_security_group.alb.id ip_protocol = "tcp" from_port = 80"#,
            ),
            (
                "iam.tf",
                r#"Action = ["ssmmessages:*", "ssm:UpdateInstanceInformation", "ec2messages:*"] Resource = "*""#,
            ),
        ],
        &[],
    );
}

#[test]
fn etherpad() {
    holds(
        "etherpad",
        &[
            ("edge.tf", "port = 9001 vpc_id = aws_vpc.net.id deregistration_delay = 10"),
            (
                "edge.tf",
                r#"path = "/" interval = 5 timeout = 3 healthy_threshold = 2 unhealthy_threshold = 2 matcher = "200,302""#,
            ),
            (
                "compute.tf",
                r#"min_size = 1 desired_capacity = 1 max_size = 1 vpc_zone_identifier = [aws_subnet.net_public_a.id, aws_subnet.net_public_b.id] health_check_type = "ELB" health_check_grace_period = 300"#,
            ),
            ("data.tf", "multi_az = false"),
            ("data.tf", "backup_retention_period = 0"),
            ("data.tf", "subnet_ids = [aws_subnet.net_public_a.id, aws_subnet.net_public_b.id]"),
            (
                "iam.tf",
                r#"Action = ["s3:GetObject", "s3:GetObjectVersion"] Resource = [aws_s3_bucket.artifacts.arn, "${aws_s3_bucket.artifacts.arn}/*"]"#,
            ),
            ("iam.tf", r#"Action = ["ssm:GetParameter"] Resource = aws_ssm_parameter.db_host.arn"#),
            (
                "security.tf",
                "referenced_security_group_id = aws_security_group.etherpad.id ip_protocol = \"tcp\" from_port = 3306",
            ),
        ],
        &[
            "db: its password: AWS makes one and keeps it in Secrets Manager",
            "db: AWS takes at least 20 GB of gp2 storage; it has 20 GB, not 5",
            "deploy: AWS CodeDeploy is drawn, but not exported yet",
            "etherpad: deploy -> etherpad: deploy is not exported",
        ],
    );
}

#[test]
fn imagery() {
    holds(
        "imagery",
        &[
            (
                "messaging.tf",
                "queue_url = aws_sqs_queue.imagery.id redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.imagery_dlq.arn maxReceiveCount = 10 })",
            ),
            ("data.tf", "read_capacity = 1 write_capacity = 1"),
            ("data.tf", r#"index_document { suffix = "index.html" }"#),
            (
                "data.tf",
                "block_public_acls = false block_public_policy = false ignore_public_acls = false restrict_public_buckets = false",
            ),
            // Workers put access lists on the pictures; a bucket without this refuses them.
            ("data.tf", r#"rule { object_ownership = "BucketOwnerPreferred" }"#),
            ("iam.tf", r#"Action = ["sqs:SendMessage"] Resource = aws_sqs_queue.imagery.arn"#),
            ("iam.tf", r#"Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage"] Resource = aws_sqs_queue.imagery.arn"#),
            ("iam.tf", r#"Action = ["s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"]"#),
            ("iam.tf", r#"Action = ["dynamodb:GetItem", "dynamodb:UpdateItem"]"#),
            ("compute.tf", "IMAGERY_QUEUE_URL = aws_sqs_queue.imagery.url"),
            ("compute.tf", r#"health_check_type = "EC2" health_check_grace_period = 120"#),
            (
                "security.tf",
                "referenced_security_group_id = aws_security_group.alb.id ip_protocol = \"tcp\" from_port = 8080",
            ),
        ],
        &[],
    );
}

#[test]
fn notea() {
    holds(
        "notea",
        &[
            (
                "edge.tf",
                r#"target_type = "ip" protocol = "HTTP" port = 3000 vpc_id = aws_vpc.net.id deregistration_delay = 30"#,
            ),
            (
                "edge.tf",
                r#"path = "/" interval = 15 timeout = 10 healthy_threshold = 2 unhealthy_threshold = 2 matcher = "200-499""#,
            ),
            ("compute.tf", r#"cpu = "512" memory = "1024""#),
            (
                "compute.tf",
                r#"desired_count = 2 launch_type = "FARGATE" platform_version = "1.4.0" deployment_minimum_healthy_percent = 100 deployment_maximum_percent = 200 health_check_grace_period_seconds = 30"#,
            ),
            ("compute.tf", "deployment_circuit_breaker { enable = true rollback = true }"),
            ("compute.tf", "assign_public_ip = true"),
            ("compute.tf", "min_capacity = 2 max_capacity = 4"),
            ("compute.tf", "target_value = 50 scale_in_cooldown = 180 scale_out_cooldown = 60"),
            ("compute.tf", r#"predefined_metric_type = "ECSServiceAverageCPUUtilization""#),
            ("compute.tf", "retention_in_days = 7"),
            ("iam.tf", r#"Action = ["logs:CreateLogStream", "logs:PutLogEvents"]"#),
            (
                "iam.tf",
                r#"Action = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"] Resource = [aws_s3_bucket.notes.arn, "${aws_s3_bucket.notes.arn}/*"]"#,
            ),
            (
                "security.tf",
                "referenced_security_group_id = aws_security_group.alb.id ip_protocol = \"tcp\" from_port = 3000",
            ),
        ],
        &["notea: the variable PASSWORD of notea holds a secret in clear: keep it in Secrets Manager"],
    );
}
