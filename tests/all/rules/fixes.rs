//! Every fix of every finding mends what it says, breaks nothing else, and can be undone.

use std::collections::BTreeSet;

use zonewise::codec::{load, save};
use zonewise::judge::{Finding, Fix, Severity, rules};
use zonewise::model::{Design, History, broken};

use super::{Judged, example, judge, of, subject, varied};
use crate::support::cases;
use crate::support::random::Options;

/// Applies every fix of every finding of a design; says what is wrong with the outcomes.
pub fn wrong_fixes(design: &Design) -> Vec<String> {
    let mut wrong = Vec::new();
    let before = judge(design);
    for finding in &before.findings {
        for fix in &finding.fixes {
            let mut complain = |what: String| {
                wrong.push(format!("{} on {}, \u{201c}{}\u{201d}: {what}", finding.rule, subject(finding), fix.label));
            };
            try_fix(design, &before, finding, fix, &mut complain);
        }
    }
    wrong
}

/// Applies one fix, and says what is wrong with the outcome.
pub(super) fn try_fix(
    design: &Design,
    before: &Judged,
    finding: &Finding,
    fix: &Fix,
    complain: &mut impl FnMut(String),
) {
    let plan = match fix.command.plan(design) {
        Ok(plan) => plan,
        Err(error) => return complain(format!("cannot be planned: {error}")),
    };
    let (mut mended, mut history) = (design.clone(), History::default());
    history.commit(&mut mended, plan.label, plan.changes);
    if mended == *design {
        complain("changes nothing".to_owned());
    }
    let flaws = broken(&mended);
    if !flaws.is_empty() {
        complain(format!("breaks the design: {flaws:?}"));
    }
    match load(save(&mended).as_bytes()) {
        Ok(loaded) if loaded.design == mended => {
            let known = load(save(design).as_bytes()).map(|loaded| loaded.repairs).unwrap_or_default();
            for repair in loaded.repairs.iter().filter(|repair| !known.contains(repair)) {
                complain(format!("needs repair when it is loaded again: {repair:?}"));
            }
        }
        Ok(_) => complain("is not the same after saving and loading".to_owned()),
        Err(error) => complain(format!("cannot be loaded again: {error}")),
    }
    let after = judge(&mended);
    let again = of(&after.findings, finding.rule);
    if let Some(left) = again.iter().find(|left| subject(left) == subject(finding)) {
        complain(format!("leaves it: {}", left.message));
    }
    for new in new_errors(before, &after, finding) {
        complain(format!("brings up {} on {}: {}", new.rule, subject(new), new.message));
    }
    history.undo(&mut mended);
    if save(&mended) != save(design) || mended != *design {
        complain("is not undone".to_owned());
    }
}

/// Errors that were not there before (on that subject, by that cause, or about some of the same components), and that
/// the rule does not declare as its price. A path that did not work and now works may show its own for the first
/// time; one that still does not may show the next reason.
fn new_errors<'a>(before: &Judged, after: &'a Judged, finding: &Finding) -> Vec<&'a Finding> {
    let rule = rules::find(finding.rule).unwrap();
    let revealed = before.broken_paths.difference(&after.broken_paths).next().is_some();
    let is_new = |new: &&Finding| {
        let known = before.findings.iter().any(|old| {
            old.rule == new.rule
                && old.severity == Severity::Error
                && (subject(old) == subject(new)
                    || old.cause == new.cause
                    || old.components.iter().any(|id| new.components.contains(id)))
        });
        let is_path = rules::find(new.rule).unwrap().path;
        let still_broken = new.rule == "HA053" && before.broken_entries.contains(&subject(new));
        let excused = known || still_broken || rule.trades.contains(&new.rule) || (revealed && is_path);
        new.severity == Severity::Error && !excused
    };
    after.findings.iter().filter(is_new).collect()
}

#[test]
fn every_fix_of_every_example_mends_it_and_nothing_else_breaks() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for rule in rules::all() {
        for text in [rule.bad.sketch, rule.good.sketch] {
            let design = example(text);
            tried += judge(&design).findings.iter().map(|finding| finding.fixes.len()).sum::<usize>();
            wrong.extend(wrong_fixes(&design).into_iter().map(|what| format!("example of {}: {what}", rule.id)));
        }
    }
    assert!(wrong.is_empty(), "{} of {tried} fixes:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 500, "{tried} fixes tried");
}

#[test]
fn every_fix_of_random_designs_mends_it_and_nothing_else_breaks() {
    let mut wrong = Vec::new();
    let (mut tried, mut seen) = (0, BTreeSet::new());
    for seed in 0..cases(60) {
        for options in [Options::ODD, Options::PLANNABLE, Options::BOXED] {
            let design = varied(seed, &options);
            for finding in judge(&design).findings {
                tried += finding.fixes.len();
                seen.insert(finding.rule);
            }
            let found = wrong_fixes(&design);
            wrong.extend(found.into_iter().map(|what| format!("seed {seed}: {what}")));
        }
    }
    let shown = wrong.iter().take(30).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {tried} fixes:\n{shown}", wrong.len());
    let unseen: Vec<&str> = rules::all().iter().map(|rule| rule.id).filter(|id| !seen.contains(id)).collect();
    println!("{tried} fixes tried; rules that no random design breaks: {}", unseen.join(" "));
}
