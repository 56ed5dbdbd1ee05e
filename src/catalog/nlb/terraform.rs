//! Network Load Balancer in Terraform: the balancer, a listener per port, target groups.

mod listener;
mod target;

use crate::catalog::elastic_ip;
use crate::catalog::exporting::{Caller, Concern, Edge, Endpoint, Exporter, Module, Party, Principal, group};
use crate::hcl::{Block, list, reference};
use crate::model::Tier;

/// The load balancer and everything between callers and targets.
pub const EXPORT: Exporter = Exporter { resources, endpoint, caller, ..Exporter::NONE };

fn endpoint(me: Party<'_>) -> Endpoint {
    let name = me.attribute("aws_lb", "dns_name");
    Endpoint {
        grouped: me.vpc().is_some(), guarded: me.vpc().is_some(),
        variables: vec![("HOST", name.clone())],
        domain: Some(name),
        ..Endpoint::default()
    }
}

/// Tasks register themselves with the target group that they are called from.
fn caller(edge: Edge<'_>) -> Option<Caller> {
    let label = target::groups_of(edge).into_iter().next()?;
    let source = Some(reference(format!("aws_lb_target_group.{label}.arn")));
    Some(Caller { principal: Principal::Service("elasticloadbalancing.amazonaws.com"), source, label })
}

fn resources(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let public = me.tier() == Some(Tier::Public);
    let mut balancer = me
        .resource("aws_lb")
        .with("name", me.name())
        .with("load_balancer_type", "network")
        .with("internal", !public);
    let addresses = elastic_ip::addresses(me);
    if addresses.is_empty() || !public {
        balancer.set("subnets", list(me.subnets()));
        if !addresses.is_empty() {
            module.leave_out("its Elastic IPs: only a load balancer in the public tier holds addresses of its own");
        }
    }
    balancer.set("security_groups", list([me.security_group()]));
    // An API's VPC link is PrivateLink, whose traffic comes from no group that a rule could name.
    if !public && me.incoming().any(|edge| edge.from.kind() == "api_gateway") {
        balancer.set("enforce_security_group_inbound_rules_on_private_link_traffic", "off");
    }
    balancer.set("enable_cross_zone_load_balancing", settings.flag("enable_cross_zone_load_balancing"));
    balancer.set("enable_deletion_protection", settings.flag("enable_deletion_protection"));
    balancer.set("tags", me.tags());
    if public && !addresses.is_empty() {
        if addresses.len() < me.zones().len() {
            module.change("it has fewer Elastic IPs than zones; the other zones have an address of AWS's choice");
        }
        for (zone, subnet) in me.subnets().into_iter().enumerate() {
            let mapping = Block::new("subnet_mapping").with("subnet_id", subnet);
            balancer.push(mapping.with_some("allocation_id", addresses.get(zone).cloned()));
        }
    }
    module.add(Concern::Edge, balancer);
    let listeners = listener::listeners(me, module);
    let groups = target::groups(me, &listeners, module);
    target::write(me, &groups, module);
    listener::write(me, &listeners, &groups, module);
    group(me, module, false);
    if public {
        let about = format!("Host name of {}.", me.id());
        module.output(format!("{}_dns_name", me.label()), &about, me.attribute("aws_lb", "dns_name"));
    }
}
