//! What holds for every design: sums, order, growth, parts side by side.

use proptest::prelude::*;
use rust_decimal::Decimal;
use zonewise::codec::{load, save};
use zonewise::cost::{Options, Range};
use zonewise::model::{Design, Id};

use super::{design, priced};
use crate::support::random;

fn random_design(seed: u64) -> Design {
    let options = if seed.is_multiple_of(2) { random::Options::ODD } else { random::Options::PLANNABLE };
    random::design(seed, &options)
}

/// A design whose entries all send so many requests.
fn with_traffic(mut design: Design, requests: u64) -> Design {
    for component in design.components.values_mut().filter(|component| component.kind == "users") {
        component.settings.insert("requests_per_month".to_owned(), requests.into());
    }
    design
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn the_total_is_the_sum_of_the_lines(seed in 0_u64..100_000, free_tier in any::<bool>()) {
        let estimate = priced(&random_design(seed), &Options { free_tier, ..Options::default() });
        let sum = |lines: &mut dyn Iterator<Item = Range>| lines.fold(Range::default(), Range::plus);
        let same = |one: Range, other: Range| one.map(|usd| usd.normalize()) == other.map(|usd| usd.normalize());
        for component in &estimate.components {
            prop_assert!(same(sum(&mut component.lines.iter().map(|line| line.monthly)), component.monthly));
        }
        let all = estimate.components.iter().flat_map(|component| &component.lines).chain(&estimate.account);
        prop_assert!(same(sum(&mut all.map(|line| line.monthly)), estimate.total));
        prop_assert!(estimate.total.min <= estimate.total.expected && estimate.total.expected <= estimate.total.max);
        prop_assert_eq!(estimate.complete, estimate.not_counted.iter().all(|entry| !entry.incomplete));
        for line in estimate.components.iter().flat_map(|component| &component.lines).chain(&estimate.account) {
            prop_assert_eq!((line.quantity * line.unit_price).normalize(), line.monthly.expected.normalize(), "{:?}", line);
            prop_assert!(!line.formula.is_empty() && !line.source.is_empty() && line.as_of.len() == 10, "{:?}", line);
        }
    }

    #[test]
    fn every_component_has_a_line_or_is_named(seed in 0_u64..100_000) {
        let design = with_traffic(random_design(seed), 1_000_000);
        let estimate = priced(&design, &Options::default());
        for (id, component) in &design.components {
            let free = component.kind == "users";
            let lined = estimate.components.iter().any(|cost| cost.id == *id);
            let named = estimate.not_counted.iter().any(|entry| entry.component.as_ref() == Some(id));
            prop_assert!(free || lined || named, "{} {:?}", id, component);
        }
    }

    #[test]
    fn the_order_of_drawing_does_not_matter(seed in 0_u64..100_000) {
        let drawn = random_design(seed);
        let mut file: serde_json::Value = serde_json::from_str(&save(&drawn)).unwrap();
        for list in ["components", "connections"] {
            file[list].as_array_mut().unwrap().reverse();
        }
        let turned = load(file.to_string().as_bytes()).unwrap().design;
        prop_assert_eq!(priced(&drawn, &Options::default()), priced(&turned, &Options::default()));
    }

    #[test]
    fn more_traffic_never_costs_less(seed in 0_u64..100_000, low in 0_u64..1_000_000_000, more in 0_u64..1_000_000_000_000) {
        let drawn = random_design(seed);
        for free_tier in [false, true] {
            let options = Options { free_tier, ..Options::default() };
            let cost = |requests| priced(&with_traffic(drawn.clone(), requests), &options).total.expected;
            prop_assert!(cost(low) <= cost(low + more));
        }
    }

    #[test]
    fn parts_side_by_side_add_up(one in 0_u64..100_000, other in 0_u64..100_000) {
        // Tiers and allowances are the account's; below them two designs cost what each costs.
        let mut sides = [with_traffic(random_design(one), 1_000), with_traffic(random_design(other), 1_000)];
        for side in &mut sides {
            side.header.region = "us-east-1".to_owned();
        }
        let [one, other] = sides;
        let both = beside(one.clone(), &other);
        let cost = |design: &Design| priced(design, &Options::default()).total.expected;
        // A quantity that both have of one rate is rounded to nine decimals in each.
        prop_assert!((cost(&both) - cost(&one) - cost(&other)).abs() < Decimal::new(1, 6));
    }
}

/// Two designs as one, the second's ids changed.
fn beside(mut design: Design, other: &Design) -> Design {
    let renamed = |id: &Id| Id::new(format!("{id}-other"));
    for component in other.components.values() {
        let mut component = component.clone();
        component.id = renamed(&component.id);
        if let zonewise::model::Place::Vpc(vpc) = &component.place {
            component.place = zonewise::model::Place::Vpc(renamed(vpc));
        }
        design.components.insert(component.id.clone(), component);
    }
    for connection in other.connections.values() {
        let mut connection = connection.clone();
        connection.key.from = renamed(&connection.key.from);
        connection.key.to = renamed(&connection.key.to);
        design.connections.insert(connection.key.clone(), connection);
    }
    design
}

#[test]
fn absurd_figures_do_not_panic() {
    let users = r#"{"id": "u", "type": "users", "settings": {"requests_per_month": 1e15, "payload_kb": 1e9}}"#;
    let chain: Vec<String> = (0..40)
        .map(|n| format!(r#"{{"id": "f{n}", "type": "lambda", "in": "us-east-1", "settings": {{"memory_size": 10240}}, "usage": {{"request_duration_ms": 1e300}}}}"#))
        .collect();
    let calls: Vec<String> = (0..40)
        .map(|n| {
            let from = if n == 0 { "u".to_owned() } else { format!("f{}", n - 1) };
            format!(r#"{{"from": "{from}", "to": "f{n}", "kind": "request", "settings": {{"calls_per_request": 1e300, "payload_kb": 1e300}}}}"#)
        })
        .collect();
    let text = format!(
        r#"{{"format": "zonewise/1", "name": "t", "region": "us-east-1", "components": [{users}, {}], "connections": [{}]}}"#,
        chain.join(","),
        calls.join(",")
    );
    let estimate = priced(&design(&text), &Options { hours: u32::MAX, free_tier: true, ..Options::default() });
    assert!(estimate.not_counted.iter().any(|entry| entry.what == "traffic beyond 10^15" && entry.incomplete));
}
