//! A finding: one problem of this design, in its own terms, with commands that mend it.

use crate::model::{Command, ConnectionKey, Id};

/// How bad a finding is; ordered from worst to mildest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Cannot exist, or an outage or loss is certain in a single failure.
    Error,
    /// Likely interruption or loss.
    Warning,
    /// A matter of judgement.
    Advice,
}

impl Severity {
    /// The word in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// A way to mend a finding.
#[derive(Clone, PartialEq, Debug)]
pub struct Fix {
    /// What it does, as its button says: "Make db Multi-AZ".
    pub label: String,
    /// The command that does it, as one undoable step.
    pub command: Command,
}

/// One problem of this design.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// The rule's id, such as `HA013`.
    pub rule: &'static str,
    /// The rule's title, such as "Single database instance on a path".
    pub title: &'static str,
    /// How bad it is here.
    pub severity: Severity,
    /// The component or zone (`us-east-1/a`) at the root; the list groups by it.
    pub cause: String,
    /// The components it is about, the subject first.
    pub components: Vec<Id>,
    /// The connections it is about.
    pub connections: Vec<ConnectionKey>,
    /// The reason in the terms of this design: "web runs in zone a only".
    pub message: String,
    /// Ways to mend it, the usual one first.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// Sets the severity where it differs from the rule's own.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Sets the cause where it is not the subject.
    pub fn cause(&mut self, cause: impl ToString) -> &mut Self {
        self.cause = cause.to_string();
        self
    }

    /// Adds a component that it is about, once.
    pub fn about(&mut self, id: &Id) -> &mut Self {
        if !self.components.contains(id) {
            self.components.push(id.clone());
        }
        self
    }

    /// Adds a connection that it is about, once.
    pub fn over(&mut self, key: &ConnectionKey) -> &mut Self {
        if !self.connections.contains(key) {
            self.connections.push(key.clone());
        }
        self
    }

    /// Adds a way to mend it, where there is one.
    pub fn fix(&mut self, fix: impl Into<Option<Fix>>) -> &mut Self {
        self.fixes.extend(fix.into());
        self
    }
}
