//! Who may read a bucket: public access block, access list, bucket policy.

use crate::catalog::exporting::{Concern, Module, Party, Principal, policy};
use crate::hcl::{Block, Expr, list, object, reference, template, text};
use crate::model::ConnectionKind;

use super::beside;

const FLAGS: [&str; 4] = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

/// Writes them.
pub fn write(me: Party<'_>, module: &mut Module) {
    let mut block = beside(me, "aws_s3_bucket_public_access_block");
    for flag in FLAGS {
        block.set(flag, me.settings().flag(flag));
    }
    module.add(Concern::Data, block);
    let public = list_of_access(me, module);
    let mut statements: Vec<Expr> = Vec::new();
    for edge in me.incoming().filter(|edge| edge.kind == ConnectionKind::Request) {
        if let Some(caller) = edge.caller() {
            let principal = match caller.principal {
                Principal::Service(service) => object([("Service", text(service))]),
                Principal::Identity(arn) => object([("AWS", arn)]),
            };
            statements.push(reads(me, principal, caller.source));
        }
    }
    if public {
        statements.push(reads(me, text("*"), None));
    }
    if statements.is_empty() {
        return;
    }
    let policy = beside(me, "aws_s3_bucket_policy").with("policy", policy(statements));
    let after = list([reference(format!("aws_s3_bucket_public_access_block.{}", me.label()))]);
    module.add(Concern::Data, policy.gap().with("depends_on", after));
}

fn reads(me: Party<'_>, principal: Expr, source: Option<Expr>) -> Expr {
    let objects = template([me.attribute("aws_s3_bucket", "arn"), text("/*")]);
    let mut fields = vec![
        ("Effect".to_owned(), text("Allow")),
        ("Principal".to_owned(), principal),
        ("Action".to_owned(), text("s3:GetObject")),
        ("Resource".to_owned(), objects),
    ];
    if let Some(source) = source {
        let same = object([("StringEquals", object([("AWS:SourceArn", source)]))]);
        fields.push(("Condition".to_owned(), same));
    }
    Expr::Object(fields)
}

/// Writes a drawn access list, where the public access block lets it be. Says whether all may read.
fn list_of_access(me: Party<'_>, module: &mut Module) -> bool {
    let settings = me.settings();
    let acl = settings.text("acl");
    let open = !settings.flag("block_public_acls");
    if open {
        // Without it a bucket refuses every access list, those of single objects too (S3 user guide, "Controlling
        // ownership of objects", read 2026-11).
        let owner = Block::new("rule").with("object_ownership", "BucketOwnerPreferred");
        module.add(Concern::Data, beside(me, "aws_s3_bucket_ownership_controls").nest(owner));
    }
    if acl == "private" || acl.is_empty() {
        return false;
    }
    if !open {
        module.leave_out(format!("acl {acl}: block_public_acls refuses it"));
    } else {
        let after = [
            reference(format!("aws_s3_bucket_ownership_controls.{}", me.label())),
            reference(format!("aws_s3_bucket_public_access_block.{}", me.label())),
        ];
        let block = beside(me, "aws_s3_bucket_acl").with("acl", acl).gap().with("depends_on", list(after));
        module.add(Concern::Data, block);
    }
    let everybody = acl.starts_with("public-read");
    if everybody && settings.flag("block_public_policy") {
        module.leave_out(format!("acl {acl}: block_public_policy refuses a policy by which all may read the objects"));
    }
    everybody && !settings.flag("block_public_policy")
}
