//! Users who reach the data without a layer between.

use super::{Example, Facts, Part, Pillar, Report, Rule, insert, words};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "NW005",
    slug: "nw005_users_talk_to_data",
    title: "Users talk to the data tier",
    pillar: Pillar::Networking,
    severity: Severity::Error,
    when: "An RDS database, read replica, Aurora cluster, DynamoDB table, cache, search domain or file system has a \
           connection from users, Route 53 or CloudFront.",
    why: "No layer is left to limit, check or retry.",
    fix: "Put compute or an API between. For a table the fix adds an API and a function.",
    trades: &["HA041"],
    source: "WA SEC05",
    note: "A database trusts whoever has its password, and it answers every question in full. The layer in front \
           decides who may ask what, how often, and what happens when the answer does not come. Without it every \
           client is an administrator.",
    path: false,
    bad: Example {
        sketch: r#"users: users; tbl: dynamodb{"point_in_time_recovery": true}; users -> tbl"#,
        subject: "tbl",
    },
    good: Example {
        sketch: r#"users: users; api: api_gateway; fn: lambda; tbl: dynamodb{"point_in_time_recovery": true}; users -> api -> fn => tbl"#,
        subject: "tbl",
    },
    check,
};

/// The types that keep data behind a layer of compute.
const DATA: &[&str] =
    &["rds", "rds_replica", "rds_proxy", "aurora", "dynamodb", "elasticache", "memorydb", "opensearch", "efs"];

/// Whether a type is one that users must not reach directly.
pub fn is_data(kind: &str) -> bool {
    DATA.contains(&kind)
}

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for store in facts.of_kinds(DATA) {
        let direct: Vec<_> =
            store.links_in().filter(|(_, tail)| matches!(tail.kind(), "users" | "route53" | "cloudfront")).collect();
        if direct.is_empty() {
            continue;
        }
        let callers: Vec<Part<'_>> = direct.iter().map(|(_, tail)| *tail).collect();
        let links: Vec<_> = direct.iter().map(|(link, _)| *link).collect();
        let message = format!(
            "{} reaches {} with no layer between that limits, checks or retries.",
            words::names(&callers),
            store.label()
        );
        let finding = report.find(store, message);
        if store.kind() == "dynamodb" {
            finding.fix(insert::api(facts, store, &links));
        }
        for key in links.iter().filter_map(|link| Some(&link.drawn?.key)) {
            finding.over(key);
        }
    }
}
