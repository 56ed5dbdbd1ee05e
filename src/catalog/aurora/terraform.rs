//! Amazon Aurora in Terraform: the cluster, an instance for each entry of `instance_zones`, and a global
//! database where it is copied to another region.
//!
//! The password is made and kept by AWS; a password in the drawing is never exported.

use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party, group, key_of};
use crate::hcl::{Block, Expr, list, reference};
use crate::model::{ConnectionKind, Value};

/// The cluster, its instances, its subnet group and its security group.
pub const EXPORT: Exporter =
    Exporter { resources, endpoint, carries: &[(ConnectionKind::Replication, &["aurora"])], zones: 2, ..Exporter::NONE };

/// Whether it is a copy in a global database: of a cluster in another region that is no copy itself.
fn original(me: Party<'_>) -> Option<Party<'_>> {
    me.source().filter(|source| source.region() != me.region() && source.source().is_none())
}

/// Whether a global database begins with it.
fn is_global(me: Party<'_>) -> bool {
    copies(me).any(|copy| original(copy).is_some_and(|source| source.id() == me.id()))
}

fn copies(me: Party<'_>) -> impl Iterator<Item = Party<'_>> {
    let edges = me.outgoing().filter(|edge| edge.kind == ConnectionKind::Replication && edge.to.kind() == "aurora");
    edges.map(|edge| edge.to).filter(|copy| copy.exported())
}

fn endpoint(me: Party<'_>) -> Endpoint {
    let mut variables = vec![
        ("HOST", me.attribute("aws_rds_cluster", "endpoint")),
        ("READER_HOST", me.attribute("aws_rds_cluster", "reader_endpoint")),
        ("PORT", me.attribute("aws_rds_cluster", "port")),
    ];
    let (mut actions, mut resources): (Vec<(ConnectionKind, &[&str])>, _) = (Vec::new(), Vec::new());
    if original(me).is_none() {
        let secret = me.attribute("aws_rds_cluster", "master_user_secret[0].secret_arn");
        variables.push(("SECRET_ARN", secret.clone()));
        actions.push((ConnectionKind::Data, &["secretsmanager:GetSecretValue"]));
        resources.push(secret);
    }
    let ready = (1..=instances(me).len()).map(|number| format!("aws_rds_cluster_instance.{}_{number}", me.label()));
    let ready = ready.take(1).collect();
    Endpoint { grouped: me.vpc().is_some(), guarded: me.vpc().is_some(), actions, resources, variables, ready, ..Endpoint::default() }
}

/// The zones of its instances that its subnet group covers.
fn instances(me: Party<'_>) -> Vec<crate::model::Zone> {
    let mut zones = super::instance_zones(&me.settings(), me.zones());
    zones.retain(|zone| me.zones().contains(zone));
    zones
}

fn resources(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let subnets = me
        .resource("aws_db_subnet_group")
        .with("name", me.name())
        .with("subnet_ids", list(me.subnets()))
        .with("tags", me.tags());
    module.add(Concern::Data, subnets);
    if settings.is_set("master_password") {
        module.leave_out("its password: AWS makes one and keeps it in Secrets Manager");
    }
    for edge in me.incoming().filter(|edge| edge.kind == ConnectionKind::Replication && edge.from.kind() == "aurora") {
        if original(me).is_none_or(|source| source.id() != edge.from.id()) {
            module.leave_out(format!("{}: a global database copies one cluster to other regions", edge.title()));
        }
    }
    if is_global(me) {
        let database = me
            .resource("aws_rds_global_cluster")
            .with("global_cluster_identifier", me.name_with("-global"))
            .with("engine", settings.text("engine"))
            .with_some("engine_version", some_text(settings.text("engine_version")))
            .with_some("database_name", some_text(settings.text("database_name")))
            .with("storage_encrypted", settings.flag("storage_encrypted"))
            .with("deletion_protection", settings.flag("deletion_protection"));
        module.add(Concern::Data, database);
    }
    let block = cluster(me, module);
    module.add(Concern::Data, block);
    members(me, module);
    group(me, module, false);
    if settings.flag("cross_region_backup") {
        module.leave_out("the copy of its backups in another region");
    }
}

/// The user's name. `admin` is reserved in PostgreSQL.
fn user<'w>(me: Party<'w>) -> &'w str {
    match (me.settings().text("engine"), me.settings().text("master_username")) {
        ("aurora-postgresql", "admin") => "dbadmin",
        (_, name) => name,
    }
}

