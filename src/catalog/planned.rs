//! Types of the format that are drawn, but not judged, priced or exported yet.
//!
//! A type leaves this list when it gets a folder of its own.

use super::exporting::Exporter;
use super::{Category, Offer, Resilience, Scope, Service, Settings, Support};
use crate::model::{ConnectionKind, Dependency, Tier};

/// The types, in palette order.
pub const PLANNED: &[&Service] = &[
    &planned(
        "external",
        "External system",
        "External",
        Category::Entry,
        Scope::Global,
        Tier::Public,
        "An outside service that the system calls, or that calls it.",
    ),
    &planned(
        "route53",
        "Amazon Route 53",
        "Route 53",
        Category::Edge,
        Scope::Global,
        Tier::Public,
        "DNS: names, health checks, failover records.",
    ),
    &planned("waf", "AWS WAF", "WAF", Category::Security, Scope::Regional, Tier::Public, "Filters web requests."),
    &Service {
        strength: never,
        ..planned(
            "acm",
            "AWS Certificate Manager",
            "Certificate",
            Category::Security,
            Scope::Regional,
            Tier::Public,
            "Certificates for HTTPS.",
        )
    },
    &planned(
        "cognito",
        "Amazon Cognito",
        "Cognito",
        Category::Security,
        Scope::Regional,
        Tier::Public,
        "Sign-up and sign-in for users.",
    ),
    &planned(
        "nlb",
        "Network Load Balancer",
        "Network LB",
        Category::Edge,
        Scope::Spanning,
        Tier::Public,
        "Spreads TCP and UDP connections over targets.",
    ),
    &planned(
        "ec2",
        "Amazon EC2",
        "EC2",
        Category::Compute,
        Scope::Zonal,
        Tier::Private,
        "One virtual server in one zone.",
    ),
    &planned("ebs", "Amazon EBS", "EBS", Category::Storage, Scope::Zonal, Tier::Private, "A disk in one zone."),
    &planned(
        "elastic_ip",
        "Elastic IP address",
        "Elastic IP",
        Category::Network,
        Scope::Regional,
        Tier::Public,
        "A fixed public IPv4 address.",
    ),
    &planned(
        "ecs_service",
        "Amazon ECS service",
        "ECS service",
        Category::Compute,
        Scope::Spanning,
        Tier::Private,
        "Containers kept running over zones.",
    ),
    &planned("eks", "Amazon EKS", "EKS", Category::Compute, Scope::Spanning, Tier::Private, "Managed Kubernetes."),
    &Service {
        strength: startup,
        ..planned(
            "ecr",
            "Amazon ECR",
            "ECR",
            Category::Compute,
            Scope::Regional,
            Tier::Private,
            "A registry of container images.",
        )
    },
    &planned(
        "app_runner",
        "AWS App Runner",
        "App Runner",
        Category::Compute,
        Scope::Regional,
        Tier::Public,
        "Runs a container behind an HTTPS address.",
    ),
    &planned(
        "elastic_beanstalk",
        "AWS Elastic Beanstalk",
        "Beanstalk",
        Category::Compute,
        Scope::Spanning,
        Tier::Private,
        "An application environment with its own balancer and servers.",
    ),
    &planned(
        "rds_replica",
        "RDS read replica",
        "Read replica",
        Category::Database,
        Scope::Zonal,
        Tier::Isolated,
        "An asynchronous copy for reads.",
    ),
    &planned(
        "rds_proxy",
        "Amazon RDS Proxy",
        "RDS Proxy",
        Category::Database,
        Scope::Spanning,
        Tier::Isolated,
        "Pools database connections.",
    ),
    &planned(
        "aurora",
        "Amazon Aurora",
        "Aurora",
        Category::Database,
        Scope::Spanning,
        Tier::Isolated,
        "A relational database with storage over three zones.",
    ),
    &Service {
        strength: by_role,
        ..planned(
            "elasticache",
            "Amazon ElastiCache",
            "ElastiCache",
            Category::Database,
            Scope::Spanning,
            Tier::Isolated,
            "A cache in memory.",
        )
    },
    &planned(
        "memorydb",
        "Amazon MemoryDB",
        "MemoryDB",
        Category::Database,
        Scope::Spanning,
        Tier::Isolated,
        "A durable store in memory.",
    ),
    &planned(
        "opensearch",
        "Amazon OpenSearch Service",
        "OpenSearch",
        Category::Database,
        Scope::Spanning,
        Tier::Isolated,
        "Search and analytics.",
    ),
    &planned(
        "internet_gateway",
        "Internet gateway",
        "Internet gateway",
        Category::Network,
        Scope::Regional,
        Tier::Public,
        "The VPC's door to the internet; implied by a public tier.",
    ),
    &planned(
        "vpc_endpoint",
        "VPC endpoint",
        "VPC endpoint",
        Category::Network,
        Scope::Spanning,
        Tier::Private,
        "A private way to an AWS service.",
    ),
    &planned(
        "vpn",
        "AWS Site-to-Site VPN",
        "VPN",
        Category::Network,
        Scope::Regional,
        Tier::Public,
        "A tunnel to another network.",
    ),
    &planned("sqs", "Amazon SQS", "SQS", Category::Integration, Scope::Regional, Tier::Private, "A queue."),
    &planned(
        "sns",
        "Amazon SNS",
        "SNS",
        Category::Integration,
        Scope::Regional,
        Tier::Private,
        "Topics that notify subscribers.",
    ),
    &planned(
        "eventbridge",
        "Amazon EventBridge",
        "EventBridge",
        Category::Integration,
        Scope::Regional,
        Tier::Private,
        "Routes events by rules.",
    ),
    &planned(
        "step_functions",
        "AWS Step Functions",
        "Step Functions",
        Category::Integration,
        Scope::Regional,
        Tier::Private,
        "Runs workflows.",
    ),
    &planned(
        "kinesis",
        "Amazon Kinesis Data Streams",
        "Kinesis",
        Category::Integration,
        Scope::Regional,
        Tier::Private,
        "Streams of records.",
    ),
    &planned(
        "mq",
        "Amazon MQ",
        "Amazon MQ",
        Category::Integration,
        Scope::Spanning,
        Tier::Private,
        "Managed message brokers.",
    ),
    &Service {
        strength: never,
        ..planned(
            "cloudwatch_alarm",
            "Amazon CloudWatch alarm",
            "Alarm",
            Category::Operations,
            Scope::Regional,
            Tier::Private,
            "Watches a metric and acts.",
        )
    },
    &planned(
        "cloudwatch_logs",
        "Amazon CloudWatch Logs",
        "Logs",
        Category::Operations,
        Scope::Regional,
        Tier::Private,
        "Keeps logs.",
    ),
    &Service {
        strength: startup,
        ..planned(
            "secrets_manager",
            "AWS Secrets Manager",
            "Secrets Manager",
            Category::Security,
            Scope::Regional,
            Tier::Private,
            "Keeps and rotates secrets.",
        )
    },
    &Service {
        strength: startup,
        ..planned(
            "ssm_parameter",
            "SSM Parameter Store",
            "Parameter",
            Category::Security,
            Scope::Regional,
            Tier::Private,
            "Keeps parameters.",
        )
    },
    &planned("kms", "AWS KMS", "KMS", Category::Security, Scope::Regional, Tier::Private, "Keys for encryption."),
    &Service {
        strength: never,
        ..planned(
            "backup",
            "AWS Backup",
            "Backup",
            Category::Operations,
            Scope::Regional,
            Tier::Private,
            "Plans and vaults for backups.",
        )
    },
    &planned(
        "shield",
        "AWS Shield",
        "Shield",
        Category::Security,
        Scope::Regional,
        Tier::Public,
        "Protection against floods.",
    ),
    &planned(
        "global_accelerator",
        "AWS Global Accelerator",
        "Accelerator",
        Category::Edge,
        Scope::Global,
        Tier::Public,
        "Fixed addresses that lead to the nearest healthy region.",
    ),
    &planned(
        "transit_gateway",
        "AWS Transit Gateway",
        "Transit gateway",
        Category::Network,
        Scope::Regional,
        Tier::Private,
        "Joins VPCs and networks.",
    ),
    &planned(
        "vpc_peering",
        "VPC peering",
        "VPC peering",
        Category::Network,
        Scope::Regional,
        Tier::Private,
        "Joins two VPCs.",
    ),
    &planned(
        "codedeploy",
        "AWS CodeDeploy",
        "CodeDeploy",
        Category::Operations,
        Scope::Regional,
        Tier::Private,
        "Deploys new versions.",
    ),
    &planned(
        "codepipeline",
        "AWS CodePipeline",
        "CodePipeline",
        Category::Operations,
        Scope::Regional,
        Tier::Private,
        "Builds and deploys in stages.",
    ),
    &planned(
        "codebuild",
        "AWS CodeBuild",
        "CodeBuild",
        Category::Operations,
        Scope::Regional,
        Tier::Private,
        "Builds and tests code.",
    ),
    &planned("xray", "AWS X-Ray", "X-Ray", Category::Operations, Scope::Regional, Tier::Private, "Traces requests."),
    &planned(
        "other",
        "Other AWS service",
        "Other",
        Category::Operations,
        Scope::Regional,
        Tier::Private,
        "Anything else, with a free label, price and note.",
    ),
];

