//! The documentation page of all rules, made from their texts.

use std::fmt::Write;

use super::{Pillar, Rule, all};

/// `docs/rules.md`: every rule with its condition, reason, fix, note and examples, in Markdown.
pub fn page() -> String {
    let mut page = String::from(
        "# Rules\n\nMade from `src/judge/rules/` by a test; edit the rules, not this page.\n\n\
         **error**: cannot exist, or an outage or loss is certain in a single failure. **warning**: likely interruption or \
         loss. **advice**: a matter of judgement. The examples are sketches as in `src/codec/sketch.rs`.\n\n\
         Sources: WA = Well-Architected best practice; TA = Trusted Advisor; Config = AWS Config managed rule; CKV, E and \
         the like = rules of checkov, cfn-lint and cdk-nag; book = the course's textbook on AWS, by chapter.\n\n\
         The numbers are those of the rule catalogue and are never used again; gaps are rules of types that are not judged \
         yet. HA053, SC007, SE007, SE008 and NW008 continue them for what the catalogue asks for elsewhere.\n",
    );
    for pillar in Pillar::ALL {
        let rules: Vec<&Rule> = all().iter().filter(|rule| rule.pillar == pillar).copied().collect();
        if rules.is_empty() {
            continue;
        }
        // Writing to a String cannot fail.
        let _ = write!(page, "\n## {}\n", capital(pillar.name()));
        for rule in rules {
            let _ = write!(page, "\n{}", section(rule));
        }
    }
    page
}

fn section(rule: &Rule) -> String {
    let trades = match rule.trades {
        [] => String::new(),
        trades => format!(" Its price: {} may come up instead.", trades.join(", ")),
    };
    format!(
        "### <a id=\"{}\"></a>{} {}\n\n{}{}. {}\n\n- When: {}\n- Why: {}\n- Fix: {}{trades}\n- Source: {}\n\n\
         Bad (`{}`):\n\n```text\n{}\n```\n\nGood:\n\n```text\n{}\n```\n",
        rule.slug,
        rule.id,
        rule.title,
        capital(rule.severity.name()),
        if rule.path { ", from the drills of a path" } else { "" },
        rule.note,
        rule.when,
        rule.why,
        rule.fix,
        rule.source,
        rule.bad.subject,
        lines(rule.bad.sketch),
        lines(rule.good.sketch),
    )
}

/// A sketch with the indentation of its source taken away.
fn lines(sketch: &str) -> String {
    sketch.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
