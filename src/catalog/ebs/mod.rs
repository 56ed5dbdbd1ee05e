//! Amazon EBS: a disk in one zone, attached to a server of that zone.

mod price;
mod terraform;

pub use price::{Volume, volume};

use super::{Behaviour, Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon EBS.
pub const SERVICE: Service = Service {
    id: "ebs",
    name: "Amazon EBS",
    short: "EBS",
    category: Category::Storage,
    summary: "A disk in one zone. It attaches to servers of that zone only; snapshots outlive it.",
    keywords: &["volume", "disk", "block", "snapshot", "gp3"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Zonal,
    tier: Tier::Private,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[(ConnectionKind::Data, &["ecs_service", "eks"])],
    offer: |_| Offer { protocol: "", port: 0 },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "size",
        label: "Size (GB)",
        help: "Size of the volume, 1 to 65536 GB.",
        kind: SettingKind::Whole(1, 65536),
        default: DefaultValue::Whole(20),
        advanced: false,
    },
    Setting {
        name: "type",
        label: "Type",
        help: "gp3 and gp2 are general purpose, io1 and io2 have provisioned IOPS, st1 and sc1 are hard disks.",
        kind: SettingKind::Choice(&["gp3", "gp2", "io1", "io2", "st1", "sc1", "standard"]),
        default: DefaultValue::Text("gp3"),
        advanced: false,
    },
    Setting {
        name: "snapshots",
        label: "Snapshots",
        help: "Whether a copy is made every day; it survives the volume and its zone.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "encrypted",
        label: "Encryption",
        help: "Whether the volume and its snapshots are encrypted.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: false,
    },
    Setting {
        name: "backup_interval_hours",
        label: "Snapshot every (h)",
        help: "Hours between two snapshots; 24 where it is missing. What is newer is lost with the volume.",
        kind: SettingKind::Whole(1, 24),
        default: DefaultValue::Whole(24),
        advanced: true,
    },
    Setting {
        name: "iops",
        label: "Provisioned IOPS",
        help: "For io1, io2, and gp3 above its 3000.",
        kind: SettingKind::Whole(0, 256000),
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "throughput",
        label: "Throughput (MB/s)",
        help: "For gp3 above its 125.",
        kind: SettingKind::Whole(125, 2000),
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "multi_attach_enabled",
        label: "Multi-attach",
        help: "Whether several servers of its zone may attach it; io1 and io2 only.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "device_name",
        label: "Device name",
        help: "Under which a server sees it; the next free one where it is missing.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "availability",
        label: "Availability",
        help: "Availability of the component, 0 to 1, in place of the planning value.",
        kind: SettingKind::Number(0.0, 1.0),
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "unit_availability",
        label: "Availability of one unit",
        help: "Availability of one unit, 0 to 1; the component then serves with the units it needs.",
        kind: SettingKind::Number(0.0, 1.0),
        default: DefaultValue::Absent,
        advanced: true,
    },
];

const USAGE: &[UsageKey] = &[
    UsageKey { name: "snapshot_storage_gb", label: "Snapshot storage (GB)", help: "What the snapshots hold; one full copy where it is missing." },
    UsageKey { name: "monthly_standard_io_requests", label: "I/O requests a month", help: "For magnetic volumes." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    let snapshots = if settings.flag("snapshots") { " · snapshots" } else { "" };
    format!("{} · {} GB{snapshots}", settings.text("type"), settings.count("size"))
}

/// EBS SLA of a volume; a volume is restored from its newest snapshot by hand (`reliability.md` A.3, B.8).
fn resilience(placed: &Placed<'_>) -> Resilience {
    let settings = &placed.settings;
    let age = u32::try_from(settings.count("backup_interval_hours")).unwrap_or(24).saturating_mul(3600);
    Resilience {
        units: Unit::one_per_zone(placed.zones.get(..1).unwrap_or_default(), "volume"),
        behaviour: Behaviour::Single,
        instance_like: false,
        sla: Some(Sla { value: 0.999, name: "EBS SLA, volume", as_of: "2022-05" }),
        rto_seconds: (300, 3600),
        rpo_seconds: settings.flag("snapshots").then_some((age, age)),
    }
}
