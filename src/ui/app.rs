//! The frame: top bar, palette, canvas, right panel, bottom bar, and what lies over them.

use leptos::prelude::*;

use super::canvas::{Canvas, CanvasHandle};
use super::commands::Reach;
use super::panels::{BottomBar, Dialogs, Palette, Side, Start, ToastBox, TopBar};
use super::shell::Shell;
use super::workspace::{Toast, Workspace};
use super::{drop_file, files, keyboard, platform, safety};
use crate::codec;

/// The app.
#[component]
pub fn App() -> impl IntoView {
    let (design, problem) = files::restored();
    let (workspace, shell, canvas) = (Workspace::new(design), Shell::new(), CanvasHandle::new());
    workspace.side_open.set(platform::is_roomy());
    provide_context(workspace);
    provide_context(shell);
    provide_context(canvas);
    canvas.on_search(move || shell.focus_search());
    let unpriced = (!platform::maker::has_prices())
        .then(|| "The price tables could not be loaded, so nothing has a price. Reloading often helps.".to_owned());
    if let Some(text) = problem.or(unpriced) {
        workspace.toast.set(Some(Toast { text, problem: true }));
    }
    keyboard::listen(Reach { workspace, canvas, shell });
    drop_file::listen(workspace, shell);
    safety::watch(workspace, shell);
    // The outside world: what is stored, and the window's title.
    Effect::new(move |_| {
        workspace.drawn.track();
        workspace.with(|design| {
            shell.store(&codec::save(design));
            document().set_title(&format!("{} \u{b7} Zonewise", design.header.name));
        });
    });
    let empty = Memo::new(move |_| {
        workspace.drawn.track();
        workspace.with(|design| design.components.is_empty())
    });
    view! {
        <div
            class="app"
            class:palette-closed=move || !shell.palette_open.get()
            class:side-wide=move || shell.side_wide.get()
            class:side-closed=move || !workspace.side_open.get()
        >
            <TopBar />
            <Palette />
            <main class="stage">
                <Canvas />
                <Show when=move || empty.get() && !shell.blank.get()>
                    <Start />
                </Show>
            </main>
            <Side />
            <BottomBar />
        </div>
        <ToastBox />
        <Dialogs />
        <div class="unseen" aria-live="polite">{move || workspace.announcement.get()}</div>
    }
}
