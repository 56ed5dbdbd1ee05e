//! The task definition, what its containers know, and the two roles: the agent's and the containers'.

use std::collections::BTreeMap;

use crate::catalog::exporting::{
    Concern, Edge, Module, Party, Statement, further_role, is_secret, log_group_of, reachable, role, variables,
};
use crate::hcl::{Block, Expr, call, list, object, reference, template, text};
use crate::model::{ConnectionKind, Value};

use super::super::{network_mode, on_instances, sizes};
use super::containers::{self, Container};

/// Answers every request on the given ports, so that health checks pass until an image is drawn.
const STAND_IN: &str = include_str!("stand_in.py");
/// A public image that can run it.
const STAND_IN_IMAGE: &str = "public.ecr.aws/docker/library/python:3.13-slim";

/// Writes the task definition and its roles; gives its containers.
pub fn write(me: Party<'_>, module: &mut Module) -> Vec<Container> {
    let settings = me.settings();
    let mut containers = containers::of(me, module);
    let mut further = Vec::new();
    if settings.flag("enable_execute_command") {
        let channels = ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"];
        further.push(Statement::new(&channels, vec![text("*")]));
    }
    let task_role = role(me, module, "ecs-tasks.amazonaws.com", &[], further);
    let secrets = secrets(me, &containers, module);
    let execution = execution_role(me, &containers, &secrets, module);
    let mode = network_mode(&settings);
    let mut block = me
        .resource("aws_ecs_task_definition")
        .with("family", me.name())
        .with("requires_compatibilities", list([if on_instances(&settings) { "EC2" } else { "FARGATE" }]))
        .with("network_mode", mode);
    size(me, &mut containers, &mut block, module);
    block.set("execution_role_arn", execution);
    block.set("task_role_arn", task_role);
    let known = variables(me).into_iter().map(|(name, value)| (name, as_text(value))).collect();
    let mounts = mounted(me);
    let definitions: Vec<Expr> = containers
        .iter()
        .enumerate()
        .map(|(index, container)| definition(me, container, index, &known, &secrets, &mounts, module))
        .collect();
    block.set("container_definitions", call("jsonencode", [Expr::List(definitions)]));
    block.set("tags", me.tags());
    if !on_instances(&settings) {
        let system = Block::new("runtime_platform")
            .with("operating_system_family", "LINUX")
            .with("cpu_architecture", settings.text("cpu_architecture"));
        block.push(system);
        ephemeral(me, &mut block, module);
    }
    for mount in &mounts {
        let encrypted = mount.settings().get("transit_encryption").and_then(Value::as_bool).unwrap_or(true);
        let volume = Block::new("efs_volume_configuration")
            .with("file_system_id", mount.to.attribute("aws_efs_file_system", "id"))
            .with("transit_encryption", if encrypted { "ENABLED" } else { "DISABLED" });
        block.push(Block::new("volume").with("name", mount.to.label()).nest(volume));
    }
    module.add(Concern::Compute, block);
    let secure = me.incoming().any(|edge| edge.kind == ConnectionKind::Request && edge.protocol() == "HTTPS");
    if secure && containers.first().is_some_and(|container| container.image.is_none()) {
        module.by_hand.push(format!("{} is called by HTTPS: draw an image that answers so, the stand-in speaks HTTP only.", me.id()));
    }
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Data && edge.to.kind() == "ebs") {
        module.leave_out(format!("{}: a volume of a task comes and goes with the task; keep data that stays in EFS or a database", edge.title()));
    }
    containers
}

/// The file systems that it mounts.
fn mounted(me: Party<'_>) -> Vec<Edge<'_>> {
    let mut found: Vec<Edge<'_>> = Vec::new();
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Data && edge.to.kind() == "efs" && reachable(*edge)) {
        if edge.to.exported() && found.iter().all(|other| other.to.id() != edge.to.id()) {
            found.push(edge);
        }
    }
    found
}

