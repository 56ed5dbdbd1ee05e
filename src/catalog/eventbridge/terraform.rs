//! Amazon EventBridge in Terraform: the bus, its rules, their targets.

mod rules;

use crate::catalog::exporting::{Caller, Concern, Edge, Endpoint, Exporter, Module, Party, Principal, Statement, role};
use crate::catalog::ecs_service;
use crate::hcl::{Block, Expr, identifier, list, reference, text};
use crate::model::ConnectionKind;

use rules::{Rule, When, rules};

/// The bus.
pub const EXPORT: Exporter = Exporter {
    resources,
    endpoint,
    caller,
    carries: &[(ConnectionKind::Event, &["ecs_service", "eventbridge", "kinesis", "lambda", "sns", "sqs", "step_functions"])],
    ..Exporter::NONE
};

const PUT: &[&str] = &["events:PutEvents"];

/// Whether it is a bus of its own. AWS's events and schedules are on the account's default bus only.
fn is_own(me: Party<'_>) -> bool {
    match me.settings().text("event_bus_name") {
        "" => {
            let fed = me.incoming().any(|edge| edge.is_call() || (edge.kind == ConnectionKind::Event && edge.from.kind() == "eventbridge"));
            fed && me.settings().text("schedule_expression").is_empty() && !hears_aws(me)
        }
        "default" => false,
        _ => true,
    }
}

/// Whether events of AWS's own services are drawn into it.
fn hears_aws(me: Party<'_>) -> bool {
    me.incoming().any(|edge| edge.kind == ConnectionKind::Event && edge.from.kind() == "s3")
}

/// An attribute of the bus.
fn bus(me: Party<'_>, attribute: &str) -> Expr {
    if is_own(me) {
        me.attribute("aws_cloudwatch_event_bus", attribute)
    } else {
        reference(format!("data.aws_cloudwatch_event_bus.{}.{attribute}", me.regional_label("default")))
    }
}

fn endpoint(me: Party<'_>) -> Endpoint {
    let name = if is_own(me) { me.attribute("aws_cloudwatch_event_bus", "name") } else { text("default") };
    Endpoint {
        actions: vec![(ConnectionKind::Request, PUT)],
        resources: vec![bus(me, "arn")],
        variables: vec![("EVENT_BUS_NAME", name)],
        ..Endpoint::default()
    }
}

fn is_dead_letters(edge: Edge<'_>) -> bool {
    edge.to.kind() == "sqs" && edge.to.settings().flag("is_dlq") && refusal(edge).is_none()
}

/// Why a rule cannot have the head of a connection as a target.
fn refusal(edge: Edge<'_>) -> Option<&'static str> {
    let endpoint = edge.to.endpoint();
    match edge.to.kind() {
        "eventbridge" if edge.to.exported() && edge.to.id() != edge.from.id() => None,
        _ if edge.to.exported() && edge.to.region() != edge.from.region() => Some("a rule's targets are in its own region, but for buses"),
        "sns" if edge.to.settings().flag("fifo_topic") => Some("a rule does not publish to a FIFO topic"),
        "ecs_service" | "lambda" | "sqs" | "sns" if edge.to.exported() => None,
        _ if edge.to.exported() && !endpoint.resources.is_empty() && request(&endpoint).is_some() => None,
        _ => Some("a rule that starts it is not exported yet"),
    }
}

fn request(endpoint: &Endpoint) -> Option<&'static [&'static str]> {
    endpoint.actions.iter().find(|(kind, _)| *kind == ConnectionKind::Request).map(|(_, actions)| *actions)
}

fn caller(edge: Edge<'_>) -> Option<Caller> {
    if edge.kind != ConnectionKind::Event || refusal(edge).is_some() {
        return None;
    }
    let all = rules(edge.from);
    let arn = |rule: &Rule<'_>| reference(format!("aws_cloudwatch_event_rule.{}.arn", rule.label));
    let service = Principal::Service("events.amazonaws.com");
    if is_dead_letters(edge) {
        let mut arns: Vec<Expr> = all.iter().map(arn).collect();
        let source = if arns.len() == 1 { arns.pop() } else { Some(list(arns)) };
        let label = edge.from.label().to_owned();
        return (!all.is_empty()).then_some(Caller { principal: service, source, label });
    }
    let rule = all.iter().find(|rule| rule.edges.iter().any(|other| rules::same(*other, edge)))?;
    Some(Caller { principal: service, source: Some(arn(rule)), label: rule.label.clone() })
}

