//! What a CloudFront distribution costs: data to viewers and requests, by the viewers' geography. Fetches
//! from origins at AWS are free.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure};
use crate::prices::{number, per, times};

/// A geography: its name in usage figures, and its names in the tables for data and for requests.
type Geography = (&'static str, &'static str, &'static str);

const GEOGRAPHIES: &[Geography] = &[
    ("us", "geo:US, Mexico, Canada", "geo:United States"),
    ("europe", "geo:Europe, Israel", "geo:EU"),
    ("south_africa", "geo:South Africa, Kenya, Middle East", "geo:South Africa"),
    ("south_america", "geo:South America", "geo:South America"),
    ("japan", "geo:Japan", "geo:Japan"),
    ("australia", "geo:Australia, New Zealand", "geo:Australia"),
    ("asia_pacific", "geo:Asia Pacific (excl. Japan, India, Australia)", "geo:Asia Pacific"),
    ("india", "geo:India", "geo:India"),
];
const NORTH_AMERICA: Geography = ("us", "geo:US, Mexico, Canada", "geo:United States");
const VIEWERS: &str = "all viewers in North America";

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    data(cx, bill);
    for (protocol, key) in [("HTTPS", "monthly_https_requests"), ("HTTP", "monthly_http_requests")] {
        requests(cx, bill, protocol, key);
    }
    if let Some(paths) = cx.given("monthly_invalidation_requests") {
        let quote = Context::rate_in("global", "cloudfront", "invalidation paths above 1000 a month", "paths");
        let paid = paths.saturating_sub(Decimal::ONE_THOUSAND).max(Decimal::ZERO);
        bill.charge("Invalidations", quote, Amount::of(paid, "monthly_invalidation_requests given - 1,000"));
    }
    by_geography(cx, "monthly_data_transfer_to_origin_gb", |geography, figure| {
        let quote = Context::rate_in(geography.1, "cloudfront", "data transfer out to origin (uploads)", "data");
        bill.charge("Uploads to origins", quote, Amount::figure(&figure));
    });
}

/// Calls back for each geography that a usage figure names; a plain number is North America's. Whether there
/// was one.
fn by_geography(cx: &Context<'_>, key: &str, mut each: impl FnMut(&Geography, Figure)) -> bool {
    if let Some(figure) = cx.usage_figure(key) {
        each(&NORTH_AMERICA, Figure { assumption: Some(VIEWERS.to_owned()), ..figure });
        return true;
    }
    let Some(block) = cx.usage.block(key) else { return false };
    for geography in GEOGRAPHIES {
        if let Some(value) = block.get(geography.0).and_then(number) {
            each(geography, Figure { value, story: format!("{key}.{} given", geography.0), assumption: None });
        }
    }
    true
}

fn place(geography: &str) -> &str {
    geography.trim_start_matches("geo:")
}

fn data(cx: &Context<'_>, bill: &mut Bill) {
    const KEY: &str = "monthly_data_transfer_to_internet_gb";
    let line = |bill: &mut Bill, geography: &Geography, figure: Figure| {
        let quote = Context::rate_in(geography.1, "cloudfront", "data transfer out to internet", "data");
        bill.pool(&format!("Data to viewers, {}", place(geography.1)), quote, Amount::figure(&figure));
    };
    if !by_geography(cx, KEY, |geography, figure| line(bill, geography, figure))
        && let Some(figure) = cx.answers(KEY, "data to viewers", bill)
    {
        let amount = Amount::figure(&figure).assuming(VIEWERS.to_owned());
        let figure = Figure { value: figure.value, story: amount.formula, assumption: amount.assumption };
        line(bill, &NORTH_AMERICA, figure);
    }
}

fn requests(cx: &Context<'_>, bill: &mut Bill, protocol: &str, key: &str) {
    let item = format!("{protocol} requests");
    let line = |bill: &mut Bill, geography: &Geography, figure: Figure| {
        let quote = Context::rate_in(geography.2, "cloudfront", &item, "requests");
        bill.pool(&format!("{item}, {}", place(geography.2)), quote, Amount::figure(&figure));
    };
    let given = by_geography(cx, key, |geography, figure| line(bill, geography, figure));
    let other = if protocol == "HTTP" { "monthly_https_requests" } else { "monthly_http_requests" };
    if given || cx.usage.get(other).is_some() {
        return;
    }
    let share = share(cx, protocol);
    if share.is_zero() {
        return;
    }
    if let Some(figure) = cx.driven(key, "requests", bill, |flow| Figure {
        value: times(flow.requests, share),
        story: flow.trace.clone(),
        assumption: Some(VIEWERS.to_owned()),
    }) {
        line(bill, &NORTH_AMERICA, figure);
    }
}

/// The part of the requests that come over a protocol: HTTPS unless the connection says HTTP.
fn share(cx: &Context<'_>, protocol: &str) -> Decimal {
    let incoming = || cx.neighbours.iter().filter(|neighbour| !neighbour.outgoing);
    let sum = |wanted: Option<bool>| {
        incoming()
            .filter(|neighbour| wanted.is_none_or(|http| (neighbour.settings.text("protocol") == "HTTP") == http))
            .fold(Decimal::ZERO, |sum, neighbour| sum.saturating_add(neighbour.flow.requests))
    };
    let all = sum(None);
    match protocol {
        "HTTP" => per(sum(Some(true)), all),
        _ if all.is_zero() => Decimal::ONE,
        _ => per(sum(Some(false)), all),
    }
}
