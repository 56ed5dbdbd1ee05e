//! What a component can be asked while the design is exported: its neighbours, its place, its names.

use crate::order::Arrange as _;
use std::collections::BTreeSet;

use crate::catalog::{Service, Settings, Support};
use crate::model::{Component, ConnectionKind, Tier, Zone};

use super::{Cell, Edge, Endpoint, Module, Party};
use crate::hcl::Block;

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

    /// Whether its service writes resources for it, so that others can refer to them.
    pub fn exported(self) -> bool {
        self.is_asked() && (self.seat.service.export.exists)(self)
    }

    /// Whether its service is asked for resources; it may answer only what is missing.
    pub fn is_asked(self) -> bool {
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

    /// The components of its type in its region, itself among them.
    pub fn siblings(self) -> impl Iterator<Item = Self> {
        self.world
            .parties()
            .filter(move |other| other.kind() == self.kind() && other.region() == self.region() && other.exported())
    }

    /// The blocks of a type that its own service writes for it.
    pub fn written(self, kind: &str) -> Vec<Block> {
        let mut module = Module::default();
        if self.exported() {
            (self.service().export.resources)(self, &mut module);
        }
        let blocks = module.blocks.into_iter().map(|(_, block)| block);
        blocks.filter(|block| block.kind == "resource" && block.labels.first().is_some_and(|own| own == kind)).collect()
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

    /// The exported components of a type that it has a management connection with, in either direction, each
    /// once, in the order of their ids.
    pub fn attached(self, kind: &str) -> Vec<Self> {
        let to = self.outgoing().map(|edge| (edge, edge.to));
        let from = self.incoming().map(|edge| (edge, edge.from));
        let mut found: Vec<Self> = to
            .chain(from)
            .filter(|(edge, other)| edge.kind == ConnectionKind::Management && other.kind() == kind && other.exported())
            .map(|(_, other)| other)
            .collect();
        found.arrange_by_key(|other| other.id());
        found.dedup_by_key(|other| other.index);
        found
    }

    /// Every component of the design.
    pub fn everybody(self) -> impl Iterator<Item = Self> {
        self.world.parties()
    }

    /// Whether calls lead from it to another one, directly or over others.
    pub fn leads_to(self, other: Self) -> bool {
        let mut seen = BTreeSet::new();
        seen.insert(self.index);
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
        let copies = self.incoming().filter(|edge| edge.kind == ConnectionKind::Replication);
        copies
            .map(|edge| edge.from)
            .find(|from| from.exported() && from.kind() == self.kind() && from.index != self.index)
    }
}
