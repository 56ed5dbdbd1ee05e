//! A VPC as a table: a lane per zone, a row per tier, and the cards in its cells.

use super::card::{Card, Part};
use super::geometry::Rect;
use super::measure::{
    LANE_GAP, LANE_HEAD, LANE_PAD, LANE_RAIL, ROW_EMPTY, ROW_FOOT, ROW_GAP, ROW_RAIL, ROW_TOP, VPC_PAD, lane_width,
};
use crate::model::{Id, Tier, Zone};
use crate::system::Subnet;

/// A column of a VPC.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    /// The zone.
    pub zone: Zone,
    /// The zone's full name: `us-east-1a`.
    pub name: String,
    /// The whole column, its head included.
    pub rect: Rect,
    /// Whether it is drawn as a rail, because nothing stands in it.
    pub rail: bool,
}

/// A row of a VPC.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// The tier.
    pub tier: Tier,
    /// The whole row, from its upper to its lower border.
    pub rect: Rect,
    /// Whether it is drawn as a rail, because nothing stands in it.
    pub rail: bool,
}

/// A subnet.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// Its row.
    pub tier: Tier,
    /// Its lane.
    pub zone: Zone,
    /// Where lane and row cross.
    pub rect: Rect,
    /// Its address range; empty where there is none to be had.
    pub cidr: String,
    /// Where the range is written.
    pub cidr_at: Rect,
}

/// A VPC.
#[derive(Clone, PartialEq, Debug)]
pub struct VpcBox {
    /// The component.
    pub id: Id,
    /// The region.
    pub region: String,
    /// The frame.
    pub rect: Rect,
    /// What is written on the frame.
    pub title: String,
    /// The columns, from left to right.
    pub lanes: Vec<Lane>,
    /// The rows, from top to bottom.
    pub rows: Vec<Row>,
    /// The subnets that exist.
    pub cells: Vec<Cell>,
}

/// What a VPC is made of.
pub struct Contents<'a> {
    /// The component.
    pub id: &'a Id,
    /// The region.
    pub region: &'a str,
    /// What is written on the frame.
    pub title: String,
    /// Its zones, in order.
    pub zones: &'a [Zone],
    /// Its subnets.
    pub subnets: &'a [Subnet],
}

/// A card for a VPC with its units' chips by zone; `None` = it shows no units.
pub type Resident<'a> = (Card, Option<Box<dyn Fn(Zone) -> Vec<super::Chip> + 'a>>);

