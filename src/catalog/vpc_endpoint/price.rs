//! What a VPC endpoint costs: a gateway endpoint nothing, an interface endpoint an hour per zone and its data.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure, Flow, Given};
use crate::prices::{plus, words};

use super::{is_gateway, service_names};

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    if is_gateway(&cx.settings()) {
        let quote = cx.rate("vpc_endpoint", "gateway endpoint (S3, DynamoDB)", "endpoint");
        bill.charge("Gateway endpoint", quote, Amount::of(cx.hours, format!("1 endpoint x {} h", cx.hours)));
        return;
    }
    let (services, zones) = (services(cx), cx.placed.zones.len());
    let count = Decimal::from(services.saturating_mul(zones));
    let each = if zones == 1 { "zone" } else { "zones" };
    let formula = match services {
        1 => format!("{zones} {each} x {} h", cx.hours),
        _ => format!("{services} services x {zones} {each} x {} h", cx.hours),
    };
    let quote = cx.rate("vpc_endpoint", "interface endpoint", "endpoint-AZ-hour");
    bill.charge("Endpoint hours", quote, Amount::of(count.saturating_mul(cx.hours), formula));
    if let Some(data) = data(cx, bill) {
        let quote = cx.rate("vpc_endpoint", "interface endpoint", "data processed");
        bill.charge("Data processed", quote, Amount::figure(&data));
    }
}

/// How many endpoints it stands for at AWS: one a service, and some types are several services.
fn services(cx: &Context<'_>) -> usize {
    if !cx.settings().text("service_name").is_empty() {
        return 1;
    }
    let mut names: Vec<&str> = Vec::new();
    for neighbour in cx.neighbours.iter().filter(|neighbour| neighbour.outgoing) {
        for name in service_names(neighbour.service) {
            if !names.contains(name) {
                names.push(name);
            }
        }
    }
    names.len().max(1)
}

/// GB through the endpoint: as given, else the answers to the calls that are drawn through it and of those
/// that its VPC sends to its service.
fn data(cx: &Context<'_>, bill: &mut Bill) -> Option<Figure> {
    const KEY: &str = "monthly_data_processed_gb";
    let figure = |flow: &Flow| Figure {
        value: flow.data_gb,
        story: format!("{} x {} KB", flow.trace, words(flow.answer_kb())),
        assumption: flow.size_assumed.clone(),
    };
    if let Some(given) = cx.usage_figure(KEY) {
        return Some(given);
    }
    match (cx.flow.given, cx.egress.given) {
        (Given::Unreached, Given::Unreached) => {
            bill.note("data processed", &format!("nothing drawn is fetched through it; {KEY} would say how much else is"));
            None
        }
        (_, Given::Unreached) => cx.answers(KEY, "data processed", bill),
        (Given::Unreached, _) => crate::catalog::pricing::from_flow(cx.egress, KEY, "data processed", bill, figure),
        _ => {
            let drawn = cx.answers(KEY, "data processed", bill)?;
            let implied = crate::catalog::pricing::from_flow(cx.egress, KEY, "data processed", bill, figure)?;
            Some(Figure {
                value: plus(drawn.value, implied.value),
                story: format!("{} + {}", drawn.story, implied.story),
                assumption: drawn.assumption.or(implied.assumption),
            })
        }
    }
}
