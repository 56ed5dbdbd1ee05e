//! The generator of random designs keeps its promises: same seed same design, and every design is one
//! that the loader takes as it is.

use std::collections::BTreeSet;

use zonewise::codec::{load, save};
use zonewise::model::broken;

use crate::support::random::{self, EVERY, Options, TWELVE};

#[test]
fn random_designs_load_clean_and_cover_every_type() {
    for (options, types) in [(Options::ODD, TWELVE), (Options::EVERY, EVERY), (Options::PLANNABLE, TWELVE)] {
        let mut seen = BTreeSet::new();
        for seed in 0..300 {
            let design = random::design(seed, &options);
            assert_eq!(design, random::design(seed, &options), "seed {seed}");
            assert_eq!(broken(&design), [], "seed {seed}");
            assert!(design.components.len() <= options.components, "seed {seed}: {}", design.components.len());
            let loaded = load(save(&design).as_bytes()).unwrap();
            assert_eq!(loaded.repairs, [], "seed {seed}: {}", save(&design));
            assert_eq!(loaded.design, design, "seed {seed}");
            seen.extend(design.components.values().map(|component| component.kind.clone()));
        }
        let built: BTreeSet<String> =
            types.iter().filter(|kind| random::is_built(kind)).map(|kind| (*kind).to_owned()).collect();
        assert_eq!(seen, built);
    }
}

#[test]
fn plannable_designs_have_only_legal_connections_and_every_part_is_reached() {
    for seed in 0..300 {
        let design = random::design(seed, &Options::PLANNABLE);
        let kind = |id: &str| design.component(id).map(|component| component.kind.clone()).unwrap_or_default();
        for (key, connection) in &design.connections {
            assert!(zonewise::catalog::legal(&kind(&key.from), connection.kind, &kind(&key.to)), "seed {seed}: {key}");
        }
        for component in design.components.values() {
            let free = matches!(&*component.kind, "users" | "vpc" | "nat_gateway");
            let reached = design.connections.keys().any(|key| key.to == component.id);
            assert!(free || reached, "seed {seed}: {} is not reached", component.id);
        }
    }
}
