//! A scene as a picture: one SVG that needs nothing else, the same bytes for the same design.
//!
//! What the canvas shows, drawn by the core. Text that does not fit is cut at a whole letter with an
//! ellipsis and stands whole in the element's title. Every text of the design is escaped; characters
//! that XML cannot hold are left out.

use std::fmt::Write as _;

use super::arrow::{arrow, shortened};
use super::card::{Card, Chip, ChipState, Part};
use super::geometry::Rect;
use super::measure::{CHIP, CHIP_GAP, CHIPS_TOP, PART_PAD, chip_width, text_width};
use super::route::path_data;
use super::scene::{Edge, Scene};
use super::tokens::{Theme, Tokens};
use super::vpc::VpcBox;
use crate::catalog::{self, Category, Support};
use crate::model::{ConnectionKind, Tier};

/// Distance between what is drawn and the picture's border.
const MARGIN: f64 = 24.0;
/// How much wider bold letters are.
const BOLD: f64 = 1.07;

/// Gives the address of an icon for a type id, a `data:` one so that the picture needs nothing else.
/// `None` = the glyph is drawn.
pub type Skin<'a> = &'a dyn Fn(&str) -> Option<String>;

/// How a picture is drawn.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// Light or dark.
    pub theme: Theme,
    /// Without the ground, for slides with a colour of their own.
    pub transparent: bool,
    /// Icons in place of the glyphs.
    pub skin: Option<Skin<'a>>,
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Options({:?}, transparent: {}, skin: {})", self.theme, self.transparent, self.skin.is_some())
    }
}

/// The picture of a scene, named for screen readers.
pub fn svg(scene: &Scene, name: &str, options: &Options<'_>) -> String {
    let mut pen = Pen { out: String::new(), tokens: Tokens::of(options.theme), options };
    let labels = scene.edges.iter().filter_map(|edge| edge.label.as_ref()).map(|label| label.rect);
    let lines = scene.edges.iter().flat_map(|edge| &edge.points).map(|at| Rect::new(at.x, at.y, 0.0, 0.0));
    let all = labels.chain(lines).fold(scene.bounds, |all, rect| all.union(&rect)).grown(MARGIN);
    let (x, y, w, h) = (all.x.floor(), all.y.floor(), all.w.ceil().max(1.0), all.h.ceil().max(1.0));
    pen.put(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x} {y} {w} {h}\" width=\"{w}\" height=\"{h}\" role=\"img\" \
         font-family=\"{}\">\n<title>{}</title>\n",
        escaped(pen.tokens.get("font")),
        escaped(name),
    ));
    if !options.transparent {
        pen.rect(Rect::new(x, y, w, h), 0.0, "bg", None);
    }
    for region in &scene.regions {
        pen.frame(region.rect, &region.region, "region");
    }
    for vpc in &scene.vpcs {
        pen.vpc(vpc);
    }
    for edge in &scene.edges {
        pen.edge(edge);
    }
    for card in &scene.cards {
        pen.card(card);
    }
    for edge in &scene.edges {
        pen.label(edge);
    }
    pen.out.push_str("</svg>\n");
    pen.out
}

struct Pen<'a> {
    out: String,
    tokens: Tokens,
    options: &'a Options<'a>,
}

/// How a text is written.
struct Hand {
    size: f64,
    weight: u32,
    colour: &'static str,
}

