//! Application Auto Scaling: the bounds of a service, its policies and scheduled actions.

use crate::catalog::exporting::{Concern, Module, Party};
use crate::hcl::{Block, Expr, identifier, reference, template, text};
use crate::model::{ConnectionKind, Value, Values};

use super::cluster;

/// Writes the setting `scaling_policies` and the bounds.
pub fn write(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let policies = settings.list("scaling_policies");
    if policies.is_empty() {
        return;
    }
    let (least, most) = (settings.count("min_capacity"), settings.count("max_capacity"));
    let most = if most < least {
        module.change(format!("its maximum of {most} is below its minimum; it is {least}"));
        least
    } else {
        most
    };
    let service = me.attribute("aws_ecs_service", "name");
    let target = me
        .resource("aws_appautoscaling_target")
        .with("service_namespace", "ecs")
        .with("resource_id", template([text("service/"), cluster::reference_to(me, "name"), text("/"), service]))
        .with("scalable_dimension", "ecs:service:DesiredCount")
        .with("min_capacity", least)
        .with("max_capacity", most)
        .with("tags", me.tags());
    module.add(Concern::Compute, target);
    let mut labels: Vec<String> = Vec::new();
    for policy in policies {
        let Some(policy) = policy.as_object() else {
            module.leave_out("an entry of scaling_policies is no object");
            continue;
        };
        let id = string(policy, "id").or_else(|| string(policy, "name")).unwrap_or("policy");
        let stem = identifier(id);
        let mut label = stem.clone();
        let mut number = 2;
        while labels.contains(&label) {
            label = format!("{stem}_{number}");
            number += 1;
        }
        labels.push(label.clone());
        let name = string(policy, "name").map_or_else(|| me.name_with(&format!("-{}", label.replace('_', "-"))), text);
        let block = match string(policy, "policy_type").unwrap_or("TargetTrackingScaling") {
            "TargetTrackingScaling" => tracking(me, aimed(me, "aws_appautoscaling_policy", &label, name), policy, module),
            "StepScaling" => steps(aimed(me, "aws_appautoscaling_policy", &label, name), policy, id, module),
            "SimpleScaling" => {
                module.change(format!("scaling policy {id}: services have no simple scaling; it is step scaling with one step"));
                let mut step = policy.clone();
                step.insert("step_adjustments".to_owned(), serde_json::json!([{
                    "scaling_adjustment": policy.get("scaling_adjustment").cloned().unwrap_or_else(|| 1.into()),
                    "metric_interval_lower_bound": 0
                }]));
                steps(aimed(me, "aws_appautoscaling_policy", &label, name), &step, id, module)
            }
            "Scheduled" => schedule(me, policy, &label, name, module),
            other => {
                module.leave_out(format!("scaling policy {id}: services have no {other}"));
                None
            }
        };
        if let Some(block) = block {
            module.add(Concern::Compute, block);
        }
    }
}

fn aimed(me: Party<'_>, kind: &str, label: &str, name: Expr) -> Block {
    let of = |attribute: &str| me.attribute("aws_appautoscaling_target", attribute);
    me.resource_with(kind, label)
        .with("name", name)
        .with("service_namespace", of("service_namespace"))
        .with("resource_id", of("resource_id"))
        .with("scalable_dimension", of("scalable_dimension"))
}

fn string<'a>(policy: &'a Values, name: &str) -> Option<&'a str> {
    policy.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

/// A number or flag of the drawing, as an argument.
fn copy(block: &mut Block, policy: &Values, name: &str) {
    if let Some(value) = policy.get(name).filter(|value| value.is_number() || value.is_boolean()) {
        block.set(name, Expr::from(value));
    }
}

fn number(policy: &Values, name: &str, or: i64) -> Expr {
    policy.get(name).filter(|value| value.is_number()).map_or(Expr::from(or), Expr::from)
}

fn tracking(me: Party<'_>, mut block: Block, policy: &Values, module: &mut Module) -> Option<Block> {
    block.set("policy_type", "TargetTrackingScaling");
    let mut target = Block::new("target_tracking_scaling_policy_configuration");
    target.set("target_value", number(policy, "target_value", 50));
    for name in ["disable_scale_in", "scale_in_cooldown", "scale_out_cooldown"] {
        copy(&mut target, policy, name);
    }
    if let (Some(metric), Some(namespace)) = (string(policy, "metric_name"), string(policy, "namespace")) {
        let mut own = Block::new("customized_metric_specification")
            .with("metric_name", metric)
            .with("namespace", namespace)
            .with("statistic", string(policy, "statistic").unwrap_or("Average"));
        for (name, value) in policy.get("dimensions").and_then(Value::as_object).into_iter().flatten() {
            if let Some(value) = value.as_str() {
                own.push(Block::new("dimensions").with("name", name.as_str()).with("value", value));
            }
        }
        target.push(own);
    } else {
        let metric = string(policy, "predefined_metric_type").unwrap_or("ECSServiceAverageCPUUtilization");
        let mut known = Block::new("predefined_metric_specification").with("predefined_metric_type", metric);
        if metric == "ALBRequestCountPerTarget" {
            let Some(label) = balanced(me) else {
                module.leave_out("a scaling policy counts the requests of a load balancer, and none is connected");
                return None;
            };
            known.set("resource_label", label);
        }
        target.push(known);
    }
    block.push(target);
    Some(block)
}

