//! RDS Proxy in Terraform: the proxy, its role, and what it passes connections on to.

use crate::catalog::exporting::{Concern, Edge, Endpoint, Exporter, Module, Party, group, role};
use crate::catalog::rds;
use crate::hcl::{Block, Expr, list};
use crate::model::ConnectionKind;

/// The proxy and its target.
pub const EXPORT: Exporter = Exporter { resources, exists: |me| target(me).is_some(), endpoint, acts: true, zones: 2, ..Exporter::NONE };

fn targets(me: Party<'_>) -> impl Iterator<Item = Edge<'_>> {
    let is_data = |edge: &Edge<'_>| edge.kind == ConnectionKind::Data && matches!(edge.to.kind(), "rds" | "aurora");
    me.outgoing().filter(is_data)
}

/// The database that it stands before, the family of its engine, and the secret with its password.
fn target(me: Party<'_>) -> Option<(Party<'_>, &'static str, Expr)> {
    targets(me).find_map(|edge| {
        let database = edge.to;
        if !database.exported() || !database.beside(me) {
            return None;
        }
        let secret = database.endpoint().variables.into_iter().find(|(ending, _)| *ending == "SECRET_ARN")?.1;
        Some((database, family(database.settings().text("engine"))?, secret))
    })
}

/// The engines that proxies know (RDS user guide, "Supported Regions and DB engines for Amazon RDS Proxy",
/// read 2025-11).
fn family(engine: &str) -> Option<&'static str> {
    match engine {
        "mysql" | "mariadb" | "aurora-mysql" => Some("MYSQL"),
        "postgres" | "aurora-postgresql" => Some("POSTGRESQL"),
        engine if engine.starts_with("sqlserver") && engine != "sqlserver-ex" => Some("SQLSERVER"),
        _ => None,
    }
}

fn endpoint(me: Party<'_>) -> Endpoint {
    let Some((database, _, secret)) = target(me) else { return Endpoint::default() };
    let port = (database.service().offer)(&database.settings()).port;
    Endpoint {
        grouped: me.vpc().is_some(),
        guarded: me.vpc().is_some(),
        actions: vec![(ConnectionKind::Data, &["secretsmanager:GetSecretValue"])],
        resources: vec![secret.clone()],
        variables: vec![
            ("HOST", me.attribute("aws_db_proxy", "endpoint")),
            ("PORT", Expr::from(port)),
            ("SECRET_ARN", secret),
        ],
        ready: vec![format!("aws_db_proxy_target.{}", me.label())],
        ..Endpoint::default()
    }
}

fn resources(me: Party<'_>, module: &mut Module) {
    let Some((database, family, secret)) = target(me) else {
        module.leave_out("no database in its VPC is drawn behind it that a proxy can speak to and whose password AWS keeps");
        return;
    };
    for edge in targets(me).filter(|edge| edge.to.id() != database.id()) {
        module.leave_out(format!("{}: a proxy stands before one database", edge.title()));
    }
    let settings = me.settings();
    let drawn = settings.text("engine_family");
    if !drawn.is_empty() && drawn != family {
        module.change(format!("it speaks {family} as {} does, not {drawn}", database.id()));
    }
    let acting = role(me, module, "rds.amazonaws.com", &[], Vec::new());
    let secrets = Block::new("auth").with("auth_scheme", "SECRETS").with("iam_auth", "DISABLED").with("secret_arn", secret);
    let proxy = me
        .resource("aws_db_proxy")
        .with("name", me.name())
        .with("engine_family", family)
        .with("role_arn", acting)
        .with("vpc_subnet_ids", list(me.subnets()))
        .with("vpc_security_group_ids", list([me.security_group()]))
        .with("require_tls", settings.flag("require_tls"))
        .with("idle_client_timeout", settings.count("idle_client_timeout"))
        .with("tags", me.tags())
        .nest(secrets);
    module.add(Concern::Data, proxy);
    let most = settings.count("max_connections_percent");
    let idle = settings.whole("max_idle_connections_percent").and_then(|idle| usize::try_from(idle).ok());
    let pool = Block::new("connection_pool_config")
        .with("max_connections_percent", most)
        .with_some("max_idle_connections_percent", idle.map(|idle| idle.min(most)))
        .with("connection_borrow_timeout", settings.count("connection_borrow_timeout"));
    let group_of_targets = me
        .resource("aws_db_proxy_default_target_group")
        .with("db_proxy_name", me.attribute("aws_db_proxy", "name"))
        .nest(pool);
    module.add(Concern::Data, group_of_targets);
    let (name, value) = match (database.kind(), rds::is_cluster(database)) {
        ("rds", false) => ("db_instance_identifier", database.attribute("aws_db_instance", "identifier")),
        _ => ("db_cluster_identifier", database.attribute("aws_rds_cluster", "cluster_identifier")),
    };
    let passed = me
        .resource("aws_db_proxy_target")
        .with("db_proxy_name", me.attribute("aws_db_proxy", "name"))
        .with("target_group_name", me.attribute("aws_db_proxy_default_target_group", "name"))
        .with(name, value);
    module.add(Concern::Data, passed);
    group(me, module, false);
}
