//! Commands that do not fit are refused, with the reason; what they would have broken, found by chance.

use zonewise::codec::sketch;
use zonewise::model::{Command, Component, Connection, ConnectionKind, Design, Id, Place, Point, Value, broken};

use crate::support::random::zones;

fn design() -> Design {
    sketch("users: users; lb: alb[a,b]; web: asg[b]; table: dynamodb; users -> lb -> web => table").unwrap().design
}

fn vpc(id: &str, letters: &str) -> Component {
    let mut vpc = Component::new(id, "vpc");
    vpc.place = Place::Region("us-east-1".to_owned());
    vpc.zones = zones(letters);
    vpc
}

fn inside(id: &str, kind: &str, vpc: &str, letters: &str) -> Component {
    let mut made = Component::new(id, kind);
    made.place = Place::Vpc(Id::new(vpc));
    made.zones = zones(letters);
    made
}

fn add(components: Vec<Component>) -> Command {
    Command::Add { components, connections: vec![] }
}

fn put(id: &str, place: Place, letters: &str) -> Command {
    Command::Place { id: Id::new(id), place, tier: None, zones: zones(letters), at: None }
}

#[test]
fn a_command_that_does_not_fit_is_refused_with_the_reason() {
    let region = || Place::Region("us-east-1".to_owned());
    let mut renamed = vpc("main", "ab");
    renamed.id = Id::new("x".repeat(257));
    let parallel = || Connection::new("users", "lb", ConnectionKind::Request);
    let cases: Vec<(Command, &str)> = vec![
        (add(vec![vpc("new", "")]), "needs at least one zone"),
        (add(vec![inside("new", "vpc", "main", "a")]), "is a VPC and cannot be in one"),
        (add(vec![inside("new", "asg", "table", "a")]), "is not a VPC"),
        (add(vec![inside("new", "asg", "nobody", "a")]), "is not a VPC"),
        (add(vec![Component::new("web", "asg")]), "already taken or empty"),
        (add(vec![Component::new("", "asg")]), "already taken or empty"),
        (add(vec![Component::new("a\u{7}b", "asg")]), "no control characters"),
        (add(vec![renamed]), "at most 256 bytes"),
        (put("main", Place::Vpc(Id::new("main")), "ab"), "cannot be in one"),
        (put("main", region(), ""), "needs at least one zone"),
        (put("main", region(), "a"), "zone b cannot go"),
        (Command::SetZones { id: Id::new("main"), zones: zones("a") }, "zone b cannot go"),
        (Command::SetZones { id: Id::new("web"), zones: vec![] }, "needs at least one zone"),
        (
            Command::Set { id: Id::new("main"), setting: "zones".to_owned(), value: Some(Value::Null) },
            "are not a setting",
        ),
        (Command::Connect(Connection::new("web", "web", ConnectionKind::Data)), "connected to itself"),
        (Command::Connect(parallel()), "are connected already"),
        (
            Command::Connect({
                let mut nameless = parallel();
                nameless.key.id = Some(String::new());
                nameless
            }),
            "are connected already",
        ),
        (Command::Connect(Connection::new("web", "nobody", ConnectionKind::Data)), "there is no component"),
    ];
    for (command, reason) in cases {
        let error = command.plan(&design()).expect_err(&format!("{command:?} should be refused"));
        assert!(error.to_string().contains(reason), "{command:?}: {error}");
    }
}

#[test]
fn what_a_file_cannot_hold_is_left_out() {
    let mut made = inside("new", "asg", "main", "bab");
    made.at = Some(Point { x: f64::NAN, y: 0.0 });
    let mut design = design();
    // The lane that is missing comes with it, whether its VPC is there already or is added after it.
    let late = inside("late", "asg", "other", "cc");
    for change in add(vec![made, late, vpc("other", "a")]).plan(&design).unwrap().changes {
        change.apply(&mut design);
    }
    assert_eq!(broken(&design), []);
    let new = design.component("new").unwrap();
    assert_eq!((new.zones.clone(), new.at), (zones("ba"), None));
    assert_eq!(design.component("other").unwrap().zones, zones("ac"));
}

#[test]
fn a_vpc_that_loses_a_lane_takes_what_is_in_it_along() {
    let mut design = design();
    let place = put("main", Place::Region("eu-west-1".to_owned()), "b");
    for change in place.plan(&design).unwrap().changes {
        change.apply(&mut design);
    }
    assert_eq!(broken(&design), []);
    assert_eq!(design.component("lb").unwrap().zones, zones("b"));
}
