//! Amazon EBS in Terraform: the volume, its attachments, and a schedule of snapshots.

use crate::order::Arrange as _;
use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party, key_of, role};
use crate::hcl::{Block, identifier, list, object, text};
use crate::model::ConnectionKind;

/// The volume and what belongs to it.
pub const EXPORT: Exporter = Exporter { resources, endpoint, ..Exporter::NONE };

/// How many snapshots are kept.
const KEPT: usize = 7;

fn endpoint(me: Party<'_>) -> Endpoint {
    Endpoint { variables: vec![("VOLUME_ID", me.attribute("aws_ebs_volume", "id"))], ..Endpoint::default() }
}

fn resources(me: Party<'_>, module: &mut Module) {
    let Some(zone) = me.zones().first() else { return };
    let mut tags = me.tags();
    if let (crate::hcl::Expr::Object(tags), true) = (&mut tags, me.settings().flag("snapshots")) {
        tags.push((SNAPSHOTS.to_owned(), me.name()));
    }
    let volume = volume(me, me.zone_name(*zone), module).with("tags", tags);
    module.add(Concern::Data, volume);
    attachments(me, module);
    if me.settings().flag("snapshots") {
        snapshots(me, module);
    }
}

/// The tag that a volume's own schedule finds it by.
const SNAPSHOTS: &str = "Snapshots";

fn volume(me: Party<'_>, zone: crate::hcl::Expr, module: &mut Module) -> Block {
    let settings = me.settings();
    let kind = settings.text("type");
    let (drawn, least, most) = (settings.count("size"), least_size(kind), most_size(kind));
    let size = drawn.clamp(least, most);
    if size != drawn {
        module.change(format!("a {kind} volume has {least} to {most} GB; it has {size} GB, not {drawn}"));
    }
    let mut block = me
        .resource("aws_ebs_volume")
        .with("availability_zone", zone)
        .with("type", kind)
        .with("size", size)
        .with_some("iops", iops(me, kind, module))
        .with("encrypted", settings.flag("encrypted"));
    match key_of(me) {
        Some(key) if settings.flag("encrypted") => block.set("kms_key_id", key.attribute("aws_kms_key", "arn")),
        Some(key) => module.leave_out(format!("the key {}: encryption is switched off", key.id())),
        None => {}
    }
    match (settings.whole("throughput"), kind) {
        (Some(rate), "gp3") => block.set("throughput", rate),
        (Some(_), _) => module.leave_out(format!("throughput: {kind} volumes take none")),
        (None, _) => {}
    }
    if settings.flag("multi_attach_enabled") {
        if matches!(kind, "io1" | "io2") {
            block.set("multi_attach_enabled", true);
        } else {
            module.leave_out("multi_attach_enabled: only io1 and io2 volumes have it");
        }
    }
    block
}

/// The least and the greatest size in GB that AWS takes (EBS user guide, "Amazon EBS volume types", 2025-11).
fn least_size(kind: &str) -> usize {
    match kind {
        "io1" | "io2" => 4,
        "st1" | "sc1" => 125,
        _ => 1,
    }
}

fn most_size(kind: &str) -> usize {
    match kind {
        "standard" => 1_024,
        "gp3" | "io2" => 65_536,
        _ => 16_384,
    }
}

/// Provisioned operations a second: needed for io1 and io2, possible above 3000 for gp3.
fn iops(me: Party<'_>, kind: &str, module: &mut Module) -> Option<usize> {
    let drawn = me.settings().whole("iops").and_then(|iops| usize::try_from(iops).ok()).filter(|iops| *iops > 0);
    match (kind, drawn) {
        ("io1" | "io2", Some(iops)) if iops >= 100 => Some(iops),
        ("io1" | "io2", _) => {
            module.change(format!("{kind} volumes need a rate of operations of 100 or more; it has 1000 a second"));
            Some(1_000)
        }
        ("gp3", Some(iops)) if iops >= 3_000 => Some(iops),
        ("gp3", Some(iops)) => {
            module.change(format!("a gp3 volume has at least 3000 operations a second, not {iops}"));
            None
        }
        (_, Some(_)) => {
            module.leave_out(format!("iops: {kind} volumes take none"));
            None
        }
        (_, None) => None,
    }
}

