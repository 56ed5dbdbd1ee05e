//! Where a component of a service lands, and what has to be created for it.

use super::hit::{Ground, ground};
use crate::catalog::{Scope, Service};
use crate::model::{Command, Component, Design, Id, Place, Point, Tier, Value, Zone};
use crate::picture::{Rect, Scene};

/// The zones of a VPC that is created because something needs one: two, so that spreading is possible.
const NEW_ZONES: usize = 2;
/// Positions are multiples of this.
const GRID: f64 = 8.0;

/// Where a component lands.
#[derive(Clone, PartialEq, Debug)]
pub struct Landing {
    /// The container.
    pub place: Place,
    /// The row, in a VPC.
    pub tier: Option<Tier>,
    /// The lanes, in a VPC.
    pub zones: Vec<Zone>,
    /// The position; `None` leaves it to the layout.
    pub at: Option<Point>,
    /// A VPC that must be created for it.
    pub creates: Option<Box<Component>>,
    /// Why it lands elsewhere than under the pointer; empty where it does not.
    pub why: String,
    /// What to highlight while the pointer is here. `None` = nothing there yet.
    pub highlight: Option<Rect>,
}

/// Where a new component of a service lands when it is dropped at a point.
pub fn landing(design: &Design, scene: &Scene, service: &Service, at: Point) -> Landing {
    let under = ground(scene, at);
    let here = Some(snapped(at));
    let plain = |place: Place, at: Option<Point>, why: String, highlight: Option<Rect>| Landing {
        place,
        tier: None,
        zones: Vec::new(),
        at,
        creates: None,
        why,
        highlight,
    };
    let region_under = || match &under {
        Ground::Region(region) => region.clone(),
        Ground::Cell { vpc, .. } => {
            scene.vpc(vpc).map_or_else(|| design.header.region.clone(), |vpc| vpc.region.clone())
        }
        Ground::Outside => design.header.region.clone(),
    };
    let frame = |region: &str| scene.regions.iter().find(|other| other.region == region).map(|other| other.rect);
    match (service.scope, &under) {
        (Scope::Global, Ground::Outside) => plain(Place::Global, here, String::new(), None),
        (Scope::Global, _) => plain(Place::Global, None, format!("{} belongs to no region", service.short), None),
        (Scope::Regional | Scope::RegionalOrVpc | Scope::Container, Ground::Region(region)) => {
            plain(Place::Region(region.clone()), here, String::new(), frame(region))
        }
        (Scope::Regional | Scope::Container, Ground::Cell { .. }) => {
            let region = region_under();
            let why = format!("{} lives in the region, beside the VPC", service.short);
            let rect = frame(&region);
            plain(Place::Region(region), None, why, rect)
        }
        (Scope::Regional | Scope::RegionalOrVpc | Scope::Container, Ground::Outside) => {
            let region = region_under();
            let rect = frame(&region);
            let (at, why) = match rect {
                Some(_) => (None, format!("{} lives in a region", service.short)),
                None => (None, String::new()),
            };
            plain(Place::Region(region), at, why, rect)
        }
        (Scope::RegionalOrVpc | Scope::Zonal | Scope::Spanning, Ground::Cell { vpc, tier, zone }) => {
            in_vpc(design, scene, service, vpc, Some((*tier, *zone)), String::new())
        }
        (Scope::Zonal | Scope::Spanning, _) => {
            let why = format!("{} needs a subnet", with_article(service));
            match nearest_vpc(scene, &region_under(), at) {
                Some(vpc) => in_vpc(design, scene, service, &vpc, None, why),
                None => in_new_vpc(design, service, &region_under()),
            }
        }
    }
}

/// Where a new component of a service lands when nobody points anywhere: in its usual tier of the VPC of
/// what is near, else of the first VPC; beside the VPCs where it need not be in one.
pub fn usual(design: &Design, scene: &Scene, service: &Service, near: Option<&Id>) -> Landing {
    let near = near.and_then(|id| design.component(id));
    let own_vpc = near.and_then(|near| if near.kind == "vpc" { Some(&near.id) } else { near.place.vpc() });
    let region = near.and_then(|near| design.region_of(near)).unwrap_or(&design.header.region).to_owned();
    let vpc = own_vpc.cloned().or_else(|| {
        let in_region = scene.vpcs.iter().find(|vpc| vpc.region == region);
        in_region.or(scene.vpcs.first()).map(|vpc| vpc.id.clone())
    });
    match (service.scope, vpc) {
        (Scope::Zonal | Scope::Spanning, Some(vpc)) => in_vpc(design, scene, service, &vpc, None, String::new()),
        (Scope::Zonal | Scope::Spanning, None) => in_new_vpc(design, service, &region),
        (scope, _) => Landing {
            place: if scope == Scope::Global { Place::Global } else { Place::Region(region) },
            tier: None,
            zones: Vec::new(),
            at: None,
            creates: None,
            why: String::new(),
            highlight: None,
        },
    }
}

/// The name of a service in a sentence: "an Auto Scaling group".
fn with_article(service: &Service) -> String {
    let vowel = service.name.starts_with(['A', 'E', 'I', 'O']);
    format!("{} {}", if vowel { "an" } else { "a" }, service.name)
}

