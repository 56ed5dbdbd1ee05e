//! Where rules put their findings.

use super::{Part, Rule};
use crate::judge::Finding;

/// Collects the findings of one rule.
pub struct Report<'r> {
    rule: &'static Rule,
    found: &'r mut Vec<Finding>,
}

impl<'r> Report<'r> {
    /// A report for a rule, which adds to what was found before.
    pub fn new(rule: &'static Rule, found: &'r mut Vec<Finding>) -> Self {
        Self { rule, found }
    }

    /// Adds a finding about a component, which is its subject and its cause until the rule says otherwise.
    pub fn find(&mut self, subject: Part<'_>, message: String) -> &mut Finding {
        let finding = Finding {
            rule: self.rule.id,
            title: self.rule.title,
            severity: self.rule.severity,
            cause: subject.id().to_string(),
            components: vec![subject.id().clone()],
            connections: Vec::new(),
            message,
            fixes: Vec::new(),
        };
        let at = self.found.len();
        self.found.insert(at, finding);
        #[expect(clippy::indexing_slicing, reason = "it was put there in the line above")]
        &mut self.found[at]
    }
}
