//! The design as services see it while they are exported: parties and the edges between them.

use crate::catalog::Service;
use crate::model::{Component, Connection, ConnectionKind, Tier, Zone};

/// Everything that is exported together.
pub struct World<'a> {
    /// The components, in the order of their ids.
    pub seats: Vec<Seat<'a>>,
    /// The connections, in the design's order, implied egresses last.
    pub ties: Vec<Tie<'a>>,
    /// The design's region: the one of the provider without an alias.
    pub region: &'a str,
    /// The connections out of and into each component, by index of [`World::ties`].
    pub(super) touching: Vec<(Vec<usize>, Vec<usize>)>,
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
    pub(super) world: &'w World<'w>,
    pub(super) seat: &'w Seat<'w>,
    pub(super) index: usize,
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

    pub(super) fn edge(&self, index: usize) -> Option<Edge<'_>> {
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
