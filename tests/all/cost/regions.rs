//! The highly available sample in every region of the tables: complete, or each missing price named.
//! `docs/regions.md` is made here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use zonewise::codec::{load, sketch};
use zonewise::cost::{Estimate, Options, cents};
use zonewise::model::Design;
use zonewise::prices;

use super::priced;
use crate::support::golden;

const SAMPLE: &str = "wordpress-ha";

fn sample() -> Design {
    load(&std::fs::read(format!("public/samples/{SAMPLE}.zonewise.json")).unwrap()).unwrap().design
}

fn in_region(design: &Design, region: &str) -> Estimate {
    priced(design, &Options { region: Some(region.to_owned()), ..Options::default() })
}

/// Component and name of every line that is counted; of the account's lines the name without the region.
fn counted(estimate: &Estimate) -> BTreeSet<(String, String)> {
    let of = |one: &zonewise::cost::ComponentCost| {
        one.lines.iter().map(|line| (one.id.to_string(), line.name.clone())).collect::<Vec<_>>()
    };
    let region = estimate.region.as_str();
    let account = estimate.account.iter().map(|line| (String::new(), line.name.replace(region, "REGION")));
    estimate.components.iter().flat_map(of).chain(account).collect()
}

/// What is not counted although it costs something: component, what, why.
fn missing(estimate: &Estimate) -> Vec<(String, String, String)> {
    let gaps = estimate.not_counted.iter().filter(|entry| entry.incomplete);
    gaps.map(|entry| {
        let component = entry.component.as_ref().map(ToString::to_string).unwrap_or_default();
        (component, entry.what.replace(&estimate.region, "REGION"), entry.why.clone())
    })
    .collect()
}

/// A line stands at the head of a sentence, a gap within one; a rate's later tiers are gaps of the first.
fn same(line: &str, gap: &str) -> bool {
    let (line, gap) = (line.to_lowercase(), gap.to_lowercase());
    let first = line.split(", above ").next().unwrap_or_default();
    gap == first || gap == line
}

#[test]
fn a_price_that_a_region_lacks_is_named() {
    let design = sample();
    // Where every table has its rows, everything is counted: what is counted there must be there everywhere.
    let whole = in_region(&design, "us-east-1");
    assert!(whole.complete, "{:?}", whole.not_counted);
    let expected = counted(&whole);
    assert!(expected.len() >= 12, "{expected:?}");
    let mut gaps_seen = 0;
    for region in prices::regions() {
        let estimate = in_region(&design, region);
        assert_eq!(estimate.region, region);
        let (lines, gaps) = (counted(&estimate), missing(&estimate));
        assert_eq!(estimate.complete, gaps.is_empty(), "{region}");
        for (component, what, why) in &gaps {
            // The reason names the region and the item and dimension without a price.
            let found = why.strip_prefix(&format!("no price in {region} for "));
            assert!(found.is_some_and(|what| what.len() > 4), "{region} {component} {what}: {why}");
        }
        for (component, name) in &expected {
            let is_line = lines.iter().any(|(owner, line)| owner == component && line == name);
            let is_gap =
                gaps.iter().any(|(owner, what, _)| (owner == component || owner.is_empty()) && same(name, what));
            assert!(is_line || is_gap, "{region}: {component} {name} is neither counted nor named: {gaps:?}");
            assert!(!(is_line && is_gap), "{region}: {component} {name} is counted and said not to be");
        }
        for (_, line) in &lines {
            assert!(!line.is_empty());
        }
        gaps_seen += gaps.len();
        // No money is taken from another region: a line's price is in the region's table, or has one price everywhere.
        let sum: rust_decimal::Decimal = estimate
            .components
            .iter()
            .flat_map(|one| &one.lines)
            .chain(&estimate.account)
            .map(|line| line.monthly.expected)
            .sum();
        assert_eq!(sum.normalize(), estimate.total.expected.normalize(), "{region}");
    }
    assert!(gaps_seen > 10, "the tables have gaps, and {gaps_seen} are named");
}

#[test]
fn every_region_of_the_tables_has_zones_enough_for_the_sample() {
    for region in prices::regions() {
        let zones = prices::zones(region).unwrap_or_else(|| panic!("{region} has no number of zones"));
        assert!((3..=6).contains(&zones), "{region}: {zones}");
        let moved = |lanes: usize| {
            let letters: Vec<String> = (0..lanes).map(|at| char::from(b'a' + at as u8).to_string()).collect();
            sketch(&format!("v: vpc[{}]@{region}; web: asg[a,b]@v", letters.join(","))).unwrap().repairs
        };
        assert_eq!(moved(zones), [], "{region}");
        let repairs = moved(zones + 1);
        let last = char::from(b'a' + zones as u8);
        let [repair] = repairs.as_slice() else { panic!("{region}: {repairs:?}") };
        assert_eq!(repair.place, "component v");
        assert!(repair.message.contains(&format!("has zone {last}, but {region} has {zones} zones")), "{repair:?}");
    }
    assert_eq!(prices::zones("moon-east-1"), None);
    // A zone of a region that nobody knows is taken as it is.
    assert_eq!(sketch("v: vpc[a,b,c,d,e,f]@moon-east-1").unwrap().repairs, []);
    // Outside of a VPC: a bucket in one zone.
    let text = r#"{"format": "zonewise/1", "region": "eu-west-1", "components": [{"id": "b", "type": "s3", "in": "eu-west-1", "zones": ["d"], "settings": {"storage_class": "ONEZONE_IA"}}]}"#;
    let repairs = load(text.as_bytes()).unwrap().repairs;
    assert!(
        repairs.iter().any(|repair| repair.message.contains("has zone d, but eu-west-1 has 3 zones, a to c; kept")),
        "{repairs:?}"
    );
}

