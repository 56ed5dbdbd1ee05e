//! Editing without a screen: gestures become commands, drops create what is missing, copies keep their links.

use zonewise::catalog;
use zonewise::codec::load;
use zonewise::editor::{
    self, Button, Camera, Effect, Gesture, Ground, Hit, Input, Modifiers, Pointer, Side, View, Wheel, step,
};
use zonewise::model::{Command, Component, Design, History, Id, Place, Point, Size, Tier, broken};
use zonewise::picture::{Rect, Scene};

use crate::support::random;

fn sample(name: &str) -> Design {
    load(&std::fs::read(format!("public/samples/{name}.zonewise.json")).unwrap()).unwrap().design
}

fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

/// A design with a screen before it: what is pressed is looked up as the canvas does it.
struct Desk {
    design: Design,
    scene: Scene,
    history: History,
    camera: Camera,
    gesture: Gesture,
    selected: Vec<Id>,
    said: Vec<String>,
}

impl Desk {
    fn new(design: Design) -> Self {
        let scene = Scene::of(&design);
        let camera = Camera { x: 300.0, y: 120.0, zoom: 0.8 };
        let (history, gesture) = (History::default(), Gesture::Idle);
        Self { design, scene, history, camera, gesture, selected: Vec::new(), said: Vec::new() }
    }

    fn pointer(&self, world: Point, held: Modifiers) -> Pointer {
        let selected = (self.selected.len() == 1).then(|| &self.selected[0]);
        let hit = editor::hit(&self.scene, selected, world, self.camera.zoom);
        Pointer { at: self.camera.to_screen(world), button: Button::Main, held, touch: false, hit }
    }

    fn input(&mut self, input: &Input) {
        let view = View {
            design: &self.design,
            scene: &self.scene,
            camera: self.camera,
            selected: &self.selected,
            lines: &[],
        };
        let (gesture, effects) = step(&self.gesture, input, &view);
        self.gesture = gesture;
        for effect in effects {
            match effect {
                Effect::Look(camera) => self.camera = camera,
                Effect::Select { components, .. } => self.selected = components,
                Effect::Run(command) => {
                    let plan = command.plan(&self.design).unwrap();
                    self.history.commit(&mut self.design, plan.label, plan.changes);
                    self.scene = Scene::of(&self.design);
                    assert_eq!(broken(&self.design), []);
                }
                Effect::Say(text) | Effect::Refuse(text) => self.said.push(text),
                other => self.said.push(format!("{other:?}")),
            }
        }
    }

