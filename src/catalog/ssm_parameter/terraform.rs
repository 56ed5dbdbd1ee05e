//! SSM Parameter Store in Terraform: the parameter. A secret's value is never in it.

use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party, is_secret, key_of};
use crate::hcl::{Block, Expr, list, reference, template, text};
use crate::model::ConnectionKind;

/// The parameter.
pub const EXPORT: Exporter = Exporter { resources, endpoint, ..Exporter::NONE };

const READ: &[&str] = &["ssm:GetParameter"];

fn endpoint(me: Party<'_>) -> Endpoint {
    use ConnectionKind::{Data, Management, Request};
    Endpoint {
        actions: vec![(Data, READ), (Request, READ), (Management, READ)],
        resources: vec![me.attribute("aws_ssm_parameter", "arn")],
        variables: vec![("PARAMETER_NAME", me.attribute("aws_ssm_parameter", "name"))],
        ..Endpoint::default()
    }
}

/// The drawn name, with the slash that a path begins with (Systems Manager user guide, "Parameter name
/// requirements", read 2026-11).
fn drawn_name(me: Party<'_>) -> Option<String> {
    let drawn = me.settings().text("name");
    let first = drawn.trim_start_matches('/').to_ascii_lowercase();
    let legal = !drawn.is_empty()
        && drawn.len() <= 900
        && drawn.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c))
        && !drawn.contains("//")
        && !drawn.ends_with('/')
        && drawn.matches('/').count() <= 15
        && !first.starts_with("aws")
        && !first.starts_with("ssm");
    let missing = drawn.contains('/') && !drawn.starts_with('/');
    legal.then(|| format!("{}{drawn}", if missing { "/" } else { "" }))
}

fn resources(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let kind = settings.text("type");
    let name = drawn_name(me);
    if name.is_none() && !settings.text("name").is_empty() {
        module.change("its name: parameters are named by letters, digits and . - _ /, and not aws or ssm first; it is made of the component's");
    }
    let own = || template([text("/"), reference("var.name"), text(format!("/{}", me.slug()))]);
    let mut block = me
        .resource("aws_ssm_parameter")
        .with("name", name.clone().map_or_else(own, Expr::from))
        .with("type", kind)
        .with("tier", settings.text("tier"));
    let about: String = settings.text("description").chars().take(1024).collect();
    if !about.is_empty() {
        block.set("description", about);
    }
    if let Some(key) = key_of(me) {
        if kind == "SecureString" {
            block.set("key_id", key.attribute("aws_kms_key", "arn"));
        } else {
            module.leave_out(format!("{} -> {}: only a SecureString is encrypted", me.id(), key.id()));
        }
    }
    let value = settings.text("value");
    let called = [settings.text("name"), me.id(), me.component().label()];
    let secret = kind == "SecureString" || called.into_iter().any(is_secret);
    if secret || value.is_empty() {
        if !value.is_empty() {
            module.leave_out("its value: it is a secret, and stays out of every file");
        }
        block.set("value", "unset");
        let option = if secret { "--type SecureString " } else { "" };
        module.by_hand.push(format!("The parameter {} holds the word unset: aws ssm put-parameter --overwrite {option}--name NAME --value VALUE.", me.id()));
        block = block.with("tags", me.tags());
        block.push(Block::new("lifecycle").with("ignore_changes", list([reference("value")])));
    } else {
        block.set("value", value);
        block = block.with("tags", me.tags());
    }
    module.add(Concern::Operations, block);
}
