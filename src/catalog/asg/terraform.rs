//! Auto Scaling group in Terraform: launch template, group, role, policies.

mod boot;
mod scaling;

pub use scaling::called as scaling_policy;

use crate::catalog::ecs_service::{self, Hosting};
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
    let hosting = ecs_service::hosting(me);
    let managed: &[&str] = match hosting {
        Some(_) => &["AmazonSSMManagedInstanceCore", "service-role/AmazonEC2ContainerServiceforEC2Role"],
        None => &["AmazonSSMManagedInstanceCore"],
    };
    profile(me, managed, further, module);
    group(me, module, true);
    launch_template(me, hosting.as_ref(), module);
    fleet(me, hosting.as_ref(), module);
    if let Some(hosting) = &hosting {
        module.add(Concern::Compute, ecs_service::capacity_provider(me, hosting.managed));
    }
    scaling::write(me, module);
}

/// The role that instances act under, with AWS's managed policies and what it may do beside its connections, and
/// the profile that gives it to them.
pub fn profile(me: Party<'_>, managed: &[&str], further: Vec<Statement>, module: &mut Module) {
    let principal = if me.partition() == "aws-cn" { "ec2.amazonaws.com.cn" } else { "ec2.amazonaws.com" };
    role(me, module, principal, managed, further);
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

/// The drawn image, else the current Amazon Linux for the processor of an instance type; with the agent of ECS
/// where it hosts containers.
pub fn image(me: Party<'_>, kind: &Expr, hosts: bool, module: &mut Module) -> Expr {
    let drawn = me.settings().text("image_id");
    if !drawn.is_empty() {
        return text(drawn);
    }
    // Families with Graviton processors have a g behind the generation: t4g, m7gd, c8gn; and a1.
    let graviton = call("can", [call("regex", [text("^(a1|[a-z]+[0-9]+g)"), kind.clone()])]);
    let choice = Expr::Choice { condition: Box::new(graviton), yes: Box::new(text("arm64")), no: Box::new(text("x86_64")) };
    let (path, about) = if hosts {
        let choice = match choice {
            Expr::Choice { condition, .. } => Expr::Choice { condition, yes: Box::new(text("/arm64")), no: Box::new(text("")) },
            other => other,
        };
        let path = [text("/aws/service/ecs/optimized-ami/amazon-linux-2023"), choice, text("/recommended/image_id")];
        (template(path), "The current image with the agent of ECS for the processor of the instance type.")
    } else {
        let path = [text("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-"), choice];
        (template(path), "The current Amazon Linux for the processor of the instance type.")
    };
    let data = me
        .data("aws_ssm_parameter", &format!("{}_image", me.label()))
        .commented(about)
        .with("name", path);
    module.add(Concern::Compute, data);
    reference(format!("data.aws_ssm_parameter.{}_image.insecure_value", me.label()))
}

fn launch_template(me: Party<'_>, hosting: Option<&Hosting<'_>>, module: &mut Module) {
    let settings = me.settings();
    let about = format!("Instance type of {}.", me.id());
    let kind = module.variable(format!("{}_instance_type", me.label()), &about, settings.text("instance_type"));
    let image = image(me, &kind, hosting.is_some(), module);
    let user_data = user_data(me, hosting, module);
    let groups = groups(me, hosting, module);
    let public = settings.get("associate_public_ip_address").and_then(Value::as_bool);
    let mut block = me
        .resource("aws_launch_template")
        .with("name", me.name())
        .with("image_id", image)
        .with("instance_type", kind)
        .with("user_data", user_data)
        .with("update_default_version", true);
    match public {
        None => block.set("vpc_security_group_ids", list(groups)),
        Some(public) => block.push(
            Block::new("network_interfaces")
                .with("associate_public_ip_address", public)
                .with("security_groups", list(groups)),
        ),
    }
    block.push(
        Block::new("iam_instance_profile").with("arn", me.attribute("aws_iam_instance_profile", "arn")),
    );
    block.push(
        Block::new("metadata_options").with("http_endpoint", "enabled").with("http_tokens", "required").with("http_put_response_hop_limit", 1),
    );
    block.push(root_volume(me, hosting.is_some(), module));
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

/// An instance has at most so many security groups by default (quotas of Amazon VPC, read 2026-11).
const GROUPS: usize = 5;
/// The image with the agent of ECS needs a volume of this size, in GB (ECS developer guide, read 2026-11).
const HOST_GB: u64 = 30;

/// Its own security group, and those of the services whose containers share its addresses.
fn groups(me: Party<'_>, hosting: Option<&Hosting<'_>>, module: &mut Module) -> Vec<Expr> {
    let guests = hosting.map_or(&[][..], |hosting| hosting.guests.as_slice());
    if guests.len() >= GROUPS {
        module.by_hand.push(format!("The instances of {} have {} security groups: raise the quota of {GROUPS}.", me.id(), guests.len() + 1));
    }
    std::iter::once(me).chain(guests.iter().copied()).map(Party::security_group).collect()
}

fn root_volume(me: Party<'_>, hosts: bool, module: &mut Module) -> Block {
    Block::new("block_device_mappings").with("device_name", "/dev/xvda").nest(root_disk(me, "ebs", hosts, module))
}

/// The root volume, as a block of this name: as drawn, else 8 GB of gp3, encrypted; larger where it hosts containers.
pub fn root_disk(me: Party<'_>, name: &'static str, hosts: bool, module: &mut Module) -> Block {
    let drawn = me.settings().block("root_block_device").cloned().unwrap_or_default();
    let kind = drawn.get("volume_type").and_then(Value::as_str).unwrap_or("gp3");
    let least = if hosts { HOST_GB } else { 8 };
    let size = drawn.get("volume_size").and_then(Value::as_u64);
    if hosts && let Some(size) = size.filter(|size| *size < HOST_GB) {
        module.change(format!("its root volume of {size} GB is too small for the image with the agent of ECS; it has {HOST_GB} GB"));
    }
    let size = size.filter(|size| !hosts || *size >= HOST_GB).unwrap_or(least);
    let mut disk = Block::new(name)
        .with("volume_type", kind)
        .with("volume_size", i64::try_from(size).unwrap_or(i64::MAX))
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
pub fn user_data(me: Party<'_>, hosting: Option<&Hosting<'_>>, module: &mut Module) -> Expr {
    let drawn = me.settings().text("user_data");
    let file = |ending: &str| format!("user_data/{}.sh{ending}", me.label());
    let path = |file: &str| template([reference("path.module"), text(format!("/{file}"))]);
    if !drawn.is_empty() {
        let file = file("");
        let call = call("filebase64", [path(&file)]);
        module.files.insert(file.clone(), drawn.to_owned());
        let Some(hosting) = hosting else { return call };
        if drawn.starts_with("#!/bin/bash") || drawn.starts_with("#!/bin/sh") {
            let (first, second) = (text("#!/bin/bash\necho ECS_CLUSTER="), text(" >> /etc/ecs/ecs.config\n"));
            let pieces = [first, hosting.cluster.clone(), second, crate::hcl::call("file", [path(&file)])];
            return crate::hcl::call("base64encode", [template(pieces)]);
        }
        module.by_hand.push(format!("The user data of {} must write ECS_CLUSTER into /etc/ecs/ecs.config: its instances join the cluster by that.", me.id()));
        return call;
    }
    let file = file(".tftpl");
    let mut known = vec![("variables", object(variables(me)))];
    if let Some(address) = boot::claimed(me) {
        known.push(("address", address.attribute("aws_eip", "allocation_id")));
    }
    known.extend(hosting.map(|hosting| ("cluster", hosting.cluster.clone())));
    let rendered = call("templatefile", [path(&file), object(known)]);
    module.files.insert(file, boot::script(me, hosting.is_some()));
    call("base64encode", [rendered])
}

fn fleet(me: Party<'_>, hosting: Option<&Hosting<'_>>, module: &mut Module) {
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
    if hosting.is_some() {
        // ECS puts this tag on groups whose size it changes; without it here every plan would take it off.
        block.push(Block::new("tag").with("key", "AmazonECSManaged").with("value", "").with("propagate_at_launch", true));
    }
    if !settings.list("scaling_policies").is_empty() || hosting.is_some_and(|hosting| hosting.managed) {
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