    fn drag_holding(&mut self, from: Point, to: Point, held: Modifiers) {
        let down = self.pointer(from, held);
        self.input(&Input::Down(down));
        for share in [0.3, 0.7, 1.0] {
            let on_way = at(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
            let moved = self.pointer(on_way, held);
            self.input(&Input::Move(moved));
        }
        let up = self.pointer(to, held);
        self.input(&Input::Up(up));
        assert_eq!(self.gesture, Gesture::Idle);
    }

    fn drag(&mut self, from: Point, to: Point) {
        self.drag_holding(from, to, Modifiers::default());
    }

    fn click(&mut self, world: Point) {
        let pointer = self.pointer(world, Modifiers::default());
        self.input(&Input::Down(pointer.clone()));
        self.input(&Input::Up(pointer));
    }

    fn rect(&self, id: &str) -> Rect {
        self.scene.rect_of(id).unwrap_or_else(|| panic!("{id} is not drawn"))
    }

    /// A point on a card that is neither border nor handle.
    fn head(&self, id: &str) -> Point {
        let rect = self.rect(id);
        at(rect.x + rect.w * 0.3, rect.y + 27.0)
    }

    fn component(&self, id: &str) -> &Component {
        self.design.component(id).unwrap_or_else(|| panic!("{id} does not exist"))
    }

    fn zones(&self, id: &str) -> String {
        self.component(id).zones.iter().map(ToString::to_string).collect()
    }

    fn take(&mut self, kind: &'static str, world: Point) {
        let screen = self.camera.to_screen(world);
        self.input(&Input::Take { kind, at: screen });
        let up = self.pointer(world, Modifiers::default());
        self.input(&Input::Up(up));
    }
}

#[test]
fn a_press_that_stays_selects_and_one_that_moves_drags() {
    let mut desk = Desk::new(sample("wordpress-ha"));
    let head = desk.head("cdn");
    desk.click(head);
    assert_eq!(desk.selected, [Id::new("cdn")]);
    let before = desk.rect("cdn");
    desk.drag(head, at(head.x - 40.0, head.y + 160.0));
    let after = desk.rect("cdn");
    // Onto the grid, and so within half a step of it.
    assert_eq!((after.x % 8.0, after.y % 8.0), (0.0, 0.0));
    assert!((after.x - before.x + 40.0).abs() <= 4.0 && (after.y - before.y - 160.0).abs() <= 4.0, "{after:?}");
    assert_eq!(desk.history.undo_label(), Some("Move CDN"));
    desk.history.undo(&mut desk.design);
    assert_eq!(desk.design, sample("wordpress-ha"), "one gesture is one undo step");
}

#[test]
fn escape_leaves_everything_as_it_was() {
    let mut desk = Desk::new(sample("wordpress-ha"));
    let (head, far) = (desk.head("db"), at(2000.0, 2000.0));
    let down = desk.pointer(head, Modifiers::default());
    desk.input(&Input::Down(down));
    let moved = desk.pointer(far, Modifiers::default());
    desk.input(&Input::Move(moved));
    assert!(matches!(desk.gesture, Gesture::Drag { .. }));
    desk.input(&Input::Cancel);
    assert_eq!(desk.gesture, Gesture::Idle);
    let up = desk.pointer(far, Modifiers::default());
    desk.input(&Input::Up(up));
    assert_eq!(desk.design, sample("wordpress-ha"));
}

#[test]
fn inside_a_vpc_the_row_is_the_tier_and_the_lanes_are_the_zones() {
    let mut desk = Desk::new(sample("wordpress-weak"));
    assert_eq!(desk.zones("web"), "a");
    let (head, vpc) = (desk.head("web"), desk.scene.vpc("main").unwrap().clone());
    desk.drag(head, at(vpc.lanes[1].rect.centre().x, head.y));
    assert_eq!(desk.zones("web"), "b");
    assert_eq!(desk.component("web").tier, Some(Tier::Private));
    let (head, public) = (desk.head("web"), desk.rect("alb").centre().y);
    desk.drag(head, at(head.x, public));
    assert_eq!(desk.component("web").tier, Some(Tier::Public));
    assert_eq!(desk.zones("web"), "b");
}

#[test]
fn a_component_that_needs_a_subnet_does_not_leave_its_vpc() {
    let mut desk = Desk::new(sample("wordpress-ha"));
    let head = desk.head("db");
    desk.drag(head, at(-500.0, head.y));
    assert_eq!(desk.component("db").place, Place::Vpc(Id::new("main")));
}

#[test]
fn the_order_in_a_row_is_the_users() {
    let mut desk = Desk::new(sample("wordpress-ha"));
    assert!(desk.rect("db").y < desk.rect("files").y);
    let (head, above) = (desk.head("files"), desk.rect("db").y - 4.0);
    desk.drag(head, at(head.x, above - (desk.rect("files").centre().y - head.y)));
    assert!(desk.rect("files").y < desk.rect("db").y);
    // And back by key.
    let ids = [Id::new("files")];
    let command = editor::nudge(&desk.design, &desk.scene, &ids, 0.0, 8.0).unwrap();
    let plan = command.plan(&desk.design).unwrap();
    desk.history.commit(&mut desk.design, plan.label, plan.changes);
    let scene = Scene::of(&desk.design);
    assert!(scene.card("db").unwrap().rect.y < scene.card("files").unwrap().rect.y);
}

#[test]
fn handles_stretch_over_lanes_and_never_to_nothing() {
    let mut desk = Desk::new(sample("wordpress-ha"));
    desk.click(desk.head("db"));
    let rect = desk.rect("db");
    desk.drag(at(rect.right(), rect.centre().y), at(rect.x + 20.0, rect.centre().y));
    assert_eq!(desk.zones("db"), "a");
    let rect = desk.rect("db");
    desk.drag(at(rect.right(), rect.centre().y), at(rect.x - 900.0, rect.centre().y));
    assert_eq!(desk.zones("db"), "a");
    let rect = desk.rect("db");
    desk.drag(at(rect.right(), rect.centre().y), at(rect.right() + 300.0, rect.centre().y));
    assert_eq!(desk.zones("db"), "ab");
}

#[test]
fn stretching_a_single_database_is_not_passed_off_as_a_standby() {
    let mut desk = Desk::new(sample("wordpress-weak"));
    desk.design.components.get_mut("db").unwrap().zones = random::zones("a");
    desk.scene = Scene::of(&desk.design);
    desk.click(desk.head("db"));
    let rect = desk.rect("db");
    desk.drag(at(rect.right(), rect.centre().y), at(rect.right() + 200.0, rect.centre().y));
    assert_eq!(desk.zones("db"), "ab");
    assert_eq!(desk.said, ["db may now use zone b; nothing of it runs there yet."]);
}

#[test]
fn stretching_keeps_the_first_zone_first() {
    let desk = Desk::new(sample("wordpress-ha"));
    let vpc = desk.scene.vpc("main").unwrap();
    let zones = random::zones("b");
    let pulled = editor::stretched(vpc, &zones, Side::Left, vpc.lanes[0].rect.x);
    assert_eq!(pulled, random::zones("ba"));
    assert_eq!(editor::toggled(&pulled, pulled[0]), random::zones("a"));
    assert_eq!(editor::toggled(&random::zones("a"), random::zones("a")[0]), random::zones("a"));
}

#[test]
fn a_drop_creates_what_is_missing() {
    let mut desk = Desk::new(Design::new("empty", "eu-west-1"));
    desk.take("asg", at(100.0, 100.0));
    let asg = desk.component("asg").clone();
    assert_eq!((asg.place, asg.tier), (Place::Vpc(Id::new("main")), Some(Tier::Private)));
    assert_eq!(desk.component("main").place, Place::Region("eu-west-1".to_owned()));
    assert_eq!(desk.zones("asg"), "ab");
    assert_eq!(desk.said, ["Created a VPC because an Auto Scaling group needs a subnet."]);
    desk.history.undo(&mut desk.design);
    assert!(desk.design.components.is_empty(), "one undoable step");
}

#[test]
fn a_drop_lands_in_the_cell_under_the_pointer() {
    for (kind, zones) in [("nat_gateway", "b"), ("rds", "ab"), ("lambda", "ab"), ("alb", "ab")] {
        let mut desk = Desk::new(sample("wordpress-ha"));
        let vpc = desk.scene.vpc("main").unwrap();
        let point = at(vpc.lanes[1].rect.centre().x, vpc.rows[1].rect.centre().y);
        let ground = editor::ground(&desk.scene, point);
        assert_eq!(ground, Ground::Cell { vpc: Id::new("main"), tier: Tier::Private, zone: random::zones("b")[0] });
        desk.take(kind, point);
        let new = desk.selected[0].clone();
        assert_eq!(desk.component(&new).tier, Some(Tier::Private), "{kind}");
        assert_eq!(desk.zones(&new), zones, "{kind}");
    }
}

#[test]
fn regional_and_global_services_never_land_in_a_vpc() {
    for service in catalog::all() {
        let mut desk = Desk::new(sample("wordpress-ha"));
        let inside = desk.scene.vpc("main").unwrap().rect.centre();
        desk.take(service.id, inside);
        let new = desk.component(&desk.selected[0].clone()).clone();
        let in_vpc = new.place.vpc().is_some();
        assert_eq!(in_vpc, service.scope.fits_vpc(), "{}", service.id);
    }
}

#[test]
fn what_is_added_without_pointing_takes_its_usual_place() {
    let desk = Desk::new(sample("wordpress-ha"));
    for (kind, place, tier) in [
        ("alb", Place::Vpc(Id::new("main")), Some(Tier::Public)),
        ("rds", Place::Vpc(Id::new("main")), Some(Tier::Isolated)),
        ("lambda", Place::Region("us-east-1".to_owned()), None),
        ("cloudfront", Place::Global, None),
    ] {
        let landing = editor::usual(&desk.design, &desk.scene, catalog::find(kind), None);
        assert_eq!((landing.place, landing.tier), (place, tier), "{kind}");
    }
}

#[test]
fn connections_follow_the_matrix() {
    let mut desk = Desk::new(sample("wordpress-ha"));
    let band = |desk: &Desk, id: &str| {
        let rect = desk.rect(id);
        at(rect.x + rect.w * 0.3, rect.bottom() - 2.0)
    };
    let count = desk.design.connections.len();
    desk.drag(band(&desk, "alb"), desk.head("files"));
    assert_eq!(desk.design.connections.len(), count);
    assert_eq!(desk.said, ["Application Load Balancer cannot call Amazon EFS."]);
    desk.drag(band(&desk, "cdn"), desk.head("web"));
    assert_eq!(desk.design.connections.len(), count + 1);
    // Again: they are connected already.
    desk.drag(band(&desk, "cdn"), desk.head("web"));
    assert_eq!(desk.design.connections.len(), count + 1);
}

#[test]
fn state_is_read_and_written_rather_than_called() {
    let desk = Desk::new(sample("serverless-web-app"));
    let (from, to) = (Id::new("get-greetings"), Id::new("contacts"));
    let connection = editor::connection(&desk.design, &from, &to).unwrap();
    assert_eq!(connection.kind.name(), "data");
}

#[test]
fn a_box_selects_what_it_encloses() {
    let mut desk = Desk::new(sample("wordpress-ha"));
    let around = desk.rect("visitors").union(&desk.rect("cdn")).grown(10.0);
    desk.drag(at(around.x, around.y), at(around.right(), around.bottom()));
    assert_eq!(desk.selected, [Id::new("cdn"), Id::new("visitors")]);
}

#[test]
fn copies_keep_settings_and_inner_links_under_free_ids() {
    let design = sample("wordpress-ha");
    let (command, fresh) = editor::duplicate(&design, &[Id::new("main")]);
    let mut copied = design.clone();
    let plan = command.plan(&design).unwrap();
    History::default().commit(&mut copied, plan.label, plan.changes);
    assert_eq!(fresh.len(), 5);
    assert_eq!(broken(&copied), []);
    assert_eq!(copied.components["db2"].settings, design.components["db"].settings);
    assert_eq!(copied.components["db2"].place, Place::Vpc(Id::new("main2")));
    let links = |design: &Design| design.connections.keys().filter(|key| key.from.starts_with("web")).count();
    assert_eq!(links(&copied), 2 * links(&design));
    // Into another design: the VPC does not come along.
    let clip = editor::clip(&design, &[Id::new("db")]);
    let (command, _) = editor::paste(&Design::new("other", "eu-west-1"), &clip, Point::default());
    let Command::Add { components, .. } = command else { panic!("{command:?}") };
    assert_eq!(components[0].place, Place::Region("eu-west-1".to_owned()));
}

#[test]
fn alt_drags_a_copy() {
    let mut desk = Desk::new(sample("wordpress-ha"));
    let head = desk.head("visitors");
    let alt = Modifiers { alt: true, ..Modifiers::default() };
    desk.drag_holding(head, at(head.x, head.y + 400.0), alt);
    assert!(desk.design.component("visitors2").is_some());
    assert!((desk.rect("visitors2").y - desk.rect("visitors").y - 400.0).abs() < 16.0);
}

#[test]
fn zooming_keeps_the_point_under_the_pointer() {
    let camera = Camera { x: 13.0, y: -40.0, zoom: 0.9 };
    let pointer = at(333.0, 222.0);
    for wheel in [Wheel::Zoom { factor: 1.3 }, Wheel::Zoom { factor: 0.2 }, Wheel::Zoom { factor: 100.0 }] {
        let (before, after) = (camera.to_world(pointer), camera.wheeled(pointer, wheel).to_world(pointer));
        assert!((before.x - after.x).abs() < 1e-6 && (before.y - after.y).abs() < 1e-6, "{wheel:?}");
    }
    let there = Wheel::read(0.0, 100.0, true, false, true);
    let back = Wheel::read(0.0, -100.0, true, false, true);
    let same = camera.wheeled(pointer, there).wheeled(pointer, back);
    assert!((same.zoom - camera.zoom).abs() < 1e-9);
    let shown = Camera::showing(&Rect::new(-100.0, 50.0, 3000.0, 500.0), Size { w: 800.0, h: 600.0 }, 1.0);
    let visible = shown.visible(Size { w: 800.0, h: 600.0 });
    assert!(visible.encloses(&Rect::new(-100.0, 50.0, 3000.0, 500.0)));
}

#[test]
fn any_sequence_of_drags_keeps_every_design_sound() {
    for seed in 0..30 {
        let mut desk = Desk::new(random::design(seed, &random::Options::PLANNABLE));
        let start = desk.design.clone();
        let mut rng = random::Rng::new(seed);
        for _ in 0..6 {
            let ids: Vec<Id> = desk.design.components.keys().cloned().collect();
            if ids.is_empty() {
                break;
            }
            let from = desk.head(rng.pick::<Id>(&ids));
            let near = desk.rect(rng.pick::<Id>(&ids)).centre();
            let to = if rng.percent(70) { near } else { at(near.x + 300.0, near.y - 500.0) };
            if rng.percent(30) {
                let kinds: Vec<&'static str> = catalog::all().map(|service| service.id).collect();
                desk.take(*rng.pick::<&'static str>(&kinds), to);
            } else {
                desk.drag(from, to);
            }
        }
        while desk.history.undo(&mut desk.design).is_some() {}
        assert_eq!(desk.design, start, "seed {seed}: undoing everything gives the start");
    }
}

#[test]
fn what_is_met_is_found_by_geometry() {
    let desk = Desk::new(sample("wordpress-ha"));
    let rect = desk.rect("alb");
    let hit = |point: Point| editor::hit(&desk.scene, Some(&Id::new("alb")), point, 1.0);
    assert_eq!(hit(rect.centre()), Hit::Card(Id::new("alb")));
    assert_eq!(hit(at(rect.x + 40.0, rect.y + 1.0)), Hit::Band(Id::new("alb")));
    assert_eq!(hit(at(rect.right(), rect.centre().y)), Hit::Handle(Id::new("alb"), Side::Right));
    let vpc = desk.rect("main");
    assert_eq!(hit(at(vpc.x, vpc.bottom() - 40.0)), Hit::Frame(Id::new("main")));
    let line = desk.scene.edges.iter().find(|edge| edge.key.from.as_str() == "visitors").unwrap();
    let middle = Rect::between(line.points[0], line.points[1]).centre();
    assert_eq!(hit(middle), Hit::Line(line.key.clone()));
    assert_eq!(hit(at(-5000.0, 0.0)), Hit::Ground);
}
