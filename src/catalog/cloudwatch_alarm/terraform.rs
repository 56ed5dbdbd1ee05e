//! Amazon CloudWatch alarms in Terraform: what they watch, and what they set going (`format.md`, "Alarms").

mod metric;

use crate::catalog::asg;
use crate::catalog::exporting::{Caller, Concern, Edge, Exporter, Module, Party, Principal};
use crate::hcl::{Block, Expr, identifier, list, reference, template, text};
use crate::model::{ConnectionKind, Value};

use metric::Metric;

/// The alarm.
pub const EXPORT: Exporter = Exporter {
    resources,
    caller,
    carries: &[(ConnectionKind::Management, ACTIONS), (ConnectionKind::Management, metric::WATCHED)],
    takes: &[(ConnectionKind::Management, metric::WATCHED)],
    ..Exporter::NONE
};

/// The types that an alarm can set going.
pub const ACTIONS: &[&str] = &["asg", "ec2", "ecs_service", "sns"];

fn caller(edge: Edge<'_>) -> Option<Caller> {
    if edge.kind != ConnectionKind::Management || edge.to.kind() != "sns" {
        return None;
    }
    let arns: Vec<Expr> = alarms(edge.from)
        .into_iter()
        .map(|(label, _)| reference(format!("aws_cloudwatch_metric_alarm.{label}.arn")))
        .collect();
    let source = match arns.as_slice() {
        [] => return None,
        [one] => one.clone(),
        _ => Expr::List(arns),
    };
    let principal = Principal::Service("cloudwatch.amazonaws.com");
    Some(Caller { principal, source: Some(source), label: edge.from.label().to_owned() })
}

/// What it watches: the tails of its management connections, and those heads that no alarm can set going.
fn watched(me: Party<'_>) -> Vec<Edge<'_>> {
    let management = |edge: &Edge<'_>| edge.kind == ConnectionKind::Management;
    let tails = me.incoming().filter(management);
    let heads = me.outgoing().filter(management).filter(|edge| !ACTIONS.contains(&edge.to.kind()));
    tails.chain(heads).collect()
}

/// The other end of a connection.
fn other<'w>(me: Party<'w>, edge: Edge<'w>) -> Party<'w> {
    if edge.from.id() == me.id() { edge.to } else { edge.from }
}

/// One alarm for each thing it watches; one by the drawn dimensions alone where it watches nothing.
fn alarms(me: Party<'_>) -> Vec<(String, Metric)> {
    let mut found: Vec<(String, Metric)> = Vec::new();
    let several = watched(me).into_iter().filter(|edge| metric::of(me, other(me, *edge), *edge).is_some()).count() > 1;
    for edge in watched(me) {
        let part = other(me, edge);
        let Some(metric) = metric::of(me, part, edge) else { continue };
        let label = if several { format!("{}_{}", me.label(), part.label()) } else { me.label().to_owned() };
        if !found.iter().any(|(known, _)| *known == label) {
            found.push((label, metric));
        }
    }
    if found.is_empty() {
        found.extend(metric::alone(me).map(|metric| (me.label().to_owned(), metric)));
    }
    found
}

fn resources(me: Party<'_>, module: &mut Module) {
    for edge in watched(me) {
        let part = other(me, edge);
        let home = if part.service().scope == crate::catalog::Scope::Global { "us-east-1" } else { part.region() };
        if part.exported() && home != me.region() {
            module.leave_out(format!("{}: its metrics are in {home}, and the alarm is not", edge.title()));
        } else if part.exported() && metric::of(me, part, edge).is_none() {
            module.leave_out(format!("{}: no usual metric is known for it; set metric_name, and namespace and dimensions", edge.title()));
        }
    }
    let all = alarms(me);
    if all.is_empty() {
        module.leave_out("it watches nothing: connect what it shall watch to it, or set metric_name, namespace and dimensions");
        return;
    }
    let actions = actions(me, module);
    for (label, metric) in &all {
        let ending = label.strip_prefix(me.label()).unwrap_or_default().replace('_', "-");
        module.add(Concern::Operations, alarm(me, label, me.name_with(&ending), metric, &actions));
    }
}

/// What is set going when the alarm goes off, and when it is over.
struct Actions {
    alarm: Vec<Expr>,
    over: Vec<Expr>,
}

fn actions(me: Party<'_>, module: &mut Module) -> Actions {
    let mut found = Actions { alarm: Vec::new(), over: Vec::new() };
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Management && edge.to.exported()) {
        let settings = edge.settings();
        let title = edge.title();
        let action = match edge.to.kind() {
            kind if !ACTIONS.contains(&kind) => continue,
            _ if edge.to.region() != me.region() => {
                module.leave_out(format!("{title}: an alarm acts in its own region"));
                continue;
            }
            "sns" if edge.to.settings().flag("fifo_topic") => {
                module.leave_out(format!("{title}: an alarm does not publish to a FIFO topic"));
                continue;
            }
            "sns" => Some(edge.to.attribute("aws_sns_topic", "arn")),
            "asg" => policy(edge, asg::scaling_policy(edge.to, settings.text("policy")), "aws_autoscaling_policy"),
            "ecs_service" => policy(edge, service_policy(edge), "aws_appautoscaling_policy"),
            _ => match settings.text("action") {
                what @ ("recover" | "reboot" | "stop" | "terminate") => {
                    let region = if me.at_home() { reference("var.region") } else { text(me.region()) };
                    Some(template([text(format!("arn:{}:automate:", me.partition())), region, text(format!(":ec2:{what}"))]))
                }
                _ => None,
            },
        };
        let Some(action) = action else {
            let missing = match edge.to.kind() {
                "ec2" => "its action is none of recover, reboot, stop, terminate",
                _ => "its policy is the id of no scaling policy that an alarm can call",
            };
            module.leave_out(format!("{title}: {missing}"));
            continue;
        };
        if edge.to.kind() == "sns" && settings.get("ok_actions").and_then(Value::as_bool) != Some(false) {
            found.over.push(action.clone());
        }
        if !found.alarm.contains(&action) {
            found.alarm.push(action);
        }
    }
    found
}

