//! The Terraform of the design: its files, their text, and what is left out.

mod colour;

use leptos::prelude::*;

use crate::terraform::File;
use crate::ui::files;
use crate::ui::parts::{Glyph, GlyphName};
use crate::ui::platform::clipboard;
use crate::ui::shell::Shell;
use crate::ui::workspace::{Selection, Toast, Workspace};
use crate::wording;

/// The Terraform panel.
#[component]
pub fn Terraform() -> impl IntoView {
    let (workspace, shell) = (Workspace::here(), Shell::here());
    let paths = Memo::new(move |_| {
        workspace.export.with(|export| export.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>())
    });
    let shown = Memo::new(move |_| {
        let chosen = shell.shown_file.get();
        workspace.export.with(|export| {
            let file = export.files.iter().find(|file| file.path == chosen);
            // The first file of resources says more than a licence or a list of variables.
            let first = || export.files.iter().find(|file| file.path.ends_with(".tf"));
            file.or_else(first).or(export.files.first()).cloned()
        })
    });
    view! {
        <section class="terraform" aria-label="Terraform">
            <Show
                when=move || shown.with(Option::is_some)
                fallback=move || {
                    let nothing = "Nothing to export yet: draw a component first.";
                    view! { <p class="hint empty">{move || workspace.maker.get().excuse().unwrap_or(nothing)}</p> }
                }
            >
                <div class="row">
                    <span class="muted">
                        {move || wording::count(paths.with(Vec::len), "file", "files")}
                    </span>
                    <span class="grow"></span>
                    <button class="button primary" type="button" on:click=move |_| files::export(workspace)>
                        <Glyph name=GlyphName::Download />
                        "Download zip"
                    </button>
                </div>
                <div class="files" role="group" aria-label="Files">
                    <For each=move || paths.get() key=String::clone let(path)>
                        <FileButton path=path shown=shown />
                    </For>
                </div>
                {move || shown.get().map(|file| view! { <Text file=file /> })}
            </Show>
            <NotExported />
        </section>
    }
}

#[component]
fn FileButton(path: String, shown: Memo<Option<File>>) -> impl IntoView {
    let shell = Shell::here();
    let mine = path.clone();
    let pressed = move || shown.with(|shown| shown.as_ref().is_some_and(|file| file.path == mine)).to_string();
    view! {
        <button
            type="button"
            aria-pressed=pressed
            title=path.clone()
            on:click={
                let path = path.clone();
                move |_| shell.shown_file.set(path.clone())
            }
        >
            {path.clone()}
        </button>
    }
}

#[component]
fn Text(file: File) -> impl IntoView {
    let workspace = Workspace::here();
    let text = StoredValue::new(file.text.clone());
    let copy = move |_| {
        text.with_value(|text| {
            clipboard::copy(text, move |worked| {
                let text = if worked { "Copied" } else { "The browser refuses to copy; select the text instead" };
                workspace.toast.set(Some(Toast { text: text.to_owned(), problem: !worked }));
            });
        });
    };
    let lines = file.text.lines().count();
    let coloured = file.path.ends_with(".tf") || file.path.ends_with(".hcl");
    let body = if coloured {
        colour::pieces(&file.text)
            .into_iter()
            .map(|(class, piece)| view! { <span class=class>{piece}</span> })
            .collect_view()
            .into_any()
    } else {
        view! { {file.text.clone()} }.into_any()
    };
    view! {
        <div class="file-text">
            <header class="row">
                <code class="cut" title=file.path.clone()>{file.path.clone()}</code>
                <span class="muted">{wording::count(lines, "line", "lines")}</span>
                <span class="grow"></span>
                <button class="button small" type="button" on:click=copy>
                    <Glyph name=GlyphName::Copy />
                    "Copy"
                </button>
            </header>
            <pre tabindex="0" aria-label=file.path.clone()>
                <code>{body}</code>
            </pre>
        </div>
    }
}

/// What the export leaves out, by name.
#[component]
fn NotExported() -> impl IntoView {
    let workspace = Workspace::here();
    let left_out = Memo::new(move |_| workspace.export.with(|export| export.not_exported.clone()));
    view! {
        <h3 class="heading">"Not exported"</h3>
        <Show
            when=move || !left_out.with(Vec::is_empty)
            fallback=move || {
                let some = workspace.export.with(|export| !export.files.is_empty());
                let text = if some { "Nothing: everything that is drawn is in these files." } else { "Nothing is drawn." };
                view! { <p class="hint">{move || workspace.maker.get().excuse().unwrap_or(text)}</p> }
            }
        >
            <ul class="left-out-list">
                {move || {
                    left_out
                        .get()
                        .into_iter()
                        .map(|entry| {
                            let id = entry.component.clone();
                            view! {
                                <li>
                                    <button
                                        class="link"
                                        type="button"
                                        on:click=move |_| workspace.selection.set(Selection::one(id.clone()))
                                    >
                                        {entry.component.to_string()}
                                    </button>
                                    {format!(": {}", entry.why)}
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </Show>
    }
}
