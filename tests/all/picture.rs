//! Pictures: nothing overlaps, lanes and tiers mean what they say, and the same design gives the same picture.

use zonewise::codec::load;
use zonewise::model::{Design, Id, Place};
use zonewise::picture::{Card, Rect, Scene, VpcBox};
use zonewise::system::{Cidr, subnets};

use crate::support::random;

fn sample(name: &str) -> Design {
    load(&std::fs::read(format!("public/samples/{name}.zonewise.json")).unwrap()).unwrap().design
}

/// Everything that is wrong with a picture, in words.
fn wrong(design: &Design, scene: &Scene) -> Vec<String> {
    let mut found = Vec::new();
    for (index, a) in scene.cards.iter().enumerate() {
        for b in scene.cards.iter().skip(index + 1) {
            if a.rect.overlaps(&b.rect) {
                found.push(format!("{} and {} overlap", a.id, b.id));
            }
        }
        match &a.place {
            Place::Vpc(vpc) => found.extend(in_vpc(a, scene.vpc(vpc).unwrap())),
            Place::Region(region) => {
                let frame = scene.regions.iter().find(|other| other.region == *region).unwrap();
                if !frame.rect.encloses(&a.rect) {
                    found.push(format!("{} is outside {region}", a.id));
                }
                found.extend(
                    scene
                        .vpcs
                        .iter()
                        .filter(|vpc| vpc.rect.overlaps(&a.rect))
                        .map(|vpc| format!("{} is on {}", a.id, vpc.id)),
                );
            }
            Place::Global => found.extend(
                scene
                    .regions
                    .iter()
                    .filter(|r| r.rect.overlaps(&a.rect))
                    .map(|r| format!("{} is on {}", a.id, r.region)),
            ),
        }
        if !scene.bounds.encloses(&a.rect) {
            found.push(format!("{} is outside the picture", a.id));
        }
    }
    let drawn: Vec<&Id> = scene.cards.iter().map(|card| &card.id).collect();
    let expected: Vec<&Id> = design.components.values().filter(|c| c.kind != "vpc").map(|c| &c.id).collect();
    if drawn != expected {
        found.push(format!("drawn {drawn:?}, not {expected:?}"));
    }
    for edge in &scene.edges {
        for pair in edge.points.windows(2) {
            if (pair[0].x - pair[1].x).abs() > 0.01 && (pair[0].y - pair[1].y).abs() > 0.01 {
                found.push(format!("{} runs aslant", edge.key));
            }
        }
        let (from, to) = (scene.rect_of(&edge.key.from).unwrap(), scene.rect_of(&edge.key.to).unwrap());
        let (first, last) = (edge.points.first().unwrap(), edge.points.last().unwrap());
        if !from.grown(1.0).contains(*first) || !to.grown(1.0).contains(*last) {
            found.push(format!("{} does not meet its cards", edge.key));
        }
    }
    if scene.edges.len() != design.connections.len() {
        found.push("a connection is not drawn".to_owned());
    }
    found
}

/// Inside a VPC, x and width follow from the zones and the row from the tier.
fn in_vpc(card: &Card, vpc: &VpcBox) -> Vec<String> {
    let mut found = Vec::new();
    let row = vpc.rows.iter().find(|row| Some(row.tier) == card.tier).unwrap();
    if card.rect.y < row.rect.y || card.rect.bottom() > row.rect.bottom() {
        found.push(format!("{} is outside the {} row", card.id, row.tier));
    }
    for lane in &vpc.lanes {
        let reaches = card.rect.x < lane.rect.right() && lane.rect.x < card.rect.right();
        let part = card.part(lane.zone);
        if reaches != part.is_some() {
            found.push(format!("{}: part in {} and reach differ", card.id, lane.zone));
        }
        if part.is_some_and(|part| part.hole == card.zones.contains(&lane.zone)) {
            found.push(format!("{}: lane {} is drawn as what it is not", card.id, lane.zone));
        }
        if part.is_none() && card.zones.contains(&lane.zone) {
            found.push(format!("{}: lane {} is missing", card.id, lane.zone));
        }
    }
    found
}

