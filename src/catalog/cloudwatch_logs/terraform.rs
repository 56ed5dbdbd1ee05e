//! Amazon CloudWatch Logs in Terraform: the log group. Who writes to it names it in its own resources.

use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party, key_of};
use crate::hcl::{reference, template, text};
use crate::model::ConnectionKind;

/// The types that name the group in their own resources.
const WRITERS: &[&str] = &["api_gateway", "lambda", "vpc"];

/// The log group.
pub const EXPORT: Exporter = Exporter {
    resources,
    endpoint,
    carries: &[(ConnectionKind::Management, WRITERS)],
    takes: &[(ConnectionKind::Management, WRITERS)],
    ..Exporter::NONE
};

/// The retentions that AWS takes, in days (CloudWatch Logs API, PutRetentionPolicy, read 2026-11).
const DAYS: [usize; 22] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

fn endpoint(me: Party<'_>) -> Endpoint {
    let write: &[&str] = &["logs:CreateLogStream", "logs:PutLogEvents"];
    Endpoint {
        actions: vec![(ConnectionKind::Management, write)],
        resources: vec![template([me.attribute("aws_cloudwatch_log_group", "arn"), text(":*")])],
        ..Endpoint::default()
    }
}

fn resources(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let drawn = settings.count("retention_in_days");
    let days = if drawn == 0 { 0 } else { DAYS.into_iter().find(|days| *days >= drawn).unwrap_or(3653) };
    if days != drawn {
        module.change(format!("AWS keeps no logs for {drawn} days; it keeps them for {days}"));
    }
    let mut block = me
        .resource("aws_cloudwatch_log_group")
        .with("name", template([text("/"), reference("var.name"), text(format!("/{}", me.slug()))]))
        .with("retention_in_days", days);
    if settings.text("log_group_class") != "STANDARD" {
        block.set("log_group_class", settings.text("log_group_class"));
    }
    if settings.flag("skip_destroy") {
        block.set("skip_destroy", true);
    }
    if let Some(key) = key_of(me) {
        block.set("kms_key_id", key.attribute("aws_kms_key", "arn"));
    }
    module.add(Concern::Operations, block.with("tags", me.tags()));
    for edge in me.incoming().filter(|edge| edge.kind == ConnectionKind::Management) {
        if edge.from.region() != me.region() && edge.from.exported() {
            module.leave_out(format!("{}: logs are written to a group in the same region", edge.title()));
        } else if matches!(edge.from.kind(), "asg" | "ec2") {
            module.by_hand.push(format!("{}: the instances may write; install the CloudWatch agent to send what they log.", edge.title()));
        }
    }
}
