//! References to elements in the page.

use std::marker::PhantomData;

use wasm_bindgen::JsCast;

use super::RwSignal;

/// A kind of element, by what the browser calls it.
pub trait HtmlName {
    /// The browser's type.
    type Dom: JsCast;
}

/// Knows an element once it is in the page.
pub struct NodeRef<E: HtmlName> {
    pub(super) signal: RwSignal<Option<web_sys::Element>>,
    kind: PhantomData<fn() -> E>,
}

impl<E: HtmlName> Clone for NodeRef<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: HtmlName> Copy for NodeRef<E> {}

impl<E: HtmlName> Default for NodeRef<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E: HtmlName> NodeRef<E> {
    /// A reference to nothing yet.
    pub fn new() -> Self {
        Self { signal: RwSignal::new(None), kind: PhantomData }
    }

    /// The element. Watches for it.
    pub fn get(&self) -> Option<E::Dom> {
        self.signal.get().map(JsCast::unchecked_into)
    }

    /// The element, as far as it is known.
    pub fn get_untracked(&self) -> Option<E::Dom> {
        self.signal.get_untracked().map(JsCast::unchecked_into)
    }
}
