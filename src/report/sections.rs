//! What the drawing says under a heading. A section that has nothing to say writes nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::PICTURE;
use super::markdown::{Page, escaped};
use crate::analysis::Analysis;
use crate::judge::{Failure, Outcome};
use crate::model::{Component, ConnectionKind, Design, Place, Value, without_secrets};
use crate::system::{Link, Node, System, subnets};
use crate::terraform::Export;
use crate::wording;

/// What a report is made of.
pub struct Source<'a> {
    /// The design.
    pub design: &'a Design,
    /// What is derived of it.
    pub analysis: &'a Analysis,
    /// It, resolved.
    pub system: &'a System<'a>,
    /// Its Terraform.
    pub export: &'a Export,
    /// Where the picture lies.
    pub picture: &'a str,
}

/// A part of a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Section {
    /// The picture.
    Diagram,
    /// The author's notes on the design, and its requirements.
    Purpose,
    /// Every component with its settings and the reason for it.
    Components,
    /// Every connection: from, to, protocol, port.
    Flows,
    /// VPCs, zones, subnets.
    Network,
    /// The paths through security groups.
    Groups,
    /// The actions of every role.
    Permissions,
    /// Encryption, ways in, secrets, web filters.
    Protection,
    /// Availability, class and weak points of each path.
    Availability,
    /// Every failure against every path.
    Drills,
    /// Floors, limits, policies.
    Scaling,
    /// Alarms, logs, health checks.
    Monitoring,
    /// How new versions arrive.
    Deployment,
    /// The estimate line by line.
    Cost,
    /// What the estimate leaves out.
    NotCounted,
    /// What rules find fault with.
    Findings,
    /// The listing.
    Terraform,
}

impl Section {
    /// Its heading where a chapter has several.
    pub fn title(self) -> &'static str {
        match self {
            Self::Diagram => "Diagram",
            Self::Purpose => "Purpose",
            Self::Components => "Components",
            Self::Flows => "Data flows",
            Self::Network => "Network",
            Self::Groups => "Who may talk to whom",
            Self::Permissions => "Permissions",
            Self::Protection => "Protection",
            Self::Availability => "Availability",
            Self::Drills => "Failure drills",
            Self::Scaling => "Scaling",
            Self::Monitoring => "Monitoring",
            Self::Deployment => "Deployment",
            Self::Cost => "Estimate",
            Self::NotCounted => "Not counted",
            Self::Findings => "Findings",
            Self::Terraform => "Terraform",
        }
    }

    /// Writes it.
    pub fn write(self, source: &Source<'_>, page: &mut Page) {
        match self {
            Self::Diagram => diagram(source, page),
            Self::Purpose => purpose(source, page),
            Self::Components => components(source, page),
            Self::Flows => flows(source, page),
            Self::Network => network(source, page),
            Self::Groups => groups(source, page),
            Self::Permissions => permissions(source, page),
            Self::Protection => {
                kinds(source, page, &["waf", "acm", "cognito", "kms", "secrets_manager", "ssm_parameter", "shield"])
            }
            Self::Availability => availability(source, page),
            Self::Drills => drills(source, page),
            Self::Scaling => scaling(source, page),
            Self::Monitoring => monitoring(source, page),
            Self::Deployment => kinds(source, page, &["codedeploy", "codepipeline", "codebuild", "ecr"]),
            Self::Cost => cost(source, page),
            Self::NotCounted => not_counted(source, page),
            Self::Findings => findings(source, page),
            Self::Terraform => terraform(source, page),
        }
    }
}

/// The cover: name, author, course, date.
pub fn cover(source: &Source<'_>, page: &mut Page) {
    let header = &source.design.header;
    page.heading(1, if header.name.trim().is_empty() { "Untitled design" } else { &header.name });
    let meta = &header.meta;
    let said = [
        ("Author", &meta.author),
        ("Student id", &meta.student_id),
        ("Course", &meta.course),
        ("Date", &meta.date),
        ("Region", &header.region),
    ];
    let items: Vec<String> = said
        .iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(name, text)| format!("{name}: {}", escaped(text)))
        .collect();
    page.list(&items);
}

