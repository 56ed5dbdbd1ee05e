//! Which metric an alarm watches: as drawn, else a usual one for what is connected to it.
//!
//! The one table of the catalog that names other services: CloudWatch names them too. Namespaces, metrics and
//! dimensions are those of each service's CloudWatch documentation, read 2026-11.

use crate::catalog::exporting::{Edge, Party};
use crate::hcl::{Expr, call, text};
use crate::model::Value;

/// A metric and the bounds it should keep to.
#[derive(Clone, PartialEq, Debug)]
pub struct Metric {
    /// Where it is from: `AWS/RDS`.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// What tells it from others of that name.
    pub dimensions: Vec<(String, Expr)>,
    /// How one period's values become one.
    pub statistic: String,
    /// When the alarm goes off.
    pub comparison: String,
    /// Beyond which value.
    pub threshold: Expr,
}

/// What is usual for a type.
struct Usual {
    /// Its resource in Terraform.
    resource: &'static str,
    namespace: &'static str,
    /// Dimensions and the attributes that give them.
    dimensions: &'static [(&'static str, &'static str)],
    metric: &'static str,
    statistic: &'static str,
    /// At this value or beyond it.
    threshold: i64,
}

/// The types whose metrics are known.
pub const WATCHED: &[&str] = &[
    "alb",
    "api_gateway",
    "asg",
    "aurora",
    "cloudfront",
    "dynamodb",
    "ebs",
    "ec2",
    "ecs_service",
    "efs",
    "elasticache",
    "kinesis",
    "lambda",
    "nat_gateway",
    "nlb",
    "rds",
    "rds_proxy",
    "rds_replica",
    "s3",
    "sns",
    "sqs",
    "step_functions",
];

const fn usual(
    resource: &'static str,
    namespace: &'static str,
    dimensions: &'static [(&'static str, &'static str)],
    (metric, statistic, threshold): (&'static str, &'static str, i64),
) -> Option<Usual> {
    Some(Usual { resource, namespace, dimensions, metric, statistic, threshold })
}

/// Thresholds are a choice of this program: one error, four fifths of a capacity, five minutes of age.
fn of_type(part: Party<'_>) -> Option<Usual> {
    let settings = part.settings();
    match part.kind() {
        "alb" => usual("aws_lb", "AWS/ApplicationELB", &[("LoadBalancer", "arn_suffix")], ("HTTPCode_ELB_5XX_Count", "Sum", 10)),
        "nlb" => usual("aws_lb", "AWS/NetworkELB", &[("LoadBalancer", "arn_suffix")], ("TCP_ELB_Reset_Count", "Sum", 100)),
        "api_gateway" if matches!(settings.text("protocol_type"), "HTTP" | "WEBSOCKET") => {
            let metric = if settings.text("protocol_type") == "HTTP" { "5xx" } else { "IntegrationError" };
            usual("aws_apigatewayv2_api", "AWS/ApiGateway", &[("ApiId", "id")], (metric, "Sum", 5))
        }
        "api_gateway" => usual("aws_api_gateway_rest_api", "AWS/ApiGateway", &[("ApiName", "name")], ("5XXError", "Sum", 5)),
        "asg" => usual("aws_autoscaling_group", "AWS/EC2", &[("AutoScalingGroupName", "name")], ("CPUUtilization", "Average", 80)),
        "aurora" => usual("aws_rds_cluster", "AWS/RDS", &[("DBClusterIdentifier", "cluster_identifier")], ("CPUUtilization", "Average", 80)),
        // Without an origin there is no distribution.
        "cloudfront" if part.endpoint().domain.is_some() => usual("aws_cloudfront_distribution", "AWS/CloudFront", &[("DistributionId", "id")], ("5xxErrorRate", "Average", 5)),
        "dynamodb" => usual("aws_dynamodb_table", "AWS/DynamoDB", &[("TableName", "name")], ("WriteThrottleEvents", "Sum", 1)),
        "ec2" => usual("aws_instance", "AWS/EC2", &[("InstanceId", "id")], ("StatusCheckFailed_System", "Maximum", 1)),
        "ebs" => usual("aws_ebs_volume", "AWS/EBS", &[("VolumeId", "id")], ("VolumeQueueLength", "Average", 10)),
        "ecs_service" => usual("aws_ecs_service", "AWS/ECS", &[("ServiceName", "name")], ("CPUUtilization", "Average", 80)),
        "efs" => usual("aws_efs_file_system", "AWS/EFS", &[("FileSystemId", "id")], ("PercentIOLimit", "Average", 95)),
        "elasticache" if settings.text("engine") == "memcached" => {
            usual("aws_elasticache_cluster", "AWS/ElastiCache", &[("CacheClusterId", "cluster_id")], ("Evictions", "Sum", 1000))
        }
        "kinesis" => usual("aws_kinesis_stream", "AWS/Kinesis", &[("StreamName", "name")], ("GetRecords.IteratorAgeMilliseconds", "Maximum", 300_000)),
        "lambda" => usual("aws_lambda_function", "AWS/Lambda", &[("FunctionName", "function_name")], ("Errors", "Sum", 1)),
        "nat_gateway" => usual("aws_nat_gateway", "AWS/NATGateway", &[("NatGatewayId", "id")], ("ErrorPortAllocation", "Sum", 1)),
        "rds" if settings.flag("multi_az_cluster") && matches!(settings.text("engine"), "mysql" | "postgres") => {
            usual("aws_rds_cluster", "AWS/RDS", &[("DBClusterIdentifier", "cluster_identifier")], ("CPUUtilization", "Average", 80))
        }
        "rds" => usual("aws_db_instance", "AWS/RDS", &[("DBInstanceIdentifier", "identifier")], ("CPUUtilization", "Average", 80)),
        "rds_proxy" => usual("aws_db_proxy", "AWS/RDS", &[("ProxyName", "name")], ("DatabaseConnectionsCurrentlySessionPinned", "Average", 50)),
        "rds_replica" => usual("aws_db_instance", "AWS/RDS", &[("DBInstanceIdentifier", "identifier")], ("ReplicaLag", "Maximum", 300)),
        "s3" if settings.text("storage_class") != "EXPRESS_ONEZONE" => usual("aws_s3_bucket", "AWS/S3", &[("BucketName", "bucket")], ("", "Sum", 1)),
        "sns" => usual("aws_sns_topic", "AWS/SNS", &[("TopicName", "name")], ("NumberOfNotificationsFailed", "Sum", 1)),
        "sqs" if settings.flag("is_dlq") => usual("aws_sqs_queue", "AWS/SQS", &[("QueueName", "name")], ("ApproximateNumberOfMessagesVisible", "Maximum", 1)),
        "sqs" => usual("aws_sqs_queue", "AWS/SQS", &[("QueueName", "name")], ("ApproximateAgeOfOldestMessage", "Maximum", 300)),
        "step_functions" => usual("aws_sfn_state_machine", "AWS/States", &[("StateMachineArn", "arn")], ("ExecutionsFailed", "Sum", 1)),
        _ => None,
    }
}

