//! Roles and what they may do, and the variables that lead a client to what it uses.

use std::collections::BTreeMap;

use crate::hcl::{Block, Expr, Part, call, identifier, list, object, reference, text};
use crate::model::{ConnectionKind, Value};

use super::{Concern, Module, Party, key_of};

/// One statement of a policy.
#[derive(Clone, PartialEq, Debug)]
pub struct Statement {
    /// The actions, such as `s3:GetObject`.
    pub actions: Vec<String>,
    /// The ARNs.
    pub resources: Vec<Expr>,
}

impl Statement {
    /// Actions on resources.
    pub fn new(actions: &[&str], resources: Vec<Expr>) -> Self {
        Self { actions: actions.iter().map(|action| (*action).to_owned()).collect(), resources }
    }

    fn expr(&self) -> Expr {
        object([
            ("Effect", text("Allow")),
            ("Action", list(self.actions.clone())),
            ("Resource", one_or_many(self.resources.clone())),
        ])
    }
}

fn one_or_many(mut items: Vec<Expr>) -> Expr {
    if items.len() == 1 { items.swap_remove(0) } else { Expr::List(items) }
}

/// A policy document.
pub fn policy(statements: Vec<Expr>) -> Expr {
    call("jsonencode", [object([("Version", text("2012-10-17")), ("Statement", Expr::List(statements))])])
}

/// What a component may do, by its connections and its `iam_statements`.
pub fn statements(me: Party<'_>, module: &mut Module) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    let mut add = |statement: Statement| {
        if !statement.actions.is_empty() && !statement.resources.is_empty() && !found.contains(&statement) {
            found.push(statement);
        }
    };
    let delegates = me.service().export.delegates;
    for edge in me.outgoing().filter(|edge| edge.kind != ConnectionKind::Egress && !delegates(*edge)) {
        let endpoint = edge.to.endpoint();
        let derived = endpoint.actions.iter().find(|(kind, _)| *kind == edge.kind).map(|(_, actions)| *actions);
        let drawn = drawn_actions(edge.settings().list("actions"));
        let Some(actions) = drawn.or_else(|| derived.map(owned)) else { continue };
        let key = key_for(edge.to, &endpoint.resources);
        add(Statement { actions, resources: endpoint.resources });
        key.into_iter().for_each(&mut add);
    }
    // What is attached may be drawn from either end.
    for edge in me.incoming().filter(|edge| edge.kind == ConnectionKind::Management) {
        let endpoint = edge.from.endpoint();
        if let Some((_, actions)) = endpoint.actions.iter().find(|(kind, _)| *kind == edge.kind) {
            add(Statement { actions: owned(actions), resources: endpoint.resources });
        }
    }
    for edge in me.incoming().filter(|edge| edge.kind == ConnectionKind::Event) {
        if let Some((actions, resource)) = edge.from.endpoint().consume {
            let actions = drawn_actions(edge.settings().list("actions")).unwrap_or_else(|| owned(actions));
            let key = key_for(edge.from, std::slice::from_ref(&resource));
            add(Statement { actions, resources: vec![resource] });
            key.into_iter().for_each(&mut add);
        }
    }
    for statement in me.settings().list("iam_statements") {
        let texts = |name: &str| strings(statement.get(name));
        let (actions, resources) = (texts("actions"), texts("resources"));
        if actions.is_empty() || resources.is_empty() {
            module.leave_out("an entry of iam_statements names no actions or no resources");
        } else {
            add(Statement { actions, resources: resources.into_iter().map(text).collect() });
        }
    }
    found
}

/// What whoever reads or writes a component may do with the key that encrypts it. Databases and file systems use
/// their keys themselves.
fn key_for(head: Party<'_>, resources: &[Expr]) -> Option<Statement> {
    let asked = head.vpc().is_none() && !resources.is_empty() && head.kind() != "kms";
    let key = key_of(head).filter(|_| asked)?;
    Some(Statement::new(&["kms:Decrypt", "kms:GenerateDataKey"], vec![key.attribute("aws_kms_key", "arn")]))
}

fn owned(actions: &[&str]) -> Vec<String> {
    actions.iter().map(|action| (*action).to_owned()).collect()
}

fn drawn_actions(drawn: &[Value]) -> Option<Vec<String>> {
    let actions: Vec<String> = drawn.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    (!actions.is_empty()).then_some(actions)
}

