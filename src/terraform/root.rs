//! The root module: what the services wrote, divided into files, with what every root module needs.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::exporting::{Concern, Leave, Module, World};
use crate::hcl::{self, Block, Body, Expr, call, identifier, object, reference, text};
use crate::model::{Design, Id, Value, Values};
use crate::order::{Arrange as _, Gather as _};
use crate::system::System;

use super::{Export, File, NotExported, demand, names, readme, rest, world};

/// Attempts at names without a clash; each one renames what still clashes.
const ATTEMPTS: usize = 20;

/// Everything that is written, before it is divided into files.
pub struct Written {
    /// The blocks by concern, in the order of the components.
    pub blocks: BTreeMap<Concern, Vec<Block>>,
    /// The union of the components' modules, but for the blocks.
    pub module: Module,
    /// What is left out or changed, in the order of the components.
    pub left: Vec<(Id, Leave, String)>,
}

/// Exports a system.
pub fn export(system: &System<'_>) -> Export {
    let (design, changes) = demand::meet(system.design);
    let system = System::of(&design);
    let mut avoid: BTreeMap<Id, usize> = BTreeMap::new();
    let mut attempt = 0;
    loop {
        attempt += 1;
        let names = names::of(&design, &avoid);
        let world = world::of(&system, &names);
        let (written, clashes) = write(&world, &changes);
        if clashes.is_empty() || attempt >= ATTEMPTS {
            return divide(&world, &design, written);
        }
        for id in clashes {
            *avoid.entry(id).or_default() += 1;
        }
    }
}

