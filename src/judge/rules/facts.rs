//! What the rules read: the resolved system, the verdicts, and what follows from both, worked out once.
//!
//! Rules walk [`Part`]s: a component with its neighbours. They never walk the raw design.

use std::collections::BTreeMap;

use super::Part;
use crate::judge::{PathVerdict, Verdicts};
use crate::model::Id;
use crate::system::{Graph, NodeIx, System};

/// The facts of one design, built once for all rules.
pub struct Facts<'f> {
    /// The resolved system.
    pub system: &'f System<'f>,
    /// The verdicts on its paths.
    pub verdicts: &'f Verdicts,
    /// The graph of all links.
    pub graph: Graph<'f, 'f>,
    by_kind: BTreeMap<&'f str, Vec<NodeIx>>,
    /// For every node the first request path, else the first event path, whose closure holds it.
    path: Vec<Option<&'f PathVerdict>>,
}

impl<'f> Facts<'f> {
    /// Works out the facts of a system.
    pub fn of(system: &'f System<'f>, verdicts: &'f Verdicts) -> Self {
        let mut by_kind: BTreeMap<&str, Vec<NodeIx>> = BTreeMap::new();
        for (ix, node) in system.each_node() {
            by_kind.entry(node.kind()).or_default().push(ix);
        }
        let mut path = vec![None; system.nodes.len()];
        for verdict in &verdicts.paths {
            for ix in verdict.closure.iter().filter_map(|id| system.find(id)) {
                if let Some(first @ None) = path.get_mut(ix.0 as usize) {
                    *first = Some(verdict);
                }
            }
        }
        Self { system, verdicts, graph: Graph::of(system), by_kind, path }
    }

    /// The component at an index.
    pub fn part(&'f self, ix: NodeIx) -> Part<'f> {
        Part::new(self, ix)
    }

    /// The component of an id.
    pub fn find(&'f self, id: &str) -> Option<Part<'f>> {
        self.system.find(id).map(|ix| self.part(ix))
    }

    /// Every component of a kind, whether it is judged yet or not, in id order.
    pub fn drawn(&'f self, kind: &str) -> impl Iterator<Item = Part<'f>> {
        self.by_kind.get(kind).into_iter().flatten().map(|ix| self.part(*ix))
    }

    /// The components of these kinds that are judged, in the order of the kinds, then of the ids.
    ///
    /// Types that are only drawn are named as not judged, so no rule speaks about them.
    pub fn of_kinds(&'f self, kinds: &'static [&'static str]) -> impl Iterator<Item = Part<'f>> {
        kinds.iter().flat_map(|kind| self.drawn(kind)).filter(|part| part.is_judged())
    }

    /// The fleets that are judged: Auto Scaling groups, container services, Beanstalk environments.
    pub fn fleets(&'f self) -> impl Iterator<Item = Part<'f>> {
        self.of_kinds(&["asg", "ecs_service", "eks", "elastic_beanstalk"])
    }

    /// The load balancers that are judged.
    pub fn balancers(&'f self) -> impl Iterator<Item = Part<'f>> {
        self.of_kinds(&["alb", "nlb"])
    }

    /// The compute components that are judged, in id order.
    pub fn compute(&'f self) -> impl Iterator<Item = Part<'f>> {
        let parts = self.system.each_node().map(|(ix, _)| self.part(ix));
        parts.filter(|part| part.node().service.is_compute() && part.is_judged())
    }

    /// The request paths that work as drawn, with their entries.
    pub fn request_paths(&'f self) -> impl Iterator<Item = (&'f PathVerdict, Part<'f>)> {
        self.working_paths().filter(|(path, _)| !path.is_event)
    }

    /// The paths that work as drawn, with their entries.
    pub fn working_paths(&'f self) -> impl Iterator<Item = (&'f PathVerdict, Part<'f>)> {
        self.verdicts.paths.iter().filter(|path| !path.broken).filter_map(|path| Some((path, self.find(&path.entry)?)))
    }

    /// The first request path, else the first event path, that a node is on.
    pub fn path_of(&self, ix: NodeIx) -> Option<&'f PathVerdict> {
        self.path.get(ix.0 as usize).copied().flatten()
    }

    /// What an id is called on screen.
    pub fn label(&'f self, id: &'f Id) -> &'f str {
        self.find(id).map_or(id, |part| part.label())
    }

    /// Whether the design must survive the loss of a region.
    pub fn needs_recovery(&self) -> bool {
        self.system.design.header.requirements.dr_required == Some(true)
    }

    /// Whether the design is declared as a development design.
    pub fn is_dev(&self) -> bool {
        self.system.design.header.requirements.environment.as_deref() == Some("dev")
    }
}
