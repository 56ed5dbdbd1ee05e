//! A public API without a limit of its own.

use super::{Example, Facts, Pillar, Report, Rule, mend::Mend, words};
use crate::judge::Severity;
use crate::model::ConnectionKind;

/// The rule.
pub const RULE: Rule = Rule {
    id: "SC005",
    slug: "sc005_api_without_throttling",
    title: "Public API without throttling",
    pillar: Pillar::Scalability,
    severity: Severity::Advice,
    when: "An API Gateway is called by users or an external system, and has no throttling limits.",
    why: "One client can use up the shared limit.",
    fix: "Set a rate and a burst limit.",
    trades: &[],
    source: "WA REL05-BP02; cdk-nag APIGWDefaultThrottling",
    note: "Without limits of its own an API shares the limit of the account and region with all others. One loop in \
           one client can then silence them all. A limit also protects what stands behind: the functions and the \
           table.",
    path: false,
    bad: Example {
        sketch: "users: users; api: api_gateway; users -> api",
        subject: "api",
    },
    good: Example {
        sketch: r#"users: users; api: api_gateway{"throttling_rate_limit": 1000, "throttling_burst_limit": 2000}; users -> api"#,
        subject: "api",
    },
    check,
};

fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for api in facts.of_kinds(&["api_gateway"]) {
        let settings = api.settings();
        let limited = settings.is_set("throttling_rate_limit") || settings.is_set("throttling_burst_limit");
        let mut callers = api.tails(ConnectionKind::Request);
        callers.retain(|caller| matches!(caller.kind(), "users" | "external"));
        if limited || callers.is_empty() {
            continue;
        }
        let name = api.label();
        let message = format!(
            "{name} takes requests from {} without a limit of its own; one client can use up what the whole account may do.",
            words::names(&callers)
        );
        let mut mend = Mend::new(facts);
        mend.set(api, "throttling_rate_limit", 1000).set(api, "throttling_burst_limit", 2000);
        report.find(api, message).fix(mend.fix(format!("Limit {name} to 1,000 requests a second")));
    }
}
