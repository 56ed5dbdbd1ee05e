//! The design as services see it while they are exported: parties and the edges between them.

use std::collections::BTreeSet;

use crate::catalog::{Scope, Service, Settings, Support};
use crate::hcl::{Block, Expr, identifier, object, reference, template, text};
use crate::model::{Component, Connection, ConnectionKind, Tier, Value, Values, Zone};

use super::Endpoint;

/// Everything that is exported together.
pub struct World<'a> {
    /// The components, in the order of their ids.
    pub seats: Vec<Seat<'a>>,
    /// The connections, in the design's order, implied egresses last.
    pub ties: Vec<Tie<'a>>,
    /// The design's region: the one of the provider without an alias.
    pub region: &'a str,
    /// The connections out of and into each component, by index of [`World::ties`].
    touching: Vec<(Vec<usize>, Vec<usize>)>,
}

/// One component with its names.
pub struct Seat<'a> {
    /// The component.
    pub component: &'a Component,
    /// Its service.
    pub service: &'static Service,
    /// Its label in addresses such as `aws_lb.<label>`: unique in the design.
    pub label: String,
    /// Its part in names at AWS: unique, at most 14 lower-case letters, digits and hyphens.
    pub slug: String,
    /// Its region; `None` for global ones.
    pub region: Option<&'a str>,
    /// The VPC it is in, as an index of [`World::seats`].
    pub vpc: Option<usize>,
    /// The subnets, for a VPC.
    pub cells: Vec<Cell>,
    /// The address range, for a VPC; `None` when AWS would not take what is drawn.
    pub range: Option<String>,
}

/// One subnet of a VPC.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Its row.
    pub tier: Tier,
    /// Its lane.
    pub zone: Zone,
    /// Its address range; `None` when the VPC has no room for it.
    pub cidr: Option<String>,
}

/// One connection, by indices of [`World::seats`].
pub struct Tie<'a> {
    /// The tail.
    pub from: usize,
    /// The head.
    pub to: usize,
    /// What travels.
    pub kind: ConnectionKind,
    /// As drawn; `None` = an implied egress.
    pub drawn: Option<&'a Connection>,
}

/// One component and what it can be asked while the design is exported.
#[derive(Clone, Copy)]
pub struct Party<'w> {
    world: &'w World<'w>,
    seat: &'w Seat<'w>,
    index: usize,
}

/// One connection and its two ends.
#[derive(Clone, Copy)]
pub struct Edge<'w> {
    /// The tail.
    pub from: Party<'w>,
    /// The head.
    pub to: Party<'w>,
    /// What travels.
    pub kind: ConnectionKind,
    /// As drawn; `None` = an implied egress.
    pub drawn: Option<&'w Connection>,
}

impl<'a> World<'a> {
    /// Puts components and connections together.
    pub fn new(seats: Vec<Seat<'a>>, ties: Vec<Tie<'a>>, region: &'a str) -> Self {
        let mut touching = vec![(Vec::new(), Vec::new()); seats.len()];
        for (index, tie) in ties.iter().enumerate() {
            if let Some((outgoing, _)) = touching.get_mut(tie.from) {
                outgoing.push(index);
            }
            if let Some((_, incoming)) = touching.get_mut(tie.to) {
                incoming.push(index);
            }
        }
        Self { seats, ties, region, touching }
    }

    fn edge(&self, index: usize) -> Option<Edge<'_>> {
        let tie = self.ties.get(index)?;
        Some(Edge { from: self.party(tie.from)?, to: self.party(tie.to)?, kind: tie.kind, drawn: tie.drawn })
    }

    /// The component at an index.
    pub fn party(&self, index: usize) -> Option<Party<'_>> {
        Some(Party { world: self, seat: self.seats.get(index)?, index })
    }

    /// Every component.
    pub fn parties(&self) -> impl Iterator<Item = Party<'_>> {
        (0..self.seats.len()).filter_map(|index| self.party(index))
    }

    /// Every connection.
    pub fn edges(&self) -> impl Iterator<Item = Edge<'_>> {
        (0..self.ties.len()).filter_map(|index| self.edge(index))
    }
}

