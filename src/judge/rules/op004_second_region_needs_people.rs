//! A second region that has the data and nothing that serves it.

use crate::order::Arrange as _;
use std::collections::{BTreeMap, BTreeSet};

use super::{Example, Facts, Part, Pillar, Report, Rule, words};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "OP004",
    slug: "op004_second_region_needs_people",
    title: "Second region needs people",
    pillar: Pillar::Operations,
    severity: Severity::Warning,
    when: "The design must survive the loss of a region (dr_required), data is copied to another region by a \
           replication connection, and no compute in that region is on a path. The subject is the first copy there.",
    why: "Somebody has to be found who builds the rest: tens of minutes at best, hours at worst.",
    fix: "Run a small stack in the second region, and lead users there by a failover record with health checks.",
    trades: &[],
    source: "AWS disaster recovery whitepaper (pilot light, warm standby)",
    note: "Copied data is a pilot light: the flame is there, the boiler is not. Lighting it takes a person who \
           knows how, and the services that create things, at a moment when everybody else needs them too. A small \
           stack that already runs turns an emergency into a change of an answer in DNS.",
    path: false,
    bad: Example {
        sketch: r#"requirements {"dr_required": true}
                   users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; tbl: dynamodb; copy: dynamodb@eu-west-1; users -> lb -> web => tbl; tbl -replication-> copy"#,
        subject: "copy",
    },
    good: Example {
        sketch: r#"requirements {"dr_required": true}
                   users: users; dns: route53{"routing_policy": "failover", "health_check": true}; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; tbl: dynamodb; copy: dynamodb@eu-west-1; api: api_gateway@eu-west-1; fn: lambda@eu-west-1; users -> dns; dns -> lb {"primary": true}; dns -> api; lb -> web => tbl; api -> fn => copy; tbl -replication-> copy"#,
        subject: "copy",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    if !facts.needs_recovery() {
        return;
    }
    let served: BTreeSet<&str> =
        facts.compute().filter(|part| part.path().is_some()).filter_map(|part| part.node().region).collect();
    let mut copies: BTreeMap<&str, Vec<(Part<'_>, Part<'_>)>> = BTreeMap::new();
    for link in facts.system.links.iter().filter(|link| link.kind == ConnectionKind::Replication) {
        let (from, copy) = (facts.part(link.from), facts.part(link.to));
        let (Some(home), Some(away)) = (from.node().region, copy.node().region) else { continue };
        let data = from.node().service.is_data_store() && copy.node().service.is_data_store();
        if home != away && data && !served.contains(away) {
            copies.entry(away).or_default().push((copy, from));
        }
    }
    for (region, mut found) in copies {
        found.arrange_by_key(|(copy, _)| copy.ix);
        let Some((first, _)) = found.first().copied() else { continue };
        let mut originals: Vec<Part<'_>> = found.iter().map(|(_, from)| *from).collect();
        originals.arrange_by_key(|part| part.ix);
        originals.dedup();
        let message = format!(
            "{} is copied to {region}, but nothing that serves users runs there; when its own region is lost, people must build it first.",
            words::names(&originals)
        );
        let finding = report.find(first, message).cause(region);
        for (copy, from) in &found {
            finding.about(copy.id()).about(from.id());
        }
    }
}
