//! What AWS offers: the contract of a service, and one folder per service.
//!
//! A service *describes* itself as values (settings, units, price lines, Terraform resources); the
//! engines on the floors above ask it and never the other way round. A type of the format that has no
//! folder yet is listed in `planned.rs`: it loads, is drawn as what it is, and is named as not counted.

pub mod exporting;
mod planned;
pub mod pricing;
mod resilience;
mod service;
mod setting;

pub use rds::least_storage;
pub use resilience::{Behaviour, Placed, Resilience, Sla, Unit};
pub use service::{Category, Offer, Scope, Service, Support};
pub use setting::{DefaultValue, Problem, Setting, SettingKind, Settings, UsageKey};
pub use vpc_endpoint::leads_to;

use crate::order::Arrange as _;
use std::sync::LazyLock;

use crate::model::{ConnectionKind, Dependency};

/// Declares the services' modules and lists them in palette order.
macro_rules! services {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*
        /// Every service with a folder, in palette order.
        const BUILT: &[&Service] = &[$(&seen($name::SERVICE)),*];
    };
}

#[rustfmt::skip]
services![
    users,
    external,
    route53,
    cloudfront,
    api_gateway,
    alb,
    nlb,
    vpc,
    nat_gateway,
    vpc_endpoint,
    elastic_ip,
    asg,
    ec2,
    lambda,
    rds,
    rds_replica,
    rds_proxy,
    aurora,
    dynamodb,
    elasticache,
    efs,
    ebs,
    s3,
    sqs,
    sns,
    eventbridge,
    cloudwatch_alarm,
    cloudwatch_logs,
    secrets_manager,
    ssm_parameter,
    kms,
    acm,
    cognito,
    waf,
    other,
    ecs_service,
    ecr,
    backup,
];

/// A service as this build has it: beside the browser's screen, a second module makes the Terraform and the prices.
const fn seen(service: Service) -> Service {
    if cfg!(all(target_arch = "wasm32", not(feature = "maker"))) {
        Service { export: exporting::Exporter::NONE, price: |_, _| {}, ..service }
    } else {
        service
    }
}

/// Every service that can be drawn, in palette order: first the ones that are judged, priced and
/// exported, then the ones that are only drawn.
pub fn all() -> impl Iterator<Item = &'static Service> {
    BUILT.iter().copied().chain(planned::PLANNED.iter().copied())
}

/// The service of a type id. A type that the format does not know gives a generic service.
pub fn find(kind: &str) -> &'static Service {
    let found = BY_ID.binary_search_by(|service| service.id.cmp(kind)).ok().and_then(|at| BY_ID.get(at));
    found.copied().unwrap_or(&planned::UNKNOWN)
}

/// The services in the order of their ids: every component and every connection of a design is looked up.
static BY_ID: LazyLock<Vec<&'static Service>> = LazyLock::new(|| {
    let mut services: Vec<&'static Service> = all().collect();
    services.arrange_by_key(|service| service.id);
    services
});

/// Whether two types may be connected by this kind (`reliability.md` D). Types that are not judged yet
/// may be connected with anything.
pub fn legal(from: &str, kind: ConnectionKind, to: &str) -> bool {
    let (tail, head) = (find(from), find(to));
    if tail.support == Support::Unknown || head.support == Support::Unknown {
        return true;
    }
    let lists = |rows: &[(ConnectionKind, &[&str])], other: &str| {
        rows.iter().any(|(row, others)| *row == kind && (others.contains(&other) || others.contains(&"*")))
    };
    lists(tail.calls, to) || lists(head.called_by, from)
}

/// The kinds by which the first type may be connected to the second, the usual one first.
pub fn kinds_between(from: &str, to: &str) -> Vec<ConnectionKind> {
    ConnectionKind::ALL.into_iter().filter(|kind| legal(from, *kind, to)).collect()
}

/// The strength of a connection by its kind and head where the user set none (`reliability.md` B.2).
/// `None` = never a dependency. Egress is decided by the resolved system, which knows the endpoints.
pub fn default_strength(kind: ConnectionKind, head: &Service, head_settings: &Settings<'_>) -> Option<Dependency> {
    match kind {
        ConnectionKind::Event | ConnectionKind::Replication | ConnectionKind::Management => None,
        ConnectionKind::Egress => Some(Dependency::Soft),
        ConnectionKind::Request | ConnectionKind::Data | ConnectionKind::Host => (head.strength)(head_settings),
    }
}

/// A number as cards say it: `950`, `3.0 M`.
fn short_number(number: f64) -> String {
    match number {
        n if n >= 1e9 => format!("{:.1} G", n / 1e9),
        n if n >= 1e6 => format!("{:.1} M", n / 1e6),
        n if n >= 1e4 => format!("{:.0} k", n / 1e3),
        n => format!("{n}"),
    }
}

/// A share of 1 as a percentage without needless digits.
fn percent(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
