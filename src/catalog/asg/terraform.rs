//! Auto Scaling group in Terraform: launch template, group, role, policies.

mod boot;
mod scaling;

pub use scaling::called as scaling_policy;

use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party, Statement, group, role, variables};
use crate::hcl::{Block, Expr, call, list, object, reference, template, text};
use crate::model::{ConnectionKind, Value};

/// The group and what its instances need.
pub const EXPORT: Exporter = Exporter { resources, endpoint, acts: true, carries: &[(ConnectionKind::Egress, &["nat_gateway"])], ..Exporter::NONE };

fn endpoint(me: Party<'_>) -> Endpoint {
    Endpoint { grouped: me.vpc().is_some(), guarded: me.vpc().is_some(), ..Endpoint::default() }
}

fn resources(me: Party<'_>, module: &mut Module) {
    let further = claim(me, module);
    profile(me, module, further);
    group(me, module, true);
    launch_template(me, module);
    fleet(me, module);
    scaling::write(me, module);
}

/// The role that instances act under, with what it may do beside its connections, and the profile that gives it
/// to them.
pub fn profile(me: Party<'_>, module: &mut Module, further: Vec<Statement>) {
    let principal = if me.partition() == "aws-cn" { "ec2.amazonaws.com.cn" } else { "ec2.amazonaws.com" };
    role(me, module, principal, &["AmazonSSMManagedInstanceCore"], further);
    let profile = Block::resource("aws_iam_instance_profile", me.label())
        .with("name", me.name())
        .with("role", me.attribute("aws_iam_role", "name"));
    module.add(Concern::Iam, profile);
}

/// What an instance needs to take the group's Elastic IP for itself.
fn claim(me: Party<'_>, module: &mut Module) -> Vec<Statement> {
    let addresses = me.attached("elastic_ip");
    let claimed = boot::claimed(me).is_some();
    for address in addresses.iter().skip(usize::from(claimed)) {
        let why = if claimed { "an instance claims one address" } else { "only with claimed_at_boot, and without a user_data of its own, an instance takes it" };
        module.leave_out(format!("{} at {}: {why}", address.id(), me.id()));
    }
    if !claimed {
        return Vec::new();
    }
    if me.settings().count("max_size") > 1 {
        module.by_hand.push(format!("Of the instances of {} the one that started last holds its Elastic IP.", me.id()));
    }
    // The address is named by its ARN, the instance by its kind: which one it will be is not known.
    let anywhere = |kind: &str| text(format!("arn:{}:ec2:*:*:{kind}/*", me.partition()));
    let own = addresses.first().map(|address| address.attribute("aws_eip", "arn"));
    let resources = own.into_iter().chain([anywhere("instance"), anywhere("network-interface")]).collect();
    vec![Statement::new(&["ec2:AssociateAddress"], resources)]
}

/// The drawn image, else the current Amazon Linux for the processor of an instance type.
pub fn image(me: Party<'_>, kind: &Expr, module: &mut Module) -> Expr {
    let drawn = me.settings().text("image_id");
    if !drawn.is_empty() {
        return text(drawn);
    }
    // Families with Graviton processors have a g behind the generation: t4g, m7gd, c8gn; and a1.
    let graviton = call("can", [call("regex", [text("^(a1|[a-z]+[0-9]+g)"), kind.clone()])]);
    let choice = Expr::Choice { condition: Box::new(graviton), yes: Box::new(text("arm64")), no: Box::new(text("x86_64")) };
    let path = template([text("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-"), choice]);
    let data = me
        .data("aws_ssm_parameter", &format!("{}_image", me.label()))
        .commented("The current Amazon Linux for the processor of the instance type.")
        .with("name", path);
    module.add(Concern::Compute, data);
    reference(format!("data.aws_ssm_parameter.{}_image.insecure_value", me.label()))
}

fn launch_template(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let about = format!("Instance type of {}.", me.id());
    let kind = module.variable(format!("{}_instance_type", me.label()), &about, settings.text("instance_type"));
    let image = image(me, &kind, module);
    let user_data = user_data(me, module);
    let public = settings.get("associate_public_ip_address").and_then(Value::as_bool);
    let mut block = me
        .resource("aws_launch_template")
        .with("name", me.name())
        .with("image_id", image)
        .with("instance_type", kind)
        .with("user_data", user_data)
        .with("update_default_version", true);
    match public {
        None => block.set("vpc_security_group_ids", list([me.security_group()])),
        Some(public) => block.push(
            Block::new("network_interfaces")
                .with("associate_public_ip_address", public)
                .with("security_groups", list([me.security_group()])),
        ),
    }
    block.push(
        Block::new("iam_instance_profile").with("arn", me.attribute("aws_iam_instance_profile", "arn")),
    );
    block.push(
        Block::new("metadata_options").with("http_endpoint", "enabled").with("http_tokens", "required").with("http_put_response_hop_limit", 1),
    );
    block.push(root_volume(me));
    block.push(Block::new("monitoring").with("enabled", settings.flag("monitoring")));
    if settings.text("market_type") == "spot" {
        let price = match settings.get("spot_price") {
            Some(Value::String(price)) => Some(price.clone()),
            Some(Value::Number(price)) => Some(price.to_string()),
            _ => None,
        };
        let mut market = Block::new("instance_market_options").with("market_type", "spot");
        if let Some(price) = price {
            market.push(Block::new("spot_options").with("max_price", price));
        }
        block.push(market);
    }
    block.push(Block::new("tag_specifications").with("resource_type", "instance").with("tags", me.tags()));
    block.push(Block::new("tag_specifications").with("resource_type", "volume").with("tags", me.tags()));
    module.add(Concern::Compute, block);
}

