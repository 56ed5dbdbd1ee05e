//! What an RDS instance costs: its hours, its storage, provisioned IOPS, backups beyond the free size.

use rust_decimal::Decimal;

use crate::catalog::Settings;
use crate::catalog::pricing::{Amount, Bill, Context};
use crate::prices::{Range, words};

/// IOPS that a gp3 volume includes, and from which size it includes more (AWS, 2026-08).
const GP3_IOPS: u32 = 3_000;
const GP3_IOPS_LARGE: u32 = 12_000;
const GP3_LARGE_GB: u32 = 400;

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let settings = cx.settings();
    if settings.flag("multi_az_cluster") {
        bill.omit("Instance hours and storage", "no table has prices of Multi-AZ clusters");
        return;
    }
    let multi = settings.flag("multi_az");
    instance(cx, bill, multi, settings.text("engine"));
    storage(cx, bill, multi, settings.text("storage_type"), settings.count("allocated_storage"));
    backups(cx, bill, settings.count("allocated_storage"));
    if settings.flag("publicly_accessible") {
        cx.public_addresses(bill, Range::fixed(Decimal::ONE), "publicly accessible");
    }
}

/// The lines of a read replica: a single instance with storage of its own, in which what is not set is as in
/// the original.
pub fn replica_lines(cx: &Context<'_>, original: &Settings<'_>, bill: &mut Bill) {
    let settings = cx.settings();
    instance(cx, bill, false, original.text("engine"));
    let kind = if settings.is_set("storage_type") { settings } else { *original }.text("storage_type");
    let gb = settings.count("allocated_storage").max(original.count("allocated_storage"));
    storage(cx, bill, false, kind, gb);
    if settings.count("backup_retention_period") > 0 {
        backups(cx, bill, gb);
    }
    if settings.flag("publicly_accessible") {
        cx.public_addresses(bill, Range::fixed(Decimal::ONE), "publicly accessible");
    }
}

fn instance(cx: &Context<'_>, bill: &mut Bill, multi: bool, engine: &str) {
    let settings = cx.settings();
    let class = settings.text("instance_class");
    let mode = if multi { "Multi-AZ" } else { "Single-AZ" };
    let name = format!("Instance hours, {class} {mode}");
    let Some(price) = cx.database(engine, class) else {
        bill.omit(&name, &format!("no price in {} for {engine} on {class}", cx.region));
        return;
    };
    let usd = if multi { price.multi } else { Some(price.single) };
    let Some(usd) = usd else {
        bill.omit(&name, &format!("no Multi-AZ price in {} for {engine} on {class}", cx.region));
        return;
    };
    let derived = multi && price.multi_basis.starts_with("derived");
    let formula = match multi {
        true => format!("1 database with its standby x {} h", cx.hours),
        false => format!("1 database x {} h", cx.hours),
    };
    let amount = Amount::of(cx.hours, formula)
        .assuming(derived.then(|| "the Multi-AZ price is taken as twice the Single-AZ price".to_owned()));
    bill.hours(name, usd, (&price.source, &price.as_of), amount);
}

fn storage(cx: &Context<'_>, bill: &mut Bill, multi: bool, kind: &str, gb: usize) {
    let settings = cx.settings();
    let gb = Decimal::from(gb);
    let mode = if multi { "Multi-AZ" } else { "Single-AZ" };
    let item = format!("{} {mode}", if kind == "standard" { "magnetic" } else { kind });
    let copies = if multi { " on both copies" } else { "" };
    let amount = Amount::of(gb, format!("{} GB allocated{copies}", words(gb)));
    bill.charge(&format!("Storage, {item}"), cx.rate("rds_storage", &item, "storage"), amount);
    iops(cx, bill, kind, &item, gb);
    let growth = Decimal::from(settings.count("max_allocated_storage"));
    if growth > gb {
        bill.note(
            "growth of the storage",
            &format!("counted at {} GB; it may grow to {} GB", words(gb), words(growth)),
        );
    }
    if settings.get("storage_throughput").is_some() {
        bill.omit("storage throughput", "no table has prices of provisioned throughput");
    }
    if kind == "standard" {
        match cx.given("monthly_standard_io_requests") {
            Some(requests) => {
                let quote = cx.rate("rds_storage", &item, "I/O requests");
                bill.charge("I/O requests", quote, Amount::of(requests, "monthly_standard_io_requests given"));
            }
            None => bill.omit("I/O requests", "magnetic storage bills them; monthly_standard_io_requests is not set"),
        }
    }
}

fn iops(cx: &Context<'_>, bill: &mut Bill, kind: &str, item: &str, gb: Decimal) {
    let iops = cx.number("iops").filter(|iops| !iops.is_zero());
    match (kind, iops) {
        ("io1" | "io2", Some(iops)) => {
            let amount = Amount::of(iops, format!("{} IOPS provisioned", words(iops)));
            bill.charge("Provisioned IOPS", cx.rate("rds_storage", item, "IOPS"), amount);
        }
        ("io1" | "io2", None) => bill.omit("Provisioned IOPS", &format!("{kind} bills IOPS; iops is not set")),
        ("gp3", Some(iops)) => {
            // The larger baseline is that of MySQL, PostgreSQL and MariaDB; only those have prices here.
            let large = gb >= GP3_LARGE_GB.into();
            let included = Decimal::from(if large { GP3_IOPS_LARGE } else { GP3_IOPS });
            let paid = iops.saturating_sub(included).max(Decimal::ZERO);
            let formula = format!("{} IOPS - {} included", words(iops), words(included));
            let quote = cx.rate("rds_storage", item, "IOPS above the included baseline");
            bill.charge("Provisioned IOPS", quote, Amount::of(paid, formula));
        }
        _ => {}
    }
}

/// Backups are free up to the size of the volume.
fn backups(cx: &Context<'_>, bill: &mut Bill, gb: usize) {
    const KEY: &str = "additional_backup_storage_gb";
    if let Some(gb) = cx.given(KEY) {
        let quote = cx.rate("rds_storage", "backup beyond the free 100% of provisioned storage", "storage");
        bill.charge("Backup storage", quote, Amount::of(gb, format!("{KEY} given")));
    } else if cx.settings().count("backup_retention_period") > 0 {
        bill.note("backup storage", &format!("assumed to stay within the {gb} GB that are free"));
    }
}
