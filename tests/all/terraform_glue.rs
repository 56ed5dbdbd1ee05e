//! The Terraform of queues, topics, buses, alarms, logs, secrets, parameters and keys holds what is drawn.

use std::fmt::Write as _;

use zonewise::codec::{load, save, sketch};
use zonewise::model::Design;
use zonewise::system::System;

use crate::rules::glue::varied;
use crate::support::cases;
use crate::support::exported::injections;
use crate::terraform::{check_whole, exported};
use crate::tfcheck;

/// A sketch, what its export must hold (by file, blanks apart), and what it must leave out.
struct Case {
    name: &'static str,
    sketch: &'static str,
    holds: &'static [(&'static str, &'static str)],
    left: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        name: "queues with dead letters, read by a function and by a fleet",
        sketch: r#"fn: lambda{"timeout": 10}; web: asg[a,b]{"min_size": 2}; work: asg[a,b]{"min_size": 2}
           jobs: sqs{"dead_letter_queue": true, "visibility_timeout_seconds": 60, "max_receive_count": 3}
           mails: sqs{"fifo_queue": true, "content_based_deduplication": true, "receive_wait_time_seconds": 20}
           lost: sqs{"fifo_queue": true, "is_dlq": true}; odd: sqs{"is_dlq": true}
           web -> jobs; jobs ~> fn {"batch_size": 50, "maximum_batching_window_in_seconds": 5, "report_batch_item_failures": true, "maximum_concurrency": 4}
           web -> mails; mails ~> work; mails ~> lost; mails ~> odd"#,
        holds: &[
            (
                "messaging.tf",
                r#"redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.jobs_dead_letters.arn maxReceiveCount = 3 })"#,
            ),
            (
                "messaging.tf",
                r#"resource "aws_sqs_queue" "jobs_dead_letters" { name = "${var.name}-jobs-dead-letters""#,
            ),
            (
                "messaging.tf",
                r#"resource "aws_sqs_queue" "mails" { name = "${var.name}-mails.fifo" fifo_queue = true content_based_deduplication = true"#,
            ),
            (
                "messaging.tf",
                r#"resource "aws_sqs_queue_redrive_policy" "mails" { queue_url = aws_sqs_queue.mails.id redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.lost.arn maxReceiveCount = 5"#,
            ),
            (
                "compute.tf",
                r#"event_source_arn = aws_sqs_queue.jobs.arn batch_size = 50 maximum_batching_window_in_seconds = 5 function_response_types = ["ReportBatchItemFailures"]"#,
            ),
            ("compute.tf", r#"MAILS_QUEUE_URL = aws_sqs_queue.mails.url"#),
            (
                "iam.tf",
                r#"Action = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility", "sqs:ReceiveMessage"] Resource = aws_sqs_queue.mails.arn"#,
            ),
            ("iam.tf", r#"Action = ["sqs:SendMessage"] Resource = aws_sqs_queue.jobs.arn"#),
        ],
        left: &["mails: mails -> odd: the dead-letter queue of a FIFO queue is a FIFO queue, and of others it is not"],
    },
    Case {
        name: "topics: queues, functions, people, their dead letters",
        sketch: r#"users: users; fn: lambda; web: lambda
           news: sns{"display_name": "News"}; jobs: sqs{"dead_letter_queue": true}; lost: sqs{"is_dlq": true}; order: sqs{"fifo_queue": true, "dead_letter_queue": true}
           line: sns{"fifo_topic": true, "content_based_deduplication": true}
           web -> news; web -> line; news ~> fn; jobs ~> fn; order ~> web
           news ~> jobs {"raw_message_delivery": true, "filter_policy": {"kind": ["${var.name}", "b"]}}
           news ~> lost; news ~> order; line ~> order; line ~> fn
           news ~> users {"endpoint": "ops@example.com"}
           news ~> users {"id": "page", "protocol": "https"}"#,
        holds: &[
            (
                "messaging.tf",
                r#"topic_arn = aws_sns_topic.news.arn protocol = "sqs" endpoint = aws_sqs_queue.jobs.arn raw_message_delivery = true filter_policy = jsonencode({ kind = ["$${var.name}", "b"] }) redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.lost.arn })"#,
            ),
            ("messaging.tf", r#"protocol = "lambda" endpoint = aws_lambda_function.fn.arn"#),
            ("messaging.tf", r#"protocol = "email" endpoint = "ops@example.com""#),
            ("messaging.tf", r#"protocol = "https" endpoint = var.news_users_https"#),
            (
                "messaging.tf",
                r#"Principal = { Service = "sns.amazonaws.com" } Action = ["sqs:SendMessage"] Resource = aws_sqs_queue.lost.arn Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.news.arn } }"#,
            ),
            ("messaging.tf", r#"resource "aws_sns_topic" "line" { name = "${var.name}-line.fifo" fifo_topic = true"#),
            (
                "compute.tf",
                r#"resource "aws_lambda_permission" "fn_news" { function_name = aws_lambda_function.fn.function_name action = "lambda:InvokeFunction" principal = "sns.amazonaws.com" source_arn = aws_sns_topic.news.arn }"#,
            ),
            ("iam.tf", r#"Action = ["sns:Publish"] Resource = aws_sns_topic.news.arn"#),
        ],
        left: &[
            "line: line -> fn: a FIFO topic delivers to queues only",
            "news: news -> order: a standard topic does not deliver to a FIFO queue",
        ],
    },
    Case {
        name: "buses: patterns, schedules, dead letters, buckets",
        sketch: r#"app: lambda; fn: lambda; night: lambda; up: s3{"versioning": true}; jobs: sqs{"fifo_queue": true, "dead_letter_queue": true}; lost: sqs{"is_dlq": true}; duty: sns
           bus: eventbridge; clock: eventbridge{"schedule_expression": "cron(0 3 * * ? *)"}; aws: eventbridge; idle: eventbridge; next: eventbridge
           app -> bus
           bus ~> fn {"event_pattern": {"source": ["shop"], "detail-type": ["order"]}}
           bus ~> jobs {"event_pattern": {"source": ["shop"], "detail-type": ["order"]}, "message_group_id": "orders"}
           bus ~> duty {"event_pattern": {"source": ["alarm"]}}
           bus ~> lost; bus ~> next; jobs ~> fn
           clock ~> night; up ~> aws; aws ~> fn"#,
        holds: &[
            ("messaging.tf", r#"resource "aws_cloudwatch_event_bus" "bus" { name = "${var.name}-bus""#),
            (
                "messaging.tf",
                r#"resource "aws_cloudwatch_event_rule" "bus_fn" { name = "${var.name}-bus-fn" event_bus_name = aws_cloudwatch_event_bus.bus.name event_pattern = jsonencode({"#,
            ),
            ("messaging.tf", r#"source = ["shop"]"#),
            (
                "messaging.tf",
                r#"sqs_target { message_group_id = "orders" } dead_letter_config { arn = aws_sqs_queue.lost.arn }"#,
            ),
            (
                "messaging.tf",
                r#"resource "aws_cloudwatch_event_rule" "clock_night" { name = "${var.name}-clock-night" schedule_expression = "cron(0 3 * * ? *)""#,
            ),
            ("messaging.tf", r#"source = ["aws.s3"]"#),
            ("messaging.tf", r#"name = [aws_s3_bucket.up.bucket]"#),
            ("messaging.tf", r#"arn = aws_cloudwatch_event_bus.next.arn role_arn = aws_iam_role.bus.arn"#),
            (
                "messaging.tf",
                r#"Service = "events.amazonaws.com" } Action = ["sns:Publish"] Resource = aws_sns_topic.duty.arn"#,
            ),
            (
                "data.tf",
                r#"resource "aws_s3_bucket_notification" "up" { bucket = aws_s3_bucket.up.id eventbridge = true }"#,
            ),
            ("iam.tf", r#"Action = ["events:PutEvents"] Resource = aws_cloudwatch_event_bus.bus.arn"#),
            ("compute.tf", r#"principal = "events.amazonaws.com" source_arn = aws_cloudwatch_event_rule.bus_fn.arn"#),
        ],
        left: &["idle: it is the account's default bus, which is there already, and no rule of it leads anywhere"],
    },
    Case {
        name: "a schedule starts tasks of services on Fargate and on hosts",
        sketch: r#"clock: eventbridge{"schedule_expression": "rate(1 day)"}; lost: sqs{"is_dlq": true}; host: asg[a,b]{"min_size": 1, "max_size": 2}
           report: ecs_service[a,b](public){"assign_public_ip": true, "platform_version": "1.4.0"}; near: ecs_service[a,b]{"launch_type": "EC2", "network_mode": "bridge"}; west: vpc[a]@eu-west-1; far: ecs_service[a]@west
           near -host-> host; clock ~> report; clock ~> near; clock ~> far; clock ~> lost"#,
        holds: &[
            (
                "messaging.tf",
                r#"arn = aws_ecs_cluster.main.arn role_arn = aws_iam_role.clock.arn ecs_target { task_definition_arn = aws_ecs_task_definition.report.arn task_count = 1 launch_type = "FARGATE" platform_version = "1.4.0" network_configuration { subnets = [aws_subnet.main_public_a.id, aws_subnet.main_public_b.id] security_groups = [aws_security_group.report.id] assign_public_ip = true } } dead_letter_config { arn = aws_sqs_queue.lost.arn }"#,
            ),
            (
                "messaging.tf",
                r#"ecs_target { task_definition_arn = aws_ecs_task_definition.near.arn task_count = 1 capacity_provider_strategy { capacity_provider = aws_ecs_capacity_provider.host.name weight = 1 } } dead_letter_config"#,
            ),
            ("iam.tf", r#"Action = ["ecs:RunTask"] Resource = aws_ecs_task_definition.report.arn"#),
            (
                "iam.tf",
                r#"Action = ["iam:PassRole"] Resource = [aws_iam_role.report.arn, aws_iam_role.report_execution.arn]"#,
            ),
        ],
        left: &["clock: clock -> far: a rule's targets are in its own region, but for buses"],
    },
    Case {
        name: "a bucket tells a queue, a topic and a function",
        sketch: r#"up: s3; jobs: sqs{"dead_letter_queue": true}; news: sns; fn: lambda; jobs ~> fn; news ~> fn
           up ~> jobs {"filter_prefix": "in/"}
           up ~> news {"events": ["s3:ObjectRemoved:*"]}
           up ~> fn {"filter_suffix": ".png"}"#,
        holds: &[
            (
                "data.tf",
                r#"queue { queue_arn = aws_sqs_queue.jobs.arn events = ["s3:ObjectCreated:*"] filter_prefix = "in/" }"#,
            ),
            ("data.tf", r#"topic { topic_arn = aws_sns_topic.news.arn events = ["s3:ObjectRemoved:*"] }"#),
            ("data.tf", r#"aws_sqs_queue_policy.jobs"#),
            ("data.tf", r#"aws_sns_topic_policy.news"#),
            ("messaging.tf", r#"Service = "s3.amazonaws.com" } Action = ["sqs:SendMessage"]"#),
        ],
        left: &[],
    },
    Case {
        name: "alarms: usual metrics, drawn ones, topics and scaling",
        sketch: r#"users: users; lb: alb[a,b]; db: rds[a,b]{"multi_az": true}; duty: sns; jobs: sqs{"dead_letter_queue": true}; lost: sqs{"is_dlq": true}; cdn: cloudfront
           web: asg[a,b]{"min_size": 2, "max_size": 6, "scaling_policies": [{"id": "out", "policy_type": "SimpleScaling", "scaling_adjustment": 2}, {"id": "cpu", "policy_type": "TargetTrackingScaling"}]}
           users -> cdn -> lb -> web => db; web -> jobs; jobs ~> web
           busy: cloudwatch_alarm{"metric_name": "ApproximateNumberOfMessagesVisible", "threshold": 100, "statistic": "Maximum", "period": 300, "evaluation_periods": 2, "datapoints_to_alarm": 9}
           slow: cloudwatch_alarm{"metric_name": "TargetResponseTime", "threshold": 0.5, "dimensions": {"LoadBalancer": "arn_suffix", "Stage": "x${y}"}}
           all: cloudwatch_alarm; edge: cloudwatch_alarm; own: cloudwatch_alarm{"metric_name": "Jobs", "namespace": "App"}; nothing: cloudwatch_alarm
           jobs -management-> busy; busy -management-> web {"policy": "out"}
           busy -management-> duty
           lb -management-> slow; slow -management-> duty; slow -management-> web {"policy": "cpu"}
           db -management-> all; all -management-> lost; web -management-> all; all -management-> duty; cdn -management-> edge; edge -management-> duty {"ok_actions": false}
           own -management-> duty; nothing -management-> duty"#,
        holds: &[
            (
                "operations.tf",
                r#"namespace = "AWS/SQS" metric_name = "ApproximateNumberOfMessagesVisible" dimensions = { QueueName = aws_sqs_queue.jobs.name } statistic = "Maximum" period = 300 evaluation_periods = 2 datapoints_to_alarm = 2 comparison_operator = "GreaterThanOrEqualToThreshold" threshold = 100"#,
            ),
            (
                "operations.tf",
                r#"alarm_actions = [aws_sns_topic.duty.arn, aws_autoscaling_policy.web_out.arn] ok_actions = [aws_sns_topic.duty.arn]"#,
            ),
            ("operations.tf", r#"dimensions = { LoadBalancer = aws_lb.lb.arn_suffix Stage = "x$${y}" }"#),
            ("operations.tf", r#"resource "aws_cloudwatch_metric_alarm" "all_db""#),
            ("operations.tf", r#"resource "aws_cloudwatch_metric_alarm" "all_lost""#),
            ("operations.tf", r#"dimensions = { DBInstanceIdentifier = aws_db_instance.db.identifier }"#),
            (
                "operations.tf",
                r#"dimensions = { DistributionId = aws_cloudfront_distribution.cdn.id Region = "Global" }"#,
            ),
            ("operations.tf", r#"namespace = "App" metric_name = "Jobs" dimensions = {}"#),
            ("messaging.tf", r#"Principal = { Service = "cloudwatch.amazonaws.com" } Action = ["sns:Publish"]"#),
        ],
        left: &[
            "nothing: it watches nothing: connect what it shall watch to it, or set metric_name, namespace and dimensions",
            "slow: slow -> web: its policy is the id of no scaling policy that an alarm can call",
        ],
    },
    Case {
        name: "logs, secrets, parameters and keys",
        sketch: r#"users: users; api: api_gateway; http: api_gateway{"protocol_type": "HTTP"}; fn: lambda; turn: lambda; web: asg[a,b]{"min_size": 2}; jobs: sqs{"dead_letter_queue": true}; news: sns; duty: sns; watch: cloudwatch_alarm
           logs: cloudwatch_logs{"retention_in_days": 20}; flow: cloudwatch_logs{"log_group_class": "INFREQUENT_ACCESS", "retention_in_days": 7}
           key: kms{"enable_key_rotation": true, "description": "of ${all}"}; db: rds[a,b]{"multi_az": true}; t: dynamodb; b: s3; fs: efs[a,b]
           pw: secrets_manager{"automatically_after_days": 30, "description": "the mail password"}; cfg: ssm_parameter{"value": "on", "name": "/shop/mode"}; tok: ssm_parameter{"type": "SecureString", "value": "hunter2"}
           users -> api -> fn; users -> http -> fn; api -management-> logs; http -management-> logs; fn -management-> logs; main -management-> flow
           fn => pw; fn => cfg; fn => tok; web => pw; fn => t; fn => b; web => db; web => fs; fn -> jobs; news ~> jobs; jobs ~> fn; pw -management-> turn
           db -management-> key; t -management-> key; key -management-> b; fs -management-> key; jobs -management-> key; duty -management-> key; pw -management-> key; tok -management-> key; logs -management-> key; fn -management-> key
           jobs -management-> watch; watch -management-> duty"#,
        holds: &[
            (
                "operations.tf",
                r#"resource "aws_cloudwatch_log_group" "logs" { name = "/${var.name}/logs" retention_in_days = 30 kms_key_id = aws_kms_key.key.arn"#,
            ),
            ("operations.tf", r#"log_group_class = "INFREQUENT_ACCESS""#),
            ("compute.tf", r#"logging_config { log_format = "Text" log_group = aws_cloudwatch_log_group.logs.name }"#),
            ("compute.tf", r#"PW_SECRET_NAME = aws_secretsmanager_secret.pw.name"#),
            ("compute.tf", r#"CFG_PARAMETER_NAME = aws_ssm_parameter.cfg.name"#),
            ("compute.tf", r#"kms_key_arn = aws_kms_key.key.arn"#),
            ("iam.tf", r#"Action = ["secretsmanager:GetSecretValue"] Resource = aws_secretsmanager_secret.pw.arn"#),
            ("iam.tf", r#"Action = ["ssm:GetParameter"] Resource = aws_ssm_parameter.tok.arn"#),
            ("iam.tf", r#"Action = ["kms:Decrypt", "kms:GenerateDataKey"] Resource = aws_kms_key.key.arn"#),
            ("operations.tf", r#"name = "/shop/mode" type = "String" tier = "Standard" value = "on""#),
            (
                "operations.tf",
                r#"type = "SecureString" tier = "Standard" key_id = aws_kms_key.key.arn value = "unset""#,
            ),
            (
                "operations.tf",
                r#"rotation_lambda_arn = aws_lambda_function.turn.arn rotation_rules { automatically_after_days = 30 }"#,
            ),
            (
                "operations.tf",
                r#"Principal = { Service = ["cloudwatch.amazonaws.com", "sns.amazonaws.com", "logs.${var.region}.amazonaws.com"] }"#,
            ),
            ("data.tf", r#"kms_master_key_id = aws_kms_key.key.arn"#),
            ("data.tf", r#"server_side_encryption { enabled = true kms_key_arn = aws_kms_key.key.arn }"#),
            ("edge.tf", r#"access_log_settings { destination_arn = aws_cloudwatch_log_group.logs.arn"#),
            ("edge.tf", r#"cloudwatch_role_arn = aws_iam_role.api_logs.arn"#),
            ("network.tf", r#"resource "aws_flow_log" "main""#),
            ("messaging.tf", r#"kms_master_key_id = aws_kms_key.key.arn"#),
        ],
        left: &[
            "logs: AWS keeps no logs for 20 days; it keeps them for 30",
            "tok: its value: it is a secret, and stays out of every file",
        ],
    },
    Case {
        name: "failed events of a function in a drawn queue",
        sketch: r#"up: s3{"versioning": true}; fn: lambda; lost: sqs{"is_dlq": true}; up ~> fn; fn -> lost"#,
        holds: &[("compute.tf", r#"dead_letter_config { target_arn = aws_sqs_queue.lost.arn }"#)],
        left: &[],
    },
    Case {
        name: "an API hands requests to queues, topics and buses",
        sketch: r#"users: users; rest: api_gateway; http: api_gateway{"protocol_type": "HTTP"}; fn: lambda
           jobs: sqs{"dead_letter_queue": true}; line: sqs{"fifo_queue": true, "dead_letter_queue": true}; news: sns; bus: eventbridge; key: kms
           users -> rest; users -> http; jobs ~> fn; line ~> fn; news ~> fn; bus ~> fn; jobs -management-> key
           rest -> jobs {"routes": ["POST /jobs"]}
           rest -> line {"routes": ["POST /line"]}
           rest -> news {"routes": ["POST /news"]}
           rest -> bus {"routes": ["POST /events"]}
           rest -> fn
           http -> jobs {"routes": ["POST /jobs"]}
           http -> bus
           http -> news {"routes": ["POST /news"]}"#,
        holds: &[
            (
                "edge.tf",
                r#"integration_subtype = "SQS-SendMessage" payload_format_version = "1.0" credentials_arn = aws_iam_role.http.arn request_parameters = { QueueUrl = aws_sqs_queue.jobs.url MessageBody = "$request.body" }"#,
            ),
            ("edge.tf", r#"integration_subtype = "EventBridge-PutEvents""#),
            (
                "edge.tf",
                r#"uri = "arn:aws:apigateway:${var.region}:sqs:path/${data.aws_caller_identity.current.account_id}/${aws_sqs_queue.jobs.name}" credentials = aws_iam_role.rest.arn"#,
            ),
            (
                "edge.tf",
                r#"Action=SendMessage&MessageBody=$util.urlEncode($input.body)&MessageGroupId=rest&MessageDeduplicationId=$context.requestId"#,
            ),
            ("edge.tf", r#"TopicArn=$util.urlEncode('${aws_sns_topic.news.arn}')"#),
            ("edge.tf", r#""integration.request.header.X-Amz-Target" = "'AWSEvents.PutEvents'""#),
            ("iam.tf", r#"Action = ["sns:Publish"] Resource = [aws_sns_topic.news.arn]"#),
            ("iam.tf", r#"Action = ["kms:Decrypt", "kms:GenerateDataKey"] Resource = [aws_kms_key.key.arn]"#),
        ],
        left: &["http: http -> news: an API calls it through a function only, as far as it is exported"],
    },
    Case {
        name: "attachments drawn from the other end",
        sketch: r#"fn: lambda; web: asg[a,b]{"min_size": 2}; key: kms; pw: secrets_manager; logs: cloudwatch_logs; lb: alb[a,b]
           key -management-> fn; key -management-> web; pw -management-> web; logs -management-> fn; key -management-> lb"#,
        holds: &[
            (
                "iam.tf",
                r#"Action = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"] Resource = aws_kms_key.key.arn"#,
            ),
            ("iam.tf", r#"Action = ["secretsmanager:GetSecretValue"] Resource = aws_secretsmanager_secret.pw.arn"#),
            (
                "iam.tf",
                r#"Action = ["logs:CreateLogStream", "logs:PutLogEvents"] Resource = "${aws_cloudwatch_log_group.logs.arn}:*""#,
            ),
            ("compute.tf", r#"log_group = aws_cloudwatch_log_group.logs.name"#),
        ],
        left: &["key: key -> lb: a connection of kind management between these has no resource"],
    },
    Case {
        name: "a container service: watched, scaled by an alarm, logs in a drawn group, work from a queue",
        sketch: r#"svc: ecs_service[a,b]{"desired_count": 2, "max_capacity": 6, "scaling_policies": [{"id": "out", "policy_type": "StepScaling", "step_adjustments": [{"metric_interval_lower_bound": 0, "scaling_adjustment": 2}]}]}
           jobs: sqs{"dead_letter_queue": true}; logs: cloudwatch_logs; busy: cloudwatch_alarm; watch: cloudwatch_alarm; duty: sns; nat: nat_gateway[a]
           jobs ~> svc; svc -management-> logs; jobs -management-> busy; busy -management-> svc {"policy": "out"}
           svc -management-> watch; watch -management-> duty"#,
        holds: &[
            ("operations.tf", r#"alarm_actions = [aws_appautoscaling_policy.svc_out.arn]"#),
            ("operations.tf", r#"ClusterName = element(split("/", aws_ecs_service.svc.cluster), 1)"#),
            ("operations.tf", r#"ServiceName = aws_ecs_service.svc.name"#),
            ("compute.tf", r#"aws_cloudwatch_log_group.logs.name"#),
            ("compute.tf", r#"aws_sqs_queue.jobs.url"#),
            ("iam.tf", r#""sqs:ReceiveMessage"] Resource = aws_sqs_queue.jobs.arn"#),
        ],
        left: &[],
    },
    Case {
        name: "two regions",
        sketch: r#"jobs: sqs@eu-west-1{"dead_letter_queue": true}; key: kms@eu-west-1; fn: lambda@eu-west-1; far: lambda; duty: sns@eu-west-1; watch: cloudwatch_alarm@eu-west-1; logs: cloudwatch_logs@eu-west-1; bus: eventbridge@eu-west-1
           jobs ~> fn; jobs ~> far; jobs -management-> key; jobs -management-> watch; watch -management-> duty; duty ~> far; fn -management-> logs; bus ~> far; bus ~> fn; logs -management-> key"#,
        holds: &[("messaging.tf", r#"provider = aws.eu_west_1"#), ("operations.tf", r#"logs.eu-west-1.amazonaws.com"#)],
        left: &[
            "bus: bus -> far: a rule's targets are in its own region, but for buses",
            "far: jobs -> far: a function reads streams of its own region only",
        ],
    },
];

/// A text without blanks, and without the commas behind last items.
fn tight(text: &str) -> String {
    text.split_whitespace().collect::<String>().replace(",]", "]")
}

fn design(case: &Case) -> Design {
    let loaded = sketch(case.sketch).unwrap_or_else(|error| panic!("{}: {error}", case.name));
    assert_eq!(loaded.repairs, [], "{}", case.name);
    loaded.design
}

#[test]
fn what_is_drawn_is_exported() {
    let mut wrong = String::new();
    for case in CASES {
        let export = exported(&design(case));
        check_whole(&export);
        for (path, wanted) in case.holds {
            let text = export.files.iter().find(|file| file.path == *path).map_or("", |file| &file.text);
            if !tight(text).contains(&tight(wanted)) {
                writeln!(wrong, "{}: {path} lacks {wanted}", case.name).unwrap();
            }
        }
        let left: Vec<String> =
            export.not_exported.iter().map(|entry| format!("{}: {}", entry.component, entry.why)).collect();
        if left != case.left {
            writeln!(wrong, "{}: left out is\n{}", case.name, left.join("\n")).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn random_designs_with_queues_export_whole_and_are_priced() {
    for seed in 0..cases(150) {
        let design = varied(seed, false);
        let result = std::panic::catch_unwind(|| {
            check_whole(&exported(&design));
            let estimate = zonewise::cost::estimate(&System::of(&design), &zonewise::cost::Options::default());
            for (id, component) in &design.components {
                let lined = estimate.components.iter().any(|cost| cost.id == *id);
                let named = estimate.not_counted.iter().any(|entry| entry.component.as_ref() == Some(id));
                assert!(lined || named || component.kind == "users", "{id} has neither a line nor a reason");
            }
        });
        assert!(result.is_ok(), "seed {seed}");
    }
}

/// Hostile text in every setting stays text.
#[test]
fn hostile_text_of_queues_stays_text() {
    for seed in 0..cases(60) {
        let mut design = varied(seed, false);
        let texts = [
            "x\"\n}\nresource \"aws_evil\" \"injected\" {}\n${file(\"/etc/passwd\")}%{ if true }\u{202e}\u{0}\\",
            "",
            "\u{1f980}",
        ];
        for (number, text) in texts.iter().enumerate() {
            let evil = serde_json::Value::from(*text);
            for component in design.components.values_mut() {
                let names: Vec<&str> =
                    zonewise::catalog::find(&component.kind).settings.iter().map(|setting| setting.name).collect();
                for (at, name) in names.into_iter().enumerate().filter(|(at, _)| (at + number) % 2 == 0) {
                    let value =
                        if at % 5 == 4 { serde_json::json!({*text: *text, "a": [*text]}) } else { evil.clone() };
                    component.settings.insert(name.to_owned(), value);
                }
            }
            for connection in design.connections.values_mut() {
                for name in [
                    "endpoint",
                    "event_pattern",
                    "schedule_expression",
                    "input",
                    "input_path",
                    "message_group_id",
                    "policy",
                    "action",
                    "filter_prefix",
                    "protocol",
                ] {
                    connection.settings.insert(name.to_owned(), evil.clone());
                }
                for name in ["filter_policy", "dimensions"] {
                    connection.settings.insert(name.to_owned(), serde_json::json!({*text: [*text]}));
                }
            }
            let export = exported(&design);
            assert_eq!(injections(&export), Vec::<String>::new(), "seed {seed}");
            check_whole(&export);
        }
    }
}

#[test]
fn random_designs_with_queues_plan() {
    let Some(checker) = tfcheck::checker() else { return };
    let seeds: Vec<u64> = (0..cases(60)).collect();
    for batch in seeds.chunks(20) {
        let reload = |seed: &u64| load(save(&varied(*seed, true)).as_bytes()).unwrap().design;
        let designs: Vec<Design> = batch.iter().map(reload).collect();
        tfcheck::run_together(&checker, &format!("queues-{}", batch[0]), &designs);
    }
}

#[test]
fn the_cases_plan() {
    let Some(checker) = tfcheck::checker() else { return };
    let designs: Vec<Design> = CASES.iter().map(design).collect();
    tfcheck::run_together(&checker, "messaging and operations", &designs);
}
