//! What a table costs: requests or capacity, what it stores, point-in-time recovery.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure};
use crate::model::ConnectionKind;
use crate::prices::{times, words};

/// The dimension of storage in the tables. Its allowance is the account's, and not applied by default.
const STORAGE: &str = "storage (first 25 GB-month of the account free)";

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let infrequent = cx.settings().text("table_class") == "STANDARD_INFREQUENT_ACCESS";
    let class = if infrequent { "Standard-IA" } else { "Standard" };
    if cx.settings().text("billing_mode") == "PROVISIONED" {
        provisioned(cx, bill, class);
    } else {
        on_demand(cx, bill, class);
    }
    replicas(cx, bill);
    let stored = cx.usage_figure("storage_gb");
    match &stored {
        Some(gb) if infrequent => {
            bill.charge(
                "Storage, Standard-IA",
                cx.rate("dynamodb", "storage Standard-IA", "storage"),
                Amount::figure(gb),
            );
        }
        Some(gb) => bill.pool("Storage", cx.rate("dynamodb", "storage Standard", STORAGE), Amount::figure(gb)),
        None => bill.omit("storage", "storage_gb is not set"),
    }
    if cx.settings().flag("point_in_time_recovery") {
        let history = cx.usage_figure("pitr_backup_storage_gb").or(stored);
        match history {
            Some(gb) => {
                let quote = cx.rate("dynamodb", "point-in-time recovery", "backup storage");
                bill.charge("Point-in-time recovery", quote, Amount::figure(&gb));
            }
            None => bill.omit("point-in-time recovery", "neither pitr_backup_storage_gb nor storage_gb is set"),
        }
    }
    if let Some(gb) = cx.usage_figure("on_demand_backup_storage_gb") {
        bill.charge("Backups", cx.rate("dynamodb", "on-demand backup", "backup storage"), Amount::figure(&gb));
    }
    if let Some(gb) = cx.usage_figure("monthly_data_restored_gb") {
        bill.charge("Restores", cx.rate("dynamodb", "restore", "data restored"), Amount::figure(&gb));
    }
}

fn on_demand(cx: &Context<'_>, bill: &mut Bill, class: &str) {
    let item = format!("on-demand {class}");
    let small = |text: &str, flow: Option<&String>| {
        Some(flow.map_or_else(|| text.to_owned(), |assumed| format!("{text}; {assumed}")))
    };
    let writes = cx.driven("monthly_write_request_units", "write request units", bill, |flow| Figure {
        value: flow.writes,
        story: format!("writes of {}", flow.trace),
        assumption: small("items of up to 1 KB", flow.writes_assumed.as_ref()),
    });
    if let Some(writes) = writes {
        let quote = cx.rate("dynamodb", &item, "write request units");
        bill.charge("Write request units", quote, Amount::figure(&writes));
    }
    let reads = cx.driven("monthly_read_request_units", "read request units", bill, |flow| Figure {
        value: flow.reads(),
        story: format!("reads of {}", flow.trace),
        assumption: small("strongly consistent reads of up to 4 KB", flow.writes_assumed.as_ref()),
    });
    if let Some(reads) = reads {
        bill.charge("Read request units", cx.rate("dynamodb", &item, "read request units"), Amount::figure(&reads));
    }
}

fn provisioned(cx: &Context<'_>, bill: &mut Bill, class: &str) {
    let item = format!("provisioned {class}");
    let follows = cx.settings().flag("autoscaling").then(|| "the set capacity all the time".to_owned());
    for (setting, unit, name) in
        [("write_capacity", "WCU", "Write capacity"), ("read_capacity", "RCU", "Read capacity")]
    {
        let capacity = Decimal::from(cx.settings().count(setting));
        let formula = format!("{} {unit} x {} h", words(capacity), cx.hours);
        let amount = Amount::of(times(capacity, cx.hours), formula).assuming(follows.clone());
        bill.pool(name, cx.rate("dynamodb", &item, &format!("{unit}-hour")), amount);
    }
}

/// A replica pays for each write that is copied to it.
fn replicas(cx: &Context<'_>, bill: &mut Bill) {
    let copied = cx.neighbours.iter().any(|other| other.kind == ConnectionKind::Replication && !other.outgoing);
    if copied && cx.given("monthly_write_request_units").is_none() {
        bill.omit(
            "replicated writes",
            "the writes of the other table are not followed; set monthly_write_request_units",
        );
    }
}