/// What a type that the format does not know is drawn as.
pub const UNKNOWN: Service = Service {
    support: Support::Unknown,
    icon: include_str!("glyphs/unknown.svg"),
    ..planned(
        "",
        "Unknown type",
        "Unknown",
        Category::Operations,
        Scope::RegionalOrVpc,
        Tier::Private,
        "A type that this version does not know. It is kept as it is.",
    )
};

const fn planned(
    id: &'static str,
    name: &'static str,
    short: &'static str,
    category: Category,
    scope: Scope,
    tier: Tier,
    summary: &'static str,
) -> Service {
    Service {
        id,
        name,
        short,
        category,
        summary,
        keywords: &[],
        support: Support::Drawn,
        icon: glyph(category),
        scope,
        tier,
        settings: &[],
        usage: &[],
        calls: ANYTHING,
        called_by: ANYTHING,
        offer: |_| Offer { protocol: "", port: 0 },
        strength: |_| Some(Dependency::Hard),
        subtitle: |_| String::new(),
        resilience: |_| Resilience::not_judged(),
        price: |_, _| {},
        export: Exporter::NONE,
    }
}

/// The glyph of a category, until a type has one of its own.
const fn glyph(category: Category) -> &'static str {
    match category {
        Category::Entry => include_str!("glyphs/entry.svg"),
        Category::Edge => include_str!("glyphs/edge.svg"),
        Category::Network => include_str!("glyphs/network.svg"),
        Category::Compute => include_str!("glyphs/compute.svg"),
        Category::Database => include_str!("glyphs/database.svg"),
        Category::Storage => include_str!("glyphs/storage.svg"),
        Category::Integration => include_str!("glyphs/integration.svg"),
        Category::Security => include_str!("glyphs/security.svg"),
        Category::Operations => include_str!("glyphs/operations.svg"),
    }
}

/// Until their rows of the connection matrix are written, these types may be connected with anything.
const ANYTHING: &[(ConnectionKind, &[&str])] = &[
    (ConnectionKind::Request, &["*"]),
    (ConnectionKind::Data, &["*"]),
    (ConnectionKind::Event, &["*"]),
    (ConnectionKind::Replication, &["*"]),
    (ConnectionKind::Management, &["*"]),
    (ConnectionKind::Host, &["*"]),
    (ConnectionKind::Egress, &["*"]),
];

/// Needed only by a unit that is being started (`reliability.md` B.2).
fn startup(_: &Settings<'_>) -> Option<Dependency> {
    Some(Dependency::Startup)
}

/// Never on a path (`reliability.md` B.2).
fn never(_: &Settings<'_>) -> Option<Dependency> {
    None
}

/// A cache may be missed; a session or primary store may not (`reliability.md` B.2).
fn by_role(settings: &Settings<'_>) -> Option<Dependency> {
    match settings.text("role") {
        "session" | "primary" => Some(Dependency::Hard),
        _ => Some(Dependency::Soft),
    }
}