impl<'w> Party<'w> {
    /// Its id.
    pub fn id(self) -> &'w str {
        &self.seat.component.id
    }

    /// Its type id.
    pub fn kind(self) -> &'w str {
        &self.seat.component.kind
    }

    /// The component as drawn.
    pub fn component(self) -> &'w Component {
        self.seat.component
    }

    /// Its service.
    pub fn service(self) -> &'static Service {
        self.seat.service
    }

    /// Its label in addresses.
    pub fn label(self) -> &'w str {
        &self.seat.label
    }

    /// Its part in names at AWS.
    pub fn slug(self) -> &'w str {
        &self.seat.slug
    }

    /// Its settings, with the service's defaults.
    pub fn settings(self) -> Settings<'w> {
        Settings::new(&self.seat.component.settings, self.seat.service.settings)
    }

    /// Its region; that of the design for global ones.
    pub fn region(self) -> &'w str {
        self.seat.region.unwrap_or(self.world.region)
    }

    /// Whether it is in the design's region, where no provider need be named.
    pub fn at_home(self) -> bool {
        self.seat.region.is_none_or(|region| region == self.world.region)
    }

    /// Whether its service writes resources for it.
    pub fn exported(self) -> bool {
        self.seat.service.support == Support::Full && !self.is_homeless()
    }

    /// Whether it needs a VPC and is in none.
    pub fn is_homeless(self) -> bool {
        self.seat.service.scope.needs_vpc() && self.seat.vpc.is_none()
    }

    /// The VPC it is in.
    pub fn vpc(self) -> Option<Self> {
        self.world.party(self.seat.vpc?)
    }

    /// Whether both are in one VPC.
    pub fn beside(self, other: Self) -> bool {
        self.seat.vpc.is_some() && self.seat.vpc == other.seat.vpc
    }

    /// Its tier, in a VPC.
    pub fn tier(self) -> Option<Tier> {
        self.seat.component.tier
    }

    /// Its zones, in order.
    pub fn zones(self) -> &'w [Zone] {
        &self.seat.component.zones
    }

    /// Its subnets, for a VPC.
    pub fn cells(self) -> &'w [Cell] {
        &self.seat.cells
    }

    /// Its address range, for a VPC; `None` when AWS would not take what is drawn.
    pub fn range(self) -> Option<&'w str> {
        self.seat.range.as_deref()
    }

    /// The components in it, for a VPC.
    pub fn members(self) -> impl Iterator<Item = Self> {
        self.world.parties().filter(move |party| party.seat.vpc == Some(self.index))
    }

    /// The connections out of it.
    pub fn outgoing(self) -> impl Iterator<Item = Edge<'w>> {
        let edges = self.world.touching.get(self.index).map_or(&[][..], |(outgoing, _)| outgoing);
        edges.iter().filter_map(|index| self.world.edge(*index))
    }

    /// The connections into it.
    pub fn incoming(self) -> impl Iterator<Item = Edge<'w>> {
        let edges = self.world.touching.get(self.index).map_or(&[][..], |(_, incoming)| incoming);
        edges.iter().filter_map(|index| self.world.edge(*index))
    }

    /// Whether calls lead from it to another one, directly or over others.
    pub fn leads_to(self, other: Self) -> bool {
        let mut seen: BTreeSet<usize> = [self.index].into();
        let mut next = vec![self];
        while let Some(party) = next.pop() {
            if party.index == other.index {
                return true;
            }
            next.extend(
                party.outgoing().filter(|edge| edge.is_call()).map(|edge| edge.to).filter(|to| seen.insert(to.index)),
            );
        }
        false
    }

    /// What others need to use it.
    pub fn endpoint(self) -> Endpoint {
        if self.exported() { (self.seat.service.export.endpoint)(self) } else { Endpoint::default() }
    }

    /// `aws`, `aws-cn` or `aws-us-gov`.
    pub fn partition(self) -> &'static str {
        match self.world.region {
            region if region.starts_with("cn-") => "aws-cn",
            region if region.starts_with("us-gov-") => "aws-us-gov",
            _ => "aws",
        }
    }

    /// An attribute of its resource of this type.
    pub fn attribute(self, kind: &str, attribute: &str) -> Expr {
        reference(format!("{kind}.{}.{attribute}", self.label()))
    }

    /// A regional resource with its label.
    pub fn resource(self, kind: &str) -> Block {
        self.resource_named(kind, self.label())
    }

    /// A regional resource with a label of its own: `<label>_<ending>`.
    pub fn resource_with(self, kind: &str, ending: &str) -> Block {
        self.resource_named(kind, &format!("{}_{ending}", self.label()))
    }

    /// A regional resource with any label.
    pub fn resource_named(self, kind: &str, label: &str) -> Block {
        self.here(Block::resource(kind, label))
    }

    /// A regional data source.
    pub fn data(self, kind: &str, label: &str) -> Block {
        self.here(Block::data(kind, label))
    }

    fn here(self, block: Block) -> Block {
        if self.at_home() {
            return block;
        }
        block.with("provider", reference(format!("aws.{}", identifier(self.region())))).gap()
    }

    /// A label for something there is once in a region.
    pub fn regional_label(self, stem: &str) -> String {
        if self.at_home() { stem.to_owned() } else { format!("{stem}_{}", identifier(self.region())) }
    }

    /// Its name at AWS: the project's and its own.
    pub fn name(self) -> Expr {
        self.name_with("")
    }

    /// Its name at AWS with an ending.
    pub fn name_with(self, ending: &str) -> Expr {
        template([reference("var.name"), text(format!("-{}{ending}", self.slug()))])
    }

    /// Its tags: its name, and those that are drawn.
    pub fn tags(self) -> Expr {
        self.tags_with("")
    }

    /// Its tags, with an ending of the name.
    pub fn tags_with(self, ending: &str) -> Expr {
        let drawn = self.settings().block("tags").cloned().unwrap_or_default();
        let mut tags = Vec::new();
        if !drawn.contains_key("Name") || !ending.is_empty() {
            tags.push(("Name".to_owned(), self.name_with(ending)));
        }
        for (key, value) in &drawn {
            if key == "Name" && !ending.is_empty() {
                continue;
            }
            match value {
                Value::String(tag) => tags.push((key.clone(), text(tag.as_str()))),
                Value::Number(_) | Value::Bool(_) => tags.push((key.clone(), text(value.to_string()))),
                _ => {}
            }
        }
        object(tags)
    }

    /// The ids of the subnets it is in, in the order of its zones.
    pub fn subnets(self) -> Vec<Expr> {
        self.zones().iter().filter_map(|zone| self.subnet(*zone)).collect()
    }

    /// The id of its subnet in a zone.
    pub fn subnet(self, zone: Zone) -> Option<Expr> {
        let (vpc, tier) = (self.vpc()?, self.tier()?);
        Some(vpc.subnet_of(tier, zone))
    }

    /// The id of a VPC's subnet.
    pub fn subnet_of(self, tier: Tier, zone: Zone) -> Expr {
        let kind = if self.is_default_vpc() && tier == Tier::Public { "aws_default_subnet" } else { "aws_subnet" };
        reference(format!("{kind}.{}_{tier}_{zone}.id", self.label()))
    }

    /// Whether it is the account's default VPC.
    pub fn is_default_vpc(self) -> bool {
        self.kind() == "vpc" && self.settings().flag("default")
    }

    /// An attribute of the VPC it is in.
    pub fn vpc_attribute(self, attribute: &str) -> Option<Expr> {
        let vpc = self.vpc()?;
        let kind = if vpc.is_default_vpc() { "aws_default_vpc" } else { "aws_vpc" };
        Some(vpc.attribute(kind, attribute))
    }

    /// The id of its security group.
    pub fn security_group(self) -> Expr {
        self.attribute("aws_security_group", "id")
    }

    /// The name of a zone of its region.
    pub fn zone_name(self, zone: Zone) -> Expr {
        let label = self.regional_label("available");
        reference(format!("data.aws_availability_zones.{label}.names[{}]", zone.index()))
    }

    /// Whether its subnets have a default route.
    pub fn leads_out(self) -> bool {
        match self.tier() {
            Some(Tier::Public) => true,
            Some(Tier::Private) => self.outgoing().any(|edge| edge.kind == ConnectionKind::Egress),
            _ => false,
        }
    }

    /// What it is a copy of: the tail of its first replication from the same type. In a ring the first by
    /// id is the original.
    pub fn source(self) -> Option<Self> {
        let source = self.copied_from()?;
        let mut ring = vec![self];
        let mut next = Some(source);
        while let Some(party) = next {
            if party.index == self.index {
                let first = ring.iter().map(|party| party.id()).min();
                return (first != Some(self.id())).then_some(source);
            }
            // A ring further up that this one is not part of.
            if ring.iter().any(|seen| seen.index == party.index) {
                break;
            }
            ring.push(party);
            next = party.copied_from();
        }
        Some(source)
    }

    fn copied_from(self) -> Option<Self> {
        let mut copies = self.incoming().filter(|edge| edge.kind == ConnectionKind::Replication);
        copies.find(|edge| edge.from.kind() == self.kind() && edge.from.index != self.index).map(|edge| edge.from)
    }

    /// A text that names it in comments and descriptions: letters, digits and `-` `_` `.` only.
    pub fn plain_id(self) -> String {
        plain(self.id())
    }
}

