//! What a command would do, before it is done: the edits, and what becomes of cost, availability,
//! drills and findings. Works on a copy; the design stays as it is.

use rust_decimal::Decimal;

use super::entry;
use crate::analysis::Analysis;
use crate::catalog::{self, Settings};
use crate::cost;
use crate::model::{Command, CommandError, Component, Design, Values};
use crate::order::Arrange as _;
use crate::wording;

/// One edit: whose, what, and its value before and after. `None` = it is not there then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// Whose: a component's or connection's name, or `design`.
    pub subject: String,
    /// What: a setting's name, or a noun such as `component`.
    pub what: String,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

/// A word before and after, for one path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PathEffect {
    /// The path's name.
    pub path: String,
    /// `availability`, `loss of an instance`, `loss of a zone`, `loss of a region`.
    pub what: &'static str,
    /// Before; empty when the path is new.
    pub before: String,
    /// After.
    pub after: String,
    /// Whether it is better than before.
    pub better: bool,
}

/// What a command would do.
#[derive(Clone, PartialEq, Debug)]
pub struct Preview {
    /// The edits, by subject.
    pub edits: Vec<Edit>,
    /// The expected monthly cost before and after, in US dollars.
    pub monthly: (Decimal, Decimal),
    /// What becomes of the paths; only what differs.
    pub paths: Vec<PathEffect>,
    /// Findings that it mends, and findings that it brings.
    pub findings: (usize, usize),
}

impl Preview {
    /// Tries a command on a copy of the design. `before` is the design's present analysis.
    ///
    /// # Errors
    /// When the command does not fit the design.
    pub fn of(
        design: &Design,
        before: &Analysis,
        command: &Command,
        options: &cost::Options,
    ) -> Result<Self, CommandError> {
        let mut copy = design.clone();
        for change in command.plan(design)?.changes {
            change.apply(&mut copy);
        }
        let after = Analysis::of(&copy, options);
        let gone = |of: &Analysis, from: &Analysis| {
            let same = |a: &crate::judge::Finding| {
                from.findings.iter().any(|b| (a.rule, &a.cause, &a.components) == (b.rule, &b.cause, &b.components))
            };
            of.findings.iter().filter(|finding| !same(finding)).count()
        };
        Ok(Self {
            edits: edits(design, &copy),
            monthly: (before.estimate.total.expected, after.estimate.total.expected),
            paths: paths(before, &after),
            findings: (gone(before, &after), gone(&after, before)),
        })
    }

    /// The change of the expected monthly cost.
    pub fn cost_change(&self) -> Decimal {
        self.monthly.1 - self.monthly.0
    }
}

fn paths(before: &Analysis, after: &Analysis) -> Vec<PathEffect> {
    let mut effects = Vec::new();
    for path in &after.verdicts.paths {
        let old = before.verdicts.paths.iter().find(|old| old.name == path.name);
        let mut push = |what, old: Option<(String, bool)>, new: String| {
            let (before, better) = old.unwrap_or((String::new(), true));
            if before != new {
                effects.push(PathEffect { path: path.name.clone(), what, before, after: new, better });
            }
        };
        let unavailability = |broken: bool, value: f64| if broken { 1.0 } else { value };
        let new = unavailability(path.broken, path.availability.unavailability);
        let was = old.map(|old| unavailability(old.broken, old.availability.unavailability));
        push("availability", was.map(|was| (wording::availability(was), new < was)), wording::availability(new));
        for (what, was, now) in [
            ("loss of an instance", old.map(|old| old.instance), path.instance),
            ("loss of a zone", old.map(|old| old.zone), path.zone),
            ("loss of a region", old.map(|old| old.region), path.region),
        ] {
            push(what, was.map(|was| (was.name().to_owned(), now < was)), now.name().to_owned());
        }
    }
    effects
}

/// Every difference between two versions of a design, by subject.
pub fn edits(before: &Design, after: &Design) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (id, old) in &before.components {
        match after.components.get(id) {
            Some(new) if new != old => component_edits(old, new, &mut edits),
            Some(_) => {}
            None => edits.push(whole(old.label(), catalog::find(&old.kind).short, true)),
        }
    }
    for (id, new) in &after.components {
        if !before.components.contains_key(id) {
            edits.push(whole(new.label(), catalog::find(&new.kind).short, false));
        }
    }
    for (key, old) in &before.connections {
        match after.connections.get(key) {
            Some(new) if new != old => {
                let mut push = pusher(&mut edits, key.to_string());
                push("kind", Some(old.kind.name().to_owned()), Some(new.kind.name().to_owned()));
                let strength = |of: Option<crate::model::Dependency>| of.map(|of| of.name().to_owned());
                push("dependency", strength(old.dependency), strength(new.dependency));
                push("group", old.group.clone(), new.group.clone());
                push("primary", Some(yes(old.primary)), Some(yes(new.primary)));
                push("label", old.label.clone(), new.label.clone());
                value_edits(&old.settings, &new.settings, &mut push);
            }
            Some(_) => {}
            None => edits.push(whole(&key.to_string(), "connection", true)),
        }
    }
    for key in after.connections.keys().filter(|key| !before.connections.contains_key(*key)) {
        edits.push(whole(&key.to_string(), "connection", false));
    }
    if before.header != after.header {
        let mut push = pusher(&mut edits, "design".to_owned());
        push("name", Some(before.header.name.clone()), Some(after.header.name.clone()));
        push("region", Some(before.header.region.clone()), Some(after.header.region.clone()));
        if before.header.requirements != after.header.requirements {
            push("requirements", None, Some("changed".to_owned()));
        }
        let ignored = |design: &Design| Some(design.header.suppress.len().to_string());
        push("ignored findings", ignored(before), ignored(after));
    }
    edits
}

