//! An outside system in Terraform: no resource; a variable where somebody forwards requests to it.

use crate::catalog::exporting::{Endpoint, Exporter, Module, Party};
use crate::hcl::{Expr, reference, text};
use crate::model::ConnectionKind;

/// Nothing but its host name.
pub const EXPORT: Exporter = Exporter { resources, endpoint, ..Exporter::NONE };

/// A host name as drawn: letters, digits, hyphens and dots.
fn drawn(me: Party<'_>) -> Option<&str> {
    let name = me.settings().text("domain_name");
    let legal = name.contains('.') && name.len() <= 253 && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    legal.then_some(name)
}

/// Whether somebody forwards requests to it, and so must know its name when the configuration is applied.
fn is_forwarded_to(me: Party<'_>) -> bool {
    me.incoming().any(|edge| {
        edge.kind == ConnectionKind::Request && matches!(edge.from.kind(), "cloudfront" | "api_gateway") && edge.from.exported()
    })
}

fn domain(me: Party<'_>) -> Option<Expr> {
    match drawn(me) {
        Some(name) => Some(text(name)),
        None if is_forwarded_to(me) => Some(reference(format!("var.{}_domain_name", me.label()))),
        None => None,
    }
}

fn endpoint(me: Party<'_>) -> Endpoint {
    let domain = domain(me);
    Endpoint { variables: domain.clone().map(|name| ("HOST", name)).into_iter().collect(), domain, ..Endpoint::default() }
}

fn resources(me: Party<'_>, module: &mut Module) {
    let set = me.settings().text("domain_name");
    if drawn(me).is_none() {
        if !set.is_empty() {
            module.leave_out("its domain_name is no host name");
        }
        if is_forwarded_to(me) {
            let about = format!("Host name of {}, a system outside.", me.id());
            module.question(format!("{}_domain_name", me.label()), &about, "^[A-Za-z0-9.-]+$", "api.example.com");
        }
    }
}
