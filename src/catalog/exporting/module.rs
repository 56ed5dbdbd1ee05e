//! What a service fills: blocks by concern, variables, outputs, further files, and what it leaves out.

use std::collections::BTreeMap;

use crate::hcl::{Block, Expr, reference};

/// The concern that a block belongs to; in the flat layout its file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Concern {
    /// VPCs, subnets, routes, gateways.
    Network,
    /// Security groups and their rules.
    Security,
    /// Roles and policies.
    Iam,
    /// Servers and functions.
    Compute,
    /// Databases, tables, buckets, file systems.
    Data,
    /// Load balancers, distributions, APIs.
    Edge,
    /// Queues, topics, buses.
    Messaging,
    /// Alarms, logs, keys, secrets.
    Operations,
}

impl Concern {
    /// Every concern, in the order of the README.
    pub const ALL: [Self; 8] = [
        Self::Network,
        Self::Security,
        Self::Iam,
        Self::Compute,
        Self::Data,
        Self::Edge,
        Self::Messaging,
        Self::Operations,
    ];

    /// The name of its file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Network => "network.tf",
            Self::Security => "security.tf",
            Self::Iam => "iam.tf",
            Self::Compute => "compute.tf",
            Self::Data => "data.tf",
            Self::Edge => "edge.tf",
            Self::Messaging => "messaging.tf",
            Self::Operations => "operations.tf",
        }
    }

    /// What is in it, for the README.
    pub fn about(self) -> &'static str {
        match self {
            Self::Network => "VPCs, subnets, route tables, gateways",
            Self::Security => {
                "a security group per component, a rule per connection; certificates, filters, user pools"
            }
            Self::Iam => "roles, and policies that follow from the connections",
            Self::Compute => "Auto Scaling groups and functions",
            Self::Data => "databases, tables, buckets, file systems",
            Self::Edge => "load balancers, distributions, APIs",
            Self::Messaging => "queues, topics, buses, and who hands what to whom",
            Self::Operations => "alarms, log groups, keys, secrets, parameters",
        }
    }
}

/// How something is left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Leave {
    /// It has no counterpart in the export.
    Out,
    /// It is exported, but not as drawn, because AWS would refuse that.
    Changed,
}

/// What the export of one component consists of.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Module {
    /// Blocks by concern, in order.
    pub blocks: Vec<(Concern, Block)>,
    /// Variables by name.
    pub variables: BTreeMap<String, Block>,
    /// Outputs by name.
    pub outputs: BTreeMap<String, Block>,
    /// Further files by path.
    pub files: BTreeMap<String, String>,
    /// What is left out or changed, in sentences.
    pub left: Vec<(Leave, String)>,
    /// What the person who applies must do by hand, in sentences.
    pub by_hand: Vec<String>,
    /// Values for `terraform.tfvars.example`: variables that have no default.
    pub examples: BTreeMap<String, Expr>,
    /// Providers beside aws that are needed.
    pub archive: bool,
}

impl Module {
    /// Adds a block.
    pub fn add(&mut self, concern: Concern, block: Block) {
        self.blocks.push((concern, block));
    }

    /// Adds a block that several components may need, once.
    pub fn share(&mut self, concern: Concern, block: Block) {
        if !self.blocks.iter().any(|(_, other)| other.kind == block.kind && other.labels == block.labels) {
            self.blocks.push((concern, block));
        }
    }

    /// Adds a variable with a default, and refers to it.
    pub fn variable(&mut self, name: String, description: &str, value: impl Into<Expr>) -> Expr {
        let value = value.into();
        let kind = match value {
            Expr::Flag(_) => "bool",
            Expr::Number(_) => "number",
            _ => "string",
        };
        let block = Block::labelled("variable", [name.as_str()])
            .with("description", description)
            .with("type", reference(kind))
            .with("default", value);
        let used = reference(format!("var.{name}"));
        self.variables.insert(name, block);
        used
    }

    /// Adds a variable that whoever applies must set, and refers to it. `rule` is a regular expression
    /// that the value must match, with an example that does.
    pub fn question(&mut self, name: String, description: &str, rule: &str, example: &str) -> Expr {
        let used = reference(format!("var.{name}"));
        let check = Block::new("validation")
            .with("condition", crate::hcl::call("can", [crate::hcl::call("regex", [rule.into(), used.clone()])]))
            .with("error_message", format!("Expected something like {example}."));
        let block = Block::labelled("variable", [name.as_str()])
            .with("description", description)
            .with("type", reference("string"))
            .nest(check);
        self.examples.insert(name.clone(), example.into());
        self.variables.insert(name, block);
        used
    }

    /// Adds an output.
    pub fn output(&mut self, name: String, description: &str, value: Expr) {
        let block = Block::labelled("output", [name.as_str()]).with("description", description).with("value", value);
        self.outputs.insert(name, block);
    }

    /// Names something that has no counterpart in the export.
    pub fn leave_out(&mut self, why: impl Into<String>) {
        self.left.push((Leave::Out, why.into()));
    }

    /// Names something that is exported, but not as drawn.
    pub fn change(&mut self, why: impl Into<String>) {
        self.left.push((Leave::Changed, why.into()));
    }
}
