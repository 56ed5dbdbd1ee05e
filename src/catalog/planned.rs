//! Types of the format that are drawn, but not judged, priced or exported yet.
//!
//! A type leaves this list when it gets a folder of its own.

use super::exporting::Exporter;
use super::{Category, Offer, Resilience, Scope, Service, Support};
use crate::model::{ConnectionKind, Dependency, Tier};

/// The types, in palette order.
pub const PLANNED: &[&Service] = &[
    &planned("eks", "Amazon EKS", "EKS", Category::Compute, Scope::Spanning, Tier::Private, "Managed Kubernetes."),
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
        "vpn",
        "AWS Site-to-Site VPN",
        "VPN",
        Category::Network,
        Scope::Regional,
        Tier::Public,
        "A tunnel to another network.",
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
