//! DNS in Terraform: the hosted zone, a record per target, a health check per target.

mod record;

pub use record::check_protocol;

use crate::catalog::exporting::{Concern, Exporter, Module, Party};
use crate::hcl::{Block, Expr, reference, template, text};
use crate::model::ConnectionKind;

/// The zone and its records.
pub const EXPORT: Exporter =
    Exporter { resources, carries: &[(ConnectionKind::Management, &["acm"])], ..Exporter::NONE };

/// Whether a text can be a name of DNS: letters, digits, hyphens, underscores, dots.
fn is_name(name: &str) -> bool {
    name.len() <= 253
        && name.split('.').all(|part| {
            !part.is_empty() && part.len() <= 63 && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        })
}

/// The domain of the zone, without a dot at the end: as drawn, else a variable.
fn domain(me: Party<'_>) -> Expr {
    let drawn = me.settings().text("name").trim_end_matches('.');
    if drawn.contains('.') && is_name(drawn) { text(drawn) } else { reference(format!("var.{}_domain_name", me.label())) }
}

/// The part of the record's name before the domain; empty for the domain itself.
fn prefix(me: Party<'_>) -> &str {
    let drawn = me.settings().text("record_name").trim_end_matches('.');
    let zone = me.settings().text("name").trim_end_matches('.');
    // The full name says the same as the part before the domain.
    let drawn = drawn.strip_suffix(zone).filter(|_| !zone.is_empty()).map_or(drawn, |rest| rest.trim_end_matches('.'));
    if is_name(drawn) { drawn } else { "" }
}

/// The full name that leads to the targets.
pub fn full_name(me: Party<'_>) -> Expr {
    match (prefix(me), domain(me)) {
        ("", domain) => domain,
        (prefix, Expr::Text(domain)) => text(format!("{prefix}.{domain}")),
        (prefix, domain) => template([text(format!("{prefix}.")), domain]),
    }
}

fn resources(me: Party<'_>, module: &mut Module) {
    let domain = domain(me);
    if !matches!(domain, Expr::Text(_)) {
        if !me.settings().text("name").is_empty() {
            module.change("its name is no domain; the domain is a variable");
        }
        let about = format!("Domain of the hosted zone {}.", me.id());
        module.question(format!("{}_domain_name", me.label()), &about, r"^[A-Za-z0-9._-]+\.[A-Za-z]+$", "example.com");
    }
    let record = me.settings().text("record_name");
    if !record.is_empty() && prefix(me).is_empty() && !is_name(record.trim_end_matches('.')) {
        module.leave_out("its record_name is no name of DNS; the domain itself leads to the targets");
    }
    let zone = Block::resource("aws_route53_zone", me.label()).with("name", domain).with("tags", me.tags());
    module.add(Concern::Edge, zone);
    record::write(me, module);
    let about = format!("Name servers of {}: whoever sold you the domain must know them.", me.id());
    module.output(format!("{}_name_servers", me.label()), &about, me.attribute("aws_route53_zone", "name_servers"));
    let id = me.id();
    module.by_hand.push(format!("Tell the registrar of the domain of {id} its name servers (an output); until then nobody finds it."));
}
