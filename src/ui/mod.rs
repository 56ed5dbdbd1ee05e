//! The browser shell: thin Leptos views over a workspace. Compiled for wasm32 only.
//!
//! Views read the workspace's signals and write through its commands; what they show is computed by the
//! floors below. Nothing here decides what is right, what it costs or what is exported.

mod app;
pub mod canvas;
pub mod commands;
pub mod dom;
mod drop_file;
mod files;
mod keyboard;
mod panels;
pub mod parts;
mod platform;
mod safety;
pub mod shell;
pub mod shortcut;
mod tab;
pub mod workspace;

/// Mounts the app.
pub fn mount() {
    platform::crash::watch();
    platform::maker::prepare();
    dom::mount(app::App);
}
