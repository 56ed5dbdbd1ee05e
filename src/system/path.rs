//! The paths that are judged: where requests enter, and where messages are consumed.

use super::{NodeIx, System};
use crate::model::ConnectionKind;
use crate::order::Arrange as _;

/// What kind of path it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PathKind {
    /// Starts at a component that callers call; the first caller by id.
    Request {
        /// The calling component.
        caller: NodeIx,
    },
    /// One event connection whose head is compute or a state machine; the tail delivers.
    Event {
        /// The delivering component.
        source: NodeIx,
    },
}

/// One path: its first component, and how work gets there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Path {
    /// The component that users call, or that consumes.
    pub entry: NodeIx,
    /// Request or event.
    pub kind: PathKind,
}

impl Path {
    /// The path's name in the JSON of `drills`: the entry's id, or `from->to` for an event path.
    pub fn name(&self, system: &System<'_>) -> String {
        let entry = system.node(self.entry).id();
        match self.kind {
            PathKind::Request { .. } => entry.to_string(),
            PathKind::Event { source } => format!("{}->{entry}", system.node(source).id()),
        }
    }
}

impl System<'_> {
    /// Every path: request paths in the order of their entries, then event paths in the order of ends.
    ///
    /// A path starts at what a `users` component calls, or an `external` one drawn as a caller (one that
    /// nothing in the design calls). An operator's way in
    /// (`purpose: "admin"`) is no path. Callers of several entries give several paths; several callers of one
    /// entry give one.
    pub fn paths(&self) -> Vec<Path> {
        let mut requests: Vec<Path> = Vec::new();
        let mut events = Vec::new();
        for link in &self.links {
            let (tail, head) = (self.node(link.from), self.node(link.to));
            let calls = match tail.kind() {
                "users" => true,
                "external" => !self.into_node(link.from).any(|into| into.kind == ConnectionKind::Request),
                _ => false,
            };
            let admin = link.settings().text("purpose") == "admin";
            if link.kind == ConnectionKind::Request && calls && !admin && !matches!(head.kind(), "users" | "vpc") {
                if !requests.iter().any(|path| path.entry == link.to) {
                    requests.push(Path { entry: link.to, kind: PathKind::Request { caller: link.from } });
                }
            } else if link.kind == ConnectionKind::Event
                && (head.service.is_compute() || head.kind() == "step_functions")
            {
                events.push(Path { entry: link.to, kind: PathKind::Event { source: link.from } });
            }
        }
        requests.arrange_by_key(|path| path.entry);
        requests.extend(events);
        requests
    }
}
