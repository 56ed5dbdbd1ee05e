//! Amazon EFS in Terraform: the file system, a mount target per zone, backups, copies.

use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party, group, key_of};
use crate::hcl::{Block, Expr};
use crate::model::{ConnectionKind, Zone};

/// The file system and its mount targets.
pub const EXPORT: Exporter = Exporter { resources, endpoint, carries: &[(ConnectionKind::Replication, &["efs"])], ..Exporter::NONE };

fn endpoint(me: Party<'_>) -> Endpoint {
    Endpoint {
        grouped: me.vpc().is_some(), guarded: me.vpc().is_some(),
        resources: vec![me.attribute("aws_efs_file_system", "arn")],
        variables: vec![("DNS_NAME", me.attribute("aws_efs_file_system", "dns_name"))],
        ready: targets(me).iter().map(|zone| format!("aws_efs_mount_target.{}_{zone}", me.label())).collect(),
        ..Endpoint::default()
    }
}

/// The zones with a mount target: all of its own, one for a One Zone file system.
fn targets(me: Party<'_>) -> &[Zone] {
    let count = if me.settings().flag("one_zone") { 1 } else { me.zones().len() };
    me.zones().get(..count).unwrap_or_default()
}

fn resources(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let mut system = me.resource("aws_efs_file_system").with("encrypted", settings.flag("encrypted"));
    if let Some(key) = key_of(me) {
        if settings.flag("encrypted") {
            system.set("kms_key_id", key.attribute("aws_kms_key", "arn"));
        } else {
            module.leave_out(format!("the key {}: encryption is switched off", key.id()));
        }
    }
    if settings.flag("one_zone")
        && let Some(zone) = me.zones().first()
    {
        system.set("availability_zone_name", me.zone_name(*zone));
        if me.zones().len() > 1 {
            module.change(format!("a One Zone file system is in one zone; it is in zone {zone}, with one mount target"));
        }
    }
    let mode = settings.text("throughput_mode");
    match (mode, settings.get("provisioned_throughput_in_mibps")) {
        ("provisioned", Some(rate)) if settings.number("provisioned_throughput_in_mibps").is_some_and(|rate| rate >= 1.0) => {
            system.set("throughput_mode", mode);
            system.set("provisioned_throughput_in_mibps", Expr::from(rate));
        }
        ("provisioned", _) => {
            module.change("provisioned throughput without a rate; throughput is elastic");
            system.set("throughput_mode", "elastic");
        }
        _ => system.set("throughput_mode", mode),
    }
    system.set("tags", me.tags());
    if me.source().is_some() {
        system.push(Block::new("protection").with("replication_overwrite", "DISABLED"));
    }
    module.add(Concern::Data, system);

    for zone in targets(me) {
        let Some(subnet) = me.subnet(*zone) else { continue };
        let target = me
            .resource_with("aws_efs_mount_target", &zone.to_string())
            .with("file_system_id", me.attribute("aws_efs_file_system", "id"))
            .with("subnet_id", subnet)
            .with("security_groups", Expr::List(vec![me.security_group()]));
        module.add(Concern::Data, target);
    }
    let status = if settings.flag("backup") { "ENABLED" } else { "DISABLED" };
    let backups = me
        .resource("aws_efs_backup_policy")
        .with("file_system_id", me.attribute("aws_efs_file_system", "id"))
        .nest(Block::new("backup_policy").with("status", status));
    module.add(Concern::Data, backups);
    copies(me, module);
    group(me, module, false);
    if settings.flag("cross_region_backup") {
        module.leave_out("the copy of its backups in another region");
    }
}

fn copies(me: Party<'_>, module: &mut Module) {
    let mut written = false;
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Replication && edge.to.kind() == "efs" && edge.to.exported()) {
        let mine = edge.to.source().is_some_and(|source| source.id() == me.id());
        if written || !mine {
            module.leave_out(format!("{}: a file system is copied to one other, and is the copy of one", edge.title()));
            continue;
        }
        written = true;
        let destination = Block::new("destination")
            .with("file_system_id", edge.to.attribute("aws_efs_file_system", "id"))
            .with("region", edge.to.region());
        let copy = me
            .resource("aws_efs_replication_configuration")
            .with("source_file_system_id", me.attribute("aws_efs_file_system", "id"))
            .nest(destination);
        module.add(Concern::Data, copy);
    }
}