impl VpcBox {
    /// Lays a VPC out with its upper left corner at the origin. The residents come in the order in which
    /// they stand in their rows; they leave placed.
    pub fn of(contents: &Contents<'_>, residents: Vec<Resident<'_>>) -> (Self, Vec<Card>) {
        let used = |zone: &Zone| residents.iter().any(|(card, _)| card.zones.contains(zone));
        let listed = |zone: &Zone| contents.subnets.iter().any(|subnet| subnet.zone == *zone);
        let rail = |zone: &Zone| !residents.is_empty() && !used(zone) && !listed(zone);
        let width = lane_width(contents.zones.iter().filter(|zone| !rail(zone)).count());
        let mut x = VPC_PAD;
        let mut lanes = Vec::with_capacity(contents.zones.len());
        for zone in contents.zones {
            let rail = rail(zone);
            let w = if rail { LANE_RAIL } else { width };
            let name = format!("{}{zone}", contents.region);
            lanes.push(Lane { zone: *zone, name, rect: Rect::new(x, VPC_PAD, w, 0.0), rail });
            x += w + LANE_GAP;
        }
        let right = (x - LANE_GAP).max(VPC_PAD + lane_width(1));
        let mut vpc = Self {
            id: contents.id.clone(),
            region: contents.region.to_owned(),
            rect: Rect::default(),
            title: contents.title.clone(),
            lanes,
            rows: Vec::new(),
            cells: Vec::new(),
        };
        let empty = residents.is_empty();
        let mut by_tier: Vec<(Tier, Vec<Resident<'_>>)> =
            Tier::ALL.into_iter().map(|tier| (tier, Vec::new())).collect();
        for resident in residents {
            let tier = resident.0.tier.unwrap_or(Tier::Private);
            if let Some((_, row)) = by_tier.iter_mut().find(|(row, _)| *row == tier) {
                row.push(resident);
            }
        }
        let mut y = VPC_PAD + LANE_HEAD;
        let mut cards = Vec::new();
        for (tier, row) in by_tier {
            let listed = contents.subnets.iter().any(|subnet| subnet.tier == tier);
            let rail = row.is_empty() && !empty && !listed;
            let h = if rail {
                ROW_RAIL
            } else if row.is_empty() {
                ROW_TOP + ROW_EMPTY + ROW_FOOT
            } else {
                let placed = vpc.place_row(row, y + ROW_TOP);
                let bottom = placed.iter().map(|card| card.rect.bottom()).fold(y + ROW_TOP, f64::max);
                cards.extend(placed);
                bottom + ROW_FOOT - y
            };
            vpc.rows.push(Row { tier, rect: Rect::new(VPC_PAD, y, right - VPC_PAD, h), rail });
            y += h;
        }
        for lane in &mut vpc.lanes {
            lane.rect.h = y - VPC_PAD;
        }
        vpc.rect = Rect::new(0.0, 0.0, right + VPC_PAD, y + VPC_PAD);
        vpc.cells = contents.subnets.iter().filter_map(|subnet| vpc.cell(subnet)).collect();
        (vpc, cards)
    }

    /// Puts a tier's cards into as few lines as the order allows: the first line with room takes the card.
    fn place_row(&self, row: Vec<Resident<'_>>, top: f64) -> Vec<Card> {
        let mut lines: Vec<Vec<(usize, usize, Card)>> = Vec::new();
        for (mut card, chips) in row {
            let span = self.span(&card.zones);
            self.spread(&mut card, span, chips.as_deref());
            let free = lines.iter_mut().find(|line| line.iter().all(|(lo, hi, _)| span.1 < *lo || span.0 > *hi));
            match free {
                Some(line) => line.push((span.0, span.1, card)),
                None => lines.push(vec![(span.0, span.1, card)]),
            }
        }
        let mut y = top;
        let mut placed = Vec::new();
        for line in lines {
            let h = line.iter().map(|(_, _, card)| card.rect.h).fold(0.0, f64::max);
            for (_, _, mut card) in line {
                card.rect.y = y;
                placed.push(card);
            }
            y += h + ROW_GAP;
        }
        placed
    }

    /// The first and last lane of some zones.
    fn span(&self, zones: &[Zone]) -> (usize, usize) {
        let at =
            || self.lanes.iter().enumerate().filter(|(_, lane)| zones.contains(&lane.zone)).map(|(index, _)| index);
        (at().min().unwrap_or(0), at().max().unwrap_or(0))
    }

    /// Gives a card its x, width and parts.
    fn spread(&self, card: &mut Card, (lo, hi): (usize, usize), chips: Option<&dyn Fn(Zone) -> Vec<super::Chip>>) {
        let lanes = self.lanes.get(lo..=hi).unwrap_or_default();
        let (Some(first), Some(last)) = (lanes.first(), lanes.last()) else { return };
        let pad = |lane: &Lane| if lane.rail { 3.0 } else { LANE_PAD };
        let (left, right) = (first.rect.x + pad(first), last.rect.right() - pad(last));
        card.rect.x = left;
        card.rect.w = right - left;
        let parts: Vec<Part> = lanes
            .iter()
            .map(|lane| {
                let x = (lane.rect.x - LANE_GAP / 2.0).max(left);
                let end = (lane.rect.right() + LANE_GAP / 2.0).min(right);
                let hole = !card.zones.contains(&lane.zone);
                let chips = match chips {
                    Some(chips) if !hole => chips(lane.zone),
                    _ => Vec::new(),
                };
                Part { zone: lane.zone, x: x - left, w: end - x, hole, chips }
            })
            .collect();
        card.set_parts(parts);
    }

    fn cell(&self, subnet: &Subnet) -> Option<Cell> {
        let lane = self.lanes.iter().find(|lane| lane.zone == subnet.zone)?;
        let row = self.rows.iter().find(|row| row.tier == subnet.tier)?;
        let cidr = subnet.cidr.map_or_else(String::new, |cidr| cidr.to_string());
        let w = super::text_width(&cidr, 11.0);
        let cidr_at = Rect::new(lane.rect.right() - w - LANE_PAD, row.rect.bottom() - 19.0, w, 15.0);
        let rect = Rect::new(lane.rect.x, row.rect.y, lane.rect.w, row.rect.h);
        Some(Cell { tier: subnet.tier, zone: subnet.zone, rect, cidr, cidr_at })
    }

    /// Moves the VPC with everything that belongs to its table.
    pub fn shift(&mut self, dx: f64, dy: f64) {
        self.rect = self.rect.moved(dx, dy);
        for lane in &mut self.lanes {
            lane.rect = lane.rect.moved(dx, dy);
        }
        for row in &mut self.rows {
            row.rect = row.rect.moved(dx, dy);
        }
        for cell in &mut self.cells {
            cell.rect = cell.rect.moved(dx, dy);
            cell.cidr_at = cell.cidr_at.moved(dx, dy);
        }
    }

    /// Where a row's name is written.
    pub fn row_label(&self, row: &Row) -> Rect {
        let w = super::text_width(row.tier.name(), 11.0) + 16.0;
        let y = if row.rail { row.rect.y + (row.rect.h - 15.0) / 2.0 } else { row.rect.y + 4.0 };
        Rect::new(row.rect.x + LANE_PAD, y, w, 15.0)
    }

    /// The lane at an x; the nearest one for an x between or beside lanes.
    pub fn lane_at(&self, x: f64) -> Option<&Lane> {
        let distance = |lane: &&Lane| (lane.rect.x - x).max(x - lane.rect.right()).max(0.0);
        self.lanes.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// The row at a y; the nearest one for a y above or below all.
    pub fn row_at(&self, y: f64) -> Option<&Row> {
        let distance = |row: &&Row| (row.rect.y - y).max(y - row.rect.bottom()).max(0.0);
        self.rows.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }
}
