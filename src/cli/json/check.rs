//! What `zonewise check --format json` prints.

use serde::Serialize;

use crate::codec::Repair;
use crate::judge;
use crate::model::ConnectionKey;

/// What `check` says about one file.
#[derive(Serialize)]
pub struct Check<'a> {
    /// The file as it was named.
    pub file: &'a str,
    /// The findings that count, worst first.
    pub findings: Vec<Finding<'a>>,
    /// The findings that the author ignores.
    pub suppressed: Vec<Suppressed<'a>>,
    /// What was mended while reading.
    pub repairs: &'a [Repair],
}

/// A finding.
#[derive(Serialize)]
pub struct Finding<'a> {
    rule: &'a str,
    title: &'a str,
    cause: &'a str,
    severity: &'a str,
    components: Vec<&'a str>,
    connections: Vec<Vec<&'a str>>,
    message: &'a str,
    fixes: Vec<&'a str>,
}

/// A finding that the author ignores, with the reason.
#[derive(Serialize)]
pub struct Suppressed<'a> {
    #[serde(flatten)]
    finding: Finding<'a>,
    reason: &'a str,
}

impl<'a> From<&'a judge::Finding> for Finding<'a> {
    fn from(finding: &'a judge::Finding) -> Self {
        Self {
            rule: finding.rule,
            title: finding.title,
            cause: &finding.cause,
            severity: finding.severity.name(),
            components: super::ids(&finding.components),
            connections: finding.connections.iter().map(key).collect(),
            message: &finding.message,
            fixes: finding.fixes.iter().map(|fix| fix.label.as_str()).collect(),
        }
    }
}

impl<'a> From<&'a (judge::Finding, String)> for Suppressed<'a> {
    fn from((finding, reason): &'a (judge::Finding, String)) -> Self {
        Self { finding: finding.into(), reason }
    }
}

fn key(key: &ConnectionKey) -> Vec<&str> {
    [key.from.as_str(), key.to.as_str()].into_iter().chain(key.id.as_deref()).collect()
}
