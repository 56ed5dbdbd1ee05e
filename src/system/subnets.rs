//! The subnets of a VPC and their address ranges: one derivation for picture, rules and Terraform.
//!
//! A cell's range depends on its tier and its zone letter alone, so that adding a zone renumbers nothing:
//! a subnet whose range changes would be destroyed and made anew.

use std::collections::BTreeMap;
use std::fmt;

use crate::catalog::{self, Settings};
use crate::model::{Component, Design, Id, Tier, Value, Zone};

/// The longest prefix that AWS accepts for a subnet (VPC user guide, "Subnet CIDR blocks", read 2025-11).
const LONGEST: u8 = 28;

/// An IPv4 address range.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Cidr {
    base: u32,
    prefix: u8,
}

impl Cidr {
    /// Reads `10.0.0.0/16`. The bits behind the prefix are cleared; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.trim().split_once('/')?;
        let prefix: u8 = prefix.parse().ok().filter(|prefix| *prefix <= 32)?;
        let address: std::net::Ipv4Addr = address.parse().ok()?;
        Some(Self { base: u32::from(address) & mask(prefix), prefix })
    }

    /// The prefix length, 0 to 32.
    pub fn prefix(self) -> u8 {
        self.prefix
    }

    /// Whether an address belongs to both.
    pub fn overlaps(self, other: Self) -> bool {
        let shorter = mask(self.prefix.min(other.prefix));
        self.base & shorter == other.base & shorter
    }

    /// Whether every address of the other belongs to this one.
    pub fn contains(self, other: Self) -> bool {
        other.prefix >= self.prefix && self.overlaps(other)
    }

    /// The n-th part of the range when it is cut into parts with `bits` more bits of prefix.
    fn part(self, bits: u8, index: u32) -> Option<Self> {
        let prefix = self.prefix.checked_add(bits).filter(|prefix| *prefix <= LONGEST)?;
        let offset = index.checked_shl(u32::from(32 - prefix))?;
        (index < 1_u32.checked_shl(u32::from(bits))?).then_some(Self { base: self.base | offset, prefix })
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", std::net::Ipv4Addr::from(self.base), self.prefix)
    }
}

fn mask(prefix: u8) -> u32 {
    u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0)
}

/// One subnet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Subnet {
    /// Its row in the VPC.
    pub tier: Tier,
    /// Its lane in the VPC.
    pub zone: Zone,
    /// Its range. `None` = the VPC's range is missing, or too small for it.
    pub cidr: Option<Cidr>,
    /// Whether the range is written in the design rather than derived.
    pub listed: bool,
}

/// The subnets of a VPC, by tier and then in the order of its zones: those that a component occupies and
/// those that the VPC lists.
///
/// Ranges that are not listed are cut from the VPC's: sixteenths for zones a to e, three to a tier for a,
/// b and c first, quarters of the last sixteenth for zone f, and so on. Where a listed range is in the
/// way, the cell takes the first part that is free.
pub fn subnets(design: &Design, vpc: &Id) -> Vec<Subnet> {
    let Some(component) = design.components.get(vpc).filter(|component| component.kind == "vpc") else {
        return Vec::new();
    };
    let settings = Settings::new(&component.settings, catalog::find("vpc").settings);
    let range = Cidr::parse(settings.text("cidr_block"));
    let listed = listed(component);
    let mut found: Vec<Subnet> = Vec::new();
    for tier in Tier::ALL {
        for zone in &component.zones {
            let own = listed.get(&(tier, *zone)).copied();
            let occupied = design.children_of(vpc).any(|child| child.tier == Some(tier) && child.zones.contains(zone));
            if occupied || own.is_some() {
                found.push(Subnet { tier, zone: *zone, cidr: own.flatten(), listed: own.flatten().is_some() });
            }
        }
    }
    let Some(range) = range else { return found };
    let mut taken: Vec<Cidr> = listed.into_values().flatten().collect();
    for subnet in &mut found {
        if subnet.cidr.is_none() {
            subnet.cidr =
                usual(range, subnet.tier, subnet.zone).filter(|cidr| !taken.iter().any(|other| other.overlaps(*cidr)));
        }
    }
    taken.extend(found.iter().filter(|subnet| !subnet.listed).filter_map(|subnet| subnet.cidr));
    for subnet in &mut found {
        if subnet.cidr.is_none() {
            subnet.cidr = first_free(range, &taken);
            taken.extend(subnet.cidr);
        }
    }
    found
}

/// What the VPC's setting `subnets` lists: ranges that can be read, `None` for others.
fn listed(vpc: &Component) -> BTreeMap<(Tier, Zone), Option<Cidr>> {
    let mut found = BTreeMap::new();
    for (tier, zones) in vpc.settings.get("subnets").and_then(Value::as_object).into_iter().flatten() {
        let Some(tier) = Tier::from_name(tier) else { continue };
        for (letter, cidr) in zones.as_object().into_iter().flatten() {
            let mut letters = letter.chars();
            let (Some(zone), None) = (letters.next().and_then(Zone::from_letter), letters.next()) else { continue };
            found.insert((tier, zone), cidr.as_str().and_then(Cidr::parse));
        }
    }
    found
}

/// The range of a cell where nothing is in the way.
fn usual(range: Cidr, tier: Tier, zone: Zone) -> Option<Cidr> {
    let row = tier as u32;
    let lane = u32::try_from(zone.index()).ok()?;
    match lane {
        0..=2 => range.part(4, row * 3 + lane),
        3..=4 => range.part(4, 9 + (lane - 3) * 3 + row),
        _ => {
            let mut rest = range.part(4, 15)?;
            for _ in 5..lane {
                rest = rest.part(2, 3)?;
            }
            rest.part(2, row)
        }
    }
}

fn first_free(range: Cidr, taken: &[Cidr]) -> Option<Cidr> {
    [4_u8, 6, 8].into_iter().find_map(|bits| {
        (0..1_u32 << bits)
            .filter_map(|index| range.part(bits, index))
            .find(|part| !taken.iter().any(|other| other.overlaps(*part)))
    })
}
