//! What DNS costs: the hosted zone, the health checks, the queries that no alias answers.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure, Given, Neighbour, from_flow};
use crate::model::ConnectionKind;
use crate::prices::{per, times, words};

use super::terraform::check_protocol;
use super::{interval, is_alias};

/// Where the prices of queries stand in the tables; AWS has one for all regions.
const QUERIES: &str = "us-east-1";

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let zone = Context::rate_in("global", "route53", "hosted zone", "zone-month");
    bill.pool("Hosted zone", zone, Amount::of(Decimal::ONE, "1 hosted zone"));
    let targets: Vec<&Neighbour<'_>> =
        cx.neighbours.iter().filter(|neighbour| neighbour.outgoing && neighbour.kind == ConnectionKind::Request).collect();
    if cx.settings().flag("health_check") {
        checks(cx, &targets, bill);
    }
    queries(cx, &targets, bill);
}

/// One check a target; HTTPS and the short interval are features, each at a price of its own.
fn checks(cx: &Context<'_>, targets: &[&Neighbour<'_>], bill: &mut Bill) {
    if targets.is_empty() {
        return;
    }
    let count = Decimal::from(targets.len());
    let quote = |item: &str, dimension: &str| Context::rate_in("global", "route53", item, dimension);
    let each = if targets.len() == 1 { "target" } else { "targets" };
    let amount = Amount::of(count, format!("1 for each of {} {each}", targets.len()));
    bill.charge("Health checks", quote("health check, AWS endpoint", "health check-month"), amount);
    let lookups = || cx.neighbours.iter().filter(|one| !one.outgoing && one.kind == ConnectionKind::Request);
    let asked = lookups().map(|one| one.settings.text("protocol")).find(|protocol| !protocol.is_empty()).unwrap_or_default();
    let is_secure = |target: &&&Neighbour<'_>| {
        let said = target.settings.text("protocol");
        let said = if said.is_empty() { asked } else { said };
        check_protocol(target.service, said, target.settings.whole("port")) == "HTTPS"
    };
    let secure = targets.iter().filter(is_secure).count();
    let fast = if interval(&cx.settings()) == 10 { targets.len() } else { 0 };
    let features = secure.saturating_add(fast);
    let formula = format!("{secure} over HTTPS + {fast} every 10 seconds");
    let quote = quote("health check optional feature, AWS endpoint", "feature-month");
    bill.charge("Health checks, optional features", quote, Amount::of(Decimal::from(features), formula));
}

fn queries(cx: &Context<'_>, targets: &[&Neighbour<'_>], bill: &mut Bill) {
    let latency = cx.settings().text("routing_policy") == "latency";
    let price = |geo: bool, latency: bool| match (geo, latency) {
        (true, _) => Context::rate_in("global", "route53", "geo DNS / geoproximity queries", "queries"),
        (_, true) => Context::rate_in("global", "route53", "latency-based queries", "queries"),
        _ => Context::rate_in(QUERIES, "route53", "standard queries", "queries"),
    };
    let mut given = false;
    for (key, name, geo, latency) in [
        ("monthly_standard_queries", "Standard queries", false, false),
        ("monthly_latency_based_queries", "Latency queries", false, true),
        ("monthly_geo_queries", "Geo queries", true, false),
    ] {
        if let Some(figure) = cx.usage_figure(key) {
            given = true;
            bill.pool(name, price(geo, latency), Amount::figure(&figure));
        }
    }
    if given || targets.is_empty() {
        return;
    }
    if targets.iter().all(|target| is_alias(target.service)) {
        let why = "every answer is an alias of a resource of AWS, and queries for those are free";
        if cx.flow.given != Given::Unreached {
            bill.note("queries", why);
        }
        return;
    }
    let part = |alias: bool| {
        targets.iter().filter(|target| is_alias(target.service) == alias).fold(Decimal::ZERO, |sum, target| sum.saturating_add(target.flow.requests))
    };
    let share = per(part(false), part(true).saturating_add(part(false)));
    let key = if latency { "monthly_latency_based_queries" } else { "monthly_standard_queries" };
    let figure = from_flow(cx.flow, key, "queries", bill, |flow| Figure {
        value: times(flow.requests, share),
        story: match share == Decimal::ONE {
            true => flow.trace.clone(),
            false => format!("{} x {} % not by alias", flow.trace, words(times(share, Decimal::ONE_HUNDRED))),
        },
        assumption: Some("one query a request; resolvers that remember answers ask less".to_owned()),
    });
    if let Some(figure) = figure {
        let name = if latency { "Latency queries" } else { "Standard queries" };
        bill.pool(name, price(false, latency), Amount::figure(&figure));
    }
}