#[test]
fn fixes_stay_within_the_zones_of_the_region() {
    use zonewise::judge;
    use zonewise::system::System;
    for (region, zones) in [("eu-west-1", 3), ("us-east-1", 6)] {
        let lanes: Vec<String> = (0..zones).map(|at| char::from(b'a' + at as u8).to_string()).collect();
        let text = format!("v: vpc[{}]@{region}; lb: alb[a]@v; db: rds[c]@v", lanes.join(","));
        let design = sketch(&text).unwrap().design;
        let system = System::of(&design);
        let verdicts = judge::verdicts(&system);
        for finding in judge::findings(&system, &verdicts) {
            for fix in finding.fixes {
                let mut mended = design.clone();
                let plan = fix.command.plan(&mended).unwrap();
                let mut history = zonewise::model::History::default();
                history.commit(&mut mended, plan.label, plan.changes);
                let loaded = load(zonewise::codec::save(&mended).as_bytes()).unwrap();
                assert!(loaded.repairs.iter().all(|repair| !repair.message.contains("but")), "{:?}", loaded.repairs);
            }
        }
    }
}

#[test]
fn a_design_with_more_zones_than_a_region_is_told_so_there() {
    let design = sketch(r#"v: vpc[a,b,c,d,e]@us-east-1; web: asg[a,b,c,d]@v{"min_size": 4}"#).unwrap().design;
    let said = |region: &str| {
        let estimate = in_region(&design, region);
        let zones = estimate.not_counted.iter().filter(|entry| entry.what.starts_with("zone")).cloned();
        zones.map(|entry| format!("{}: {}: {}", entry.component.unwrap(), entry.what, entry.why)).collect::<Vec<_>>()
    };
    assert_eq!(said("us-east-1"), Vec::<String>::new());
    assert_eq!(said("eu-west-1"), ["v: zones d and e: eu-west-1 has 3 zones; priced as drawn"]);
    assert_eq!(said("us-west-2"), ["v: zone e: us-west-2 has 4 zones; priced as drawn"]);
}

/// The page: a row per region, then each gap with the regions that have it.
fn page(design: &Design) -> String {
    let mut out = String::from("# Regions\n\nMade by a test (`tests/all/cost/regions.rs`); do not edit.\n\n");
    let _ = writeln!(
        out,
        "What the sample `{SAMPLE}` costs a month, 730 hours at list prices, in every region of the price tables. A price that no\ntable has is named and never taken from another region, so an incomplete sum is less than the bill will be. Zones is how\nmany Availability Zones the region has: a drawing with more of them loads, and is told so.\n"
    );
    out.push_str("| region | zones | expected, USD | least | most | complete | prices missing |\n| --- | --- | --- | --- | --- | --- | --- |\n");
    let mut gaps: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for region in prices::regions() {
        let estimate = in_region(design, region);
        let zones = prices::zones(region).map_or("?".to_owned(), |zones| zones.to_string());
        let missing = missing(&estimate);
        let total = estimate.total;
        let [expected, least, most] = [total.expected, total.min, total.max].map(|usd| cents(usd).to_string());
        let complete = if estimate.complete { "yes" } else { "no" };
        let mut dimensions: BTreeSet<String> = BTreeSet::new();
        for (_, _, why) in &missing {
            let dimension = why.strip_prefix(&format!("no price in {region} for ")).unwrap_or(why).to_owned();
            gaps.entry(dimension.clone()).or_default().insert(region);
            dimensions.insert(dimension);
        }
        let _ =
            writeln!(out, "| {region} | {zones} | {expected} | {least} | {most} | {complete} | {} |", dimensions.len());
    }
    out.push_str("\n## Prices missing\n\n| item, dimension | regions without a price |\n| --- | --- |\n");
    for (dimension, regions) in gaps {
        let _ = writeln!(out, "| {dimension} | {} |", regions.into_iter().collect::<Vec<_>>().join(", "));
    }
    let _ = writeln!(out, "\nNumber of zones: {}.", prices::readable("aws-availability-zones"));
    out
}

#[test]
fn the_page_of_regions_is_current() {
    golden::check_kept("docs/regions.md", &page(&sample()));
}
