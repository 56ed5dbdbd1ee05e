//! Comparing designs: the difference applied to one gives the other, and what is said of it is true.

use zonewise::codec::{load, save, sketch};
use zonewise::compare::{Kind, Subject, differences};
use zonewise::model::{Design, Point, difference};

use super::support::cases;
use super::support::random::{self, Options};

fn sample(name: &str) -> Design {
    load(&std::fs::read(format!("public/samples/{name}.zonewise.json")).unwrap()).unwrap().design
}

#[track_caller]
fn check(from: &Design, to: &Design) {
    let mut design = from.clone();
    for change in difference(from, to) {
        change.apply(&mut design);
        for connection in design.connections.keys() {
            let whole = |id: &str| design.component(id).is_some();
            let was = from.connections.contains_key(connection) || to.connections.contains_key(connection);
            assert!(was && whole(&connection.from) && whole(&connection.to), "{connection} dangles on the way");
        }
    }
    assert_eq!(save(&design), save(to));
    assert_eq!(differences(from, to).is_empty(), save(from) == save(to));
}

#[test]
fn the_difference_applied_to_one_gives_the_other() {
    for seed in 0..cases(64) {
        let (a, b) = (random::design(seed, &Options::ODD), random::design(seed + 1_000_003, &Options::PLANNABLE));
        check(&a, &b);
        check(&b, &a);
        check(&a, &a);
    }
}

#[test]
fn a_comparison_names_every_field() {
    let found = differences(&sample("wordpress-ha"), &sample("wordpress-weak"));
    let said: Vec<String> = found
        .iter()
        .flat_map(|difference| {
            let subject = match &difference.subject {
                Subject::Design => "design".to_owned(),
                Subject::Component(id) => id.clone(),
                Subject::Connection(from, to, _) => format!("{from}->{to}"),
            };
            difference.fields.iter().map(move |field| {
                let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
                format!("{subject} {}: {} > {}", field.name, value(&field.before), value(&field.after))
            })
        })
        .collect();
    let expected = [
        "design name: WordPress, highly available > WordPress, one zone",
        "db settings.multi_az: true > false",
        "web zones: a, b > a",
    ];
    assert_eq!(said, expected);
}

#[test]
fn moving_a_card_is_layout_and_nothing_else() {
    let before = sample("wordpress-ha");
    let mut after = before.clone();
    after.components.get_mut("cdn").unwrap().at = Some(Point { x: 7.0, y: 8.0 });
    let found = differences(&before, &after);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].kind, found[0].fields.len()), (Kind::Moved, 1));
}

#[test]
fn a_secret_is_never_said() {
    let design = |password: &str| {
        let text = format!("db: rds[a,b]{{\"password\": \"{password}\"}}");
        sketch(&text).unwrap().design
    };
    let none = sketch("db: rds[a,b]").unwrap().design;
    for (before, after) in [(design("one-secret"), none), (design("one-secret"), design("other-secret"))] {
        for difference in differences(&before, &after) {
            for field in difference.fields {
                let said = format!("{field:?}");
                assert!(!said.contains("-secret"), "{said}");
            }
        }
    }
}
