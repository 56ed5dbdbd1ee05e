//! A public entry without a web application firewall.

use super::{Example, Facts, Part, Pillar, Report, Rule, mend::{self, Mend}};
use crate::judge::Severity;
use crate::model::{Connection, ConnectionKind};

/// The rule.
pub const RULE: Rule = Rule {
    id: "SE004",
    slug: "se004_public_entry_without_waf",
    title: "Public entry without WAF",
    pillar: Pillar::Security,
    severity: Severity::Advice,
    when: "A CloudFront distribution, Application Load Balancer or API Gateway is called by users, directly or by a \
           DNS name that they look up, and has no WAF attached (a management connection, either direction).",
    why: "Floods are an availability problem first.",
    fix: "Attach a WAF.",
    trades: &[],
    source: "checkov CKV_AWS_68, CKV2_AWS_28, CKV2_AWS_29; Config ALB_WAF_ENABLED",
    note: "A web application firewall drops requests by address, rate or pattern before they cost you capacity. For \
           a small site a single rate rule already helps. One for CloudFront is managed in us-east-1.",
    path: false,
    bad: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; users -> lb -> web"#,
        subject: "lb",
    },
    good: Example {
        sketch: r#"users: users; lb: alb[a,b]; web: asg[a,b]{"min_size": 2}; shield: waf; users -> lb -> web; shield -management-> lb"#,
        subject: "lb",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for entry in facts.of_kinds(&["cloudfront", "alb", "api_gateway"]) {
        let by_users = |part: &Part<'_>| part.tails(ConnectionKind::Request).iter().any(|caller| caller.kind() == "users");
        let by_name = |name: &Part<'_>| name.kind() == "route53" && by_users(name);
        let called = by_users(&entry) || entry.tails(ConnectionKind::Request).iter().any(by_name);
        let attached = [entry.heads(ConnectionKind::Management), entry.tails(ConnectionKind::Management)].concat();
        if !called || attached.iter().any(|other| other.kind() == "waf") {
            continue;
        }
        let name = entry.label();
        let message = format!("{name} faces the internet without a WAF; a flood of requests is an outage first of all.");
        let mut mend = Mend::new(facts);
        let waf = mend.fresh_id("waf");
        let region = entry.node().region.unwrap_or("us-east-1");
        let link = Connection::new(waf.as_str(), entry.id().as_str(), ConnectionKind::Management);
        mend.add(vec![mend::component(waf, "waf", Some(region))], vec![link]);
        // Of APIs only the REST kind can have one.
        let fits = !matches!(entry.settings().text("protocol_type"), "HTTP" | "WEBSOCKET");
        report.find(entry, message).fix(mend.fix(format!("Put a WAF before {name}")).filter(|_| fits));
    }
}
