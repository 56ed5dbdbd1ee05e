//! Functions that each open connections to a relational database.

use super::{Example, Facts, Pillar, Report, Rule, insert, words};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "SC004",
    slug: "sc004_functions_exhaust_connections",
    title: "Functions open too many database connections",
    pillar: Pillar::Scalability,
    severity: Severity::Advice,
    when: "A Lambda function has a data connection to an RDS database or Aurora cluster.",
    why: "Hundreds of concurrent functions exhaust connections.",
    fix: "Put RDS Proxy between them, which shares connections.",
    trades: &["HA041"],
    source: "RDS Proxy guide; WA serverless lens",
    note: "A server keeps a small pool of connections and shares it between requests. Functions cannot share: each \
           copy has its own. A small database allows well under a hundred connections; RDS Proxy keeps the pool \
           outside the functions.",
    path: false,
    bad: Example {
        sketch: "fn: lambda[a,b]; db: rds[a,b]; fn => db",
        subject: "fn",
    },
    good: Example {
        sketch: "fn: lambda[a,b]; proxy: rds_proxy[a,b]; db: rds[a,b]; fn => proxy; proxy => db",
        subject: "fn",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for function in facts.of_kinds(&["lambda"]) {
        let mut databases = function.heads(ConnectionKind::Data);
        databases.retain(|head| matches!(head.kind(), "rds" | "aurora"));
        if databases.is_empty() {
            continue;
        }
        let message = format!(
            "Every running copy of {} opens its own connection to {}; hundreds at once exhaust the database's limit.",
            function.label(),
            words::names(&databases)
        );
        let finding = report.find(function, message).fix(insert::proxies(facts, function, &databases));
        for database in databases {
            finding.about(database.id());
        }
    }
}