/// Load balancer and target group, as the metric of requests per target names them.
fn balanced(me: Party<'_>) -> Option<Expr> {
    let mut balancers = me.incoming().filter(|edge| edge.kind == ConnectionKind::Request && edge.from.kind() == "alb");
    balancers.find_map(|edge| {
        let label = edge.caller()?.label;
        let group = reference(format!("aws_lb_target_group.{label}.arn_suffix"));
        Some(template([edge.from.attribute("aws_lb", "arn_suffix"), text("/"), group]))
    })
}

fn steps(mut block: Block, policy: &Values, id: &str, module: &mut Module) -> Option<Block> {
    block.set("policy_type", "StepScaling");
    let mut step = Block::new("step_scaling_policy_configuration");
    step.set("adjustment_type", string(policy, "adjustment_type").unwrap_or("ChangeInCapacity"));
    if let Some(kind @ ("Average" | "Minimum" | "Maximum")) = string(policy, "metric_aggregation_type") {
        step.set("metric_aggregation_type", kind);
    }
    copy(&mut step, policy, "cooldown");
    copy(&mut step, policy, "min_adjustment_magnitude");
    let drawn = policy.get("step_adjustments").or_else(|| policy.get("step_adjustment"));
    let each: Vec<&Values> = match drawn {
        Some(Value::Array(each)) => each.iter().filter_map(Value::as_object).collect(),
        Some(Value::Object(one)) => vec![one],
        _ => Vec::new(),
    };
    if each.is_empty() {
        module.leave_out(format!("scaling policy {id} has no steps"));
        return None;
    }
    for one in each {
        let mut adjustment = Block::new("step_adjustment");
        adjustment.set("scaling_adjustment", number(one, "scaling_adjustment", 1));
        let bounds = ["metric_interval_lower_bound", "metric_interval_upper_bound"];
        bounds.iter().for_each(|name| copy(&mut adjustment, one, name));
        if bounds.iter().all(|name| !one.contains_key(*name)) {
            adjustment.set("metric_interval_lower_bound", 0);
        }
        step.push(adjustment);
    }
    block.push(step);
    Some(block)
}

fn schedule(me: Party<'_>, policy: &Values, label: &str, name: Expr, module: &mut Module) -> Option<Block> {
    let when = match (string(policy, "recurrence"), string(policy, "start_time")) {
        (Some(recurrence), _) => recurring(recurrence),
        (None, Some(start)) => format!("at({})", start.trim_end_matches('Z')),
        (None, None) => {
            module.leave_out(format!("the scheduled action {label} has neither recurrence nor start_time"));
            return None;
        }
    };
    let size = |names: &[&str]| names.iter().find_map(|name| policy.get(*name)).and_then(Value::as_u64).and_then(|n| i64::try_from(n).ok());
    // Scaling moves between bounds; a fixed size is both.
    let fixed = size(&["desired_count", "desired_capacity"]);
    let least = size(&["min_capacity", "min_size"]).or(fixed);
    let most = size(&["max_capacity", "max_size"]);
    if least.is_none() && most.is_none() {
        module.leave_out(format!("the scheduled action {label} sets no size"));
        return None;
    }
    let mut bounds = Block::new("scalable_target_action");
    if let Some(least) = least {
        bounds.set("min_capacity", least);
    }
    if let Some(most) = most {
        bounds.set("max_capacity", most.max(least.unwrap_or(0)));
    }
    let mut block = aimed(me, "aws_appautoscaling_scheduled_action", label, name).with("schedule", when);
    if let Some(zone) = string(policy, "time_zone") {
        block.set("timezone", zone);
    }
    block.push(bounds);
    Some(block)
}

/// `0 8 * * 1-5` as Application Auto Scaling writes it: days of the week count from 1, a year comes last,
/// and one of the two kinds of day is left open.
fn recurring(recurrence: &str) -> String {
    if recurrence.starts_with("cron(") || recurrence.starts_with("rate(") || recurrence.starts_with("at(") {
        return recurrence.to_owned();
    }
    let fields: Vec<&str> = recurrence.split_whitespace().collect();
    let [minute, hour, day, month, weekday] = fields.as_slice() else { return format!("cron({recurrence})") };
    let (day, weekday) = match (*day, *weekday) {
        ("*" | "?", "*" | "?") => ("*".to_owned(), "?".to_owned()),
        ("*" | "?", weekday) => ("?".to_owned(), from_one(weekday)),
        (day, _) => (day.to_owned(), "?".to_owned()),
    };
    format!("cron({minute} {hour} {day} {month} {weekday} *)")
}

/// Days of the week counted from 0 or 7 for Sunday, counted from 1.
fn from_one(weekday: &str) -> String {
    let shift = |c: char| c.to_digit(10).map_or(c.to_string(), |day| (day % 7 + 1).to_string());
    // What stands behind a slash is a step, no day.
    let mut parts = weekday.splitn(2, '/');
    let days: String = parts.next().unwrap_or_default().chars().map(shift).collect();
    parts.next().map_or(days.clone(), |step| format!("{days}/{step}"))
}
