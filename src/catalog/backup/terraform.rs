//! AWS Backup in Terraform: the vault, the plan, what it protects, copies in other regions.

use crate::catalog::exporting::{Concern, Exporter, Module, Party, role};
use crate::hcl::{Block, Expr, list, reference};
use crate::model::ConnectionKind;

/// The vault and the plan.
pub const EXPORT: Exporter = Exporter {
    resources,
    acts: true,
    carries: &[
        (ConnectionKind::Replication, &["backup"]),
        (ConnectionKind::Management, PROTECTED),
    ],
    ..Exporter::NONE
};

/// The types with data that AWS Backup copies (AWS Backup developer guide, read 2026-11).
const PROTECTED: &[&str] = &["aurora", "dynamodb", "ebs", "ec2", "efs", "rds", "s3"];

/// The resources that can be selected, where a service writes them.
const SELECTABLE: &[&str] = &[
    "aws_rds_cluster",
    "aws_db_instance",
    "aws_dynamodb_table",
    "aws_dynamodb_table_replica",
    "aws_ebs_volume",
    "aws_efs_file_system",
    "aws_instance",
    "aws_s3_bucket",
];

/// Cold storage is for at least so many days (AWS Backup developer guide, read 2026-11).
const COLD_DAYS: usize = 90;

fn resources(me: Party<'_>, module: &mut Module) {
    let vault = me
        .resource("aws_backup_vault")
        .with("name", me.name())
        .with("force_destroy", me.settings().flag("force_destroy"))
        .with("tags", me.tags());
    module.add(Concern::Data, vault);
    let protected = protected(me, module);
    if protected.is_empty() {
        let copies = me.incoming().any(|edge| edge.kind == ConnectionKind::Replication);
        if !copies {
            module.by_hand.push(format!("{} protects nothing: connect it to what it should back up.", me.id()));
        }
        return;
    }
    let managed = [
        "service-role/AWSBackupServiceRolePolicyForBackup",
        "service-role/AWSBackupServiceRolePolicyForRestores",
        "AWSBackupServiceRolePolicyForS3Backup",
        "AWSBackupServiceRolePolicyForS3Restore",
    ];
    let buckets = protected.iter().any(|arn| matches!(arn, Expr::Reference(path) if path.starts_with("aws_s3_bucket.")));
    let managed = if buckets { &managed[..] } else { managed.get(..2).unwrap_or_default() };
    let role = role(me, module, "backup.amazonaws.com", managed, Vec::new());
    plan(me, module);
    let selection = me
        .resource("aws_backup_selection")
        .with("name", me.name())
        .with("iam_role_arn", role)
        .with("plan_id", me.attribute("aws_backup_plan", "id"))
        .with("resources", list(protected));
    module.add(Concern::Data, selection);
}

/// The ARNs of what a management connection in either direction leads to.
fn protected(me: Party<'_>, module: &mut Module) -> Vec<Expr> {
    let mut seen: Vec<&str> = Vec::new();
    let mut found: Vec<Expr> = Vec::new();
    let heads = me.outgoing().map(|edge| (edge.kind, edge.to));
    let tails = me.incoming().map(|edge| (edge.kind, edge.from));
    for (_, other) in heads.chain(tails).filter(|(kind, _)| *kind == ConnectionKind::Management) {
        if seen.contains(&other.id()) || !other.exported() || other.kind() == "cloudwatch_alarm" {
            continue;
        }
        seen.push(other.id());
        if other.region() != me.region() {
            module.leave_out(format!("{} is in another region; a plan protects what is in its own", other.id()));
            continue;
        }
        let written: Vec<Block> = SELECTABLE.iter().flat_map(|kind| other.written(kind)).collect();
        if written.is_empty() {
            module.leave_out(format!("{} has no data that AWS Backup copies", other.id()));
        }
        if written.iter().any(|block| block.labels.first().is_some_and(|kind| kind == "aws_s3_bucket")) && !other.settings().flag("versioning") {
            module.by_hand.push(format!("AWS Backup needs versioning on the bucket {}, which is drawn without.", other.id()));
        }
        found.extend(written.iter().map(|block| reference(format!("{}.arn", block.labels.join(".")))));
    }
    found
}

fn plan(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let lifecycle = lifecycle(me, module);
    let (start, complete) = (settings.count("start_window"), settings.count("completion_window"));
    // A copy has to begin at least an hour before it must be complete.
    let complete = complete.max(start + 60);
    let mut rule = Block::new("rule")
        .with("rule_name", "copy")
        .with("target_vault_name", me.attribute("aws_backup_vault", "name"))
        .with("schedule", schedule(me, module))
        .with("start_window", start)
        .with("completion_window", complete);
    if settings.flag("enable_continuous_backup") {
        if settings.count("delete_after") > 35 {
            module.change("data that can be restored to any second is kept for 35 days at most; it can be restored to copies only");
        } else {
            rule.set("enable_continuous_backup", true);
        }
    }
    rule.push(lifecycle.clone());
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Replication && edge.to.kind() == "backup") {
        if edge.to.exported() && edge.to.id() != me.id() {
            let copy = Block::new("copy_action").with("destination_vault_arn", edge.to.attribute("aws_backup_vault", "arn"));
            rule.push(copy.nest(lifecycle.clone()));
        }
    }
    let plan = me.resource("aws_backup_plan").with("name", me.name()).with("tags", me.tags()).nest(rule);
    module.add(Concern::Data, plan);
}

fn lifecycle(me: Party<'_>, module: &mut Module) -> Block {
    let settings = me.settings();
    let days = settings.count("delete_after");
    let mut block = Block::new("lifecycle");
    match settings.whole("cold_storage_after").and_then(|cold| usize::try_from(cold).ok()) {
        Some(cold) if cold + COLD_DAYS <= days => block.set("cold_storage_after", cold),
        Some(cold) => module.change(format!(
            "copies stay in cold storage for at least {COLD_DAYS} days, and are deleted after {days}; they do not move there after {cold}"
        )),
        None => {}
    }
    block.set("delete_after", days);
    block
}

/// Six fields in `cron()`; anything else is no schedule.
fn schedule(me: Party<'_>, module: &mut Module) -> String {
    let drawn = me.settings().text("schedule");
    let fields = drawn.strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')')).map(|inner| inner.split_whitespace().count());
    let plain = drawn.chars().all(|c| c.is_ascii_alphanumeric() || " ()*?,-/#".contains(c));
    if fields == Some(6) && plain {
        return drawn.to_owned();
    }
    module.change("its schedule is no cron expression of AWS; copies are made every day at 5:00 UTC");
    "cron(0 5 * * ? *)".to_owned()
}
