//! The browser's own services, each behind a few plain functions: nothing else calls them directly.

pub mod clipboard;
pub mod crash;
pub mod download;
pub mod maker;
pub mod open_file;
pub mod storage;
pub mod theme;

use gloo::timers::callback::Timeout;

/// Does something after this turn of the event loop.
pub fn soon(act: impl FnOnce() + 'static) {
    Timeout::new(0, act).forget();
}

/// Does something after some milliseconds, unless the returned timer is dropped.
pub fn after(milliseconds: u32, act: impl FnOnce() + 'static) -> Timeout {
    Timeout::new(milliseconds, act)
}

/// Whether the window has room for panels beside the canvas; `style/layout.css` draws the same line.
pub fn is_roomy() -> bool {
    let width = leptos::prelude::window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_none_or(|width| width >= 720.0)
}

/// Whether the keyboard has a Command key in place of Ctrl.
pub fn is_mac() -> bool {
    leptos::prelude::window().navigator().platform().is_ok_and(|name| name.starts_with("Mac") || name.starts_with("iP"))
}
