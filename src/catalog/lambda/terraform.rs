//! AWS Lambda in Terraform: the function, its code, its role, and who may call it.

mod calls;
mod code;

use crate::catalog::exporting::{
    Concern, Endpoint, Exporter, Module, Party, Statement, group, is_secret, key_of, log_group_of, reachable, role, variables,
};
use crate::hcl::{Block, Expr, call, list, object, reference, template, text};
use crate::model::{ConnectionKind, Value};

/// The function.
pub const EXPORT: Exporter = Exporter {
    resources,
    endpoint, acts: true,
    carries: &[(ConnectionKind::Egress, &["nat_gateway"])],
    ..Exporter::NONE
};

/// AWS's policy for the network interfaces in a VPC, and its label.
const VPC_ACCESS: &str = "service-role/AWSLambdaVPCAccessExecutionRole";
const VPC_ACCESS_LABEL: &str = "awslambda_vpcaccess_execution_role";

/// How long logs are kept, in days.
const LOG_DAYS: i64 = 30;

fn endpoint(me: Party<'_>) -> Endpoint {
    let url = me.attribute("aws_lambda_function_url", "function_url");
    let host = call("trimsuffix", [call("trimprefix", [url, text("https://")]), text("/")]);
    let invoke: &[&str] = &["lambda:InvokeFunction"];
    Endpoint {
        // It reaches into its VPC; nobody connects to it there.
        grouped: me.vpc().is_some(),
        actions: vec![(ConnectionKind::Request, invoke)],
        resources: vec![me.attribute("aws_lambda_function", "arn")],
        variables: vec![("FUNCTION", me.name())],
        domain: calls::has_url(me).then_some(host),
        ..Endpoint::default()
    }
}

fn resources(me: Party<'_>, module: &mut Module) {
    let drawn_log = log_group_of(me);
    if drawn_log.is_none() {
        let log = me
            .resource("aws_cloudwatch_log_group")
            .with("name", template([text("/aws/lambda/"), reference("var.name"), text(format!("-{}", me.slug()))]))
            .with("retention_in_days", LOG_DAYS)
            .with("tags", me.tags());
        module.add(Concern::Compute, log);
    }
    let mounted = mounted(me, module);
    let role = permissions(me, mounted, module);
    let code = code::write(me, module);
    let settings = me.settings();
    let mut block = me.resource("aws_lambda_function").with("function_name", me.name()).with("role", role);
    for (name, value) in code {
        block.set(name, value);
    }
    block.set("architectures", list([settings.text("architectures")]));
    block.set("memory_size", settings.count("memory_size"));
    block.set("timeout", settings.count("timeout"));
    if let Some(reserved) = settings.whole("reserved_concurrent_executions") {
        block.set("reserved_concurrent_executions", reserved);
    }
    let key = key_of(me);
    if let Some(key) = key {
        block.set("kms_key_arn", key.attribute("aws_kms_key", "arn"));
    }
    block.set("tags", me.tags());
    let mut after = match drawn_log {
        None => vec![reference(format!("aws_cloudwatch_log_group.{}", me.label()))],
        Some(_) => Vec::new(),
    };
    if !own_statements(me, mounted).is_empty() {
        after.push(reference(format!("aws_iam_role_policy.{}_own", me.label())));
    }
    if let Some(log) = drawn_log {
        let name = log.attribute("aws_cloudwatch_log_group", "name");
        block.push(Block::new("logging_config").with("log_format", "Text").with("log_group", name));
    }
    let environment = environment(me, module);
    if !environment.is_empty() {
        block.push(Block::new("environment").with("variables", object(environment)));
    }
    if me.vpc().is_some() {
        after.push(reference(format!("aws_iam_role_policy_attachment.{}_{VPC_ACCESS_LABEL}", me.label())));
        let subnets = Block::new("vpc_config").with("subnet_ids", list(me.subnets()));
        block.push(subnets.with("security_group_ids", list([me.security_group()])));
        group(me, module, true);
    }
    if let Some(files) = mounted {
        let point = format!("{}_{}", me.label(), files.label());
        let config = Block::new("file_system_config")
            .with("arn", reference(format!("aws_efs_access_point.{point}.arn")))
            .with("local_mount_path", format!("/mnt/{}", files.label()));
        block.push(config);
        after.extend(files.endpoint().ready.into_iter().map(reference));
    }
    if let Some(queue) = failures(me) {
        if drawn_failures(me).is_none() {
            dead_letters(me, module);
        }
        block.push(Block::new("dead_letter_config").with("target_arn", queue));
    }
    module.add(Concern::Compute, if after.is_empty() { block } else { block.gap().with("depends_on", list(after)) });
    calls::write(me, module);
    outside(me, module);
}

