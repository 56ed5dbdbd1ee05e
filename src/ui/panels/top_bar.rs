//! The top bar: what is open, whether it is saved, undo, and what leaves the browser.

use leptos::prelude::*;

use crate::model::Command;
use crate::ui::commands::{self, Reach};
use crate::ui::files;
use crate::ui::parts::{Glyph, GlyphName};
use crate::ui::shell::{Saved, Theme};
use crate::ui::workspace::Workspace;

/// The top bar.
#[component]
pub fn TopBar() -> impl IntoView {
    let reach = Reach::here();
    let (workspace, shell) = (reach.workspace, reach.shell);
    let steps = Memo::new(move |_| workspace.steps());
    view! {
        <header class="top">
            <button
                class="button quiet"
                type="button"
                aria-label="Components"
                title="Show or hide the components"
                aria-pressed=move || shell.palette_open.get().to_string()
                on:click=move |_| shell.palette_open.update(|open| *open = !*open)
            >
                <Glyph name=GlyphName::Palette />
            </button>
            <p class="logo">
                <span class="logo-mark" aria-hidden="true"><i></i><i></i><i></i></span>
                <span class="logo-name">"Zonewise"</span>
            </p>
            <span class="slash" aria-hidden="true">"/"</span>
            <DesignName />
            <span class="saved" class:bad=move || shell.saved.get() == Saved::Refused>
                {move || match shell.saved.get() {
                    Saved::Yes => "saved in this browser",
                    Saved::Refused => "not saved: the browser refuses; use Save",
                }}
            </span>
            <span class="grow"></span>
            <button
                class="button quiet"
                type="button"
                aria-label="Undo"
                title=move || commands::title("undo", steps.get().0.as_deref())
                disabled=move || steps.with(|steps| steps.0.is_none())
                on:click=move |_| workspace.undo()
            >
                <Glyph name=GlyphName::Undo />
            </button>
            <button
                class="button quiet"
                type="button"
                aria-label="Redo"
                title=move || commands::title("redo", steps.get().1.as_deref())
                disabled=move || steps.with(|steps| steps.1.is_none())
                on:click=move |_| workspace.redo()
            >
                <Glyph name=GlyphName::Redo />
            </button>
            <button
                class="button quiet"
                type="button"
                aria-label=move || match shell.theme.get() {
                    Theme::Light => "Dark colours",
                    Theme::Dark => "Light colours",
                }
                title=commands::title("theme", None)
                on:click=move |_| shell.toggle_theme()
            >
                <Glyph name=GlyphName::Theme />
            </button>
            <button
                class="button quiet wide-only"
                type="button"
                aria-label="Keyboard shortcuts"
                title=commands::title("shortcuts", None)
                on:click=move |_| commands::find("shortcuts").into_iter().for_each(|command| (command.run)(&reach))
            >
                <Glyph name=GlyphName::Help />
            </button>
            <button
                class="button"
                type="button"
                title=commands::title("open", None)
                on:click=move |_| files::choose(workspace, shell)
            >
                "Open"
            </button>
            <button
                class="button"
                type="button"
                title=commands::title("save", None)
                on:click=move |_| files::save(workspace)
            >
                "Save"
            </button>
            <button
                class="button primary"
                type="button"
                title="Download the Terraform as a zip"
                on:click=move |_| files::export(workspace)
            >
                "Export"
            </button>
            <button
                class="button quiet"
                type="button"
                aria-label="Panel"
                title="Show or hide the panel"
                aria-pressed=move || workspace.side_open.get().to_string()
                on:click=move |_| workspace.side_open.update(|open| *open = !*open)
            >
                <Glyph name=GlyphName::Side />
            </button>
        </header>
    }
}

/// The design's name, edited in place.
#[component]
fn DesignName() -> impl IntoView {
    let workspace = Workspace::here();
    let name = Memo::new(move |_| {
        workspace.drawn.track();
        workspace.with(|design| design.header.name.clone())
    });
    let rename = move |event| {
        let typed = event_target_value(&event).trim().to_owned();
        let mut header = workspace.with(|design| design.header.clone());
        if !typed.is_empty() && typed != header.name {
            header.name = typed;
            workspace.run(&Command::SetHeader(header));
        }
    };
    view! {
        <input
            class="design-name"
            aria-label="Name of the design"
            title=move || name.get()
            size=move || name.get().chars().count().clamp(8, 40).to_string()
            prop:value=move || name.get()
            on:change=rename
            on:keydown=|event| {
                if event.key() == "Enter" {
                    let field = event_target::<web_sys::HtmlElement>(&event);
                    // Leaving the field takes the name over; failing to leave it loses nothing.
                    let _ = field.blur();
                }
            }
        />
    }
}
