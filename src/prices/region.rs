//! The tables of one region, parsed when it is first asked for.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use csv::StringRecord;
use rust_decimal::Decimal;

use super::table::{Database, Instance, Rate, Tier};
use super::tables::tables;
use crate::order::Arrange as _;

/// The prices of one region. CloudFront's geographies (`geo:Japan`) and what has one price everywhere
/// (`global`) count as regions of their own.
#[derive(Debug)]
pub struct Region {
    rates: Vec<Rate>,
    instances: Vec<Instance>,
    databases: Vec<Database>,
}

impl Region {
    /// The rate of a service's item and dimension.
    pub fn rate(&self, service: &str, item: &str, dimension: &str) -> Option<&Rate> {
        let wanted = (service, item, dimension);
        let key = |rate: &Rate| (*rate.service).cmp(wanted.0).then_with(|| (*rate.item).cmp(wanted.1));
        let found = self.rates.binary_search_by(|rate| key(rate).then_with(|| (*rate.dimension).cmp(wanted.2)));
        found.ok().and_then(|index| self.rates.get(index))
    }

    /// An EC2 instance type with an operating system (`linux`).
    pub fn instance(&self, kind: &str, os: &str) -> Option<&Instance> {
        let found = self.instances.binary_search_by(|row| (*row.kind).cmp(kind).then_with(|| (*row.os).cmp(os)));
        found.ok().and_then(|index| self.instances.get(index))
    }

    /// An RDS instance class with an engine.
    pub fn database(&self, engine: &str, class: &str) -> Option<&Database> {
        let key = |row: &Database| (*row.engine).cmp(engine).then_with(|| (*row.class).cmp(class));
        let found = self.databases.binary_search_by(key);
        found.ok().and_then(|index| self.databases.get(index))
    }

    /// Every rate, in order.
    pub fn rates(&self) -> &[Rate] {
        &self.rates
    }

    /// Every instance type, in order.
    pub fn instances(&self) -> &[Instance] {
        &self.instances
    }

    /// Every database class, in order.
    pub fn databases(&self) -> &[Database] {
        &self.databases
    }

    fn parse(name: &'static str, blocks: &[&str; 3]) -> Self {
        let [rates, instances, databases] = blocks;
        let mut region = Self {
            rates: Vec::new(),
            instances: rows(instances).filter_map(|row| instance(&row)).collect(),
            databases: rows(databases).filter_map(|row| database(&row)).collect(),
        };
        for row in rows(rates) {
            let Some(rate) = rate(name, &row) else { continue };
            match region.rates.last_mut() {
                Some(last)
                    if last.service == rate.service && last.item == rate.item && last.dimension == rate.dimension =>
                {
                    last.tiers.extend(rate.tiers);
                }
                _ => region.rates.push(rate),
            }
        }
        region.rates.arrange_by(|a, b| (&a.service, &a.item, &a.dimension).cmp(&(&b.service, &b.item, &b.dimension)));
        region.instances.arrange_by(|a, b| (&a.kind, &a.os).cmp(&(&b.kind, &b.os)));
        region.databases.arrange_by(|a, b| (&a.engine, &a.class).cmp(&(&b.engine, &b.class)));
        region
    }
}

/// A region's lines in each of the tables, and what they say once somebody asked.
#[derive(Default)]
struct Entry {
    blocks: [&'static str; 3],
    parsed: OnceLock<Region>,
}

/// Where each region's lines are. The tables are sorted by region.
static INDEX: LazyLock<BTreeMap<&'static str, Entry>> = LazyLock::new(|| {
    let mut index: BTreeMap<&'static str, Entry> = BTreeMap::new();
    for (table, text) in tables().into_iter().enumerate() {
        let mut rest = text.split_once('\n').map_or("", |(_, rest)| rest);
        while !rest.is_empty() {
            let name = first_cell(rest);
            let mut end = 0;
            while let Some(line) = rest.get(end..).filter(|line| !line.is_empty() && first_cell(line) == name) {
                end += line.find('\n').map_or(line.len(), |at| at + 1);
            }
            let (block, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if let Some(slot) = index.entry(name).or_default().blocks.get_mut(table) {
                *slot = block;
            }
            rest = after;
        }
    }
    index
});

/// The prices of a region; `None` where no table knows it.
pub fn region(name: &str) -> Option<&'static Region> {
    let (name, entry) = INDEX.get_key_value(name)?;
    Some(entry.parsed.get_or_init(|| Region::parse(name, &entry.blocks)))
}

/// The AWS regions that the tables know, in order.
pub fn regions() -> impl Iterator<Item = &'static str> {
    INDEX.keys().copied().filter(|name| *name != "global" && !name.starts_with("geo:"))
}

fn first_cell(line: &str) -> &str {
    match line.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default(),
        None => line.split([',', '\n']).next().unwrap_or_default(),
    }
}

fn rows(text: &str) -> impl Iterator<Item = StringRecord> {
    csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).into_records().filter_map(Result::ok)
}

fn text(row: &StringRecord, column: usize) -> Option<String> {
    row.get(column).map(str::to_owned)
}

fn decimal(row: &StringRecord, column: usize) -> Option<Decimal> {
    row.get(column)?.parse().ok()
}

fn rate(region: &'static str, row: &StringRecord) -> Option<Rate> {
    let tier = Tier {
        from: decimal(row, 4).unwrap_or_default(),
        to: decimal(row, 5),
        usd: decimal(row, 7)?,
        as_of: text(row, 8)?,
        source: text(row, 9)?,
    };
    let unit = text(row, 6)?;
    let (service, item, dimension) = (text(row, 1)?, text(row, 2)?, text(row, 3)?);
    Some(Rate { region, service, item, dimension, unit, tiers: vec![tier] })
}

fn instance(row: &StringRecord) -> Option<Instance> {
    let usd = decimal(row, 3)?;
    Some(Instance { kind: text(row, 1)?, os: text(row, 2)?, usd, as_of: text(row, 4)?, source: text(row, 5)? })
}

fn database(row: &StringRecord) -> Option<Database> {
    Some(Database {
        engine: text(row, 1)?,
        class: text(row, 2)?,
        single: decimal(row, 3)?,
        multi: decimal(row, 4),
        multi_basis: text(row, 5)?,
        as_of: text(row, 6)?,
        source: text(row, 7)?,
    })
}
