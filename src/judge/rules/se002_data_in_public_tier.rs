//! A data store in a subnet with a route to the internet.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend};
use crate::judge::Severity;
use crate::model::Tier;

/// The rule.
pub const RULE: Rule = Rule {
    id: "SE002",
    slug: "se002_data_in_public_tier",
    title: "Data tier in a public subnet",
    pillar: Pillar::Security,
    severity: Severity::Error,
    when: "An RDS database, Aurora cluster, ElastiCache or OpenSearch is in the public tier.",
    why: "Only entry points belong there.",
    fix: "Move it to the isolated tier.",
    trades: &[],
    source: "WA SEC05; book ch. 5",
    note: "Tiers are layers of defence. In the isolated tier there is no route in or out, so a mistake in a \
           security group is not yet a breach. Only load balancers and NAT gateways need the public tier.",
    path: false,
    bad: Example {
        sketch: "db: rds[a,b](public)",
        subject: "db",
    },
    good: Example {
        sketch: "db: rds[a,b](isolated)",
        subject: "db",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for part in facts.of_kinds(&["rds", "aurora", "elasticache", "memorydb", "opensearch"]) {
        let mut mend = Mend::new(facts);
        mend.tier(part, Tier::Isolated);
        let fix = mend.fix(format!("Move {} to the isolated tier", part.label()));
        if part.node().tier == Some(Tier::Public) {
            let name = part.label();
            report.find(part, format!("{name} is in the public tier, where a route to the internet exists; only entry points belong there.")).fix(fix);
        }
    }
}
