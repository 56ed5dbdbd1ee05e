//! A path that cannot do without a system of somebody else.

use crate::order::Arrange as _;
use super::{Example, Facts, Part, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::Dependency;
use crate::system::Link;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA048",
    slug: "ha048_hard_outside_dependency",
    title: "Hard dependency on an outside service",
    pillar: Pillar::Availability,
    severity: Severity::Advice,
    when: "A component on a path has a hard connection to an external system and no alternative to it. The subject \
           is the caller.",
    why: "Its bad day is your bad day.",
    fix: "Make the connection soft and have an answer without it, or put the call into a queue.",
    trades: &[],
    source: "WA REL05-BP01; Builders' Library (timeouts, retries)",
    note: "You cannot make a supplier more reliable, but you can decide how much you need it. Keep the request and \
           confirm it later, or show a simpler page. If neither is possible: its availability is a factor of your \
           own.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; pay: external; users -> lb -> web -> pay"#,
        subject: "web",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; pay: external; users -> lb -> web; web -> pay {"dependency": "soft"}"#,
        subject: "web",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    let mut callers: Vec<Part<'_>> =
        facts.of_kinds(&["external"]).flat_map(|outside| outside.links_in().map(|(_, tail)| tail)).collect();
    callers.arrange_by_key(|caller| caller.ix);
    callers.dedup();
    for caller in callers.into_iter().filter(|caller| caller.path().is_some()) {
        let hard: Vec<_> = caller
            .links_out()
            .filter(|(link, head)| {
                head.kind() == "external" && link.strength == Some(Dependency::Hard) && !has_alternative(caller, link)
            })
            .collect();
        if hard.is_empty() {
            continue;
        }
        let outside: Vec<Part<'_>> = hard.iter().map(|(_, head)| *head).collect();
        let (name, who) = (caller.label(), words::names(&outside));
        let message = format!("{name} cannot answer without {who}, which somebody else runs: every outage there is one here.");
        let mut mend = Mend::new(facts);
        for (link, _) in &hard {
            mend.edit(link, |connection| connection.dependency = Some(Dependency::Soft));
        }
        let finding = report.find(caller, message).fix(mend.fix(format!("Let {name} answer without {who}")));
        for (link, head) in &hard {
            finding.about(head.id());
            if let Some(drawn) = link.drawn {
                finding.over(&drawn.key);
            }
        }
    }
}

/// Whether another connection of the caller stands in for this one: the same label, or targets of a name or
/// of a load balancer.
fn has_alternative(caller: Part<'_>, link: &Link<'_>) -> bool {
    let mates = |other: &Link<'_>| other.to != link.to && other.strength == Some(Dependency::Hard) && other.group == link.group;
    (link.group.is_some() || matches!(caller.kind(), "alb" | "nlb")) && caller.links_out().any(|(other, _)| mates(other))
}
