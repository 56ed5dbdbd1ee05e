//! Composite availability by enumeration (B.7).

use std::collections::BTreeSet;

use super::{Oracle, Path};

impl Oracle {
    /// B.7: every vector of what is up and what is down, zones ignored.
    pub(super) fn availability(&self, path: &Path, closure: &BTreeSet<String>) -> (f64, f64) {
        let nodes: Vec<&String> = closure.iter().collect();
        assert!(nodes.len() <= 20, "too many to enumerate");
        let chances: Vec<f64> = nodes.iter().map(|id| self.node(id).availability()).collect();
        let (mut good, mut bad) = (0.0, 0.0);
        for vector in 0_u32..1 << nodes.len() {
            let mut chance = 1.0;
            let mut up = BTreeSet::new();
            for (bit, id) in nodes.iter().enumerate() {
                if vector & (1 << bit) == 0 {
                    chance *= 1.0 - chances[bit];
                } else {
                    chance *= chances[bit];
                    up.insert(id.as_str());
                }
            }
            if chance == 0.0 {
                continue;
            }
            if self.serves_with(path, up) {
                good += chance;
            } else {
                bad += chance;
            }
        }
        (good, bad)
    }

    pub(super) fn serves_with(&self, path: &Path, up: BTreeSet<&str>) -> bool {
        let delivered = path.source.as_ref().is_none_or(|source| up.contains(source.as_str()));
        let mut serving = up;
        loop {
            let kept: BTreeSet<&str> = serving
                .iter()
                .copied()
                .filter(|id| {
                    let mut groups = self.groups(id, "hard", true);
                    groups.push(self.table(id, "hard"));
                    groups
                        .iter()
                        .all(|group| group.is_empty() || group.iter().any(|link| serving.contains(link.to.as_str())))
                })
                .collect();
            if kept.len() == serving.len() {
                return delivered && serving.contains(path.entry.as_str());
            }
            serving = kept;
        }
    }
}