fn diagram(source: &Source<'_>, page: &mut Page) {
    if !source.design.components.is_empty() {
        let picture = if source.picture.is_empty() { PICTURE } else { source.picture };
        page.paragraph(&format!("![The drawing]({})", picture.replace([' ', '(', ')', '<', '>'], "_")));
    }
}

fn purpose(source: &Source<'_>, page: &mut Page) {
    if let Some(notes) = source.design.header.notes.as_deref().filter(|notes| !notes.trim().is_empty()) {
        page.own(notes);
    }
    let required = &source.design.header.requirements;
    let mut items = Vec::new();
    items.extend(required.availability_target.map(|target| format!("Availability of at least {} %", target * 100.0)));
    items.extend(required.dr_required.filter(|required| *required).map(|_| "Survives the loss of a region".to_owned()));
    items.extend(required.monthly_budget_usd.map(|budget| format!("At most {budget} USD a month")));
    items.extend(required.environment.as_ref().map(|name| format!("Environment: {}", escaped(name))));
    page.list(&items);
}

/// The settings that are set, as `name = value`; secrets hidden.
fn settings(component: &Component) -> String {
    let said = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let set: Vec<String> =
        without_secrets(component).iter().map(|(name, value)| format!("{name} = {}", said(value))).collect();
    escaped(&set.join(", "))
}

fn place(node: &Node<'_>) -> String {
    let zones: String = node.zones.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let mut said = match &node.component.place {
        Place::Global => "global".to_owned(),
        Place::Region(region) => region.clone(),
        Place::Vpc(vpc) => format!("VPC {vpc}"),
    };
    if let Some(tier) = node.tier {
        said += &format!(", {}", tier.name());
    }
    if !zones.is_empty() {
        said += &format!(", {} {zones}", if node.zones.len() == 1 { "zone" } else { "zones" });
    }
    escaped(&said)
}

fn component_rows<'a>(nodes: impl Iterator<Item = &'a Node<'a>>) -> Vec<Vec<String>> {
    nodes
        .map(|node| {
            let reason = node.component.rationale.as_deref().map_or_else(|| "*no reason given*".to_owned(), escaped);
            vec![
                escaped(node.component.label()),
                escaped(if node.service.id.is_empty() { node.kind() } else { node.service.name }),
                place(node),
                settings(node.component),
                reason,
            ]
        })
        .collect()
}

fn components(source: &Source<'_>, page: &mut Page) {
    let rows = component_rows(source.system.nodes.iter());
    page.table(&["Component", "Service", "Where", "Settings", "Reason"], &rows);
}

/// The components of some types, with their settings.
fn kinds(source: &Source<'_>, page: &mut Page, kinds: &[&str]) {
    let rows = component_rows(source.system.nodes.iter().filter(|node| kinds.contains(&node.kind())));
    page.table(&["Component", "Service", "Where", "Settings", "Reason"], &rows);
}

/// Protocol and port of a link: as drawn, else what the head offers.
fn protocol(source: &Source<'_>, link: &Link<'_>) -> (String, String) {
    let head = source.system.node(link.to);
    let offer = (head.service.offer)(&head.settings());
    let settings = link.settings();
    let protocol = match settings.text("protocol") {
        "" => offer.protocol,
        said => said,
    };
    let port = settings.raw().get("port").and_then(Value::as_u64).unwrap_or_else(|| offer.port.into());
    (escaped(protocol), if port == 0 { String::new() } else { port.to_string() })
}

