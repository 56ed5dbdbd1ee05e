//! Application Load Balancer in Terraform: the balancer, a listener per port, rules, target groups.

mod listener;
mod target;

pub use target::group_of;

use crate::catalog::exporting::{Caller, Concern, Edge, Endpoint, Exporter, Module, Party, Principal, group};
use crate::hcl::{list, reference};
use crate::model::Tier;

/// The load balancer and everything between callers and targets.
pub const EXPORT: Exporter = Exporter { resources, endpoint, caller, zones: 2, ..Exporter::NONE };

fn endpoint(me: Party<'_>) -> Endpoint {
    let name = me.attribute("aws_lb", "dns_name");
    Endpoint {
        grouped: me.vpc().is_some(), guarded: me.vpc().is_some(),
        variables: vec![("HOST", name.clone())],
        domain: Some(name),
        ..Endpoint::default()
    }
}

fn caller(edge: Edge<'_>) -> Option<Caller> {
    let label = group_of(edge)?;
    let source = Some(reference(format!("aws_lb_target_group.{label}.arn")));
    Some(Caller { principal: Principal::Service("elasticloadbalancing.amazonaws.com"), source, label })
}

fn resources(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let balancer = me
        .resource("aws_lb")
        .with("name", me.name())
        .with("load_balancer_type", "application")
        .with("internal", me.tier() != Some(Tier::Public))
        .with("subnets", list(me.subnets()))
        .with("security_groups", list([me.security_group()]))
        .with("idle_timeout", settings.count("idle_timeout"))
        .with("enable_deletion_protection", settings.flag("enable_deletion_protection"))
        .with("drop_invalid_header_fields", true)
        .with("tags", me.tags());
    module.add(Concern::Edge, balancer);
    let actions = target::actions(me, module);
    target::write(me, &actions, module);
    listener::write(me, &actions, module);
    group(me, module, false);
    if me.tier() == Some(Tier::Public) {
        let about = format!("Host name of {}.", me.id());
        module.output(format!("{}_dns_name", me.label()), &about, me.attribute("aws_lb", "dns_name"));
    }
}
