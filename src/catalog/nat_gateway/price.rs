//! What a NAT gateway costs: its hours, the data through it, its public address.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure, Given, from_flow};
use crate::prices::words;

/// The price lines. A regional gateway is paid per zone that it is in.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let regional = cx.settings().text("availability_mode") == "regional";
    let zones = if regional { cx.placed.zones.len().max(1) } else { 1 };
    let count = Decimal::from(zones);
    let formula = match regional {
        true => format!("{zones} zones x {} h", cx.hours),
        false => format!("1 gateway x {} h", cx.hours),
    };
    let assumed = regional.then(|| "a regional gateway costs as much as a zonal one in each zone".to_owned());
    let amount = Amount::of(count.saturating_mul(cx.hours), formula).assuming(assumed);
    bill.charge("Gateway hours", cx.rate("nat_gateway", "NAT gateway", "gateway-hour"), amount);
    if let Some(data) = data(cx, bill) {
        let quote = cx.rate("nat_gateway", "NAT gateway", "data processed");
        bill.charge("Data processed", quote, Amount::figure(&data));
    }
    cx.public_addresses(bill, count.into(), if regional { "one per zone" } else { "the gateway's own" });
}

/// GB through the gateway: as given, else the answers that the components behind it fetch.
fn data(cx: &Context<'_>, bill: &mut Bill) -> Option<Figure> {
    const KEY: &str = "monthly_data_processed_gb";
    if let Some(figure) = cx.usage_figure(KEY) {
        return Some(figure);
    }
    if cx.egress.given == Given::Unreached {
        bill.note("data processed", &format!("nothing drawn is fetched through it; {KEY} would say how much else is"));
        return None;
    }
    from_flow(cx.egress, KEY, "data processed", bill, |flow| Figure {
        value: flow.data_gb,
        story: format!("{} x {} KB", flow.trace, words(flow.answer_kb())),
        assumption: flow.size_assumed.clone(),
    })
}
