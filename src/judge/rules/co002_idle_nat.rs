//! A NAT gateway that nobody goes through.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "CO002",
    slug: "co002_idle_nat",
    title: "NAT gateway without traffic",
    pillar: Pillar::Cost,
    severity: Severity::Advice,
    when: "A NAT gateway has no incoming egress connection, drawn or implied.",
    why: "An hourly charge for nothing.",
    fix: "Remove it.",
    trades: &[],
    source: "VPC pricing",
    note: "A NAT gateway is billed by the hour whether it is used or not, about as much as a small server. It is \
           used by compute in the private tier. When nothing there needs the internet, an endpoint or no way out at \
           all is cheaper and safer.",
    path: false,
    bad: Example {
        sketch: "lb: alb[a,b]; nat: nat_gateway[a]",
        subject: "nat",
    },
    good: Example {
        sketch: "lb: alb[a,b]",
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for nat in facts.of_kinds(&["nat_gateway"]) {
        if nat.links_in().any(|(link, _)| link.kind == ConnectionKind::Egress) {
            continue;
        }
        let name = nat.label();
        let message = format!("Nothing goes out through {name}; it costs its hourly price all the same.");
        let mut mend = Mend::new(facts);
        mend.remove(nat);
        report.find(nat, message).fix(mend.fix(format!("Remove {name}")));
    }
}
