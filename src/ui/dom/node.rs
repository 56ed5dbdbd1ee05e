//! Nodes: what a view comes to, before it is in the page.

use std::borrow::Cow;

use super::names::EventName;
use super::node_ref::{HtmlName, NodeRef};
use super::setting::{Kind, Setting};
use super::value::{IntoClass, IntoValue, Value};
use super::{Memo, Signal};

/// A piece of a view.
pub enum Node {
    /// Nothing.
    Empty,
    /// Text.
    Text(Cow<'static, str>),
    /// HTML that never changes, written by the `view!` macro.
    Inert(Cow<'static, str>),
    /// An element.
    Element(Element),
    /// Nodes one after the other.
    List(Vec<Node>),
    /// Asked again whenever a signal that it read has changed.
    Live(Box<dyn FnMut() -> Node>),
    /// Rows that keep what they are by a key.
    Keyed(Box<dyn FnMut() -> Rows>),
}

/// The rows of a keyed list at a moment.
pub struct Rows {
    /// The rows' keys, hashed.
    pub keys: Vec<u64>,
    /// Makes a row's view, by its index; asked for new rows only.
    pub row: Box<dyn FnMut(usize) -> Node>,
}

/// Any view.
pub type AnyView = Node;
/// The children of a component, made once.
pub type Children = Box<dyn FnOnce() -> Node>;

/// The children of a component, made whenever they are to be shown.
pub struct Shown(pub Box<dyn Fn() -> Node>);

impl Default for Shown {
    fn default() -> Self {
        Self(Box::new(|| Node::Empty))
    }
}

impl<F: Fn() -> V + 'static, V: IntoView> From<F> for Shown {
    fn from(view: F) -> Self {
        Self(Box::new(move || view().into_any()))
    }
}

/// Whatever can be a child in a view.
pub trait IntoView: Sized {
    /// As a node.
    fn into_any(self) -> Node;
}

impl IntoView for Node {
    fn into_any(self) -> Node {
        self
    }
}

impl IntoView for () {
    fn into_any(self) -> Node {
        Node::Empty
    }
}

impl IntoView for Element {
    fn into_any(self) -> Node {
        Node::Element(self)
    }
}

impl IntoView for &'static str {
    fn into_any(self) -> Node {
        Node::Text(Cow::Borrowed(self))
    }
}

impl IntoView for String {
    fn into_any(self) -> Node {
        Node::Text(Cow::Owned(self))
    }
}

impl IntoView for usize {
    fn into_any(self) -> Node {
        self.to_string().into_any()
    }
}

impl<V: IntoView> IntoView for Option<V> {
    fn into_any(self) -> Node {
        self.map_or(Node::Empty, IntoView::into_any)
    }
}

impl<V: IntoView> IntoView for Vec<V> {
    fn into_any(self) -> Node {
        self.collect_view()
    }
}

impl<F: FnMut() -> V + 'static, V: IntoView> IntoView for F {
    fn into_any(mut self) -> Node {
        Node::Live(Box::new(move || self().into_any()))
    }
}

impl<V: IntoView + Clone + 'static> IntoView for Signal<V> {
    fn into_any(self) -> Node {
        (move || self.get()).into_any()
    }
}

impl<V: IntoView + Clone + 'static> IntoView for Memo<V> {
    fn into_any(self) -> Node {
        (move || self.get()).into_any()
    }
}

/// Views one after the other.
pub trait CollectView {
    /// As one view.
    fn collect_view(self) -> Node;
}

impl<I: IntoIterator<Item: IntoView>> CollectView for I {
    fn collect_view(self) -> Node {
        Node::List(self.into_iter().map(IntoView::into_any).collect())
    }
}

/// An element with its settings and children.
pub struct Element(pub(super) Box<Parts>);

/// What an element is made of.
pub(super) struct Parts {
    pub(super) svg: bool,
    pub(super) tag: &'static str,
    pub(super) settings: Vec<Setting>,
    pub(super) children: Vec<Node>,
}

impl Element {
    /// An element of HTML or SVG without anything.
    #[inline(never)]
    pub fn new(svg: bool, tag: &'static str) -> Self {
        Self(Box::new(Parts { svg, tag, settings: Vec::new(), children: Vec::new() }))
    }

    #[inline(never)]
    fn with(mut self, kind: Kind, name: &'static str, value: Value) -> Self {
        self.0.settings.push(Setting::Value { kind, name, value });
        self
    }

    #[inline(never)]
    fn with_child(mut self, node: Node) -> Self {
        match node {
            Node::List(nodes) if self.0.children.is_empty() => self.0.children = nodes,
            node => self.0.children.push(node),
        }
        self
    }

    #[inline(never)]
    fn with_setting(mut self, setting: Setting) -> Self {
        self.0.settings.push(setting);
        self
    }

    /// An attribute.
    pub fn attr(self, name: &'static str, value: impl IntoValue) -> Self {
        self.with(Kind::Attribute, name, value.into_value())
    }

    /// The `class` attribute, or one class that comes and goes.
    pub fn class(self, class: impl IntoClass) -> Self {
        let (name, value) = class.into_class();
        match name {
            Some(name) => self.with(Kind::Class, name, value),
            None => self.with(Kind::Attribute, "class", value),
        }
    }

    /// A style property: set by property, because the page's policy forbids the attribute.
    pub fn style(self, (name, value): (&'static str, impl IntoValue)) -> Self {
        self.with(Kind::Style, name, value.into_value())
    }

    /// A property: of `checked` whether it is present counts, of any other its text.
    pub fn prop(self, name: &'static str, value: impl IntoValue) -> Self {
        self.with(Kind::Property, name, value.into_value())
    }

    /// HTML inside; for glyphs that are part of the program.
    pub fn inner_html(self, html: impl IntoValue) -> Self {
        self.with(Kind::Html, "", html.into_value())
    }

    /// A listener.
    pub fn on<E: EventName>(self, event: E, mut listener: impl FnMut(E::Event) + 'static) -> Self {
        self.with_setting(Setting::On {
            name: event.name(),
            listener: Box::new(move |event| listener(wasm_bindgen::JsCast::unchecked_into(event))),
        })
    }

    /// Makes the element known by a reference.
    pub fn node_ref<E: HtmlName>(self, node_ref: NodeRef<E>) -> Self {
        self.with_setting(Setting::Ref(node_ref.signal))
    }

    /// A child, or a list of all of them.
    pub fn child(self, child: impl IntoView) -> Self {
        self.with_child(child.into_any())
    }
}
