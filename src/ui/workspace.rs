//! The workspace: the design with its history, and the signals that views watch.

use std::sync::Arc;

use leptos::prelude::*;

pub use super::tab::Tab;
use crate::analysis::Analysis;
use crate::judge::{self, Failure, Simulation};
use crate::model::{Command, ConnectionKey, Design, History, Id, Touch};
use crate::system::System;
use crate::terraform::Export;
use crate::ui::platform::{self, maker::Maker};
use crate::{codec, cost};

/// What is selected, in the order of selecting.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Selection {
    /// Selected components.
    pub components: Vec<Id>,
    /// Selected connections.
    pub connections: Vec<ConnectionKey>,
}

impl Selection {
    /// Just one component.
    pub fn one(id: Id) -> Self {
        Self { components: vec![id], connections: Vec::new() }
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.components.is_empty() && self.connections.is_empty()
    }
}

/// A short message above the bottom bar.
#[derive(Clone, PartialEq, Debug)]
pub struct Toast {
    /// What it says.
    pub text: String,
    /// Whether it is about something that did not work.
    pub problem: bool,
}

/// The workspace: one `Copy` bundle of handles, given to every view by context.
///
/// The design is not a signal, so nobody can watch all of it by accident: views watch [`Self::drawn`]
/// (anything changed), [`Self::revision`] (the meaning changed) or what is derived from it.
#[derive(Clone, Copy)]
pub struct Workspace {
    design: StoredValue<Design, LocalStorage>,
    history: StoredValue<History, LocalStorage>,
    before: StoredValue<Option<(Design, History)>, LocalStorage>,
    /// The name of the design that was open before, while it can be brought back.
    pub reopenable: RwSignal<Option<String>>,
    /// Grows with every change, geometry included.
    pub drawn: RwSignal<u64>,
    /// Grows only when the meaning changes: findings, cost and Terraform may differ.
    pub revision: RwSignal<u64>,
    /// What is selected.
    pub selection: RwSignal<Selection>,
    /// The open tab of the right panel.
    pub tab: RwSignal<Tab>,
    /// Whether the right panel is shown.
    pub side_open: RwSignal<bool>,
    /// Failures being played; empty = none.
    pub failures: RwSignal<Vec<Failure>>,
    /// How costs are estimated.
    pub cost_options: RwSignal<cost::Options>,
    /// Findings, verdicts and cost of the present design.
    pub analysis: Memo<Arc<Analysis>>,
    /// The played failures' effect; `None` = no failure is being played.
    pub simulation: Memo<Option<Arc<Simulation>>>,
    /// The Terraform of the present design, and what it leaves out.
    pub export: Memo<Arc<Export>>,
    /// What there is of the module that makes it.
    pub maker: RwSignal<Maker>,
    /// A short message to show.
    pub toast: RwSignal<Option<Toast>>,
    /// What a screen reader is told.
    pub announcement: RwSignal<String>,
    /// Grows whenever another design is opened.
    pub opened: RwSignal<u64>,
    /// A component that the canvas shall bring into view; set to `None` once done.
    pub bring_into_view: RwSignal<Option<Id>>,
    /// The component whose name is being edited.
    pub renaming: RwSignal<Option<Id>>,
}

impl Workspace {
    /// A workspace over a design.
    pub fn new(design: Design) -> Self {
        let design = StoredValue::new_local(design);
        let revision = RwSignal::new(0_u64);
        let failures = RwSignal::new(Vec::<Failure>::new());
        let cost_options = RwSignal::new(cost::Options::default());
        let maker = RwSignal::new(platform::maker::state());
        platform::maker::on_arrival(move || maker.set(platform::maker::state()));
        let analysis = Memo::new(move |_| {
            revision.track();
            maker.track();
            let options = cost_options.get();
            Arc::new(design.with_value(|design| Analysis::of(design, &options)))
        });
        let simulation = Memo::new(move |_| {
            revision.track();
            let failures = failures.get();
            (!failures.is_empty())
                .then(|| Arc::new(design.with_value(|design| judge::simulate(&System::of(design), &failures))))
        });
        let export = Memo::new(move |_| {
            revision.track();
            if maker.get() != Maker::Ready {
                return Arc::default();
            }
            let export = design.with_value(|design| platform::maker::export(&codec::save(design)));
            if export.is_none() {
                maker.set(Maker::Missing);
            }
            Arc::new(export.unwrap_or_default())
        });
        Self {
            design,
            history: StoredValue::new_local(History::default()),
            before: StoredValue::new_local(None),
            reopenable: RwSignal::new(None),
            drawn: RwSignal::new(0),
            revision,
            selection: RwSignal::new(Selection::default()),
            tab: RwSignal::new(Tab::Inspector),
            side_open: RwSignal::new(true),
            failures,
            cost_options,
            analysis,
            simulation,
            export,
            maker,
            toast: RwSignal::new(None),
            announcement: RwSignal::new(String::new()),
            opened: RwSignal::new(0),
            bring_into_view: RwSignal::new(None),
            renaming: RwSignal::new(None),
        }
    }

    /// The workspace of the surrounding view.
    pub fn here() -> Self {
        expect_context()
    }

