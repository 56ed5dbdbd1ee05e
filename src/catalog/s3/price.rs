//! What a bucket costs: what it stores, requests, retrieval. To CloudFront and within the region its data
//! costs nothing; data to the internet is a line of the account.

use rust_decimal::Decimal;

use crate::catalog::pricing::{Amount, Bill, Context, Figure};
use crate::prices::number;

/// The names of a storage class: in the tables, for storage and for requests, and in usage figures.
struct Class {
    storage: &'static str,
    requests: &'static str,
    usage: &'static str,
    /// Whether reading costs per GB.
    retrieval: bool,
}

fn class(name: &str) -> Class {
    match name {
        "STANDARD_IA" => Class {
            storage: "Standard-IA",
            requests: "Standard-IA",
            usage: "standard_infrequent_access",
            retrieval: true,
        },
        "ONEZONE_IA" => Class {
            storage: "One Zone-IA",
            requests: "One Zone-IA",
            usage: "one_zone_infrequent_access",
            retrieval: true,
        },
        "INTELLIGENT_TIERING" => Class {
            storage: "Intelligent-Tiering frequent",
            requests: "Standard",
            usage: "intelligent_tiering",
            retrieval: false,
        },
        "EXPRESS_ONEZONE" => Class {
            storage: "Express One Zone",
            requests: "Express One Zone",
            usage: "express_one_zone",
            retrieval: false,
        },
        _ => Class { storage: "Standard", requests: "Standard", usage: "standard", retrieval: false },
    }
}

/// The price lines.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    let class = class(cx.settings().text("storage_class"));
    let stored = usage(cx, &class, "storage_gb").or_else(|| usage(cx, &class, "frequent_access_storage_gb"));
    let tiering = class.usage == "intelligent_tiering";
    match stored {
        Some(gb) => {
            let assumed = tiering.then(|| "all of it is read often".to_owned());
            let amount = Amount::figure(&gb).assuming(assumed);
            bill.pool(&format!("Storage, {}", class.storage), cx.rate("s3", class.storage, "storage"), amount);
        }
        None => bill.omit("storage", "storage_gb is not set"),
    }
    if tiering {
        tiering_lines(cx, bill, &class);
    }
    requests(cx, bill, &class);
    if cx.settings().flag("versioning") {
        bill.note("earlier versions", "storage_gb is taken to include them");
    }
}

/// A usage figure of the class, flat or in the class's own block.
fn usage(cx: &Context<'_>, class: &Class, key: &str) -> Option<Figure> {
    let nested = cx.usage.block(class.usage).and_then(|block| block.get(key)).and_then(number);
    let value = nested.or_else(|| cx.given(key))?;
    Some(Figure { value, story: format!("{key} given"), assumption: None })
}

fn tiering_lines(cx: &Context<'_>, bill: &mut Bill, class: &Class) {
    if let Some(gb) = usage(cx, class, "infrequent_access_storage_gb") {
        let quote = cx.rate("s3", "Intelligent-Tiering infrequent", "storage");
        bill.charge("Storage, Intelligent-Tiering infrequent", quote, Amount::figure(&gb));
    }
    match usage(cx, class, "monitored_objects") {
        Some(objects) => {
            let quote = cx.rate("s3", "Intelligent-Tiering monitoring", "objects");
            bill.charge("Monitoring of objects", quote, Amount::figure(&objects));
        }
        None => bill.omit("monitoring of objects", "monitored_objects is not set"),
    }
}

fn requests(cx: &Context<'_>, bill: &mut Bill, class: &Class) {
    let derived = |bill: &mut Bill, key: &str, what: &str, writes: bool| {
        usage(cx, class, key).or_else(|| {
            cx.driven(key, what, bill, |flow| Figure {
                value: if writes { flow.writes } else { flow.reads() },
                story: format!("{} of {}", if writes { "writes" } else { "reads" }, flow.trace),
                assumption: flow.writes_assumed.clone(),
            })
        })
    };
    if let Some(writes) = derived(bill, "monthly_tier_1_requests", "writes", true) {
        let quote = cx.rate("s3", class.requests, "PUT/COPY/POST/LIST requests");
        bill.charge("Writes (PUT, COPY, POST, LIST)", quote, Amount::figure(&writes));
    }
    if let Some(reads) = derived(bill, "monthly_tier_2_requests", "reads", false) {
        let quote = cx.rate("s3", class.requests, "GET and other requests");
        bill.charge("Reads (GET and others)", quote, Amount::figure(&reads));
    }
    if class.retrieval {
        retrieval(cx, bill, class);
    }
}

fn retrieval(cx: &Context<'_>, bill: &mut Bill, class: &Class) {
    const KEY: &str = "monthly_data_retrieval_gb";
    let figure = usage(cx, class, KEY).or_else(|| {
        cx.answers(KEY, "retrieval", bill).map(|all| {
            let reads = crate::prices::per(cx.flow.reads(), cx.flow.requests).min(Decimal::ONE);
            Figure { value: crate::prices::times(all.value, reads), ..all }
        })
    });
    if let Some(gb) = figure {
        bill.charge("Retrieval", cx.rate("s3", class.storage, "data retrieval"), Amount::figure(&gb));
    }
}