/// Asks every component's service; also says whose blocks have addresses that are taken.
fn write(world: &World<'_>, changes: &demand::Changes) -> (Written, BTreeSet<Id>) {
    let mut written = Written { blocks: BTreeMap::new(), module: Module::default(), left: changes.clone() };
    let mut taken: BTreeMap<(&'static str, Vec<String>), Block> = BTreeMap::new();
    let mut clashes = BTreeSet::new();
    for party in world.parties().filter(|party| party.is_asked()) {
        let id = &party.component().id;
        let mut module = Module::default();
        (party.service().export.resources)(party, &mut module);
        for (concern, block) in module.blocks {
            match taken.get(&(block.kind, block.labels.clone())) {
                Some(other) if *other == block => continue,
                Some(_) => {
                    clashes.insert(id.clone());
                }
                None => {
                    taken.insert((block.kind, block.labels.clone()), block.clone());
                }
            }
            written.blocks.entry(concern).or_default().push(block);
        }
        written.left.extend(module.left.into_iter().map(|(leave, why)| (id.clone(), leave, why)));
        let all = &mut written.module;
        all.variables.extend(module.variables);
        all.outputs.extend(module.outputs);
        all.files.extend(module.files);
        all.examples.extend(module.examples);
        all.by_hand.extend(module.by_hand);
        all.archive |= module.archive;
    }
    written.left.extend(rest::left(world));
    let mut seen = BTreeSet::new();
    written.left.retain(|item| seen.insert(item.clone()));
    written.left.arrange_by(|a, b| a.0.cmp(&b.0));
    (written, clashes)
}

fn divide(world: &World<'_>, design: &Design, mut written: Written) -> Export {
    let project = names::slug(&design.header.name, names::PROJECT);
    let heading = || vec![format!("{}: made by Zonewise.", design.header.name)];
    let mut files: BTreeMap<String, String> = std::mem::take(&mut written.module.files);
    let file = |blocks: Vec<Block>| hcl::File { heading: heading(), blocks }.to_string();
    files.insert("versions.tf".to_owned(), file(vec![versions(design, &mut written.module)]));
    files.insert("providers.tf".to_owned(), file(providers(world, design)));
    files.insert("variables.tf".to_owned(), file(variables(world, &project, &written.module)));
    for (concern, blocks) in &written.blocks {
        files.insert(concern.file().to_owned(), file(blocks.clone()));
    }
    if !written.module.outputs.is_empty() {
        files.insert("outputs.tf".to_owned(), file(written.module.outputs.values().cloned().collect()));
    }
    files.insert("terraform.tfvars.example".to_owned(), example(world, &project, &written.module));
    files.insert("README.md".to_owned(), readme::text(design, &written, files.keys()));
    Export {
        files: files.into_iter().map(|(path, text)| File { path, text }).collect(),
        not_exported: written.left.into_iter().map(|(component, _, why)| NotExported { component, why }).collect(),
    }
}

fn versions(design: &Design, module: &mut Module) -> Block {
    let provider = |source: &str, version: &str| object([("source", text(source)), ("version", text(version))]);
    let mut required = Block::new("required_providers");
    if module.archive {
        required.set("archive", provider("hashicorp/archive", "~> 2.7"));
    }
    required.set("aws", provider("hashicorp/aws", "~> 6.0"));
    let mut block = Block::new("terraform").with("required_version", ">= 1.10").nest(required);
    if let Some(backend) = &design.header.backend {
        block.push(state(backend, module));
    }
    block
}

/// The arguments of Terraform's S3 backend (`format.md`); the state has its own lock file unless the
/// drawing names a table.
fn state(drawn: &Values, module: &mut Module) -> Block {
    let mut block = Block::labelled("backend", ["s3"]);
    for name in ["bucket", "key", "region", "encrypt", "kms_key_id", "dynamodb_table", "use_lockfile"] {
        if let Some(value) = drawn.get(name).filter(|value| value.is_string() || value.is_boolean()) {
            block.set(name, Expr::from(value));
        }
    }
    if !drawn.contains_key("dynamodb_table") && !drawn.contains_key("use_lockfile") {
        block.set("use_lockfile", true);
    }
    for name in ["bucket", "key", "region"] {
        if !drawn.get(name).is_some_and(Value::is_string) {
            module
                .by_hand
                .push(format!("The remote state has no {name}: pass it to init with -backend-config=\"{name}=...\"."));
        }
    }
    module.by_hand.push("The bucket of the remote state must exist before the first init.".to_owned());
    block
}

fn tags(design: &Design) -> Block {
    let mut tags = vec![("ManagedBy", text("Terraform")), ("Project", reference("var.name"))];
    if let Some(environment) = design.header.requirements.environment.as_deref().filter(|name| !name.is_empty()) {
        tags.insert(0, ("Environment", text(environment)));
    }
    Block::new("default_tags").with("tags", object(tags))
}

fn providers(world: &World<'_>, design: &Design) -> Vec<Block> {
    let mut blocks =
        vec![Block::labelled("provider", ["aws"]).with("region", reference("var.region")).nest(tags(design))];
    let others: BTreeSet<&str> = world
        .parties()
        .filter(|party| party.exported() && !party.at_home())
        .map(crate::catalog::exporting::Party::region)
        .gather();
    for region in others {
        let alias = Block::labelled("provider", ["aws"]).with("alias", identifier(region)).with("region", region);
        blocks.push(alias.nest(tags(design)));
    }
    blocks
}

fn variables(world: &World<'_>, project: &str, module: &Module) -> Vec<Block> {
    let check = |condition: Expr, message: &str| {
        Block::new("validation").with("condition", condition).with("error_message", message)
    };
    let rule =
        |pattern: &str, name: &str| call("can", [call("regex", [text(pattern), reference(format!("var.{name}"))])]);
    let variable = |name: &str, about: &str, value: &str| {
        Block::labelled("variable", [name])
            .with("description", about)
            .with("type", reference("string"))
            .with("default", value)
    };
    let mut blocks = vec![
        variable("name", "Stands before every name at AWS.", project).nest(check(
            rule("^[a-z][a-z0-9-]{0,14}[a-z0-9]$|^[a-z]$", "name"),
            "Lower-case letters, digits and hyphens, at most 16, a letter first and no hyphen last.",
        )),
        variable("region", "Region of everything that does not name another one.", world.region)
            .nest(check(rule("^[a-z]{2,}(-[a-z]+)+-[0-9]+$", "region"), "A region code such as us-east-1.")),
    ];
    blocks.extend(module.variables.values().cloned());
    blocks
}

/// What can be set, with the values that hold without it.
fn example(world: &World<'_>, project: &str, module: &Module) -> String {
    let mut needed = Body::default();
    for (name, value) in &module.examples {
        needed.items.push(hcl::Item::Attribute(name.clone(), value.clone()));
    }
    let mut usual = Body::default();
    let mut add = |name: &str, value: Expr| usual.items.push(hcl::Item::Attribute(name.to_owned(), value));
    add("name", text(project));
    add("region", text(world.region));
    for (name, block) in &module.variables {
        if let Some(value) = block.get("default") {
            add(name, value.clone());
        }
    }
    let mut out = "# Copy this file to terraform.tfvars and change what should differ.\n".to_owned();
    if !needed.items.is_empty() {
        out.push_str("\n# Without these nothing can be planned.\n");
        out.push_str(&needed.to_string());
    }
    out.push('\n');
    for line in usual.to_string().lines() {
        out.push_str("# ");
        out.push_str(line);
        out.push('\n');
    }
    out
}