/// The queue that its failed events go to: the drawn one, else one of its own.
fn failures(me: Party<'_>) -> Option<Expr> {
    let own = || reference(format!("aws_sqs_queue.{}_dead_letters.arn", me.label()));
    let drawn = drawn_failures(me).map(|queue| queue.attribute("aws_sqs_queue", "arn"));
    drawn.or_else(|| me.settings().flag("dead_letter_queue").then(own))
}

/// A connected queue that is marked as a dead-letter queue; a FIFO queue takes no failed events (Lambda developer
/// guide, "Dead-letter queues", read 2026-11).
fn drawn_failures(me: Party<'_>) -> Option<Party<'_>> {
    let mut heads = me.outgoing().filter(|edge| matches!(edge.kind, ConnectionKind::Request | ConnectionKind::Event)).map(|edge| edge.to);
    heads.find(|head| {
        let settings = head.settings();
        head.kind() == "sqs" && head.exported() && settings.flag("is_dlq") && !settings.flag("fifo_queue") && head.region() == me.region()
    })
}

/// What it needs for itself.
fn own_statements(me: Party<'_>, mounted: Option<Party<'_>>) -> Vec<Statement> {
    let mut further = Vec::new();
    // What it may do with a drawn log group is among its connections.
    if log_group_of(me).is_none() {
        let own = template([me.attribute("aws_cloudwatch_log_group", "arn"), text(":*")]);
        further.push(Statement::new(&["logs:CreateLogStream", "logs:PutLogEvents"], vec![own]));
    }
    if let Some(queue) = failures(me) {
        further.push(Statement::new(&["sqs:SendMessage"], vec![queue]));
    }
    if let Some(files) = mounted {
        let system = files.attribute("aws_efs_file_system", "arn");
        further.push(Statement::new(&["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"], vec![system]));
    }
    further
}

fn permissions(me: Party<'_>, mounted: Option<Party<'_>>, module: &mut Module) -> Expr {
    let managed: &[&str] = if me.vpc().is_some() { &[VPC_ACCESS] } else { &[] };
    role(me, module, "lambda.amazonaws.com", managed, own_statements(me, mounted))
}

/// The file system that it mounts: one, in its own VPC.
fn mounted<'w>(me: Party<'w>, module: &mut Module) -> Option<Party<'w>> {
    let mut found: Option<Party<'w>> = None;
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Data && edge.to.kind() == "efs") {
        if found.is_some() {
            module.leave_out(format!("{}: a function mounts one file system", edge.title()));
        } else if reachable(edge) {
            found = Some(edge.to);
        }
    }
    let files = found?;
    let root = Block::new("root_directory").with("path", format!("/{}", me.slug())).nest(
        Block::new("creation_info").with("owner_uid", 1000).with("owner_gid", 1000).with("permissions", "0755"),
    );
    let point = me
        .resource_with("aws_efs_access_point", files.label())
        .with("file_system_id", files.attribute("aws_efs_file_system", "id"))
        .with("tags", me.tags())
        .nest(Block::new("posix_user").with("uid", 1000).with("gid", 1000))
        .nest(root);
    module.add(Concern::Data, point);
    Some(files)
}

fn dead_letters(me: Party<'_>, module: &mut Module) {
    let queue = me
        .resource_with("aws_sqs_queue", "dead_letters")
        .commented("Events that the function could not handle.")
        .with("name", me.name_with("-dead-letters"))
        .with("message_retention_seconds", 1_209_600)
        .with("sqs_managed_sse_enabled", true)
        .with("tags", me.tags_with("-dead-letters"));
    module.add(Concern::Compute, queue);
}

/// What it is told: where to find what it uses, then what is drawn. Secrets stay in the drawing.
fn environment(me: Party<'_>, module: &mut Module) -> Vec<(String, Expr)> {
    let mut all = variables(me);
    let drawn = me.settings().block("environment");
    let nested = drawn.and_then(|drawn| drawn.get("variables")).and_then(Value::as_object);
    for (name, value) in nested.or(drawn).into_iter().flatten() {
        let legal = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let plain = match value {
            Value::String(value) => Some(value.clone()),
            Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
            _ => None,
        };
        match plain {
            _ if is_secret(name) => module.leave_out(format!("the variable {name} holds a secret in clear: keep it in Secrets Manager")),
            Some(value) if legal && !name.starts_with("AWS_") => {
                all.insert(name.clone(), value.into());
            }
            _ => module.leave_out(format!("the variable {name}: not a name or value that a function takes")),
        }
    }
    all.into_iter().collect()
}

/// A function outside every VPC reaches nothing inside one.
fn outside(me: Party<'_>, module: &mut Module) {
    if me.vpc().is_none() || me.leads_out() {
        return;
    }
    let far = me.outgoing().find(|edge| edge.is_call() && edge.leaves_vpc());
    if let Some(edge) = far {
        module.by_hand.push(format!("{}: the function has no way out of its VPC; it needs a NAT gateway or a VPC endpoint.", edge.title()));
    }
}
