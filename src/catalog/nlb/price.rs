//! What a Network Load Balancer costs: its hours, its capacity units, its public addresses.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure};
use crate::model::ConnectionKind;
use crate::prices::{per, times, words};

/// What one capacity unit carries in new connections a second and active connections, by protocol; of each it
/// carries 1 GB an hour (AWS, 2026-09). A UDP flow counts as a connection.
const TCP: (&str, u32, u32) = ("TCP", 800, 100_000);
const UDP: (&str, u32, u32) = ("UDP", 400, 50_000);
const TLS: (&str, u32, u32) = ("TLS", 50, 3_000);
const SECONDS_PER_HOUR: u32 = 3_600;

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let hours = Amount::of(cx.hours, format!("1 load balancer x {} h", cx.hours));
    bill.charge("Load balancer hours", cx.rate("elb", "NLB", "load balancer hour"), hours);
    if let Some(units) = capacity(cx, bill) {
        let amount = Amount::figure(&units).assuming("averages over the month; peaks take more units".to_owned());
        bill.charge("Capacity units", cx.rate("elb", "NLB", "NLCU hour"), amount);
    }
    if cx.is_public() {
        cx.public_addresses(bill, Decimal::from(cx.placed.zones.len()).into(), "one per zone");
    }
}

/// The protocol that decides: of several the one of which a unit carries least, and whether there are several.
fn protocol(cx: &Context<'_>) -> ((&'static str, u32, u32), bool) {
    let own = cx.settings().text("protocol");
    let mut said: Vec<String> = cx
        .neighbours
        .iter()
        .filter(|neighbour| !neighbour.outgoing && neighbour.kind == ConnectionKind::Request)
        .map(|neighbour| match neighbour.settings.text("protocol") {
            "" => own.to_ascii_uppercase(),
            drawn => drawn.to_ascii_uppercase(),
        })
        .collect();
    if said.is_empty() {
        said.push(own.to_ascii_uppercase());
    }
    let classes: Vec<_> = said
        .iter()
        .map(|protocol| match protocol.as_str() {
            "TLS" => TLS,
            "UDP" | "TCP_UDP" | "QUIC" | "TCP_QUIC" => UDP,
            _ => TCP,
        })
        .collect();
    let least = classes.iter().copied().min_by_key(|class| class.1).unwrap_or(TCP);
    (least, classes.iter().any(|class| *class != least))
}

/// NLCU-hours of the month: the largest of the dimensions, which are not added.
fn capacity(cx: &Context<'_>, bill: &mut Bill) -> Option<Figure> {
    let ((name, new, active), mixed) = protocol(cx);
    let mut dimensions: Vec<Figure> = Vec::new();
    let mut rate = |key: &str, per_unit: u32, what: &str| {
        if let Some(count) = cx.given(key) {
            dimensions.push(Figure {
                value: per(times(count, cx.hours), per_unit.into()),
                story: format!("{} {what} / {} x {} h", words(count), words(per_unit.into()), cx.hours),
                assumption: None,
            });
        }
    };
    rate("new_connections", new, "new connections a second");
    rate("active_connections", active, "active connections");
    let data = |figure: Figure| Figure { story: format!("{} GB ({}) / 1 GB", words(figure.value), figure.story), ..figure };
    if !dimensions.is_empty() || cx.given("processed_bytes_gb").is_some() {
        dimensions.extend(cx.usage_figure("processed_bytes_gb").map(data));
    } else {
        dimensions.push(data(cx.answers("processed_bytes_gb", "capacity units", bill)?));
        let per_unit = times(Decimal::from(new), Decimal::from(SECONDS_PER_HOUR));
        dimensions.push(Figure {
            value: per(cx.flow.requests, per_unit),
            story: format!("{} / {} a second", cx.flow.trace, words(new.into())),
            assumption: Some("one new connection per request".to_owned()),
        });
    }
    let mut largest = dimensions.into_iter().reduce(|one, other| if other.value > one.value { other } else { one })?;
    largest.story = format!("{} = {} NLCU-hours of {name}, the largest dimension", largest.story, words(largest.value));
    if mixed {
        let all = format!("all of it counted as {name}");
        largest.assumption = Some(largest.assumption.map_or(all.clone(), |one| format!("{one}; {all}")));
    }
    Some(largest)
}
