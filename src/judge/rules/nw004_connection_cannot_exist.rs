//! A connection between services that have no such integration.

use std::collections::BTreeMap;

use super::{Example, Facts, Part, Pillar, Report, Rule};
use crate::judge::{Fix, Severity};
use crate::model::{Command, Connection, ConnectionKind};
use crate::catalog;

/// The rule.
pub const RULE: Rule = Rule {
    id: "NW004",
    slug: "nw004_connection_cannot_exist",
    title: "Connection that cannot exist",
    pillar: Pillar::Networking,
    severity: Severity::Error,
    when: "The kind of a connection is not legal between the types of its ends (the connection matrix), and HA035, \
           NW005 or NW006 does not name the pair. The subject is the connection. Types that are only drawn may be \
           connected with anything.",
    why: "The services have no such integration, or it would bypass a layer.",
    fix: "Draw it as the kind that is legal between the two, or put the usual intermediary between.",
    trades: &["HA021"],
    source: "The connection matrix",
    note: "Services speak certain languages with certain partners. A load balancer hands requests to servers and \
           cannot write to a database; users cannot mount a file system. The arrow that is missing in the matrix is \
           a layer that is missing in the drawing.",
    path: false,
    bad: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2}; db: rds[a,b]; web -> db"#,
        subject: "web->db",
    },
    good: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2}; db: rds[a,b]; web => db"#,
        subject: "web->db",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    let mut known: BTreeMap<(&str, ConnectionKind, &str), bool> = BTreeMap::new();
    for link in &facts.system.links {
        let Some(drawn) = link.drawn else { continue };
        let (from, to) = (facts.part(link.from), facts.part(link.to));
        let triple = (from.kind(), link.kind, to.kind());
        let legal = *known.entry(triple).or_insert_with(|| {
            catalog::legal(triple.0, triple.1, triple.2) || has_its_own_rule(triple.0, triple.1, triple.2)
        });
        if legal {
            continue;
        }
        let message = format!(
            "{} ({}) cannot have a {} connection to {} ({}): the services have no such integration.",
            from.label(),
            from.node().service.short,
            link.kind.name(),
            to.label(),
            to.node().service.short
        );
        report.find(from, message).cause(&drawn.key).about(to.id()).over(&drawn.key).fix(other_kind(from, to, drawn));
    }
}

/// Whether HA035, NW005 or NW006 is the rule that speaks about such a pair.
fn has_its_own_rule(from: &str, kind: ConnectionKind, to: &str) -> bool {
    let request = kind == ConnectionKind::Request;
    let exposed = matches!(from, "users" | "external" | "route53" | "cloudfront" | "api_gateway")
        && matches!(to, "asg" | "ecs_service" | "eks");
    let unlinked = from == "api_gateway" && matches!(to, "alb" | "ecs_service");
    let data = matches!(from, "users" | "route53" | "cloudfront") && super::nw005_users_talk_to_data::is_data(to);
    (request && (exposed || unlinked)) || data
}

/// Draws it as the usual legal kind, where that makes it no stronger than it is.
fn other_kind(from: Part<'_>, to: Part<'_>, drawn: &Connection) -> Option<Fix> {
    let depends = |kind: ConnectionKind| {
        !matches!(kind, ConnectionKind::Event | ConnectionKind::Replication | ConnectionKind::Management)
    };
    let mut kinds = catalog::kinds_between(from.kind(), to.kind()).into_iter();
    let kind = kinds.find(|kind| depends(drawn.kind) || !depends(*kind))?;
    let mut connection = drawn.clone();
    connection.kind = kind;
    let label = format!("Draw {} to {} as {}", from.label(), to.label(), kind.name());
    Some(Fix { label, command: Command::SetConnection(connection) })
}
