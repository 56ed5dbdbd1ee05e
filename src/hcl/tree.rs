//! Files, blocks and attributes.

use super::Expr;

/// A file of configuration.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct File {
    /// What it says at its head, one comment line each.
    pub heading: Vec<String>,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

/// A block: `kind "label" "label" { ... }`.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    /// What stands before it as a comment.
    pub comment: Option<String>,
    /// `resource`, `variable`, `ingress`, ...
    pub kind: &'static str,
    /// The labels.
    pub labels: Vec<String>,
    /// What is inside.
    pub body: Body,
}

/// The inside of a block, in order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Body {
    /// The items.
    pub items: Vec<Item>,
}

/// One thing in a block.
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// `name = value`.
    Attribute(String, Expr),
    /// A nested block.
    Block(Block),
    /// A line of comment.
    Comment(String),
    /// An empty line.
    Blank,
}

impl Block {
    /// A block without labels.
    pub fn new(kind: &'static str) -> Self {
        Self { comment: None, kind, labels: Vec::new(), body: Body::default() }
    }

    /// A block with labels.
    pub fn labelled<L: Into<String>>(kind: &'static str, labels: impl IntoIterator<Item = L>) -> Self {
        Self { labels: labels.into_iter().map(Into::into).collect(), ..Self::new(kind) }
    }

    /// A resource.
    pub fn resource(kind: &str, label: &str) -> Self {
        Self::labelled("resource", [kind, label])
    }

    /// A data source.
    pub fn data(kind: &str, label: &str) -> Self {
        Self::labelled("data", [kind, label])
    }

    /// With a comment before it.
    #[must_use]
    pub fn commented(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// With an attribute.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Expr>) -> Self {
        self.set(name, value);
        self
    }

    /// With an attribute where there is a value.
    #[must_use]
    pub fn with_some<T: Into<Expr>>(mut self, name: &str, value: Option<T>) -> Self {
        if let Some(value) = value {
            self.set(name, value);
        }
        self
    }

    /// With a nested block, after an empty line.
    #[must_use]
    pub fn nest(mut self, block: Block) -> Self {
        self.push(block);
        self
    }

    /// With an empty line.
    #[must_use]
    pub fn gap(mut self) -> Self {
        self.body.items.push(Item::Blank);
        self
    }

    /// Adds an attribute.
    pub fn set(&mut self, name: &str, value: impl Into<Expr>) {
        self.body.items.push(Item::Attribute(name.to_owned(), value.into()));
    }

    /// Adds a nested block, after an empty line.
    pub fn push(&mut self, block: Block) {
        self.body.items.push(Item::Blank);
        self.body.items.push(Item::Block(block));
    }

    /// The attribute's value.
    pub fn get(&self, name: &str) -> Option<&Expr> {
        self.body.items.iter().find_map(|item| match item {
            Item::Attribute(attribute, value) if attribute == name => Some(value),
            _ => None,
        })
    }
}
