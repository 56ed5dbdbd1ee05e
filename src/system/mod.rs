//! The resolved system: the design with every default filled in, as the engines read it.
//!
//! Built from a [`Design`] in one pass and thrown away; it borrows the design and holds no ids of its
//! own beyond [`NodeIx`] and [`LinkIx`], which are never stored. petgraph lives here and nowhere else.

mod alarms;
mod egress;
mod graph;
mod outflow;
mod path;
mod rhythm;
mod subnets;
mod traffic;

use std::collections::BTreeMap;

pub use egress::{endpoint_for, first_choice};
pub use graph::Graph;
pub use path::{Path, PathKind};
pub use subnets::{Cidr, Subnet, subnets};
pub use traffic::{Traffic, read_at_start};

use crate::catalog::{self, Placed, Resilience, Scope, Service, Settings, Support};
use crate::model::{Component, Connection, ConnectionKind, Dependency, Design, Id, Tier, Zone};
use crate::order::{Arrange as _, Gather as _};

/// A node's position in [`System::nodes`]; nodes are in the order of their ids.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeIx(pub u32);

/// A link's position in [`System::links`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LinkIx(pub u32);

/// A component with everything resolved.
#[derive(Debug)]
pub struct Node<'d> {
    /// The component as drawn.
    pub component: &'d Component,
    /// Its service.
    pub service: &'static Service,
    /// Its region; `None` for global ones.
    pub region: Option<&'d str>,
    /// The VPC it is in.
    pub vpc: Option<NodeIx>,
    /// Its tier, in a VPC.
    pub tier: Option<Tier>,
    /// Its zones, in order; empty where zones do not apply.
    pub zones: Vec<Zone>,
    /// Units, behaviour, availability.
    pub resilience: Resilience,
}

impl<'d> Node<'d> {
    /// Its id.
    pub fn id(&self) -> &'d Id {
        &self.component.id
    }

    /// Its type id.
    pub fn kind(&self) -> &'d str {
        &self.component.kind
    }

    /// Its settings, with the service's defaults.
    pub fn settings(&self) -> Settings<'d> {
        Settings::new(&self.component.settings, self.service.settings)
    }

    /// Whether how it stands failures is known: not for types that are only drawn, nor for `other`.
    pub fn is_judged(&self) -> bool {
        self.service.support == Support::Full && self.resilience.sla.is_some()
    }
}

/// A connection with everything resolved, or an egress that is implied by a NAT gateway.
#[derive(Debug)]
pub struct Link<'d> {
    /// The tail.
    pub from: NodeIx,
    /// The head.
    pub to: NodeIx,
    /// What travels.
    pub kind: ConnectionKind,
    /// How much the tail needs the head; `None` = not a dependency.
    pub strength: Option<Dependency>,
    /// The label that makes alternatives of links.
    pub group: Option<&'d str>,
    /// The first choice among alternatives.
    pub primary: bool,
    /// The drawn connection; `None` = implied egress.
    pub drawn: Option<&'d Connection>,
}

impl<'d> Link<'d> {
    /// The connection's settings; empty for an implied egress.
    pub fn settings(&self) -> Settings<'d> {
        static NONE: std::sync::LazyLock<crate::model::Values> = std::sync::LazyLock::new(Default::default);
        Settings::new(self.drawn.map_or(&*NONE, |connection| &connection.settings), &[])
    }
}

/// The resolved system.
#[derive(Debug)]
pub struct System<'d> {
    /// The design it was built from.
    pub design: &'d Design,
    /// The components, in the order of their ids.
    pub nodes: Vec<Node<'d>>,
    /// The connections in the design's order, then the implied egresses.
    pub links: Vec<Link<'d>>,
    index: BTreeMap<&'d str, NodeIx>,
    outgoing: Vec<Vec<LinkIx>>,
    incoming: Vec<Vec<LinkIx>>,
    endpoints: Vec<NodeIx>,
}

impl<'d> System<'d> {
    /// Resolves a design.
    pub fn of(design: &'d Design) -> Self {
        let index: BTreeMap<&str, NodeIx> =
            design.components.keys().zip(0_u32..).map(|(id, ix)| (id.as_str(), NodeIx(ix))).gather();
        let nodes: Vec<Node<'d>> =
            design.components.values().map(|component| node(design, &index, component)).collect();
        let is_endpoint = |(_, node): &(NodeIx, &Node<'d>)| node.kind() == "vpc_endpoint";
        let endpoints = (0_u32..).map(NodeIx).zip(&nodes).filter(is_endpoint).map(|(ix, _)| ix).collect();
        let mut system =
            Self { design, nodes, links: Vec::new(), index, outgoing: Vec::new(), incoming: Vec::new(), endpoints };
        system.links = system.drawn_links();
        alarms::resolve(&mut system);
        system.connect();
        egress::resolve(&mut system);
        system.connect();
        system
    }

    /// The node of an id.
    pub fn find(&self, id: &str) -> Option<NodeIx> {
        self.index.get(id).copied()
    }

    /// The node at an index of this system.
    #[expect(clippy::indexing_slicing, reason = "indices come from this system and its nodes never change")]
    pub fn node(&self, ix: NodeIx) -> &Node<'d> {
        &self.nodes[ix.0 as usize]
    }

