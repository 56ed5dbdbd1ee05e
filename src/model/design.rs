//! The whole drawing.

use std::collections::BTreeMap;

use super::{Component, Connection, ConnectionKey, Id, Place, Values};

/// Who hands the design in; all fields may be empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Meta {
    /// The author's name.
    pub author: String,
    /// The author's student id.
    pub student_id: String,
    /// The course.
    pub course: String,
    /// The date, as the author wrote it.
    pub date: String,
    /// Fields of the file that this version does not know.
    pub extra: Values,
}

/// What the design is judged against.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Requirements {
    /// Availability goal of every entry path, 0 to 1.
    pub availability_target: Option<f64>,
    /// Whether the design must survive the loss of a region.
    pub dr_required: Option<bool>,
    /// Budget in US dollars a month.
    pub monthly_budget_usd: Option<f64>,
    /// `prod`, `dev`, ...
    pub environment: Option<String>,
    /// When recovery was last practised, as the author wrote it.
    pub drill_date: Option<String>,
    /// Fields of the file that this version does not know.
    pub extra: Values,
}

/// A finding that the author ignores, with the reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suppression {
    /// The rule's id.
    pub rule: String,
    /// The component it is ignored for; `None` = everywhere.
    pub component: Option<Id>,
    /// Why.
    pub reason: String,
}

/// Everything about a design that is not a component or a connection.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Header {
    /// The design's name.
    pub name: String,
    /// The design's main region, an AWS region code.
    pub region: String,
    /// Who and when.
    pub meta: Meta,
    /// What to judge against.
    pub requirements: Requirements,
    /// Ignored findings.
    pub suppress: Vec<Suppression>,
    /// Arguments of Terraform's S3 backend.
    pub backend: Option<Values>,
    /// Free notes.
    pub notes: Option<String>,
    /// Fields of the file that this version does not know.
    pub extra: Values,
}

/// The drawing: the only ground state.
///
/// Plain data with ordered maps, so that everything derived from it is the same whatever the order in
/// which it was drawn. It changes only through [`super::Change`].
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Design {
    /// Name, region, requirements and the like.
    pub header: Header,
    /// The components by id.
    pub components: BTreeMap<Id, Component>,
    /// The connections by ends and id.
    pub connections: BTreeMap<ConnectionKey, Connection>,
}

impl Design {
    /// An empty design in a region.
    pub fn new(name: impl Into<String>, region: impl Into<String>) -> Self {
        let header = Header { name: name.into(), region: region.into(), ..Header::default() };
        Self { header, ..Self::default() }
    }

    /// The component with this id.
    pub fn component(&self, id: &str) -> Option<&Component> {
        self.components.get(id)
    }

    /// The connections with the component at either end, in order.
    pub fn connections_of<'a>(&'a self, id: &'a Id) -> impl Iterator<Item = &'a Connection> {
        self.connections.values().filter(move |connection| connection.key.touches(id))
    }

    /// The components placed directly in this VPC, in order.
    pub fn children_of<'a>(&'a self, vpc: &'a Id) -> impl Iterator<Item = &'a Component> {
        self.components.values().filter(move |component| component.place.vpc() == Some(vpc))
    }

    /// The region a component is in: its own, or that of its VPC. `None` for global ones.
    pub fn region_of<'a>(&'a self, component: &'a Component) -> Option<&'a str> {
        match &component.place {
            Place::Global => None,
            Place::Region(region) => Some(region),
            Place::Vpc(vpc) => match &self.components.get(vpc)?.place {
                Place::Region(region) => Some(region),
                _ => Some(&self.header.region),
            },
        }
    }

    /// An id that is still free: the stem itself, else the stem with the first free number from 2 on.
    pub fn free_id(&self, stem: &str) -> Id {
        if !stem.is_empty() && !self.components.contains_key(stem) {
            return Id::new(stem);
        }
        let mut number = 2_u64;
        loop {
            let id = format!("{stem}{number}");
            if !self.components.contains_key(id.as_str()) {
                return Id::new(id);
            }
            number += 1;
        }
    }
}
