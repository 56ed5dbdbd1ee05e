//! Amazon ECR in Terraform: the repository, which images it keeps, and its copies in other regions.

use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party};
use crate::hcl::{Block, Expr, call, list, object, reference, text};
use crate::model::ConnectionKind;

/// The repository.
pub const EXPORT: Exporter =
    Exporter { resources, endpoint, carries: &[(ConnectionKind::Replication, &["ecr"])], ..Exporter::NONE };

/// What fetching an image takes, beside a token of the registry.
const PULL: &[&str] = &["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

fn endpoint(me: Party<'_>) -> Endpoint {
    Endpoint {
        actions: vec![(ConnectionKind::Request, PULL), (ConnectionKind::Management, PULL)],
        resources: vec![me.attribute("aws_ecr_repository", "arn")],
        variables: vec![("REPOSITORY_URL", me.attribute("aws_ecr_repository", "repository_url"))],
        ..Endpoint::default()
    }
}

/// Copies arrive in a repository of the same name, so that of a copy is its original's.
fn name(me: Party<'_>) -> Expr {
    let mut original = me;
    while let Some(source) = original.source() {
        original = source;
    }
    let drawn = original.settings().text("repository_name");
    // Repository names (API reference of Amazon ECR, read 2026-11).
    let legal = (2..=256).contains(&drawn.len())
        && drawn.split(['/', '.', '_', '-']).all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
        && drawn.chars().next().is_some_and(|c| c.is_ascii_lowercase());
    if legal { text(drawn) } else { original.name() }
}

fn resources(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let drawn = settings.text("repository_name");
    if !drawn.is_empty() && name(me) != text(drawn) {
        module.change(if me.source().is_some() {
            "a copy has the name of its original"
        } else {
            "its repository_name is none that AWS takes; it has one made from its own"
        });
    }
    let scan = Block::new("image_scanning_configuration").with("scan_on_push", settings.flag("scan_on_push"));
    let encryption = Block::new("encryption_configuration").with("encryption_type", settings.text("encryption_type"));
    let repository = me
        .resource("aws_ecr_repository")
        .with("name", name(me))
        .with("image_tag_mutability", settings.text("image_tag_mutability"))
        .with("force_delete", settings.flag("force_delete"))
        .with("tags", me.tags())
        .nest(scan)
        .nest(encryption);
    module.add(Concern::Compute, repository);
    if let Some(images) = settings.whole("keep_images") {
        let selection = object([("tagStatus", text("any")), ("countType", text("imageCountMoreThan")), ("countNumber", images.into())]);
        let rule = object([
            ("rulePriority", 1.into()),
            ("description", text(format!("Keeps {images} images"))),
            ("selection", selection),
            ("action", object([("type", text("expire"))])),
        ]);
        let policy = me
            .resource("aws_ecr_lifecycle_policy")
            .with("repository", me.attribute("aws_ecr_repository", "name"))
            .with("policy", call("jsonencode", [object([("rules", Expr::List(vec![rule]))])]));
        module.add(Concern::Compute, policy);
    }
    copies(me, module);
    let about = format!("Where images of {} are pushed to.", me.id());
    module.output(format!("{}_repository_url", me.label()), &about, me.attribute("aws_ecr_repository", "repository_url"));
    if me.source().is_none() && me.incoming().any(|edge| edge.kind != ConnectionKind::Replication) {
        module.by_hand.push(format!("Push an image to {}: tasks start once it is there.", me.id()));
    }
}

/// A registry replicates for all its repositories in a region, by rules that each name one repository.
fn copies(me: Party<'_>, module: &mut Module) {
    for edge in me.outgoing().filter(|edge| edge.kind == ConnectionKind::Replication) {
        let mine = edge.to.source().is_some_and(|source| source.id() == me.id());
        if !mine || edge.to.region() == me.region() {
            module.leave_out(format!("{}: a repository is copied to other regions, and is the copy of one", edge.title()));
        }
    }
    let mut rules: Vec<Block> = Vec::new();
    for sibling in me.siblings() {
        let heads = sibling.outgoing().filter(|edge| edge.kind == ConnectionKind::Replication).map(|edge| edge.to);
        let mut regions: Vec<&str> = heads
            .filter(|to| to.region() != sibling.region() && to.source().is_some_and(|source| source.id() == sibling.id()))
            .map(Party::region)
            .collect();
        regions.dedup();
        if regions.is_empty() {
            continue;
        }
        let mut rule = Block::new("rule");
        for region in regions {
            let destination = Block::new("destination")
                .with("region", region)
                .with("registry_id", sibling.attribute("aws_ecr_repository", "registry_id"));
            rule.push(destination);
        }
        let filter = Block::new("repository_filter")
            .with("filter", sibling.attribute("aws_ecr_repository", "name"))
            .with("filter_type", "PREFIX_MATCH");
        rules.push(rule.nest(filter));
    }
    if rules.is_empty() {
        return;
    }
    let mut configuration = Block::new("replication_configuration");
    rules.into_iter().take(10).for_each(|rule| configuration.push(rule));
    let label = me.regional_label("registry");
    let block = me.resource_named("aws_ecr_replication_configuration", &label).nest(configuration);
    // A copy is made where the repository is there already, with the settings that are drawn.
    let heads: Vec<Expr> = me
        .siblings()
        .flat_map(|sibling| sibling.outgoing().collect::<Vec<_>>())
        .filter(|edge| edge.kind == ConnectionKind::Replication && edge.to.exported())
        .map(|edge| reference(format!("aws_ecr_repository.{}", edge.to.label())))
        .collect();
    module.share(Concern::Compute, block.gap().with("depends_on", list(heads)));
}