/// The metric of an alarm for what it watches; `None` where neither the drawing nor the table says which.
pub fn of(me: Party<'_>, part: Party<'_>, edge: Edge<'_>) -> Option<Metric> {
    let usual = of_type(part).filter(|_| part.exported())?;
    let global = part.service().scope == crate::catalog::Scope::Global;
    if (if global { "us-east-1" } else { part.region() }) != me.region() {
        return None;
    }
    let settings = me.settings();
    let name = if settings.text("metric_name").is_empty() { usual.metric } else { settings.text("metric_name") };
    let mut dimensions: Vec<(String, Expr)> = usual
        .dimensions
        .iter()
        .map(|(dimension, attribute)| ((*dimension).to_owned(), part.attribute(usual.resource, attribute)))
        .collect();
    if global {
        dimensions.push(("Region".to_owned(), text("Global")));
    }
    if part.kind() == "ecs_service" {
        // The service names its cluster by ARN: arn:aws:ecs:REGION:ACCOUNT:cluster/NAME.
        let parts = call("split", [text("/"), part.attribute(usual.resource, "cluster")]);
        dimensions.insert(0, ("ClusterName".to_owned(), call("element", [parts, Expr::from(1)])));
    }
    let drawn = edge.settings().block("dimensions").or_else(|| settings.block("dimensions"));
    if let Some(drawn) = drawn {
        let known: Vec<&str> = usual.dimensions.iter().map(|(_, attribute)| *attribute).chain(["id", "arn"]).collect();
        dimensions = drawn.iter().filter_map(|(name, value)| {
            let value = value.as_str()?;
            let attribute = known.contains(&value).then(|| part.attribute(usual.resource, value));
            Some((name.clone(), attribute.unwrap_or_else(|| text(value))))
        }).collect();
    }
    let own = settings.text("metric_name").is_empty() || settings.text("metric_name") == usual.metric;
    (!name.is_empty()).then(|| bounds(me, usual.namespace, name, dimensions, if own { usual.statistic } else { "Average" }, usual.threshold))
}

/// The metric of an alarm that watches nothing that is drawn: one of the application's own.
pub fn alone(me: Party<'_>) -> Option<Metric> {
    let settings = me.settings();
    let (name, namespace) = (settings.text("metric_name"), settings.text("namespace"));
    let dimensions = settings.block("dimensions").into_iter().flatten();
    let dimensions = dimensions.filter_map(|(name, value)| Some((name.clone(), text(value.as_str()?)))).collect();
    (!name.is_empty() && !namespace.is_empty()).then(|| bounds(me, namespace, name, dimensions, "Average", 1))
}

fn bounds(me: Party<'_>, namespace: &str, name: &str, dimensions: Vec<(String, Expr)>, statistic: &str, threshold: i64) -> Metric {
    let settings = me.settings();
    let or = |name: &str, usual: &str| match settings.text(name) {
        "" => usual.to_owned(),
        drawn => drawn.to_owned(),
    };
    Metric {
        namespace: or("namespace", namespace),
        name: name.to_owned(),
        dimensions,
        statistic: or("statistic", statistic),
        comparison: or("comparison_operator", "GreaterThanOrEqualToThreshold"),
        threshold: settings.get("threshold").filter(|value: &&Value| value.is_number()).map_or(Expr::from(threshold), Expr::from),
    }
}