/// CPU and memory of the task: on Fargate one of its sizes, on instances what is drawn.
fn size(me: Party<'_>, containers: &mut [Container], block: &mut Block, module: &mut Module) {
    let settings = me.settings();
    let (cpu, memory) = (settings.count("cpu"), settings.count("memory"));
    let (cpu, memory) = if on_instances(&settings) {
        let cpu = Some(cpu).filter(|cpu| settings.is_set("cpu") && *cpu >= 128);
        let bounded = containers.iter().all(|container| container.memory.is_some());
        (cpu, Some(memory).filter(|_| settings.is_set("memory") || !bounded))
    } else {
        let (units, mib) = sizes::fargate(cpu, memory);
        if (units, mib) != (cpu, memory) {
            module.change(format!("Fargate has no tasks of {cpu} CPU units and {memory} MiB; its next size is {units} and {mib}"));
        }
        (Some(units), Some(mib))
    };
    // Text, as the provider keeps it: otherwise every plan shows a change.
    for (name, figure) in [("cpu", cpu), ("memory", memory)] {
        if let Some(figure) = figure {
            block.set(name, text(figure.to_string()));
        }
    }
    let sum = |containers: &[Container], of: fn(&Container) -> Option<u64>| {
        containers.iter().filter_map(of).fold(0_u64, u64::saturating_add)
    };
    let over = |limit: Option<usize>, sum: u64| limit.and_then(|limit| u64::try_from(limit).ok()).is_some_and(|limit| sum > limit);
    if over(cpu, sum(containers, |container| container.cpu)) {
        module.change("its containers together want more CPU than the task has; they share the task's");
        containers.iter_mut().for_each(|container| container.cpu = None);
    }
    if over(memory, sum(containers, |container| container.memory)) {
        module.change("its containers together want more memory than the task has; they share the task's");
        containers.iter_mut().for_each(|container| container.memory = None);
    }
}

fn ephemeral(me: Party<'_>, block: &mut Block, module: &mut Module) {
    let Some(drawn) = me.settings().block("ephemeral_storage") else { return };
    match drawn.get("size_in_gib").and_then(Value::as_i64) {
        Some(size @ 21..=200) => block.push(Block::new("ephemeral_storage").with("size_in_gib", size)),
        Some(20) => {}
        _ => module.leave_out("ephemeral_storage: its size_in_gib is not between 21 and 200"),
    }
}

/// Environments hold texts only; a port is a number.
fn as_text(value: Expr) -> Expr {
    match value {
        Expr::Reference(_) => call("tostring", [value]),
        Expr::Number(number) => text(number.to_string()),
        other => other,
    }
}

