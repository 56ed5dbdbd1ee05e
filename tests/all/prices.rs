//! The embedded price tables: how they are made from the full tables, and that every row can be read.
//!
//! The full tables (one CSV per family of services, with columns that an estimate does not read) are not
//! part of the repository. Where they are present, in the folder that `PRICE_TABLES` names or in
//! `../shared/pricing`, the embedded ones are made again and compared; `UPDATE_GOLDEN=1` rewrites them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use zonewise::prices;

use crate::support::golden;

const EMBEDDED: &str = "src/prices/data";

/// The services whose rates are embedded, with the table they are in.
const SERVICES: &[(&str, &str)] = &[
    ("containers.csv", "ecr fargate"),
    ("data_transfer_cloudfront.csv", "cloudfront data_transfer"),
    ("load_balancing_network.csv", "elb nat_gateway vpc vpc_endpoint"),
    ("messaging.csv", "eventbridge sns sqs"),
    ("operations_security.csv", "acm backup cloudwatch cognito kms route53 secrets_manager ssm waf"),
    ("rds_aurora_storage.csv", "aurora rds_storage"),
    ("s3.csv", "s3"),
    ("serverless.csv", "api_gateway dynamodb lambda"),
    ("storage_block_file.csv", "ebs efs"),
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

/// Nodes of Redis; the tables hold no others because Memcached costs the same and Valkey 20 % less, which is
/// checked here for every row.
fn nodes(rows: &[Row]) -> Vec<Vec<String>> {
    let usd = |row: &Row| row["usd_per_hour"].parse::<Decimal>().unwrap();
    let key = |row: &Row| (row["region"].clone(), row["node_type"].clone());
    let redis: BTreeMap<_, &Row> =
        rows.iter().filter(|row| row["engine"] == "redis").map(|row| (key(row), row)).collect();
    for row in rows {
        let original = redis[&key(row)];
        let share = if row["engine"] == "valkey" { Decimal::new(8, 1) } else { Decimal::ONE };
        assert_eq!(usd(row), usd(original) * share, "{row:?}");
        assert_eq!((&row["as_of"], &row["source_id"]), (&original["as_of"], &original["source_id"]), "{row:?}");
    }
    redis.values().map(|row| pick(row, "region,node_type,engine,usd_per_hour,as_of,source_id")).collect()
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
    join_queue_tiers(&mut rates);
    for line in ADDED {
        let [region, service, item, dimension, unit, usd, from, to, as_of, source] =
            line.split(',').collect::<Vec<_>>().try_into().unwrap();
        rates.push([region, service, item, dimension, from, to, unit, usd, as_of, source].map(str::to_owned).into());
    }
    let ec2 = "region,instance_type,os,usd_per_hour,as_of,source_id";
    let mut instances: Vec<Vec<String>> =
        read(&from.join("ec2_instances.csv")).iter().map(|row| pick(row, ec2)).collect();
    instances.extend(nodes(&read(&from.join("elasticache_nodes.csv"))));
    let rds =
        "region,engine,instance_class,single_az_usd_per_hour,multi_az_usd_per_hour,multi_az_basis,as_of,source_id";
    let aurora = "region,instance_class,engine,single_az_usd_per_hour,as_of,source_id";
    let classes = read(&from.join("rds_instances.csv"));
    instances.extend(classes.iter().filter(|row| row["engine"].starts_with("aurora")).map(|row| pick(row, aurora)));
    let databases =
        classes.iter().filter(|row| !row["engine"].starts_with("aurora")).map(|row| pick(row, rds)).collect();
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

/// The full tables have a queue's volume tiers as items of their own, "standard queue (over 100 billion)", beside a
/// first tier without an end.
fn join_queue_tiers(rates: &mut [Vec<String>]) {
    let tier = |row: &[String]| row[1] == "sqs" && row[2].starts_with("standard queue (over");
    let starts: Vec<(String, Decimal)> =
        rates.iter().filter(|row| tier(row)).map(|row| (row[0].clone(), row[4].parse().unwrap())).collect();
    for row in rates.iter_mut().filter(|row| row[1] == "sqs" && row[2].starts_with("standard queue")) {
        let of_region = starts.iter().filter(|(region, _)| *region == row[0]).map(|(_, from)| *from);
        if let Some(first) = of_region.min().filter(|_| !tier(row)) {
            row[4] = "0".to_owned();
            row[5] = first.to_string();
        }
        row[2] = "standard queue".to_owned();
    }
}

#[test]
fn the_embedded_tables_are_those_made_from_the_full_ones() {
    let Some(from) = tables() else {
        println!("not run: no full price tables");
        return;
    };
    for (name, text) in made(&from) {
        golden::check_kept(&format!("{EMBEDDED}/{name}"), &text);
        println!("{name}: made again from {}, equal", from.display());
    }
}

/// Cells of an embedded table.
fn embedded(name: &str) -> Vec<Row> {
    read(&Path::new(EMBEDDED).join(name))
}

#[test]
fn every_row_is_found_by_its_key_and_has_a_date_and_a_known_source() {
    let sources: BTreeSet<String> = embedded("sources.csv").into_iter().map(|row| row["source_id"].clone()).collect();
    let dated = |row: &Row| {
        assert!(row["as_of"].len() == 10 && row["as_of"].starts_with("20"), "{row:?}");
        assert!(row["source_id"].split('+').all(|id| sources.contains(id)), "{row:?}");
        assert!(!prices::readable(&row["source_id"]).contains('_'), "{row:?}");
    };
    let number = |cell: &str| cell.parse::<Decimal>().unwrap();
    let rates = embedded("rates.csv");
    for row in &rates {
        let rate =
            prices::region(&row["region"]).unwrap().rate(&row["service"], &row["item"], &row["dimension"]).unwrap();
        let from = row["tier_from"].parse().unwrap_or_default();
        let tier = rate.tiers.iter().find(|tier| tier.from == from).unwrap();
        assert_eq!((tier.usd, tier.to), (number(&row["usd"]), row["tier_to"].parse().ok()), "{row:?}");
        assert_eq!((&tier.as_of, &tier.source), (&row["as_of"], &row["source_id"]), "{row:?}");
        dated(row);
    }
    for row in &embedded("instances.csv") {
        let found = prices::region(&row["region"]).unwrap().instance(&row["instance_type"], &row["os"]).unwrap();
        assert_eq!(found.usd, number(&row["usd_per_hour"]), "{row:?}");
        dated(row);
    }
    for row in &embedded("databases.csv") {
        let found = prices::region(&row["region"]).unwrap().database(&row["engine"], &row["instance_class"]).unwrap();
        assert_eq!(found.single, number(&row["single_az_usd_per_hour"]), "{row:?}");
        assert_eq!(found.multi, row["multi_az_usd_per_hour"].parse().ok(), "{row:?}");
        dated(row);
    }
    embedded("allowances.csv").iter().for_each(dated);
    assert_eq!(embedded("allowances.csv").len(), prices::allowances().len());
    let names: BTreeSet<&str> = rates.iter().map(|row| row["region"].as_str()).collect();
    let known = names.iter().flat_map(|name| prices::region(name).unwrap().rates());
    let tiers: usize = known.map(|rate| rate.tiers.len()).sum();
    assert_eq!(tiers, rates.len());
}

#[test]
fn tiers_join_without_gap_and_overlap() {
    for name in prices::regions() {
        for rate in prices::region(name).unwrap().rates() {
            assert_eq!(rate.tiers[0].from, Decimal::ZERO, "{name} {rate:?}");
            for pair in rate.tiers.windows(2) {
                assert_eq!(pair[0].to, Some(pair[1].from), "{name} {rate:?}");
            }
        }
    }
    assert_eq!(prices::regions().count(), 19);
    assert!(prices::region("moon-east-1").is_none());
}

/// Cost and the part without a price of a base quantity of a rate in us-east-1.
#[test]
fn tiers_are_exact_at_their_ends() {
    let check = |service: &str, item: &str, dimension: &str, base: &str, cost: &str, unpriced: &str| {
        let rate = prices::region("us-east-1").unwrap().rate(service, item, dimension).unwrap();
        let (usd, rest) = rate.cost(base.parse().unwrap());
        assert_eq!(
            (usd.normalize().to_string().as_str(), rest.normalize().to_string().as_str()),
            (cost, unpriced),
            "{base}"
        );
    };
    // 0.023 to 51,200 GB, 0.022 to 512,000, then 0.021.
    let s3 = |base, cost| check("s3", "Standard", "storage", base, cost, "0");
    s3("0", "0");
    s3("51199", "1177.577");
    s3("51200", "1177.6");
    s3("51201", "1177.622");
    s3("512000", "11315.2");
    s3("512001", "11315.221");
    // 3.50 a million to 333 million, 2.80 to 1,000 million.
    let rest = |base, cost| check("api_gateway", "REST API", "requests", base, cost, "0");
    rest("333000000", "1165.5");
    rest("333000001", "1165.5000028");
    rest("1000000000", "3033.1");
    // 0.09 to 10,240 GB, 0.085 to 51,200, 0.07 to 153,600, then 0.05.
    let out = |base, cost| check("data_transfer", "internet egress", "data out", base, cost, "0");
    out("10240", "921.6");
    out("10241", "921.685");
    out("51200", "4403.2");
    out("153600", "11571.2");
    out("153601", "11571.25");
    // Only the first tier of this class is in the tables: what lies beyond has no price.
    check("s3", "Intelligent-Tiering frequent", "storage", "51201", "1177.6", "1");
    // A unit is 1,000 or 10,000 requests.
    check("s3", "Standard", "GET and other requests", "1", "0.0000004", "0");
}

#[test]
fn the_tables_stay_small() {
    let bytes: u64 = std::fs::read_dir(EMBEDDED).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    assert!(bytes < 900_000, "{bytes} bytes; about a twentieth of it when compressed");
}