fn flows(source: &Source<'_>, page: &mut Page) {
    let label = |ix| escaped(source.system.node(ix).component.label());
    let rows: Vec<Vec<String>> = source
        .system
        .links
        .iter()
        .map(|link| {
            let (protocol, port) = match link.kind {
                ConnectionKind::Request | ConnectionKind::Data => protocol(source, link),
                _ => Default::default(),
            };
            let what = link.drawn.and_then(|drawn| drawn.label.as_deref()).map_or_else(String::new, escaped);
            let need = link.strength.map_or("none", crate::model::Dependency::name);
            let kind = if link.drawn.is_some() { link.kind.name().to_owned() } else { "egress (implied)".to_owned() };
            vec![label(link.from), label(link.to), kind, protocol, port, need.to_owned(), what]
        })
        .collect();
    page.table(&["From", "To", "Kind", "Protocol", "Port", "Dependency", "What"], &rows);
}

fn network(source: &Source<'_>, page: &mut Page) {
    let mut rows = Vec::new();
    for node in source.system.nodes.iter().filter(|node| node.kind() == "vpc") {
        for subnet in subnets(source.design, node.id()) {
            let route = match subnet.tier {
                crate::model::Tier::Public => "internet gateway",
                crate::model::Tier::Private => "NAT gateway where one is drawn",
                crate::model::Tier::Isolated => "none",
            };
            rows.push(vec![
                escaped(node.component.label()),
                escaped(node.settings().text("cidr_block")),
                format!("{}{}", escaped(node.region.unwrap_or_default()), subnet.zone),
                subnet.tier.name().to_owned(),
                subnet.cidr.map(|cidr| cidr.to_string()).unwrap_or_default(),
                route.to_owned(),
            ]);
        }
    }
    page.table(&["VPC", "Range", "Zone", "Subnet", "Subnet's range", "Default route"], &rows);
}

fn groups(source: &Source<'_>, page: &mut Page) {
    let mut rows = Vec::new();
    for link in &source.system.links {
        let (from, to) = (source.system.node(link.from), source.system.node(link.to));
        let calls = matches!(link.kind, ConnectionKind::Request | ConnectionKind::Data);
        if calls && to.vpc.is_some() {
            let (protocol, port) = protocol(source, link);
            rows.push(vec![
                escaped(from.component.label()),
                escaped(to.component.label()),
                protocol,
                port,
                String::new(),
            ]);
        }
    }
    for node in &source.system.nodes {
        for entry in node.settings().list("ingress") {
            let text = |name: &str| entry.get(name).map(|value| escaped(&value.to_string())).unwrap_or_default();
            rows.push(vec![
                text("cidr_blocks") + &text("security_groups"),
                escaped(node.component.label()),
                text("protocol"),
                format!("{}-{}", text("from_port"), text("to_port")),
                "drawn rule".to_owned(),
            ]);
        }
    }
    page.table(&["From", "To", "Protocol", "Port", "Note"], &rows);
}

/// The actions in the policies of the export, by the policy's label.
fn permissions(source: &Source<'_>, page: &mut Page) {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in source.export.files.iter().filter(|file| file.path.ends_with(".tf")) {
        let mut policy: Option<String> = None;
        for line in file.text.lines() {
            if let Some(rest) = line.strip_prefix("resource \"aws_iam_role_policy\" \"") {
                policy = rest.split('"').next().map(str::to_owned);
            } else if line == "}" {
                policy = None;
            } else if let Some(label) = &policy {
                let actions = line.split('"').skip(1).step_by(2).filter(|text| is_action(text));
                found.entry(label.clone()).or_default().extend(actions.map(str::to_owned));
            }
        }
    }
    let rows: Vec<Vec<String>> = found
        .into_iter()
        .filter(|(_, actions)| !actions.is_empty())
        .map(|(label, actions)| vec![escaped(&label), escaped(&actions.into_iter().collect::<Vec<_>>().join(", "))])
        .collect();
    page.table(&["Role policy", "Actions"], &rows);
}

