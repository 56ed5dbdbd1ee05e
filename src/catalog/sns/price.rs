//! What a topic costs: what is published to it, and what it delivers. Deliveries to queues and functions are free.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure, Given};
use crate::model::ConnectionKind;
use crate::prices::{per, times, words};

/// The size by which publishes are counted, in KB (AWS, 2026-08).
const UNIT_KB: u32 = 64;
/// Size of a FIFO message where none is given, in KB: a choice of this program.
const MESSAGE_KB: u32 = 4;
const KB_PER_GB: u32 = 1_048_576;

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let alarms = || cx.neighbours.iter().any(|other| !other.outgoing && other.service == "cloudwatch_alarm");
    if cx.flow.given == Given::Unreached && cx.given("monthly_requests").is_none() && alarms() {
        bill.note("publishes", "how often alarms go off is not estimated; monthly_requests would say");
        return;
    }
    let Some(published) = cx.requests("monthly_requests", bill) else { return };
    if cx.settings().flag("fifo_topic") {
        fifo(cx, bill, &published);
    } else {
        standard(cx, bill, &published);
    }
}

fn standard(cx: &Context<'_>, bill: &mut Bill, published: &Figure) {
    let kb = cx.given("request_size_kb").unwrap_or(Decimal::ONE);
    let each = per(kb, UNIT_KB.into()).round_dp(9).ceil().max(Decimal::ONE);
    let story = match each == Decimal::ONE {
        true => published.story.clone(),
        false => format!("{} x {each} units of {UNIT_KB} KB for {} KB", published.story, words(kb)),
    };
    let amount = Amount::of(times(published.value, each), story).assuming(published.assumption.clone());
    bill.pool("Publishes", cx.rate("sns", "standard topic", "publish requests (64 KB units)"), amount);
    let by = |protocols: &[&str], usual: &str| {
        let to_people = cx.neighbours.iter().filter(|other| {
            other.outgoing && other.kind == ConnectionKind::Event && matches!(other.service, "users" | "external")
        });
        let drawn = to_people.filter(|other| {
            let protocol = other.settings.text("protocol").to_ascii_lowercase();
            protocols.contains(&protocol.as_str()) || (protocol.is_empty() && other.service == usual)
        });
        Decimal::from(drawn.count())
    };
    for (name, key, protocols, usual, dimension) in [
        ("Deliveries, HTTP", "http_subscriptions", ["http", "https"], "external", "HTTP/S deliveries"),
        ("Deliveries, e-mail", "email_subscriptions", ["email", "email-json"], "users", "email deliveries"),
    ] {
        let count = cx.given(key).unwrap_or_else(|| by(&protocols, usual));
        let story = format!("{} x {} subscribers", published.story, words(count));
        let amount = Amount::of(times(published.value, count), story).assuming(published.assumption.clone());
        bill.pool(name, cx.rate("sns", "standard topic", dimension), amount);
    }
    if !by(&["sms"], "").is_zero() {
        bill.omit("deliveries, text messages", "their price depends on the country; none is in the tables");
    }
}

fn fifo(cx: &Context<'_>, bill: &mut Bill, published: &Figure) {
    let given = cx.given("request_size_kb");
    let kb = given.unwrap_or(MESSAGE_KB.into());
    let assumed = given.is_none().then(|| format!("messages of {MESSAGE_KB} KB"));
    let gb = per(times(published.value, kb), KB_PER_GB.into());
    let line = |bill: &mut Bill, name: &str, dimension: &str, value: Decimal, story: String| {
        let amount = Amount::of(value, story).assuming(published.assumption.clone()).assuming(assumed.clone());
        bill.charge(name, cx.rate("sns", "FIFO topic", dimension), amount);
    };
    let story = format!("{} x {} KB", published.story, words(kb));
    line(bill, "Publishes, FIFO", "publish requests", published.value, published.story.clone());
    line(bill, "Published data, FIFO", "publish payload", gb, story.clone());
    let queues = cx.neighbours.iter().filter(|other| other.outgoing && other.kind == ConnectionKind::Event && other.service == "sqs");
    let queues = Decimal::from(queues.count());
    let to = |story: &str| format!("{story} x {} queues", words(queues));
    line(bill, "Deliveries, FIFO", "subscription messages", times(published.value, queues), to(&published.story));
    line(bill, "Delivered data, FIFO", "subscription payload", times(gb, queues), to(&story));
}
