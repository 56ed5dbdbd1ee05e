//! Scaling policies and scheduled actions.

use crate::catalog::alb;
use crate::catalog::exporting::{Concern, Edge, Module, Party};
use crate::hcl::{Block, Expr, identifier, reference, template, text};
use crate::model::{ConnectionKind, Value, Values};

/// Writes the setting `scaling_policies`.
pub fn write(me: Party<'_>, module: &mut Module) {
    for (label, policy) in labelled(me, module) {
        let id = string(policy, "id").or_else(|| string(policy, "name")).unwrap_or("policy");
        let name = string(policy, "name").map_or_else(|| me.name_with(&format!("-{}", label.replace('_', "-"))), text);
        let kind = string(policy, "policy_type").unwrap_or("SimpleScaling");
        if kind == "Scheduled" {
            schedule(me, policy, &label, name, module);
            continue;
        }
        let block = me
            .resource_with("aws_autoscaling_policy", &label)
            .with("name", name)
            .with("autoscaling_group_name", me.attribute("aws_autoscaling_group", "name"));
        let block = match kind {
            "TargetTrackingScaling" => tracking(me, block, policy, module),
            "StepScaling" => steps(me, block, policy, module),
            "PredictiveScaling" => predictive(block, policy),
            "SimpleScaling" => simple(me, block, policy, module),
            other => {
                module.leave_out(format!("scaling policy {id}: its type {other} is not known"));
                None
            }
        };
        if let Some(block) = block {
            module.add(Concern::Compute, block);
        }
    }
}

/// The policies with their labels, unique in the group.
fn labelled<'w>(me: Party<'w>, module: &mut Module) -> Vec<(String, &'w Values)> {
    let mut found: Vec<(String, &Values)> = Vec::new();
    for policy in me.settings().list("scaling_policies") {
        let Some(policy) = policy.as_object() else {
            module.leave_out("an entry of scaling_policies is no object");
            continue;
        };
        let stem = identifier(string(policy, "id").or_else(|| string(policy, "name")).unwrap_or("policy"));
        let mut label = stem.clone();
        let mut number = 2;
        while found.iter().any(|(known, _)| *known == label) {
            label = format!("{stem}_{number}");
            number += 1;
        }
        found.push((label, policy));
    }
    found
}

/// The label of the scaling policy of an id, where it is one that an alarm calls and that has a resource.
pub fn called(me: Party<'_>, id: &str) -> Option<String> {
    let steps = |policy: &Values| {
        let drawn = policy.get("step_adjustments").or_else(|| policy.get("step_adjustment"));
        matches!(drawn, Some(Value::Object(_))) || drawn.and_then(Value::as_array).is_some_and(|list| list.iter().any(Value::is_object))
    };
    let calls = |policy: &Values| match string(policy, "policy_type").unwrap_or("SimpleScaling") {
        "SimpleScaling" => true,
        "StepScaling" => steps(policy),
        _ => false,
    };
    let all = labelled(me, &mut Module::default());
    all.into_iter().find(|(_, policy)| string(policy, "id") == Some(id) && calls(policy)).map(|(label, _)| label)
}

fn string<'a>(policy: &'a Values, name: &str) -> Option<&'a str> {
    policy.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

/// A number or text of the drawing, as an argument.
fn copy(block: &mut Block, policy: &Values, name: &str) {
    if let Some(value) = policy.get(name).filter(|value| value.is_number() || value.is_string() || value.is_boolean()) {
        block.set(name, Expr::from(value));
    }
}

fn tracking(me: Party<'_>, mut block: Block, policy: &Values, module: &mut Module) -> Option<Block> {
    block.set("policy_type", "TargetTrackingScaling");
    copy(&mut block, policy, "estimated_instance_warmup");
    let mut target = Block::new("target_tracking_configuration");
    target.set("target_value", policy.get("target_value").filter(|value| value.is_number()).map_or(Expr::from(50), Expr::from));
    copy(&mut target, policy, "disable_scale_in");
    if let (Some(metric), Some(namespace)) = (string(policy, "metric_name"), string(policy, "namespace")) {
        let mut own = Block::new("customized_metric_specification")
            .with("metric_name", metric)
            .with("namespace", namespace)
            .with("statistic", string(policy, "statistic").unwrap_or("Average"));
        for (name, value) in policy.get("dimensions").and_then(Value::as_object).into_iter().flatten() {
            if let Some(value) = value.as_str() {
                own.push(Block::new("metric_dimension").with("name", name.as_str()).with("value", value));
            }
        }
        target.push(own);
    } else {
        let metric = string(policy, "predefined_metric_type").unwrap_or("ASGAverageCPUUtilization");
        let mut known = Block::new("predefined_metric_specification").with("predefined_metric_type", metric);
        if metric == "ALBRequestCountPerTarget" {
            let mut balancers = me.incoming().filter(|edge| edge.kind == ConnectionKind::Request && edge.from.kind() == "alb");
            let found = balancers.find_map(|edge| Some((edge.from, alb::target_group(edge)?)));
            let Some((balancer, group)) = found else {
                module.leave_out("a scaling policy counts the requests of a load balancer, and none is connected");
                return None;
            };
            let label = template([
                balancer.attribute("aws_lb", "arn_suffix"),
                text("/"),
                reference(format!("aws_lb_target_group.{group}.arn_suffix")),
            ]);
            known.set("resource_label", label);
        }
        target.push(known);
    }
    block.push(target);
    Some(block)
}

