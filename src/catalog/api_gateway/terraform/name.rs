//! A name of one's own for an API, where a DNS name leads to it.

use crate::catalog::exporting::{Concern, Module, Party};
use crate::catalog::{acm, route53};
use crate::hcl::{Block, list};
use crate::model::ConnectionKind;

use super::{Protocol, protocol};

/// Writes the custom domain and its mapping to the stage.
pub fn write(me: Party<'_>, module: &mut Module) {
    let is_name = |party: Party<'_>| party.kind() == "route53" && party.exported();
    let mut names = me.incoming().filter(|edge| edge.kind == ConnectionKind::Request && is_name(edge.from)).map(|edge| edge.from);
    let Some(dns) = names.next() else { return };
    for other in names.filter(|other| other.id() != dns.id()) {
        module.leave_out(format!("{} -> {}: it answers to the name of {} only", other.id(), me.id(), dns.id()));
    }
    let certificate = acm::regional_certificate(me, module);
    let name = route53::full_name(dns);
    if protocol(me) == Protocol::Rest {
        let domain = me
            .resource("aws_api_gateway_domain_name")
            .with("domain_name", name)
            .with("regional_certificate_arn", certificate)
            .with("security_policy", "TLS_1_2")
            .with("tags", me.tags())
            .nest(Block::new("endpoint_configuration").with("types", list(["REGIONAL"])));
        module.add(Concern::Edge, domain);
        let mapping = me
            .resource("aws_api_gateway_base_path_mapping")
            .with("api_id", me.attribute("aws_api_gateway_rest_api", "id"))
            .with("stage_name", me.attribute("aws_api_gateway_stage", "stage_name"))
            .with("domain_name", me.attribute("aws_api_gateway_domain_name", "domain_name"));
        module.add(Concern::Edge, mapping);
        return;
    }
    let shown = Block::new("domain_name_configuration")
        .with("certificate_arn", certificate)
        .with("endpoint_type", "REGIONAL")
        .with("security_policy", "TLS_1_2");
    let domain = me.resource("aws_apigatewayv2_domain_name").with("domain_name", name).with("tags", me.tags()).nest(shown);
    module.add(Concern::Edge, domain);
    let mapping = me
        .resource("aws_apigatewayv2_api_mapping")
        .with("api_id", me.attribute("aws_apigatewayv2_api", "id"))
        .with("domain_name", me.attribute("aws_apigatewayv2_domain_name", "id"))
        .with("stage", me.attribute("aws_apigatewayv2_stage", "id"));
    module.add(Concern::Edge, mapping);
}
