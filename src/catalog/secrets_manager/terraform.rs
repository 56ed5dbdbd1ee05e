//! AWS Secrets Manager in Terraform: the secret without its value, and its rotation.

use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party, key_of, policy};
use crate::hcl::{Block, list, object, reference, text};
use crate::model::ConnectionKind;

/// The secret.
pub const EXPORT: Exporter = Exporter {
    resources,
    endpoint,
    carries: &[(ConnectionKind::Management, &["lambda"])],
    ..Exporter::NONE
};

const READ: &[&str] = &["secretsmanager:GetSecretValue"];

fn endpoint(me: Party<'_>) -> Endpoint {
    use ConnectionKind::{Data, Management, Request};
    Endpoint {
        actions: vec![(Data, READ), (Request, READ), (Management, READ)],
        resources: vec![me.attribute("aws_secretsmanager_secret", "arn")],
        variables: vec![("SECRET_NAME", me.attribute("aws_secretsmanager_secret", "name"))],
        ..Endpoint::default()
    }
}

fn resources(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let drawn = settings.count("recovery_window_in_days");
    let window = if drawn == 0 { 0 } else { drawn.clamp(7, 30) };
    if window != drawn {
        module.change(format!("a deleted secret is kept for 7 to 30 days or not at all; it is kept for {window}"));
    }
    let about: String = settings.text("description").chars().take(2000).collect();
    let mut block = me.resource("aws_secretsmanager_secret").with("name", me.name());
    if !about.is_empty() {
        block.set("description", about);
    }
    block.set("recovery_window_in_days", window);
    if let Some(key) = key_of(me) {
        block.set("kms_key_id", key.attribute("aws_kms_key", "arn"));
    }
    module.add(Concern::Operations, block.with("tags", me.tags()));
    for name in ["secret_string", "value", "password"] {
        if settings.raw().contains_key(name) {
            module.leave_out(format!("{name}: the value of a secret is in no file"));
        }
    }
    module.by_hand.push(format!(
        "The secret {} has no value yet: aws secretsmanager put-secret-value --secret-id NAME --secret-string VALUE.",
        me.id()
    ));
    rotation(me, module);
}

fn rotation(me: Party<'_>, module: &mut Module) {
    let days = me.settings().whole("automatically_after_days");
    let mut functions = me
        .outgoing()
        .filter(|edge| edge.kind == ConnectionKind::Management && edge.to.kind() == "lambda" && edge.to.exported())
        .filter(|edge| edge.to.region() == me.region())
        .map(|edge| edge.to);
    let Some(function) = functions.next() else {
        if days.is_some() {
            module.leave_out("automatically_after_days: no function is connected that replaces the secret");
        }
        return;
    };
    for other in functions.filter(|other| other.id() != function.id()) {
        module.leave_out(format!("{} -> {}: one function replaces a secret", me.id(), other.id()));
    }
    let permission = me
        .resource_with("aws_lambda_permission", "rotation")
        .with("function_name", function.attribute("aws_lambda_function", "function_name"))
        .with("action", "lambda:InvokeFunction")
        .with("principal", "secretsmanager.amazonaws.com")
        .with("source_arn", me.attribute("aws_secretsmanager_secret", "arn"));
    module.add(Concern::Operations, permission);
    // Beyond reading: a new version, and which one counts (Secrets Manager user guide, "Permissions for
    // rotation", read 2026-11).
    let label = format!("{}_rotates_{}", function.label(), me.label());
    let actions = ["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"];
    let statement = object([
        ("Effect", text("Allow")),
        ("Action", list(actions)),
        ("Resource", me.attribute("aws_secretsmanager_secret", "arn")),
    ]);
    let rights = Block::resource("aws_iam_role_policy", &label)
        .with("name", format!("rotates-{}", me.slug()))
        .with("role", function.attribute("aws_iam_role", "id"))
        .with("policy", policy(vec![statement]));
    module.add(Concern::Iam, rights);
    let rules = Block::new("rotation_rules").with("automatically_after_days", days.unwrap_or(30));
    let block = me
        .resource("aws_secretsmanager_secret_rotation")
        .with("secret_id", me.attribute("aws_secretsmanager_secret", "id"))
        .with("rotation_lambda_arn", function.attribute("aws_lambda_function", "arn"))
        .nest(rules)
        .gap()
        .with("depends_on", list([reference(format!("aws_lambda_permission.{}_rotation", me.label()))]));
    module.add(Concern::Operations, block);
}
