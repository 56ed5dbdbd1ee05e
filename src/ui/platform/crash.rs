//! When the app stops for good: what to say, and what can still be saved.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// From now on, a panic is logged and shown in place of a dead page.
pub fn watch() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let stopped = js_sys::Reflect::get(&window(), &JsValue::from_str("zonewiseStopped"));
        if let Some(stopped) = stopped.ok().filter(JsValue::is_function) {
            // Nothing is left to do when even this fails.
            let _ = js_sys::Function::from(stopped).call3(
                &JsValue::NULL,
                &JsValue::from_str("Zonewise stopped"),
                &JsValue::from_str(
                    "This is an error in Zonewise. Your design, as of the last change, is kept in this browser.",
                ),
                &JsValue::from_str(&info.to_string()),
            );
        }
    }));
}
