//! Amazon ECS service: containers kept running over zones, on Fargate or on the instances of a group.

mod price;
mod settings;
mod sizes;
mod terraform;

pub(super) use terraform::{Hosting, capacity_provider, cluster_arn, hosting, starting, task_to_start};

use super::{Behaviour, Category, Offer, Placed, Resilience, Scope, Service, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};
use crate::prices::{per, words};

/// Amazon ECS service.
pub const SERVICE: Service = Service {
    id: "ecs_service",
    name: "Amazon ECS service",
    short: "ECS service",
    category: Category::Compute,
    summary: "Containers kept running over zones, on Fargate or on the instances of an Auto Scaling group.",
    keywords: &["ecs", "fargate", "container", "docker", "task", "service"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Spanning,
    tier: Tier::Private,
    settings: settings::SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Request, &["alb", "api_gateway", "app_runner", "elastic_beanstalk", "cognito", "dynamodb", "ec2", "ecr", "ecs_service", "eventbridge", "external", "kinesis", "lambda", "nlb", "opensearch", "s3", "secrets_manager", "sns", "sqs", "mq", "ssm_parameter", "step_functions", "vpc_endpoint"]),
        (ConnectionKind::Data, &["aurora", "dynamodb", "elasticache", "memorydb", "opensearch", "rds", "rds_replica", "rds_proxy", "s3", "efs", "ebs"]),
        (ConnectionKind::Host, &["asg", "ec2"]),
        (ConnectionKind::Egress, &["internet_gateway", "nat_gateway"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[
        (ConnectionKind::Request, &["alb", "nlb", "step_functions"]),
        (ConnectionKind::Event, &["sqs", "eventbridge", "kinesis", "mq"]),
    ],
    offer: |settings| Offer { protocol: "HTTP", port: first_port(settings) },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

/// The port of the first container that has one; 80 where none says so.
fn first_port(settings: &Settings<'_>) -> u16 {
    let ports = settings.list("container_definitions").iter();
    let mut ports = ports.filter_map(|container| u16::try_from(container.get("container_port")?.as_u64()?).ok());
    ports.find(|port| *port > 0).unwrap_or(80)
}

/// Whether tasks run on the instances of a group.
fn on_instances(settings: &Settings<'_>) -> bool {
    settings.text("launch_type") == "EC2"
}

/// How tasks are connected: their own network interface, which is all that Fargate knows, else as drawn.
fn network_mode<'a>(settings: &Settings<'a>) -> &'a str {
    match settings.text("network_mode") {
        mode @ ("bridge" | "host") if on_instances(settings) => mode,
        _ => "awsvpc",
    }
}

const USAGE: &[UsageKey] = &[
    UsageKey { name: "monthly_hours", label: "Hours a month", help: "Hours each task runs; all of them where it is missing." },
    UsageKey { name: "tasks", label: "Tasks", help: "Average number of tasks, in place of the desired one." },
    UsageKey { name: "monthly_data_ingested_gb", label: "Logs written (GB a month)", help: "What the containers write to CloudWatch Logs." },
    UsageKey { name: "storage_gb", label: "Logs kept (GB)", help: "What CloudWatch Logs keeps of it, compressed." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    let size = |name: &str| per(settings.count(name).into(), 1024.into());
    let where_it_runs = if on_instances(settings) { "EC2" } else { "Fargate" };
    format!("{where_it_runs} · {} vCPU, {} GB · {} desired", words(size("cpu")), words(size("memory")), settings.count("desired_count"))
}

/// A lost task is started again within a minute or three (`reliability.md` A.2, B.8).
const TASK_SECONDS: u32 = 120;

/// Compute SLA: 99.99 % over two or more zones, 99.5 % otherwise (`reliability.md` A.2). The zones that
/// count are those that hold a task.
fn resilience(placed: &Placed<'_>) -> Resilience {
    let settings = &placed.settings;
    let units = Unit::dealt(placed.zones, settings.count("desired_count"), "task-");
    let spread = units.iter().any(|unit| units.first().is_some_and(|first| first.zone != unit.zone));
    let sla = if spread {
        Sla { value: 0.9999, name: "Compute SLA, region level", as_of: "2022-05" }
    } else {
        Sla { value: 0.995, name: "Compute SLA, instance level", as_of: "2022-05" }
    };
    Resilience {
        units,
        behaviour: Behaviour::Fleet { need: settings.count("need") },
        instance_like: true,
        sla: Some(sla),
        rto_seconds: (TASK_SECONDS, TASK_SECONDS),
        rpo_seconds: Some((0, 0)),
    }
}
