//! What is drawn, and what a drawing implies: strengths of connections (B.2), egress (B.3).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{COMPUTE, IN_ZONES, Link, Meaning, Node, Oracle};

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}

impl Oracle {
    /// Reads a saved design.
    pub fn of(file: &Value) -> Self {
        let main_region = text(file, "region").unwrap_or_default().to_owned();
        let none = Vec::new();
        let components = file.get("components").and_then(Value::as_array).unwrap_or(&none);
        let connections = file.get("connections").and_then(Value::as_array).unwrap_or(&none);
        let vpcs: BTreeMap<&str, &str> = components
            .iter()
            .filter(|component| text(component, "type") == Some("vpc"))
            .filter_map(|vpc| Some((text(vpc, "id")?, text(vpc, "in").unwrap_or(&main_region))))
            .collect();
        let mut nodes = BTreeMap::new();
        for component in components {
            let place = text(component, "in");
            let vpc = place.filter(|place| vpcs.contains_key(place));
            let region = match vpc {
                Some(vpc) => Some(vpcs[vpc].to_owned()),
                None => place.map(str::to_owned),
            };
            let letters = component.get("zones").and_then(Value::as_array).unwrap_or(&none);
            let mut node = Node {
                kind: text(component, "type").unwrap_or_default().to_owned(),
                region,
                vpc: vpc.map(str::to_owned),
                tier: text(component, "tier").unwrap_or_default().to_owned(),
                zones: letters.iter().filter_map(|letter| letter.as_str()?.chars().next()).collect(),
                settings: component.get("settings").and_then(Value::as_object).cloned().unwrap_or_default(),
                units: Vec::new(),
            };
            node.units = node.units().unwrap_or_default();
            nodes.insert(text(component, "id").unwrap_or_default().to_owned(), node);
        }
        let mut oracle = Self {
            nodes,
            links: Vec::new(),
            events: Vec::new(),
            requests: Vec::new(),
            touched: BTreeSet::new(),
            alarmed: BTreeSet::new(),
        };
        for connection in connections {
            oracle.read(connection);
        }
        oracle.imply_egress();
        oracle.decide_egress();
        oracle
    }

    pub(super) fn node(&self, id: &str) -> &Node {
        &self.nodes[id]
    }

    fn read(&mut self, connection: &Value) {
        let from = text(connection, "from").unwrap_or_default().to_owned();
        let to = text(connection, "to").unwrap_or_default().to_owned();
        let kind = text(connection, "kind").unwrap_or_default().to_owned();
        self.touched.insert(from.clone());
        if kind == "request" {
            let admin = connection.get("settings").is_some_and(|settings| text(settings, "purpose") == Some("admin"));
            if !admin {
                self.requests.push((from.clone(), to.clone()));
            }
        }
        if kind == "event" {
            self.events.push((from.clone(), to.clone()));
        }
        let recovers = || connection.get("settings").is_some_and(|set| text(set, "action") == Some("recover"));
        if kind == "management" && self.node(&from).kind == "cloudwatch_alarm" && recovers() {
            self.alarmed.insert(to.clone());
        }
        if matches!(&*kind, "event" | "replication" | "management") {
            return;
        }
        let head = self.node(&to);
        let default = match &*head.kind {
            "elasticache" if head.word("role", "cache") == "cache" => "soft",
            "ecr" | "secrets_manager" | "ssm_parameter" => "startup",
            // A log group is an attachment as well (D).
            "cloudwatch_alarm" | "backup" | "acm" | "cloudwatch_logs" => "none",
            // B.2, for what is drawn to a gateway as no egress; gateways need nothing themselves.
            "nat_gateway" => "soft",
            _ => "hard",
        };
        let given = text(connection, "dependency");
        let strength = match (given, &*kind) {
            (Some(given), _) => given,
            (None, "egress") => "undecided",
            (None, _) => default,
        };
        let tail = self.node(&from);
        let is_balancer = matches!(&*tail.kind, "alb" | "nlb");
        let meaning = match (&*kind, &*head.kind) {
            ("egress", _) => Meaning::Egress,
            ("data", "efs") => Meaning::Mount,
            // What has no units at all is nowhere, so it cannot be elsewhere.
            ("data", "ebs") | ("host", _) if head.units().is_some() => Meaning::Beside,
            _ if is_balancer && (head.is_fleet() || head.kind == "ec2") => Meaning::Target,
            _ => Meaning::Plain,
        };
        self.links.push(Link {
            strength: strength.to_owned(),
            group: text(connection, "group").map(str::to_owned),
            primary: connection.get("primary").and_then(Value::as_bool).unwrap_or(false),
            from,
            to,
            kind,
            meaning,
        });
    }

