//! The shape of `zonewise/1`, as it is written and as the JSON Schema describes it.

use serde::Serialize;

use crate::model::{self, Values};

/// A design, as a file holds it.
#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(title = "zonewise/1"))]
pub struct File {
    /// Always `zonewise/1`.
    pub format: String,
    /// The design's name.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub name: String,
    /// The design's main region: an AWS region code such as `us-east-1`.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub region: String,
    /// Who hands the design in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta>,
    /// What the design is judged against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requirements: Option<Requirements>,
    /// Findings that the author ignores, with the reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub suppress: Vec<Suppression>,
    /// Arguments of Terraform's S3 backend: bucket, key, region, encrypt, `dynamodb_table` or `use_lockfile`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        not(target_arch = "wasm32"),
        schemars(with = "Option<std::collections::BTreeMap<String, serde_json::Value>>")
    )]
    pub backend: Option<Values>,
    /// Free notes on the whole design.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub extra: Values,
    /// The components, sorted by id.
    pub components: Vec<Component>,
    /// The connections, sorted by ends and id.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub connections: Vec<Connection>,
}

/// Who hands the design in; all optional.
#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(default))]
#[derive(Default)]
pub struct Meta {
    /// The author's name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// The author's student id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub student_id: String,
    /// The course.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub course: String,
    /// The date, as the author wrote it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub extra: Values,
}

/// What the design is judged against; all optional.
#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Requirements {
    /// Availability goal of every entry path, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_target: Option<f64>,
    /// Whether the design must survive the loss of a region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dr_required: Option<bool>,
    /// Budget in US dollars a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monthly_budget_usd: Option<f64>,
    /// `prod`, `dev`, ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// When recovery was last practised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drill_date: Option<String>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub extra: Values,
}

/// A finding that the author ignores.
#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Suppression {
    /// The rule's id, such as `HA012`.
    pub rule: String,
    /// The component it is ignored for; absent = everywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// Why.
    pub reason: String,
}

/// One component.
#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Component {
    /// Unique in the design.
    pub id: String,
    /// Type id, such as `alb`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Id of a `vpc` component, or a region code; absent = global.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// `public`, `private` or `isolated`; in a VPC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// Zone letters; their order carries meaning, the first is the primary's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub zones: Vec<String>,
    /// Settings by the Terraform AWS provider's argument names where one exists.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        schemars(with = "std::collections::BTreeMap<String, serde_json::Value>", default)
    )]
    pub settings: Values,
    /// Usage that overrides the traffic model, by the names of Infracost's usage file.
    #[serde(skip_serializing_if = "Values::is_empty")]
    #[cfg_attr(
        not(target_arch = "wasm32"),
        schemars(with = "std::collections::BTreeMap<String, serde_json::Value>", default)
    )]
    pub usage: Values,
    /// Position on the canvas: x, y.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<[Number; 2]>,
    /// Size on the canvas: width, height.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<[Number; 2]>,
    /// Free notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Why it is there; for the report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rationale: Option<String>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub extra: Values,
}

/// One connection.
#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Connection {
    /// Needed to tell parallel connections apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Id of the component that calls, reads or sends.
    pub from: String,
    /// Id of the component that is called, read or sent to.
    pub to: String,
    /// `request`, `data`, `event`, `replication`, `management`, `host` or `egress`.
    pub kind: String,
    /// `hard`, `soft` or `startup`; absent = the default by kind and head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dependency: Option<String>,
    /// Connections of one component with the same label are alternatives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The first choice among alternatives.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub primary: bool,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Settings: protocol, port, health check, and the like.
    #[serde(skip_serializing_if = "Values::is_empty")]
    #[cfg_attr(
        not(target_arch = "wasm32"),
        schemars(with = "std::collections::BTreeMap<String, serde_json::Value>", default)
    )]
    pub settings: Values,
    /// Fields that this version does not know.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub extra: Values,
}

/// A canvas coordinate; written without a fraction where it has none.
#[derive(Clone, Copy)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Number(pub f64);

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[expect(clippy::cast_possible_truncation, reason = "checked: whole and within 2^53")]
        if self.0.fract() == 0.0 && self.0.abs() < 9e15 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl From<&model::Design> for File {
    fn from(design: &model::Design) -> Self {
        let header = &design.header;
        Self {
            format: super::FORMAT.to_owned(),
            name: header.name.clone(),
            region: header.region.clone(),
            meta: (header.meta != model::Meta::default()).then(|| Meta {
                author: header.meta.author.clone(),
                student_id: header.meta.student_id.clone(),
                course: header.meta.course.clone(),
                date: header.meta.date.clone(),
                extra: header.meta.extra.clone(),
            }),
            requirements: (header.requirements != model::Requirements::default()).then(|| Requirements {
                availability_target: header.requirements.availability_target,
                dr_required: header.requirements.dr_required,
                monthly_budget_usd: header.requirements.monthly_budget_usd,
                environment: header.requirements.environment.clone(),
                drill_date: header.requirements.drill_date.clone(),
                extra: header.requirements.extra.clone(),
            }),
            suppress: header.suppress.iter().map(Suppression::from).collect(),
            backend: header.backend.clone(),
            notes: header.notes.clone(),
            extra: header.extra.clone(),
            components: design.components.values().map(Component::from).collect(),
            connections: design.connections.values().map(Connection::from).collect(),
        }
    }
}

impl From<&model::Suppression> for Suppression {
    fn from(suppression: &model::Suppression) -> Self {
        Self {
            rule: suppression.rule.clone(),
            component: suppression.component.as_ref().map(ToString::to_string),
            reason: suppression.reason.clone(),
        }
    }
}

impl From<&model::Component> for Component {
    fn from(component: &model::Component) -> Self {
        let mut settings = component.settings.clone();
        let zones: Vec<String> = component.zones.iter().map(ToString::to_string).collect();
        let is_vpc = component.kind == "vpc";
        if is_vpc {
            settings.insert("zones".to_owned(), zones.iter().cloned().map(serde_json::Value::from).collect());
        }
        Self {
            id: component.id.to_string(),
            kind: component.kind.clone(),
            name: component.name.clone(),
            place: match &component.place {
                model::Place::Global => None,
                model::Place::Region(region) => Some(region.clone()),
                model::Place::Vpc(vpc) => Some(vpc.to_string()),
            },
            tier: component.tier.map(|tier| tier.name().to_owned()),
            zones: if is_vpc { Vec::new() } else { zones },
            settings,
            usage: component.usage.clone(),
            at: component.at.map(|at| [Number(at.x), Number(at.y)]),
            size: component.size.map(|size| [Number(size.w), Number(size.h)]),
            notes: component.notes.clone(),
            rationale: component.rationale.clone(),
            extra: component.extra.clone(),
        }
    }
}

impl From<&model::Connection> for Connection {
    fn from(connection: &model::Connection) -> Self {
        Self {
            id: connection.key.id.clone(),
            from: connection.key.from.to_string(),
            to: connection.key.to.to_string(),
            kind: connection.kind.name().to_owned(),
            dependency: connection.dependency.map(|strength| strength.name().to_owned()),
            group: connection.group.clone(),
            primary: connection.primary,
            label: connection.label.clone(),
            settings: connection.settings.clone(),
            extra: connection.extra.clone(),
        }
    }
}
