//! What an empty canvas offers: a blank design, one that comes with Zonewise, or a file.

use leptos::prelude::*;

use crate::ui::files::{self, SAMPLES};
use crate::ui::shell::Shell;
use crate::ui::workspace::Workspace;

/// The start choice.
#[component]
pub fn Start() -> impl IntoView {
    let (workspace, shell) = (Workspace::here(), Shell::here());
    view! {
        <section class="start" aria-label="Start">
            <h1>"What are you building?"</h1>
            <p class="muted">
                "Draw it, see what fails and what it costs, take the Terraform with you. Everything stays in this browser."
            </p>
            <p class="start-buttons">
                <button class="button primary" type="button" on:click=move |_| shell.blank.set(true)>
                    "Blank design"
                </button>
                <button class="button" type="button" on:click=move |_| files::choose(workspace, shell)>
                    "Open a file"
                </button>
            </p>
            <div class="start-samples">
                {SAMPLES
                    .into_iter()
                    .enumerate()
                    .map(|(index, (name, summary, _))| {
                        view! {
                            <button
                                class="sample"
                                type="button"
                                on:click=move |_| files::open_sample(workspace, shell, index)
                            >
                                <b>{name}</b>
                                <span>{summary}</span>
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </section>
    }
}
