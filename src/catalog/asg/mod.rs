//! EC2 Auto Scaling group: a fleet of servers that heals itself.

mod price;
pub(super) mod schedule;
mod terraform;

pub use price::{instance_hours, monitoring, root_volume};
pub(super) use terraform::scaling_policy;
pub use terraform::{image, profile, root_disk, user_data};

use super::{Behaviour, Category, DefaultValue, Offer, Placed, Resilience, Scope, Service, Setting, SettingKind, Settings, Sla, Support, Unit, UsageKey};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Auto Scaling group.
pub const SERVICE: Service = Service {
    id: "asg",
    name: "Auto Scaling group",
    short: "Auto Scaling group",
    category: Category::Compute,
    summary: "A fleet of EC2 instances that replaces lost ones and follows the load.",
    keywords: &["asg", "ec2", "auto scaling", "fleet", "servers", "web"],
    support: Support::Full,
    icon: include_str!("icon.svg"),
    scope: Scope::Spanning,
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
        help: "Size of every instance.",
        kind: SettingKind::Suggested(&["t3.micro", "t3.small", "t3.medium", "t3.large", "m6i.large", "m6i.xlarge", "c6i.large", "m7g.large"]),
        default: DefaultValue::Text("t3.micro"),
        advanced: false,
    },
    Setting {
        name: "min_size",
        label: "Minimum",
        help: "The group never has fewer instances.",
        kind: SettingKind::Whole(0, 1000),
        default: DefaultValue::Whole(1),
        advanced: false,
    },
    Setting {
        name: "desired_capacity",
        label: "Desired",
        help: "How many instances run now; also what the expected cost counts.",
        kind: SettingKind::Whole(0, 1000),
        default: DefaultValue::SameAs("min_size"),
        advanced: false,
    },
    Setting {
        name: "max_size",
        label: "Maximum",
        help: "The group never has more instances; bounds the bill.",
        kind: SettingKind::Whole(0, 1000),
        default: DefaultValue::SameAs("min_size"),
        advanced: false,
    },
    Setting {
        name: "need",
        label: "Needed at peak",
        help: "How many instances carry the peak load.",
        kind: SettingKind::Whole(0, 1000),
        default: DefaultValue::Whole(1),
        advanced: false,
    },
    Setting {
        name: "health_check_type",
        label: "Health check",
        help: "EC2 asks whether the machine runs, ELB whether the application answers.",
        kind: SettingKind::Choice(&["EC2", "ELB"]),
        default: DefaultValue::Text("EC2"),
        advanced: false,
    },
    Setting {
        name: "health_check_grace_period",
        label: "Grace period (s)",
        help: "Seconds after the start before health checks count.",
        kind: SettingKind::Whole(0, 86400),
        default: DefaultValue::Whole(300),
        advanced: true,
    },
    Setting {
        name: "scaling_policies",
        label: "Scaling policies",
        help: "When to add and remove instances, with Terraform's arguments.",
        kind: SettingKind::List,
        default: DefaultValue::Absent,
        advanced: false,
    },
    Setting {
        name: "stateful",
        label: "Keeps state",
        help: "Whether instances keep sessions or data that is lost with them.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: false,
    },
    Setting {
        name: "clusterable",
        label: "Can run more than once",
        help: "Whether the application can run on several instances at once.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(true),
        advanced: true,
    },
    Setting {
        name: "instance_store",
        label: "Data on instance store",
        help: "Whether data lies on local disks that are empty after replacement.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "baked_image",
        label: "Ready-made image",
        help: "Whether the image needs no installation at boot; instances then serve sooner.",
        kind: SettingKind::Flag,
        default: DefaultValue::Flag(false),
        advanced: true,
    },
    Setting {
        name: "boot_seconds",
        label: "Boot time (s)",
        help: "Seconds until a new instance serves; 600, or 300 with a ready-made image, where it is missing.",
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
        name: "root_block_device",
        label: "Root volume",
        help: "volume_type, volume_size, encrypted; gp3 of 8 GB, encrypted, where it is missing.",
        kind: SettingKind::Block,
        default: DefaultValue::Absent,
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
        label: "Public addresses",
        help: "Whether instances get public IPv4 addresses; in a public tier they do.",
        kind: SettingKind::Flag,
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
    UsageKey { name: "operating_system", label: "Operating system", help: "linux, windows, rhel or suse." },
    UsageKey { name: "monthly_hours", label: "Hours a month", help: "Hours each instance runs; all of them where it is missing." },
    UsageKey { name: "instances", label: "Instances", help: "Average number of instances, in place of the desired one." },
];

fn subtitle(settings: &Settings<'_>) -> String {
    format!(
        "{} · min {} · desired {} · max {}",
        settings.text("instance_type"),
        settings.count("min_size"),
        settings.count("desired_capacity"),
        settings.count("max_size"),
    )
}

/// Compute SLA: 99.99 % over two or more zones, 99.5 % otherwise (`reliability.md` A.2). The zones that
/// count are those that hold a unit.
fn resilience(placed: &Placed<'_>) -> Resilience {
    let settings = &placed.settings;
    let units = Unit::dealt(placed.zones, settings.count("desired_capacity"), "i-");
    let spread = units.iter().any(|unit| units.first().is_some_and(|first| first.zone != unit.zone));
    let sla = if spread {
        Sla { value: 0.9999, name: "Compute SLA, region level", as_of: "2022-05" }
    } else {
        Sla { value: 0.995, name: "Compute SLA, instance level", as_of: "2022-05" }
    };
    let default_boot = if settings.flag("baked_image") { 300 } else { 600 };
    let boot = settings.whole("boot_seconds").and_then(|s| u32::try_from(s).ok()).unwrap_or(default_boot);
    Resilience {
        units,
        behaviour: Behaviour::Fleet { need: settings.count("need") },
        instance_like: true,
        sla: Some(sla),
        rto_seconds: (boot, boot),
        rpo_seconds: Some((0, 0)),
    }
}
