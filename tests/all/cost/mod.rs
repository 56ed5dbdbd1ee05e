//! Estimates: the samples line by line, published examples, account-wide tiers, traffic, laws.

mod boxes;
mod glue;
mod laws;
mod net;
mod not_counted;
mod regions;
mod samples;
mod samples_more;
mod store;
mod traffic;
mod transfer;
mod worked;

use zonewise::codec::load;
use zonewise::cost::{Estimate, Line, Options, cents, estimate};
use zonewise::model::Design;
use zonewise::system::System;

/// The design of a file's text.
fn design(text: &str) -> Design {
    load(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}")).design
}

/// A design in us-east-1 from its components and connections, as JSON lines.
fn drawn(components: &str, connections: &str) -> Design {
    design(&format!(
        r#"{{"format": "zonewise/1", "name": "t", "region": "us-east-1", "components": [{components}], "connections": [{connections}]}}"#
    ))
}

fn priced(design: &Design, options: &Options) -> Estimate {
    estimate(&System::of(design), options)
}

/// A line as a person would write it down: quantity, unit, price, money in cents.
fn said(owner: &str, line: &Line) -> String {
    format!(
        "{owner} | {} | {} {} x {} = {}",
        line.name,
        line.quantity.normalize(),
        line.unit,
        line.unit_price.normalize(),
        cents(line.monthly.expected)
    )
}

/// Every line of an estimate, those of the account last, and the total.
fn lines(estimate: &Estimate) -> Vec<String> {
    let of = |component: &zonewise::cost::ComponentCost| {
        component.lines.iter().map(|line| said(&component.id, line)).collect::<Vec<_>>()
    };
    estimate.components.iter().flat_map(of).chain(estimate.account.iter().map(|line| said("account", line))).collect()
}

/// Compares an estimate with lines written down by hand.
#[track_caller]
fn check(design: &Design, options: &Options, expected: &[&str], total: &str) {
    let estimate = priced(design, options);
    assert_eq!(lines(&estimate).join("\n"), expected.join("\n"));
    assert_eq!(cents(estimate.total.expected).to_string(), total);
}
