//! Doing what a gesture comes to.

use leptos::prelude::*;

use super::handle::CanvasHandle;
use crate::editor::{Effect, Gesture, Input, View, step};
use crate::ui::workspace::{Selection, Toast, Workspace};

impl CanvasHandle {
    /// Does a step of the gesture, and what follows from it.
    pub(super) fn input(&self, input: &Input) {
        let Some(workspace) = self.workspace() else { return };
        let selection = workspace.selection.get_untracked();
        let before = self.gesture.get_untracked();
        if matches!(input, Input::Down(_)) {
            self.asked.set_value(None);
        }
        let (next, effects) = workspace.with(|design| {
            self.mirror.with(|scene| {
                let view = View {
                    design,
                    scene,
                    camera: self.camera.get_untracked(),
                    selected: &selection.components,
                    lines: &selection.connections,
                };
                step(&before, input, &view)
            })
        });
        match &next {
            Gesture::Drag { ids, by, copies: false, .. } => self.mirror.drag(ids, *by),
            _ if matches!(before, Gesture::Drag { .. }) && !matches!(next, Gesture::Drag { .. }) => {
                self.mirror.settle();
            }
            _ => {}
        }
        let pans = matches!(next, Gesture::Pan { .. });
        if pans != self.moving.get_untracked() {
            self.moving.set(pans);
        }
        if next != before {
            self.gesture.set(next);
        }
        self.carry_out(workspace, effects);
    }

    pub(super) fn carry_out(&self, workspace: Workspace, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Look(camera) => self.camera.set(camera),
                Effect::Select { components, connections } => {
                    let selection = Selection { components, connections };
                    if workspace.selection.with_untracked(|old| *old != selection) {
                        workspace.selection.set(selection);
                    }
                }
                Effect::Run(command) => {
                    workspace.run(&command);
                }
                Effect::Say(text) => {
                    workspace.announcement.set(text.clone());
                    workspace.toast.set(Some(Toast { text, problem: false }));
                }
                Effect::Refuse(text) => {
                    workspace.announcement.set(text.clone());
                    workspace.toast.set(Some(Toast { text, problem: true }));
                }
                Effect::Rename(id) => workspace.renaming.set(Some(id)),
                Effect::Search(at) => {
                    self.asked.set_value(Some(at));
                    if let Some(search) = self.search.get_value() {
                        search.run(());
                    }
                }
                Effect::Show(rect) => self.show(&rect, 1.5),
            }
        }
    }
}
