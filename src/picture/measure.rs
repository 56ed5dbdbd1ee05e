//! Measures of the picture, and how wide text comes out.

/// Height of a card's header, and of a card without chips.
pub const HEADER: f64 = 54.0;
/// Where the chips of a card begin, below its top.
pub const CHIPS_TOP: f64 = 52.0;
/// Height of a chip.
pub const CHIP: f64 = 22.0;
/// Distance between chips, and below the last row of them.
pub const CHIP_GAP: f64 = 5.0;
/// Distance below the chips.
pub const CHIPS_BOTTOM: f64 = 9.0;
/// Distance between a part's border and its chips.
pub const PART_PAD: f64 = 10.0;
/// Cards and parts below this width say less.
pub const NARROW: f64 = 150.0;
/// Width of a card outside VPCs.
pub const FREE_WIDTH: f64 = 192.0;
/// Distance between a lane's border and the cards in it.
pub const LANE_PAD: f64 = 14.0;
/// Distance between lanes.
pub const LANE_GAP: f64 = 6.0;
/// Width of a lane that holds nothing.
pub const LANE_RAIL: f64 = 34.0;
/// Height of the lanes' heads.
pub const LANE_HEAD: f64 = 30.0;
/// Distance between a VPC's frame and its lanes.
pub const VPC_PAD: f64 = 16.0;
/// Distance between a tier's border and its first card; the tier's name stands there.
pub const ROW_TOP: f64 = 24.0;
/// Distance between cards in a tier, above each other: room for a line and its label.
pub const ROW_GAP: f64 = 28.0;
/// Height of a tier's foot, where the address ranges stand.
pub const ROW_FOOT: f64 = 28.0;
/// Height of a tier that holds nothing.
pub const ROW_RAIL: f64 = 26.0;
/// Height of the room for cards in a tier of an empty VPC.
pub const ROW_EMPTY: f64 = 40.0;
/// Distance between a region's frame and what is in it.
pub const REGION_PAD: f64 = 26.0;
/// Distance between cards outside VPCs, side by side: room for lines and labels.
pub const COLUMN_GAP: f64 = 84.0;
/// Distance between cards outside VPCs, above each other.
pub const STACK_GAP: f64 = 28.0;
/// Distance between global cards, above each other: room for a line and its label.
pub const GLOBAL_GAP: f64 = 60.0;
/// Distance between regions.
pub const REGION_GAP: f64 = 64.0;

/// The width of a lane that holds something, when a VPC has so many of them: six fit into 900.
pub fn lane_width(lanes: usize) -> f64 {
    match lanes {
        0 | 1 => 320.0,
        2 => 264.0,
        3 => 220.0,
        4 => 184.0,
        5 => 158.0,
        _ => 138.0,
    }
}

/// The width of a text in the app's sans face, in canvas units; errs on the wide side.
///
/// From the advance widths of Inter 4 in classes of similar letters, in thousandths of the size.
pub fn text_width(text: &str, size: f64) -> f64 {
    let thousandths: u32 = text.chars().map(advance).sum();
    f64::from(thousandths) * size / 1000.0
}

fn advance(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' => 280,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '/' | '-' | '·' => 370,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 890,
        'A'..='Z' => 690,
        '0'..='9' => 640,
        'a'..='z' => 590,
        letter if letter.is_ascii() => 640,
        _ => 1000,
    }
}

/// The width of a chip with this text: dot, text and padding.
pub fn chip_width(text: &str) -> f64 {
    text_width(text, 11.0) + 30.0
}
