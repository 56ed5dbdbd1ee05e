//! What a function costs: its requests, and the memory it holds while it runs.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context};
use crate::prices::{number, per, times, words};

/// Run time where none is given, in ms.
const DURATION_MS: u32 = 100;
/// Ephemeral storage that is included, in MB (AWS, 2025-10).
const INCLUDED_STORAGE_MB: u32 = 512;
const MB_PER_GB: u32 = 1_024;
const MS_PER_SECOND: u32 = 1_000;

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let settings = cx.settings();
    let arch = if architecture(cx) == "arm64" { "arm64" } else { "x86" };
    let Some(calls) = cx.requests("monthly_requests", bill) else { return };
    let quote = cx.rate("lambda", &format!("requests {arch}"), "requests");
    bill.pool("Requests", quote, Amount::figure(&calls));

    let given = cx.given("request_duration_ms");
    let ms = given.unwrap_or(DURATION_MS.into()).ceil();
    let assumed = given.is_none().then(|| format!("{DURATION_MS} ms a call"));
    let memory = Decimal::from(settings.count("memory_size"));
    let seconds = per(times(calls.value, ms), MS_PER_SECOND.into());
    let held = |mb: Decimal| per(times(seconds, mb), MB_PER_GB.into());
    let story = |mb: Decimal| format!("{} x {} ms x {} MB / {MB_PER_GB}", calls.story, words(ms), words(mb));
    let amount = Amount::of(held(memory), story(memory)).assuming(calls.assumption.clone()).assuming(assumed.clone());
    bill.pool(&format!("Duration, {arch}"), cx.rate("lambda", &format!("duration {arch}"), "GB-seconds"), amount);

    let storage = settings.block("ephemeral_storage").and_then(|block| block.get("size")).and_then(number);
    let paid = storage.unwrap_or_default().saturating_sub(INCLUDED_STORAGE_MB.into()).max(Decimal::ZERO);
    let quote = cx.rate("lambda", &format!("ephemeral storage {arch} above 512 MB"), "GB-seconds");
    bill.charge("Ephemeral storage", quote, Amount::of(held(paid), story(paid)).assuming(assumed));
    // A drawn log group counts what is written to it.
    if !cx.neighbours.iter().any(|other| other.service == "cloudwatch_logs") {
        bill.note("logs", "what a function writes to CloudWatch is not estimated");
    }
}

/// The processor: a text, or a list of one as Terraform has it.
fn architecture<'a>(cx: &Context<'a>) -> &'a str {
    let settings = cx.settings();
    let listed = settings.raw().get("architectures").and_then(|value| value.as_array()?.first()?.as_str());
    listed.unwrap_or_else(|| settings.text("architectures"))
}
