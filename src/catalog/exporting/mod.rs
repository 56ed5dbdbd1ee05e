//! The contract of a service's Terraform: what its function is given, and what it fills.
//!
//! A service writes its own resources and says, as an [`Endpoint`], what others need to use it: the
//! security group before it, the actions on it, the variables that lead to it. Connections are written
//! from both ends by the same few functions here, so that two services never name each other.

mod access;
mod address;
mod attached;
mod design;
mod edge;
mod module;
mod party;
mod security;

pub use access::{Statement, further_role, is_secret, policy, role, statements, variables};
pub use attached::{key_of, log_group_of, service_callers};
pub use design::{Cell, Edge, Party, Seat, Tie, World};
pub use module::{Concern, Leave, Module};
pub use security::{group, reachable};

use crate::hcl::Expr;
use crate::model::ConnectionKind;

/// How a service is exported.
#[derive(Clone, Copy)]
pub struct Exporter {
    /// Writes the resources of one component.
    pub resources: fn(Party<'_>, &mut Module),
    /// Whether its resource is written at all: not where the drawing lacks what it cannot exist without. Nobody may
    /// refer to it then, so [`Party::exported`] asks this; it must not ask back for those that use the component.
    pub exists: fn(Party<'_>) -> bool,
    /// What others need to use a component.
    pub endpoint: fn(Party<'_>) -> Endpoint,
    /// Whether it acts under a role of its own, which policies can be put on.
    pub acts: bool,
    /// As whom it calls the head of a connection, where the head must name its callers.
    pub caller: fn(Edge<'_>) -> Option<Caller>,
    /// The connections out of it, beside calls, that have resources: by kind, to which types.
    pub carries: &'static [(ConnectionKind, &'static [&'static str])],
    /// The connections into it that have resources, beside calls and beside what the tails carry: by kind, from
    /// which types.
    pub takes: &'static [(ConnectionKind, &'static [&'static str])],
    /// How many zones AWS demands of it in a VPC at the least.
    pub zones: usize,
    /// The ports, first and last, at which what comes over a connection into it arrives: not the drawn one
    /// where something in between chooses another.
    pub ports: fn(Edge<'_>) -> (u16, u16),
    /// Whether something else uses a connection out of it on its behalf, so that its own role needs nothing
    /// for it.
    pub delegates: fn(Edge<'_>) -> bool,
}

impl Exporter {
    /// A service without resources.
    pub const NONE: Self = Self {
        resources: |_, _| {},
        exists: |_| true,
        endpoint: |_| Endpoint::default(),
        acts: false,
        caller: |_| None,
        carries: &[],
        takes: &[],
        zones: 0,
        ports: |edge| (edge.port(), edge.port()),
        delegates: |_| false,
    };
}

/// As whom a component calls another one.
#[derive(Clone, PartialEq, Debug)]
pub struct Caller {
    /// A service of AWS (`s3.amazonaws.com`), or the ARN of an identity.
    pub principal: Principal,
    /// The ARN of the calling resource, for services.
    pub source: Option<Expr>,
    /// What tells this caller from the others of a component, in labels.
    pub label: String,
}

/// Who calls.
#[derive(Clone, PartialEq, Debug)]
pub enum Principal {
    /// A service of AWS.
    Service(&'static str),
    /// An identity, by its ARN.
    Identity(Expr),
}

/// What others need to use a component.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Endpoint {
    /// Whether it has a security group; see [`group`].
    pub grouped: bool,
    /// Whether others connect to it through that group.
    pub guarded: bool,
    /// The actions that a client needs, by the kind of its connection.
    pub actions: Vec<(ConnectionKind, &'static [&'static str])>,
    /// What those actions are allowed on.
    pub resources: Vec<Expr>,
    /// The actions that a consumer of its events needs, and on what.
    pub consume: Option<(&'static [&'static str], Expr)>,
    /// What a client must know, by the ending of the variable's name: `HOST`, `TABLE`.
    pub variables: Vec<(&'static str, Expr)>,
    /// The addresses of resources that must exist before a client starts.
    pub ready: Vec<String>,
    /// Its host name, for whoever forwards HTTP requests to it.
    pub domain: Option<Expr>,
    /// Its host name for readers who do not sign their requests, where that is another one.
    pub open_domain: Option<Expr>,
    /// What stands before every path of its address, such as `/prod`.
    pub path: String,
    /// The type of target group (`ip`, `instance`) in which it registers its units by itself.
    pub registers: Option<&'static str>,
}
