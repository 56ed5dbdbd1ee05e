//! What backups cost: the GB that are kept, by what they are copies of. Plans and vaults are free.
//!
//! Where no usage figure says how much, one full copy of what is connected is assumed; what has no known
//! size is named.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Neighbour};
use crate::model::ConnectionKind;
use crate::prices::{number, plus, times, words};

/// A kind of copies: the usage figure for them, the name of their line, the item of the tables, and what they
/// are copies of.
struct Copies {
    key: &'static str,
    name: &'static str,
    item: &'static str,
    of: &'static [&'static str],
}

const COPIES: &[Copies] = &[
    Copies { key: "monthly_efs_warm_backup_gb", name: "Backups of file systems", item: "EFS, warm", of: &["efs"] },
    Copies { key: "monthly_ebs_snapshot_gb", name: "Backups of volumes", item: "EBS snapshot, warm", of: &["ebs", "ec2"] },
    Copies { key: "monthly_rds_snapshot_gb", name: "Backups of databases", item: "RDS snapshot", of: &["rds"] },
    Copies { key: "monthly_aurora_snapshot_gb", name: "Backups of Aurora", item: "Aurora snapshot", of: &["aurora"] },
    Copies { key: "monthly_dynamodb_backup_gb", name: "Backups of tables", item: "DynamoDB, warm", of: &["dynamodb"] },
    Copies { key: "monthly_s3_backup_gb", name: "Backups of buckets", item: "S3, warm", of: &["s3"] },
];

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    for copies in COPIES {
        if let Some(gb) = cx.given(copies.key) {
            charge(cx, bill, copies, Amount::of(gb, format!("{} given", copies.key)));
            continue;
        }
        let mut sum = Decimal::ZERO;
        let mut stories = Vec::new();
        for protected in protected(cx).filter(|other| copies.of.contains(&other.service)) {
            match stored(protected) {
                Some(gb) => {
                    sum = plus(sum, gb);
                    stories.push(format!("{} GB of {}", words(gb), protected.id));
                }
                None => bill.omit(
                    &format!("backup of {}", protected.id),
                    &format!("neither its size nor {} is set", copies.key),
                ),
            }
        }
        if !stories.is_empty() {
            let amount = Amount::of(sum, format!("{} x 1 copy", stories.join(" + ")))
                .assuming("one full copy; later copies hold only what changed".to_owned());
            charge(cx, bill, copies, amount);
        }
    }
    if let Some(gb) = cx.given("monthly_efs_cold_backup_gb") {
        let amount = Amount::of(gb, "monthly_efs_cold_backup_gb given");
        bill.charge("Backups of file systems, cold", cx.rate("backup", "EFS, cold", "storage"), amount);
    }
    copied_elsewhere(cx, bill);
}

fn charge(cx: &Context<'_>, bill: &mut Bill, copies: &Copies, amount: Amount) {
    // Copies of Aurora are in the tables as what it charges beyond its own free share.
    let quote = match copies.item {
        "Aurora snapshot" => cx.rate("aurora", "backup beyond free", "storage"),
        item => cx.rate("backup", item, "storage"),
    };
    bill.charge(copies.name, quote, amount);
}

/// What is connected to it, each once.
fn protected<'a>(cx: &'a Context<'a>) -> impl Iterator<Item = &'a Neighbour<'a>> {
    let mut seen: Vec<&str> = Vec::new();
    cx.neighbours.iter().filter(move |other| {
        let new = other.kind == ConnectionKind::Management && !seen.contains(&other.id);
        seen.push(other.id);
        new
    })
}

/// How much it stores, in GB, where its settings or usage figures say so.
fn stored(other: &Neighbour<'_>) -> Option<Decimal> {
    let setting = |name: &str| other.component.whole(name).map(Decimal::from);
    match other.service {
        "rds" => setting("allocated_storage"),
        "ebs" => other.component.get("size").and_then(number).or_else(|| setting("size")),
        _ => other.usage.get("storage_gb").and_then(number),
    }
}

/// Copies that travel to a vault elsewhere, and those that come from one and are kept here.
fn copied_elsewhere(cx: &Context<'_>, bill: &mut Bill) {
    const SENT: &str = "monthly_cross_region_copy_gb";
    let copies = |outgoing: bool| {
        cx.neighbours.iter().filter(move |other| other.kind == ConnectionKind::Replication && other.outgoing == outgoing)
    };
    let sent: Vec<&str> = copies(true).map(|other| other.id).collect();
    match cx.given(SENT) {
        Some(gb) if !sent.is_empty() => {
            let quote = cx.rate("data_transfer", "inter-region", "data out to other regions");
            let each = Amount::of(times(gb, sent.len().into()), format!("{SENT} given x {}", sent.len()));
            bill.charge("Copies sent to other regions", quote, each);
        }
        _ => {
            for id in sent {
                bill.omit(&format!("copies sent to {id}"), &format!("{SENT} is not set"));
            }
        }
    }
    let kept = COPIES.iter().any(|copies| cx.given(copies.key).is_some());
    for other in copies(false).filter(|_| !kept) {
        bill.omit(&format!("copies from {}", other.id), "none of the GB figures of this vault is set");
    }
}
