//! The palette: everything that can be drawn, by category. Drag onto the canvas, or click to add.

use leptos::prelude::*;

use crate::catalog::{self, Category, Service, Support};
use crate::order::Arrange as _;
use crate::ui::canvas::CanvasHandle;
use crate::ui::parts::icon::ServiceIcon;
use crate::ui::shell::Shell;

/// The palette.
#[component]
pub fn Palette() -> impl IntoView {
    let shell = Shell::here();
    let canvas: CanvasHandle = expect_context();
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| typed.with(|typed| search(typed)));
    let count = catalog::all().count();
    let keydown = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            if let Some(service) = found.with_untracked(|found| found.first().and_then(|id| by_id(id))) {
                canvas.add_at_centre(service.id);
                typed.set(String::new());
            }
        }
        "Escape" if !typed.with_untracked(String::is_empty) => {
            event.prevent_default();
            typed.set(String::new());
        }
        _ => {}
    };
    view! {
        <nav class="palette" aria-label="Components">
            <div class="search">
                <input
                    node_ref=shell.search
                    type="search"
                    aria-label="Search components"
                    placeholder=format!("Search {count} components")
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || typed.get()
                    on:input=move |event| typed.set(event_target_value(&event))
                    on:keydown=keydown
                />
                <kbd aria-hidden="true">"/"</kbd>
            </div>
            <div class="palette-list">
                {move || {
                    let found = found.get();
                    Category::ALL
                        .into_iter()
                        .filter_map(|category| {
                            let services: Vec<_> = catalog::all()
                                .filter(|service| service.category == category && found.contains(&service.id))
                                .collect();
                            (!services.is_empty())
                                .then(|| {
                                    view! {
                                        <section aria-label=category.name()>
                                            <h2>{category.name()}</h2>
                                            <div class="palette-items">
                                                {services
                                                    .into_iter()
                                                    .map(|service| view! { <Item service=service canvas=canvas /> })
                                                    .collect_view()}
                                            </div>
                                        </section>
                                    }
                                })
                        })
                        .collect_view()
                }}
                <Show when=move || found.with(Vec::is_empty)>
                    <p class="hint">"Nothing is called that. Try a task: queue, cache, files, users."</p>
                </Show>
            </div>
        </nav>
    }
}

#[component]
fn Item(service: &'static Service, canvas: CanvasHandle) -> impl IntoView {
    let drawn_only = service.support != Support::Full;
    let title = if drawn_only {
        format!("{}: {} Drawn only: not judged, priced or exported yet.", service.name, service.summary)
    } else {
        format!("{}: {}", service.name, service.summary)
    };
    view! {
        <button
            class="palette-item"
            class:drawn-only=drawn_only
            type="button"
            aria-label=service.name
            title=title
            data-kind=service.id
            on:pointerdown=move |event| canvas.start_palette_drag(service.id, &event)
            on:click=move |_| canvas.add_at_centre(service.id)
        >
            <ServiceIcon service=service />
            <span>{service.short}</span>
        </button>
    }
}

fn by_id(id: &str) -> Option<&'static Service> {
    catalog::all().find(|service| service.id == id)
}

/// The ids of the services that a search finds, best first. Every word must be found.
fn search(typed: &str) -> Vec<&'static str> {
    let typed = typed.trim().to_ascii_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut found: Vec<(u8, &'static str)> = catalog::all()
        .filter_map(|service| {
            let names = [service.id.to_owned(), service.short.to_ascii_lowercase(), service.name.to_ascii_lowercase()];
            let rank = |word: &&str| {
                if names.iter().any(|name| name == word) {
                    Some(0)
                } else if names.iter().any(|name| name.split([' ', '_']).any(|part| part.starts_with(word))) {
                    Some(1)
                } else if names.iter().any(|name| name.contains(word)) {
                    Some(2)
                } else {
                    service.keywords.iter().any(|keyword| keyword.to_ascii_lowercase().contains(word)).then_some(3)
                }
            };
            let ranks: Option<Vec<u8>> = words.iter().map(rank).collect();
            Some((ranks?.into_iter().max().unwrap_or(0), service.id))
        })
        .collect();
    found.arrange_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, id)| id).collect()
}
