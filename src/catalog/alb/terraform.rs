//! Application Load Balancer in Terraform: the balancer, a listener per port, rules, target groups.

mod listener;
mod target;

pub use target::group_of;

use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party, group};
use crate::hcl::list;
use crate::model::Tier;

/// The load balancer and everything between callers and targets.
pub const EXPORT: Exporter = Exporter { resources, endpoint, carries: &[], zones: 2 };

fn endpoint(me: Party<'_>) -> Endpoint {
    let name = me.attribute("aws_lb", "dns_name");
    Endpoint {
        guarded: me.vpc().is_some(),
        variables: vec![("HOST", name.clone())],
        domain: Some(name),
        ..Endpoint::default()
    }
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
