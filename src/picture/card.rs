//! What stands on a card, and how high that makes it.

use super::geometry::Rect;
use super::measure::{self, CHIP, CHIP_GAP, CHIPS_BOTTOM, CHIPS_TOP, HEADER, NARROW, PART_PAD};
use crate::catalog::{Behaviour, Support};
use crate::model::{Id, Place, Tier, Zone};
use crate::order::Arrange as _;
use crate::system::Node;

/// How many chips a part shows before it says "+3".
const CHIPS_SHOWN: usize = 6;

/// What a chip's unit does; the drill's states come from a simulation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChipState {
    /// Serves.
    Up,
    /// Gone.
    Lost,
    /// Alive, but something that it needs is gone.
    Cut,
    /// Alive, but something that it needs is still recovering.
    Waiting,
    /// Started in place of a lost one.
    Starting,
    /// Takes over from a lost one.
    TakingOver,
    /// No unit at all: the zone is eligible, nothing runs there yet.
    Empty,
    /// Stands for the chips that are not shown.
    More,
}

impl ChipState {
    /// The word after the unit's name; empty where the name alone says it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Up | Self::Empty | Self::More => "",
            Self::Lost => "lost",
            Self::Cut => "cut off",
            Self::Waiting => "waits",
            Self::Starting => "starting",
            Self::TakingOver => "taking over",
        }
    }
}

/// A unit on a card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chip {
    /// Its name: `i-1`, `primary`.
    pub label: String,
    /// What it does.
    pub state: ChipState,
}

impl Chip {
    /// What the chip says: name and state.
    pub fn text(&self) -> String {
        match self.state.word() {
            "" => self.label.clone(),
            word => format!("{} {word}", self.label),
        }
    }
}

/// A card's part in one lane.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// The lane.
    pub zone: Zone,
    /// From the card's left side to the part's.
    pub x: f64,
    /// Width.
    pub w: f64,
    /// Whether the card passes over the lane without being eligible in it.
    pub hole: bool,
    /// The units in it.
    pub chips: Vec<Chip>,
}

/// A drawn component.
#[derive(Clone, PartialEq, Debug)]
pub struct Card {
    /// The component.
    pub id: Id,
    /// Its service's id; empty for a type that this version does not know.
    pub kind: &'static str,
    /// Where it stands.
    pub rect: Rect,
    /// The container.
    pub place: Place,
    /// The row, in a VPC.
    pub tier: Option<Tier>,
    /// Its zones, in order.
    pub zones: Vec<Zone>,
    /// Its name.
    pub title: String,
    /// What it is, beside the name; empty where the second line says it.
    pub what: String,
    /// The second line.
    pub subtitle: String,
    /// A part per lane that it covers, from left to right; one part without lanes where it has units
    /// outside a VPC. Empty where it has no units.
    pub parts: Vec<Part>,
}

impl Card {
    /// A card of a node, not yet placed: without parts, as wide as told.
    pub fn of(node: &Node<'_>, width: f64) -> Self {
        let subtitle = (node.service.subtitle)(&node.settings());
        let short = match node.service.support {
            Support::Unknown => node.kind(),
            _ => node.service.short,
        };
        let (what, subtitle) = if subtitle.to_ascii_lowercase().contains(&short.to_ascii_lowercase()) {
            (String::new(), subtitle)
        } else if subtitle.is_empty() {
            (String::new(), short.to_owned())
        } else if node.vpc.is_none() && node.component.label() != short {
            // Narrow: what it is goes first on the second line.
            (String::new(), format!("{short} · {subtitle}"))
        } else {
            (short.to_owned(), subtitle)
        };
        let what = if node.component.label() == what { String::new() } else { what };
        Self {
            id: node.id().clone(),
            kind: node.service.id,
            rect: Rect::new(0.0, 0.0, width, HEADER),
            place: node.component.place.clone(),
            tier: node.tier,
            zones: node.zones.clone(),
            title: node.component.label().to_owned(),
            what,
            subtitle,
            parts: Vec::new(),
        }
    }

    /// Sets the parts and the height that their chips need. A narrow card says less.
    pub fn set_parts(&mut self, mut parts: Vec<Part>) {
        if self.rect.w < NARROW && !self.what.is_empty() {
            self.subtitle = std::mem::take(&mut self.what);
        }
        for part in parts.iter_mut().filter(|part| part.w < NARROW) {
            for chip in part.chips.iter_mut().filter(|chip| chip.state == ChipState::Empty) {
                "none yet".clone_into(&mut chip.label);
            }
        }
        let rows = parts.iter().map(|part| rows(&part.chips, part.w)).max().unwrap_or(0);
        self.rect.h = if rows == 0 {
            HEADER
        } else {
            #[expect(clippy::cast_precision_loss, reason = "a handful of rows")]
            let rows = rows as f64;
            CHIPS_TOP + rows * CHIP + (rows - 1.0) * CHIP_GAP + CHIPS_BOTTOM
        };
        self.parts = parts;
    }

    /// The part in a lane.
    pub fn part(&self, zone: Zone) -> Option<&Part> {
        self.parts.iter().find(|part| part.zone == zone)
    }
}

/// Whether a node's card shows units at all.
pub fn has_units(node: &Node<'_>) -> bool {
    !node.resilience.units.is_empty() || matches!(node.resilience.behaviour, Behaviour::Fleet { .. })
}

/// The chips of a lane: its units, or a ghost that says there is none.
pub fn chips_in(units: &[(Zone, Chip)], zone: Zone) -> Vec<Chip> {
    let mut chips: Vec<Chip> =
        units.iter().filter(|(unit_zone, _)| *unit_zone == zone).map(|(_, chip)| chip.clone()).collect();
    if chips.is_empty() {
        chips.push(Chip { label: "nothing here yet".to_owned(), state: ChipState::Empty });
    } else if chips.len() > CHIPS_SHOWN {
        let more = chips.len() - (CHIPS_SHOWN - 1);
        // What is out of order comes first, so that it is not what is hidden.
        chips.arrange_by_key(|chip| chip.state == ChipState::Up);
        chips.truncate(CHIPS_SHOWN - 1);
        chips.push(Chip { label: format!("+{more}"), state: ChipState::More });
    }
    chips
}

/// How many rows the chips take in a part of this width.
fn rows(chips: &[Chip], width: f64) -> usize {
    let room = width - 2.0 * PART_PAD;
    let mut rows = 0;
    let mut used = f64::INFINITY;
    for chip in chips {
        let chip = measure::chip_width(&chip.text()).min(room);
        if used + CHIP_GAP + chip > room {
            rows += 1;
            used = chip;
        } else {
            used += CHIP_GAP + chip;
        }
    }
    rows
}
