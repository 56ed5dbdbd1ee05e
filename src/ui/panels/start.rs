//! What an empty canvas offers: a blank design, one that comes with Zonewise, or a file.

use leptos::prelude::*;

use crate::analysis::Analysis;
use crate::cost::Options;
use crate::picture::{self, Scene, SvgOptions};
use crate::ui::files::{self, TEMPLATES, Template};
use crate::ui::platform::maker::Maker;
use crate::ui::shell::{Shell, Theme};
use crate::ui::workspace::Workspace;
use crate::wording;

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
            <h2 class="start-title">"Or begin with one that works, or one to mend"</h2>
            <div class="start-samples">
                {TEMPLATES
                    .iter()
                    .enumerate()
                    .map(|(index, template)| {
                        view! {
                            <button
                                class="sample"
                                type="button"
                                on:click=move |_| files::open_sample(workspace, shell, index)
                            >
                                <i class="sample-picture" aria-hidden="true" inner_html=thumbnail(template, shell)></i>
                                <b>{template.name}</b>
                                <span>{template.summary}</span>
                                <small>{move || figures(template, workspace)}</small>
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </section>
    }
}

/// The picture of a design, by the core: it escapes every text.
fn thumbnail(template: &Template, shell: Shell) -> String {
    let theme = match shell.theme.get() {
        Theme::Light => picture::Theme::Light,
        Theme::Dark => picture::Theme::Dark,
    };
    let options = SvgOptions { theme, transparent: true, ..SvgOptions::default() };
    picture::svg(&Scene::of(&template.design()), template.name, &options)
}

/// What a design costs a month, once that can be told, and the availability of its worst path.
fn figures(template: &Template, workspace: Workspace) -> String {
    let ready = workspace.maker.get() == Maker::Ready;
    let analysis = Analysis::of(&template.design(), &Options::default());
    let worst = analysis.verdicts.paths.iter().map(|path| path.availability.unavailability).fold(0.0, f64::max);
    let estimate = &analysis.estimate;
    let more = if estimate.complete { "" } else { " or more" };
    let available = wording::availability(worst);
    if ready {
        format!("{}{more} a month \u{b7} {available}", wording::money(estimate.total.expected))
    } else {
        format!("{available} available")
    }
}