fn is_action(text: &str) -> bool {
    text.split_once(':').is_some_and(|(service, action)| {
        let plain = |text: &str, more: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
        };
        plain(service, "-")
            && service.starts_with(|c: char| c.is_ascii_lowercase())
            && plain(action, "*")
            && action.starts_with(|c: char| c.is_ascii_uppercase() || c == '*')
    })
}

fn availability(source: &Source<'_>, page: &mut Page) {
    let list = |ids: &[crate::model::Id]| {
        if ids.is_empty() {
            "none".to_owned()
        } else {
            escaped(&ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", "))
        }
    };
    let mut rows = Vec::new();
    for path in &source.analysis.verdicts.paths {
        if path.broken {
            rows.push(vec![
                escaped(&path.name),
                "does not serve as drawn".to_owned(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                list(&path.broken_because),
            ]);
            continue;
        }
        let bound = if path.availability.is_exact() { "" } else { "at least " };
        rows.push(vec![
            escaped(&path.name),
            format!("{bound}{}", wording::availability(path.availability.unavailability)),
            wording::downtime(path.availability.downtime_minutes_per_year()),
            path.instance.name().to_owned(),
            path.zone.name().to_owned(),
            path.region.name().to_owned(),
            list(&path.spof_instance),
        ]);
    }
    if rows.is_empty() {
        return;
    }
    page.table(
        &[
            "Path",
            "Availability",
            "Downtime",
            "An instance fails",
            "A zone fails",
            "A region fails",
            "Single points of failure",
        ],
        &rows,
    );
    for path in source.analysis.verdicts.paths.iter().filter(|path| !path.broken) {
        let steps: Vec<Vec<String>> = path
            .availability
            .steps
            .iter()
            .map(|step| {
                let ids: Vec<&str> = step.components.iter().map(|id| id.as_str()).collect();
                vec![escaped(&ids.join(", ")), step.value.to_string(), escaped(&step.how), escaped(&step.as_of)]
            })
            .collect();
        page.paragraph(&format!("Worked sum of {}:", escaped(&path.name)));
        page.table(&["Component", "Availability", "From", "As of"], &steps);
    }
    page.paragraph("Figures of service level agreements are promises of a refund, not measurements.");
}

fn drills(source: &Source<'_>, page: &mut Page) {
    let rows: Vec<Vec<String>> = source
        .analysis
        .verdicts
        .drills
        .iter()
        .filter(|drill| drill.outcome != Outcome::Continues || !matches!(drill.failure, Failure::Instance { .. }))
        .map(|drill| {
            let because: Vec<&str> = drill.because.iter().map(|id| id.as_str()).collect();
            vec![
                escaped(&wording::failure(source.system, &drill.failure)),
                escaped(&drill.path),
                drill.outcome.name().to_owned(),
                escaped(&because.join(", ")),
                wording::span(drill.rto, "no automatic end"),
                wording::span(drill.rpo, "everything since the last copy"),
            ]
        })
        .collect();
    page.table(&["What fails", "Path", "Outcome", "Because of", "Recovery time", "Data lost"], &rows);
}

fn scaling(source: &Source<'_>, page: &mut Page) {
    let mut rows = Vec::new();
    for node in source.system.nodes.iter().filter(|node| node.service.is_fleet()) {
        let settings = node.settings();
        let first = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| settings.whole(name))
                .map_or_else(|| "1".to_owned(), |number| number.to_string())
        };
        let policies: Vec<String> = settings
            .list("scaling_policies")
            .iter()
            .map(|policy| {
                let text = |name: &str| {
                    policy.get(name).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                };
                [
                    text("policy_type"),
                    text("predefined_metric_type").or_else(|| text("metric_name")),
                    text("target_value"),
                ]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ")
            })
            .collect();
        rows.push(vec![
            escaped(node.component.label()),
            first(&["min_size", "min_capacity", "desired_count"]),
            first(&["desired_capacity", "desired_count", "min_size"]),
            first(&["max_size", "max_capacity", "desired_count"]),
            if policies.is_empty() { "none".to_owned() } else { escaped(&policies.join("; ")) },
        ]);
    }
    page.table(&["Component", "Least", "Desired", "Most", "Policies"], &rows);
}

