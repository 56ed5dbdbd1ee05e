//! Dialogs over everything: shortcuts, what was mended in a file, why a file was not opened.

use leptos::prelude::*;

use crate::codec::Repair;
use crate::ui::commands::COMMANDS;
use crate::ui::parts::Modal;
use crate::ui::platform;
use crate::ui::shell::{Dialog, Shell};
use crate::wording;

/// The open dialog, if any.
#[component]
pub fn Dialogs() -> impl IntoView {
    let shell = Shell::here();
    let close = move |()| shell.dialog.set(None);
    move || {
        shell.dialog.get().map(|dialog| match dialog {
            Dialog::Shortcuts => view! {
                <Modal title="Keyboard shortcuts" close=close>
                    <Shortcuts />
                </Modal>
            }
            .into_any(),
            Dialog::Repairs { file, repairs } => view! {
                <Modal title="Opened, with repairs" close=close>
                    <Repairs file=file repairs=repairs />
                </Modal>
            }
            .into_any(),
            Dialog::NotOpened { file, why } => view! {
                <Modal title="This file cannot be opened" close=close>
                    <p>
                        <b>{file}</b>
                        {format!(": {why}.")}
                    </p>
                    <p class="muted">"The design that you have open is as it was."</p>
                </Modal>
            }
            .into_any(),
        })
    }
}

#[component]
fn Shortcuts() -> impl IntoView {
    let mac = platform::is_mac();
    // Commands that are called the same are one row, such as the four arrows.
    let (mut groups, mut labels): (Vec<&str>, Vec<(&str, &str)>) = (Vec::new(), Vec::new());
    for command in COMMANDS {
        if !groups.contains(&command.group) {
            groups.push(command.group);
        }
        if !labels.contains(&(command.group, command.label)) {
            labels.push((command.group, command.label));
        }
    }
    let rows = move |group: &str| {
        labels
            .iter()
            .filter(|(of, _)| *of == group)
            .map(|(_, label)| {
                let keys = COMMANDS
                    .iter()
                    .filter(|command| command.group == group && command.label == *label)
                    .flat_map(|command| command.shortcuts)
                    .map(|shortcut| view! { <kbd>{shortcut.text(mac)}</kbd> " " })
                    .collect_view();
                view! {
                    <tr>
                        <td>{label.to_string()}</td>
                        <td class="keys">{keys}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    groups
        .into_iter()
        .map(|group| {
            view! {
                <table class="shortcuts">
                    <caption>{group}</caption>
                    <tbody>{rows(group)}</tbody>
                </table>
            }
        })
        .collect_view()
}

#[component]
fn Repairs(file: String, repairs: Vec<Repair>) -> impl IntoView {
    let count = wording::count(repairs.len(), "place was", "places were");
    view! {
        <p>
            <b>{file}</b>
            {format!(" is open. {count} mended or not understood; nothing was dropped silently.")}
        </p>
        <ul class="repairs">
            {repairs
                .into_iter()
                .map(|repair| {
                    view! {
                        <li>
                            <code>{repair.place}</code>
                            " "
                            {repair.message}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
