//! Undo and redo: transactions of inverse changes.

use super::{Change, Design, Touch};

/// How many steps are kept; older ones are forgotten first.
const CAPACITY: usize = 500;

/// One undoable step: what the user did, and the changes that take it back.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// What the user did, as the undo menu says it: "Move 3 components".
    pub label: String,
    /// The inverse changes, in the order in which to apply them.
    changes: Vec<Change>,
}

/// The steps that can be undone and redone. The only caller of [`Change::apply`] in the app.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl History {
    /// Applies the changes as one step. A step that touches nothing leaves no trace.
    pub fn commit(&mut self, design: &mut Design, label: impl Into<String>, changes: Vec<Change>) -> Touch {
        let (inverses, touch) = apply_all(design, changes);
        if touch > Touch::Nothing {
            self.redo.clear();
            if self.undo.len() >= CAPACITY {
                self.undo.remove(0);
            }
            self.undo.push(Step { label: label.into(), changes: inverses });
        }
        touch
    }

    /// Takes the last step back; returns its label and what it touched.
    pub fn undo(&mut self, design: &mut Design) -> Option<(String, Touch)> {
        let step = self.undo.pop()?;
        let (inverses, touch) = apply_all(design, step.changes);
        self.redo.push(Step { label: step.label.clone(), changes: inverses });
        Some((step.label, touch))
    }

    /// Does the last undone step again; returns its label and what it touched.
    pub fn redo(&mut self, design: &mut Design) -> Option<(String, Touch)> {
        let step = self.redo.pop()?;
        let (inverses, touch) = apply_all(design, step.changes);
        self.undo.push(Step { label: step.label.clone(), changes: inverses });
        Some((step.label, touch))
    }

    /// The label of the step that undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.last().map(|step| step.label.as_str())
    }

    /// The label of the step that redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    /// Folds the last two steps into one, under the later label: for bursts of nudges.
    pub fn merge_last_two(&mut self) {
        if self.undo.len() < 2 {
            return;
        }
        if let (Some(last), Some(before)) = (self.undo.pop(), self.undo.pop()) {
            let mut changes = last.changes;
            changes.extend(before.changes);
            self.undo.push(Step { label: last.label, changes });
        }
    }
}

/// Applies in order; the inverses come back in the order that undoes them.
fn apply_all(design: &mut Design, changes: Vec<Change>) -> (Vec<Change>, Touch) {
    let mut touched = Touch::Nothing;
    let mut inverses = Vec::with_capacity(changes.len());
    for change in changes {
        let (inverse, touch) = change.apply(design);
        touched = touched.max(touch);
        inverses.push(inverse);
    }
    inverses.reverse();
    (inverses, touched)
}
