//! A NAT gateway without a way out of its own.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend};
use crate::judge::Severity;
use crate::model::Tier;

/// The rule.
pub const RULE: Rule = Rule {
    id: "NW002",
    slug: "nw002_nat_in_private_tier",
    title: "NAT gateway in a private subnet",
    pillar: Pillar::Networking,
    severity: Severity::Error,
    when: "A zonal NAT gateway is in a private or isolated tier.",
    why: "It has no way out itself.",
    fix: "Move it to the public tier.",
    trades: &[],
    source: "VPC guide (NAT gateways)",
    note: "A NAT gateway lends its own address to those who have none. To do so it must itself be reachable from \
           the internet gateway, with a public address. So it stands in the public tier and serves the private one.",
    path: false,
    bad: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2}; nat: nat_gateway[a](private)"#,
        subject: "nat",
    },
    good: Example {
        sketch: r#"web: asg[a,b]{"min_size": 2}; nat: nat_gateway[a](public)"#,
        subject: "nat",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for nat in facts.of_kinds(&["nat_gateway"]).filter(|nat| nat.is_zonal_nat()) {
        let Some(tier) = nat.node().tier.filter(|tier| *tier != Tier::Public) else { continue };
        let name = nat.label();
        let message = format!("{name} is in the {tier} tier, so it has no way to the internet that it could share.");
        let mut mend = Mend::new(facts);
        mend.tier(nat, Tier::Public);
        report.find(nat, message).fix(mend.fix(format!("Move {name} to the public tier")));
    }
}
