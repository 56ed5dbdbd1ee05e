//! Amazon RDS in Terraform: an instance, a replica of one, or a Multi-AZ cluster.
//!
//! The password is made and kept by AWS (`manage_master_user_password`); a password in the drawing is
//! never exported.

use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party, group, key_of};
use crate::hcl::{Block, Expr, list};
use crate::model::ConnectionKind;

/// The database, its subnet group and its security group.
pub const EXPORT: Exporter = Exporter { resources, endpoint, carries: &[(ConnectionKind::Replication, &["rds", "rds_replica"])], zones: 2, ..Exporter::NONE };

/// Whether it is exported as a Multi-AZ cluster.
pub fn is_cluster(me: Party<'_>) -> bool {
    me.settings().flag("multi_az_cluster") && matches!(me.settings().text("engine"), "mysql" | "postgres")
}

/// The database that this one is a copy of.
fn original(me: Party<'_>) -> Option<Party<'_>> {
    me.source().filter(|source| !is_cluster(me) && !is_cluster(*source))
}

fn resource_type(me: Party<'_>) -> &'static str {
    if is_cluster(me) { "aws_rds_cluster" } else { "aws_db_instance" }
}

fn endpoint(me: Party<'_>) -> Endpoint {
    let kind = resource_type(me);
    let host = me.attribute(kind, if is_cluster(me) { "endpoint" } else { "address" });
    let mut variables = vec![("HOST", host), ("PORT", me.attribute(kind, "port"))];
    let (mut actions, mut resources): (Vec<(ConnectionKind, &[&str])>, _) = (Vec::new(), Vec::new());
    if original(me).is_none() {
        let secret = me.attribute(kind, "master_user_secret[0].secret_arn");
        variables.push(("SECRET_ARN", secret.clone()));
        actions.push((ConnectionKind::Data, &["secretsmanager:GetSecretValue"]));
        resources.push(secret);
    }
    Endpoint { grouped: me.vpc().is_some(), guarded: me.vpc().is_some(), actions, resources, variables, ..Endpoint::default() }
}

fn resources(me: Party<'_>, module: &mut Module) {
    let subnets = me
        .resource("aws_db_subnet_group")
        .with("name", me.name())
        .with("subnet_ids", list(me.subnets()))
        .with("tags", me.tags());
    module.add(Concern::Data, subnets);
    if me.settings().flag("multi_az_cluster") && !is_cluster(me) {
        module.change("a Multi-AZ cluster exists for mysql and postgres only; it is a Multi-AZ instance");
    }
    if me.settings().is_set("password") {
        module.leave_out("its password: AWS makes one and keeps it in Secrets Manager");
    }
    for edge in me.incoming().filter(|edge| edge.kind == ConnectionKind::Replication && edge.from.kind() == "rds") {
        if original(me).is_none_or(|source| source.id() != edge.from.id()) {
            module.leave_out(format!("{}: a database is a copy of one other, and no Multi-AZ cluster is", edge.title()));
        }
    }
    let block = match original(me) {
        Some(source) => replica(me, source, module),
        None if is_cluster(me) => cluster(me, module),
        None => instance(me, module),
    };
    module.add(Concern::Data, block);
    group(me, module, false);
    if me.settings().flag("cross_region_backup") {
        module.leave_out("the copy of its backups in another region");
    }
}

fn class(me: Party<'_>, module: &mut Module) -> Expr {
    let about = format!("Instance class of {}.", me.id());
    module.variable(format!("{}_instance_class", me.label()), &about, me.settings().text("instance_class"))
}

/// The size of the volume: as drawn, or the least that AWS takes, which is said.
fn storage(me: Party<'_>, kind: &str, module: &mut Module) -> usize {
    let (drawn, least) = (me.settings().count("allocated_storage"), super::least_storage(kind));
    if drawn < least {
        module.change(format!("AWS takes at least {least} GB of {kind} storage; it has {least} GB, not {drawn}"));
    }
    drawn.max(least)
}

/// The user's name. `admin` is reserved in PostgreSQL.
fn user(me: Party<'_>) -> &str {
    match (me.settings().text("engine"), me.settings().text("username")) {
        ("postgres", "admin") => "dbadmin",
        (_, name) => name,
    }
}

fn instance(me: Party<'_>, module: &mut Module) -> Block {
    let settings = me.settings();
    let engine = settings.text("engine");
    let kind = settings.text("storage_type");
    let size = storage(me, settings.text("storage_type"), module);
    let class = class(me, module);
    let mut block = me
        .resource("aws_db_instance")
        .with("identifier", me.name())
        .with("engine", engine)
        .with_some("engine_version", some_text(settings.text("engine_version")))
        .with_some("license_model", license(engine))
        .with("instance_class", class)
        .gap()
        .with("allocated_storage", size)
        .with_some("max_allocated_storage", growth(me, size, module))
        .with("storage_type", kind)
        .with_some("iops", iops(me, kind, size, module))
        .with("storage_encrypted", settings.flag("storage_encrypted"))
        .with_some("kms_key_id", key(me, module))
        .gap();
    match (settings.text("db_name"), engine.starts_with("sqlserver")) {
        ("", _) => {}
        (_, true) => module.leave_out("db_name: SQL Server starts without a database"),
        (name, false) => block.set("db_name", name),
    }
    if user(me) != settings.text("username") {
        module.change("the user name admin is reserved in PostgreSQL; it is dbadmin");
    }
    block = block.with("username", user(me)).with("manage_master_user_password", true).gap();
    let multi_az = settings.flag("multi_az") || settings.flag("multi_az_cluster");
    block.set("multi_az", multi_az);
    if multi_az {
        module.by_hand.push(format!("AWS chooses in which of its zones the primary of {} starts.", me.id()));
    } else if let Some(zone) = me.zones().first() {
        block.set("availability_zone", me.zone_name(*zone));
    }
    let block = placed(me, block).gap();
    kept(me, block, module)
}

/// The drawn key, where the storage is encrypted.
fn key(me: Party<'_>, module: &mut Module) -> Option<Expr> {
    let key = key_of(me)?;
    if !me.settings().flag("storage_encrypted") {
        module.leave_out(format!("the key {}: encryption is switched off", key.id()));
        return None;
    }
    Some(key.attribute("aws_kms_key", "arn"))
}

fn placed(me: Party<'_>, block: Block) -> Block {
    block
        .with("db_subnet_group_name", me.attribute("aws_db_subnet_group", "name"))
        .with("vpc_security_group_ids", list([me.security_group()]))
        .with("publicly_accessible", me.settings().flag("publicly_accessible"))
}

/// Backups, protection, and what happens when it is destroyed.
fn kept(me: Party<'_>, block: Block, module: &mut Module) -> Block {
    let settings = me.settings();
    let about = "Whether databases are destroyed without a last snapshot.";
    let skip = module.variable("skip_final_snapshots".to_owned(), about, false);
    block
        .with("backup_retention_period", settings.count("backup_retention_period"))
        .with("copy_tags_to_snapshot", true)
        .with("deletion_protection", settings.flag("deletion_protection"))
        .with("skip_final_snapshot", skip)
        .with("final_snapshot_identifier", me.name_with("-final"))
        .gap()
        .with("tags", me.tags())
}

fn replica(me: Party<'_>, source: Party<'_>, module: &mut Module) -> Block {
    let abroad = source.region() != me.region();
    let class = class(me, module);
    let original = source.attribute("aws_db_instance", if abroad { "arn" } else { "identifier" });
    let mut block = me
        .resource("aws_db_instance")
        .with("identifier", me.name())
        .with("replicate_source_db", original)
        .with("instance_class", class)
        .with("storage_type", me.settings().text("storage_type"))
        .gap()
        .with("multi_az", me.settings().flag("multi_az"));
    if source.settings().count("backup_retention_period") == 0 {
        module.leave_out(format!("{} keeps no backups: AWS makes copies of databases with backups only", source.id()));
    }
    let encrypted = source.settings().flag("storage_encrypted");
    if abroad && encrypted {
        let about = format!("ARN of the KMS key in {} that encrypts {}.", me.region(), me.id());
        let key = match key_of(me) {
            Some(key) => key.attribute("aws_kms_key", "arn"),
            None => module.question(
                format!("{}_kms_key_arn", me.label()),
                &about,
                "^arn:aws[a-z-]*:kms:",
                &format!("arn:aws:kms:{}:123456789012:key/00000000-0000-0000-0000-000000000000", me.region()),
            ),
        };
        block.set("kms_key_id", key);
        block.set("storage_encrypted", true);
    } else if let Some(key) = key_of(me) {
        module.leave_out(format!("the key {}: a copy in the same region has the key of its original", key.id()));
    }
    let block = placed(me, block).gap();
    kept(me, block, module)
}

fn cluster(me: Party<'_>, module: &mut Module) -> Block {
    let settings = me.settings();
    let kind = if matches!(settings.text("storage_type"), "io1" | "io2" | "gp3") { settings.text("storage_type") } else { "gp3" };
    if kind != settings.text("storage_type") {
        module.change(format!("a Multi-AZ cluster has no {} storage; it has gp3", settings.text("storage_type")));
    }
    let size = storage(me, settings.text("storage_type"), module);
    let class = class(me, module);
    if user(me) != settings.text("username") {
        module.change("the user name admin is reserved in PostgreSQL; it is dbadmin");
    }
    if settings.flag("publicly_accessible") {
        module.leave_out("publicly_accessible: the instances of a Multi-AZ cluster stay private");
    }
    let block = me
        .resource("aws_rds_cluster")
        .with("cluster_identifier", me.name())
        .with("engine", settings.text("engine"))
        .with_some("engine_version", some_text(settings.text("engine_version")))
        .with("db_cluster_instance_class", class)
        .gap()
        .with("allocated_storage", size)
        .with("storage_type", kind)
        .with_some("iops", iops(me, kind, size, module))
        .with("storage_encrypted", settings.flag("storage_encrypted"))
        .with_some("kms_key_id", key(me, module))
        .gap()
        .with_some("database_name", some_text(settings.text("db_name")))
        .with("master_username", user(me))
        .with("manage_master_user_password", true)
        .gap()
        .with("availability_zones", list(me.zones().iter().take(3).map(|zone| me.zone_name(*zone))))
        .with("db_subnet_group_name", me.attribute("aws_db_subnet_group", "name"))
        .with("vpc_security_group_ids", list([me.security_group()]))
        .gap();
    kept(me, block, module)
}

/// Oracle Enterprise needs a licence of one's own; the others include one.
fn license(engine: &str) -> Option<&'static str> {
    match engine {
        "oracle-ee" => Some("bring-your-own-license"),
        "oracle-se2" => Some("license-included"),
        engine if engine.starts_with("sqlserver") => Some("license-included"),
        _ => None,
    }
}

fn some_text(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn growth(me: Party<'_>, size: usize, module: &mut Module) -> Option<usize> {
    let limit = me.settings().count("max_allocated_storage");
    if limit > 0 && limit <= size {
        module.leave_out(format!("max_allocated_storage: {limit} GB is not above the {size} GB that it has"));
    }
    (limit > size).then_some(limit)
}

/// Provisioned operations a second: needed for io1 and io2; gp3 takes them from 400 GB on.
fn iops(me: Party<'_>, kind: &str, size: usize, module: &mut Module) -> Option<usize> {
    let drawn = me.settings().whole("iops").and_then(|iops| usize::try_from(iops).ok()).filter(|iops| *iops > 0);
    match (kind, drawn) {
        ("io1" | "io2", Some(iops)) => Some(iops),
        ("io1" | "io2", None) => {
            module.change(format!("{kind} storage needs a rate of operations; it has 1000 a second"));
            Some(1000)
        }
        ("gp3", Some(iops)) if size >= 400 => Some(iops),
        (_, Some(_)) => {
            module.leave_out(format!("iops: {kind} storage of {size} GB takes none"));
            None
        }
        (_, None) => None,
    }
}
