//! Nodes into the page.

use std::borrow::Cow;

use framework::prelude::{RenderEffect, document};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlTemplateElement;

use super::keyed::{self, Keyed};
use super::node::{IntoView, Node, Parts};
use super::patch::patch;
use super::setting::{Kept, keep};

/// A node in the page. It has at least one node of the browser's, so that its place is known.
pub(super) enum Built {
    /// Text, or the comment that keeps the place of nothing.
    Leaf(web_sys::Node, Option<Cow<'static, str>>),
    /// HTML that never changes.
    Inert(web_sys::Node, Cow<'static, str>),
    /// An element.
    Element(Box<BuiltElement>),
    /// Nodes one after the other, and the comment behind them.
    List(Vec<Built>, web_sys::Node),
    /// What is asked again.
    Live(RenderEffect<Built>),
    /// Rows by key.
    Keyed(RenderEffect<Keyed>),
}

/// An element in the page.
pub(super) struct BuiltElement {
    pub(super) svg: bool,
    pub(super) tag: &'static str,
    pub(super) element: web_sys::Element,
    pub(super) settings: Vec<Kept>,
    pub(super) children: Vec<Built>,
}

/// Where to build: in front of a node, or at the end of the parent.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) parent: web_sys::Node,
    pub(super) before: Option<web_sys::Node>,
}

impl Place {
    /// At the end of a parent.
    pub(super) fn end(parent: &web_sys::Node) -> Self {
        Self { parent: parent.clone(), before: None }
    }

    /// In front of a node; `None` = that one is not in the page.
    pub(super) fn before(node: &web_sys::Node) -> Option<Self> {
        node.parent_node().map(|parent| Self { parent, before: Some(node.clone()) })
    }

    /// Puts a node here.
    pub(super) fn insert(&self, node: &web_sys::Node) {
        // It fails only where `before` is no child of the parent, and `Built` knows better.
        let _ = self.parent.insert_before(node, self.before.as_ref());
    }

    /// Puts a comment here, which shows nothing.
    pub(super) fn mark(&self) -> web_sys::Node {
        let comment: web_sys::Node = document().create_comment("").into();
        self.insert(&comment);
        comment
    }
}

/// Mounts the app in the page's body, for good.
pub fn mount<V: IntoView>(app: impl FnOnce() -> V + 'static) {
    framework::mount::mount_to_body(move || {
        if let Some(body) = document().body() {
            // It lives as long as the page.
            std::mem::forget(build(app().into_any(), &Place::end(&body)));
        }
    });
}

/// Builds a node at a place.
pub(super) fn build(node: Node, place: &Place) -> Built {
    match node {
        Node::Empty => Built::Leaf(place.mark(), None),
        Node::Text(text) => {
            let node: web_sys::Node = document().create_text_node(&text).into();
            place.insert(&node);
            Built::Leaf(node, Some(text))
        }
        Node::Inert(html) => inert(html, place),
        Node::Element(element) => Built::Element(Box::new(build_element(*element.0, place))),
        Node::List(nodes) => {
            let end = place.mark();
            let place = Place { parent: place.parent.clone(), before: Some(end.clone()) };
            Built::List(nodes.into_iter().map(|node| build(node, &place)).collect(), end)
        }
        Node::Live(ask) => Built::Live(follow(ask, Some(place.clone()), None)),
        Node::Keyed(ask) => Built::Keyed(keyed::follow(ask, Some(place.clone()), None)),
    }
}

/// Keeps what a closure says in the page: at a place, or where the old one is.
pub(super) fn follow(
    mut ask: Box<dyn FnMut() -> Node>,
    mut place: Option<Place>,
    old: Option<Built>,
) -> RenderEffect<Built> {
    let step: Box<dyn FnMut(Option<Built>) -> Built> = Box::new(move |old| {
        let node = ask();
        match (old, place.take()) {
            (Some(mut built), _) => {
                patch(&mut built, node);
                built
            }
            (None, Some(place)) => build(node, &place),
            // Cannot be: the first run has a place, every other one what it built.
            (None, None) => build(node, &Place::end(&document())),
        }
    });
    RenderEffect::new_with_value(step, old)
}

fn build_element(parts: Parts, place: &Place) -> BuiltElement {
    let Parts { svg, tag, settings, children } = parts;
    let made = match svg {
        true => document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag),
        false => document().create_element(tag),
    };
    // The tags are names in this program; the browser takes every one of them.
    let element = made.unwrap_or_else(|error| wasm_bindgen::throw_val(error));
    let inside = Place::end(&element);
    let children = children.into_iter().map(|node| build(node, &inside)).collect();
    let settings = settings.into_iter().map(|setting| keep(&element, setting, None)).collect();
    place.insert(&element);
    BuiltElement { svg, tag, element, settings, children }
}

fn inert(html: Cow<'static, str>, place: &Place) -> Built {
    let template = document().create_element("template").ok();
    let node = template.and_then(|template| {
        template.set_inner_html(&html);
        template.unchecked_ref::<HtmlTemplateElement>().content().first_child()
    });
    match node {
        Some(node) => {
            place.insert(&node);
            Built::Inert(node, html)
        }
        None => Built::Inert(place.mark(), html),
    }
}
