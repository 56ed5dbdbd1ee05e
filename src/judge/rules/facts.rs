//! What the rules read: the resolved system, the verdicts, and what follows from both, worked out once.
//!
//! Rules walk [`Part`]s: a component with its neighbours. They never walk the raw design.

use std::collections::BTreeMap;

use crate::catalog::{Behaviour, Scope, Settings, Support};
use crate::judge::{PathVerdict, Verdicts};
use crate::model::{ConnectionKind, Dependency, Id, Zone};
use crate::system::{Graph, Link, Node, NodeIx, System};

/// The facts of one design, built once for all rules.
pub struct Facts<'f> {
    /// The resolved system.
    pub system: &'f System<'f>,
    /// The verdicts on its paths.
    pub verdicts: &'f Verdicts,
    /// The graph of all links.
    pub graph: Graph<'f, 'f>,
    by_kind: BTreeMap<&'f str, Vec<NodeIx>>,
    /// For every node the first request path, else the first event path, whose closure holds it.
    path: Vec<Option<&'f PathVerdict>>,
}

impl<'f> Facts<'f> {
    /// Works out the facts of a system.
    pub fn of(system: &'f System<'f>, verdicts: &'f Verdicts) -> Self {
        let mut by_kind: BTreeMap<&str, Vec<NodeIx>> = BTreeMap::new();
        for (ix, node) in system.each_node() {
            by_kind.entry(node.kind()).or_default().push(ix);
        }
        let mut path = vec![None; system.nodes.len()];
        for verdict in &verdicts.paths {
            for ix in verdict.closure.iter().filter_map(|id| system.find(id)) {
                if let Some(first @ None) = path.get_mut(ix.0 as usize) {
                    *first = Some(verdict);
                }
            }
        }
        Self { system, verdicts, graph: Graph::of(system), by_kind, path }
    }

    /// The component at an index.
    pub fn part(&'f self, ix: NodeIx) -> Part<'f> {
        Part { facts: self, ix }
    }

    /// The component of an id.
    pub fn find(&'f self, id: &str) -> Option<Part<'f>> {
        self.system.find(id).map(|ix| self.part(ix))
    }

    /// Every component of a kind, whether it is judged yet or not, in id order.
    pub fn drawn(&'f self, kind: &str) -> impl Iterator<Item = Part<'f>> {
        self.by_kind.get(kind).into_iter().flatten().map(|ix| self.part(*ix))
    }

    /// The components of these kinds that are judged, in the order of the kinds, then of the ids.
    ///
    /// Types that are only drawn are named as not judged, so no rule speaks about them.
    pub fn of_kinds(&'f self, kinds: &'static [&'static str]) -> impl Iterator<Item = Part<'f>> {
        kinds.iter().flat_map(|kind| self.drawn(kind)).filter(|part| part.is_judged())
    }

    /// The fleets that are judged: Auto Scaling groups, container services, Beanstalk environments.
    pub fn fleets(&'f self) -> impl Iterator<Item = Part<'f>> {
        self.of_kinds(&["asg", "ecs_service", "eks", "elastic_beanstalk"])
    }

    /// The load balancers that are judged.
    pub fn balancers(&'f self) -> impl Iterator<Item = Part<'f>> {
        self.of_kinds(&["alb", "nlb"])
    }

    /// The compute components that are judged, in id order.
    pub fn compute(&'f self) -> impl Iterator<Item = Part<'f>> {
        let parts = self.system.each_node().map(|(ix, _)| self.part(ix));
        parts.filter(|part| part.node().service.is_compute() && part.is_judged())
    }

    /// The request paths that work as drawn, with their entries.
    pub fn request_paths(&'f self) -> impl Iterator<Item = (&'f PathVerdict, Part<'f>)> {
        self.working_paths().filter(|(path, _)| !path.is_event)
    }

    /// The paths that work as drawn, with their entries.
    pub fn working_paths(&'f self) -> impl Iterator<Item = (&'f PathVerdict, Part<'f>)> {
        self.verdicts.paths.iter().filter(|path| !path.broken).filter_map(|path| Some((path, self.find(&path.entry)?)))
    }

    /// What an id is called on screen.
    pub fn label(&'f self, id: &'f Id) -> &'f str {
        self.find(id).map_or(id, |part| part.label())
    }

    /// Whether the design must survive the loss of a region.
    pub fn needs_recovery(&self) -> bool {
        self.system.design.header.requirements.dr_required == Some(true)
    }

    /// Whether the design is declared as a development design.
    pub fn is_dev(&self) -> bool {
        self.system.design.header.requirements.environment.as_deref() == Some("dev")
    }
}

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

    /// What it cannot do without outside its VPC and that no endpoint of the VPC leads to, each once.
    pub fn outside(self) -> Vec<Part<'f>> {
        let hard = self.links_out().filter(|(link, head)| {
            link.strength == Some(Dependency::Hard)
                && link.kind != ConnectionKind::Egress
                && head.node().vpc.is_none()
                && !head.node().service.scope.needs_vpc()
                && head.node().service.scope != Scope::Container
        });
        let mut heads = once(hard.map(|(_, head)| head));
        heads.retain(|head| !self.has_endpoint(head.kind()));
        heads
    }

    /// The protocol of an incoming request: that of the connection, else the component's own setting, else
    /// what its service offers; in capitals.
    pub fn protocol_of(self, link: &Link<'_>) -> String {
        let settings = self.settings();
        let offered = (self.node().service.offer)(&settings).protocol;
        let said = [link.settings().text("protocol"), settings.text("protocol"), offered];
        said.into_iter().find(|protocol| !protocol.is_empty()).unwrap_or_default().to_uppercase()
    }

    /// The file systems that it mounts.
    pub fn mounts(self) -> Vec<Part<'f>> {
        let mut heads = self.heads(ConnectionKind::Data);
        heads.retain(|head| head.kind() == "efs");
        heads
    }

    /// Whether it has an endpoint in its VPC that leads to a service.
    pub fn has_endpoint(self, service: &str) -> bool {
        let Some(vpc) = self.node().vpc else { return false };
        self.facts.drawn("vpc_endpoint").filter(|endpoint| endpoint.node().vpc == Some(vpc)).any(|endpoint| {
            let name = endpoint.settings().text("service_name");
            let mut heads = endpoint.links_out().map(|(_, head)| head.kind()).peekable();
            match (name.is_empty(), heads.peek()) {
                (true, None) => matches!(service, "s3" | "dynamodb"),
                _ => name.rsplit('.').next() == Some(service) || heads.any(|kind| kind == service),
            }
        })
    }

    /// The path that it is on: the first request path, else the first event path.
    pub fn path(self) -> Option<&'f PathVerdict> {
        self.facts.path.get(self.ix.0 as usize).copied().flatten()
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
    parts.sort_by_key(|part| part.ix);
    parts.dedup();
    parts
}
