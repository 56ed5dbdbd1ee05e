//! A task of the service that something else starts: what a rule of EventBridge needs for it.

use crate::catalog::exporting::{Module, Party, Statement};
use crate::hcl::{Block, Expr, list};

use super::super::{network_mode, on_instances};
use super::cluster;

/// The ARN of its cluster, which is a rule's target.
pub fn cluster_arn(me: Party<'_>) -> Expr {
    cluster::reference_to(me, "arn")
}

/// What whoever starts a task may do: start this definition, and hand its two roles to it.
pub fn starting(me: Party<'_>) -> Vec<Statement> {
    let execution = crate::hcl::reference(format!("aws_iam_role.{}_execution.arn", me.label()));
    vec![
        Statement::new(&["ecs:RunTask"], vec![me.attribute("aws_ecs_task_definition", "arn")]),
        Statement::new(&["iam:PassRole"], vec![me.attribute("aws_iam_role", "arn"), execution]),
    ]
}

/// The rest of a rule's target: one task, where and as the service's own run.
pub fn task_to_start(me: Party<'_>) -> Block {
    let settings = me.settings();
    let instances = on_instances(&settings);
    let mut block = Block::new("ecs_target")
        .with("task_definition_arn", me.attribute("aws_ecs_task_definition", "arn"))
        .with("task_count", 1);
    // The service names what its strategy lacks.
    let providers = cluster::strategy(me, &mut Module::default());
    if providers.is_empty() {
        block.set("launch_type", if instances { "EC2" } else { "FARGATE" });
    }
    if !instances && !settings.text("platform_version").is_empty() {
        block.set("platform_version", settings.text("platform_version"));
    }
    providers.into_iter().for_each(|provider| block.push(provider));
    if network_mode(&settings) == "awsvpc" {
        let network = Block::new("network_configuration")
            .with("subnets", list(me.subnets()))
            .with("security_groups", list([me.security_group()]))
            .with("assign_public_ip", settings.flag("assign_public_ip") && !instances);
        block.push(network);
    }
    block
}
