//! The right panel and its tabs.

use leptos::prelude::*;

use super::cost::Cost;
use super::drills::Drills;
use super::findings::Findings;
use super::inspector::Inspector;
use super::terraform::Terraform;
use crate::ui::parts::{Glyph, GlyphName};
use crate::ui::shell::Shell;
use crate::ui::workspace::{Tab, Workspace};

/// The right panel.
#[component]
pub fn Side() -> impl IntoView {
    let (workspace, shell) = (Workspace::here(), Shell::here());
    let count = Memo::new(move |_| workspace.analysis.with(|analysis| analysis.findings.len()));
    let keydown = move |event: leptos::ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => Tab::ALL.len() - 1,
            _ => return,
        };
        event.prevent_default();
        let at = Tab::ALL.iter().position(|tab| *tab == workspace.tab.get_untracked()).unwrap_or(0);
        if let Some(tab) = Tab::ALL.get((at + step) % Tab::ALL.len()) {
            workspace.tab.set(*tab);
            focus(tab.id());
        }
    };
    view! {
        <aside class="side" aria-label="Panel">
            <div class="tabs-row">
            <div class="tabs" role="tablist" aria-label="Panel" on:keydown=keydown>
                {Tab::ALL
                    .into_iter()
                    .map(|tab| {
                        let open = move || workspace.tab.get() == tab;
                        view! {
                            <button
                                type="button"
                                role="tab"
                                id=format!("tab-{}", tab.id())
                                aria-controls="panel"
                                aria-selected=move || open().to_string()
                                tabindex=move || if open() { "0" } else { "-1" }
                                on:click=move |_| workspace.tab.set(tab)
                            >
                                {tab.name()}
                                {(tab == Tab::Findings)
                                    .then(|| {
                                        view! {
                                            <Show when=move || { count.get() > 0 }>
                                                <em>{move || count.get()}</em>
                                            </Show>
                                        }
                                    })}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
            <button
                class="button quiet small widen"
                type="button"
                aria-label="Wide panel"
                title="Give the panel half of the window"
                aria-pressed=move || shell.side_wide.get().to_string()
                on:click=move |_| shell.side_wide.update(|wide| *wide = !*wide)
            >
                <Glyph name=GlyphName::Widen />
            </button>
            </div>
            <div
                id="panel"
                class="panel"
                role="tabpanel"
                aria-labelledby=move || format!("tab-{}", workspace.tab.get().id())
            >
                {move || match workspace.tab.get() {
                    Tab::Inspector => view! { <Inspector /> }.into_any(),
                    Tab::Findings => view! { <Findings /> }.into_any(),
                    Tab::Cost => view! { <Cost /> }.into_any(),
                    Tab::Drills => view! { <Drills /> }.into_any(),
                    Tab::Terraform => view! { <Terraform /> }.into_any(),
                }}
            </div>
        </aside>
    }
}

fn focus(tab: &str) {
    use wasm_bindgen::JsCast as _;
    let button = document().get_element_by_id(&format!("tab-{tab}"));
    if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A button that is on the page takes the focus.
        let _ = button.focus();
    }
}
