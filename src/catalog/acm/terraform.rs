//! A certificate in Terraform: asked for where it is used, validated, and waited for.

use std::collections::BTreeSet;

use crate::catalog::exporting::{Concern, Exporter, Module, Party};
use crate::catalog::route53;
use crate::hcl::{Block, Expr, list, reference, text};
use crate::model::ConnectionKind;

/// The certificate.
pub const EXPORT: Exporter = Exporter {
    resources,
    carries: &[(ConnectionKind::Management, &["alb", "nlb", "cloudfront", "api_gateway", "route53"])],
    ..Exporter::NONE
};

/// The region of every certificate that a distribution shows (CloudFront developer guide, read 2025-11).
const EDGE: &str = "us-east-1";
/// A public certificate has at most this many names by default (quota of ACM, read 2025-11).
const NAMES: usize = 10;

/// The components that show the certificate: at the edge, or in a region.
fn holders(me: Party<'_>, edge: bool) -> Vec<Party<'_>> {
    let kinds: &[&str] = if edge { &["cloudfront"] } else { &["alb", "nlb", "api_gateway"] };
    kinds.iter().flat_map(|kind| me.attached(kind)).collect()
}

/// Whether the certificate is asked for in its own region: nobody at the edge only has it.
fn is_regional(me: Party<'_>) -> bool {
    holders(me, true).is_empty() || !holders(me, false).is_empty()
}

fn edge_label(me: Party<'_>) -> String {
    format!("{}_edge", me.label())
}

/// The validated certificate of a component in a region; a variable where none is drawn.
pub fn regional_certificate(holder: Party<'_>, module: &mut Module) -> Expr {
    let mut drawn = holder.attached("acm");
    drawn.retain(|acm| acm.region() == holder.region());
    if let Some(acm) = drawn.first() {
        return acm.attribute("aws_acm_certificate_validation", "certificate_arn");
    }
    for acm in holder.attached("acm") {
        module.leave_out(format!("the certificate {}: it is in {}, and a certificate serves its own region only", acm.id(), acm.region()));
    }
    let about = format!("ARN of the certificate that {} shows to its callers, in {}.", holder.id(), holder.region());
    let example = format!("arn:aws:acm:{}:123456789012:certificate/00000000-0000-0000-0000-000000000000", holder.region());
    module.question(format!("{}_certificate_arn", holder.label()), &about, "^arn:aws[a-z-]*:acm:", &example)
}

/// The further certificates of a load balancer, beside the first, with their labels.
fn further_certificates(holder: Party<'_>) -> Vec<(&str, Expr)> {
    let mut drawn = holder.attached("acm");
    drawn.retain(|acm| acm.region() == holder.region());
    let arn = |acm: &Party<'_>| acm.attribute("aws_acm_certificate_validation", "certificate_arn");
    drawn.iter().skip(1).map(|acm| (acm.label(), arn(acm))).collect()
}

/// Writes the further certificates of a listener.
pub fn show_further(holder: Party<'_>, listener: &str, module: &mut Module) {
    for (acm, arn) in further_certificates(holder) {
        let block = holder
            .resource_named("aws_lb_listener_certificate", &format!("{listener}_{acm}"))
            .with("listener_arn", reference(format!("aws_lb_listener.{listener}.arn")))
            .with("certificate_arn", arn);
        module.add(Concern::Edge, block);
    }
}

/// The validated certificate of a distribution, where one is drawn.
pub fn edge_certificate(distribution: Party<'_>) -> Option<Expr> {
    let acm = distribution.attached("acm").into_iter().next()?;
    Some(reference(format!("aws_acm_certificate_validation.{}.certificate_arn", edge_label(acm))))
}

fn resources(me: Party<'_>, module: &mut Module) {
    let domain = domain(me, module);
    if is_regional(me) {
        certificate(me, me.label(), false, &domain, module);
    }
    if !holders(me, true).is_empty() {
        if me.region() != EDGE {
            module.change(format!("for a distribution a certificate must be in {EDGE}; that one is made there"));
        }
        certificate(me, &edge_label(me), true, &domain, module);
    }
}

/// The main name: as drawn, else that of the DNS name that leads to a holder, else a variable.
fn domain(me: Party<'_>, module: &mut Module) -> Expr {
    let drawn = me.settings().text("domain_name");
    if is_domain(drawn) {
        return text(drawn);
    }
    if !drawn.is_empty() {
        module.change("its domain_name is no name of a domain; the name is a variable or that of the DNS record");
    }
    let holders = [holders(me, true), holders(me, false)].concat();
    let named = holders.iter().flat_map(|holder| {
        holder.incoming().filter(|edge| edge.kind == ConnectionKind::Request && edge.from.kind() == "route53").map(|edge| edge.from)
    });
    if let Some(dns) = named.chain(me.attached("route53")).find(|dns| dns.exported()) {
        return route53::full_name(dns);
    }
    let about = format!("Name that the certificate {} is for.", me.id());
    module.question(format!("{}_domain_name", me.label()), &about, r"^(\*\.)?[A-Za-z0-9.-]+\.[A-Za-z]+$", "www.example.com")
}

/// Whether a text can be a name in a certificate: letters, digits, hyphens, dots, a star in front.
fn is_domain(name: &str) -> bool {
    let rest = name.strip_prefix("*.").unwrap_or(name);
    rest.contains('.')
        && (3..=253).contains(&rest.len())
        && rest.split('.').all(|part| {
            !part.is_empty() && part.len() <= 63 && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !part.starts_with('-')
        })
}

/// The further names, each once.
fn further(me: Party<'_>, module: &mut Module) -> Vec<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for name in me.settings().list("subject_alternative_names") {
        match name.as_str().filter(|name| is_domain(name)) {
            Some(name) if names.len() < NAMES - 1 => {
                names.insert(name.to_owned());
            }
            Some(_) => module.leave_out(format!("its names beyond the first {NAMES}")),
            None => module.leave_out("one of its subject_alternative_names is no name of a domain"),
        }
    }
    names.into_iter().filter(|name| *name != me.settings().text("domain_name")).collect()
}

