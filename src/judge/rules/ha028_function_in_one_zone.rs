//! A function in a VPC with subnets in one zone.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA028",
    slug: "ha028_function_in_one_zone",
    title: "VPC function in one zone",
    pillar: Pillar::Availability,
    severity: Severity::Error,
    when: "A Lambda function in a VPC has exactly one zone.",
    why: "The function loses its network with that zone, although the service is regional.",
    fix: "Give it a subnet in a second zone.",
    trades: &[],
    source: "Config LAMBDA_VPC_MULTI_AZ_CHECK; Security Hub Lambda.5",
    note: "Serverless does not mean placeless. As soon as a function joins your network it uses the subnets you \
           list, and they are in zones. Two subnets restore what you had before you attached it.",
    path: false,
    bad: Example {
        sketch: "fn: lambda[a]",
        subject: "fn",
    },
    good: Example {
        sketch: "fn: lambda[a,b]",
        subject: "fn",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for function in facts.of_kinds(&["lambda"]).filter(|function| function.vpc().is_some()) {
        let [only] = function.zones() else { continue };
        let name = function.label();
        let message = format!(
            "{name} has a subnet in zone {only} only; when that zone fails it has no network, although the service lives on."
        );
        let mut mend = Mend::new(facts);
        let zone = mend.spread(function);
        report.find(function, message).fix(zone.and_then(|zone| mend.fix(format!("Spread {name} to zone {zone}"))));
    }
}
