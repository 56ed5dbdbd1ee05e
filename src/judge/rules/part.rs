//! A component as the rules see it: its node, its neighbours, and what follows from both.

use super::Facts;
use crate::catalog::{Behaviour, Scope, Settings, Support};
use crate::judge::PathVerdict;
use crate::model::{ConnectionKind, Dependency, Id, Zone};
use crate::order::Arrange as _;
use crate::system::{Link, Node, NodeIx, endpoint_for};

/// A component of the design, with its neighbours within reach.
#[derive(Clone, Copy)]
pub struct Part<'f> {
    facts: &'f Facts<'f>,
    /// Its index in the system.
    pub ix: NodeIx,
}

impl PartialEq for Part<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.ix == other.ix
    }
}

impl<'f> Part<'f> {
    /// The component at an index.
    pub fn new(facts: &'f Facts<'f>, ix: NodeIx) -> Self {
        Self { facts, ix }
    }

    /// The node.
    pub fn node(self) -> &'f Node<'f> {
        self.facts.system.node(self.ix)
    }

    /// Its id.
    pub fn id(self) -> &'f Id {
        &self.node().component.id
    }

    /// What it is called on screen.
    pub fn label(self) -> &'f str {
        self.node().component.label()
    }

    /// Its type id.
    pub fn kind(self) -> &'f str {
        &self.node().component.kind
    }

    /// Its settings with the service's defaults.
    pub fn settings(self) -> Settings<'f> {
        Settings::new(&self.node().component.settings, self.node().service.settings)
    }

    /// Whether its type is judged, or only drawn.
    pub fn is_judged(self) -> bool {
        self.node().service.support == Support::Full
    }

    /// Its zones, in order.
    pub fn zones(self) -> &'f [Zone] {
        &self.node().zones
    }

    /// The zones in which it can run as a load balancer's target: a fleet's list, a server's one zone.
    pub fn target_zones(self) -> &'f [Zone] {
        match (self.node().service.is_fleet(), self.kind()) {
            (true, _) => self.zones(),
            (false, "ec2") => self.zones().get(..1).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The VPC it is in.
    pub fn vpc(self) -> Option<Part<'f>> {
        self.node().vpc.map(|ix| self.facts.part(ix))
    }

    /// The links out of it, with their heads.
    pub fn links_out(self) -> impl Iterator<Item = (&'f Link<'f>, Part<'f>)> {
        self.facts.system.out_of(self.ix).map(move |link| (link, self.facts.part(link.to)))
    }

    /// The links into it, with their tails.
    pub fn links_in(self) -> impl Iterator<Item = (&'f Link<'f>, Part<'f>)> {
        self.facts.system.into_node(self.ix).map(move |link| (link, self.facts.part(link.from)))
    }

    /// The heads of its links of a kind, each once, in id order.
    pub fn heads(self, kind: ConnectionKind) -> Vec<Part<'f>> {
        once(self.links_out().filter(|(link, _)| link.kind == kind).map(|(_, head)| head))
    }

    /// The tails of its incoming links of a kind, each once, in id order.
    pub fn tails(self, kind: ConnectionKind) -> Vec<Part<'f>> {
        once(self.links_in().filter(|(link, _)| link.kind == kind).map(|(_, tail)| tail))
    }

    /// The servers and fleets that a load balancer spreads requests over.
    pub fn targets(self) -> Vec<Part<'f>> {
        let mut targets = self.heads(ConnectionKind::Request);
        targets.retain(|head| head.node().service.is_fleet() || head.kind() == "ec2");
        targets
    }

    /// What it can choose between: a load balancer's targets, and for all the heads with the same label.
    pub fn alternatives(self) -> Vec<Part<'f>> {
        let balances = matches!(self.kind(), "alb" | "nlb");
        once(self.links_out().filter(|(link, _)| balances || link.group.is_some()).map(|(_, head)| head))
    }

    /// The load balancers that it is a target of.
    pub fn balanced_by(self) -> Vec<Part<'f>> {
        let mut tails = self.tails(ConnectionKind::Request);
        tails.retain(|tail| matches!(tail.kind(), "alb" | "nlb"));
        tails
    }

    /// The NAT gateways that it uses, drawn or implied.
    pub fn nats(self) -> Vec<Part<'f>> {
        let mut nats = self.heads(ConnectionKind::Egress);
        nats.retain(|head| head.kind() == "nat_gateway");
        nats
    }

    /// Whether any way out of its VPC through a NAT gateway is hard.
    pub fn has_hard_egress(self) -> bool {
        self.links_out().any(|(link, _)| link.kind == ConnectionKind::Egress && link.strength == Some(Dependency::Hard))
    }

    /// Whether it is a NAT gateway in one zone.
    pub fn is_zonal_nat(self) -> bool {
        self.kind() == "nat_gateway" && self.settings().text("availability_mode") != "regional"
    }

    /// Whether it is a database of one instance.
    pub fn is_single_database(self) -> bool {
        self.kind() == "rds" && !self.settings().flag("multi_az") && !self.settings().flag("multi_az_cluster")
    }

    /// The zones that its units are in, each once, in order.
    pub fn unit_zones(self) -> Vec<Zone> {
        let mut zones: Vec<Zone> = self.node().resilience.units.iter().map(|unit| unit.zone).collect();
        zones.arrange();
        zones.dedup();
        zones
    }

    /// Whether it is a store in memory with a role other than that of a cache.
    pub fn holds_the_truth(self) -> bool {
        self.settings().text("role") != "cache"
    }

    /// Whether it is a store in memory with nodes in two zones of which one takes over for the other.
    pub fn fails_over_between_zones(self) -> bool {
        self.settings().flag("automatic_failover_enabled") && self.unit_zones().len() >= 2
    }

    /// What it cannot do without outside its VPC and that no endpoint of the VPC leads to, each once.
    pub fn outside(self) -> Vec<Part<'f>> {
        // Tasks that have no image or secret never start, so a container service needs them like a call.
        let starts = self.kind() == "ecs_service";
        let hard = self.links_out().filter(|(link, head)| {
            (link.strength == Some(Dependency::Hard) || (starts && link.strength == Some(Dependency::Startup)))
                && link.kind != ConnectionKind::Egress
                && head.node().vpc.is_none()
                && !head.node().service.scope.needs_vpc()
                && head.node().service.scope != Scope::Container
        });
        let mut heads = once(hard.map(|(_, head)| head));
        heads.retain(|head| !self.has_endpoint(head.kind()));
        heads
    }

    /// The protocol of an incoming request: that of the connection (of those who ask for the name, where a
    /// name leads here), else the component's own setting, else what its service offers; in capitals.
    pub fn protocol_of(self, link: &Link<'_>) -> String {
        let settings = self.settings();
        let offered = (self.node().service.offer)(&settings).protocol;
        let by_name = self.facts.part(link.from).asked_in().unwrap_or_default();
        let said = [link.settings().text("protocol"), by_name, settings.text("protocol"), offered];
        said.into_iter().find(|protocol| !protocol.is_empty()).unwrap_or_default().to_ascii_uppercase()
    }

    /// The protocol in which those who look up a name go on; `None` for what is no name, or where none says.
    fn asked_in(self) -> Option<&'f str> {
        let callers =
            self.links_in().filter(|(link, _)| self.kind() == "route53" && link.kind == ConnectionKind::Request);
        callers.map(|(link, _)| link.settings().text("protocol")).find(|protocol| !protocol.is_empty())
    }

    /// The file systems that it mounts.
    pub fn mounts(self) -> Vec<Part<'f>> {
        let mut heads = self.heads(ConnectionKind::Data);
        heads.retain(|head| head.kind() == "efs");
        heads
    }

    /// Whether it has an endpoint in its VPC that leads to a service.
    pub fn has_endpoint(self, service: &str) -> bool {
        endpoint_for(self.facts.system, self.node().vpc, service).is_some()
    }

    /// The path that it is on: the first request path, else the first event path.
    pub fn path(self) -> Option<&'f PathVerdict> {
        self.facts.path_of(self.ix)
    }

    /// Whether it is on a request path.
    pub fn is_on_request_path(self) -> bool {
        self.path().is_some_and(|path| !path.is_event)
    }

    /// The fewest members a fleet keeps by itself (`reliability.md` HA009).
    pub fn floor(self) -> i64 {
        let settings = self.settings();
        match self.kind() {
            "asg" => settings.whole("min_size").unwrap_or(1),
            "elastic_beanstalk" if settings.text("environment_type") == "SingleInstance" => 1,
            "elastic_beanstalk" => settings.whole("desired_capacity").or(settings.whole("min_size")).unwrap_or(1),
            _ => settings.whole("desired_count").unwrap_or(1),
        }
    }

    /// Whether its size is a setting that a fix can raise.
    pub fn has_size(self) -> bool {
        matches!(self.kind(), "asg" | "ecs_service")
    }

    /// The least and most members a fleet may have; `None` for a service that nothing scales, and for other types.
    pub fn bounds(self) -> Option<(usize, usize)> {
        let settings = self.settings();
        match self.kind() {
            "asg" => Some((settings.count("min_size"), settings.count("max_size"))),
            "ecs_service" if !settings.list("scaling_policies").is_empty() => {
                Some((settings.count("min_capacity"), settings.count("max_capacity")))
            }
            _ => None,
        }
    }

    /// How many members a fleet needs for its load.
    pub fn need(self) -> usize {
        match self.node().resilience.behaviour {
            Behaviour::Fleet { need } => need,
            _ => 1,
        }
    }

    /// Whether the application on a fleet can run on several members at once.
    pub fn is_clusterable(self) -> bool {
        self.settings().get("clusterable").and_then(serde_json::Value::as_bool).unwrap_or(true)
    }

    /// The largest number of its units in one zone.
    pub fn most_in_one_zone(self) -> usize {
        let units = &self.node().resilience.units;
        self.zones().iter().map(|zone| units.iter().filter(|unit| unit.zone == *zone).count()).max().unwrap_or(0)
    }
}

/// Each part once, in id order: linear but for the sort, because a part may have hundreds of neighbours.
fn once<'f>(parts: impl Iterator<Item = Part<'f>>) -> Vec<Part<'f>> {
    let mut parts: Vec<Part<'f>> = parts.collect();
    parts.arrange_by_key(|part| part.ix);
    parts.dedup();
    parts
}