/// A resource in the certificate's region.
fn block(me: Party<'_>, kind: &str, label: &str, edge: bool) -> Block {
    if edge { Block::resource(kind, label).with("region", EDGE) } else { me.resource_named(kind, label) }
}

fn certificate(me: Party<'_>, label: &str, edge: bool, domain: &Expr, module: &mut Module) {
    let by_mail = me.settings().text("validation_method") == "EMAIL";
    let names = further(me, module);
    let mut certificate = block(me, "aws_acm_certificate", label, edge)
        .with("domain_name", domain.clone())
        .with("validation_method", if by_mail { "EMAIL" } else { "DNS" });
    if !names.is_empty() {
        certificate.set("subject_alternative_names", list(names.clone()));
    }
    certificate.set("tags", me.tags());
    certificate.push(Block::new("lifecycle").with("create_before_destroy", true));
    module.add(Concern::Security, certificate);
    let arn = reference(format!("aws_acm_certificate.{label}.arn"));
    let mut validation = block(me, "aws_acm_certificate_validation", label, edge).with("certificate_arn", arn);
    match zone(me).filter(|_| !by_mail) {
        Some(dns) => {
            let records: Vec<Expr> = (0..=names.len()).map(|index| record(dns, label, index, module)).collect();
            validation.set("validation_record_fqdns", list(records));
        }
        None if by_mail => module.by_hand.push(format!("While the certificate {} is made, follow the link in AWS's e-mail to the owner of its domain.", me.id())),
        None => module.by_hand.push(format!("While the certificate {} is made, add the CNAME record that the console of Certificate Manager shows to the DNS of its domain.", me.id())),
    }
    module.add(Concern::Security, validation);
}

/// The hosted zone that proves the domain: one that is connected with the certificate or leads to its
/// holder, else the only one that is drawn.
fn zone(me: Party<'_>) -> Option<Party<'_>> {
    let holders = [holders(me, true), holders(me, false)].concat();
    let near = holders.iter().flat_map(|holder| holder.incoming().map(|edge| edge.from)).find(|from| from.kind() == "route53");
    let connected = me.attached("route53").into_iter().next();
    let mut all = me.everybody().filter(|party| party.kind() == "route53" && party.exported());
    let only = all.next().filter(|_| all.next().is_none());
    connected.or(near).or(only).filter(|dns| dns.exported())
}

/// Writes the record that proves one of the names, and gives its name.
fn record(dns: Party<'_>, label: &str, index: usize, module: &mut Module) -> Expr {
    let options = format!("tolist(aws_acm_certificate.{label}.domain_validation_options)");
    let option = |attribute: &str| reference(format!("{options}[{index}].{attribute}"));
    let own = format!("{label}_validation_{}", index + 1);
    let record = Block::resource("aws_route53_record", &own)
        .with("zone_id", dns.attribute("aws_route53_zone", "zone_id"))
        .with("name", option("resource_record_name"))
        .with("type", option("resource_record_type"))
        .with("records", list([option("resource_record_value")]))
        .with("ttl", 60)
        .with("allow_overwrite", true);
    module.add(Concern::Security, record);
    reference(format!("aws_route53_record.{own}.fqdn"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_domains_are_told_from_other_texts() {
        for name in ["example.com", "*.example.com", "a-b.c.example.org"] {
            assert!(is_domain(name), "{name}");
        }
        for name in ["", "com", "a..b", "*.", "a b.com", "${x}.com", "-a.com", "a.*.com"] {
            assert!(!is_domain(name), "{name}");
        }
    }
}