fn monitoring(source: &Source<'_>, page: &mut Page) {
    kinds(source, page, &["cloudwatch_alarm", "cloudwatch_logs", "sns", "xray"]);
    let mut rows = Vec::new();
    for link in &source.system.links {
        if let Some(check) = link.settings().raw().get("health_check") {
            let label = |ix| escaped(source.system.node(ix).component.label());
            rows.push(vec![label(link.from), label(link.to), escaped(&check.to_string())]);
        }
    }
    page.table(&["Asks", "Whether", "Health check"], &rows);
}

fn cost(source: &Source<'_>, page: &mut Page) {
    let estimate = &source.analysis.estimate;
    if estimate.components.is_empty() && estimate.account.is_empty() {
        return;
    }
    page.paragraph(&format!(
        "**{} a month** expected, {} at the least, {} at the most, in {} with {} hours a month{}.",
        escaped(&wording::money(estimate.total.expected)),
        escaped(&wording::money(estimate.total.min)),
        escaped(&wording::money(estimate.total.max)),
        escaped(&estimate.region),
        estimate.hours,
        if estimate.complete { "" } else { "; incomplete, see what is not counted" },
    ));
    let row = |whose: &str, line: &crate::cost::Line| {
        vec![
            escaped(whose),
            escaped(&line.name),
            escaped(&line.formula),
            escaped(&wording::money(line.monthly.expected)),
            escaped(line.assumption.as_deref().unwrap_or("")),
            escaped(&format!("{}, {}", line.source, line.as_of)),
        ]
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for component in &estimate.components {
        rows.extend(component.lines.iter().map(|line| row(component.id.as_str(), line)));
    }
    rows.extend(estimate.account.iter().map(|line| row("account", line)));
    page.table(&["Component", "Line", "Formula", "Monthly", "Assumption", "Price from"], &rows);
}

fn not_counted(source: &Source<'_>, page: &mut Page) {
    let rows: Vec<Vec<String>> = source
        .analysis
        .estimate
        .not_counted
        .iter()
        .map(|entry| {
            let whose = entry.component.as_ref().map_or("design", |id| id.as_str());
            vec![escaped(whose), escaped(&entry.what), escaped(&entry.why)]
        })
        .collect();
    page.table(&["Component", "What", "Why"], &rows);
}

fn findings(source: &Source<'_>, page: &mut Page) {
    let rows: Vec<Vec<String>> = source
        .analysis
        .findings
        .iter()
        .map(|finding| {
            let fixes: Vec<&str> = finding.fixes.iter().map(|fix| fix.label.as_str()).collect();
            vec![
                finding.severity.name().to_owned(),
                finding.rule.to_owned(),
                escaped(&finding.message),
                escaped(&fixes.join("; ")),
            ]
        })
        .collect();
    page.table(&["Severity", "Rule", "What", "Improvement"], &rows);
    let ignored: Vec<String> = source
        .analysis
        .suppressed
        .iter()
        .map(|(finding, reason)| {
            format!("{} on {} is ignored: {}", finding.rule, escaped(&finding.cause), escaped(reason))
        })
        .collect();
    page.list(&ignored);
}

fn terraform(source: &Source<'_>, page: &mut Page) {
    for file in source.export.files.iter().filter(|file| file.path.ends_with(".tf")) {
        page.paragraph(&format!("`{}`", file.path.replace('`', "")));
        page.listing("hcl", &file.text);
    }
    let left: Vec<String> = source
        .export
        .not_exported
        .iter()
        .map(|entry| format!("{}: {}", escaped(entry.component.as_str()), escaped(&entry.why)))
        .collect();
    if !left.is_empty() {
        page.paragraph("Not exported, or exported otherwise than drawn:");
        page.list(&left);
    }
}