fn policy(edge: Edge<'_>, label: Option<String>, kind: &str) -> Option<Expr> {
    Some(reference(format!("{kind}.{}_{}.arn", edge.to.label(), label?)))
}

/// The label of a service's scaling policy, where it is one that an alarm calls and that its exporter writes.
fn service_policy(edge: Edge<'_>) -> Option<String> {
    let wanted = edge.settings().text("policy");
    let called = |policy: &&Value| matches!(policy.get("policy_type").and_then(Value::as_str), Some("StepScaling" | "SimpleScaling"));
    let mut policies = edge.to.settings().list("scaling_policies").iter().filter(called);
    policies.find(|policy| policy.get("id").and_then(Value::as_str) == Some(wanted))?;
    let label = identifier(wanted);
    let address = format!("{}_{label}", edge.to.label());
    let written = edge.to.written("aws_appautoscaling_policy");
    written.iter().any(|block| block.labels.get(1) == Some(&address)).then_some(label)
}

fn alarm(me: Party<'_>, label: &str, name: Expr, metric: &Metric, actions: &Actions) -> Block {
    let settings = me.settings();
    let mut block = me.resource_named("aws_cloudwatch_metric_alarm", label).with("alarm_name", name);
    let about: String = settings.text("alarm_description").chars().take(1024).collect();
    if !about.is_empty() {
        block.set("alarm_description", about);
    }
    let period = settings.count("period");
    let period = if period < 60 { period / 10 * 10 } else { period / 60 * 60 };
    block = block
        .gap()
        .with("namespace", metric.namespace.as_str())
        .with("metric_name", metric.name.as_str())
        .with("dimensions", Expr::Object(metric.dimensions.clone()))
        .with("statistic", metric.statistic.as_str())
        .with("period", if period == 40 || period == 50 { 30 } else { period })
        .with("evaluation_periods", settings.count("evaluation_periods"));
    if let Some(points) = settings.whole("datapoints_to_alarm") {
        block.set("datapoints_to_alarm", points.min(settings.whole("evaluation_periods").unwrap_or(1)));
    }
    block = block
        .with("comparison_operator", metric.comparison.as_str())
        .with("threshold", metric.threshold.clone())
        .with("treat_missing_data", settings.text("treat_missing_data"));
    if !actions.alarm.is_empty() {
        block = block.gap().with("alarm_actions", list(actions.alarm.clone()));
    }
    if !actions.over.is_empty() {
        block.set("ok_actions", list(actions.over.clone()));
    }
    block.with("tags", me.tags())
}
