//! Amazon DynamoDB in Terraform: a table, or the copy of one in another region, with its scaling.

use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party, key_of};
use crate::hcl::{Block, Expr, list, reference, template, text};
use crate::model::ConnectionKind;

/// The table.
pub const EXPORT: Exporter = Exporter {
    resources,
    endpoint,
    carries: &[(ConnectionKind::Event, &["lambda"]), (ConnectionKind::Replication, &["dynamodb"])],
    ..Exporter::NONE
};

/// Everything a client does with items; nothing that changes the table.
const ITEMS: &[&str] = &[
    "dynamodb:BatchGetItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
];

const STREAM: &[&str] =
    &["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"];

/// How many times the drawn capacity a scaled table may take: a choice of this program.
const GROWTH: usize = 10;

/// The table that this one is a copy of, in another region.
fn original(me: Party<'_>) -> Option<Party<'_>> {
    let mut root = me.source()?;
    while let Some(further) = root.source() {
        root = further;
    }
    (root.region() != me.region()).then_some(root)
}

fn has_copies(me: Party<'_>) -> bool {
    fn below(me: Party<'_>, root: &str) -> bool {
        me.outgoing().filter(|edge| edge.kind == ConnectionKind::Replication).any(|edge| {
            edge.to.source().is_some_and(|source| source.id() == me.id())
                && (original(edge.to).is_some_and(|original| original.id() == root) || below(edge.to, root))
        })
    }
    below(me, me.id())
}

fn endpoint(me: Party<'_>) -> Endpoint {
    let original = original(me);
    let arn = me.attribute(if original.is_some() { "aws_dynamodb_table_replica" } else { "aws_dynamodb_table" }, "arn");
    let table = original.unwrap_or(me);
    let stream = original.is_none().then(|| (STREAM, me.attribute("aws_dynamodb_table", "stream_arn")));
    Endpoint {
        actions: vec![(ConnectionKind::Data, ITEMS), (ConnectionKind::Request, ITEMS)],
        resources: vec![arn],
        consume: stream,
        variables: vec![("TABLE", table.attribute("aws_dynamodb_table", "name"))],
        ..Endpoint::default()
    }
}

fn resources(me: Party<'_>, module: &mut Module) {
    if me.settings().flag("cross_region_backup") {
        module.leave_out("the copy of its backups in another region");
    }
    if me.source().is_some() && original(me).is_none() {
        module.leave_out("it is the copy of a table in its own region, which DynamoDB has not; it is a table of its own");
    }
    match original(me) {
        Some(original) => copy(me, original, module),
        None => table(me, module),
    }
}

fn copy(me: Party<'_>, original: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    if me.outgoing().any(|edge| edge.kind == ConnectionKind::Event) {
        module.leave_out("the stream of a copy: functions read the stream of the original");
    }
    let block = me
        .resource("aws_dynamodb_table_replica")
        .with("global_table_arn", original.attribute("aws_dynamodb_table", "arn"))
        .with("point_in_time_recovery", settings.flag("point_in_time_recovery"))
        .with("deletion_protection_enabled", settings.flag("deletion_protection_enabled"))
        .with_some("kms_key_arn", key_of(me).map(|key| key.attribute("aws_kms_key", "arn")))
        .with("tags", me.tags());
    module.add(Concern::Data, block);
}

fn table(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let (hash, range) = (settings.text("hash_key"), settings.text("range_key"));
    let hash = if hash.is_empty() { "id" } else { hash };
    let range = (!range.is_empty() && range != hash).then_some(range);
    if range.is_none() && !settings.text("range_key").is_empty() {
        module.leave_out("range_key: it is the partition key as well");
    }
    let copies = has_copies(me);
    let provisioned = settings.text("billing_mode") == "PROVISIONED";
    let scaled = provisioned && (settings.flag("autoscaling") || copies);
    if provisioned && copies && !settings.flag("autoscaling") {
        module.change("a table with copies in other regions scales its capacity; it does");
    }
    let mut block = me
        .resource("aws_dynamodb_table")
        .with("name", me.name())
        .with("billing_mode", settings.text("billing_mode"))
        .with("hash_key", hash)
        .with_some("range_key", range);
    if provisioned {
        block.set("read_capacity", settings.count("read_capacity"));
        block.set("write_capacity", settings.count("write_capacity"));
    }
    if copies || me.outgoing().any(|edge| edge.kind == ConnectionKind::Event) {
        block.set("stream_enabled", true);
        block.set("stream_view_type", "NEW_AND_OLD_IMAGES");
    }
    block.set("deletion_protection_enabled", settings.flag("deletion_protection_enabled"));
    block.set("tags", me.tags());
    let attribute = |name: &str, kind: &str| Block::new("attribute").with("name", name).with("type", kind);
    block.push(attribute(hash, settings.text("hash_key_type")));
    if let Some(range) = range {
        block.push(attribute(range, settings.text("range_key_type")));
    }
    block.push(Block::new("point_in_time_recovery").with("enabled", settings.flag("point_in_time_recovery")));
    if let Some(key) = key_of(me) {
        let key = key.attribute("aws_kms_key", "arn");
        block.push(Block::new("server_side_encryption").with("enabled", true).with("kms_key_arn", key));
    }
    let mut changing: Vec<Expr> = Vec::new();
    if scaled {
        changing.extend([reference("read_capacity"), reference("write_capacity")]);
    }
    if copies {
        changing.push(reference("replica"));
    }
    if !changing.is_empty() {
        block.push(Block::new("lifecycle").with("ignore_changes", list(changing)));
    }
    module.add(Concern::Data, block);
    if scaled {
        scale(me, "read", "ReadCapacityUnits", "DynamoDBReadCapacityUtilization", module);
        scale(me, "write", "WriteCapacityUnits", "DynamoDBWriteCapacityUtilization", module);
    }
}

fn scale(me: Party<'_>, what: &str, dimension: &str, metric: &str, module: &mut Module) {
    let least = me.settings().count(&format!("{what}_capacity")).max(1);
    let target = me
        .resource_with("aws_appautoscaling_target", what)
        .with("service_namespace", "dynamodb")
        .with("resource_id", template([text("table/"), me.attribute("aws_dynamodb_table", "name")]))
        .with("scalable_dimension", format!("dynamodb:table:{dimension}"))
        .with("min_capacity", least)
        .with("max_capacity", least.saturating_mul(GROWTH));
    module.add(Concern::Data, target);
    let of = |attribute: &str| reference(format!("aws_appautoscaling_target.{}_{what}.{attribute}", me.label()));
    let tracking = Block::new("target_tracking_scaling_policy_configuration")
        .with("target_value", 70)
        .nest(Block::new("predefined_metric_specification").with("predefined_metric_type", metric));
    let policy = me
        .resource_with("aws_appautoscaling_policy", what)
        .with("name", me.name_with(&format!("-{what}")))
        .with("policy_type", "TargetTrackingScaling")
        .with("service_namespace", of("service_namespace"))
        .with("resource_id", of("resource_id"))
        .with("scalable_dimension", of("scalable_dimension"))
        .nest(tracking);
    module.add(Concern::Data, policy);
}