    /// The link at an index of this system.
    #[expect(clippy::indexing_slicing, reason = "indices come from this system and its links never change")]
    pub fn link(&self, ix: LinkIx) -> &Link<'d> {
        &self.links[ix.0 as usize]
    }

    /// Every node with its index.
    pub fn each_node(&self) -> impl Iterator<Item = (NodeIx, &Node<'d>)> {
        (0_u32..).map(NodeIx).zip(&self.nodes)
    }

    /// The links out of a node, in order.
    pub fn out_of(&self, ix: NodeIx) -> impl Iterator<Item = &Link<'d>> {
        self.outgoing.get(ix.0 as usize).into_iter().flatten().map(|link| self.link(*link))
    }

    /// The indices of the links out of a node, in order.
    pub fn links_out(&self, ix: NodeIx) -> &[LinkIx] {
        self.outgoing.get(ix.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The indices of the links into a node, in order.
    pub fn links_into(&self, ix: NodeIx) -> &[LinkIx] {
        self.incoming.get(ix.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The links into a node, in order.
    pub fn into_node(&self, ix: NodeIx) -> impl Iterator<Item = &Link<'d>> {
        self.incoming.get(ix.0 as usize).into_iter().flatten().map(|link| self.link(*link))
    }

    /// The regions that hold something that can be lost with them, in order.
    pub fn regions(&self) -> Vec<&'d str> {
        let mut regions: Vec<&str> = self
            .nodes
            .iter()
            .filter(|node| node.service.scope != Scope::Container)
            .filter_map(|node| node.region)
            .collect();
        regions.arrange();
        regions.dedup();
        regions
    }

    /// The zones of a region that hold a unit, in order.
    pub fn zones_in_use(&self, region: &str) -> Vec<Zone> {
        let mut zones: Vec<Zone> = self
            .nodes
            .iter()
            .filter(|node| node.region == Some(region))
            .flat_map(|node| node.resilience.units.iter().map(|unit| unit.zone).chain(node.zones.iter().copied()))
            .collect();
        zones.arrange();
        zones.dedup();
        zones
    }

    fn drawn_links(&self) -> Vec<Link<'d>> {
        let mut links = Vec::new();
        for connection in self.design.connections.values() {
            let (Some(from), Some(to)) = (self.find(&connection.key.from), self.find(&connection.key.to)) else {
                continue;
            };
            let head = self.node(to);
            let default = || catalog::default_strength(connection.kind, head.service, &head.settings());
            let strength = match connection.kind {
                ConnectionKind::Event | ConnectionKind::Replication | ConnectionKind::Management => None,
                _ => connection.dependency.or_else(default),
            };
            links.push(Link {
                from,
                to,
                kind: connection.kind,
                strength,
                group: connection.group.as_deref(),
                primary: connection.primary,
                drawn: Some(connection),
            });
        }
        links
    }

    fn connect(&mut self) {
        self.outgoing = vec![Vec::new(); self.nodes.len()];
        self.incoming = vec![Vec::new(); self.nodes.len()];
        for (ix, link) in (0_u32..).map(LinkIx).zip(&self.links) {
            if let Some(list) = self.outgoing.get_mut(link.from.0 as usize) {
                list.push(ix);
            }
            if let Some(list) = self.incoming.get_mut(link.to.0 as usize) {
                list.push(ix);
            }
        }
    }
}

fn node<'d>(design: &'d Design, index: &BTreeMap<&str, NodeIx>, component: &'d Component) -> Node<'d> {
    let service = catalog::find(&component.kind);
    let vpc = component.place.vpc().and_then(|vpc| index.get(vpc.as_str()).copied());
    let placed = Placed {
        settings: Settings::new(&component.settings, service.settings),
        zones: &component.zones,
        in_vpc: vpc.is_some(),
        tier: component.tier,
    };
    Node {
        component,
        service,
        region: design.region_of(component),
        vpc,
        tier: component.tier,
        zones: component.zones.clone(),
        resilience: (service.resilience)(&placed),
    }
}
