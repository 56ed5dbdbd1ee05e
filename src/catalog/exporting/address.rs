//! A component's names: addresses in the configuration, names and tags at AWS, its subnets.

use crate::hcl::{Block, Expr, identifier, object, reference, template, text};
use crate::model::{Tier, Value, Zone};

use super::Party;

impl Party<'_> {
    /// `aws`, `aws-cn` or `aws-us-gov`.
    pub fn partition(self) -> &'static str {
        match self.world.region {
            region if region.starts_with("cn-") => "aws-cn",
            region if region.starts_with("us-gov-") => "aws-us-gov",
            _ => "aws",
        }
    }

    /// An attribute of its resource of this type.
    pub fn attribute(self, kind: &str, attribute: &str) -> Expr {
        reference(format!("{kind}.{}.{attribute}", self.label()))
    }

    /// A regional resource with its label.
    pub fn resource(self, kind: &str) -> Block {
        self.resource_named(kind, self.label())
    }

    /// A regional resource with a label of its own: `<label>_<ending>`.
    pub fn resource_with(self, kind: &str, ending: &str) -> Block {
        self.resource_named(kind, &format!("{}_{ending}", self.label()))
    }

    /// A regional resource with any label.
    pub fn resource_named(self, kind: &str, label: &str) -> Block {
        self.here(Block::resource(kind, label))
    }

    /// A regional data source.
    pub fn data(self, kind: &str, label: &str) -> Block {
        self.here(Block::data(kind, label))
    }

    fn here(self, block: Block) -> Block {
        if self.at_home() {
            return block;
        }
        block.with("provider", reference(format!("aws.{}", identifier(self.region())))).gap()
    }

    /// A label for something there is once in a region.
    pub fn regional_label(self, stem: &str) -> String {
        if self.at_home() { stem.to_owned() } else { format!("{stem}_{}", identifier(self.region())) }
    }

    /// Its name at AWS: the project's and its own.
    pub fn name(self) -> Expr {
        self.name_with("")
    }

    /// Its name at AWS with an ending.
    pub fn name_with(self, ending: &str) -> Expr {
        template([reference("var.name"), text(format!("-{}{ending}", self.slug()))])
    }

    /// Its tags: its name, and those that are drawn.
    pub fn tags(self) -> Expr {
        self.tags_with("")
    }

    /// Its tags, with an ending of the name.
    pub fn tags_with(self, ending: &str) -> Expr {
        let drawn = self.settings().block("tags").cloned().unwrap_or_default();
        let mut tags = Vec::new();
        if !drawn.contains_key("Name") || !ending.is_empty() {
            tags.push(("Name".to_owned(), self.name_with(ending)));
        }
        for (key, value) in &drawn {
            if key == "Name" && !ending.is_empty() {
                continue;
            }
            match value {
                Value::String(tag) => tags.push((key.clone(), text(tag.as_str()))),
                Value::Number(_) | Value::Bool(_) => tags.push((key.clone(), text(value.to_string()))),
                _ => {}
            }
        }
        object(tags)
    }

    /// The ids of the subnets it is in, in the order of its zones.
    pub fn subnets(self) -> Vec<Expr> {
        self.zones().iter().filter_map(|zone| self.subnet(*zone)).collect()
    }

    /// The id of its subnet in a zone.
    pub fn subnet(self, zone: Zone) -> Option<Expr> {
        let (vpc, tier) = (self.vpc()?, self.tier()?);
        Some(vpc.subnet_of(tier, zone))
    }

    /// The id of a VPC's subnet.
    pub fn subnet_of(self, tier: Tier, zone: Zone) -> Expr {
        let kind = if self.is_default_vpc() && tier == Tier::Public { "aws_default_subnet" } else { "aws_subnet" };
        reference(format!("{kind}.{}_{tier}_{zone}.id", self.label()))
    }

    /// Whether it is the account's default VPC.
    pub fn is_default_vpc(self) -> bool {
        self.kind() == "vpc" && self.settings().flag("default")
    }

    /// An attribute of the VPC it is in.
    pub fn vpc_attribute(self, attribute: &str) -> Option<Expr> {
        let vpc = self.vpc()?;
        let kind = if vpc.is_default_vpc() { "aws_default_vpc" } else { "aws_vpc" };
        Some(vpc.attribute(kind, attribute))
    }

    /// The id of its security group.
    pub fn security_group(self) -> Expr {
        self.attribute("aws_security_group", "id")
    }

    /// The name of a zone of its region.
    pub fn zone_name(self, zone: Zone) -> Expr {
        let label = self.regional_label("available");
        reference(format!("data.aws_availability_zones.{label}.names[{}]", zone.index()))
    }

    /// A text that names it in comments and descriptions: letters, digits and `-` `_` `.` only.
    pub fn plain_id(self) -> String {
        plain(self.id())
    }
}

/// A text reduced to what every description at AWS accepts.
pub fn plain(text: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    text.chars().take(40).map(kept).collect()
}
