//! A design that must survive the loss of a region, and a recovery that nobody has tried.

use std::collections::BTreeSet;

use super::{Example, Facts, Pillar, Report, Rule};
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "OP003",
    slug: "op003_recovery_not_practised",
    title: "Recovery not practised",
    pillar: Pillar::Operations,
    severity: Severity::Advice,
    when: "The requirements say dr_required and have no drill_date. The subject is the entry of the first request \
           path, else the first component that keeps data.",
    why: "An untested plan is a guess.",
    fix: "Practise the recovery, and set drill_date in the requirements to the day on which it was done.",
    trades: &[],
    source: "WA REL12-BP05, REL13-BP03",
    note: "Recovery plans rot: a password changes, a snapshot cannot be read, the person who knew has left. The only \
           way to find out is to recover on a quiet day. Write the date down, so that everybody sees how old the \
           proof is.",
    path: false,
    bad: Example {
        sketch: r#"requirements {"dr_required": true}
                   users: users; fn: lambda; tbl: dynamodb; users -> fn => tbl"#,
        subject: "fn",
    },
    good: Example {
        sketch: r#"requirements {"dr_required": true, "drill_date": "2026-10-01"}
                   users: users; fn: lambda; tbl: dynamodb; users -> fn => tbl"#,
        subject: "fn",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    let practised = facts.system.design.header.requirements.drill_date.as_deref();
    if !facts.needs_recovery() || practised.is_some_and(|date| !date.trim().is_empty()) {
        return;
    }
    let entries: BTreeSet<_> =
        facts.verdicts.paths.iter().filter(|path| !path.is_event).map(|path| &path.entry).collect();
    let store = || {
        let parts = facts.system.each_node().map(|(ix, _)| facts.part(ix));
        parts.into_iter().find(|part| part.node().service.is_data_store())
    };
    // Nobody calls it and nothing is kept: there is nothing to recover.
    let Some(subject) = entries.iter().next().and_then(|id| facts.find(id)).or_else(store) else { return };
    let message = "The loss of a region must be survived, but no date says when the recovery was last practised.";
    let finding = report.find(subject, message.to_owned());
    for entry in entries {
        finding.about(entry);
    }
}
