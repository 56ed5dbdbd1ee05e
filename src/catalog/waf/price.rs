//! What a web ACL costs: itself, its rules, the requests that it inspects.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure, Given, Neighbour, Quote};
use crate::prices::{plus, words};

use super::{rate_limit, rule_groups};

/// The price lines. What protects a distribution is priced in us-east-1, where it lives; an ACL serves one
/// region, or the distributions, so there may be several.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let protected: Vec<&Neighbour<'_>> = cx.neighbours.iter().filter(|neighbour| is_protected(neighbour.service)).collect();
    let distributions = protected.iter().any(|neighbour| neighbour.service == "cloudfront");
    let others = protected.iter().any(|neighbour| neighbour.service != "cloudfront");
    let acls = if distributions && others { 2 } else { 1 };
    let region = if distributions && !others { "us-east-1" } else { cx.region };
    let rate = |item: &str, dimension: &str| -> Quote { Context::rate_in(region, "waf", item, dimension) };
    let count = Decimal::from(acls);
    let why = if acls == 2 { "one for distributions, one for the region" } else { "one" };
    bill.charge("Web ACLs", rate("web ACL", "web ACL-month"), Amount::of(count, format!("{acls} ({why})")));
    let rules = rule_groups(&cx.settings()).len() + usize::from(rate_limit(&cx.settings()).is_some());
    let formula = format!("{rules} rules x {acls}");
    bill.charge("Rules", rate("rule", "rule-month"), Amount::of(Decimal::from(rules).saturating_mul(count), formula));
    if let Some(requests) = requests(cx, &protected, bill) {
        let quote = rate("requests (web ACL up to 1500 WCU)", "requests");
        bill.charge("Inspected requests", quote, Amount::figure(&requests));
    }
}

/// What a web ACL can be associated with (WAF developer guide, read 2025-11).
fn is_protected(kind: &str) -> bool {
    matches!(kind, "cloudfront" | "alb" | "api_gateway" | "cognito" | "app_runner")
}

/// The requests that reach what it protects, unless they are given.
fn requests(cx: &Context<'_>, protected: &[&Neighbour<'_>], bill: &mut Bill) -> Option<Figure> {
    const KEY: &str = "monthly_requests";
    if let Some(given) = cx.usage_figure(KEY) {
        return Some(given);
    }
    let mut seen: Vec<&str> = Vec::new();
    let mut sum = Figure { value: Decimal::ZERO, story: String::new(), assumption: None };
    let mut given = Given::Unreached;
    for neighbour in protected {
        if seen.contains(&neighbour.id) {
            continue;
        }
        seen.push(neighbour.id);
        given = given.and(neighbour.reached.given);
        sum.value = plus(sum.value, neighbour.reached.requests);
        let plus = if sum.story.is_empty() { "" } else { " + " };
        if sum.story.len() < 120 {
            sum.story = format!("{}{plus}{} requests to {}", sum.story, words(neighbour.reached.requests), neighbour.id);
        }
    }
    match given {
        Given::Fully => return Some(sum),
        Given::Partly => {
            bill.omit("inspected requests", "no traffic given for some of the entries that lead to what it protects");
            return Some(sum);
        }
        Given::Missing => bill.omit("inspected requests", "no traffic given"),
        Given::Unreached if protected.is_empty() => bill.note("inspected requests", "it protects nothing that is drawn"),
        Given::Unreached => bill.omit(
            "inspected requests",
            &format!("no traffic given: nothing that sends requests leads to what it protects, and {KEY} is not set"),
        ),
    }
    None
}
