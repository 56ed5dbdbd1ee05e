//! The petgraph view of a system: made when a question of graph theory is asked, then thrown away.

use std::collections::BTreeSet;

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Bfs, EdgeFiltered};

use super::{Link, LinkIx, NodeIx, System};
use crate::model::Dependency;
use crate::order::Arrange as _;

/// A directed graph over the nodes of a system; its indices are those of the nodes.
pub struct Graph<'s, 'd> {
    system: &'s System<'d>,
    graph: DiGraph<(), LinkIx, u32>,
}

impl<'s, 'd> Graph<'s, 'd> {
    /// The graph of all links.
    pub fn of(system: &'s System<'d>) -> Self {
        let mut graph = DiGraph::with_capacity(system.nodes.len(), system.links.len());
        for _ in &system.nodes {
            graph.add_node(());
        }
        for (ix, link) in (0_u32..).map(LinkIx).zip(&system.links) {
            graph.add_edge(NodeIndex::new(link.from.0 as usize), NodeIndex::new(link.to.0 as usize), ix);
        }
        Self { system, graph }
    }

    /// What is reachable from a node over links that pass the test, the node included, in id order.
    pub fn reach(&self, from: NodeIx, passes: impl Fn(&Link<'d>) -> bool) -> BTreeSet<NodeIx> {
        let filtered = EdgeFiltered::from_fn(&self.graph, |edge| passes(self.system.link(*edge.weight())));
        let mut bfs = Bfs::new(&filtered, NodeIndex::new(from.0 as usize));
        let mut found = BTreeSet::new();
        while let Some(ix) = bfs.next(&filtered) {
            found.extend(u32::try_from(ix.index()).map(NodeIx));
        }
        found
    }

    /// The hard closure of a node (`reliability.md` B.2).
    pub fn hard_closure(&self, from: NodeIx) -> BTreeSet<NodeIx> {
        self.reach(from, |link| link.strength == Some(Dependency::Hard))
    }

    /// The rings of hard dependencies: sets of nodes that each need each other, in id order.
    pub fn hard_rings(&self) -> Vec<Vec<NodeIx>> {
        let hard = self.graph.filter_map(
            |_, ()| Some(()),
            |_, ix| (self.system.link(*ix).strength == Some(Dependency::Hard)).then_some(()),
        );
        let mut rings: Vec<Vec<NodeIx>> = tarjan_scc(&hard)
            .into_iter()
            .filter(|ring| ring.len() > 1)
            .map(|ring| {
                let mut ring: Vec<NodeIx> =
                    ring.into_iter().filter_map(|ix| u32::try_from(ix.index()).ok().map(NodeIx)).collect();
                ring.arrange();
                ring
            })
            .collect();
        rings.arrange();
        rings
    }
}
