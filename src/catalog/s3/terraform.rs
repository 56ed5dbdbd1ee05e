//! Amazon S3 in Terraform: the bucket and what stands beside it, or a directory bucket.

mod access;
mod flow;

use crate::catalog::exporting::{Caller, Concern, Edge, Endpoint, Exporter, Module, Party, Principal, key_of};
use crate::hcl::{Block, Expr, template, text};
use crate::model::{ConnectionKind, Value, Zone};

/// The bucket.
pub const EXPORT: Exporter = Exporter {
    resources,
    endpoint,
    caller,
    carries: &[(ConnectionKind::Event, &["eventbridge", "lambda", "sns", "sqs"]), (ConnectionKind::Replication, &["s3"])],
    ..Exporter::NONE
};

const DATA: &[&str] = &["s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject"];
const READ: &[&str] = &["s3:GetObject", "s3:ListBucket"];

/// A bucket of the class EXPRESS_ONEZONE is a directory bucket: another resource, with less beside it.
fn is_directory(me: Party<'_>) -> bool {
    me.settings().text("storage_class") == "EXPRESS_ONEZONE"
}

fn kind(me: Party<'_>) -> &'static str {
    if is_directory(me) { "aws_s3_directory_bucket" } else { "aws_s3_bucket" }
}

fn endpoint(me: Party<'_>) -> Endpoint {
    let arn = me.attribute(kind(me), "arn");
    let variables = vec![("BUCKET", me.attribute(kind(me), "bucket"))];
    if is_directory(me) {
        let session: &[&str] = &["s3express:CreateSession"];
        let actions = vec![(ConnectionKind::Data, session), (ConnectionKind::Request, session)];
        return Endpoint { actions, resources: vec![arn], variables, ..Endpoint::default() };
    }
    let website = me.settings().is_set("website");
    Endpoint {
        actions: vec![(ConnectionKind::Data, DATA), (ConnectionKind::Request, READ)],
        resources: vec![arn.clone(), template([arn, text("/*")])],
        variables,
        domain: Some(me.attribute(kind(me), "bucket_regional_domain_name")),
        open_domain: website.then(|| me.attribute("aws_s3_bucket_website_configuration", "website_endpoint")),
        ..Endpoint::default()
    }
}

fn caller(edge: Edge<'_>) -> Option<Caller> {
    let source = Some(edge.from.attribute("aws_s3_bucket", "arn"));
    let label = edge.from.label().to_owned();
    (!is_directory(edge.from)).then_some(Caller { principal: Principal::Service("s3.amazonaws.com"), source, label })
}

fn resources(me: Party<'_>, module: &mut Module) {
    if me.settings().flag("cross_region_backup") {
        module.leave_out("its copy in another region: connect it to a bucket there");
    }
    if is_directory(me) {
        directory(me, module);
        return;
    }
    let settings = me.settings();
    let bucket = me
        .resource("aws_s3_bucket")
        .with("bucket_prefix", me.name_with("-"))
        .with("force_destroy", settings.flag("force_destroy"))
        .with("tags", me.tags());
    module.add(Concern::Data, bucket);
    access::write(me, module);
    let copied = flow::is_copied(me);
    let versioned = settings.flag("versioning") || copied;
    if copied && !settings.flag("versioning") {
        module.change("buckets that are copied keep versions; it does");
    }
    if versioned || settings.is_set("versioning") {
        let status = if versioned { "Enabled" } else { "Disabled" };
        let configuration = Block::new("versioning_configuration").with("status", status);
        module.add(Concern::Data, beside(me, "aws_s3_bucket_versioning").nest(configuration));
    }
    let key = key_of(me);
    let algorithm = if key.is_some() { "aws:kms" } else { settings.text("sse_algorithm") };
    let how = Block::new("apply_server_side_encryption_by_default")
        .with("sse_algorithm", algorithm)
        .with_some("kms_master_key_id", key.map(|key| key.attribute("aws_kms_key", "arn")));
    let mut rule = Block::new("rule");
    if algorithm == "aws:kms" {
        rule.set("bucket_key_enabled", true);
    }
    let encryption = beside(me, "aws_s3_bucket_server_side_encryption_configuration").nest(rule.nest(how));
    module.add(Concern::Data, encryption);
    website(me, module);
    class(me, module);
    flow::write(me, module);
    let about = format!("Name of the bucket {}.", me.id());
    module.output(format!("{}_bucket", me.label()), &about, me.attribute("aws_s3_bucket", "bucket"));
    if me.incoming().any(|edge| edge.kind == ConnectionKind::Request && edge.from.kind() != "lambda") {
        let sentence = format!("{} starts empty: upload what it shall serve (aws s3 sync ./site s3://NAME).", me.id());
        module.by_hand.push(sentence);
    }
}

/// Something that belongs to the bucket and is a resource of its own.
fn beside(me: Party<'_>, kind: &str) -> Block {
    me.resource(kind).with("bucket", me.attribute("aws_s3_bucket", "id"))
}

fn directory(me: Party<'_>, module: &mut Module) {
    let zone = me.zones().first().copied().unwrap_or(Zone::A);
    let zones = me.regional_label("available");
    let ordinary =
        Block::new("filter").with("name", "opt-in-status").with("values", Expr::List(vec!["opt-in-not-required".into()]));
    let data = me
        .data("aws_availability_zones", &zones)
        .commented("Lane a is the first available zone of the region, lane b the second, and so on.")
        .with("state", "available")
        .nest(ordinary);
    module.share(Concern::Network, data);
    let id = crate::hcl::reference(format!("data.aws_availability_zones.{zones}.zone_ids[{}]", zone.index()));
    let bucket = me
        .resource("aws_s3_directory_bucket")
        .with("bucket", template([crate::hcl::reference("var.name"), text(format!("-{}--", me.slug())), id.clone(), text("--x-s3")]))
        .with("force_destroy", me.settings().flag("force_destroy"))
        .with("tags", me.tags())
        .nest(Block::new("location").with("name", id));
    module.add(Concern::Data, bucket);
    for name in ["website", "versioning", "acl"] {
        let drawn = me.settings().get(name).is_some_and(|value| *value != Value::Bool(false) && *value != "private");
        if drawn {
            module.leave_out(format!("{name}: a bucket of the class EXPRESS_ONEZONE has none"));
        }
    }
    let flows = me.outgoing().filter(|edge| matches!(edge.kind, ConnectionKind::Event | ConnectionKind::Replication));
    for edge in flows {
        module.leave_out(format!("{}: a bucket of the class EXPRESS_ONEZONE sends nothing", edge.title()));
    }
}

fn website(me: Party<'_>, module: &mut Module) {
    let Some(drawn) = me.settings().block("website") else { return };
    let document = |name: &str| drawn.get(name).and_then(Value::as_str).filter(|name| !name.is_empty());
    let index = document("index_document").unwrap_or("index.html");
    let mut block = beside(me, "aws_s3_bucket_website_configuration");
    block.push(Block::new("index_document").with("suffix", index));
    if let Some(error) = document("error_document") {
        block.push(Block::new("error_document").with("key", error));
    }
    module.add(Concern::Data, block);
    let about = format!("Address of the website in {}.", me.id());
    let endpoint = me.attribute("aws_s3_bucket_website_configuration", "website_endpoint");
    module.output(format!("{}_website_url", me.label()), &about, template([text("http://"), endpoint]));
}

/// Objects get their class when they are put; a rule moves the others.
fn class(me: Party<'_>, module: &mut Module) {
    let class = me.settings().text("storage_class");
    // The first day on which S3 moves an object to the class (S3 user guide, "Lifecycle transition", read 2025-11).
    let days = match class {
        "STANDARD_IA" | "ONEZONE_IA" => 30,
        "INTELLIGENT_TIERING" => 0,
        _ => return,
    };
    let rule = Block::new("rule")
        .with("id", "storage-class")
        .with("status", "Enabled")
        .nest(Block::new("filter"))
        .nest(Block::new("transition").with("days", days).with("storage_class", class));
    module.add(Concern::Data, beside(me, "aws_s3_bucket_lifecycle_configuration").nest(rule));
    if days > 0 {
        module.change(format!("a bucket has no class of its own: objects move to {class} after {days} days, unless they are put into it"));
    }
}
