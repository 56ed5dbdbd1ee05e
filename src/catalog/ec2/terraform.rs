//! One EC2 instance in Terraform, with its role, its security group and its script.

use crate::catalog::asg::{image, profile, root_disk, user_data};
use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party, group};
use crate::hcl::{Block, Expr, list, reference};
use crate::model::{ConnectionKind, Tier, Value};

/// The instance and what it needs.
pub const EXPORT: Exporter =
    Exporter { resources, endpoint, acts: true, carries: &[(ConnectionKind::Egress, &["nat_gateway"])], ..Exporter::NONE };

/// Whether it has an address of the internet: as drawn, else by its tier.
fn is_public(me: Party<'_>) -> bool {
    let drawn = me.settings().get("associate_public_ip_address").and_then(Value::as_bool);
    drawn.unwrap_or(me.tier() == Some(Tier::Public))
}

fn endpoint(me: Party<'_>) -> Endpoint {
    let name = me.attribute("aws_instance", "public_dns");
    Endpoint {
        grouped: me.vpc().is_some(),
        guarded: me.vpc().is_some(),
        variables: vec![("HOST", me.attribute("aws_instance", "private_dns"))],
        domain: (is_public(me) && me.tier() == Some(Tier::Public)).then_some(name),
        ..Endpoint::default()
    }
}

fn resources(me: Party<'_>, module: &mut Module) {
    profile(me, &["AmazonSSMManagedInstanceCore"], Vec::new(), module);
    group(me, module, true);
    instance(me, module);
}

fn instance(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let Some(subnet) = me.zones().first().and_then(|zone| me.subnet(*zone)) else { return };
    let about = format!("Instance type of {}.", me.id());
    let kind = module.variable(format!("{}_instance_type", me.label()), &about, settings.text("instance_type"));
    let image = image(me, &kind, false, module);
    let script = user_data(me, None, module);
    let public = settings.get("associate_public_ip_address").and_then(Value::as_bool);
    let mut block = me
        .resource("aws_instance")
        .with("ami", image)
        .with("instance_type", kind)
        .with("subnet_id", subnet)
        .with_some("associate_public_ip_address", public)
        .with("vpc_security_group_ids", list([me.security_group()]))
        .with("iam_instance_profile", me.attribute("aws_iam_instance_profile", "name"))
        .with("user_data_base64", script)
        .with("monitoring", settings.flag("monitoring"))
        .with("disable_api_termination", settings.flag("disable_api_termination"))
        .with("tags", me.tags());
    block.push(Block::new("metadata_options").with("http_endpoint", "enabled").with("http_tokens", "required"));
    block.push(root_disk(me, "root_block_device", false, module));
    // An alarm that is drawn recovers it as well; both together do no harm.
    let recovery = if settings.flag("auto_recovery") { "default" } else { "disabled" };
    block.push(Block::new("maintenance_options").with("auto_recovery", recovery));
    if settings.text("market_type") == "spot" {
        block.push(market(me));
    }
    block.push(Block::new("lifecycle").with("ignore_changes", list([reference("ami")])));
    let ready: Vec<Expr> = me
        .outgoing()
        .filter(|edge| edge.is_call() && edge.to.beside(me))
        .flat_map(|edge| edge.to.endpoint().ready)
        .map(reference)
        .collect();
    if !ready.is_empty() {
        block = block.gap().with("depends_on", list(ready));
    }
    if !me.leads_out() {
        module.by_hand.push(format!(
            "{} has no way out of its VPC: Session Manager and Secrets Manager reach it only through a NAT gateway or VPC endpoints.",
            me.id()
        ));
    }
    module.add(Concern::Compute, block);
}

fn market(me: Party<'_>) -> Block {
    let price = match me.settings().get("spot_price") {
        Some(Value::String(price)) => Some(price.clone()),
        Some(Value::Number(price)) => Some(price.to_string()),
        _ => None,
    };
    let mut market = Block::new("instance_market_options").with("market_type", "spot");
    if let Some(price) = price {
        market.push(Block::new("spot_options").with("max_price", price));
    }
    market
}
