//! The module that makes the Terraform, which `public/boot.js` loads once the page can be used.

use gloo::events::EventListener;
use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, JsValue};

use crate::cost;
use crate::judge::Lesson;
use crate::terraform::{self, Export};

/// What there is of the module.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Maker {
    /// It is on its way.
    Loading,
    /// It can be asked.
    Ready,
    /// It could not be loaded.
    Missing,
}

impl Maker {
    /// What to say in place of Terraform; `None` where there is some.
    pub fn excuse(self) -> Option<&'static str> {
        match self {
            Self::Loading => Some("Terraform is being loaded \u{2026}"),
            Self::Ready => None,
            Self::Missing => {
                Some("What makes the Terraform could not be loaded. Save the design, then reload the page.")
            }
        }
    }
}

fn make() -> JsValue {
    js_sys::Reflect::get(&window(), &JsValue::from_str("zonewiseMaker")).unwrap_or(JsValue::NULL)
}

/// What there is of the module now.
pub fn state() -> Maker {
    let make = make();
    if make.is_undefined() {
        Maker::Loading
    } else if make.is_function() {
        Maker::Ready
    } else {
        Maker::Missing
    }
}

/// Says once that the module has come, or that it will not.
pub fn on_arrival(act: impl FnOnce() + 'static) {
    EventListener::once(&window(), "zonewise-maker", move |_| act()).forget();
}

/// Estimates are asked of it from now on.
pub fn prepare() {
    cost::ask_at(|question| ask("cost", question));
}

/// Whether the price tables are there for it.
pub fn has_prices() -> bool {
    let text = js_sys::Reflect::get(&window(), &JsValue::from_str("zonewisePrices"));
    text.is_ok_and(|text| text.is_string())
}

/// The regions that prices are known for; none where it cannot be asked.
pub fn regions() -> Vec<String> {
    ask("regions", "").map(|text| text.lines().map(str::to_owned).collect()).unwrap_or_default()
}

/// The Terraform of a design's file; `None` where it cannot be made.
pub fn export(design: &str) -> Option<Export> {
    terraform::unpacked(&ask("terraform", design)?)
}

/// What there is to learn from a rule; `None` where it cannot be had.
pub fn lesson(rule: &str) -> Option<Lesson> {
    Lesson::unpacked(&ask("lesson", rule)?)
}

fn ask(what: &str, of: &str) -> Option<String> {
    let make: js_sys::Function = make().dyn_into().ok()?;
    make.call2(&JsValue::NULL, &JsValue::from_str(what), &JsValue::from_str(of)).ok()?.as_string()
}
