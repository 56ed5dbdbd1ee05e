//! A read replica in Terraform: an instance that copies another one.

use crate::catalog::exporting::{Concern, Edge, Endpoint, Exporter, Module, Party, group, key_of};
use crate::catalog::rds;
use crate::hcl::{Block, list};
use crate::model::ConnectionKind;

/// The replica and its security group.
pub const EXPORT: Exporter = Exporter { resources, exists: |me| original(me).is_some(), endpoint, zones: 2, ..Exporter::NONE };

fn copies(me: Party<'_>) -> impl Iterator<Item = Edge<'_>> {
    me.incoming().filter(|edge| edge.kind == ConnectionKind::Replication && edge.from.kind() == "rds")
}

/// The database that it copies.
fn original(me: Party<'_>) -> Option<Party<'_>> {
    copies(me).map(|edge| edge.from).find(|from| from.exported() && !rds::is_cluster(*from))
}

fn endpoint(me: Party<'_>) -> Endpoint {
    let Some(original) = original(me) else { return Endpoint::default() };
    // Users and passwords are those of the original.
    let theirs = original.endpoint();
    let mut variables =
        vec![("HOST", me.attribute("aws_db_instance", "address")), ("PORT", me.attribute("aws_db_instance", "port"))];
    variables.extend(theirs.variables.into_iter().filter(|(ending, _)| *ending == "SECRET_ARN"));
    Endpoint {
        grouped: me.vpc().is_some(),
        guarded: me.vpc().is_some(),
        actions: theirs.actions,
        resources: theirs.resources,
        variables,
        ..Endpoint::default()
    }
}

fn resources(me: Party<'_>, module: &mut Module) {
    let Some(original) = original(me) else {
        module.leave_out("no database is drawn that it is a replica of, or that database is a Multi-AZ cluster");
        return;
    };
    for edge in copies(me).filter(|edge| edge.from.id() != original.id()) {
        module.leave_out(format!("{}: a replica copies one database, and no Multi-AZ cluster", edge.title()));
    }
    let block = instance(me, original, module);
    module.add(Concern::Data, block);
    group(me, module, false);
}

fn instance(me: Party<'_>, original: Party<'_>, module: &mut Module) -> Block {
    let settings = me.settings();
    let abroad = original.region() != me.region();
    let about = format!("Instance class of {}.", me.id());
    let class = module.variable(format!("{}_instance_class", me.label()), &about, settings.text("instance_class"));
    let mut block = me
        .resource("aws_db_instance")
        .with("identifier", me.name())
        .with("replicate_source_db", original.attribute("aws_db_instance", if abroad { "arn" } else { "identifier" }))
        .with("instance_class", class);
    let kind = settings.text("storage_type");
    if !kind.is_empty() {
        block.set("storage_type", kind);
    }
    let theirs = original.settings();
    let (drawn, least) = (settings.count("allocated_storage"), theirs.count("allocated_storage"));
    if drawn > least {
        block.set("allocated_storage", drawn);
    } else if drawn > 0 && drawn < least {
        module.change(format!("its storage is that of {}, {least} GB, not {drawn}", original.id()));
    }
    match (settings.whole("iops").filter(|iops| *iops > 0), kind) {
        (Some(iops), "io1" | "io2") => block.set("iops", iops),
        (Some(iops), "gp3") if drawn.max(least) >= 400 => block.set("iops", iops),
        (Some(_), _) => module.leave_out("iops: only io1, io2 and large gp3 volumes take it"),
        (None, "io1" | "io2") => block.set("iops", 1000),
        (None, _) => {}
    }
    if theirs.count("backup_retention_period") == 0 {
        module.leave_out(format!("{} keeps no backups: AWS makes copies of databases with backups only", original.id()));
    }
    if theirs.text("engine").starts_with("sqlserver") && !theirs.text("engine").ends_with("-ee") {
        module.leave_out(format!("{} runs {}: only Enterprise Edition has replicas", original.id(), theirs.text("engine")));
    }
    if abroad && theirs.flag("storage_encrypted") {
        let about = format!("ARN of the KMS key in {} that encrypts {}.", me.region(), me.id());
        let example = format!("arn:aws:kms:{}:123456789012:key/00000000-0000-0000-0000-000000000000", me.region());
        let key = match key_of(me) {
            Some(key) => key.attribute("aws_kms_key", "arn"),
            None => module.question(format!("{}_kms_key_arn", me.label()), &about, "^arn:aws[a-z-]*:kms:", &example),
        };
        block.set("kms_key_id", key);
        block.set("storage_encrypted", true);
    } else if let Some(key) = key_of(me) {
        module.leave_out(format!("the key {}: a copy in the same region has the key of its original", key.id()));
    }
    block = block.gap();
    if original.beside(me) {
        // The subnet group is that of the original; AWS takes no other.
        if let Some(zone) = me.zones().first() {
            block.set("availability_zone", me.zone_name(*zone));
        }
    } else {
        let subnets = me
            .resource("aws_db_subnet_group")
            .with("name", me.name())
            .with("subnet_ids", list(me.subnets()))
            .with("tags", me.tags());
        module.add(Concern::Data, subnets);
        block.set("db_subnet_group_name", me.attribute("aws_db_subnet_group", "name"));
    }
    block
        .with("vpc_security_group_ids", list([me.security_group()]))
        .with("publicly_accessible", settings.flag("publicly_accessible"))
        .gap()
        .with("backup_retention_period", settings.count("backup_retention_period"))
        .with("deletion_protection", settings.flag("deletion_protection"))
        // A replica is made anew from its original.
        .with("skip_final_snapshot", true)
        .gap()
        .with("tags", me.tags())
}