#[test]
fn samples_are_drawn_without_fault() {
    for name in crate::terraform::SAMPLES {
        let design = sample(name);
        assert_eq!(wrong(&design, &Scene::of(&design)), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn lines_of_the_samples_pass_by_cards_and_labels_touch_nothing() {
    for name in crate::terraform::SAMPLES {
        let scene = Scene::of(&sample(name));
        let mut labels: Vec<Rect> = Vec::new();
        for edge in &scene.edges {
            for pair in edge.points.windows(2) {
                let stretch = Rect::between(pair[0], pair[1]);
                for card in &scene.cards {
                    assert!(!card.rect.grown(-1.0).overlaps(&stretch), "{name}: {} cuts {}", edge.key, card.id);
                }
            }
            if let Some(label) = &edge.label {
                let clear = scene.cards.iter().all(|card| !card.rect.overlaps(&label.rect))
                    && labels.iter().all(|other| !other.overlaps(&label.rect))
                    && scene.vpcs.iter().flat_map(|vpc| &vpc.cells).all(|cell| !cell.cidr_at.overlaps(&label.rect));
                assert!(clear, "{name}: {:?} touches something", label);
                labels.push(label.rect);
            }
        }
    }
}

#[test]
fn a_pinned_card_stays_and_what_stood_there_moves() {
    let mut design = sample("serverless-web-app");
    let before = Scene::of(&design);
    let other = before.card("api").unwrap().rect;
    let at = zonewise::model::Point { x: other.x + 10.0, y: other.y + 5.0 };
    design.components.get_mut("greetings").unwrap().at = Some(at);
    let scene = Scene::of(&design);
    let pinned = scene.card("greetings").unwrap().rect;
    assert_eq!((pinned.x, pinned.y), (at.x, at.y));
    assert_eq!(wrong(&design, &scene), Vec::<String>::new());
}

#[test]
fn six_lanes_fit_into_900() {
    let mut design = sample("wordpress-ha");
    let zones: Vec<_> = (0..6).map(|index| zonewise::model::Zone::nth(index).unwrap()).collect();
    for id in ["main", "alb", "web", "db", "files"] {
        design.components.get_mut(id).unwrap().zones = zones.clone();
    }
    let scene = Scene::of(&design);
    assert_eq!(wrong(&design, &scene), Vec::<String>::new());
    assert!(scene.vpcs[0].rect.w <= 900.0, "{}", scene.vpcs[0].rect.w);
}

#[test]
fn random_designs_are_drawn_without_fault_and_the_same_twice() {
    for seed in 0..60 {
        for options in [random::Options::ODD, random::Options::PLANNABLE] {
            let mut design = random::design(seed, &options);
            // Some pinned, so that they stand in each other's way.
            let mut rng = random::Rng::new(seed);
            for component in design.components.values_mut() {
                if rng.percent(30) {
                    let place = |rng: &mut random::Rng| rng.range(0, 1200) as f64 - 300.0;
                    component.at = Some(zonewise::model::Point { x: place(&mut rng), y: place(&mut rng) });
                }
            }
            let scene = Scene::of(&design);
            assert_eq!(wrong(&design, &scene), Vec::<String>::new(), "seed {seed}");
            assert_eq!(scene, Scene::of(&design), "seed {seed}");
        }
    }
}

fn ranges(design: &Design) -> Vec<String> {
    let cidr = |cidr: Option<Cidr>| cidr.map_or_else(|| "none".to_owned(), |cidr| cidr.to_string());
    subnets(design, &Id::new("main")).iter().map(|s| format!("{}/{} {}", s.tier, s.zone, cidr(s.cidr))).collect()
}

#[test]
fn subnets_are_cut_from_the_range_and_adding_a_zone_renumbers_none() {
    let mut design = sample("wordpress-ha");
    let before = ranges(&design);
    assert_eq!(
        before,
        [
            "public/a 10.0.0.0/20",
            "public/b 10.0.16.0/20",
            "private/a 10.0.48.0/20",
            "private/b 10.0.64.0/20",
            "isolated/a 10.0.96.0/20",
            "isolated/b 10.0.112.0/20"
        ]
    );
    for id in ["main", "alb", "web", "db"] {
        design.components.get_mut(id).unwrap().zones = random::zones("abcdef");
    }
    let after = ranges(&design);
    assert_eq!(after.len(), 18);
    assert!(before.iter().all(|subnet| after.contains(subnet)), "{after:?}");
    let cut: Vec<Cidr> = subnets(&design, &Id::new("main")).iter().map(|subnet| subnet.cidr.unwrap()).collect();
    for (index, a) in cut.iter().enumerate() {
        assert!(Cidr::parse("10.0.0.0/16").unwrap().contains(*a));
        assert!(cut.iter().skip(index + 1).all(|b| !a.overlaps(*b)), "{a}");
    }
}

#[test]
fn listed_subnets_stand_and_the_derived_make_room() {
    let mut design = sample("wordpress-ha");
    let vpc = design.components.get_mut("main").unwrap();
    let listed = serde_json::json!({"public": {"a": "10.0.16.0/21"}, "isolated": {"b": "nonsense"}});
    vpc.settings.insert("subnets".to_owned(), listed);
    assert_eq!(ranges(&design)[..2], ["public/a 10.0.16.0/21", "public/b 10.0.0.0/20"]);
    // A range without room for subnets leaves them without one; nothing fails.
    let vpc = design.components.get_mut("main").unwrap();
    vpc.settings.insert("cidr_block".to_owned(), "10.0.0.0/28".into());
    vpc.settings.remove("subnets");
    assert!(ranges(&design).iter().all(|subnet| subnet.ends_with("none")));
}