/// Name and value of the entries of a drawn map, or list of `name` and `value`.
fn entries<'a>(drawn: Option<&'a Value>, value: &[&str]) -> Vec<(String, &'a Value)> {
    match drawn {
        Some(Value::Object(map)) => map.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Some(Value::Array(list)) => list
            .iter()
            .filter_map(|entry| {
                let name = entry.get("name").and_then(Value::as_str)?;
                Some((name.to_owned(), value.iter().find_map(|field| entry.get(*field))?))
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn is_variable(name: &str) -> bool {
    name.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A secret that a container gets as a variable.
struct Secret {
    /// The container's name; `None` = every one.
    container: Option<String>,
    variable: String,
    from: Expr,
    /// The action that fetches it, and on what.
    allows: Statement,
}

/// Secrets that containers name, and drawn ones that none names.
fn secrets(me: Party<'_>, containers: &[Container], module: &mut Module) -> Vec<Secret> {
    let mut found = Vec::new();
    let mut drawn: Vec<Edge<'_>> = Vec::new();
    for edge in me.outgoing().filter(|edge| matches!(edge.to.kind(), "secrets_manager" | "ssm_parameter")) {
        if edge.to.exported() && drawn.iter().all(|other| other.to.id() != edge.to.id()) {
            drawn.push(edge);
        }
    }
    let mut named: Vec<&str> = Vec::new();
    for container in containers {
        for (variable, value) in entries(container.drawn.get("secrets"), &["valueFrom", "value_from", "value"]) {
            let value = value.as_str().unwrap_or_default();
            let source = drawn.iter().find(|edge| edge.to.id() == value);
            let (from, allows) = match source {
                Some(edge) if is_variable(&variable) => {
                    named.push(edge.to.id());
                    let Some((from, allows)) = fetched(*edge) else { continue };
                    (from, allows)
                }
                None if is_variable(&variable) && value.starts_with("arn:") && value.len() < 2048 => {
                    let action = if value.contains(":ssm:") { "ssm:GetParameters" } else { "secretsmanager:GetSecretValue" };
                    (text(value), Statement::new(&[action], vec![text(base(value))]))
                }
                _ => {
                    module.leave_out(format!("the secret {} of {}: connect the service to the secret that it names", shown(&variable), container.name));
                    continue;
                }
            };
            found.push(Secret { container: Some(container.name.clone()), variable, from, allows });
        }
    }
    for edge in drawn.iter().filter(|edge| !named.contains(&edge.to.id())) {
        if let Some((from, allows)) = fetched(*edge) {
            found.push(Secret { container: None, variable: edge.to.label().to_ascii_uppercase(), from, allows });
        }
    }
    found
}

/// The ARN of the secret alone: a key, version or stage may stand behind it.
fn base(arn: &str) -> String {
    arn.split(':').take(7).collect::<Vec<_>>().join(":")
}

fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// The ARN of a drawn secret or parameter, and what the agent needs to fetch it.
fn fetched(edge: Edge<'_>) -> Option<(Expr, Statement)> {
    let (kind, action) = match edge.to.kind() {
        "secrets_manager" => ("aws_secretsmanager_secret", "secretsmanager:GetSecretValue"),
        _ => ("aws_ssm_parameter", "ssm:GetParameters"),
    };
    let written = edge.to.written(kind);
    let arn = reference(format!("{}.arn", written.first()?.labels.join(".")));
    Some((arn.clone(), Statement::new(&[action], vec![arn])))
}

/// Whose log group it writes to: that of a connected component, else its own.
fn log_group(me: Party<'_>) -> Party<'_> {
    log_group_of(me).unwrap_or(me)
}

/// The agent's role: it fetches images and secrets, and writes the logs.
fn execution_role(me: Party<'_>, containers: &[Container], secrets: &[Secret], module: &mut Module) -> Expr {
    let logs = template([log_group(me).attribute("aws_cloudwatch_log_group", "arn"), text(":*")]);
    let mut statements = vec![Statement::new(&["logs:CreateLogStream", "logs:PutLogEvents"], vec![logs])];
    let mut repositories: Vec<Expr> = Vec::new();
    for registry in containers::registries(me) {
        repositories.push(registry.attribute("aws_ecr_repository", "arn"));
    }
    for container in containers {
        if let Some(Expr::Text(image)) = &container.image {
            repositories.extend(private_repository(me, image).map(text));
        }
    }
    repositories.dedup();
    if !repositories.is_empty() {
        statements.push(Statement::new(&["ecr:GetAuthorizationToken"], vec![text("*")]));
        let pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
        statements.push(Statement::new(&pull, repositories));
    }
    for secret in secrets {
        if !statements.contains(&secret.allows) {
            statements.push(secret.allows.clone());
        }
    }
    further_role(me, module, "execution", "ecs-tasks.amazonaws.com", &statements)
}

/// The ARN of a private repository that is not drawn: `account.dkr.ecr.region.amazonaws.com/name:tag`.
fn private_repository(me: Party<'_>, image: &str) -> Option<String> {
    let (host, path) = image.split_once('/')?;
    let (account, rest) = host.split_once(".dkr.ecr.")?;
    let (region, _) = rest.split_once('.')?;
    let name = path.split([':', '@']).next()?;
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
    let known = account.len() == 12 && account.chars().all(|c| c.is_ascii_digit()) && plain(region) && plain(name);
    known.then(|| format!("arn:{}:ecr:{region}:{account}:repository/{name}", me.partition()))
}

fn definition(
    me: Party<'_>,
    container: &Container,
    index: usize,
    known: &BTreeMap<String, Expr>,
    secrets: &[Secret],
    mounts: &[Edge<'_>],
    module: &mut Module,
) -> Expr {
    let mode = network_mode(&me.settings());
    let mut fields: Vec<(&str, Expr)> = vec![("name", text(&container.name))];
    fields.push(("image", container.image.clone().unwrap_or_else(|| text(STAND_IN_IMAGE))));
    if container.image.is_none() && index == 0 && !container.ports.is_empty() {
        let ports: Vec<String> = container.ports.iter().map(|(port, _)| port.to_string()).collect();
        let script = STAND_IN.replace("@PORTS@", &ports.join(", "));
        fields.push(("command", list(["python3".to_owned(), "-c".to_owned(), script])));
    }
    fields.push(("essential", container.essential.into()));
    for (name, figure) in [("cpu", container.cpu), ("memory", container.memory)] {
        if let Some(figure) = figure.and_then(|figure| i64::try_from(figure).ok()) {
            fields.push((name, figure.into()));
        }
    }
    let ports = container.ports.iter().map(|(own, host)| {
        // In its own network and in the host's a container keeps its port.
        let host = if mode == "bridge" { *host } else { *own };
        object([("containerPort", (*own).into()), ("hostPort", host.into()), ("protocol", text("tcp"))])
    });
    let ports: Vec<Expr> = ports.collect();
    if !ports.is_empty() {
        fields.push(("portMappings", Expr::List(ports)));
    }
    let mine: Vec<&Secret> =
        secrets.iter().filter(|secret| secret.container.as_ref().is_none_or(|name| *name == container.name)).collect();
    let mut told = known.clone();
    for (name, value) in entries(container.drawn.get("environment"), &["value"]) {
        let value = match value {
            Value::String(value) => Some(value.clone()),
            Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
            _ => None,
        };
        match value {
            _ if is_secret(&name) => module.leave_out(format!("the variable {} of {} holds a secret in clear: keep it in Secrets Manager", shown(&name), container.name)),
            Some(value) if is_variable(&name) => {
                told.insert(name, text(value));
            }
            _ => module.leave_out(format!("the variable {} of {}: not a name or value that a container takes", shown(&name), container.name)),
        }
    }
    told.retain(|name, _| mine.iter().all(|secret| secret.variable != *name));
    if !told.is_empty() {
        let each = told.into_iter().map(|(name, value)| object([("name", text(name)), ("value", value)]));
        fields.push(("environment", Expr::List(each.collect())));
    }
    if !mine.is_empty() {
        let each = mine.iter().map(|secret| object([("name", text(&secret.variable)), ("valueFrom", secret.from.clone())]));
        fields.push(("secrets", Expr::List(each.collect())));
    }
    if !mounts.is_empty() {
        let each = mounts.iter().map(|mount| {
            object([
                ("sourceVolume", text(mount.to.label())),
                ("containerPath", text(format!("/mnt/{}", mount.to.label()))),
                ("readOnly", false.into()),
            ])
        });
        fields.push(("mountPoints", Expr::List(each.collect())));
    }
    let region = if me.at_home() { reference("var.region") } else { text(me.region()) };
    let options = object([
        ("awslogs-group", log_group(me).attribute("aws_cloudwatch_log_group", "name")),
        ("awslogs-region", region),
        ("awslogs-stream-prefix", text("app")),
    ]);
    fields.push(("logConfiguration", object([("logDriver", text("awslogs")), ("options", options)])));
    object(fields)
}