    /// B.3: a private compute component without a drawn egress uses its VPC's gateways: in each of its
    /// zones the one there, else a regional one, else the first choice.
    fn imply_egress(&mut self) {
        let mut implied = Vec::new();
        for (id, node) in &self.nodes {
            let drawn = self.links.iter().any(|link| link.from == *id && link.kind == "egress");
            if drawn || !COMPUTE.contains(&&*node.kind) || node.tier != "private" || node.vpc.is_none() {
                continue;
            }
            let all: Vec<Link> = self
                .nodes
                .iter()
                .filter(|(_, nat)| nat.kind == "nat_gateway" && nat.vpc == node.vpc)
                .map(|(nat, gateway)| Link {
                    from: id.clone(),
                    to: nat.clone(),
                    kind: "egress".to_owned(),
                    strength: "undecided".to_owned(),
                    group: None,
                    primary: gateway.flag("primary"),
                    meaning: Meaning::Egress,
                })
                .collect();
            let table: Vec<&Link> = all.iter().collect();
            let used: BTreeSet<String> =
                node.zones.iter().filter_map(|zone| Some(self.route(id, &table, Some(*zone))?.to.clone())).collect();
            implied.extend(all.into_iter().filter(|link| used.contains(&link.to)));
        }
        self.links.extend(implied);
    }

    /// B.3: an egress is hard by default when the component needs something outside VPCs that its VPC
    /// has no endpoint for.
    fn decide_egress(&mut self) {
        let strengths: Vec<&str> = self
            .links
            .iter()
            .map(|link| {
                let needs_outside = self.links.iter().any(|other| {
                    other.from == link.from
                        && other.strength == "hard"
                        && other.kind != "egress"
                        && self.is_outside(&other.to)
                        && !self.has_endpoint(&link.from, &other.to)
                });
                if needs_outside { "hard" } else { "soft" }
            })
            .collect();
        let strengths: Vec<String> = strengths.into_iter().map(str::to_owned).collect();
        for (link, decided) in self.links.iter_mut().zip(strengths) {
            if link.strength == "undecided" {
                link.strength = decided;
            }
        }
    }

    fn is_outside(&self, id: &str) -> bool {
        let node = self.node(id);
        node.vpc.is_none() && !IN_ZONES.contains(&&*node.kind) && node.kind != "vpc_endpoint" && node.kind != "vpc"
    }

    /// B.3: "its VPC has an endpoint": by the service's name as AWS writes it, by a drawn connection, or, for a
    /// gateway endpoint that says neither, both services that have such endpoints.
    fn has_endpoint(&self, from: &str, to: &str) -> bool {
        let (vpc, wanted) = (&self.node(from).vpc, &self.node(to).kind);
        let name = match &**wanted {
            "secrets_manager" => "secretsmanager",
            "ssm_parameter" => "ssm",
            other => other,
        };
        vpc.is_some()
            && self.nodes.iter().any(|(id, node)| {
                let (named, is_gateway) = (node.word("service_name", ""), node.units().is_none());
                node.kind == "vpc_endpoint"
                    && node.vpc == *vpc
                    && (named.rsplit('.').next() == Some(name)
                        || self.links.iter().any(|link| link.from == *id && self.node(&link.to).kind == *wanted)
                        || (is_gateway
                            && named.is_empty()
                            && matches!(&**wanted, "s3" | "dynamodb")
                            && !self.touched.contains(id)))
            })
    }

    /// The gateway that a route table leads to from a zone.
    pub(super) fn route<'a>(&self, from: &str, table: &[&'a Link], zone: Option<char>) -> Option<&'a Link> {
        let mut by_choice: Vec<&Link> = table.to_vec();
        by_choice.sort_by_key(|link| (!link.primary, link.to.clone()));
        let here = by_choice.iter().find(|link| {
            let nat = self.node(&link.to);
            nat.region == self.node(from).region && nat.units().is_some() && nat.units.first().copied() == zone
        });
        let regional = by_choice.iter().find(|link| self.node(&link.to).units().is_none());
        here.filter(|_| zone.is_some()).or(regional).or(by_choice.first()).copied()
    }
}
