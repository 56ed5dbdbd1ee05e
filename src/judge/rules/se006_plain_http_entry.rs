//! An entry that answers over plain HTTP.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "SE006",
    slug: "se006_plain_http_entry",
    title: "Plain HTTP entry",
    pillar: Pillar::Security,
    severity: Severity::Warning,
    when: "An Application Load Balancer or CloudFront distribution is called by users, an external system or Route \
           53 over the protocol HTTP (the default of a load balancer), does not merely redirect, and has no \
           certificate attached.",
    why: "Sessions can be read and altered on the way.",
    fix: "Answer over HTTPS on port 443.",
    trades: &[],
    source: "checkov CKV_AWS_2, CKV2_AWS_20",
    note: "HTTPS keeps others from reading passwords and from putting their own content into your pages. The load \
           balancer does the work with a certificate from ACM, which is free and renews itself. A listener on port \
           80 should only redirect.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb {"protocol": "HTTP", "port": 80}; lb -> web"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb {"protocol": "HTTPS", "port": 443}; lb -> web"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for entry in facts.of_kinds(&["alb", "cloudfront"]) {
        let attached = [entry.heads(ConnectionKind::Management), entry.tails(ConnectionKind::Management)].concat();
        if attached.iter().any(|other| other.kind() == "acm") {
            continue;
        }
        let plain: Vec<_> = entry
            .links_in()
            .filter(|(link, tail)| {
                link.kind == ConnectionKind::Request
                    && matches!(tail.kind(), "users" | "external" | "route53")
                    && entry.protocol_of(link) == "HTTP"
                    && link.settings().text("redirect") != "HTTPS"
            })
            .map(|(link, _)| link)
            .collect();
        if plain.is_empty() {
            continue;
        }
        let name = entry.label();
        let message = format!("{name} answers over plain HTTP; sessions can be read and altered on the way.");
        let mut mend = Mend::new(facts);
        for link in &plain {
            mend.edit(link, |connection| {
                connection.settings.insert("protocol".to_owned(), "HTTPS".into());
                connection.settings.insert("port".to_owned(), 443.into());
            });
        }
        let finding = report.find(entry, message).fix(mend.fix(format!("Answer on {name} over HTTPS")));
        for key in plain.iter().filter_map(|link| Some(&link.drawn?.key)) {
            finding.over(key);
        }
    }
}
