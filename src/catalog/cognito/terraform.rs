//! A user pool in Terraform: the pool, a client of it, the functions that it calls.

use crate::catalog::exporting::{Caller, Concern, Edge, Endpoint, Exporter, Module, Party, Principal};
use crate::hcl::{Block, list};
use crate::model::ConnectionKind;

/// The pool and its client.
pub const EXPORT: Exporter = Exporter {
    resources,
    endpoint,
    caller,
    carries: &[(ConnectionKind::Management, &["api_gateway", "waf"])],
    ..Exporter::NONE
};

/// When a pool calls a function (`lambda_config` of the pool); the first one where the drawing does not say.
const TRIGGERS: &[&str] = &[
    "post_confirmation",
    "pre_sign_up",
    "pre_authentication",
    "post_authentication",
    "pre_token_generation",
    "custom_message",
    "user_migration",
    "define_auth_challenge",
    "create_auth_challenge",
    "verify_auth_challenge_response",
];

fn endpoint(me: Party<'_>) -> Endpoint {
    Endpoint {
        resources: vec![me.attribute("aws_cognito_user_pool", "arn")],
        variables: vec![
            ("USER_POOL_ID", me.attribute("aws_cognito_user_pool", "id")),
            ("CLIENT_ID", me.attribute("aws_cognito_user_pool_client", "id")),
        ],
        ..Endpoint::default()
    }
}

fn caller(edge: Edge<'_>) -> Option<Caller> {
    let source = Some(edge.from.attribute("aws_cognito_user_pool", "arn"));
    Some(Caller { principal: Principal::Service("cognito-idp.amazonaws.com"), source, label: edge.from.label().to_owned() })
}

fn resources(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let mut pool = me
        .resource("aws_cognito_user_pool")
        .with("name", me.name())
        .with("user_pool_tier", settings.text("user_pool_tier"))
        .with("username_attributes", list(["email"]))
        .with("auto_verified_attributes", list(["email"]))
        .with("mfa_configuration", settings.text("mfa_configuration"))
        .with("deletion_protection", settings.text("deletion_protection"))
        .with("tags", me.tags());
    let by_mail = Block::new("recovery_mechanism").with("name", "verified_email").with("priority", 1);
    pool.push(Block::new("account_recovery_setting").nest(by_mail));
    if settings.text("mfa_configuration") != "OFF" {
        pool.push(Block::new("software_token_mfa_configuration").with("enabled", true));
    }
    let mut triggers = Block::new("lambda_config");
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Request && edge.to.kind() == "lambda" && edge.to.exported()) {
        let drawn = edge.settings().text("trigger");
        let trigger = TRIGGERS.iter().copied().find(|trigger| *trigger == drawn);
        if trigger.is_none() && !drawn.is_empty() {
            module.change(format!("{}: its trigger is none of a user pool's; it is {}", edge.title(), TRIGGERS.first().unwrap_or(&"")));
        }
        let trigger = trigger.or_else(|| TRIGGERS.first().copied()).unwrap_or_default();
        if triggers.get(trigger).is_some() {
            module.leave_out(format!("{}: a pool calls one function for {trigger}; trigger on the connection tells them apart", edge.title()));
        } else {
            triggers.set(trigger, edge.to.attribute("aws_lambda_function", "arn"));
        }
    }
    if !triggers.body.items.is_empty() {
        pool.push(triggers);
    }
    module.add(Concern::Security, pool);
    let client = me
        .resource("aws_cognito_user_pool_client")
        .with("name", me.name())
        .with("user_pool_id", me.attribute("aws_cognito_user_pool", "id"))
        .with("explicit_auth_flows", list(["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]))
        .with("prevent_user_existence_errors", "ENABLED");
    module.add(Concern::Security, client);
    let about = format!("Id of the user pool {}.", me.id());
    module.output(format!("{}_user_pool_id", me.label()), &about, me.attribute("aws_cognito_user_pool", "id"));
    let about = format!("Id of the client that signs users in at {}.", me.id());
    module.output(format!("{}_client_id", me.label()), &about, me.attribute("aws_cognito_user_pool_client", "id"));
}
