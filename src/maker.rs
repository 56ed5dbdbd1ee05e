//! The browser's second module: makes the Terraform and the estimates, and knows what there is to learn from a rule. It is loaded once the page can be used, because a page is opened
//! more often than Terraform is looked at, and the services' resources are a good fifth of all code.

/// Puts a function into the page: for `terraform`, a design's file in, a parcel of `zonewise::terraform` out; for
/// `cost`, a question of `zonewise::cost` in, its answer out; for `regions`, one a line those with prices; for
/// `lesson`, a rule's id in, a lesson of `zonewise::judge` out.
#[cfg(target_arch = "wasm32")]
fn main() {
    use wasm_bindgen::{JsValue, closure::Closure};

    let make =
        Closure::<dyn Fn(String, String) -> Option<String>>::new(|what: String, of: String| match what.as_str() {
            "terraform" => zonewise::terraform::packed(&of),
            "cost" => zonewise::cost::answer(&of),
            "regions" => Some(zonewise::prices::regions().collect::<Vec<_>>().join("\n")),
            "lesson" => zonewise::judge::Lesson::packed(&of),
            _ => None,
        });
    let window = js_sys::global();
    let prices = js_sys::Reflect::get(&window, &JsValue::from_str("zonewisePrices")).ok();
    // Without tables, the estimates name what is missing.
    prices.and_then(|text| text.as_string()).map(zonewise::prices::provide);
    // Where this fails, the page finds no function and says so.
    let _ = js_sys::Reflect::set(&window, &JsValue::from_str("zonewiseMaker"), &make.into_js_value());
}

/// Elsewhere the binary makes its Terraform itself.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
