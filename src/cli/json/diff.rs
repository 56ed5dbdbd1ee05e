//! What `zonewise diff --format json` prints.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;

use super::check::Finding;
use super::cost::exact;
use crate::compare::{self, Comparison, Pair, Subject};
use crate::judge::PathVerdict;

/// What `diff` says of two designs.
#[derive(Serialize)]
pub struct Diff<'a> {
    before: &'a str,
    after: &'a str,
    same: bool,
    layout_only: bool,
    differences: Vec<Difference<'a>>,
    monthly: Figures,
    components: BTreeMap<&'a str, Figures>,
    paths: Vec<Path<'a>>,
    findings: Findings<'a>,
}

#[derive(Serialize)]
struct Difference<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    component: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    connection: Option<Vec<&'a str>>,
    #[serde(rename = "type")]
    what: &'a str,
    change: &'a str,
    fields: Vec<Field<'a>>,
}

#[derive(Serialize)]
struct Field<'a> {
    field: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

#[derive(Serialize)]
struct Figures {
    before: Option<Box<RawValue>>,
    after: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct Path<'a> {
    path: &'a str,
    before: Option<Fares>,
    after: Option<Fares>,
}

#[derive(Serialize)]
struct Fares {
    availability: f64,
    instance: &'static str,
    zone: &'static str,
    region: &'static str,
}

#[derive(Serialize)]
struct Findings<'a> {
    gone: Vec<Finding<'a>>,
    new: Vec<Finding<'a>>,
}

fn figures(pair: &Pair<Decimal>) -> Figures {
    Figures { before: pair.before.and_then(exact), after: pair.after.and_then(exact) }
}

fn fares(verdict: &PathVerdict) -> Fares {
    Fares {
        availability: verdict.availability.low,
        instance: verdict.instance.name(),
        zone: verdict.zone.name(),
        region: verdict.region.name(),
    }
}

impl<'a> From<&'a compare::Difference> for Difference<'a> {
    fn from(difference: &'a compare::Difference) -> Self {
        let (component, connection) = match &difference.subject {
            Subject::Design => (None, None),
            Subject::Component(id) => (Some(id.as_str()), None),
            Subject::Connection(from, to, id) => {
                (None, Some([from.as_str(), to.as_str()].into_iter().chain(id.as_deref()).collect()))
            }
        };
        Self {
            component,
            connection,
            what: &difference.what,
            change: difference.kind.name(),
            fields: difference
                .fields
                .iter()
                .map(|field| Field {
                    field: &field.name,
                    before: field.before.as_deref(),
                    after: field.after.as_deref(),
                })
                .collect(),
        }
    }
}

/// The document of a comparison.
pub fn comparison<'a>(before: &'a str, after: &'a str, comparison: &'a Comparison) -> Diff<'a> {
    Diff {
        before,
        after,
        same: comparison.is_empty(),
        layout_only: comparison.is_layout_only(),
        differences: comparison.differences.iter().map(Difference::from).collect(),
        monthly: figures(&comparison.monthly),
        components: comparison.components.iter().map(|(id, pair)| (id.as_str(), figures(pair))).collect(),
        paths: comparison
            .paths
            .iter()
            .map(|path| Path {
                path: &path.path,
                before: path.verdict.before.as_ref().map(fares),
                after: path.verdict.after.as_ref().map(fares),
            })
            .collect(),
        findings: Findings {
            gone: comparison.gone.iter().map(Finding::from).collect(),
            new: comparison.new.iter().map(Finding::from).collect(),
        },
    }
}