fn whole(subject: &str, what: &str, gone: bool) -> Edit {
    let there = Some("there".to_owned());
    let (before, after) = if gone { (there, None) } else { (None, there) };
    Edit { subject: subject.to_owned(), what: what.to_owned(), before, after }
}

/// Adds an edit of one subject where something differs.
fn pusher(edits: &mut Vec<Edit>, subject: String) -> impl FnMut(&str, Option<String>, Option<String>) {
    move |what, before, after| {
        if before != after {
            edits.push(Edit { subject: subject.clone(), what: what.to_owned(), before, after });
        }
    }
}

fn yes(flag: bool) -> String {
    if flag { "yes" } else { "no" }.to_owned()
}

fn component_edits(old: &Component, new: &Component, edits: &mut Vec<Edit>) {
    let service = catalog::find(&new.kind);
    let mut push = pusher(edits, new.label().to_owned());
    push("name", old.name.clone(), new.name.clone());
    push("type", Some(old.kind.clone()), Some(new.kind.clone()));
    let place = |of: &Component| match &of.place {
        crate::model::Place::Global => "outside every region".to_owned(),
        crate::model::Place::Region(region) => region.clone(),
        crate::model::Place::Vpc(vpc) => vpc.to_string(),
    };
    push("place", Some(place(old)), Some(place(new)));
    let tier = |of: &Component| of.tier.map(|tier| tier.name().to_owned());
    push("tier", tier(old), tier(new));
    let zones = |of: &Component| {
        let letters: Vec<String> = of.zones.iter().map(ToString::to_string).collect();
        (!letters.is_empty()).then(|| letters.join(", "))
    };
    push("zones", zones(old), zones(new));
    // Defaults count as values: "desired_capacity 2 -> 4" also where the 2 was implied.
    let (was, now) = (Settings::new(&old.settings, service.settings), Settings::new(&new.settings, service.settings));
    let mut names: Vec<&String> = old.settings.keys().chain(new.settings.keys()).collect();
    names.arrange();
    names.dedup();
    for name in names {
        let value = |settings: &Settings<'_>| {
            let set = settings.get(name).map(entry::show_short);
            let default = || service.setting(name).map(|setting| entry::default_text(setting, settings));
            set.or_else(default).filter(|text| !text.is_empty())
        };
        let secret = entry::is_secret(name);
        let shown =
            |text: Option<String>| text.map(|text| if secret { "\u{2022}\u{2022}\u{2022}".to_owned() } else { text });
        if old.settings.get(name) != new.settings.get(name) {
            push(name, shown(value(&was)), shown(value(&now)));
        }
    }
    value_edits(&old.usage, &new.usage, &mut push);
}

fn value_edits(old: &Values, new: &Values, push: &mut impl FnMut(&str, Option<String>, Option<String>)) {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.arrange();
    names.dedup();
    for name in names {
        push(name, old.get(name).map(entry::show_short), new.get(name).map(entry::show_short));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::sketch;
    use crate::model::{Connection, ConnectionKind, Id};
    use serde_json::json;

    fn check(command: Command, expected: &[(&str, &str, Option<&str>, Option<&str>)]) {
        let design = sketch("users: users; web: asg[a,b]{\"min_size\": 2}; db: rds[a,b]; users -> web").unwrap().design;
        let before = Analysis::of(&design, &cost::Options::default());
        let preview = Preview::of(&design, &before, &command, &cost::Options::default()).unwrap();
        let found: Vec<_> = preview
            .edits
            .iter()
            .map(|edit| (edit.subject.as_str(), edit.what.as_str(), edit.before.as_deref(), edit.after.as_deref()))
            .collect();
        assert_eq!(found, expected, "{command:?}");
    }

    fn set(id: &str, setting: &str, value: crate::model::Value) -> Command {
        Command::Set { id: Id::new(id), setting: setting.to_owned(), value: Some(value) }
    }

    #[test]
    fn edits_say_what_was_implied() {
        check(set("web", "desired_capacity", json!(4)), &[("web", "desired_capacity", Some("2"), Some("4"))]);
        check(set("db", "multi_az", json!(true)), &[("db", "multi_az", Some("no"), Some("yes"))]);
        check(set("db", "password", json!("hunter2")), &[("db", "password", None, Some("\u{2022}\u{2022}\u{2022}"))]);
        check(
            Command::Connect(Connection::new("web", "db", ConnectionKind::Data)),
            &[("web->db", "connection", None, Some("there"))],
        );
        check(
            Command::Remove { components: vec![Id::new("web")], connections: vec![] },
            &[("web", "Auto Scaling group", Some("there"), None), ("users->web", "connection", Some("there"), None)],
        );
    }

    #[test]
    fn a_command_that_does_not_fit_is_an_error() {
        let design = Design::new("d", "us-east-1");
        let before = Analysis::of(&design, &cost::Options::default());
        assert!(Preview::of(&design, &before, &set("x", "y", json!(1)), &cost::Options::default()).is_err());
    }
}
