//! The contract of a service: one constant feeds every surface.

use super::{Placed, Resilience, Setting, Settings, UsageKey, exporting, pricing};
use crate::model::{ConnectionKind, Dependency, Tier};

/// Where the palette lists a service.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Category {
    /// Users and outside services.
    Entry,
    /// DNS, content delivery, APIs, load balancing.
    Edge,
    /// VPCs and what connects them.
    Network,
    /// Servers, containers, functions.
    Compute,
    /// Databases, caches, search.
    Database,
    /// Files, blocks, objects.
    Storage,
    /// Queues, topics, buses, streams.
    Integration,
    /// Identity, keys, secrets, protection.
    Security,
    /// Monitoring, backup, delivery.
    Operations,
}

impl Category {
    /// Every category, in palette order.
    pub const ALL: [Self; 9] = [
        Self::Entry,
        Self::Edge,
        Self::Network,
        Self::Compute,
        Self::Database,
        Self::Storage,
        Self::Integration,
        Self::Security,
        Self::Operations,
    ];

    /// The heading in the palette.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entry => "Entry",
            Self::Edge => "Edge",
            Self::Network => "Network",
            Self::Compute => "Compute",
            Self::Database => "Database",
            Self::Storage => "Storage",
            Self::Integration => "Integration",
            Self::Security => "Security",
            Self::Operations => "Operations",
        }
    }
}

/// Where a component of a service may live, and how it takes part in zones.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Outside every region.
    Global,
    /// In a region, beside its VPCs.
    Regional,
    /// In a region, or in a VPC when the user attaches it (Lambda).
    RegionalOrVpc,
    /// In a VPC, in one zone.
    Zonal,
    /// In a VPC, over any number of zones.
    Spanning,
    /// A VPC: in a region, and itself a container.
    Container,
}

impl Scope {
    /// Whether components of this scope may be put into a VPC.
    pub fn fits_vpc(self) -> bool {
        matches!(self, Self::RegionalOrVpc | Self::Zonal | Self::Spanning)
    }

    /// Whether components of this scope need a VPC.
    pub fn needs_vpc(self) -> bool {
        matches!(self, Self::Zonal | Self::Spanning)
    }
}

/// How far Zonewise has come with a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Support {
    /// Judged, priced and exported.
    Full,
    /// A type of the format that is drawn, but not judged, priced or exported yet.
    Drawn,
    /// Not a type of the format; kept and drawn as a generic component.
    Unknown,
}

/// What others use when they connect to a component without saying more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// `HTTPS`, `HTTP`, `TCP`, ...; empty where none applies.
    pub protocol: &'static str,
    /// The port; 0 where none applies.
    pub port: u16,
}

/// A service: everything Zonewise knows about a type of component.
///
/// The functions are total: they accept any settings that can be loaded, and any placement.
pub struct Service {
    /// Type id in the file format.
    pub id: &'static str,
    /// AWS's full name; also the accessible name of the palette item.
    pub name: &'static str,
    /// What a card says, at most about 20 characters.
    pub short: &'static str,
    /// Where the palette lists it.
    pub category: Category,
    /// One sentence for the palette's tooltip.
    pub summary: &'static str,
    /// Further words that a search finds it by.
    pub keywords: &'static [&'static str],
    /// How far Zonewise has come with it.
    pub support: Support,
    /// The glyph: the inside of an SVG with view box `0 0 24 24`, drawn with `currentColor` strokes.
    pub icon: &'static str,
    /// Where it may live.
    pub scope: Scope,
    /// The tier it takes in a VPC when nothing else says so.
    pub tier: Tier,
    /// Its settings, in the order of the inspector.
    pub settings: &'static [Setting],
    /// Its usage figures.
    pub usage: &'static [UsageKey],
    /// Whom it may connect to: rows of kind and heads; `*` = anything.
    pub calls: &'static [(ConnectionKind, &'static [&'static str])],
    /// Who may connect to it, beyond what the others' `calls` say.
    pub called_by: &'static [(ConnectionKind, &'static [&'static str])],
    /// Protocol and port that it offers.
    pub offer: fn(&Settings<'_>) -> Offer,
    /// How much a caller needs it by default; `None` = never a dependency.
    pub strength: fn(&Settings<'_>) -> Option<Dependency>,
    /// The card's second line, such as `t3.micro · min 2 · max 4`.
    pub subtitle: fn(&Settings<'_>) -> String,
    /// Units, behaviour under failure and availability.
    pub resilience: fn(&Placed<'_>) -> Resilience,
    /// The price lines.
    pub price: fn(&pricing::Context<'_>, &mut pricing::Bill),
    /// The Terraform resources.
    pub export: exporting::Exporter,
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Service({})", self.id)
    }
}

impl Service {
    /// The setting of this name.
    pub fn setting(&self, name: &str) -> Option<&'static Setting> {
        self.settings.iter().find(|setting| setting.name == name)
    }

    /// Whether it is one of the compute types (`reliability.md` D).
    pub fn is_compute(&self) -> bool {
        COMPUTE.contains(&self.id)
    }

    /// Whether it is one of the fleet types (`reliability.md` B.1).
    pub fn is_fleet(&self) -> bool {
        matches!(self.id, "asg" | "ecs_service" | "eks" | "elastic_beanstalk")
    }

    /// Whether it keeps data.
    pub fn is_data_store(&self) -> bool {
        matches!(self.category, Category::Database | Category::Storage)
    }
}

/// The compute types (`reliability.md` D).
pub const COMPUTE: &[&str] = &["ec2", "asg", "ecs_service", "eks", "elastic_beanstalk", "lambda", "app_runner"];
