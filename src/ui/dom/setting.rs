//! What an element is given, and how that is kept current.

use framework::prelude::RenderEffect;
use framework::reactive::owner::Owner;
use js_sys::Function;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, Event, HtmlElement};

use super::RwSignal;
use super::value::{Text, Value};

/// What a value sets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// An attribute.
    Attribute,
    /// A class, present or absent.
    Class,
    /// A style property.
    Style,
    /// A property of the element's object.
    Property,
    /// What is inside.
    Html,
}

/// One thing that an element is given.
pub(super) enum Setting {
    /// A value.
    Value { kind: Kind, name: &'static str, value: Value },
    /// A listener.
    On { name: &'static str, listener: Box<dyn FnMut(Event)> },
    /// A reference that wants to know the element.
    Ref(RwSignal<Option<Element>>),
}

/// A setting of an element in the page.
pub(super) enum Kept {
    /// It stays.
    Fixed(Kind, &'static str, Text),
    /// It is kept current.
    Live(Kind, &'static str, RenderEffect<Text>),
    /// A listener; the browser frees it once nothing can call it any more.
    On(&'static str, Function),
    /// A reference.
    Ref,
}

impl Kept {
    /// Whether a setting is about the same, so that it can take this one's place.
    pub(super) fn is_like(&self, setting: &Setting) -> bool {
        match (self, setting) {
            (Self::Fixed(kind, name, _) | Self::Live(kind, name, _), Setting::Value { kind: k, name: n, .. }) => {
                kind == k && name == n
            }
            (Self::On(name, _), Setting::On { name: n, .. }) => name == n,
            (Self::Ref, Setting::Ref(_)) => true,
            _ => false,
        }
    }

    /// Replaces it by a setting that is about the same.
    pub(super) fn replace(&mut self, element: &Element, setting: Setting) {
        let old = match self {
            Self::Fixed(_, _, text) => Some(text.take()),
            Self::Live(_, _, effect) => effect.take_value(),
            Self::On(name, listener) => {
                // It fails for no listener that was added.
                let _ = element.remove_event_listener_with_callback(name, listener);
                None
            }
            Self::Ref => None,
        };
        // The old effect ends here, with the old closure.
        *self = keep(element, setting, old);
    }
}

/// Gives an element a setting; `old` is what it holds already.
pub(super) fn keep(element: &Element, setting: Setting, old: Option<Text>) -> Kept {
    match setting {
        Setting::Value { kind, name, value: Value::Fixed(text) } => {
            put(element, kind, name, old.as_ref(), &text);
            Kept::Fixed(kind, name, text)
        }
        Setting::Value { kind, name, value: Value::Live(mut ask) } => {
            let element = element.clone();
            let follow: Box<dyn FnMut(Option<Text>) -> Text> = Box::new(move |old| {
                let text = ask();
                put(&element, kind, name, old.as_ref(), &text);
                text
            });
            Kept::Live(kind, name, RenderEffect::new_with_value(follow, old))
        }
        Setting::On { name, mut listener } => {
            let owner = Owner::current().unwrap_or_default();
            let call: Box<dyn FnMut(Event)> = Box::new(move |event| owner.with(|| listener(event)));
            let function: Function = Closure::wrap(call).into_js_value().unchecked_into();
            // It fails for no element and no name.
            let _ = element.add_event_listener_with_callback(name, &function);
            Kept::On(name, function)
        }
        Setting::Ref(signal) => {
            signal.set(Some(element.clone()));
            Kept::Ref
        }
    }
}

/// Puts a text in place, unless it is there. What the browser refuses, it ignores; there is nothing to be done.
fn put(element: &Element, kind: Kind, name: &str, old: Option<&Text>, text: &Text) {
    if old == Some(text) {
        return;
    }
    let there = text.as_deref();
    match kind {
        Kind::Attribute => {
            let _ = match there {
                Some(text) => element.set_attribute(name, text),
                None if old.is_some() => element.remove_attribute(name),
                None => Ok(()),
            };
        }
        Kind::Class => {
            if old.is_some() || there.is_some() {
                let _ = element.class_list().toggle_with_force(name, there.is_some());
            }
        }
        Kind::Style => {
            let style = element.unchecked_ref::<HtmlElement>().style();
            let _ = style.set_property(name, there.unwrap_or_default());
        }
        Kind::Property => {
            let value = match name {
                "checked" => JsValue::from_bool(there.is_some()),
                _ => JsValue::from_str(there.unwrap_or_default()),
            };
            let _ = js_sys::Reflect::set(element, &JsValue::from_str(name), &value);
        }
        Kind::Html => element.set_inner_html(there.unwrap_or_default()),
    }
}
