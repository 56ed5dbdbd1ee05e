//! A distribution over something that one failure stops.

use super::{Example, Facts, Part, Pillar, Report, Rule, survive, words};
use crate::order::Arrange as _;
use crate::judge::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    id: "HA030",
    slug: "ha030_cdn_hides_weak_point",
    title: "CDN hides a single point of failure",
    pillar: Pillar::Availability,
    severity: Severity::Warning,
    when: "A CloudFront distribution is on a request path, and its hard closure contains a single point of failure \
           (of an instance or a zone) of any request path.",
    why: "Cached pages delay the news; everything uncached fails at once.",
    fix: "Mend the component that is named.",
    trades: &["HA041"],
    source: "Book ch. 16; WA REL10",
    note: "A cache in front makes an outage look smaller for popular pages. Logins, carts and anything personal go \
           to the origin every time. Fix what is behind the curtain.",
    path: true,
    bad: Example {
        sketch: r#"users: users; cdn: cloudfront; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; db: rds[a,b]; users -> cdn -> lb -> web => db"#,
        subject: "cdn",
    },
    good: Example {
        sketch: r#"users: users; cdn: cloudfront; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; db: rds[a,b]{"multi_az": true}; users -> cdn -> lb -> web => db"#,
        subject: "cdn",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    let mut weak: Vec<Part<'_>> = facts
        .request_paths()
        .flat_map(|(path, _)| path.spof_instance.iter().chain(&path.spof_zone_components))
        .filter_map(|id| facts.find(id))
        .collect();
    weak.arrange_by_key(|part| part.ix);
    weak.dedup();
    if weak.is_empty() {
        return;
    }
    for cdn in facts.of_kinds(&["cloudfront"]).filter(|cdn| cdn.is_on_request_path()) {
        let closure = facts.graph.hard_closure(cdn.ix);
        let behind: Vec<Part<'_>> = weak.iter().filter(|part| closure.contains(&part.ix)).copied().collect();
        if behind.is_empty() {
            continue;
        }
        let behind = survive::roots(&behind);
        let (who, one) = (words::names(&behind), behind.len() == 1);
        let message = format!(
            "{} keeps showing stored pages while {who} {}; everything that is not stored fails at once.",
            cdn.label(),
            if one { "is down" } else { "are down, of which one is enough" },
        );
        let finding = report.find(cdn, message);
        finding.fix(survive::all_survive(facts, &behind, &|part| closure.contains(&part.ix)));
        for part in &behind {
            finding.about(part.id());
        }
        if let [part] = behind.as_slice() {
            finding.cause(part.id());
        }
    }
}