fn attachments(me: Party<'_>, module: &mut Module) {
    let mut servers: Vec<&str> = Vec::new();
    for edge in me.incoming().filter(|edge| edge.kind == ConnectionKind::Data && edge.from.exported()) {
        let title = edge.title();
        if edge.from.kind() != "ec2" {
            module.leave_out(format!("{title}: only a single server attaches a volume; what {} starts has none of it", edge.from.id()));
        } else if !edge.from.beside(me) || edge.from.zones().first() != me.zones().first() {
            module.leave_out(format!("{title}: a volume attaches to servers of its own zone only"));
        } else if !servers.is_empty() && !me.settings().flag("multi_attach_enabled") {
            module.leave_out(format!("{title}: a volume without multi_attach_enabled attaches to one server"));
        } else if !servers.contains(&edge.from.id()) {
            servers.push(edge.from.id());
            let attachment = me
                .resource_with("aws_volume_attachment", edge.from.label())
                .with("device_name", device(me, edge.from))
                .with("volume_id", me.attribute("aws_ebs_volume", "id"))
                .with("instance_id", edge.from.attribute("aws_instance", "id"));
            module.add(Concern::Data, attachment);
        }
    }
}

/// The name under which a server sees it: as drawn, else the letter of its number among the server's
/// volumes, from `f` on as AWS recommends.
fn device(me: Party<'_>, server: Party<'_>) -> String {
    let drawn = me.settings().text("device_name");
    if !drawn.is_empty() {
        return drawn.to_owned();
    }
    let volumes = server.outgoing().filter(|edge| edge.kind == ConnectionKind::Data && edge.to.kind() == "ebs");
    let mut ids: Vec<&str> = volumes.map(|edge| edge.to.id()).collect();
    ids.arrange();
    ids.dedup();
    let number = ids.iter().position(|id| *id == me.id()).unwrap_or(0);
    match u8::try_from(number).ok().filter(|number| *number < 11) {
        Some(number) => format!("/dev/sd{}", char::from(b'f' + number)),
        None => format!("/dev/xvdb{}", char::from(b'a' + u8::try_from(number % 26).unwrap_or(0))),
    }
}

/// Data Lifecycle Manager makes a snapshot as often as drawn and keeps a week of days.
fn snapshots(me: Party<'_>, module: &mut Module) {
    let drawn = me.settings().count("backup_interval_hours");
    // The intervals that the service takes.
    let hours = [24, 12, 8, 6, 4, 3, 2, 1].into_iter().find(|hours| *hours <= drawn.max(1)).unwrap_or(24);
    if hours != drawn {
        module.change(format!("snapshots are made every {hours} hours, not every {drawn}: AWS takes 1, 2, 3, 4, 6, 8, 12 or 24"));
    }
    let executor = role(me, module, "dlm.amazonaws.com", &["service-role/AWSDataLifecycleManagerServiceRole"], Vec::new());
    let mut make = Block::new("create_rule").with("interval", hours).with("interval_unit", "HOURS");
    make.set("times", list(["03:00"]));
    let schedule = Block::new("schedule")
        .with("name", format!("every {hours} hours"))
        .with("copy_tags", true)
        .nest(make)
        .nest(Block::new("retain_rule").with("count", KEPT * 24 / hours));
    let details = Block::new("policy_details")
        .with("resource_types", list(["VOLUME"]))
        .with("target_tags", object([(SNAPSHOTS, me.name())]))
        .nest(schedule);
    let policy = me
        .resource("aws_dlm_lifecycle_policy")
        .with("description", format!("Snapshots of {}", identifier(me.id()).replace('_', " ")))
        .with("execution_role_arn", executor)
        .with("state", text("ENABLED"))
        .with("tags", me.tags())
        .nest(details);
    module.add(Concern::Data, policy);
}
