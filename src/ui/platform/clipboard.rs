//! Text to the clipboard.

use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// Copies a text, and says whether that worked.
pub fn copy(text: &str, done: impl Fn(bool) + 'static) {
    let done = std::rc::Rc::new(done);
    let also = std::rc::Rc::clone(&done);
    let well = Closure::once_into_js(move |_: JsValue| done(true));
    let ill = Closure::once_into_js(move |_: JsValue| also(false));
    let promise = window().navigator().clipboard().write_text(text);
    let then = js_sys::Reflect::get(&promise, &JsValue::from_str("then"));
    if let Ok(then) = then {
        // `then` of a promise does not throw.
        let _ = js_sys::Function::from(then).call2(&promise, &well, &ill);
    }
}
