//! What a parameter costs: nothing in the standard tier; its month and API calls in the advanced one.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context};
use crate::prices::{per, words};

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let tier = cx.settings().text("tier");
    if tier == "Advanced" {
        let quote = cx.rate("ssm", "Parameter Store advanced parameter", "parameter-month");
        let hours = cx.given("parameter_storage_hrs").unwrap_or(cx.hours);
        let formula = format!("{} h of {} h", words(hours), cx.hours);
        bill.charge("Advanced parameter", quote, Amount::of(per(hours, cx.hours).min(Decimal::ONE), formula));
    } else {
        let quote = Context::rate_in("global", "ssm", "Parameter Store standard parameter", "parameter-month");
        let assumed = (tier != "Standard").then(|| "it stays within the standard tier: 4 KB".to_owned());
        bill.charge("Standard parameter", quote, Amount::of(Decimal::ONE, "1 parameter").assuming(assumed));
    }
    let fast = matches!(cx.usage.text("api_throughput_limit"), "higher" | "advanced");
    if tier != "Advanced" && !fast {
        return;
    }
    match cx.usage_figure("monthly_api_interactions") {
        Some(calls) => {
            let quote = cx.rate("ssm", "Parameter Store advanced / higher throughput", "API interactions");
            bill.charge("API calls", quote, Amount::figure(&calls));
        }
        None => bill.note("API calls", "readers ask when they start and keep the answer; monthly_api_interactions would say more"),
    }
}
