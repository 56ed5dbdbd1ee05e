//! The embedded price tables: how they are made from the full tables, and that every row can be read.
//!
//! The full tables (one CSV per family of services, with columns that an estimate does not read) are not
//! part of the repository. Where they are present, in the folder that `PRICE_TABLES` names or in
//! `../shared/pricing`, the embedded ones are made again and compared; `UPDATE_GOLDEN=1` rewrites them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use zonewise::prices;

const EMBEDDED: &str = "src/prices/data";

/// The services whose rates are embedded, with the table they are in.
const SERVICES: &[(&str, &str)] = &[
    ("data_transfer_cloudfront.csv", "cloudfront data_transfer"),
    ("load_balancing_network.csv", "elb nat_gateway vpc"),
    ("rds_aurora_storage.csv", "rds_storage"),
    ("s3.csv", "s3"),
    ("serverless.csv", "api_gateway dynamodb lambda"),
    ("storage_block_file.csv", "ebs efs"),
    ("operations_security.csv", "backup cloudwatch"),
];

/// Rates that the full tables lack and that are stated elsewhere (`pricing-notes` in `sources.csv`).
const ADDED: &[&str] = &["us-east-1,data_transfer,internet egress,data out,GB,0.05,153600,,2026-11-21,pricing-notes"];

type Row = BTreeMap<String, String>;

fn tables() -> Option<PathBuf> {
    let path = std::env::var_os("PRICE_TABLES").map_or_else(|| PathBuf::from("../shared/pricing"), PathBuf::from);
    path.join("s3.csv").exists().then_some(path)
}

fn read(path: &Path) -> Vec<Row> {
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

/// CSV text of rows with these columns, sorted by the key columns (numbers by value).
fn write(columns: &str, keys: usize, mut rows: Vec<Vec<String>>) -> String {
    let order = |cell: &str| (cell.parse::<Decimal>().unwrap_or_default(), cell.to_owned());
    rows.sort_by_cached_key(|row| row.iter().take(keys).map(|cell| order(cell)).collect::<Vec<_>>());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns.split(',')).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn pick(row: &Row, columns: &str) -> Vec<String> {
    columns.split(',').map(|column| row[column].clone()).collect()
}

fn made(from: &Path) -> Vec<(&'static str, String)> {
    const RATES: &str = "region,service,item,dimension,tier_from,tier_to,unit,usd,as_of,source_id";
    let mut rates: Vec<Vec<String>> = Vec::new();
    for (file, services) in SERVICES {
        let services: Vec<&str> = services.split(' ').collect();
        rates.extend(
            read(&from.join(file))
                .iter()
                .filter(|row| services.contains(&row["service"].as_str()))
                .map(|row| pick(row, RATES)),
        );
    }
    for line in ADDED {
        let [region, service, item, dimension, unit, usd, from, to, as_of, source] =
            line.split(',').collect::<Vec<_>>().try_into().unwrap();
        rates.push([region, service, item, dimension, from, to, unit, usd, as_of, source].map(str::to_owned).into());
    }
    let ec2 = "region,instance_type,os,usd_per_hour,as_of,source_id";
    let instances = read(&from.join("ec2_instances.csv")).iter().map(|row| pick(row, ec2)).collect();
    let rds =
        "region,engine,instance_class,single_az_usd_per_hour,multi_az_usd_per_hour,multi_az_basis,as_of,source_id";
    let databases = read(&from.join("rds_instances.csv"))
        .iter()
        .filter(|row| !row["engine"].starts_with("aurora"))
        .map(|row| pick(row, rds))
        .collect();
    let free = "service,allowance,quantity,unit,as_of,source_id";
    let allowances = read(&from.join("free_tier.csv"))
        .iter()
        .filter(|row| row["program"] == "always-free" && row["quantity"].parse::<Decimal>().is_ok())
        .map(|row| pick(row, free))
        .collect();
    vec![
        ("rates.csv", write(RATES, 5, rates)),
        ("instances.csv", write(ec2, 3, instances)),
        ("databases.csv", write(rds, 3, databases)),
        ("allowances.csv", write(free, 2, allowances)),
    ]
}

#[test]
fn the_embedded_tables_are_those_made_from_the_full_ones() {
    let Some(from) = tables() else {
        println!("not run: no full price tables");
        return;
    };
    for (name, text) in made(&from) {
        let path = Path::new(EMBEDDED).join(name);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        assert!(std::fs::read_to_string(&path).unwrap() == text, "{name} differs; UPDATE_GOLDEN=1 makes it again");
    }
}