fn steps(me: Party<'_>, mut block: Block, policy: &Values, module: &mut Module) -> Option<Block> {
    block.set("policy_type", "StepScaling");
    block.set("adjustment_type", string(policy, "adjustment_type").unwrap_or("ChangeInCapacity"));
    copy(&mut block, policy, "metric_aggregation_type");
    copy(&mut block, policy, "estimated_instance_warmup");
    let drawn = policy.get("step_adjustments").or_else(|| policy.get("step_adjustment"));
    let steps: Vec<&Values> = match drawn {
        Some(Value::Array(steps)) => steps.iter().filter_map(Value::as_object).collect(),
        Some(Value::Object(step)) => vec![step],
        _ => Vec::new(),
    };
    if steps.is_empty() {
        module.leave_out("a step scaling policy has no steps");
        return None;
    }
    for step in steps {
        let mut adjustment = Block::new("step_adjustment");
        adjustment.set("scaling_adjustment", step.get("scaling_adjustment").filter(|value| value.is_number()).map_or(Expr::from(1), Expr::from));
        copy(&mut adjustment, step, "metric_interval_lower_bound");
        copy(&mut adjustment, step, "metric_interval_upper_bound");
        block.push(adjustment);
    }
    needs_alarm(me, module, policy);
    Some(block)
}

fn simple(me: Party<'_>, mut block: Block, policy: &Values, module: &mut Module) -> Option<Block> {
    block.set("policy_type", "SimpleScaling");
    block.set("adjustment_type", string(policy, "adjustment_type").unwrap_or("ChangeInCapacity"));
    block.set("scaling_adjustment", policy.get("scaling_adjustment").filter(|value| value.is_number()).map_or(Expr::from(1), Expr::from));
    copy(&mut block, policy, "cooldown");
    needs_alarm(me, module, policy);
    Some(block)
}

fn needs_alarm(me: Party<'_>, module: &mut Module, policy: &Values) {
    let id = string(policy, "id").unwrap_or("policy");
    let calls = |edge: &Edge<'_>| {
        edge.kind == ConnectionKind::Management && edge.from.kind() == "cloudwatch_alarm" && edge.settings().text("policy") == id
    };
    if !me.incoming().any(|edge| calls(&edge)) {
        module.by_hand.push(format!("The scaling policy {id} acts when an alarm calls it, and no alarm is connected to {} with it.", me.id()));
    }
}

fn predictive(mut block: Block, policy: &Values) -> Option<Block> {
    block.set("policy_type", "PredictiveScaling");
    let pair = Block::new("predefined_metric_pair_specification")
        .with("predefined_metric_type", string(policy, "predefined_metric_type").unwrap_or("ASGCPUUtilization"));
    let value = policy.get("target_value").filter(|value| value.is_number()).map_or(Expr::from(50), Expr::from);
    let metric = Block::new("metric_specification").with("target_value", value).nest(pair);
    let mode = string(policy, "mode").unwrap_or("ForecastAndScale");
    block.push(Block::new("predictive_scaling_configuration").with("mode", mode).nest(metric));
    Some(block)
}

/// -1 leaves a size as it is.
fn schedule(me: Party<'_>, policy: &Values, label: &str, name: Expr, module: &mut Module) {
    if string(policy, "recurrence").is_none() && string(policy, "start_time").is_none() {
        module.leave_out(format!("the scheduled action {label} has neither recurrence nor start_time"));
        return;
    }
    let size = |field: &str| policy.get(field).filter(|value| value.is_i64() || value.is_u64()).map_or(Expr::from(-1), Expr::from);
    let mut block = me
        .resource_with("aws_autoscaling_schedule", label)
        .with("scheduled_action_name", name)
        .with("autoscaling_group_name", me.attribute("aws_autoscaling_group", "name"))
        .with("min_size", size("min_size"))
        .with("desired_capacity", size("desired_capacity"))
        .with("max_size", size("max_size"));
    for field in ["recurrence", "start_time", "end_time", "time_zone"] {
        copy(&mut block, policy, field);
    }
    module.add(Concern::Compute, block);
}