fn root_volume(me: Party<'_>) -> Block {
    Block::new("block_device_mappings").with("device_name", "/dev/xvda").nest(root_disk(me, "ebs"))
}

/// The root volume, as a block of this name: as drawn, else 8 GB of gp3, encrypted.
pub fn root_disk(me: Party<'_>, name: &'static str) -> Block {
    let drawn = me.settings().block("root_block_device").cloned().unwrap_or_default();
    let kind = drawn.get("volume_type").and_then(Value::as_str).unwrap_or("gp3");
    let mut disk = Block::new(name)
        .with("volume_type", kind)
        .with("volume_size", drawn.get("volume_size").filter(|size| size.is_u64()).map_or(Expr::from(8), Expr::from))
        .with("encrypted", drawn.get("encrypted").and_then(Value::as_bool).unwrap_or(true))
        .with("delete_on_termination", drawn.get("delete_on_termination").and_then(Value::as_bool).unwrap_or(true));
    for name in ["iops", "throughput"] {
        if let Some(rate) = drawn.get(name).filter(|rate| rate.is_u64()) {
            disk.set(name, Expr::from(rate));
        }
    }
    disk
}

/// The drawn script as a file of its own, else the one that answers and mounts; in Base64.
pub fn user_data(me: Party<'_>, module: &mut Module) -> Expr {
    let drawn = me.settings().text("user_data");
    let file = |ending: &str| format!("user_data/{}.sh{ending}", me.label());
    let path = |file: &str| template([reference("path.module"), text(format!("/{file}"))]);
    if !drawn.is_empty() {
        let file = file("");
        let call = call("filebase64", [path(&file)]);
        module.files.insert(file, drawn.to_owned());
        return call;
    }
    let file = file(".tftpl");
    let mut known = vec![("variables", object(variables(me)))];
    if let Some(address) = boot::claimed(me) {
        known.push(("address", address.attribute("aws_eip", "allocation_id")));
    }
    let known = object(known);
    let rendered = call("templatefile", [path(&file), known]);
    module.files.insert(file, boot::script(me));
    call("base64encode", [rendered])
}

fn fleet(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let (least, most) = (settings.count("min_size"), settings.count("max_size"));
    let most = if most < least {
        module.change(format!("its maximum of {most} is below its minimum; it is {least}"));
        least
    } else {
        most
    };
    let drawn = settings.count("desired_capacity");
    let desired = drawn.clamp(least, most);
    if desired != drawn {
        module.change(format!("{drawn} desired instances are not between {least} and {most}; there are {desired}"));
    }
    let mut block = me
        .resource("aws_autoscaling_group")
        .with("name", me.name())
        .with("min_size", least)
        .with("desired_capacity", desired)
        .with("max_size", most)
        .with("vpc_zone_identifier", list(me.subnets()))
        .with("health_check_type", settings.text("health_check_type"))
        .with("health_check_grace_period", settings.count("health_check_grace_period"));
    block.push(
        Block::new("launch_template")
            .with("id", me.attribute("aws_launch_template", "id"))
            .with("version", me.attribute("aws_launch_template", "latest_version")),
    );
    block.push(refresh(me));
    let tags = match me.tags() {
        Expr::Object(tags) => tags,
        _ => Vec::new(),
    };
    for (key, value) in tags {
        block.push(Block::new("tag").with("key", key).with("value", value).with("propagate_at_launch", false));
    }
    if !settings.list("scaling_policies").is_empty() {
        block.push(Block::new("lifecycle").with("ignore_changes", list([reference("desired_capacity")])));
    }
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
        module.by_hand.push(format!("The instances of {} have no way out of their VPC: Session Manager and Secrets Manager reach them only through a NAT gateway or VPC endpoints.", me.id()));
    }
    module.add(Concern::Compute, block);
}

/// A new launch template replaces the instances step by step.
fn refresh(me: Party<'_>) -> Block {
    let drawn = me.settings().block("instance_refresh").cloned().unwrap_or_default();
    let given = drawn.get("preferences").map(|value| match value {
        Value::Array(list) => list.first().cloned().unwrap_or_default(),
        other => other.clone(),
    });
    let mut preferences = Block::new("preferences");
    preferences.set("min_healthy_percentage", given.as_ref().and_then(|given| given.get("min_healthy_percentage")).filter(|share| share.is_u64()).map_or(Expr::from(50), Expr::from));
    for name in ["instance_warmup", "max_healthy_percentage", "checkpoint_delay"] {
        if let Some(value) = given.as_ref().and_then(|given| given.get(name)).filter(|value| value.is_u64()) {
            preferences.set(name, Expr::from(value));
        }
    }
    let strategy = drawn.get("strategy").and_then(Value::as_str).unwrap_or("Rolling");
    Block::new("instance_refresh").with("strategy", strategy).nest(preferences)
}
