//! Which rules a bus has: its connections, gathered by what sets them off.

use crate::catalog::Settings;
use crate::catalog::exporting::{Edge, Party};
use crate::hcl::{Expr, identifier, list, object, text};
use crate::model::{ConnectionKind, Value};

use super::{hears_aws, is_dead_letters, is_own, refusal};

/// What sets a rule off.
#[derive(Clone, PartialEq, Debug)]
pub enum When {
    /// The time.
    Schedule(String),
    /// An event of this form.
    Pattern(Expr),
}

/// One rule and the connections to its targets.
pub struct Rule<'w> {
    /// What sets it off.
    pub when: When,
    /// Its label in addresses.
    pub label: String,
    /// The connections to its targets, each target once.
    pub edges: Vec<Edge<'w>>,
}

impl Rule<'_> {
    /// Its name at AWS, at most 64 characters.
    pub fn name(&self, me: Party<'_>) -> Expr {
        let own = self.label.strip_prefix(me.label()).unwrap_or(&self.label).replace('_', "-");
        me.name_with(&own.chars().take(30).collect::<String>())
    }
}

/// Whether two are the same connection.
pub fn same(one: Edge<'_>, other: Edge<'_>) -> bool {
    one.drawn.map(|drawn| &drawn.key) == other.drawn.map(|drawn| &drawn.key)
}

/// The rules that lead to a target, in the order of their first connections.
pub fn rules(me: Party<'_>) -> Vec<Rule<'_>> {
    let mut found: Vec<Rule<'_>> = Vec::new();
    let events = me.outgoing().filter(|edge| edge.kind == ConnectionKind::Event);
    for edge in events.filter(|edge| refusal(*edge).is_none() && !is_dead_letters(*edge) && !is_bad_schedule(*edge)) {
        let when = when(me, edge);
        match found.iter_mut().find(|rule| rule.when == when) {
            Some(rule) if rule.edges.iter().any(|other| other.to.id() == edge.to.id()) => {}
            Some(rule) => rule.edges.push(edge),
            None => {
                let stem = format!("{}_{}", me.label(), identifier(edge.to.label()));
                let mut label = stem.clone();
                let mut number = 2;
                while found.iter().any(|rule| rule.label == label) {
                    label = format!("{stem}_{number}");
                    number += 1;
                }
                found.push(Rule { when, label, edges: vec![edge] });
            }
        }
    }
    found
}

fn is_schedule(text: &str) -> bool {
    (text.starts_with("rate(") || text.starts_with("cron(")) && text.ends_with(')') && !text.contains(char::is_control)
}

/// Whether a schedule is drawn that EventBridge does not take.
pub fn is_bad_schedule(edge: Edge<'_>) -> bool {
    let schedule = schedule(edge);
    !schedule.is_empty() && !is_schedule(schedule)
}

/// The schedule of a connection: its own, or, where it has no pattern either, the bus's.
fn schedule(edge: Edge<'_>) -> &str {
    let own = edge.settings().text("schedule_expression");
    if own.is_empty() && pattern(edge.settings()).is_none() { edge.from.settings().text("schedule_expression") } else { own }
}

fn when(me: Party<'_>, edge: Edge<'_>) -> When {
    let schedule = schedule(edge);
    if !schedule.is_empty() {
        return When::Schedule(schedule.to_owned());
    }
    When::Pattern(pattern(edge.settings()).or_else(|| pattern(me.settings())).unwrap_or_else(|| everything(me)))
}

/// A drawn pattern: an object, or a text that holds one.
fn pattern(settings: Settings<'_>) -> Option<Expr> {
    if let Some(block) = settings.block("event_pattern") {
        return Some(Expr::from(&Value::Object(block.clone())));
    }
    let parsed: Value = serde_json::from_str(settings.raw().get("event_pattern")?.as_str()?).ok()?;
    parsed.is_object().then(|| Expr::from(&parsed))
}

/// Where no pattern is drawn: the buckets that are connected, else whatever components put on the bus.
fn everything(me: Party<'_>) -> Expr {
    if !is_own(me) && hears_aws(me) {
        let buckets = me.incoming().filter(|edge| edge.kind == ConnectionKind::Event && edge.from.kind() == "s3");
        let names = list(buckets.map(|edge| edge.from.attribute("aws_s3_bucket", "bucket")));
        return object([
            ("source", list(["aws.s3"])),
            ("detail", object([("bucket", object([("name", names)]))])),
        ]);
    }
    let prefix = object([("prefix", text(if is_own(me) { "" } else { "aws." }))]);
    let source = if is_own(me) { prefix } else { object([("anything-but", prefix)]) };
    object([("source", Expr::List(vec![source]))])
}