fn some_text(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn cluster(me: Party<'_>, module: &mut Module) -> Block {
    let settings = me.settings();
    let source = original(me);
    let mut block = me
        .resource("aws_rds_cluster")
        .with("cluster_identifier", me.name())
        .with("engine", settings.text("engine"))
        .with_some("engine_version", some_text(settings.text("engine_version")))
        .with_some("storage_type", some_text(settings.text("storage_type")).filter(|kind| *kind != "standard"))
        .with("storage_encrypted", settings.flag("storage_encrypted"));
    match key_of(me) {
        Some(key) if settings.flag("storage_encrypted") => block.set("kms_key_id", key.attribute("aws_kms_key", "arn")),
        Some(key) => module.leave_out(format!("the key {}: encryption is switched off", key.id())),
        None => {}
    }
    match source {
        Some(source) => {
            block.set("global_cluster_identifier", source.attribute("aws_rds_global_cluster", "id"));
            if settings.flag("storage_encrypted") && key_of(me).is_none() {
                let about = format!("ARN of the KMS key in {} that encrypts {}.", me.region(), me.id());
                let example = format!("arn:aws:kms:{}:123456789012:key/00000000-0000-0000-0000-000000000000", me.region());
                let key = module.question(format!("{}_kms_key_arn", me.label()), &about, "^arn:aws[a-z-]*:kms:", &example);
                block.set("kms_key_id", key);
            }
        }
        None => {
            if is_global(me) {
                block.set("global_cluster_identifier", me.attribute("aws_rds_global_cluster", "id"));
            }
            if user(me) != settings.text("master_username") {
                module.change("the user name admin is reserved in PostgreSQL; it is dbadmin");
            }
            block = block
                .gap()
                .with_some("database_name", some_text(settings.text("database_name")))
                .with("master_username", user(me))
                .with("manage_master_user_password", true);
        }
    }
    block = block
        .gap()
        .with_some("port", settings.whole("port"))
        .with("db_subnet_group_name", me.attribute("aws_db_subnet_group", "name"))
        .with("vpc_security_group_ids", list([me.security_group()]));
    let days = settings.count("backup_retention_period");
    if days == 0 {
        module.change("Aurora always keeps backups for a day at the least; it keeps them for one day");
    }
    let about = "Whether databases are destroyed without a last snapshot.";
    let skip = module.variable("skip_final_snapshots".to_owned(), about, false);
    block = block
        .gap()
        .with("backup_retention_period", days.max(1))
        .with("copy_tags_to_snapshot", true)
        .with("deletion_protection", settings.flag("deletion_protection"))
        .with("skip_final_snapshot", skip)
        .with("final_snapshot_identifier", me.name_with("-final"))
        .gap()
        .with("tags", me.tags());
    if settings.text("instance_class") == "db.serverless" {
        block.push(capacity(me, module));
    }
    if let Some(source) = source {
        let first = reference(format!("aws_rds_cluster_instance.{}_1", source.label()));
        block.push(Block::new("lifecycle").with("ignore_changes", list([reference("replication_source_identifier")])));
        if !instances(source).is_empty() {
            block = block.gap().with("depends_on", list([first]));
        }
    }
    block
}

/// Capacity in steps of a half, from 0 to 256 (Aurora user guide, "Aurora Serverless v2", read 2025-11).
fn capacity(me: Party<'_>, module: &mut Module) -> Block {
    let drawn = me.settings().block("serverlessv2_scaling_configuration");
    let set = |name: &str| drawn.and_then(|block| block.get(name)).and_then(Value::as_f64);
    let fits = |value: &f64| (0.0..=256.0).contains(value) && (value * 2.0).fract() == 0.0;
    let least = set("min_capacity").filter(fits);
    let most = set("max_capacity").filter(|most| fits(most) && *most >= 1.0 && *most >= least.unwrap_or(0.5));
    if least != set("min_capacity") || most != set("max_capacity") {
        module.change("its capacity is from 0 to 256 ACU in steps of a half, the greatest at least 1; what is not is 0.5 to 8");
    }
    let most = most.unwrap_or_else(|| least.unwrap_or(0.5).max(8.0));
    Block::new("serverlessv2_scaling_configuration")
        .with("min_capacity", number(least.unwrap_or(0.5)))
        .with("max_capacity", number(most))
}

fn number(value: f64) -> Expr {
    Expr::from(&Value::from(value))
}

fn members(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let about = format!("Instance class of {}.", me.id());
    let class = module.variable(format!("{}_instance_class", me.label()), &about, settings.text("instance_class"));
    let (all, kept) = (super::instance_zones(&settings, me.zones()), instances(me));
    let listed = settings.list("instance_zones").len();
    if listed > all.len() {
        module.leave_out("entries of instance_zones that name no zone, or are more than a writer and 15 readers");
    }
    for zone in all.iter().filter(|zone| !me.zones().contains(zone)) {
        module.leave_out(format!("an instance in zone {zone}, which is not among its zones"));
    }
    for (number, zone) in kept.iter().enumerate() {
        let number = number + 1;
        let member = me
            .resource_with("aws_rds_cluster_instance", &number.to_string())
            .with("identifier", me.name_with(&format!("-{number}")))
            .with("cluster_identifier", me.attribute("aws_rds_cluster", "id"))
            .with("engine", me.attribute("aws_rds_cluster", "engine"))
            .with("engine_version", me.attribute("aws_rds_cluster", "engine_version"))
            .with("instance_class", class.clone())
            .with("availability_zone", me.zone_name(*zone))
            .with("publicly_accessible", settings.flag("publicly_accessible"))
            // The lowest tier takes over first.
            .with("promotion_tier", (number - 1).min(15))
            .with("tags", me.tags_with(&format!("-{number}")));
        module.add(Concern::Data, member);
    }
}