/// A text reduced to what every description at AWS accepts.
pub fn plain(text: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    text.chars().take(40).map(kept).collect()
}

impl<'w> Edge<'w> {
    /// The connection's settings.
    pub fn settings(self) -> Settings<'w> {
        static NONE: std::sync::LazyLock<Values> = std::sync::LazyLock::new(Values::new);
        Settings::new(self.drawn.map_or(&NONE, |connection| &connection.settings), &[])
    }

    /// The label that makes alternatives.
    pub fn group(self) -> Option<&'w str> {
        self.drawn.and_then(|connection| connection.group.as_deref()).filter(|group| !group.is_empty())
    }

    /// Whether it is the first choice among alternatives.
    pub fn primary(self) -> bool {
        self.drawn.is_some_and(|connection| connection.primary)
    }

    /// `HTTP`, `HTTPS`, `TCP`, ...: as drawn, else what the head says, else what it offers.
    pub fn protocol(self) -> String {
        let drawn = self.settings().text("protocol");
        if !drawn.is_empty() {
            return drawn.to_ascii_uppercase();
        }
        let head = self.to.settings();
        let offer = (self.to.service().offer)(&head);
        match head.text("protocol") {
            "" if offer.protocol == "HTTP" && self.drawn_port() == Some(443) => "HTTPS".to_owned(),
            "" => offer.protocol.to_owned(),
            set => set.to_ascii_uppercase(),
        }
    }

    fn drawn_port(self) -> Option<u16> {
        self.settings().whole("port").and_then(|port| u16::try_from(port).ok()).filter(|port| *port > 0)
    }

    /// The port that the head is called on: as drawn, else that of the protocol, else what it offers.
    pub fn port(self) -> u16 {
        let offer = (self.to.service().offer)(&self.to.settings());
        self.drawn_port().unwrap_or_else(|| match (offer.protocol, self.protocol().as_str()) {
            ("HTTP", "HTTPS") => 443,
            ("HTTPS", "HTTP") => 80,
            _ => offer.port,
        })
    }

    /// As whom the tail calls the head, where the head must name its callers.
    pub fn caller(self) -> Option<super::Caller> {
        (self.from.service().export.caller)(self)
    }

    /// Whether it is a call or an access to data.
    pub fn is_call(self) -> bool {
        matches!(self.kind, ConnectionKind::Request | ConnectionKind::Data)
    }

    /// What it is called in notes: `web -> db`.
    pub fn title(self) -> String {
        format!("{} -> {}", self.from.id(), self.to.id())
    }

    /// Whether its head is outside every VPC.
    pub fn leaves_vpc(self) -> bool {
        self.to.vpc().is_none() && self.to.service().scope != Scope::Container
    }
}