fn resources(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    if is_own(me) {
        let drawn = settings.text("event_bus_name");
        let legal = |name: &str| name.len() <= 256 && name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
        let name = match drawn {
            "" => me.name(),
            drawn if legal(drawn) => text(drawn),
            _ => {
                module.change("the name of a bus takes letters, digits and . - _; it is made of the component's");
                me.name()
            }
        };
        let block = me.resource("aws_cloudwatch_event_bus").with("name", name).with("tags", me.tags());
        module.add(Concern::Messaging, block);
        if hears_aws(me) {
            module.leave_out("events of buckets: AWS puts them on the default bus, and it is another one");
        }
    } else {
        let label = me.regional_label("default");
        let data = me.data("aws_cloudwatch_event_bus", &label).commented("The account's own bus.").with("name", "default");
        module.share(Concern::Messaging, data);
    }
    let found = rules(me);
    if found.is_empty() {
        if !is_own(me) {
            module.leave_out("it is the account's default bus, which is there already, and no rule of it leads anywhere");
        } else if settings.is_set("event_pattern") || settings.is_set("schedule_expression") {
            module.leave_out("its rule: it has no target that is exported");
        }
    }
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Event) {
        if let Some(why) = refusal(edge) {
            module.leave_out(format!("{}: {why}", edge.title()));
        }
        if rules::is_bad_schedule(edge) {
            module.leave_out(format!("{}: its schedule is neither rate(...) nor cron(...)", edge.title()));
        }
    }
    let failed = me.outgoing().find(|edge| edge.kind == ConnectionKind::Event && is_dead_letters(*edge)).map(|edge| edge.to);
    let role = role_of(me, &found, module);
    for rule in &found {
        let mut block = me.resource_named("aws_cloudwatch_event_rule", &rule.label).with("name", rule.name(me));
        match &rule.when {
            When::Schedule(schedule) => block.set("schedule_expression", schedule.as_str()),
            When::Pattern(pattern) => {
                if is_own(me) {
                    block.set("event_bus_name", me.attribute("aws_cloudwatch_event_bus", "name"));
                }
                block.set("event_pattern", crate::hcl::call("jsonencode", [pattern.clone()]));
            }
        }
        module.add(Concern::Messaging, block.with("tags", me.tags()));
        for edge in &rule.edges {
            target(me, rule, *edge, failed, role.as_ref(), module);
        }
    }
}

/// The role under which rules start what has no policy of its own: tasks, streams, workflows, other buses.
fn role_of(me: Party<'_>, rules: &[Rule<'_>], module: &mut Module) -> Option<Expr> {
    let mut further: Vec<Statement> = Vec::new();
    for edge in rules.iter().flat_map(|rule| &rule.edges).filter(|edge| needs_role(**edge)) {
        let statements = if edge.to.kind() == "ecs_service" {
            ecs_service::starting(edge.to)
        } else {
            let endpoint = edge.to.endpoint();
            vec![Statement::new(request(&endpoint).unwrap_or_default(), endpoint.resources)]
        };
        for statement in statements {
            if !further.contains(&statement) {
                further.push(statement);
            }
        }
    }
    (!further.is_empty()).then(|| role(me, module, "events.amazonaws.com", &[], further))
}

fn needs_role(edge: Edge<'_>) -> bool {
    !matches!(edge.to.kind(), "lambda" | "sqs" | "sns")
}

fn target(me: Party<'_>, rule: &Rule<'_>, edge: Edge<'_>, failed: Option<Party<'_>>, role: Option<&Expr>, module: &mut Module) {
    let settings = edge.settings();
    let arn = match edge.to.kind() {
        "lambda" => edge.to.attribute("aws_lambda_function", "arn"),
        "sqs" => edge.to.attribute("aws_sqs_queue", "arn"),
        "sns" => edge.to.attribute("aws_sns_topic", "arn"),
        "ecs_service" => ecs_service::cluster_arn(edge.to),
        _ => edge.to.endpoint().resources.into_iter().next().unwrap_or(Expr::Null),
    };
    let label = format!("{}_to_{}", rule.label, edge.to.label());
    let mut block = me
        .resource_named("aws_cloudwatch_event_target", &label)
        .with("rule", reference(format!("aws_cloudwatch_event_rule.{}.name", rule.label)));
    if is_own(me) && matches!(rule.when, When::Pattern(_)) {
        block.set("event_bus_name", me.attribute("aws_cloudwatch_event_bus", "name"));
    }
    block.set("target_id", identifier(edge.to.id()));
    block.set("arn", arn);
    if needs_role(edge) {
        block = block.with_some("role_arn", role.cloned());
    }
    match (settings.get("input"), settings.text("input_path")) {
        (Some(input), _) if input.is_string() => block.set("input", Expr::from(input)),
        (Some(input), _) => block.set("input", crate::hcl::call("jsonencode", [Expr::from(input)])),
        (None, path) if path.starts_with('$') => block.set("input_path", path),
        _ => {}
    }
    if edge.to.kind() == "sqs" && edge.to.settings().flag("fifo_queue") {
        let drawn = settings.text("message_group_id");
        let group = if drawn.is_empty() { text(rule.label.as_str()) } else { text(drawn) };
        block.push(Block::new("sqs_target").with("message_group_id", group));
    }
    if edge.to.kind() == "ecs_service" {
        block.push(ecs_service::task_to_start(edge.to));
    }
    if let Some(queue) = failed {
        block.push(Block::new("dead_letter_config").with("arn", queue.attribute("aws_sqs_queue", "arn")));
    }
    module.add(Concern::Messaging, block);
}
