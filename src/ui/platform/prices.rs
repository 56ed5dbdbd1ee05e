//! The price tables, which `public/boot.js` fetched beside the module.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

use crate::prices;

/// Hands the tables over, before anything is priced. Where they are missing, the app says so.
pub fn take() {
    let name = JsValue::from_str("zonewisePrices");
    let text = js_sys::Reflect::get(&window(), &name).ok().and_then(|text| text.as_string());
    // The page need not keep its copy. Where it does, only memory is lost.
    let _ = js_sys::Reflect::delete_property(&window(), &name);
    text.map(prices::provide);
}
