//! Files from the user's disk: chosen or dropped.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::file::callbacks::{FileReader, read_as_bytes};
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;

/// Lets the user choose a file, and hands over its name and bytes.
pub fn choose(opened: impl Fn(String, Vec<u8>) + 'static) {
    let Some(input) =
        document().create_element("input").ok().and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok())
    else {
        return;
    };
    input.set_type("file");
    input.set_accept(".json,application/json");
    let opened = Rc::new(opened);
    let listener = EventListener::once(&input, "change", {
        let input = input.clone();
        move |_| {
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                let opened = Rc::clone(&opened);
                read(file, move |name, bytes| opened(name, bytes));
            }
        }
    });
    // A chooser that the user closes never answers; one listener is then left behind.
    listener.forget();
    input.click();
}

/// Reads a file.
pub fn read(file: web_sys::File, done: impl FnOnce(String, Vec<u8>) + 'static) {
    let file = gloo::file::File::from(file);
    let name = file.name();
    // The reader stops when it is dropped, so it keeps itself until it has answered.
    let keep: Rc<RefCell<Option<FileReader>>> = Rc::default();
    let kept = Rc::clone(&keep);
    let reader = read_as_bytes(&file, move |bytes| {
        if let Ok(bytes) = bytes {
            done(name, bytes);
        }
        kept.borrow_mut().take();
    });
    *keep.borrow_mut() = Some(reader);
}