/// The nearest VPC, one of the region first.
fn nearest_vpc(scene: &Scene, region: &str, at: Point) -> Option<Id> {
    let distance = |rect: &Rect| {
        let centre = rect.centre();
        (centre.x - at.x).abs() + (centre.y - at.y).abs()
    };
    scene
        .vpcs
        .iter()
        .min_by(|a, b| {
            (a.region != region).cmp(&(b.region != region)).then(distance(&a.rect).total_cmp(&distance(&b.rect)))
        })
        .map(|vpc| vpc.id.clone())
}

fn in_vpc(
    design: &Design,
    scene: &Scene,
    service: &Service,
    vpc: &Id,
    cell: Option<(Tier, Zone)>,
    why: String,
) -> Landing {
    let lanes = design.component(vpc).map(|vpc| vpc.zones.clone()).unwrap_or_default();
    let tier = cell.map_or(service.tier, |(tier, _)| tier);
    let zone = cell.map(|(_, zone)| zone).or_else(|| free_lane(design, service, vpc, &lanes)).unwrap_or(Zone::A);
    let zones = if service.scope == Scope::Zonal { vec![zone] } else { lanes };
    let highlight = scene.vpc(vpc).and_then(|vpc| {
        let row = vpc.rows.iter().find(|row| row.tier == tier)?;
        let lanes = vpc.lanes.iter().filter(|lane| zones.contains(&lane.zone)).map(|lane| lane.rect);
        let span = lanes.reduce(|all, lane| all.union(&lane))?;
        Some(Rect { y: row.rect.y, h: row.rect.h, ..span })
    });
    let why = if why.is_empty() { why } else { format!("placed in {vpc} because {why}") };
    Landing { place: Place::Vpc(vpc.clone()), tier: Some(tier), zones, at: None, creates: None, why, highlight }
}

/// The lane of a VPC with the fewest components of this service, so that a second NAT gateway takes the
/// second zone.
fn free_lane(design: &Design, service: &Service, vpc: &Id, lanes: &[Zone]) -> Option<Zone> {
    let count = |zone: &Zone| {
        design.children_of(vpc).filter(|child| child.kind == service.id && child.zones.contains(zone)).count()
    };
    lanes.iter().copied().min_by_key(count)
}

fn in_new_vpc(design: &Design, service: &Service, region: &str) -> Landing {
    let mut vpc = new_vpc(design, region);
    vpc.zones = (0..NEW_ZONES).filter_map(Zone::nth).collect();
    let zones = match service.scope {
        Scope::Zonal => vpc.zones.iter().copied().take(1).collect(),
        _ => vpc.zones.clone(),
    };
    Landing {
        place: Place::Vpc(vpc.id.clone()),
        tier: Some(service.tier),
        zones,
        at: None,
        creates: Some(Box::new(vpc)),
        why: format!("created a VPC because {} needs a subnet", with_article(service)),
        highlight: None,
    }
}

/// A VPC with a free id and an address range that no other VPC of the design has.
fn new_vpc(design: &Design, region: &str) -> Component {
    let mut vpc = Component::new(design.free_id("main").as_str(), "vpc");
    vpc.place = Place::Region(region.to_owned());
    vpc.zones = (0..NEW_ZONES).filter_map(Zone::nth).collect();
    let count = design.components.values().filter(|component| component.kind == "vpc").count();
    if count > 0 {
        vpc.settings.insert("cidr_block".to_owned(), Value::from(format!("10.{}.0.0/16", count.min(255))));
    }
    vpc
}

/// Adds a component of a service where it lands: the command, the new component's id, and a sentence about
/// what else was done; empty where nothing else was.
pub fn add(design: &Design, service: &Service, landing: Landing) -> (Command, Id, String) {
    let mut components = Vec::new();
    let component = if service.scope == Scope::Container {
        let region = match &landing.place {
            Place::Region(region) => region.clone(),
            _ => design.header.region.clone(),
        };
        Component { at: landing.at, ..new_vpc(design, &region) }
    } else {
        components.extend(landing.creates.map(|vpc| *vpc));
        let mut component = Component::new(free_id(design, &components, service).as_str(), service.id);
        component.place = landing.place;
        component.tier = landing.tier;
        component.zones = landing.zones;
        component.at = landing.at;
        component
    };
    let id = component.id.clone();
    components.push(component);
    (Command::Add { components, connections: Vec::new() }, id, landing.why)
}

fn free_id(design: &Design, added: &[Component], service: &Service) -> Id {
    let stem = service.id.replace('_', "-");
    let mut id = design.free_id(&stem);
    // Only a VPC can have been added before it, and `main` is no service's stem.
    if added.iter().any(|component| component.id == id) {
        id = design.free_id(&format!("{stem}-"));
    }
    id
}

/// The nearest point of the grid.
pub fn snapped(at: Point) -> Point {
    let snap = |length: f64| (length / GRID).round() * GRID;
    Point { x: snap(at.x), y: snap(at.y) }
}