impl Pen<'_> {
    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.out.write_fmt(text);
    }

    /// A rectangle in a token's colour, with a border in another's.
    fn rect(&mut self, rect: Rect, radius: f64, fill: &str, border: Option<(&str, f64)>) {
        let Rect { x, y, w, h } = rect;
        let fill = if fill == "none" { "none" } else { self.tokens.get(fill) };
        self.put(format_args!("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", n(x), n(y), n(w), n(h)));
        if radius > 0.0 {
            self.put(format_args!(" rx=\"{radius}\""));
        }
        self.put(format_args!(" fill=\"{fill}\""));
        if let Some((colour, width)) = border {
            self.put(format_args!(" stroke=\"{}\" stroke-width=\"{width}\"", self.tokens.get(colour)));
        }
        self.out.push_str("/>\n");
    }

    /// A tinted surface.
    fn tint(&mut self, rect: Rect, radius: f64, colour: &str, share: f64) {
        let Rect { x, y, w, h } = rect;
        self.put(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{radius}\" fill=\"{}\" fill-opacity=\"{share}\"/>\n",
            n(x),
            n(y),
            n(w),
            n(h),
            self.tokens.get(colour)
        ));
    }

    /// A text that starts at a point of its base line and has so much room.
    fn text(&mut self, x: f64, y: f64, room: f64, text: &str, hand: &Hand) {
        let shown = fitted(text, hand.size * if hand.weight > 500 { BOLD } else { 1.0 }, room);
        if shown.is_empty() {
            return;
        }
        self.put(format_args!("<text x=\"{}\" y=\"{}\" font-size=\"{}\"", n(x), n(y), hand.size));
        if hand.weight != 400 {
            self.put(format_args!(" font-weight=\"{}\"", hand.weight));
        }
        self.put(format_args!(" fill=\"{}\">", self.tokens.get(hand.colour)));
        if shown != text {
            self.put(format_args!("<title>{}</title>", escaped(text)));
        }
        self.put(format_args!("{}</text>\n", escaped(&shown)));
    }

    /// A frame with its name in the border.
    fn frame(&mut self, rect: Rect, name: &str, colour: &'static str) {
        self.rect(rect, 12.0, if colour == "vpc" { "bg" } else { "none" }, Some((colour, 1.5)));
        if colour == "region" {
            self.tint(rect, 12.0, colour, 0.02);
        }
        let room = rect.w - 38.0;
        let w = text_width(&fitted(name, 12.0 * BOLD, room), 12.0 * BOLD);
        self.rect(Rect::new(rect.x + 12.0, rect.y - 10.0, w + 14.0, 19.0), 6.0, "bg", None);
        self.text(rect.x + 19.0, rect.y + 4.0, room, name, &Hand { size: 12.0, weight: 600, colour });
    }

    fn vpc(&mut self, vpc: &VpcBox) {
        self.frame(vpc.rect, &vpc.title, "vpc");
        for lane in &vpc.lanes {
            self.tint(lane.rect, 9.0, "vpc", if lane.rail { 0.03 } else { 0.06 });
            let name = if lane.rail { lane.zone.to_string() } else { lane.name.clone() };
            let hand = Hand { size: 12.0, weight: 600, colour: "vpc" };
            self.text(lane.rect.x + 12.0, lane.rect.y + 18.5, lane.rect.w - 16.0, &name, &hand);
        }
        for row in &vpc.rows {
            let Rect { x, y, .. } = row.rect;
            let line = self.tokens.get("line2");
            self.put(format_args!(
                "<path d=\"M{} {}H{}\" stroke=\"{line}\" stroke-dasharray=\"3 3\" fill=\"none\"/>\n",
                n(x),
                n(y),
                n(row.rect.right())
            ));
            let mark = match row.tier {
                Tier::Public => "pub",
                Tier::Private => "priv",
                Tier::Isolated => "iso",
            };
            self.rect(Rect::new(x + 10.0, y + 8.0, 8.0, 8.0), 2.0, mark, None);
            let hand = Hand { size: 11.0, weight: 600, colour: "muted" };
            self.text(x + 24.0, y + 16.0, 120.0, row.tier.name(), &hand);
        }
        for cell in vpc.cells.iter().filter(|cell| !cell.cidr.is_empty()) {
            let at = cell.cidr_at;
            let mono = escaped(self.tokens.get("mono"));
            self.put(format_args!(
                "<text x=\"{}\" y=\"{}\" font-size=\"10.5\" font-family=\"{mono}\" text-anchor=\"end\" fill=\"{}\">{}</text>\n",
                n(at.right()),
                n(at.y + 11.5),
                self.tokens.get("muted"),
                escaped(&cell.cidr)
            ));
        }
    }

    fn edge(&mut self, edge: &Edge) {
        let colour = self.tokens.get("edge");
        let dash = match edge.kind {
            ConnectionKind::Event | ConnectionKind::Replication => " stroke-dasharray=\"6 4\"",
            ConnectionKind::Management => " stroke-dasharray=\"2 4\"",
            _ => "",
        };
        self.put(format_args!(
            "<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\"{dash}/>\n<path d=\"{}\" fill=\"{colour}\"/>\n",
            path_data(&shortened(&edge.points)),
            arrow(&edge.points)
        ));
    }

    fn label(&mut self, edge: &Edge) {
        let Some(label) = &edge.label else { return };
        self.put(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"11\" fill=\"{}\" stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\" \
             paint-order=\"stroke\">{}</text>\n",
            n(label.rect.x),
            n(label.rect.y + 11.0),
            self.tokens.get("muted"),
            self.tokens.get("bg"),
            escaped(&label.text)
        ));
    }

    fn card(&mut self, card: &Card) {
        let service = catalog::find(card.kind);
        let Rect { x, y, w, h } = card.rect;
        self.put(format_args!("<g data-component=\"{}\">\n", escaped(card.id.as_str())));
        self.rect(Rect::new(x + 0.5, y + 0.5, w - 1.0, h - 1.0), 10.0, "raised", Some(("line2", 1.0)));
        if service.support != Support::Full {
            self.put(format_args!("<title>{} is not judged, priced or exported yet</title>\n", escaped(service.name)));
        }
        let narrow = w < super::measure::NARROW;
        let pad = if narrow { 6.0 } else { 10.0 };
        self.icon(card, x + pad, y + 11.0);
        let left = x + pad + 32.0 + if narrow { 6.0 } else { 9.0 };
        let room = x + w - pad - left;
        self.name(left, y + 24.0, room, card);
        self.text(left, y + 39.0, room, &card.subtitle, &Hand { size: 11.0, weight: 400, colour: "muted" });
        for part in &card.parts {
            self.part(card, part);
        }
        self.out.push_str("</g>\n");
    }

    /// The name in bold and what it is, on one line.
    fn name(&mut self, x: f64, y: f64, room: f64, card: &Card) {
        let title = fitted(&card.title, 12.5 * BOLD, room);
        let rest = room - text_width(&title, 12.5 * BOLD) - 4.0;
        let what = if rest > 24.0 { fitted(&card.what, 12.5, rest) } else { String::new() };
        let (ink, muted) = (self.tokens.get("ink"), self.tokens.get("muted"));
        self.put(format_args!("<text x=\"{}\" y=\"{}\" font-size=\"12.5\" fill=\"{muted}\">", n(x), n(y)));
        if title != card.title {
            self.put(format_args!("<title>{}</title>", escaped(&card.title)));
        }
        self.put(format_args!("<tspan font-weight=\"600\" fill=\"{ink}\">{}</tspan>", escaped(&title)));
        if !what.is_empty() {
            self.put(format_args!(" {}", escaped(&what)));
        }
        self.out.push_str("</text>\n");
    }

    fn icon(&mut self, card: &Card, x: f64, y: f64) {
        let service = catalog::find(card.kind);
        if let Some(icon) = self.options.skin.and_then(|skin| skin(card.kind)) {
            self.put(format_args!(
                "<image x=\"{}\" y=\"{}\" width=\"32\" height=\"32\" href=\"{}\"/>\n",
                n(x),
                n(y),
                escaped(&icon)
            ));
            return;
        }
        self.rect(Rect::new(x, y, 32.0, 32.0), 7.0, tile(service.category), None);
        let ink = self.tokens.get("on-tile");
        self.put(format_args!(
            "<svg x=\"{}\" y=\"{}\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\" color=\"{ink}\" fill=\"none\" \
             stroke=\"{ink}\" stroke-width=\"1.6\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{}</svg>\n",
            n(x + 4.0),
            n(y + 4.0),
            service.icon.trim()
        ));
    }

    fn part(&mut self, card: &Card, part: &Part) {
        let (left, top) = (card.rect.x + part.x, card.rect.y);
        if part.hole {
            self.tint(Rect::new(left, top + 1.0, part.w, card.rect.h - 2.0), 0.0, "field-line", 0.14);
        }
        if part.x >= 1.0 {
            self.put(format_args!(
                "<path d=\"M{} {}V{}\" stroke=\"{}\" stroke-dasharray=\"3 3\" fill=\"none\"/>\n",
                n(left),
                n(if part.hole { top + 1.0 } else { top + CHIPS_TOP }),
                n(card.rect.bottom() - if part.hole { 1.0 } else { 8.0 }),
                self.tokens.get("line2")
            ));
        }
        let room = part.w - 2.0 * PART_PAD;
        let (mut x, mut y) = (left + PART_PAD, top + CHIPS_TOP);
        for chip in &part.chips {
            let w = chip_width(&chip.text()).min(room);
            if x > left + PART_PAD && x + w > left + PART_PAD + room + 0.01 {
                (x, y) = (left + PART_PAD, y + CHIP + CHIP_GAP);
            }
            self.chip(chip, Rect::new(x, y, w, CHIP));
            x += w + CHIP_GAP;
        }
    }

    fn chip(&mut self, chip: &Chip, rect: Rect) {
        let (ground, border, ink, dot) = match chip.state {
            ChipState::Up => ("bg", "line", "muted", Some("ok")),
            ChipState::Lost => ("bad-soft", "bad", "bad", Some("bad")),
            ChipState::Cut => ("bad-soft", "line", "bad", Some("bad")),
            ChipState::Waiting | ChipState::Starting | ChipState::TakingOver => {
                ("warn-soft", "line", "warn", Some("warn"))
            }
            ChipState::Empty | ChipState::More => ("none", "line", "muted", None),
        };
        let inner = Rect::new(rect.x + 0.5, rect.y + 0.5, rect.w - 1.0, rect.h - 1.0);
        self.rect(inner, 7.0, ground, Some((border, 1.0)));
        let mut x = rect.x + 9.0;
        if let Some(dot) = dot {
            let (cx, cy) = (rect.x + 12.0, rect.y + CHIP / 2.0);
            self.put(format_args!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"3.5\" fill=\"{}\"/>\n",
                n(cx),
                n(cy),
                self.tokens.get(dot)
            ));
            x += 12.0;
        }
        let room = rect.right() - 6.0 - x;
        self.text(x, rect.y + 15.0, room, &chip.text(), &Hand { size: 11.0, weight: 500, colour: ink });
    }
}

fn tile(category: Category) -> &'static str {
    match category {
        Category::Entry => "tile-entry",
        Category::Edge => "tile-edge",
        Category::Network => "tile-network",
        Category::Compute => "tile-compute",
        Category::Database => "tile-database",
        Category::Storage => "tile-storage",
        Category::Integration => "tile-integration",
        Category::Security => "tile-security",
        Category::Operations => "tile-operations",
    }
}

/// The longest beginning of a text that fits, with an ellipsis where something was cut.
fn fitted(text: &str, size: f64, room: f64) -> String {
    if text_width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if text_width(&kept, size) + size > room {
            kept.pop();
            break;
        }
    }
    let kept = kept.trim_end();
    if kept.is_empty() { String::new() } else { format!("{kept}…") }
}

/// A coordinate with at most one decimal.
fn n(value: f64) -> f64 {
    let tenth = (value * 10.0).round() / 10.0;
    if tenth == 0.0 { 0.0 } else { tenth }
}

/// A text as XML: markup escaped, characters that XML 1.0 cannot hold left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            letter => out.push(letter),
        }
    }
    out
}