/// A text or a list of texts.
fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// Writes a component's role: who takes it, AWS's own policies on it, what it needs for itself
/// (`further`, in a policy `<label>_own`), and what its connections need. The latter stands apart because
/// components that call each other name each other there.
pub fn role(me: Party<'_>, module: &mut Module, principal: &str, managed: &[&str], further: Vec<Statement>) -> Expr {
    let trust = object([
        ("Effect", text("Allow")),
        ("Action", text("sts:AssumeRole")),
        ("Principal", object([("Service", text(principal))])),
    ]);
    let role = Block::resource("aws_iam_role", me.label())
        .with("name", me.name())
        .with("assume_role_policy", policy(vec![trust]))
        .with("tags", me.tags());
    module.add(Concern::Iam, role);
    for name in managed {
        let arn = format!("arn:{}:iam::aws:policy/{name}", me.partition());
        let ending = identifier(name.rsplit('/').next().unwrap_or(name));
        let attachment = Block::resource("aws_iam_role_policy_attachment", &format!("{}_{ending}", me.label()))
            .with("role", me.attribute("aws_iam_role", "name"))
            .with("policy_arn", arn);
        module.add(Concern::Iam, attachment);
    }
    let connections = statements(me, module);
    for (ending, name, statements) in [("_own", "own", further), ("", "connections", connections)] {
        if statements.is_empty() {
            continue;
        }
        let inline = Block::resource("aws_iam_role_policy", &format!("{}{ending}", me.label()))
            .with("name", name)
            .with("role", me.attribute("aws_iam_role", "id"))
            .with("policy", policy(statements.iter().map(Statement::expr).collect()));
        module.add(Concern::Iam, inline);
    }
    me.attribute("aws_iam_role", "arn")
}

/// Writes a role beside a component's own, for what acts on its behalf: label and name with an ending, and one
/// policy.
pub fn further_role(
    me: Party<'_>,
    module: &mut Module,
    ending: &str,
    principal: &str,
    statements: &[Statement],
) -> Expr {
    let trust = object([
        ("Effect", text("Allow")),
        ("Action", text("sts:AssumeRole")),
        ("Principal", object([("Service", text(principal))])),
    ]);
    let label = format!("{}_{ending}", me.label());
    let role = Block::resource("aws_iam_role", &label)
        .with("name", me.name_with(&format!("-{ending}")))
        .with("assume_role_policy", policy(vec![trust]))
        .with("tags", me.tags_with(&format!("-{ending}")));
    module.add(Concern::Iam, role);
    let inline = Block::resource("aws_iam_role_policy", &label)
        .with("name", ending)
        .with("role", reference(format!("aws_iam_role.{label}.id")))
        .with("policy", policy(statements.iter().map(Statement::expr).collect()));
    module.add(Concern::Iam, inline);
    reference(format!("aws_iam_role.{label}.arn"))
}

/// What a component must know about those it calls: `DB_HOST`, `GREETINGS_TABLE`, by name. What calls it
/// back, over others or not, is left out where Terraform would have to know each before the other.
pub fn variables(me: Party<'_>) -> BTreeMap<String, Expr> {
    let mut found = BTreeMap::new();
    let delegates = me.service().export.delegates;
    for edge in me.outgoing().filter(|edge| edge.is_call() && !delegates(*edge)) {
        let ring = edge.to.leads_to(me);
        for (ending, value) in edge.to.endpoint().variables {
            if ring && !is_constant(&value) {
                continue;
            }
            found.insert(format!("{}_{ending}", edge.to.label().to_ascii_uppercase()), value);
        }
    }
    // Functions are handed what they consume; everything else has to know where to fetch it.
    let fetches = |edge: &super::Edge<'_>| edge.kind == ConnectionKind::Event && me.kind() != "lambda";
    for edge in me.incoming().filter(fetches) {
        let endpoint = edge.from.endpoint();
        if endpoint.consume.is_some() {
            let label = edge.from.label().to_ascii_uppercase();
            found.extend(endpoint.variables.into_iter().map(|(ending, value)| (format!("{label}_{ending}"), value)));
        }
    }
    found
}

/// Whether it depends on no resource.
fn is_constant(value: &Expr) -> bool {
    match value {
        Expr::Reference(path) => path.starts_with("var."),
        Expr::Template(parts) => parts.iter().all(|part| match part {
            Part::Text(_) => true,
            Part::Expr(expr) => is_constant(expr),
        }),
        Expr::Text(_) | Expr::Number(_) | Expr::Flag(_) => true,
        _ => false,
    }
}

/// Whether a variable of this name holds a secret by the look of it (`format.md`).
pub fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["password", "passwd", "secret", "token"].iter().any(|word| name.contains(word))
        || name.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "key" || word == "apikey")
}
