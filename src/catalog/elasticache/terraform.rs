//! Amazon ElastiCache in Terraform: a replication group for Redis and Valkey, a cluster for Memcached.

use crate::catalog::exporting::{Concern, Endpoint, Exporter, Module, Party, group, key_of};
use crate::hcl::{Expr, list};
use crate::model::ConnectionKind;

/// The store, its subnet group and its security group.
pub const EXPORT: Exporter =
    Exporter { resources, endpoint, carries: &[(ConnectionKind::Replication, &["elasticache"])], ..Exporter::NONE };

fn is_memcached(me: Party<'_>) -> bool {
    me.settings().text("engine") == "memcached"
}

/// What it is a copy of, through a global datastore: one in another region that is no copy itself.
fn original(me: Party<'_>) -> Option<Party<'_>> {
    me.source().filter(|source| {
        source.region() != me.region() && source.source().is_none() && !is_memcached(me) && !is_memcached(*source)
    })
}

fn copies(me: Party<'_>) -> impl Iterator<Item = Party<'_>> {
    let edges = me.outgoing().filter(|edge| edge.kind == ConnectionKind::Replication && edge.to.kind() == "elasticache");
    edges.map(|edge| edge.to).filter(move |copy| copy.exported() && original(*copy).is_some_and(|source| source.id() == me.id()))
}

fn endpoint(me: Party<'_>) -> Endpoint {
    let variables = if is_memcached(me) {
        let attribute = |name| me.attribute("aws_elasticache_cluster", name);
        vec![("HOST", attribute("cluster_address")), ("PORT", attribute("port"))]
    } else {
        let attribute = |name| me.attribute("aws_elasticache_replication_group", name);
        vec![
            ("HOST", attribute("primary_endpoint_address")),
            ("READER_HOST", attribute("reader_endpoint_address")),
            ("PORT", attribute("port")),
        ]
    };
    Endpoint { grouped: me.vpc().is_some(), guarded: me.vpc().is_some(), variables, ..Endpoint::default() }
}

fn resources(me: Party<'_>, module: &mut Module) {
    let subnets = me
        .resource("aws_elasticache_subnet_group")
        .with("name", me.name())
        .with("subnet_ids", list(me.subnets()))
        .with("tags", me.tags());
    module.add(Concern::Data, subnets);
    for edge in me.incoming().filter(|edge| edge.kind == ConnectionKind::Replication && edge.from.kind() == "elasticache") {
        if original(me).is_none_or(|source| source.id() != edge.from.id()) {
            module.leave_out(format!("{}: a global datastore copies one Redis or Valkey store to other regions", edge.title()));
        }
    }
    if is_memcached(me) {
        memcached(me, module);
    } else {
        replicated(me, module);
    }
    group(me, module, false);
}

/// The zone of each node, dealt round robin.
fn zones(me: Party<'_>, nodes: usize) -> Expr {
    list(me.zones().iter().cycle().take(if me.zones().is_empty() { 0 } else { nodes }).map(|zone| me.zone_name(*zone)))
}

fn some_text(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn node_type(me: Party<'_>, module: &mut Module) -> Expr {
    let about = format!("Node type of {}.", me.id());
    module.variable(format!("{}_node_type", me.label()), &about, me.settings().text("node_type"))
}

/// A primary and five replicas at the most.
const MOST_NODES: usize = 6;

fn replicated(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let drawn = settings.count("num_cache_clusters");
    let nodes = drawn.clamp(1, MOST_NODES);
    if nodes != drawn {
        module.change(format!("it has a primary and {} replicas, not {drawn} nodes: AWS takes five at the most", nodes - 1));
    }
    let wanted = (settings.flag("automatic_failover_enabled"), settings.flag("multi_az_enabled"));
    let failover = (wanted.0 || wanted.1) && nodes >= 2;
    if (wanted.0 || wanted.1) && nodes < 2 {
        module.change("failover and Multi-AZ need a second node; both are off");
    } else if wanted.1 && !wanted.0 {
        module.change("Multi-AZ needs automatic failover; it is on");
    }
    let zonal = me.zones().len() < 2;
    if failover && wanted.1 && zonal {
        module.change("Multi-AZ needs a second zone; it is off");
    }
    let source = original(me);
    let kind = node_type(me, module);
    let mut block = me
        .resource("aws_elasticache_replication_group")
        .with("replication_group_id", me.name())
        .with("description", format!("{} {}", me.service().name, me.plain_id()));
    match source {
        Some(source) => {
            let global = source.attribute("aws_elasticache_global_replication_group", "global_replication_group_id");
            block.set("global_replication_group_id", global);
        }
        None => {
            block = block
                .with("engine", settings.text("engine"))
                .with_some("engine_version", some_text(settings.text("engine_version")))
                .with("node_type", kind)
                .with("at_rest_encryption_enabled", settings.flag("at_rest_encryption_enabled"))
                .with("transit_encryption_enabled", settings.flag("transit_encryption_enabled"));
        }
    }
    match key_of(me) {
        Some(key) if settings.flag("at_rest_encryption_enabled") => {
            block.set("kms_key_id", key.attribute("aws_kms_key", "arn"));
        }
        Some(key) => module.leave_out(format!("the key {}: encryption at rest is switched off", key.id())),
        None => {}
    }
    block = block
        .with("port", (me.service().offer)(&settings).port)
        .gap()
        .with("num_cache_clusters", nodes)
        .with("preferred_cache_cluster_azs", zones(me, nodes))
        .with("automatic_failover_enabled", failover)
        .with("multi_az_enabled", wanted.1 && failover && !zonal)
        .gap()
        .with("subnet_group_name", me.attribute("aws_elasticache_subnet_group", "name"))
        .with("security_group_ids", list([me.security_group()]))
        .gap()
        .with("snapshot_retention_limit", settings.count("snapshot_retention_limit"))
        .with("tags", me.tags());
    module.add(Concern::Data, block);
    if copies(me).next().is_some() {
        let global = me
            .resource("aws_elasticache_global_replication_group")
            .with("global_replication_group_id_suffix", me.name())
            .with("primary_replication_group_id", me.attribute("aws_elasticache_replication_group", "id"));
        module.add(Concern::Data, global);
    }
}

fn memcached(me: Party<'_>, module: &mut Module) {
    let settings = me.settings();
    let nodes = settings.count("num_cache_clusters").clamp(1, 40);
    for name in ["automatic_failover_enabled", "multi_az_enabled"] {
        if settings.flag(name) {
            module.leave_out(format!("{name}: Memcached has no replicas"));
        }
    }
    if settings.count("snapshot_retention_limit") > 0 {
        module.leave_out("snapshot_retention_limit: Memcached has no snapshots");
    }
    if let Some(key) = key_of(me) {
        module.leave_out(format!("the key {}: Memcached keeps nothing on disk", key.id()));
    }
    let across = nodes >= 2 && me.zones().len() >= 2;
    let kind = node_type(me, module);
    let mut block = me
        .resource("aws_elasticache_cluster")
        .with("cluster_id", me.name())
        .with("engine", "memcached")
        .with_some("engine_version", some_text(settings.text("engine_version")))
        .with("node_type", kind)
        .with("port", (me.service().offer)(&settings).port)
        .gap()
        .with("num_cache_nodes", nodes)
        .with("az_mode", if across { "cross-az" } else { "single-az" })
        .with("preferred_availability_zones", zones(me, nodes))
        .gap()
        .with("subnet_group_name", me.attribute("aws_elasticache_subnet_group", "name"))
        .with("security_group_ids", list([me.security_group()]));
    if settings.flag("transit_encryption_enabled") {
        block.set("transit_encryption_enabled", true);
    }
    module.add(Concern::Data, block.gap().with("tags", me.tags()));
}
