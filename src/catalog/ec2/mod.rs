//! Amazon EC2: one virtual server in one zone.

mod price;
mod terraform;

use super::{Behaviour, Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Amazon EC2.
pub const SERVICE: Service = Service {
    id: "ec2",
    name: "Amazon EC2",
    short: "EC2",
    category: Category::Compute,
    summary: "One virtual server in one zone. It is lost with its host unless it recovers by itself.",
    keywords: &["server", "virtual machine", "instance", "vm", "host", "bastion"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Zonal,
    tier: Tier::Private,
    settings: SETTINGS,
    usage: USAGE,
    calls: &[
        (ConnectionKind::Request, &["alb", "api_gateway", "app_runner", "elastic_beanstalk", "cognito", "dynamodb", "ec2", "ecr", "eventbridge", "external", "kinesis", "lambda", "nlb", "opensearch", "s3", "secrets_manager", "sns", "sqs", "mq", "ssm_parameter", "step_functions", "vpc_endpoint"]),
        (ConnectionKind::Data, &["aurora", "dynamodb", "elasticache", "memorydb", "opensearch", "rds", "rds_replica", "rds_proxy", "s3", "efs", "ebs"]),
        (ConnectionKind::Egress, &["internet_gateway", "nat_gateway"]),
        (ConnectionKind::Management, &["cloudwatch_alarm", "backup", "waf", "acm", "cognito", "secrets_manager", "ssm_parameter", "ecr", "kms", "shield", "xray", "cloudwatch_logs", "codedeploy", "codepipeline", "codebuild"]),
    ],
    called_by: &[],
    offer: |_| Offer { protocol: "HTTP", port: 80 },
    strength: |_| Some(Dependency::Hard),
    subtitle,
    resilience,
    price: price::lines,
    export: terraform::EXPORT,
};

const SETTINGS: &[Setting] = &[
    Setting {
        name: "instance_type",
        label: "Instance type",
        help: "Size of the server.",
        kind: SettingKind::Suggested(&["t3.micro", "t3.small", "t3.medium", "t3.large", "m6i.large", "m6i.xlarge", "c6i.large", "m7g.large"]),
        default: DefaultValue::Text("t3.micro"),
        advanced: false,
    },
    Setting {
        name: "auto_recovery",
        label: "Automatic recovery",
        help: "Whether it is moved to another host of its zone, with its disks and addresses, when its host fails. A drawn alarm with the action recover does the same.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "root_block_device",
        label: "Root volume",
        help: "volume_type, volume_size, encrypted; gp3 of 8 GB, encrypted, where it is missing.",
        kind: SettingKind::Block,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "instance_store",
        label: "Data on instance store",
        help: "Whether data lies on local disks that are empty after recovery.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "stateful",
        label: "Keeps state",
        help: "Whether it keeps sessions or data that is lost with it.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "clusterable",
        label: "Can run more than once",
        help: "Whether the application can run on several servers at once.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: true,
    },
    Setting {
        name: "baked_image",
        label: "Ready-made image",
        help: "Whether the image needs no installation at boot.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "boot_seconds",
        label: "Boot time (s)",
        help: "Seconds until it serves again after a recovery; 600, or 300 with a ready-made image, where it is missing.",
        kind: SettingKind::Whole(0, 86400),
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "image_id",
        label: "Image",
        help: "AMI id, or resolve:ssm:/path; the current Amazon Linux where it is missing.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "user_data",
        label: "User data",
        help: "Script run at first boot.",
        kind: SettingKind::Text,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "monitoring",
        label: "Detailed monitoring",
        help: "Metrics every minute instead of every five.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "market_type",
        label: "Market",
        help: "Spot instances are cheaper and may be taken back at any time.",
        kind: SettingKind::Choice(&["on-demand", "spot"]),
        default: DefaultValue::Text("on-demand"),
        advanced: true,
    },
    Setting {
        name: "associate_public_ip_address",
        label: "Public address",
        help: "Whether it gets a public IPv4 address; in a public tier it does.",
        kind: SettingKind::Flag,
        default: DefaultValue::Absent,
        advanced: true,
    },
    Setting {
        name: "disable_api_termination",
        label: "Termination protection",
        help: "Whether terminating it is refused.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
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
    UsageKey { name: "operating_system", label: "Operating system", help: "linux, windows, rhel or suse." },
    UsageKey { name: "monthly_hours", label: "Hours a month", help: "Hours it runs; all of them where it is missing." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    let recovery = if settings.flag("auto_recovery") { " · recovers" } else { "" };
    format!("{}{recovery}", settings.text("instance_type"))
}

/// Compute SLA, instance level; a recovered server keeps its disks and needs about ten minutes
/// (`reliability.md` A.2, B.8).
fn resilience(placed: &Placed<'_>) -> Resilience {
    let settings = &placed.settings;
    let default_boot = if settings.flag("baked_image") { 300 } else { 600 };
    let boot = settings.whole("boot_seconds").and_then(|s| u32::try_from(s).ok()).unwrap_or(default_boot);
    Resilience {
        units: Unit::one_per_zone(placed.zones.get(..1).unwrap_or_default(), "server"),
        behaviour: Behaviour::Server { auto_recovery: settings.flag("auto_recovery") },
        instance_like: true,
        sla: Some(Sla { value: 0.995, name: "Compute SLA, instance level", as_of: "2022-05" }),
        rto_seconds: (boot, boot),
        rpo_seconds: (!settings.flag("instance_store")).then_some((0, 0)),
    }
}