    /// Reads the design. Watches nothing: read [`Self::drawn`] or [`Self::revision`] for that.
    pub fn with<T>(&self, read: impl FnOnce(&Design) -> T) -> T {
        self.design.with_value(read)
    }

    /// Something read from the design, kept current with every change.
    pub fn watch<T>(&self, read: impl Fn(&Design) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let (design, drawn) = (self.design, self.drawn);
        Memo::new(move |_| {
            drawn.track();
            design.with_value(&read)
        })
    }

    /// Carries a command out as one undoable step; says so, or why not. Returns whether it worked.
    pub fn run(&self, command: &Command) -> bool {
        match self.attempt(command) {
            Ok(()) => true,
            Err(text) => {
                self.announcement.set(text.clone());
                self.toast.set(Some(Toast { text, problem: true }));
                false
            }
        }
    }

    /// As [`Self::run`], for a caller that shows the problem itself.
    ///
    /// # Errors
    /// A sentence that says why the command cannot be carried out; nothing has changed then.
    pub fn attempt(&self, command: &Command) -> Result<(), String> {
        let plan =
            self.design.with_value(|design| command.plan(design)).map_err(|error| sentence(&error.to_string()))?;
        let mut touch = Touch::Nothing;
        self.history.update_value(|history| {
            self.design.update_value(|design| touch = history.commit(design, plan.label.as_str(), plan.changes));
        });
        if touch > Touch::Nothing {
            self.announcement.set(plan.label);
        }
        self.touched(touch);
        Ok(())
    }

    /// Opens a tab of the right panel.
    pub fn show(&self, tab: Tab) {
        self.tab.set(tab);
        self.side_open.set(true);
    }

    /// Folds the last two steps into one: for bursts of nudges.
    pub fn merge_last_two(&self) {
        self.history.update_value(History::merge_last_two);
    }

    /// Takes the last step back.
    pub fn undo(&self) {
        self.step("Undone", History::undo);
    }

    /// Does the last undone step again.
    pub fn redo(&self) {
        self.step("Done again", History::redo);
    }

    fn step(&self, said: &str, step: impl FnOnce(&mut History, &mut Design) -> Option<(String, Touch)>) {
        let mut done = None;
        self.history.update_value(|history| self.design.update_value(|design| done = step(history, design)));
        if let Some((label, touch)) = done {
            self.announcement.set(format!("{said}: {label}"));
            self.touched(touch);
        }
    }

    /// The labels of the steps that undo and redo would take. Watches [`Self::drawn`].
    pub fn steps(&self) -> (Option<String>, Option<String>) {
        self.drawn.track();
        self.history
            .with_value(|history| (history.undo_label().map(str::to_owned), history.redo_label().map(str::to_owned)))
    }

    /// Replaces the whole design and its history: after opening a file. What was open can be brought back
    /// by [`Self::reopen`], as long as it held anything.
    pub fn open(&self, design: Design) {
        let mut before = (design, History::default());
        self.swap(&mut before);
        let name = (!before.0.components.is_empty()).then(|| before.0.header.name.clone());
        self.before.set_value(name.is_some().then_some(before));
        self.reopenable.set(name);
    }

    /// Brings back what was open before the last [`Self::open`], with its history.
    pub fn reopen(&self) {
        let mut before = None;
        self.before.update_value(|kept| before = kept.take());
        if let Some(mut before) = before {
            self.swap(&mut before);
            self.announcement.set("The design that was open before is back".to_owned());
        }
        self.reopenable.set(None);
    }

    /// Exchanges the design and its history for others.
    fn swap(&self, other: &mut (Design, History)) {
        self.design.update_value(|design| std::mem::swap(design, &mut other.0));
        self.history.update_value(|history| std::mem::swap(history, &mut other.1));
        self.failures.set(Vec::new());
        self.selection.set(Selection::default());
        self.opened.update(|opened| *opened += 1);
        self.touched(Touch::Meaning);
    }

    fn touched(&self, touch: Touch) {
        // What is selected or played may be gone.
        let (gone_selection, gone_failures) = self.design.with_value(|design| {
            let mut selection = self.selection.get_untracked();
            selection.components.retain(|id| design.components.contains_key(id));
            selection.connections.retain(|key| design.connections.contains_key(key));
            let mut failures = self.failures.get_untracked();
            failures.retain(|failure| match failure {
                Failure::Instance { component, .. } => design.components.contains_key(component),
                _ => true,
            });
            (selection, failures)
        });
        if gone_selection != self.selection.get_untracked() {
            self.selection.set(gone_selection);
        }
        if gone_failures != self.failures.get_untracked() {
            self.failures.set(gone_failures);
        }
        match touch {
            Touch::Nothing => {}
            Touch::Geometry => self.drawn.update(|drawn| *drawn += 1),
            Touch::Meaning => {
                self.revision.update(|revision| *revision += 1);
                self.drawn.update(|drawn| *drawn += 1);
            }
        }
    }
}

/// A message with a capital at its head and a full stop at its end.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let head: String = letters.next().into_iter().map(|letter| letter.to_ascii_uppercase()).collect();
    let stop = if message.ends_with('.') { "" } else { "." };
    format!("{head}{}{stop}", letters.as_str())
}
