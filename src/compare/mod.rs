//! Two designs side by side: what was added, removed, changed or only moved, and what that does to
//! findings, availability and cost.
//!
//! Pure data for the screen, the command line and the grading bench. Nothing is judged or priced here.

mod fields;

use crate::order::Arrange as _;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::analysis::Analysis;
use crate::judge::{Finding, PathVerdict};
use crate::model::{Change, Design, difference};

pub use fields::Field;

/// What happened to a component, a connection or the design's own fields.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// Only the second design has it.
    Added,
    /// Only the first design has it.
    Removed,
    /// Both have it, with another meaning.
    Changed,
    /// Both have it and mean the same; it is drawn elsewhere.
    Moved,
}

impl Kind {
    /// The word in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved => "moved",
        }
    }
}

/// What a difference is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Subject {
    /// The design's own fields: name, region, requirements.
    Design,
    /// A component, by id.
    Component(String),
    /// A connection: its ends, and its id where it has one.
    Connection(String, String, Option<String>),
}

/// One difference.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    /// What it is about.
    pub subject: Subject,
    /// The component's type or the connection's kind; empty for the design.
    pub what: String,
    /// What happened to it.
    pub kind: Kind,
    /// The fields that differ; all that are set where it was added or removed.
    pub fields: Vec<Field>,
}

/// A figure in both designs; `None` where one of them has none.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Pair<T> {
    /// In the first design.
    pub before: Option<T>,
    /// In the second design.
    pub after: Option<T>,
}

/// How an entry path fares in both designs.
#[derive(Clone, PartialEq, Debug)]
pub struct PathPair {
    /// The path's name.
    pub path: String,
    /// Its verdicts.
    pub verdict: Pair<PathVerdict>,
}

/// Two designs compared.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// The differences: the design first, then components, then connections, each by id.
    pub differences: Vec<Difference>,
    /// Expected monthly cost, US dollars.
    pub monthly: Pair<Decimal>,
    /// Expected monthly cost of each component whose cost differs, by id.
    pub components: BTreeMap<String, Pair<Decimal>>,
    /// The paths of either design, by name.
    pub paths: Vec<PathPair>,
    /// Findings that only the first design has.
    pub gone: Vec<Finding>,
    /// Findings that only the second design has.
    pub new: Vec<Finding>,
}

impl Comparison {
    /// Whether the two are the same design, drawn in the same way.
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty()
    }

    /// Whether they mean the same and are only drawn differently.
    pub fn is_layout_only(&self) -> bool {
        !self.is_empty() && self.differences.iter().all(|difference| difference.kind == Kind::Moved)
    }
}

/// Compares two designs with what is derived of them.
pub fn compare(before: (&Design, &Analysis), after: (&Design, &Analysis)) -> Comparison {
    let (a, b) = (before.1, after.1);
    Comparison {
        differences: differences(before.0, after.0),
        monthly: Pair { before: Some(a.estimate.total.expected), after: Some(b.estimate.total.expected) },
        components: components(a, b),
        paths: paths(a, b),
        gone: only_in(&a.findings, &b.findings),
        new: only_in(&b.findings, &a.findings),
    }
}

/// What differs between two designs, without judging them.
pub fn differences(before: &Design, after: &Design) -> Vec<Difference> {
    let mut found: Vec<Difference> = difference(before, after)
        .into_iter()
        .map(|change| match change {
            Change::PutHeader(header) => Difference {
                subject: Subject::Design,
                what: String::new(),
                kind: Kind::Changed,
                fields: fields::of_headers(&before.header, &header),
            },
            Change::PutComponent(new) => {
                let old = before.components.get(&new.id);
                let kind = match old {
                    None => Kind::Added,
                    Some(old) if old.same_meaning(&new) => Kind::Moved,
                    Some(_) => Kind::Changed,
                };
                Difference {
                    subject: Subject::Component(new.id.to_string()),
                    what: new.kind.clone(),
                    kind,
                    fields: fields::of_components(old, Some(&new)),
                }
            }
            Change::RemoveComponent(id) => {
                let old = before.components.get(&id);
                Difference {
                    subject: Subject::Component(id.to_string()),
                    what: old.map(|old| old.kind.clone()).unwrap_or_default(),
                    kind: Kind::Removed,
                    fields: fields::of_components(old, None),
                }
            }
            Change::PutConnection(new) => {
                let old = before.connections.get(&new.key);
                Difference {
                    subject: Subject::Connection(new.key.from.to_string(), new.key.to.to_string(), new.key.id.clone()),
                    what: new.kind.name().to_owned(),
                    kind: if old.is_some() { Kind::Changed } else { Kind::Added },
                    fields: fields::of_connections(old, Some(&new)),
                }
            }
            Change::RemoveConnection(key) => {
                let old = before.connections.get(&key);
                Difference {
                    subject: Subject::Connection(key.from.to_string(), key.to.to_string(), key.id),
                    what: old.map(|old| old.kind.name().to_owned()).unwrap_or_default(),
                    kind: Kind::Removed,
                    fields: fields::of_connections(old, None),
                }
            }
        })
        .collect();
    found.arrange_by(|one, other| one.subject.cmp(&other.subject));
    found
}

fn components(before: &Analysis, after: &Analysis) -> BTreeMap<String, Pair<Decimal>> {
    let mut costs: BTreeMap<String, Pair<Decimal>> = BTreeMap::new();
    let empty = || Pair { before: None, after: None };
    for cost in &before.estimate.components {
        costs.entry(cost.id.to_string()).or_insert_with(empty).before = Some(cost.monthly.expected);
    }
    for cost in &after.estimate.components {
        costs.entry(cost.id.to_string()).or_insert_with(empty).after = Some(cost.monthly.expected);
    }
    costs.retain(|_, pair| pair.before != pair.after);
    costs
}

fn paths(before: &Analysis, after: &Analysis) -> Vec<PathPair> {
    let find = |analysis: &Analysis, name: &str| analysis.verdicts.paths.iter().find(|path| path.name == name).cloned();
    let names: BTreeSet<&String> =
        before.verdicts.paths.iter().chain(&after.verdicts.paths).map(|path| &path.name).collect();
    names
        .into_iter()
        .map(|name| PathPair {
            path: name.clone(),
            verdict: Pair { before: find(before, name), after: find(after, name) },
        })
        .collect()
}

/// The findings that have no counterpart: the same rule about the same subjects.
fn only_in(findings: &[Finding], others: &[Finding]) -> Vec<Finding> {
    let same = |one: &Finding, other: &Finding| {
        one.rule == other.rule
            && one.components.first() == other.components.first()
            && one.connections.first() == other.connections.first()
    };
    findings.iter().filter(|one| !others.iter().any(|other| same(one, other))).cloned().collect()
}
