//! From keys to commands. Never takes a key from somebody who is typing.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::commands::{COMMANDS, Press, Reach, Where};

/// Listens to the window's keys for as long as the surrounding view lives.
pub fn listen(reach: Reach) {
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&window(), "keydown", options, move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            pressed(reach, event);
        }
    });
    let listener = StoredValue::new_local(Some(listener));
    on_cleanup(move || {
        listener.try_update_value(Option::take);
    });
}

fn pressed(reach: Reach, event: &KeyboardEvent) {
    // Somebody nearer has used the key, or it is part of composing a character.
    if event.default_prevented() || event.is_composing() {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let typing = target.as_ref().is_some_and(is_typing);
    // Keys of an open dialog are its own, but for those that hold everywhere.
    let in_dialog = target.as_ref().is_some_and(|target| matches!(target.closest("dialog"), Ok(Some(_))));
    let on_canvas = target.as_ref().is_none_or(|target| {
        target.tag_name() == "BODY" || matches!(target.closest("[role=application]"), Ok(Some(_)))
    });
    let mac = super::platform::is_mac();
    let press = Press {
        ctrl: if mac { event.meta_key() } else { event.ctrl_key() },
        shift: event.shift_key(),
        alt: event.alt_key(),
        key: event.key().to_ascii_lowercase(),
        code: event.code(),
    };
    let command = COMMANDS.iter().find(|command| {
        let here = match command.place {
            Where::Anywhere => true,
            Where::NotTyping => !typing && !in_dialog,
            Where::Canvas => !typing && !in_dialog && on_canvas,
        };
        here && command.shortcuts.iter().any(|shortcut| shortcut.is(&press))
    });
    if let Some(command) = command {
        event.prevent_default();
        (command.run)(&reach);
    } else if press.key == "escape"
        && typing
        && let Some(field) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok())
    {
        // Out of the field; the next Escape is the canvas's. Losing the focus cannot fail in a way that matters.
        let _ = field.blur();
    }
}

/// Whether keys go into a field.
fn is_typing(target: &Element) -> bool {
    match target.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => target
            .dyn_ref::<HtmlInputElement>()
            .is_some_and(|input| !matches!(input.type_().as_str(), "checkbox" | "radio" | "button" | "file")),
        _ => target.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable),
    }
}
