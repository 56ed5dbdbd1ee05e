//! The paths as the drills watch them.

#![expect(clippy::indexing_slicing, reason = "indices come from the net, and the arrays have its lengths")]

use super::net::{Net, Nix};
use super::state::State;
use crate::system::{Path, PathKind};

/// A path, as nodes of the net.
pub struct Watch {
    /// The first component.
    pub entry: Nix,
    /// What delivers to it, for an event path.
    pub source: Option<Nix>,
    /// Everything it needs, the entry first; for an event path the source last.
    pub closure: Vec<Nix>,
    /// Whether each node is in the closure.
    pub contains: Vec<bool>,
}

impl Watch {
    /// The watch of a path.
    pub fn of(net: &Net, path: &Path) -> Self {
        let source = match path.kind {
            PathKind::Request { .. } => None,
            PathKind::Event { source } => Some(source.0),
        };
        let mut contains = vec![false; net.nodes.len()];
        let mut closure = net.closure(path.entry.0, false, &mut contains);
        if let Some(source) = source
            && !std::mem::replace(&mut contains[source as usize], true)
        {
            closure.push(source);
        }
        Self { entry: path.entry.0, source, closure, contains }
    }

    /// Whether the path works: its entry serves, and what delivers to it does.
    pub fn works(&self, state: &State<'_>) -> bool {
        state.serves(self.entry) && self.source.is_none_or(|source| state.serves(source))
    }
}

/// Every node that can matter to some path, directly or through what its units need to start.
pub fn relevant(net: &Net, watches: &[Watch]) -> Vec<bool> {
    let mut seen = vec![false; net.nodes.len()];
    for watch in watches {
        for from in [Some(watch.entry), watch.source].into_iter().flatten() {
            net.closure(from, true, &mut seen);
        }
    }
    seen
}
